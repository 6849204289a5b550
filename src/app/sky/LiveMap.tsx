import { useId, useState } from 'react'
import { QUANTITY_TITLES } from '../../drawing/scale.ts'
import { degrees, radians } from '../../science/units.ts'
import type { Session } from '../../session/session.ts'
import { findingOf, useSession } from '../../session/store.ts'
import { setPin } from '../../study/edits.ts'
import { clockOf } from '../../study/clockName.ts'
import { placeOf } from '../../study/desks.ts'
import { multipoleText } from '../../study/multipoleName.ts'
import { linesOver, type MapAt } from '../../study/shown.ts'
import { late } from '../late.tsx'
import { provenanceOf, syntheticTag } from './provenance.ts'
import { readOutItems, readOutSpoken } from './ReadOut.tsx'
import { cursorAt, SkyView, type Cursor } from './SkyView.tsx'
import { summaryOf } from './summary.ts'
import { useArrows } from './useArrows.ts'
import { useLate } from './useLate.ts'
import { useLines } from './useLines.ts'
import { useSeenMap } from './useSeenMap.ts'
import { useWhyUnseen } from './useWhyUnseen.ts'

const OverMap = late(() => import('../observe/OverMap.tsx').then((part) => part.OverMap))

const KEYS = 'Arrow keys move by one pixel, with Shift by ten. Plus and minus come nearer and go back, C centres the cursor, 0 shows the whole sky. Enter pins the place, Escape leaves the map.'

export interface LiveMapProps {
  readonly at: MapAt
  /** The first of the maps shown: it may lend its scale. */
  readonly first: MapAt
  /** Its place among the maps shown. */
  readonly place?: number
  /** What tells it from the others shown, where there are others. */
  readonly name?: string
  /** One of many small ones. */
  readonly small?: boolean
}

/** One map, following the cursor that all maps share. */
export function LiveMap({ at, first, place = 0, name, small = false }: LiveMapProps) {
  const id = useId()
  const view = useSession((session) => session.study.view.camera)
  const pinDeg = useSession((session) => session.study.view.pinDeg)
  const tag = useSession(({ study }) => syntheticTag(provenanceOf(study, at.pane.part)))
  const shared = useSession((session) => session.cursor)
  const reading = useSession((session) => session.readings[place] ?? (place === 0 ? session.reading : undefined))
  const pointAt = useSession((session) => session.pointAt)
  const edit = useSession((session) => session.edit)
  const look = useSession((session) => session.look)
  const observing = useSession(({ study }) => placeOf(study) === 'observe')
  const clock = useSession(({ study }) => clockOf(study, at.pane.part))
  const arrows = useArrows(at.pane.part)
  const { finding, display, scale, wanted } = useSeenMap(at, first)
  const unseen = useSession((session) => session.study.view.unseen)
  const contours = useSession((session) => findingOf(session, linesOver(at.pane))?.value)
  const why = useWhyUnseen(at.pane.part, reading)
  const lines = useLines(at.pane.part, display)
  const [spoken, setSpoken] = useState<Session['cursor']>()
  const late = useLate(finding === undefined || finding.state === 'working')
  const { multipole } = at.pane
  const cursor = shared && display && { ...shared, pixel: cursorAt(display, shared).pixel }
  const pin = pinDeg && { alpha: radians(pinDeg[0]), delta: radians(pinDeg[1]) }
  const point = (there: Cursor | undefined, byKey: boolean) => {
    setSpoken(byKey ? there : undefined)
    pointAt(there)
  }
  return (
    <>
      <SkyView
        {...{ view, display, unseen, lines, cursor, pin, small, arrows }}
        contours={contours && { contours, zero: wanted.zeroContour && scale.quantity !== 'counts', edge: unseen === 'white' }}
        colours={scale}
        dimmed={late || finding?.state === 'failed'}
        label={`Sky map${name === undefined ? '' : ` of ${name}`}, ${multipole === undefined ? '' : `${multipoleText(multipole)} part of `}${QUANTITY_TITLES[scale.quantity]}`}
        describedBy={`${id}-summary ${id}-keys`}
        over={observing ? (camera) => <OverMap {...{ camera }} part={at.pane.part} /> : undefined}
        onPoint={point}
        onLook={look}
        onPin={(there) => edit(setPin([tidy(degrees(there.alpha)), tidy(degrees(there.delta))]), { label: 'Place pinned' })}
      >
        {late && <Progress done={finding?.state === 'working' ? finding.done : undefined} first={display === undefined} />}
        {finding?.state === 'failed' && (
          <div className="sky-problem card">
            <p>{finding.problem.message}</p>
            {finding.problem.remedy !== undefined && <p className="soft">{finding.problem.remedy}</p>}
          </div>
        )}
      </SkyView>
      <p id={`${id}-summary`} className="visually-hidden">
        {display === undefined ? 'The map is being made.' : summaryOf(display, view, tag, multipole, clock)}
      </p>
      <p id={`${id}-keys`} className="visually-hidden">
        {KEYS}
      </p>
      <p className="visually-hidden" role="status">
        {spoken !== undefined && spoken === shared && readOutSpoken(readOutItems(cursor, reading, why))}
      </p>
    </>
  )
}

/** Hundredths of a degree are enough to find a place again. */
export const tidy = (deg: number): number => Number(deg.toFixed(2))

function Progress({ done, first }: { readonly done: number | undefined; readonly first: boolean }) {
  const label = first ? 'making the map' : 'updating the map'
  return (
    <div className="sky-progress">
      <span>{label}</span>
      <progress aria-label={label} {...(done !== undefined && done > 0 ? { value: done } : {})} />
    </div>
  )
}
