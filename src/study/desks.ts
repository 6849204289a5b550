/** What is seen at each place of the page: a study keeps what was seen where it is not. */
import { madeObservation } from './countsBehind.ts'
import type { Desk, Id, PlaceName, Study } from './document.ts'
import { defaultCompare, defaultScale } from './seeded.ts'

type Change = (study: Study) => Study

/** The parts of the Observe place: a true sky, the first observatory, the sky that is found, and the recipe of both skies. */
export const OBSERVED = { truth: 'true-sky', site: 'observatory', found: 'found-sky', recipe: 'observe' } as const

export const placeOf = ({ view }: Pick<Study, 'view'>): PlaceName => view.place ?? 'explore'

/** Leaves the place that is open for another, where is seen what was seen there last, or else `furniture`. */
export const seenAt = (place: PlaceName, furniture: Desk): Change => (study) => {
  const here = placeOf(study)
  if (place === here) return study
  const { panes, compare, place: _, elsewhere: { [place]: there = furniture, ...others } = {}, ...view } = study.view
  return { ...study, view: { ...view, ...there, ...(place === 'explore' ? {} : { place }), elsewhere: { ...others, [here]: { panes, compare } } } }
}

/** The Explore place, with the first map of the place that is left where nothing was seen there before. */
export const atExplore: Change = (study) => {
  const part = study.view.panes.find((pane) => pane.kind === 'map')?.part
  if (part === undefined) return study
  const panes: Desk['panes'] = [{ kind: 'map', part, quantity: 'relativeIntensity', scale: defaultScale }, { kind: 'spectrum', shows: [part] }, { kind: 'profile', shows: [part] }]
  return seenAt('explore', { panes, compare: defaultCompare })(study)
}

/** The sky that the first observatory of the Observe place looks at. */
export function truthId({ parts }: Pick<Study, 'parts'>): Id {
  const found = parts[OBSERVED.found]
  const first = found?.kind === 'sky' && found.source.from === 'observations' ? parts[madeObservation({ parts }, found.source.observations[0] ?? '')] : undefined
  return first?.kind === 'observation' && first.counts.from === 'mock' ? first.counts.sky : OBSERVED.truth
}
