/**
 * Maximum likelihood on the ring grid, from the marginals alone (spec 8, 8b): counts n ~ Poisson(μ), μ = N(τ) A(δ, h) I(δ, α) with α = τ − h, of one
 * detector or of several that share one sky (S10). All sums over t of a product are circular correlations of a ring, taken by transforms:
 * equal to the triple sum on the same grid, to rounding.
 *
 * The state is changed in place by one pass after another. A pass lasts milliseconds on the default grid; a driver breathes between two.
 */
import { demand } from '../problem.ts'
import { noEvents, type Marginals, type RingGrid } from './marginals.ts'
import { exposeRing, productOf, rowsWith, seenBy, weighRing, type Product } from './ringExposure.ts'
import { addConvolution, clearRow, emptySpectra, giveRow, takeRow, type Spectra } from './ringSpectra.ts'

/** A detector's own numbers, and what has been found of it: rate N and acceptance A, Σ A = 1. */
export interface FittedDetector extends Product {
  /** [cells] n(τ) */
  readonly times: Float64Array
  /** [rings × cells] L(δ, h) */
  readonly local: Float64Array
}

export interface RingLikelihood {
  readonly grid: RingGrid
  /** [rings × cells] D(δ, α) of all detectors. */
  readonly sky: Float64Array
  /** [rings × cells] 1 where any detector was exposed to the cell. */
  readonly seen: Uint8Array
  /** Rings of which anything is seen, north to south. */
  readonly rows: Int32Array
  /** [rings × cells] I, mean 1 over the seen cells of a ring; NaN where nothing was seen. */
  readonly intensity: Float64Array
  /** [rings × cells] the counts against which I stands: I = D/expected in every seen cell, 0 elsewhere. */
  readonly expected: Float64Array
  readonly detectors: readonly FittedDetector[]
  readonly intensitySpectrum: Spectra
  /** ln L of the state as it is; undefined when it has changed since it was last asked for. */
  reached: number | undefined
  /** How far quasi-Newton steps believe their Hessian, 1 … 0. */
  trust: number
  /** Work of one row each. */
  readonly sum: Spectra
  readonly row: Float64Array
}

/**
 * Nothing is known yet: I = 1, and rate and acceptance as in direct integration, N = n, A = L/ΣL (spec 7).
 *
 * @throws invalid-argument for no detector or different grids; no-coverage for a detector without events
 */
export function beginLikelihood(marginals: readonly Marginals[]): RingLikelihood {
  demand(marginals.length > 0, 'a reconstruction has at least one detector')
  const { grid } = marginals[0]
  const { rings, cells } = grid
  const sky = new Float64Array(rings * cells)
  const detectors = marginals.map((of) => {
    demand(of.grid.rings === rings && of.grid.cells === cells, 'detectors that share a sky share a ring grid', { rings, cells, otherRings: of.grid.rings })
    const total = of.local.reduce((sum, n) => sum + n, 0)
    if (!(total > 0)) throw noEvents()
    for (let i = 0; i < sky.length; i++) sky[i] += of.sky[i]
    return { ...productOf(grid, of.rate.slice(), of.local.map((n) => n / total)), times: of.rate, local: of.local }
  })
  const seen = seenBy(grid, detectors)
  const state: RingLikelihood = {
    grid, sky, seen, rows: rowsWith(grid, seen), detectors,
    intensity: Float64Array.from(seen, (s) => (s === 1 ? 1 : NaN)),
    expected: new Float64Array(rings * cells),
    intensitySpectrum: emptySpectra(grid, rings), reached: undefined, trust: 1, sum: emptySpectra(grid, 1), row: new Float64Array(cells),
  }
  for (const ring of state.rows) {
    exposeRing(grid, detectors, seen, ring, state.sum, state.expected)
    takeRow(state.intensity, ring, state.intensitySpectrum)
  }
  return state
}

/**
 * One pass of the plain iteration, steps (1) to (5) of spec 8: I from N and A, its ring means divided out; N from the new I and the old A; A from the new
 * I and N; Σ A = 1. The first pass is direct integration, and ln L never falls.
 *
 * @returns the largest change of I
 */
export function plainPass(state: RingLikelihood): number {
  const change = takeIntensity(state)
  for (const detector of state.detectors) {
    const perRate = acceptedIntensity(state, detector)
    for (let t = 0; t < perRate.length; t++) detector.rate[t] = detector.times[t] > 0 ? detector.times[t] / perRate[t] : 0
    takeRow(detector.rate, 0, detector.rateSpectrum)
    takeAcceptance(state, detector)
  }
  return change
}

