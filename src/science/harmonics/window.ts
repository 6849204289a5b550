/**
 * Windows: what smoothing with a symmetric kernel does to each degree, a_lm → W_l a_lm. All have W_0 = 1, so the mean of the
 * sky stays. The window of HEALPix's pixels is not among them: it depends on the pixel and is known only as a table.
 */
import { demand } from '../problem.ts'

/**
 * Averaging over a disc (S20).
 *
 *     W_l(r) = [P_{l−1}(cos r) − P_{l+1}(cos r)]/[(2l + 1)(1 − cos r)] = (1 + cos r) P′_l(cos r)/[l(l + 1)],   W_0 = 1.
 *
 * The second form has no difference of nearly equal numbers. Exact for a continuous disc; a disc of pixel centres
 * differs by the graininess of its edge. W_l changes sign, first near l ≃ 3.83/r − ½.
 *
 * @param lmax    ≥ 0
 * @param radius  0 … π
 * @param out     [lmax + 1], written
 */
export function topHatWindow(lmax: number, radius: number, out = new Float64Array(lmax + 1)): Float64Array {
  const x = Math.cos(radius)
  out[0] = 1
  let p = 1
  let below = 0
  let slope = 0
  for (let l = 1; l <= lmax; l++) {
    slope = x * slope + l * p // P′_l = x P′_{l−1} + l P_{l−1}
    const next = ((2 * l - 1) * x * p - (l - 1) * below) / l
    below = p
    p = next
    out[l] = ((1 + x) * slope) / (l * (l + 1))
  }
  return out
}

/**
 * The sphere's Gaussian: heat that has spread for a time σ²/2.
 *
 *     W_l = e^{−l(l+1)σ²/2},   FWHM = √(8 ln 2) σ.
 *
 * Exact for that kernel, Σ_l (2l + 1)/4π W_l P_l(cos ϑ), at any width. Where σ is small the kernel is e^{−ϑ²/2σ²}/2πσ² up to
 * relative terms of order σ², and at half its height it is one FWHM wide.
 *
 * @param lmax  ≥ 0
 * @param fwhm  full width at half maximum of the flat Gaussian, ≥ 0
 * @param out   [lmax + 1], written
 */
export function gaussianWindow(lmax: number, fwhm: number, out = new Float64Array(lmax + 1)): Float64Array {
  demand(fwhm >= 0 && fwhm < Infinity, 'the width of a Gaussian is a number ≥ 0', { fwhm })
  const variance = (fwhm * fwhm) / (8 * Math.LN2)
  for (let l = 0; l <= lmax; l++) out[l] = Math.exp((-l * (l + 1) * variance) / 2)
  return out
}
