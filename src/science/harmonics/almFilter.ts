import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'
import { almIndex, emptyAlm, type Alm } from './alm.ts'
import { iteratedAnalysis, synthesis } from './transform.ts'

/**
 * Coefficients times a window, W_l a_lm.
 *
 * @param window  [≥ lmax + 1]
 * @param out     of the same lmax, written; may be `alm` itself
 */
export function filteredAlm(alm: Alm, window: Float64Array, out: Alm = emptyAlm(alm.lmax)): Alm {
  const { lmax, re, im } = alm
  demand(window.length > lmax, 'a window needs a value for every l', { lmax, values: window.length })
  demand(out.lmax === lmax, 'the coefficients written must have the lmax of those read', { lmax, given: out.lmax })
  for (let m = 0; m <= lmax; m++) {
    const row = almIndex(lmax, 0, m)
    for (let l = m; l <= lmax; l++) {
      out.re[row + l] = window[l] * re[row + l]
      out.im[row + l] = window[l] * im[row + l]
    }
  }
  return out
}

/**
 * A full-sky map smoothed in harmonic space: refined analysis, window, synthesis. What the map holds beyond the window's last
 * degree is left out, so the window should have become small there. For masked maps use the disc average of
 * analysis/smoothing.ts, which is their definition of smoothing (spec 17).
 *
 * Throws invalid-argument when a pixel holds no data.
 *
 * @param values      [rings.pixels]
 * @param window      [lmax + 1]: its length says up to which degree
 * @param iterations  of `iteratedAnalysis`
 * @returns           [rings.pixels]
 */
export function harmonicallySmoothed(rings: Rings, values: Float64Array, window: Float64Array, iterations = 3): Float64Array {
  const alm = iteratedAnalysis(rings, values, window.length - 1, iterations)
  return synthesis(rings, filteredAlm(alm, window, alm))
}
