/** Waves in a curve over the sidereal day, c₀ + Σ_m (a_m cos mτ + b_m sin mτ), by weighted least squares: gaps and uneven live time mix no waves that are fitted. */
import { unitRoots } from '../math/fft.ts'
import { demand } from '../problem.ts'
import { cholesky, choleskyInverse } from './cholesky.ts'

/** What a curve is at each τ = (t + ½)Δ: the value at that moment, or the mean over the cell Δ, as of events. Waves of a mean are lower by sin(mΔ/2)/(mΔ/2). */
export type Sampling = 'centre' | 'cell'

export interface DailyWaves {
  readonly order: number
  /** [2 order + 1] c₀, a₁, b₁, a₂, b₂ … */
  readonly coefficients: Float64Array
  /** [(2 order + 1)²] where weights are inverse variances */
  readonly covariance: Float64Array
}

export const waveShrink = (m: number, cells: number, sampling: Sampling): number => {
  const half = (m * Math.PI) / cells
  return sampling === 'centre' || m === 0 ? 1 : Math.sin(half) / half
}

/**
 * @param values   [offset … offset + cells); those without weight may be anything
 * @param weights  the same; inverse variances, 0 for no data
 * @returns        undefined where there are too few data for so many waves
 */
export function fitDailyWaves(values: Float64Array, weights: Float64Array, cells: number, order: number, sampling: Sampling, offset = 0): DailyWaves | undefined {
  demand(order >= 0 && 2 * order + 1 <= cells, 'a curve of n cells holds fewer than n/2 waves', { order, cells })
  const n = 2 * order + 1
  const sums = weightSums(weights, cells, 2 * order, offset)
  const right = new Float64Array(n)
  const row = new Float64Array(n)
  for (let t = 0; t < cells; t++) {
    const weight = weights[offset + t]
    if (!(weight > 0)) continue
    wavesAt(t, cells, order, row)
    for (let i = 0; i < n; i++) right[i] += weight * values[offset + t] * row[i]
  }
  const normal = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) normal[i * n + j] = normal[j * n + i] = weightProduct(sums, i, j)
  const factor = sums.re[0] > 0 ? cholesky(normal, n) : undefined
  if (factor === undefined || !tellsApart(factor, normal, n)) return undefined
  const covariance = choleskyInverse(factor, n)
  const shrink = (i: number) => waveShrink((i + 1) >> 1, cells, sampling)
  const coefficients = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      coefficients[i] += (covariance[i * n + j] * right[j]) / shrink(i)
      covariance[i * n + j] /= shrink(i) * shrink(j)
    }
  }
  return { order, coefficients, covariance }
}

/** What is left of a column beside those before it must be more than rounding. */
function tellsApart(factor: Float64Array, normal: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) if (factor[i * n + i] ** 2 < 1e-10 * normal[i * n + i]) return false
  return true
}

/** 1, cos τ, sin τ, cos 2τ … at τ = (t + ½)Δ. `out` [2 order + 1], written. */
function wavesAt(t: number, cells: number, order: number, out: Float64Array): void {
  const roots = unitRoots(2 * cells)
  out[0] = 1
  for (let m = 1; m <= order; m++) {
    const turned = (m * (2 * t + 1)) % (2 * cells)
    out[2 * m - 1] = roots.re[turned]
    out[2 * m] = -roots.im[turned]
  }
}

/** Σ weight (cos mτ, sin mτ), m = 0 … mmax */
function weightSums(weights: Float64Array, cells: number, mmax: number, offset: number): { re: Float64Array; im: Float64Array } {
  const [re, im] = [new Float64Array(mmax + 1), new Float64Array(mmax + 1)]
  const roots = unitRoots(2 * cells)
  for (let t = 0; t < cells; t++) {
    const weight = weights[offset + t]
    if (!(weight > 0)) continue
    for (let m = 0; m <= mmax; m++) {
      const turned = (m * (2 * t + 1)) % (2 * cells)
      re[m] += weight * roots.re[turned]
      im[m] -= weight * roots.im[turned]
    }
  }
  return { re, im }
}

/** Σ weight · column i · column j, from products of cosines and sines. */
function weightProduct({ re, im }: { re: Float64Array; im: Float64Array }, i: number, j: number): number {
  const [m, k] = [(i + 1) >> 1, (j + 1) >> 1]
  const [sineI, sineJ] = [i > 0 && i % 2 === 0, j > 0 && j % 2 === 0]
  const gap = Math.abs(m - k)
  if (sineI && sineJ) return (re[gap] - re[m + k]) / 2
  if (!sineI && !sineJ) return (re[gap] + re[m + k]) / 2
  const sine = sineI ? m : k // sin(a) cos(b) = ½[sin(a + b) + sin(a − b)]
  const cosine = sineI ? k : m
  return (im[m + k] + Math.sign(sine - cosine) * im[gap]) / 2
}
