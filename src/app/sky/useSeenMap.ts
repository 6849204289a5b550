import { useMemo } from 'react'
import { colourScale, QUANTITY_TITLES, type ColourScale } from '../../drawing/scale.ts'
import type { Finding, Session } from '../../session/session.ts'
import { findingOf, useSession } from '../../session/store.ts'
import type { MapPane, Scale } from '../../study/document.ts'
import { multipoleText } from '../../study/multipoleName.ts'
import type { Display } from '../../study/results.ts'
import { pictureOf, shownMaps, shownQuantity, type MapAt } from '../../study/shown.ts'

export interface SeenMap {
  readonly finding: Finding<Display> | undefined
  readonly display: Display | undefined
  readonly scale: ColourScale
  /** What the scale was asked to be, and the pane whose wish that is. */
  readonly wanted: Scale
  readonly wantedAt: number
}

/** What a map pane shows by now, on the scale of the first map where they have one scale. */
export function useSeenMap({ index, pane }: MapAt, first: MapAt): SeenMap {
  const oneScale = useSession(({ study }) => study.view.compare.oneScale)
  const finding = useSession((session) => findingOf(session, pictureOf(pane)))
  const shared = useSession((session) => sharedLimit(session, first.pane))
  const display = finding?.value
  const shares = hasScaleOf(pane, first.pane, oneScale)
  const wanted = shares ? first.pane.scale : pane.scale
  const limit = (shares ? shared : undefined) ?? display?.autoLimit ?? 1
  const quantity = display?.quantity ?? shownQuantity(pane)
  const { multipole } = pane
  const scale = useMemo(() => {
    const made = colourScale(quantity, wanted, limit)
    return multipole === undefined ? made : { ...made, title: `${multipoleText(multipole)} part of ${made.title.replace(QUANTITY_TITLES.relativeIntensity, 'δI')}` }
  }, [quantity, wanted, limit, multipole])
  return { finding, display, scale, wanted, wantedAt: shares ? first.index : index }
}

/** Smaller than this nothing is measured, and nothing drawn: rounding, where the sky is even. */
const NOTHING = 1e-9

/** The limit that the first map lends the others; one without any structure leaves that to the next, which would be all colour otherwise. */
function sharedLimit(session: Pick<Session, 'study' | 'findings'>, first: MapPane): number | undefined {
  const { oneScale } = session.study.view.compare
  const shown = shownMaps(session.study).filter(({ pane }) => hasScaleOf(pane, first, oneScale))
  const displays = shown.map(({ pane }) => findingOf(session, pictureOf(pane))?.value)
  const structured = displays.find((display) => display !== undefined && Math.max(Math.abs(display.min), Math.abs(display.max)) > NOTHING)
  return displays[0] === undefined ? undefined : (structured?.autoLimit ?? 1)
}

/** Whether a map has the scale of the first: only a scale of the same quantity can be shared. */
export const hasScaleOf = (pane: MapPane, first: MapPane, oneScale: boolean): boolean => pane === first || (oneScale && shownQuantity(pane) === shownQuantity(first))
