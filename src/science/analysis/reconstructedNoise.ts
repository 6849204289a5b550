/**
 * Noise of maps whose background was made from the same events (spec 15, 18). With the right-ascension harmonics A_m(δ) of the
 * exposure, Σ_δ A_0 = 1, v_m = A_m/A_0, ρ_m = Σ_δ |A_m|²/A_0 and N events, harmonic m of δI on the rings has the covariance
 *
 *     ⟨x_m(δ) x_m*(δ′)⟩ = δ_δδ′/(N A_0) ± c_m v_m*(δ) v_m(δ′)/N:
 *
 * nothing for a known background, + with c_m = 1/(1 − ρ_m) for a converged likelihood, − with c_m = 1 for direct integration
 * (about its own expectation). To first order in δI, and for equal live time at every sidereal hour.
 */
import { contractions } from '../observatory/exposureHarmonics.ts'
import { legendreColumn, legendreValues } from '../harmonics/legendre.ts'
import type { RingPhases } from '../harmonics/ringPhases.ts'
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'
import { cholesky, choleskySolve } from './cholesky.ts'

export type Background = 'known' | 'likelihood' | 'directIntegration'

/** The factor ±c_m of the rank-one term. */
function rankOne(background: Background, contraction: number): number {
  return background === 'known' ? 0 : background === 'likelihood' ? 1 / (1 - contraction) : -1
}

/**
 * What reconstruction adds to the noise level of a spectrum without m = 0 (S18′), to be added to `noiseLevel`:
 *
 *     1/(2l+1) Σ_{m≠0} ±c_m |Σ_δ ΔΩ_δ λ_lm w v_m|²/N,   ΔΩ_δ = 2πΔs the solid angle of a ring.
 *
 * Positive after a likelihood, negative after direct integration, and small for l > 3. Where the exposure falls to zero at the edge
 * of the field of view, 1/A_0 of the outermost rings matters: level and addition then change by some per cent with the grid.
 *
 * @param exposure  A_m on all rings, m ≤ lmax at least
 * @param weight    [rings] of the spectrum's mask, 0 … 1; rings without exposure do not count
 * @param events    N, of the whole exposure
 * @param out       [lmax + 1], written; entry 0 is 0
 */
export function reconstructionNoise(
  rings: Rings, exposure: RingPhases, weight: Float64Array, events: number, lmax: number, background: Background, out = new Float64Array(lmax + 1),
): Float64Array {
  demandExposure(rings, exposure, lmax)
  const rho = contractions(exposure)
  const sums = { re: new Float64Array(lmax + 1), im: new Float64Array(lmax + 1) }
  const lambda = new Float64Array(lmax + 1)
  out.fill(0)
  for (let m = 1; m <= lmax; m++) {
    const column = legendreColumn(m, lmax)
    const share = rankOne(background, rho[m]) / events
    sums.re.fill(0)
    sums.im.fill(0)
    for (let ring = 0; ring < rings.count; ring++) {
      const at = ring * (exposure.mmax + 1)
      if (!(exposure.re[at] > 0) || weight[ring] === 0) continue
      legendreValues(rings.sinDelta[ring], rings.cosDelta[ring], m, lmax, lambda, column)
      const scale = (weight[ring] * rings.pixelArea[ring] * (rings.first[ring + 1] - rings.first[ring])) / exposure.re[at]
      for (let l = m; l <= lmax; l++) {
        sums.re[l] += scale * lambda[l - m] * exposure.re[at + m]
        sums.im[l] += scale * lambda[l - m] * exposure.im[at + m]
      }
    }
    for (let l = m; l <= lmax; l++) out[l] += (2 * share * (sums.re[l] ** 2 + sums.im[l] ** 2)) / (2 * l + 1) // m and −m
  }
  return out
}

