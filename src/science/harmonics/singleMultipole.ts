import { demand } from '../problem.ts'
import { almIndex, emptyAlm, type Alm } from './alm.ts'

/**
 * One degree of a field, Σ_m a_lm Y_lm, or one order of it, a_lm Y_lm + a_{l,−m} Y_{l,−m}: the same coefficients, and 0 for all others.
 * Of pseudo-coefficients of a cut sky it is that sky's pseudo-multipole: what leaks between degrees is in it.
 * Throws invalid-argument for an (l, m) that the coefficients do not have.
 *
 * @param m  0 ≤ m ≤ l; all orders where it is left out
 * @returns  with lmax = l
 */
export function singleMultipole(alm: Alm, l: number, m?: number): Alm {
  demand(Number.isInteger(l) && l >= 0 && l <= alm.lmax, 'the degree must be one that the coefficients have', { l, lmax: alm.lmax })
  demand(m === undefined || (Number.isInteger(m) && m >= 0 && m <= l), 'm must be a whole number from 0 to l', { l, m: m ?? 'all' })
  const out = emptyAlm(l)
  for (let order = m ?? 0; order <= (m ?? l); order++) {
    const [from, to] = [almIndex(alm.lmax, l, order), almIndex(l, l, order)]
    out.re[to] = alm.re[from]
    out.im[to] = alm.im[from]
  }
  return out
}
