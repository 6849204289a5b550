/** What the page must show of a study, as results, the most visible first. */
import type { Id, Study } from './document.ts'
import { of, refName, type Ref } from './graph.ts'

export function wanted(study: Study): readonly Ref[] {
  const refs: Ref[] = []
  const rank = { map: 0, profile: 1, spectrum: 2 }
  for (const pane of [...study.view.panes].sort((a, b) => rank[a.kind] - rank[b.kind])) {
    if (pane.kind === 'map') {
      refs.push(of('display', pane.part, pane.quantity), of('dipole', pane.part))
      // The read-out names the significance of a place whatever the map shows.
      if (hasErrors(study, pane.part)) refs.push(of('display', pane.part, 'significance'))
    } else if (pane.kind === 'profile') for (const sky of pane.shows) refs.push(of('profile', sky))
    else for (const sky of pane.shows) refs.push(of('spectrum', sky, 'before'), of('spectrum', sky, 'after'), of('noise', sky))
  }
  return [...new Map(refs.map((ref) => [refName(ref), ref])).values()]
}

/** Whether a sky knows how uncertain it is: from counts, or from errors that a file states. */
export function hasErrors(study: Study, sky: Id, above: readonly Id[] = []): boolean {
  const part = study.parts[sky]
  if (part?.kind !== 'sky' || above.includes(sky)) return false
  const { source } = part
  if (source.from === 'map') return source.counts !== undefined || source.error !== undefined
  if (source.from === 'difference') return source.of.every((one) => hasErrors(study, one, [...above, sky]))
  return source.from === 'observations'
}
