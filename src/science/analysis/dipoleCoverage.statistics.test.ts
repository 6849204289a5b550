/**
 * Coverage of quoted 68 % intervals, 3,000 mocks of each detector on a coarse grid, seeds 1 … 3000: of δ_0h ± σ, of δ_6h ± σ and of the interval on the
 * amplitude, for every way to measure a dipole, of what is expected of it: the truth, or for direct integration and scrambling the part of it that is foretold.
 * Bounds are 4 binomial standard errors, and 0.002 more for the amplitude, whose tables are good to that; a false alarm has the probability 6.3e-5 per bound.
 * Each method has a mutant, an error in its error or in what is expected of it, that must break one of its three bounds.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { backgroundDipole } from '../reconstruction/backgroundDipole.ts'
import { expectedOf, inverse, scaled, UNBIASED, type DipoleEstimate } from '../reconstruction/dipoleEstimate.ts'
import { dipoleFactors, exposureWaves, plainProducts } from '../reconstruction/dipoleInformation.ts'
import { dipoleLikelihood } from '../reconstruction/dipoleLikelihood.ts'
import type { Marginals } from '../reconstruction/marginals.ts'
import { projection } from '../reconstruction/projection.ts'
import { resampleRings } from '../reconstruction/resampling.ts'
import { scrambledBackground } from '../reconstruction/scrambling.ts'
import { allRecords, COARSE, dipoleSky, evenRate, integratedBackground, ringMeans, siteAcceptance, unevenRate } from '../reconstruction/testing/dipoleMocks.ts'
import { eastWestDipole } from './eastWest.ts'
import { emptyRingWaves, forwardBackwardDipole, forwardBackwardWaves } from './forwardBackward.ts'
import { ONE_SIGMA } from './rice.ts'
import { statedDipole } from './statedDipole.ts'

const [MOCKS, EVENTS] = [3000, 1e7]
const TRUTH = [2.4e-3, -1.8e-3, 1e-3] as const
const BOUND = 4 * Math.sqrt((ONE_SIGMA * (1 - ONE_SIGMA)) / MOCKS)
const TABLES = 0.002

interface Method {
  readonly name: string
  /** Whether it asks for live time that is even through the sidereal day. */
  readonly even?: true
  readonly estimate: (counts: Marginals, seed: number) => DipoleEstimate
  /** At the Pole no dipole is lost, and what is lost elsewhere cannot be got wrong. */
  readonly mutant: (estimate: DipoleEstimate, counts: Marginals, polar: boolean) => DipoleEstimate
}

/** σ₀ of a known background instead of σ₀/√f. */
function ofKnownBackground(estimate: DipoleEstimate, counts: Marginals): DipoleEstimate {
  const exposure = exposureWaves(counts)
  const factors = dipoleFactors(counts.grid)
  return { ...estimate, covariance: scaled(inverse(plainProducts(exposure, factors, factors)), 1 / exposure.events) }
}
/** √(2/N): as if every event lay at the equator. */
const asAtEquator = (estimate: DipoleEstimate): DipoleEstimate => ({ ...estimate, covariance: [2 / estimate.events, 0, 0, 2 / estimate.events] })

const METHODS: readonly Method[] = [
  {
    name: 'the likelihood of a dipole alone',
    estimate: (counts) => dipoleLikelihood([counts]),
    mutant: (estimate, counts, polar) => (polar ? asAtEquator(estimate) : ofKnownBackground(estimate, counts)),
  },
  {
    name: 'direct integration',
    estimate: (counts) => backgroundDipole(counts, integratedBackground(counts)),
    mutant: (estimate, _, polar) => (polar ? asAtEquator(estimate) : { ...estimate, response: UNBIASED }),
  },
  {
    name: 'one time scrambling',
    estimate: (counts, seed) => backgroundDipole(counts, scrambledBackground(counts, seed, 1), 1),
    mutant: (estimate) => ({ ...estimate, covariance: scaled(estimate.covariance, 1 / 2) }), // no noise in the background
  },
  { name: 'East–West', estimate: (counts) => eastWestDipole(counts, 'centre'), mutant: asAtEquator }, // Δα left out
  {
    name: 'Forward–Backward',
    estimate: (counts) => forwardBackwardDipole(counts, forwardBackwardWaves(counts, 'centre', emptyRingWaves(COARSE, 1))),
    mutant: (estimate) => ({ ...estimate, covariance: scaled(estimate.covariance, Math.sin(Math.PI / 4) ** 2) }), // sin ξ left out
  },
  {
    name: 'a projection, corrected',
    even: true,
    estimate: (counts) => projection(counts, ringMeans(counts), 'known'),
    mutant: (estimate, counts) => {
      const { projected: [d0h, d6h] } = projection(counts, ringMeans(counts), 'known')
      return asAtEquator({ ...estimate, d0h, d6h }) // Ã and √(2/N), ⟨cos δ⟩ left out of both
    },
  },
]

/** Whether δ_0h ± σ, δ_6h ± σ and the interval on the amplitude hold what is expected. */
function covers(estimate: DipoleEstimate): readonly boolean[] {
  const [x, y] = expectedOf(estimate, [TRUTH[0], TRUTH[1]])
  const [low, high] = statedDipole(estimate).interval68!
  const amplitude = Math.hypot(x, y)
  return [(estimate.d0h - x) ** 2 <= estimate.covariance[0], (estimate.d6h - y) ** 2 <= estimate.covariance[3], low <= amplitude && amplitude <= high]
}

const SITES = [
  { site: 'HAWC', latitude: 19, zenith: 60, uneven: false },
  { site: 'Tibet', latitude: 30, zenith: 45, uneven: false },
  { site: 'IceCube', latitude: -90, zenith: 65, uneven: false },
  { site: 'HAWC in uneven live time', latitude: 19, zenith: 60, uneven: true },
]

describe.each(SITES)('3,000 skies seen by $site', ({ site, latitude, zenith, uneven }) => {
  const methods = METHODS.filter(({ even }) => !(uneven && even))
  const right = methods.map(() => [0, 0, 0])
  const wrong = methods.map(() => [0, 0, 0])
  beforeAll(() => {
    const fitted = { grid: COARSE, rate: (uneven ? unevenRate : evenRate)(COARSE, EVENTS), acceptance: siteAcceptance(COARSE, latitude, zenith), intensity: dipoleSky(COARSE, TRUTH) }
    for (let seed = 1; seed <= MOCKS; seed++) {
      const counts = resampleRings(fitted, { seed, stream: 21 }, allRecords(COARSE))
      methods.forEach(({ estimate, mutant }, m) => {
        const found = estimate(counts, seed)
        covers(found).forEach((yes, i) => (right[m][i] += Number(yes) / MOCKS))
        covers(mutant(found, counts, latitude === -90)).forEach((yes, i) => (wrong[m][i] += Number(yes) / MOCKS))
      })
    }
  }, 120_000)

  const off = (shares: readonly number[]) => shares.map((share, i) => Math.abs(share - ONE_SIGMA) - (i === 2 ? TABLES : 0))
  test.each(methods.map(({ name }, m) => ({ name, m })))('$name quotes intervals that hold what they should in 68 %, and its mutant does not', ({ name, m }) => {
    console.info(`${site}, ${name}: ${right[m].map((c) => c.toFixed(4)).join(', ')}; mutant ${wrong[m].map((c) => c.toFixed(4)).join(', ')}`)
    off(right[m]).forEach((distance) => expect(distance).toBeLessThan(BOUND))
    expect(Math.max(...off(wrong[m]))).toBeGreaterThan(BOUND)
  })
})