/** Covariance of the fitted a_lm of one m > 0 and several l. */
export interface OrderCovariance {
  /** [degrees × degrees] of Re a_lm with Re a_l′m, and of Im with Im. */
  readonly same: Float64Array
  /** [degrees × degrees] of Im a_lm (row) with Re a_l′m (column); zero for an exposure that is the same east and west. */
  readonly cross: Float64Array
}

/**
 * Covariance of a weighted fit (weights B) of one right-ascension harmonic to a map of N events (spec 18):
 *
 *     H_ll′ = 2N Σ_δ A_0 λ_lm λ_l′m,   u_l = √(2N) Σ_δ A_m* λ_lm,   C = H⁻¹ ± c_m H⁻¹ u u† H⁻¹,
 *
 * real part for like parts, imaginary part for unlike ones. Sums over the fitted rings, but ρ_m over all of the exposure. Harmonics
 * of different m are independent.
 *
 * @param exposure  A_m on all rings
 * @param degrees   which l are fitted at this m, each ≥ m
 * @param m         1 … exposure.mmax
 * @param events    N, of the whole exposure
 * @param fitted    [rings] 1 where the fit looks; everywhere if left out
 * @throws invalid-argument where the rings do not determine these degrees
 */
export function reconstructedCovariance(
  rings: Rings, exposure: RingPhases, degrees: readonly number[], m: number, events: number, background: Background, fitted?: Uint8Array,
): OrderCovariance {
  demandExposure(rings, exposure, m)
  demand(m >= 1 && degrees.length > 0 && degrees.every((l) => l >= m), 'a fit of one m > 0 has degrees l ≥ m', { m, degrees: degrees.join(', ') })
  const n = degrees.length
  const { normal, re, im } = orderSums(rings, exposure, degrees, m, events, fitted)
  const factor = cholesky(normal, n)
  demand(factor !== undefined, 'the fitted rings determine the degrees of this m', { m, degrees: degrees.join(', ') })
  choleskySolve(factor, n, re)
  choleskySolve(factor, n, im)
  const c = rankOne(background, contractions(exposure)[m])
  const same = new Float64Array(n * n)
  const cross = new Float64Array(n * n)
  const unit = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    unit.fill(0)[i] = 1
    choleskySolve(factor, n, unit)
    for (let j = 0; j < n; j++) {
      same[i * n + j] = unit[j] + c * (re[i] * re[j] + im[i] * im[j])
      cross[i * n + j] = c * (im[i] * re[j] - re[i] * im[j])
    }
  }
  return { same, cross }
}

/** H, and real and imaginary part of u. */
function orderSums(
  rings: Rings, { mmax, re, im }: RingPhases, degrees: readonly number[], m: number, events: number, fitted: Uint8Array | undefined,
): { normal: Float64Array; re: Float64Array; im: Float64Array } {
  const n = degrees.length
  const lmax = Math.max(...degrees)
  const sums = { normal: new Float64Array(n * n), re: new Float64Array(n), im: new Float64Array(n) }
  const lambda = new Float64Array(lmax - m + 1)
  const column = legendreColumn(m, lmax)
  for (let ring = 0; ring < rings.count; ring++) {
    if (fitted !== undefined && fitted[ring] === 0) continue
    const at = ring * (mmax + 1)
    legendreValues(rings.sinDelta[ring], rings.cosDelta[ring], m, lmax, lambda, column)
    for (let i = 0; i < n; i++) {
      const x = lambda[degrees[i] - m]
      sums.re[i] += Math.sqrt(2 * events) * x * re[at + m]
      sums.im[i] -= Math.sqrt(2 * events) * x * im[at + m]
      for (let j = 0; j < n; j++) sums.normal[i * n + j] += 2 * events * re[at] * x * lambda[degrees[j] - m]
    }
  }
  return sums
}

function demandExposure(rings: Rings, { mmax, re }: RingPhases, m: number): void {
  demand(re.length === rings.count * (mmax + 1) && mmax >= m, 'the harmonics of an exposure are given for every ring and every m that is asked for', { rings: rings.count, mmax, m })
}
