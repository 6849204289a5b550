/** 68 % intervals of the dipole in the map of a likelihood, fitted alone and with higher multipoles, of one detector and of three together. Bounds: see `testing/dipoleCoverage.ts`. */
import { beforeAll, describe, expect, test } from 'vitest'
import { dipoleLikelihood } from '../reconstruction/dipoleLikelihood.ts'
import { geometryOf, type Marginals } from '../reconstruction/marginals.ts'
import { beginLikelihood, type RingLikelihood } from '../reconstruction/ringLikelihood.ts'
import { solve } from '../reconstruction/ringLikelihoodSolve.ts'
import { COARSE } from '../reconstruction/testing/dipoleMocks.ts'
import { ringsOf } from '../sphere/rings.ts'
import { dipoleOf } from './dipole.ts'
import { likelihoodDipole } from './mapDipole.ts'
import { fitMultipoles } from './multipoleFit.ts'
import { asAtEquator, beyondBounds, coverageOf, HAWC, ICECUBE, inWords, TIBET, type Coverage, type Method } from './testing/dipoleCoverage.ts'

/** The map of the mock at hand, made once for all fits to it. */
const solutions = new WeakMap<readonly Marginals[], RingLikelihood>()
function solutionOf(counts: readonly Marginals[]): RingLikelihood {
  let state = solutions.get(counts)
  if (state === undefined) {
    state = beginLikelihood(counts)
    for (const _ of solve(state, { tolerance: 1e-5 })); // a hundredth of the error of a cell
    solutions.set(counts, state)
  }
  return state
}

const IN_MAPS = [1, 2, 3].map((lmax): Method => ({
  name: `l ≤ ${lmax} in the map of the likelihood`,
  even: true,
  estimate: (counts) => likelihoodDipole(counts, solutionOf(counts).intensity, solutionOf(counts).expected, lmax),
  // The errors that the fit itself gives, as if the background were known; at the Pole it is.
  mutant: (estimate, counts, polar) => {
    if (polar) return asAtEquator(estimate)
    const { intensity, expected } = solutionOf(counts)
    const degrees = Array.from({ length: lmax }, (_, i) => i + 1)
    return { ...estimate, covariance: dipoleOf(fitMultipoles(ringsOf(geometryOf(COARSE)), intensity.map((x) => x - 1), expected, degrees, false, true)).covariance! }
  },
}))
const ALONE: Method = { name: 'the likelihood of a dipole alone', estimate: dipoleLikelihood, mutant: asAtEquator }

describe.each([
  { site: 'HAWC', places: [HAWC], methods: IN_MAPS },
  { site: 'HAWC with κ = 6', places: [{ ...HAWC, absorption: 6 }], methods: IN_MAPS },
  { site: 'Tibet', places: [TIBET], methods: IN_MAPS },
  { site: 'IceCube', places: [ICECUBE], methods: IN_MAPS },
  { site: 'HAWC, Tibet and IceCube together', places: [HAWC, TIBET, ICECUBE], methods: [ALONE, ...IN_MAPS] },
])('of 3,000 skies seen by $site', ({ site, places, methods }) => {
  let coverage: readonly Coverage[]
  beforeAll(() => {
    coverage = coverageOf(methods, places, false)
  }, 120_000)

  test.each(methods.map(({ name }, m) => ({ name, m })))('68 % have the truth within the intervals of $name, and not of its mutant', ({ name, m }) => {
    console.info(`${site}, ${name}: ${inWords(coverage[m])}`)
    expect(beyondBounds(coverage[m].right)).toBeLessThan(0)
    expect(beyondBounds(coverage[m].mutant)).toBeGreaterThan(0)
  })
})
