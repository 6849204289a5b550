/** What the page is looking at: the sky of its map, the recipe that sky follows, the file it came from. */
import type { Session } from '../session/session.ts'
import { findingOf } from '../session/store.ts'
import type { Data, Id, MapPane, Quantity, Recipe, Sky, Study } from '../study/document.ts'
import { pictureOf, shownMaps } from '../study/shown.ts'
import type { Display } from '../study/results.ts'
import { hasErrors, hasQuantity } from '../study/wanted.ts'

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
export const hasCounts = (study: Study): boolean => hasQuantity(study, skyId(study), 'counts')

/** Whether the sky on the first of the maps seen has this quantity. */
export const canShow = (study: Study, quantity: Quantity): boolean => hasQuantity(study, shownMaps(study)[0]?.pane.part ?? '', quantity)

/** What a fit to the sky on the map weights its pixels by. */
export const weightsOf = (study: Study): 'counts' | 'errors' | 'equal' => (hasCounts(study) ? 'counts' : hasErrors(study, skyId(study)) ? 'errors' : 'equal')

/** The picture on the map, if there is one yet. */
export function displayShown(session: Session): Display | undefined {
  const pane = mapPane(session.study)
  return pane && findingOf(session, pictureOf(pane))?.value
}

/** Whether the mean of each ring was taken away, so that m = 0 is not in the map; what the study alone says until the map is there. */
export function ringMeanRemoved(session: Session): boolean {
  const { study } = session
  const display = displayShown(session)
  return display?.ringMeanRemoved ?? skyOf(study)?.source.from === 'observations'
}

/** Degrees that are being subtracted now. */
export const subtracted = (session: Session): readonly number[] => {
  const card = recipeOf(session.study)?.subtract
  return card?.on ? card.degrees : []
}
