/** Going from one place of the page to another. Each has its own maps and plots; what was seen at a place is seen there again. */
import { atExplore, OBSERVED, seenAt } from './desks.ts'
import type { Desk, Observation, Part, PlaceName, Recipe, Sky, Study } from './document.ts'
import { defaultCompare, defaultRecipe, defaultScale, SEED } from './seeded.ts'

type Change = (study: Study) => Study

/** Fine enough to look smooth, and coarse enough to follow the hand: a degree and a half. */
const TEACHING_GRID = { rings: 120, cells: 240 } as const

const trueSky: Sky = {
  kind: 'sky',
  recipe: OBSERVED.recipe,
  source: { from: 'harmonics', grid: TEACHING_GRID, dipole: [5e-4, 5e-4, 7.0711e-4], power: { amplitude: 0, slope: -2, lmax: 20, seed: SEED }, spots: [] },
}

/** HAWC as in the review's Fig. 5. */
const observatory: Observation = {
  kind: 'observation',
  site: { name: 'HAWC', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 57 },
  grid: TEACHING_GRID,
  counts: { from: 'mock', sky: OBSERVED.truth, acceptance: { zenithPower: 1, absorption: 5 }, events: 1e11, seed: SEED, expectation: true },
}

const found: Sky = { kind: 'sky', recipe: OBSERVED.recipe, source: { from: 'observations', observations: [OBSERVED.site], method: 'likelihood' } }

const PARTS: { readonly [id: string]: Part } = { [OBSERVED.truth]: trueSky, [OBSERVED.site]: observatory, [OBSERVED.found]: found }

const recipe: Recipe = { ...defaultRecipe, smooth: { ...defaultRecipe.smooth, on: false } }

/** The true sky beside what is found of it, on one scale. */
const OBSERVE: Desk = {
  panes: [OBSERVED.truth, OBSERVED.found].map((part) => ({ kind: 'map', part, quantity: 'relativeIntensity', scale: defaultScale })),
  compare: { ...defaultCompare, how: 'beside' },
}

/** Goes to a place. The Observe place brings its own parts the first time; they stay in the study. */
export const goTo = (place: PlaceName): Change => (study) => (place === 'explore' ? atExplore(study) : seenAt('observe', OBSERVE)(withObserved(study)))

function withObserved(study: Study): Study {
  const parts = Object.keys(PARTS).every((name) => Object.hasOwn(study.parts, name)) ? study.parts : { ...PARTS, ...study.parts }
  const recipes = Object.hasOwn(study.recipes, OBSERVED.recipe) ? study.recipes : { ...study.recipes, [OBSERVED.recipe]: recipe }
  return parts === study.parts && recipes === study.recipes ? study : { ...study, parts, recipes }
}
