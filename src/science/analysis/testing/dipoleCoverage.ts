/**
 * Coverage of quoted 68 % intervals over mocks, seeds 1 … 3000, on a coarse grid: of δ_0h ± σ, of δ_6h ± σ and of the interval on the amplitude, of what is
 * expected of an estimate. Bounds are 4 binomial standard errors; a false alarm has the probability 6.3e-5 per bound. Each method has a mutant, an error in its error or in what is expected of it, that must break one of its three bounds.
 */
import { expectedOf, type DipoleEstimate } from '../../reconstruction/dipoleEstimate.ts'
import type { Marginals, RingGrid } from '../../reconstruction/marginals.ts'
import { resampleRings, type Fitted } from '../../reconstruction/resampling.ts'
import { allRecords, COARSE, dipoleSky, evenRate, siteAcceptance, unevenRate } from '../../reconstruction/testing/dipoleMocks.ts'
import { ONE_SIGMA } from '../rice.ts'
import { statedDipole } from '../statedDipole.ts'

const [MOCKS, EVENTS] = [3000, 1e7]
const TRUTH = [2.4e-3, -1.8e-3, 1e-3] as const
const BOUND = 4 * Math.sqrt((ONE_SIGMA * (1 - ONE_SIGMA)) / MOCKS)

/** A way to measure a dipole, as one entry of a table. */
export interface Method {
  readonly name: string
  /** Whether it asks for live time that is even through the sidereal day. */
  readonly even?: true
  readonly estimate: (counts: readonly Marginals[], seed: number) => DipoleEstimate
  /** At the Pole no dipole is lost, and what is lost elsewhere cannot be got wrong. */
  readonly mutant: (estimate: DipoleEstimate, counts: readonly Marginals[], polar: boolean) => DipoleEstimate
}

export interface Place {
  readonly latitude: number
  readonly zenith: number
  /** κ; 0 where it is left out */
  readonly absorption?: number
}
export const HAWC: Place = { latitude: 19, zenith: 60 }
export const TIBET: Place = { latitude: 30, zenith: 45 }
export const ICECUBE: Place = { latitude: -90, zenith: 65 }

/** Shares of 3,000 mocks whose intervals hold what they should, by method: of δ_0h, δ_6h and the amplitude. */
export interface Coverage {
  readonly right: readonly number[]
  readonly mutant: readonly number[]
}

/** Every method on the same mocks: 10⁷ events of each detector, drawn about one dipole, which has a vertical component too. */
export function coverageOf(methods: readonly Method[], places: readonly Place[], uneven: boolean, grid: RingGrid = COARSE): readonly Coverage[] {
  const fitted: readonly Fitted[] = places.map(({ latitude, zenith, absorption = 0 }) => (
    { grid, rate: (uneven ? unevenRate : evenRate)(grid, EVENTS), acceptance: siteAcceptance(grid, latitude, zenith, 1, 0, absorption), intensity: dipoleSky(grid, TRUTH) }))
  const polar = places.length === 1 && places[0].latitude === -90
  const out = methods.map(() => ({ right: [0, 0, 0], mutant: [0, 0, 0] }))
  for (let seed = 1; seed <= MOCKS; seed++) {
    const counts = fitted.map((one, s) => resampleRings(one, { seed, stream: 21 + s }, allRecords(grid)))
    methods.forEach(({ estimate, mutant }, m) => {
      const found = estimate(counts, seed)
      covers(found).forEach((yes, i) => (out[m].right[i] += Number(yes) / MOCKS))
      covers(mutant(found, counts, polar)).forEach((yes, i) => (out[m].mutant[i] += Number(yes) / MOCKS))
    })
  }
  return out
}

/** Whether δ_0h ± σ, δ_6h ± σ and the interval on the amplitude hold what is expected. */
function covers(estimate: DipoleEstimate): readonly boolean[] {
  const [x, y] = expectedOf(estimate, [TRUTH[0], TRUTH[1]])
  const [low, high] = statedDipole(estimate).interval68!
  const amplitude = Math.hypot(x, y)
  return [(estimate.d0h - x) ** 2 <= estimate.covariance[0], (estimate.d6h - y) ** 2 <= estimate.covariance[3], low <= amplitude && amplitude <= high]
}

/** By how much the worst of three shares lies beyond its bound; negative within. */
export const beyondBounds = (shares: readonly number[]): number =>
  Math.max(...shares.map((share) => Math.abs(share - ONE_SIGMA) - BOUND))

export const inWords = ({ right, mutant }: Coverage): string => `${right.map((c) => c.toFixed(4)).join(', ')}; mutant ${mutant.map((c) => c.toFixed(4)).join(', ')}`

/** √(2/N): as if every event lay at the equator. */
export const asAtEquator = (estimate: DipoleEstimate): DipoleEstimate => ({ ...estimate, covariance: [2 / estimate.events, 0, 0, 2 / estimate.events] })
