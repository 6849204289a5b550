import { demand } from '../problem.ts'
import { almIndex, type Alm } from './alm.ts'

/** Whether the zonal part (m = 0) counts. No ground-based detector sees it: its spectra leave it out. */
export interface Zonal {
  readonly zonal: boolean
}

/**
 * Angular power of a sky,
 *
 *     C_l = 1/(2l + 1) Σ_m |a_lm|²   (R29).
 *
 * Without the zonal part the sum is over m ≠ 0 but still divided by 2l + 1 (spec 10, 14). From coefficients of a masked
 * sky this is the pseudo spectrum: its mean is M C + N of (R30), not C.
 *
 * @param out  [lmax + 1], written
 */
export function powerSpectrum(alm: Alm, { zonal }: Zonal, out: Float64Array = new Float64Array(alm.lmax + 1)): Float64Array {
  return crossSpectrum(alm, alm, { zonal }, out)
}

/**
 * Cross power of two skies: energies, years, halves of the data (spec 16),
 *
 *     C^ab_l = 1/(2l + 1) Σ_m Re(a_lm b*_lm).
 *
 * The same zonal convention as `powerSpectrum`. Has either sign, and no noise where the events of a and b are different ones.
 * Throws invalid-argument when the two have not the same lmax.
 *
 * @param out  [lmax + 1], written
 */
export function crossSpectrum(a: Alm, b: Alm, { zonal }: Zonal, out: Float64Array = new Float64Array(a.lmax + 1)): Float64Array {
  demand(a.lmax === b.lmax, 'a cross spectrum needs coefficients up to the same l', { a: a.lmax, b: b.lmax })
  for (let l = 0; l <= a.lmax; l++) {
    let sum = zonal ? a.re[l] * b.re[l] : 0
    for (let m = 1; m <= l; m++) {
      const i = almIndex(a.lmax, l, m)
      sum += 2 * (a.re[i] * b.re[i] + a.im[i] * b.im[i]) // m and −m
    }
    out[l] = sum / (2 * l + 1)
  }
  return out
}

/**
 * How alike two skies are at each degree (spec 16),
 *
 *     r_l = C^ab_l/√(C^aa_l C^bb_l).
 *
 * Within −1 … 1 for spectra of the same coefficients; not so once noise has been subtracted from the powers. NaN where a
 * power is not positive, as noise-subtracted ones may be: there the question has no answer.
 *
 * @param cross   [n] C^ab
 * @param powerA  [n] C^aa
 * @param powerB  [n] C^bb
 * @param out     [n], written
 */
export function coherence(
  cross: Float64Array, powerA: Float64Array, powerB: Float64Array,
  out: Float64Array = new Float64Array(cross.length),
): Float64Array {
  demand(powerA.length === cross.length && powerB.length === cross.length, 'spectra must have the same length', { cross: cross.length, a: powerA.length, b: powerB.length })
  for (let l = 0; l < cross.length; l++) {
    // Roots first: the product of two powers of anisotropy may be smaller than the smallest number.
    out[l] = powerA[l] > 0 && powerB[l] > 0 ? cross[l] / (Math.sqrt(powerA[l]) * Math.sqrt(powerB[l])) : NaN
  }
  return out
}
