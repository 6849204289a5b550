/**
 * What N events of given rate r(τ) and acceptance A(δ, h), Σr = ΣA = 1, know of waves y = w(δ) e^{iα}, α = τ − h, to first order in δI. Written with the
 * average ⟨·⟩ over r × A:
 *
 *     plain    G = ⟨y zᵀ⟩
 *     centred  J = ⟨y zᵀ⟩ − ⟨ȳ_τ z̄_τᵀ⟩ − ⟨ȳ_i z̄_iᵀ⟩ + ⟨y⟩⟨z⟩ᵀ
 *
 * where ȳ_τ is the mean over the field of view at one time and ȳ_i that over the day in one local cell: what the rate, or the acceptance, can take for
 * itself. Where acceptances are those of windows of the day, ȳ_i and ⟨y⟩ are means over each window, averaged over windows. N J with w = cos δ is the Fisher matrix of a dipole with all of rate and acceptance profiled; (S21) for live time that is even through the day
 * and an acceptance of the zenith angle alone, where J = ½[⟨cos²δ⟩ − cos²Φ ⟨cos θ⟩²]. Direct integration estimates G⁻¹J of a dipole.
 */
import { unitRoots } from '../math/fft.ts'
import { demand } from '../problem.ts'
import { ringsOf } from '../sphere/rings.ts'
import type { Square } from './dipoleEstimate.ts'
import { geometryOf, type Marginals } from './marginals.ts'
import { windowOf } from './windows.ts'

/** The lowest waves of a day's exposure. */
export interface ExposureWaves {
  /** Σ L */
  readonly events: number
  /** r_m = Σ_τ r e^{imτ}, m = 0, 1, 2 */
  readonly rate: { readonly re: Float64Array; readonly im: Float64Array }
  /** [windows] of each window of the day Σ_τ r, and r_1 */
  readonly windows: { readonly share: Float64Array; readonly re: Float64Array; readonly im: Float64Array }
  /** [rings × 3] A_m(δ) = Σ_h A e^{−imh} */
  readonly acceptance: { readonly re: Float64Array; readonly im: Float64Array }
}

/** Of the rate n/N and the acceptance L/N, as they are for I = 1, over windows of the day. Throws invalid-argument where nothing was counted. */
export function exposureWaves({ grid: { rings, cells }, local, rate }: Pick<Marginals, 'grid' | 'local' | 'rate'>, windows = 1): ExposureWaves {
  demand(local.length === rings * cells && rate.length === cells, 'marginals have the size of their grid', { local: local.length, rate: rate.length })
  const times = waveSums(rate, 1, cells, 1)
  const places = waveSums(local, rings, cells, 0)
  const events = times.re[0]
  demand(events > 0, 'an exposure has waves where something was counted', { events })
  for (const sums of [times.re, times.im, places.re, places.im]) for (let i = 0; i < sums.length; i++) sums[i] /= events
  return { events, rate: times, windows: firstWaves(rate, windows, events), acceptance: places }
}

function firstWaves(rate: Float64Array, windows: number, events: number): ExposureWaves['windows'] {
  const [share, re, im] = [new Float64Array(windows), new Float64Array(windows), new Float64Array(windows)]
  const roots = unitRoots(2 * rate.length)
  for (let t = 0; t < rate.length; t++) {
    const w = windowOf(t, windows, rate.length)
    share[w] += rate[t] / events
    re[w] += (rate[t] * roots.re[2 * t + 1]) / events
    im[w] -= (rate[t] * roots.im[2 * t + 1]) / events
  }
  return { share, re, im }
}

