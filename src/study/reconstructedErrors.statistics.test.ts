/**
 * The errors that the page states of skies found from counts, over mocks drawn, solved and fitted through the graph: seeds 1 … N are fixed, 10⁷ events of HAWC-60 on a coarse grid.
 * Bounds are 4 binomial standard errors for intervals, or 4 standard errors of the mean, from the scatter of the skies, for spectra: a false alarm has a probability below 6.3e-5 per bound.
 * Pixels that scatter each by itself (the inverse of the normal matrix, and (S18)) are the mutant, and must break the bounds. Coverage of every method is tested in science/analysis.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { derive } from '../engine/derive.ts'
import { ready } from '../engine/digest.ts'
import { ThreadJob } from '../engine/job.ts'
import { Vault } from '../engine/vault.ts'
import { dipoleOf, type Dipole } from '../science/analysis/dipole.ts'
import { ONE_SIGMA } from '../science/analysis/rice.ts'
import { graph } from './arrows.ts'
import { OBSERVED } from './desks.ts'
import type { ObservationsSource, Study } from './document.ts'
import { of, type Name, type Ref } from './graph.ts'
import { setAcceptance, setMethod, setMock, setObservation, setTrueSky } from './observeEdits.ts'
import { goTo } from './places.ts'
import type { Results } from './results.ts'
import { seededStudy } from './seeded.ts'
import { noise as noiseStep } from './steps/spectrum.ts'

const GRID = { rings: 16, cells: 24 }
const EVENTS = 1e7
const TRUTH = [2.4e-3, -1.8e-3, 1e-3] as const
const LMAX = 3

const hawc = [
  setTrueSky({ grid: GRID }), setAcceptance(OBSERVED.site, { absorption: 0 }), setMock(OBSERVED.site, { events: EVENTS, expectation: undefined }),
  setObservation(OBSERVED.site, { grid: GRID, site: { name: 'HAWC', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 60 } }),
].reduce((study, edit) => edit(study), goTo('observe')(seededStudy))

const withDegrees = (study: Study, ...degrees: readonly number[]): Study => {
  const recipe = study.recipes[OBSERVED.recipe]!
  return { ...study, recipes: { ...study.recipes, [OBSERVED.recipe]: { ...recipe, subtract: { on: true, degrees, zonal: false }, spectrum: { lmax: LMAX, zonal: false } } } }
}

/** The arrows of one mock; what several studies share is made once. */
function skyMaker(): <K extends Name>(ref: Ref<K>, study: Study) => Promise<Results[K]> {
  const vault = new Vault()
  return (ref, study) => derive(graph, ref, study, vault, new ThreadJob())
}

beforeAll(() => ready())

describe('of a thousand skies with a dipole, found by the likelihood', () => {
  const MOCKS = 1000
  const BOUND = 4 * Math.sqrt((ONE_SIGMA * (1 - ONE_SIGMA)) / (2 * MOCKS))
  const covered = { right: [0, 0], mutant: [0, 0] }
  const held = ({ d0h, d6h, covariance }: Pick<Dipole, 'd0h' | 'd6h' | 'covariance'>): number =>
    (Number((d0h - TRUTH[0]) ** 2 <= covariance![0]) + Number((d6h - TRUTH[1]) ** 2 <= covariance![3])) / (2 * MOCKS)
  beforeAll(async () => {
    const sky = setTrueSky({ dipole: TRUTH })(hawc)
    for (let seed = 1; seed <= MOCKS; seed++) {
      const make = skyMaker()
      const mock = setMock(OBSERVED.site, { seed })(sky)
      for (const [i, degrees] of [[1], [1, 2]].entries()) {
        const study = withDegrees(mock, ...degrees)
        covered.right[i]! += held(await make(of('dipole', OBSERVED.found), study))
        const fit = await make(of('fit', OBSERVED.found, 'withDipole'), study)
        covered.mutant[i]! += held(dipoleOf({ ...fit, covariance: fit.inverse }))
      }
    }
  }, 120_000)

  test.each([{ name: 'l = 1 alone', i: 0 }, { name: 'l ≤ 2', i: 1 }])('68 % have each component of the truth within its error, fitted with $name', ({ name, i }) => {
    console.info(`${name}: ${covered.right[i]!.toFixed(4)}, mutant ${covered.mutant[i]!.toFixed(4)}, bound ${BOUND.toFixed(4)}`)
    expect(Math.abs(covered.right[i]! - ONE_SIGMA)).toBeLessThan(BOUND)
    expect(Math.abs(covered.mutant[i]! - ONE_SIGMA)).toBeGreaterThan(BOUND)
  })
})

/** How many standard errors the mean of a sample lies from 0. */
function pull(sample: readonly number[]): number {
  const mean = sample.reduce((a, b) => a + b, 0) / sample.length
  const scatter = sample.reduce((a, b) => a + (b - mean) ** 2, 0) / (sample.length - 1)
  return mean / Math.sqrt(scatter / sample.length)
}

describe.each<{ readonly name: string; readonly method: Partial<ObservationsSource>; readonly told: readonly number[] }>([
  { name: 'the likelihood', method: { method: 'likelihood' }, told: [1, 2] },
  { name: 'two passes of the likelihood', method: { method: 'likelihood', passes: 2 }, told: [1] },
  { name: 'direct integration', method: { method: 'directIntegration' }, told: [1] },
  { name: 'direct integration within five windows', method: { method: 'directIntegration', windows: 5 }, told: [1, 2, 3] },
  { name: 'one scrambled sky', method: { method: 'scrambling', draws: 1 }, told: [1, 2, 3] },
])('of 800 isotropic skies, found by $name', ({ method, told }) => {
  const SKIES = 800
  const [right, mutant]: [number[][], number[][]] = [[], []]
  beforeAll(async () => {
    const sky = withDegrees(setTrueSky({ dipole: [0, 0, 0] })(hawc), 1)
    for (let seed = 1; seed <= SKIES; seed++) {
      const make = skyMaker()
      const study = setMethod({ ...method, seed })(setMock(OBSERVED.site, { seed })(sky))
      const { cl } = await make(of('spectrum', OBSERVED.found, 'before'), study)
      const { level } = await make(of('noise', OBSERVED.found), study)
      // As if the background were known; that of a scrambled sky scatters too.
      const { rateNoise: _, significance: __, ...intensity } = await make(of('intensity', OBSERVED.found), study)
      const naive = await noiseStep.run({ intensity, mask: await make(of('mask', OBSERVED.found), study) }, { lmax: LMAX, zonal: false }, new ThreadJob())
      right.push([...cl.map((c, l) => c - level[l]!)])
      mutant.push([...cl.map((c, l) => c - naive.level[l]!)])
    }
  }, 120_000)

  test.each([1, 2, 3])('the spectrum has on average the noise that is stated at l = %d', (l) => {
    const [found, wrong] = [pull(right.map((cl) => cl[l]!)), pull(mutant.map((cl) => cl[l]!))]
    console.info(`l = ${l}: ${found.toFixed(2)}σ, pixels by themselves ${wrong.toFixed(2)}σ`)
    expect(Math.abs(found)).toBeLessThan(4)
    // Elsewhere the two differ by less than so many skies can tell.
    if (told.includes(l)) expect(Math.abs(wrong)).toBeGreaterThan(4)
  })
})
