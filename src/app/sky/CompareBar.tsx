import { useId, useRef, type CSSProperties } from 'react'
import { geometryName } from '../../science/sphere/rings.ts'
import type { Session } from '../../session/session.ts'
import { findingOf, sessionStore, useSession } from '../../session/store.ts'
import { compareHow, stopComparing, whyNoDifference } from '../../study/comparing.ts'
import type { Compare } from '../../study/document.ts'
import { setCompare } from '../../study/edits.ts'
import { mapsOf, pictureOf, shownQuantity, type MapAt } from '../../study/shown.ts'
import { announce } from '../announce.ts'
import { Switch } from '../widgets/Switch.tsx'
import { setShare } from './SwipeHandle.tsx'

export interface CompareBarProps {
  readonly maps: readonly MapAt[]
  /** How they are compared in fact: a person who asks for less motion sees no blinking. */
  readonly how: Compare['how']
  readonly still: boolean
  readonly paused: boolean
  onPause(paused: boolean): void
}

const WAYS = [
  ['beside', 'side by side'],
  ['swipe', 'swipe'],
  ['fade', 'fade'],
  ['blink', 'blink'],
  ['difference', 'difference'],
] as const

/** How the maps are held against each other, and how to stop. */
export function CompareBar({ maps, how, still, paused, onPause }: CompareBarProps) {
  const id = useId()
  const noDifference = useSession(differenceClosed)
  const oneScale = useSession(({ study }) => study.view.compare.oneScale)
  const many = useSession(({ study }) => mapsOf(study).length > 2)
  const closed = { difference: noDifference, blink: still ? 'Your system asks for less motion: fade shows the same' : undefined, beside: undefined, swipe: undefined, fade: undefined }
  const [first, ...others] = maps.map(({ pane }) => shownQuantity(pane))
  const [alike, differ] = [others.includes(first!), others.some((quantity) => quantity !== first)]
  const reason = noDifference !== undefined && how !== 'difference' ? noDifference : undefined
  return (
    <div className="compare-bar">
      <div className="segmented" role="group" aria-label="How the maps are compared">
        {WAYS.map(([way, label]) => (
          <button
            key={way}
            type="button"
            aria-pressed={how === way}
            disabled={closed[way] !== undefined && how !== way}
            title={closed[way]}
            aria-describedby={way === 'difference' && reason !== undefined ? `${id}-reason` : undefined}
            onClick={() => announce(sessionStore.getState(), compareHow(way), `Compared by ${label}`)}
          >
            {label}
          </button>
        ))}
      </div>
      {reason !== undefined && <span id={`${id}-reason`} className="visually-hidden">{reason}</span>}
      {(how === 'swipe' || how === 'fade') && <ShareRange how={how} />}
      {how === 'blink' && (
        <button type="button" className="button" onClick={() => onPause(!paused)}>
          {paused ? 'Go on' : 'Pause'}
        </button>
      )}
      {alike && (
        <Switch on={oneScale} onChange={(on) => announce(sessionStore.getState(), setCompare({ oneScale: on }), on ? 'One scale for all maps' : 'Each map has its own scale')}>
          same scale
        </Switch>
      )}
      {differ && <span className="soft small">different quantities, each on its own scale</span>}
      {many && how !== 'beside' && <span className="soft small">A and B, the first two</span>}
      <button type="button" className="button compare-done" aria-label="Stop comparing" onClick={() => announce(sessionStore.getState(), stopComparing, 'Nothing is compared any more')}>
        Stop<span className="wide-word"> comparing</span>
      </button>
    </div>
  )
}

/** The line of the swipe, or how much of the second map is seen, without dragging over the maps. */
function ShareRange({ how }: { readonly how: 'swipe' | 'fade' }) {
  const id = useId()
  const drags = useRef(0)
  const share = useSession(({ study }) => study.view.compare.share)
  const percent = Math.round(100 * share)
  return (
    <span className="share-range">
      <label htmlFor={id} className="visually-hidden">
        {how === 'swipe' ? 'Where the line is' : 'How much of B is seen'}
      </label>
      <span aria-hidden="true">A</span>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        value={percent}
        style={{ '--filled': `${percent}%` } as CSSProperties}
        aria-valuetext={how === 'swipe' ? `${percent} % from the left` : `${percent} % B over A`}
        onPointerDown={() => void drags.current++}
        onKeyDown={(event) => !event.repeat && drags.current++}
        onChange={(event) => setShare(event.currentTarget.valueAsNumber / 100, `${id}/${drags.current}`)}
      />
      <span aria-hidden="true">B</span>
    </span>
  )
}

/** Why there is no difference to be shown: what the study says, or what the two maps turned out to be. */
function differenceClosed(session: Session): string | undefined {
  const why = whyNoDifference(session.study)
  if (why !== undefined) return why
  const [a, b] = mapsOf(session.study).map(({ pane }) => findingOf(session, pictureOf(pane))?.value?.geometry)
  if (a === undefined || b === undefined || geometryName(a) === geometryName(b)) return undefined
  return `The maps have different pixels (${geometryName(a)} and ${geometryName(b)}), so they cannot be subtracted: bring them to one nside first.`
}
