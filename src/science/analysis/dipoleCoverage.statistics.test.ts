/** 68 % intervals of all ways to measure a dipole of one detector without a map, at three sites, and of those that allow it in uneven live time. Bounds: see `testing/dipoleCoverage.ts`. */
import { beforeAll, describe, expect, test } from 'vitest'
import { backgroundDipole } from '../reconstruction/backgroundDipole.ts'
import { inverse, scaled, UNBIASED, type DipoleEstimate } from '../reconstruction/dipoleEstimate.ts'
import { dipoleFactors, exposureWaves, plainProducts } from '../reconstruction/dipoleInformation.ts'
import { dipoleLikelihood } from '../reconstruction/dipoleLikelihood.ts'
import { directIntegration } from '../reconstruction/directIntegration.ts'
import type { Marginals } from '../reconstruction/marginals.ts'
import { projection } from '../reconstruction/projection.ts'
import { scrambledBackground } from '../reconstruction/scrambling.ts'
import { COARSE, ringMeans } from '../reconstruction/testing/dipoleMocks.ts'
import { eastWestDipole } from './eastWest.ts'
import { emptyRingWaves, forwardBackwardDipole, forwardBackwardWaves } from './forwardBackward.ts'
import { asAtEquator, beyondBounds, coverageOf, HAWC, ICECUBE, inWords, TIBET, type Coverage, type Method } from './testing/dipoleCoverage.ts'

/** σ₀ of a known background instead of σ₀/√f. */
function ofKnownBackground(estimate: DipoleEstimate, counts: Marginals): DipoleEstimate {
  const exposure = exposureWaves(counts)
  const factors = dipoleFactors(counts.grid)
  return { ...estimate, covariance: scaled(inverse(plainProducts(exposure, factors, factors)), 1 / exposure.events) }
}

const METHODS: readonly Method[] = [
  {
    name: 'the likelihood of a dipole alone',
    estimate: dipoleLikelihood,
    mutant: (estimate, [counts], polar) => (polar ? asAtEquator(estimate) : ofKnownBackground(estimate, counts)),
  },
  {
    name: 'direct integration',
    estimate: ([counts]) => backgroundDipole(counts, directIntegration([counts])),
    mutant: (estimate, _, polar) => (polar ? asAtEquator(estimate) : { ...estimate, response: UNBIASED }), // the whole truth is expected
  },
  {
    name: 'one time scrambling',
    estimate: ([counts], seed) => backgroundDipole(counts, scrambledBackground(counts, seed, 1), 1),
    mutant: (estimate) => ({ ...estimate, covariance: scaled(estimate.covariance, 1 / 2) }), // no noise in the background
  },
  { name: 'East–West', estimate: ([counts]) => eastWestDipole(counts, 'centre'), mutant: asAtEquator }, // Δα left out
  {
    name: 'Forward–Backward',
    estimate: ([counts]) => forwardBackwardDipole(counts, forwardBackwardWaves(counts, 'centre', emptyRingWaves(COARSE, 1))),
    mutant: (estimate) => ({ ...estimate, covariance: scaled(estimate.covariance, Math.sin(Math.PI / 4) ** 2) }), // sin ξ left out
  },
  {
    name: 'a projection, corrected',
    even: true,
    estimate: ([counts]) => projection(counts, ringMeans(counts), 'known'),
    mutant: (estimate, [counts]) => {
      const { projected: [d0h, d6h] } = projection(counts, ringMeans(counts), 'known')
      return asAtEquator({ ...estimate, d0h, d6h }) // Ã and √(2/N), ⟨cos δ⟩ left out of both
    },
  },
]

describe.each([
  { site: 'HAWC', place: HAWC, uneven: false },
  { site: 'Tibet', place: TIBET, uneven: false },
  { site: 'IceCube', place: ICECUBE, uneven: false },
  { site: 'HAWC in uneven live time', place: HAWC, uneven: true },
])('of 3,000 skies seen by $site', ({ site, place, uneven }) => {
  const methods = METHODS.filter(({ even }) => !(uneven && even === true))
  let coverage: readonly Coverage[]
  beforeAll(() => {
    coverage = coverageOf(methods, [place], uneven)
  }, 120_000)

  test.each(methods.map(({ name }, m) => ({ name, m })))('68 % have what they should within the intervals of $name, and not of its mutant', ({ name, m }) => {
    console.info(`${site}, ${name}: ${inWords(coverage[m])}`)
    expect(beyondBounds(coverage[m].right)).toBeLessThan(0)
    expect(beyondBounds(coverage[m].mutant)).toBeGreaterThan(0)
  })
})

// 20 scrambled skies, as many as the product makes, ask for a coarser grid still: 3,000 times 20 of them take 4 s on this one and 45 s on the other.
describe('of 3,000 skies seen by HAWC on 8 × 10 cells', () => {
  const mean: Method = {
    name: 'the mean of 20 time scramblings',
    estimate: ([counts], seed) => backgroundDipole(counts, scrambledBackground(counts, seed, 20), 20),
    mutant: (estimate) => ({ ...estimate, response: UNBIASED }), // the whole truth is expected
  }
  let coverage: Coverage
  beforeAll(() => {
    [coverage] = coverageOf([mean], [HAWC], false, { rings: 8, cells: 10 })
  }, 120_000)

  test('68 % have what they should within the intervals of the mean of 20 time scramblings, and not of its mutant', () => {
    console.info(`HAWC, ${mean.name}: ${inWords(coverage)}`)
    expect(beyondBounds(coverage.right)).toBeLessThan(0)
    expect(beyondBounds(coverage.mutant)).toBeGreaterThan(0)
  })
})