/** Σ value e^{imτ} at the middles of the cells (half = 1), or Σ value e^{−imh} at h = kΔ (half = 0): [rows × 3], m = 0, 1, 2. */
function waveSums(values: Float64Array, rows: number, cells: number, half: 0 | 1): { re: Float64Array; im: Float64Array } {
  const roots = unitRoots(2 * cells)
  const sign = half === 1 ? -1 : 1
  const [re, im] = [new Float64Array(3 * rows), new Float64Array(3 * rows)]
  for (let row = 0; row < rows; row++) {
    for (let cell = 0; cell < cells; cell++) {
      const value = values[row * cells + cell]
      if (value === 0) continue
      re[3 * row] += value
      for (let m = 1; m <= 2; m++) {
        const turned = (m * (2 * cell + half)) % (2 * cells)
        re[3 * row + m] += value * roots.re[turned]
        im[3 * row + m] += sign * value * roots.im[turned]
      }
    }
  }
  return { re, im }
}

/** Waves w(δ) e^{iα} on each ring, [rings]. */
export type RingFactors = Float64Array

/** cos δ of every ring: the wave of a dipole. */
export const dipoleFactors = (grid: Marginals['grid']): RingFactors => ringsOf(geometryOf(grid)).cosDelta

/** G of waves w (rows) and v (columns). */
export function plainProducts({ rate, acceptance }: ExposureWaves, w: RingFactors, v: RingFactors): Square {
  const [level] = ringSum(acceptance, 0, w, v)
  return products([level, 0], multiplied([rate.re[2], rate.im[2]], ringSum(acceptance, 2, w, v)))
}

/** J of waves w (rows) and v (columns). */
export function centredProducts(exposure: ExposureWaves, w: RingFactors, v: RingFactors): Square {
  const { rate, acceptance } = exposure
  const second: Complex = [rate.re[2], rate.im[2]]
  const [ofW, ofV] = [ringSum(acceptance, 1, w), ringSum(acceptance, 1, v)]
  const atTimes = products(multiplied(ofW, conjugate(ofV)), multiplied(second, multiplied(ofW, ofV)))
  const [level] = ringSum(acceptance, 0, w, v)
  const [size, square] = firstSquares(exposure)
  const inCells = products([level * size, 0], multiplied(square, ringSum(acceptance, 2, w, v)))
  const means = products(multiplied([size, 0], multiplied(ofW, conjugate(ofV))), multiplied(square, multiplied(ofW, ofV)))
  const plain = plainProducts(exposure, w, v)
  const entry = (i: 0 | 1 | 2 | 3) => plain[i] - atTimes[i] - inCells[i] + means[i]
  return [entry(0), entry(1), entry(2), entry(3)]
}

/** Σ |r_1|²/Σr and Σ r_1²/Σr over the windows. */
function firstSquares({ windows: { share, re, im } }: ExposureWaves): [number, Complex] {
  let [size, x, y] = [0, 0, 0]
  share.forEach((part, w) => {
    if (!(part > 0)) return
    size += (re[w] ** 2 + im[w] ** 2) / part
    x += (re[w] ** 2 - im[w] ** 2) / part
    y += (2 * re[w] * im[w]) / part
  })
  return [size, [x, y]]
}

type Complex = readonly [number, number]
const multiplied = (a: Complex, b: Complex): Complex => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]]
const conjugate = (a: Complex): Complex => [a[0], -a[1]]

/** Averages of (Re, Im) of one wave times (Re, Im) of another, from the averages of first · second* and first · second. */
const products = (turning: Complex, doubled: Complex): Square => [
  (turning[0] + doubled[0]) / 2, (doubled[1] - turning[1]) / 2,
  (doubled[1] + turning[1]) / 2, (turning[0] - doubled[0]) / 2,
]

/** Σ_δ w v A_m */
function ringSum({ re, im }: ExposureWaves['acceptance'], m: number, w: RingFactors, v?: RingFactors): Complex {
  let [x, y] = [0, 0]
  for (let ring = 0; ring < w.length; ring++) {
    const factor = w[ring] * (v === undefined ? 1 : v[ring])
    x += factor * re[3 * ring + m]
    y += factor * im[3 * ring + m]
  }
  return [x, y]
}
