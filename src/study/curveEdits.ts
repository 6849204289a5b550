/** Edits of the curves from files that a spectrum draws. Each returns the same study when nothing changes. */
import type { CurveCard } from '../formats/readCard.ts'
import { curvesOf, isCurve } from './curves.ts'
import type { Id, Study } from './document.ts'

type Change = (study: Study) => Study

/** Curves in one plot, besides the sky's own: more cannot be told apart. */
export const MOST_CURVES = 4

/** Puts a file's curve into the spectrum; what is seen stays. The oldest of too many goes. */
export function curveOfCard({ name, bytes, sha256 }: CurveCard): Change {
  return (study) => {
    if (!study.view.panes.some(({ kind }) => kind === 'spectrum')) return study
    const before = curvesOf(study)
    const room = before.length < MOST_CURVES ? study : removeCurve(before[0]!)(study)
    const id = freeName(room)
    return showing({ ...room, parts: { ...room.parts, [id]: { kind: 'data', origin: { name, bytes, sha256 }, reading: { as: 'curve' } } } }, (shows) => [...shows, id])
  }
}

/** Takes a curve out of the study. */
export const removeCurve = (id: Id): Change => (study) => {
  if (!isCurve(study.parts[id])) return study
  const { [id]: _, ...parts } = study.parts
  return showing({ ...study, parts }, (shows) => shows.filter((name) => name !== id))
}

const showing = (study: Study, change: (shows: readonly Id[]) => readonly Id[]): Study => ({
  ...study,
  view: { ...study.view, panes: study.view.panes.map((pane) => (pane.kind === 'spectrum' ? { ...pane, shows: change(pane.shows) } : pane)) },
})

/** `curve1`, or the first that is free. */
function freeName({ parts }: Study): Id {
  for (let n = 1; ; n++) if (!Object.hasOwn(parts, `curve${n}`)) return `curve${n}`
}