/**
 * Step (1) and (2): I = D/ΣN A, divided by its mean over the seen cells of the ring.
 *
 * @param means  [rings], where given: what was divided out
 */
export function takeIntensity(state: RingLikelihood, means?: Float64Array): number {
  const { grid, sky, seen, rows, intensity, expected, detectors, intensitySpectrum, sum } = state
  state.reached = undefined
  let change = 0
  for (const ring of rows) {
    const [first, end] = [ring * grid.cells, (ring + 1) * grid.cells]
    exposeRing(grid, detectors, seen, ring, sum, expected)
    let total = 0
    let cells = 0
    for (let a = first; a < end; a++) {
      if (seen[a] === 0) continue
      total += sky[a] / expected[a]
      cells++
    }
    const mean = total / cells
    for (let a = first; a < end; a++) {
      if (seen[a] === 0) continue
      expected[a] *= mean
      const next = sky[a] / expected[a]
      change = Math.max(change, Math.abs(next - intensity[a]))
      intensity[a] = next
    }
    takeRow(intensity, ring, intensitySpectrum)
    if (means !== undefined) means[ring] = mean
  }
  return change
}

/** Σ_δk A(δ, k) I(δ, t − k): what a unit of rate is worth at each time. @returns  [cells], shared work */
export function acceptedIntensity({ intensitySpectrum, sum, row }: RingLikelihood, { acceptanceSpectrum, rows }: FittedDetector): Float64Array {
  clearRow(sum, 0)
  for (const ring of rows) addConvolution(acceptanceSpectrum, ring, intensitySpectrum, ring, sum, 0)
  giveRow(sum, 0, row, 0)
  return row
}

/** Step (4) and (5): A = L/Σ_t N I, then Σ A = 1 at the expense of N. */
export function takeAcceptance({ grid, intensity, intensitySpectrum, sum, row }: RingLikelihood, detector: FittedDetector): void {
  const { rate, rateSpectrum, acceptance, acceptanceSpectrum, local, rows } = detector
  const { cells } = grid
  let total = 0
  for (const ring of rows) {
    weighRing(rate, rateSpectrum, intensity, intensitySpectrum, ring, local, sum, row)
    for (let k = 0, i = ring * cells; k < cells; k++, i++) {
      acceptance[i] = local[i] > 0 ? local[i] / row[k] : 0
      total += acceptance[i]
    }
    takeRow(acceptance, ring, acceptanceSpectrum)
  }
  scale(acceptance, 1 / total)
  scale(acceptanceSpectrum.re, 1 / total)
  scale(acceptanceSpectrum.im, 1 / total)
  scale(rate, total)
  scale(rateSpectrum.re, total)
  scale(rateSpectrum.im, total)
}

export function scale(values: Float64Array, factor: number, first = 0, end = values.length): void {
  for (let i = first; i < end; i++) values[i] *= factor
}

/** Puts back what rates and acceptances were. */
export function restore({ detectors }: RingLikelihood, kept: readonly Pick<Product, 'rate' | 'acceptance'>[]): void {
  detectors.forEach(({ rate, acceptance, rateSpectrum, acceptanceSpectrum, rows }, s) => {
    rate.set(kept[s].rate)
    acceptance.set(kept[s].acceptance)
    takeRow(rate, 0, rateSpectrum)
    for (const ring of rows) takeRow(acceptance, ring, acceptanceSpectrum)
  })
}

/**
 * ln L = Σ D ln I + Σ L ln A + Σ n ln N − Σ μ, without the factorials (spec 8b). The sums carry what rounding takes from them (Neumaier 1974), so that
 * the value is good to some 1e−16 of the sum of its terms.
 */
export function logLikelihood(state: RingLikelihood): number {
  if (state.reached !== undefined) return state.reached
  let sum = 0
  let carry = 0
  const add = (x: number): void => {
    const next = sum + x
    carry += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum
    sum = next
  }
  const addLogs = (counts: Float64Array, of: Float64Array): void => {
    for (let i = 0; i < counts.length; i++) if (counts[i] > 0) add(counts[i] * Math.log(of[i]))
  }
  addLogs(state.sky, state.intensity)
  for (const detector of state.detectors) {
    addLogs(detector.local, detector.acceptance)
    addLogs(detector.times, detector.rate)
    const perRate = acceptedIntensity(state, detector)
    for (let t = 0; t < perRate.length; t++) if (detector.rate[t] > 0) add(-detector.rate[t] * perRate[t])
  }
  return (state.reached = sum + carry)
}
