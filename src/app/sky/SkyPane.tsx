import { useId, useState } from 'react'
import { colourScale, QUANTITY_TITLES } from '../../drawing/scale.ts'
import { degrees, radians } from '../../science/units.ts'
import { findingOf, useSession } from '../../session/store.ts'
import type { Finding } from '../../session/session.ts'
import { setPin, setQuantity, setScale } from '../../study/edits.ts'
import { of } from '../../study/graph.ts'
import type { Display } from '../../study/results.ts'
import { canShow, mapPane, mapPaneIndex } from '../seen.ts'
import { BandTable } from './BandTable.tsx'
import { ColourBar } from './ColourBar.tsx'
import { provenanceOf, syntheticTag } from './provenance.ts'
import { QuantityControl } from './QuantityControl.tsx'
import { ReadOut, readOutItems, readOutSpoken } from './ReadOut.tsx'
import './sky.css'
import { SkyView, type Cursor } from './SkyView.tsx'
import { summaryOf } from './summary.ts'
import { useLate } from './useLate.ts'
import { late } from '../late.tsx'

const ViewTools = late(() => import('./ViewTools.tsx').then((part) => part.ViewTools))

const KEYS = 'Arrow keys move by one pixel, with Shift by ten. Plus and minus come nearer and go back, C centres the cursor, 0 shows the whole sky. Enter pins the place, Escape leaves the map.'

/** The map with what belongs to it: quantity, colour scale, read-out, the same in words and as a table. */
export function SkyPane() {
  const study = useSession((session) => session.study)
  const pane = mapPane(study)
  const finding = useSession((session) => (pane === undefined ? undefined : findingOf(session, of('display', pane.part, pane.quantity))))
  const edit = useSession((session) => session.edit)
  if (pane === undefined) return null
  const index = mapPaneIndex(study)
  const display = finding?.value
  const scale = colourScale(display?.quantity ?? pane.quantity, pane.scale, display?.autoLimit ?? 1)
  const tag = syntheticTag(provenanceOf(study, pane.part))
  return (
    <figure className="sky-pane" aria-label="Sky map">
      <div className="sky-tools">
        <QuantityControl
          value={pane.quantity}
          canShow={(quantity) => canShow(study, quantity)}
          onChange={(quantity) => edit(setQuantity(index, quantity), { label: `${QUANTITY_TITLES[quantity]} shown` })}
        />
        <ViewTools />
        {tag !== undefined && <span className="tag">{tag}</span>}
        {display !== undefined && <BandTable display={display} />}
      </div>
      <LiveMap finding={finding} scale={scale} tag={tag} />
      <ColourBar scale={scale} wanted={pane.scale} values={display?.values} onChange={(patch) => edit(setScale(index, patch), { label: 'Colour scale changed', gesture: 'scale' })} />
      <LiveReadOut />
    </figure>
  )
}

interface LiveMapProps {
  readonly finding: Finding<Display> | undefined
  readonly scale: ReturnType<typeof colourScale>
  readonly tag: string | undefined
}

/** The map, following the cursor. */
function LiveMap({ finding, scale, tag }: LiveMapProps) {
  const id = useId()
  const view = useSession((session) => session.study.view.camera)
  const pinDeg = useSession((session) => session.study.view.pinDeg)
  const cursor = useSession((session) => session.cursor)
  const reading = useSession((session) => session.reading)
  const pointAt = useSession((session) => session.pointAt)
  const edit = useSession((session) => session.edit)
  const look = useSession((session) => session.look)
  const [spoken, setSpoken] = useState(false)
  const late = useLate(finding === undefined || finding.state === 'working')
  const display = finding?.value
  const pin = pinDeg && { alpha: radians(pinDeg[0]), delta: radians(pinDeg[1]) }
  const point = (there: Cursor | undefined, byKey: boolean) => {
    setSpoken(byKey)
    pointAt(there)
  }
  return (
    <>
      <SkyView
        {...{ view, display, cursor, pin }}
        colours={scale}
        dimmed={late || finding?.state === 'failed'}
        label={`Sky map, ${QUANTITY_TITLES[scale.quantity]}`}
        describedBy={`${id}-summary ${id}-keys`}
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
        {display === undefined ? 'The map is being made.' : summaryOf(display, tag)}
      </p>
      <p id={`${id}-keys`} className="visually-hidden">
        {KEYS}
      </p>
      <p className="visually-hidden" role="status">
        {spoken && cursor !== undefined && readOutSpoken(readOutItems(cursor, reading))}
      </p>
    </>
  )
}

/** Hundredths of a degree are enough to find a place again. */
const tidy = (deg: number): number => Number(deg.toFixed(2))

function Progress({ done, first }: { readonly done: number | undefined; readonly first: boolean }) {
  const label = first ? 'making the map' : 'updating the map'
  return (
    <div className="sky-progress">
      <span>{label}</span>
      <progress aria-label={label} {...(done !== undefined && done > 0 ? { value: done } : {})} />
    </div>
  )
}

function LiveReadOut() {
  const cursor = useSession((session) => session.cursor)
  const reading = useSession((session) => session.reading)
  const pinned = useSession((session) => session.study.view.pinDeg !== undefined)
  const edit = useSession((session) => session.edit)
  const say = useSession((session) => session.say)
  const pin = () => {
    if (pinned) edit(setPin(undefined), { label: 'Place unpinned' })
    else if (cursor !== undefined) edit(setPin([tidy(degrees(cursor.alpha)), tidy(degrees(cursor.delta))]), { label: 'Place pinned' })
  }
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text)
      say({ tone: 'status', text: 'The read-out is copied.' })
    } catch {
      say({ tone: 'alert', text: 'The browser does not let the page copy.', remedy: `Copy it by hand: ${text}` })
    }
  }
  return <ReadOut {...{ cursor, reading, pinned }} onPin={pin} onCopy={(text) => void copy(text)} />
}
