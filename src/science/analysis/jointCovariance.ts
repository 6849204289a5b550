/**
 * Errors of a fit to the map that a converged likelihood made of several detectors (S10, spec 18). Each detector loses one combination of the rings to its
 * rate, for each harmonic m: with N_s events and harmonics A_m^s of detector s, V = [√N_s Ā_m^s] and W = Σ_s N_s A_0^s, the information that is left on the map is
 *
 *     F = diag W − V V†,   F⁻¹ = W⁻¹ + W⁻¹ V (1 − V†W⁻¹V)⁻¹ V† W⁻¹,
 *
 * so that the coefficients fitted with weights W have H⁻¹ + H⁻¹ U (1 − V†W⁻¹V)⁻¹ U† H⁻¹, H = 2 Σ_δ W λ_lm λ_l′m, U = √2 Σ_δ λ_lm V. Of one detector this is the
 * rank-one term of `reconstructedNoise.ts`. To first order in δI, and for equal live time at every sidereal hour.
 */
import { legendreColumn, legendreValues } from '../harmonics/legendre.ts'
import type { RingPhases } from '../harmonics/ringPhases.ts'
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'
import { cholesky, choleskySolve } from './cholesky.ts'
import type { OrderCovariance } from './reconstructedNoise.ts'

export interface DetectorExposure {
  /** A_m on all rings, Σ_δ A_0 = 1 */
  readonly exposure: RingPhases
  readonly events: number
}

/**
 * @param degrees  which l are fitted at this m, each ≥ m
 * @param m        ≥ 1, and known of every exposure
 * @throws invalid-argument where the rings do not determine these degrees, or a detector's rate takes all of this m
 */
export function jointCovariance(rings: Rings, detectors: readonly DetectorExposure[], degrees: readonly number[], m: number): OrderCovariance {
  demand(m >= 1 && degrees.length > 0 && degrees.every((l) => l >= m), 'a fit of one m > 0 has degrees l ≥ m', { m, degrees: degrees.join(', ') })
  demand(detectors.every(({ exposure: { mmax, re } }) => mmax >= m && re.length === rings.count * (mmax + 1)), 'the harmonics of every exposure are given for every ring and this m', { m, rings: rings.count })
  const n = degrees.length
  const lost = 2 * detectors.length // real and imaginary part of what each rate takes
  const normal = new Float64Array(n * n)
  // Row by row: Re and Im of U, in the columns of Re and Im of the rates.
  const re = new Float64Array(n * lost)
  const im = new Float64Array(n * lost)
  const left = new Float64Array(lost * lost)
  for (let i = 0; i < lost; i++) left[i * lost + i] = 1
  const lambda = new Float64Array(Math.max(...degrees) - m + 1)
  const column = legendreColumn(m, Math.max(...degrees))
  const v = new Float64Array(lost)
  for (let ring = 0; ring < rings.count; ring++) {
    const weight = ringWeight(detectors, ring, m, v)
    if (!(weight > 0)) continue
    legendreValues(rings.sinDelta[ring], rings.cosDelta[ring], m, Math.max(...degrees), lambda, column)
    for (let i = 0; i < n; i++) {
      const x = lambda[degrees[i] - m]
      for (let j = 0; j < n; j++) normal[i * n + j] += 2 * weight * x * lambda[degrees[j] - m]
      for (let s = 0; s < lost; s += 2) {
        // (Re + i Im) of V times a complex amount of rate: columns (Re, −Im) give the real part, (Im, Re) the imaginary one.
        re[i * lost + s] += Math.SQRT2 * x * v[s]
        re[i * lost + s + 1] -= Math.SQRT2 * x * v[s + 1]
        im[i * lost + s] += Math.SQRT2 * x * v[s + 1]
        im[i * lost + s + 1] += Math.SQRT2 * x * v[s]
      }
    }
    for (let s = 0; s < lost; s += 2) {
      for (let r = 0; r < lost; r += 2) {
        const same = (v[s] * v[r] + v[s + 1] * v[r + 1]) / weight // Re V̄_s V_r
        const cross = (v[s] * v[r + 1] - v[s + 1] * v[r]) / weight // Im V̄_s V_r
        left[s * lost + r] -= same
        left[(s + 1) * lost + r + 1] -= same
        left[(s + 1) * lost + r] -= cross
        left[s * lost + r + 1] += cross
      }
    }
  }
  return solved(normal, re, im, left, n, lost)
}

/** W of a ring; V is written as Re, Im of √N_s Ā_m^s. */
function ringWeight(detectors: readonly DetectorExposure[], ring: number, m: number, v: Float64Array): number {
  let weight = 0
  detectors.forEach(({ exposure: { mmax, re, im }, events }, s) => {
    const at = ring * (mmax + 1)
    weight += events * re[at]
    v[2 * s] = Math.sqrt(events) * re[at + m]
    v[2 * s + 1] = -Math.sqrt(events) * im[at + m]
  })
  return weight
}

/** H⁻¹ + H⁻¹ U (…)⁻¹ U† H⁻¹, in real numbers. */
function solved(normal: Float64Array, re: Float64Array, im: Float64Array, left: Float64Array, n: number, lost: number): OrderCovariance {
  const factor = cholesky(normal, n)
  demand(factor !== undefined, 'the fitted rings determine the degrees of this m')
  const inner = cholesky(left, lost)
  demand(inner !== undefined, 'rates leave something of this m on the map')
  const unit = new Float64Array(n)
  const same = new Float64Array(n * n)
  const cross = new Float64Array(n * n)
  const inverse: Float64Array[] = Array.from({ length: n }, (_, i) => {
    unit.fill(0)[i] = 1
    return choleskySolve(factor, n, unit.slice())
  })
  /** Row i of H⁻¹U. */
  const row = (of: Float64Array, i: number) => Float64Array.from({ length: lost }, (_, s) => inverse[i].reduce((sum, h, k) => sum + h * of[k * lost + s], 0))
  for (let j = 0; j < n; j++) {
    const back = choleskySolve(inner, lost, row(re, j))
    for (let i = 0; i < n; i++) {
      same[i * n + j] = inverse[i][j] + row(re, i).reduce((sum, x, s) => sum + x * back[s], 0)
      cross[i * n + j] = row(im, i).reduce((sum, x, s) => sum + x * back[s], 0)
    }
  }
  return { same, cross }
}
