/**
 * Wigner functions of the quarter turn, d^l_{mm'}(π/2), by an upward recursion in l at fixed m and m'.
 *
 * The textbook recursion (e.g. Kostelec & Rockmore 2008, J. Fourier Anal. Appl. 14, 145, eq. 20) at β = π/2 is
 *
 *     A_{l+1} d_{l+1} = −(2l + 1) mm'/[l(l + 1)] d_l − A_l d_{l−1},   A_l = w_l(m) w_l(m'),   w_l(m) = √((l² − m²)/l).
 *
 * Its coefficients are products of a factor of m and a factor of m'. So d = ε p_l(m) p_l(m') with any p that obeys
 * p_{l+1}/p_{l−1} = w_l/w_{l+1} has the recursion of the loops here, with one table for all pairs of orders:
 *
 *     ε_{l+1} = −κ_l(m) κ_l(m') ε_l − ε_{l−1},   κ_l(m) = m √((2l + 1)/[l(l + 1)]) p_l/(w_{l+1} p_{l+1}).
 *
 * It starts at l = m ≥ m' with d^m_{mm'} = (−1)^{m−m'} 2^{−m} √C(2m, m + m'), which is far below the smallest float64
 * where d at larger l is not: as in legendre.ts, numbers are carried times 2^{800 k} until they are ordinary.
 */
import { almIndex, almSize } from './alm.ts'

const SCALE_BITS = 800
const TINY = 2 ** -SCALE_BITS
const LARGE = 2 ** (SCALE_BITS / 2)

/** Functions smaller than this change no sum: two thousand of them make 1e−17. */
export const NEGLIGIBLE = 2 ** -67

/** Functions at neighbouring m' of the same parity that go through a loop together. */
export const LANES = 4

export interface WignerTables {
  readonly lmax: number
  /** [almSize(lmax)] κ_l(m), stored like a_lm; 0 at l = lmax is unused. */
  readonly kappa: Float64Array
  /** [almSize(lmax)] p_l(m), 1 at l = m and slowly falling */
  readonly p: Float64Array
}

export function wignerTables(lmax: number): WignerTables {
  const kappa = new Float64Array(almSize(lmax))
  const p = new Float64Array(almSize(lmax))
  for (let m = 0; m <= lmax; m++) {
    const row = almIndex(lmax, 0, m)
    let rise = 0 // w_l p_l/p_{l−1}; those of neighbouring l have the product w_l²
    let w = 0
    p[row + m] = 1
    for (let l = m; l < lmax; l++) {
      const next = Math.sqrt(((l + 1 - m) * (l + 1 + m)) / (l + 1))
      rise = l === m ? next : (w * w) / rise
      w = next
      p[row + l + 1] = (p[row + l] * rise) / w
      kappa[row + l] = m === 0 ? 0 : (m / rise) * Math.sqrt((2 * l + 1) / (l * (l + 1)))
    }
  }
  return { lmax, kappa, p }
}

/** d^m_{mm'}(π/2) for all 0 ≤ m' ≤ m as value · 2^{−800 scale}. */
export interface WignerStarts {
  readonly value: Float64Array
  readonly scale: Int32Array
}

export const emptyStarts = (lmax: number): WignerStarts => ({ value: new Float64Array(lmax + 1), scale: new Int32Array(lmax + 1) })

/** Writes the starts of order m: from m' = m, exactly 2^{−m}, downwards. */
export function startWigner(m: number, { value, scale }: WignerStarts): void {
  let k = Math.round(m / SCALE_BITS)
  let d = 2 ** (SCALE_BITS * k - m)
  for (let n = m; n >= 0; n--) {
    value[n] = d
    scale[n] = k
    d *= -Math.sqrt((m + n) / (m - n + 1))
    if (k > 0 && Math.abs(d) > LARGE) {
      d *= TINY
      k--
    }
  }
}

/** Four functions at (m, n), (m, n − 2), (m, n − 4), (m, n − 6): ε at l − 1 and l of each in turn; those with a negative order are 0. */
export type WignerLanes = Float64Array

/**
 * Takes four functions from l = m to the first l, l − m even, where one of them matters.
 *
 * @param n      the largest of the four m', 0 ≤ n ≤ m
 * @param lanes  [8] written
 * @returns      that l, or a number > lmax when all stay below `NEGLIGIBLE`
 */
export function approachLanes({ lmax, kappa, p }: WignerTables, { value, scale }: WignerStarts, m: number, n: number, lanes: WignerLanes): number {
  const row = almIndex(lmax, 0, m)
  let k = scale[n] // and that of the others, which are larger by less than 2^60
  for (let lane = 0; lane < LANES; lane++) {
    const order = n - 2 * lane
    const start = order < 0 ? 0 : (value[order] * TINY ** (scale[order] - k)) / p[almIndex(lmax, m, order)]
    lanes[2 * lane] = 0
    lanes[2 * lane + 1] = start
  }
  const row1 = almIndex(lmax, 0, n)
  const row2 = almIndex(lmax, 0, Math.max(0, n - 2))
  const row3 = almIndex(lmax, 0, Math.max(0, n - 4))
  const row4 = almIndex(lmax, 0, Math.max(0, n - 6))
  let l = m
  while (k > 0 || largest(lanes) < NEGLIGIBLE) {
    if (l >= lmax) return lmax + 1
    twoSteps(kappa, row + l, row1 + l, lanes, 0)
    twoSteps(kappa, row + l, row2 + l, lanes, 2)
    twoSteps(kappa, row + l, row3 + l, lanes, 4)
    twoSteps(kappa, row + l, row4 + l, lanes, 6)
    l += 2
    if (k > 0 && largest(lanes) > LARGE) {
      for (let i = 0; i < lanes.length; i++) lanes[i] *= TINY
      k--
    }
  }
  return l
}

/** One lane from l to l + 2; `i` and `j` are the places of (l, m) and (l, m'). */
function twoSteps(kappa: Float64Array, i: number, j: number, lanes: WignerLanes, at: number): void {
  const here = lanes[at + 1]
  const next = -kappa[i] * kappa[j] * here - lanes[at]
  lanes[at] = next
  lanes[at + 1] = -kappa[i + 1] * kappa[j + 1] * next - here
}

function largest(lanes: WignerLanes): number {
  let most = 0
  for (let i = 0; i < lanes.length; i++) most = Math.max(most, Math.abs(lanes[i]))
  return most
}
