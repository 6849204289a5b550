/**
 * The Legendre functions of one m in steps of two degrees (Ishioka 2018, J. Meteorol. Soc. Japan 96, 241). With x = sin δ,
 * ε_l = √((l² − m²)/(4l² − 1)) and l = m + 2j, one function q_j of x² stands for two of them,
 *
 *     λ_{l+1} = x α_j q_j,    λ_l = ε_{l+1} α_j q_j + ε_l α_{j−1} q_{j−1},
 *     q_{j+1} = α_j² (x² − d_j) q_j − q_{j−1},    d_j = ε²_{l+1} + ε²_{l+2},    α_0 = 1, α_{j+1} = 1/(ε_{l+2} ε_{l+3} α_j),
 *
 * which follows from x λ_l = ε_{l+1} λ_{l+1} + ε_l λ_{l−1} used twice. Sums over l become sums over j, with half the
 * recursion and no difference between the mirror rings ±x; what the coefficients need for it is worked out once for all rings.
 */
import { diagonalScale, outgrown, scaledDiagonal, TINY } from './legendre.ts'

/** The recursion's coefficients at one m; entry j belongs to l = m + 2j and l + 1, for all l ≤ lmax. */
export interface LegendreSteps {
  readonly m: number
  /** Number of steps, ⌊(lmax − m)/2⌋ + 1. */
  readonly count: number
  /** [count] α_j² */
  readonly factor: Float64Array
  /** [count] d_j */
  readonly shift: Float64Array
  /** [count] α_j: what q_j brings to λ_{l+1}/x */
  readonly odd: Float64Array
  /** [count] α_j ε_{l+1}: what q_j brings to λ_l */
  readonly even: Float64Array
  /** [count] α_j ε_{l+2}: what q_j brings to λ_{l+2} */
  readonly next: Float64Array
}

export function legendreSteps(m: number, lmax: number): LegendreSteps {
  const count = ((lmax - m) >> 1) + 1
  const factor = new Float64Array(count)
  const shift = new Float64Array(count)
  const odd = new Float64Array(count)
  const even = new Float64Array(count)
  const next = new Float64Array(count)
  let alpha = 1
  let one = epsilon(m + 1, m)
  for (let j = 0; j < count; j++) {
    const l = m + 2 * j
    const two = epsilon(l + 2, m)
    factor[j] = alpha * alpha
    shift[j] = one * one + two * two
    odd[j] = alpha
    even[j] = alpha * one
    next[j] = alpha * two
    one = epsilon(l + 3, m)
    alpha = 1 / (two * one * alpha)
  }
  return { m, count, factor, shift, odd, even, next }
}

function epsilon(l: number, m: number): number {
  return Math.sqrt(((l - m) * (l + m)) / (4 * l * l - 1))
}

/**
 * Runs the scaled recursion to the first j where q_j is an ordinary number; before, all functions count as zero.
 *
 * @param xx      x² = sin² δ
 * @param logCos  ln cos δ
 * @param out     out[at] = q_{j−1} and out[at + 1] = q_j, written
 * @returns       j, or `steps.count` when there is none
 */
export function startSteps({ m, count, factor, shift }: LegendreSteps, xx: number, logCos: number, out: Float64Array, at: number): number {
  let scale = diagonalScale(m, logCos)
  if (scale === Infinity) return count
  let before = 0
  let here = scaledDiagonal(m, logCos, scale) * Math.sqrt(2 * m + 3) // λ_mm/ε_{m+1}
  let j = 0
  while (scale > 0 && j < count) {
    const next = factor[j] * (xx - shift[j]) * here - before
    before = here
    here = next
    j++
    if (outgrown(here)) {
      before *= TINY
      here *= TINY
      scale--
    }
  }
  out[at] = before
  out[at + 1] = here
  return j
}
