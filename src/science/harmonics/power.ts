import { almIndex, type Alm } from './alm.ts'

/**
 * Angular power C_l = 1/(2l+1) Σ_m |a_lm|² (R29). Without the zonal part (m = 0), which no ground-based detector
 * sees, the sum is over m ≠ 0 but still divided by 2l + 1 (spec 10, 14).
 *
 * @param out  [lmax + 1], written
 */
export function powerSpectrum(alm: Alm, { zonal }: { readonly zonal: boolean }, out: Float64Array = new Float64Array(alm.lmax + 1)): Float64Array {
  return crossSpectrum(alm, alm, { zonal }, out)
}

/**
 * Cross power of two skies, 1/(2l+1) Σ_m Re(a_lm b*_lm); both with the same lmax.
 *
 * @param out  [lmax + 1], written
 */
export function crossSpectrum(a: Alm, b: Alm, { zonal }: { readonly zonal: boolean }, out: Float64Array = new Float64Array(a.lmax + 1)): Float64Array {
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
