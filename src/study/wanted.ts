/** What the page must show of a study, as results, the most visible first. */
import type { Study } from './document.ts'
import { of, refName, type Ref } from './graph.ts'

export function wanted(study: Study): readonly Ref[] {
  const refs: Ref[] = []
  const rank = { map: 0, profile: 1, spectrum: 2 }
  for (const pane of [...study.view.panes].sort((a, b) => rank[a.kind] - rank[b.kind])) {
    if (pane.kind === 'map') refs.push(of('display', pane.part, pane.quantity), of('dipole', pane.part))
    else if (pane.kind === 'profile') for (const sky of pane.shows) refs.push(of('profile', sky))
    else for (const sky of pane.shows) refs.push(of('spectrum', sky, 'before'), of('spectrum', sky, 'after'), of('noise', sky))
  }
  return [...new Map(refs.map((ref) => [refName(ref), ref])).values()]
}
