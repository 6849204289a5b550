/** What the page is looking at: the sky of its map, the recipe that sky follows, the file it came from. */
import type { Session } from '../session/session.ts'
import { findingOf } from '../session/store.ts'
import type { Data, Id, MapPane, Quantity, Recipe, Sky, Study } from '../study/document.ts'
import { of } from '../study/graph.ts'
import { hasErrors } from '../study/wanted.ts'

export const mapPaneIndex = (study: Study): number => study.view.panes.findIndex((pane) => pane.kind === 'map')

export const mapPane = (study: Study): MapPane | undefined => study.view.panes.find((pane) => pane.kind === 'map')

/** The name of the sky on the map. */
export const skyId = (study: Study): Id => mapPane(study)?.part ?? ''

export function skyOf(study: Study): Sky | undefined {
  const part = study.parts[skyId(study)]
  return part?.kind === 'sky' ? part : undefined
}

export const recipeId = (study: Study): Id => skyOf(study)?.recipe ?? ''

export const recipeOf = (study: Study): Recipe | undefined => study.recipes[recipeId(study)]

/** The data part a map sky is made from, with its name in the study. */
export function dataOf(study: Study): { readonly id: Id; readonly data: Data } | undefined {
  const source = skyOf(study)?.source
  if (source?.from !== 'map') return undefined
  const id = (source.counts ?? source.intensity ?? source.background ?? source.error)?.data
  const data = id === undefined ? undefined : study.parts[id]
  return id !== undefined && data?.kind === 'data' ? { id, data } : undefined
}

/** Every file the study names. */
export const filesOf = (study: Study): readonly Data[] => Object.values(study.parts).filter((part) => part.kind === 'data')

/** Whether what is on the map came with counts, without which there is no map of counts. */
export function hasCounts(study: Study): boolean {
  const source = skyOf(study)?.source
  return source?.from === 'observations' || (source?.from === 'map' && source.counts !== undefined)
}

/** Whether the sky on the map has this quantity: counts need counts, significance needs counts or errors. */
export const canShow = (study: Study, quantity: Quantity): boolean =>
  quantity === 'relativeIntensity' || (quantity === 'counts' ? hasCounts(study) : hasErrors(study, skyId(study)))

/** What a fit to the sky on the map weights its pixels by. */
export const weightsOf = (study: Study): 'counts' | 'errors' | 'equal' => (hasCounts(study) ? 'counts' : hasErrors(study, skyId(study)) ? 'errors' : 'equal')

/** Whether the mean of each ring was taken away, so that m = 0 is not in the map; what the study alone says until the map is there. */
export function ringMeanRemoved(session: Session): boolean {
  const { study } = session
  const display = findingOf(session, of('display', skyId(study), mapPane(study)?.quantity))?.value
  return display?.ringMeanRemoved ?? skyOf(study)?.source.from === 'observations'
}

/** Degrees that are being subtracted now. */
export const subtracted = (session: Session): readonly number[] => {
  const card = recipeOf(session.study)?.subtract
  return card?.on ? card.degrees : []
}
