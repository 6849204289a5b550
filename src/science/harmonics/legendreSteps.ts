/**
 * The recursion two degrees at a time (after Ishioka 2018, J. Meteorol. Soc. Japan 96, 241). With s = sin δ and ε_l = √((l² − m²)/(4l² − 1)),
 * s λ_l = ε_{l+1} λ_{l+1} + ε_l λ_{l−1} applied twice gives, for l − m even, λ_{m+2j} = c_j p_j and
 *
 *     p_{j+1} = (α_j s² + β_j) p_j − p_{j−1},    α_j = c_j²,   β_j = −(ε²_{l+1} + ε²_l) c_j²,   c_j c_{j+1} = 1/(ε_{l+1} ε_{l+2}),   l = m + 2j.
 *
 * Odd degrees need no recursion of their own: Σ_odd a_k λ_k = s Σ_even b_l λ_l with ε_k b_{k−1} + ε_{k+1} b_{k+1} = a_k.
 */
import { almIndex, type Alm } from './alm.ts'
import { STEP } from './harmonicRoom.ts'
import { orderNorm } from './legendre.ts'

/** The numbers of one order m up to lmax. */
export interface Steps {
  readonly lmax: number
  readonly m: number
  /** How many: l = m, m + 2 … ≤ lmax. */
  readonly count: number
  /** λ_mm = norm · cos^m δ · c_0 */
  readonly norm: number
  /** [2 count + 2] ε_l, and 1/ε_l where l > m; entry k belongs to l = m + k. */
  readonly epsilon: Float64Array
  readonly inverse: Float64Array
  /** [count] c_j, α_j, β_j */
  readonly factor: Float64Array
  readonly alpha: Float64Array
  readonly beta: Float64Array
}

/** Up to this lmax the steps of all orders are kept (8 MB), for the lmax that was asked for last. */
const KEPT = 767
let kept: Steps[] = []
/** Beyond, one order's numbers are made in the same place as the last one's. */
let shared = new Float64Array(0)

/** The steps of an order, good until those of another are asked for. */
export function stepsOf(lmax: number, m: number): Steps {
  if (lmax > KEPT) {
    const size = numbersOf(lmax, 0)
    if (shared.length < size) shared = new Float64Array(size)
    return makeSteps(lmax, m, shared)
  }
  if (kept[0]?.lmax !== lmax) kept = []
  for (let order = kept.length; order <= m; order++) kept.push(makeSteps(lmax, order, new Float64Array(numbersOf(lmax, order))))
  return kept[m]
}

const countOf = (lmax: number, m: number): number => ((lmax - m) >> 1) + 1
const numbersOf = (lmax: number, m: number): number => 7 * countOf(lmax, m) + 4

function makeSteps(lmax: number, m: number, numbers: Float64Array): Steps {
  const count = countOf(lmax, m)
  const [epsilon, inverse] = [0, 1].map((i) => numbers.subarray(i * (2 * count + 2), (i + 1) * (2 * count + 2)))
  const [factor, alpha, beta] = [4, 5, 6].map((i) => numbers.subarray(4 + i * count, 4 + (i + 1) * count))
  epsilon[0] = 0
  for (let k = 1; k < epsilon.length; k++) {
    const l = m + k
    epsilon[k] = Math.sqrt((k * (l + m)) / (4 * l * l - 1))
    inverse[k] = 1 / epsilon[k]
  }
  let c = inverse[1]
  for (let j = 0, k = 0; j < count; j++, k += 2) {
    factor[j] = c
    alpha[j] = c * c
    beta[j] = -(epsilon[k + 1] * epsilon[k + 1] + epsilon[k] * epsilon[k]) * c * c
    c = 1 / (epsilon[k + 1] * epsilon[k + 2] * c)
  }
  return { lmax, m, count, norm: orderNorm(m) * epsilon[1], epsilon, inverse, factor, alpha, beta }
}

/** Writes α and β to the table; its other numbers become 0, and those of one step more. */
export function layOut({ count, alpha, beta }: Steps, room: Float64Array, table: number): void {
  room.fill(0, table, table + STEP * (count + 1))
  for (let j = 0, t = table; j < count; j++, t += STEP) {
    room[t] = alpha[j]
    room[t + 1] = beta[j]
  }
}

/** a_lm of an order → the coefficients of its steps. (What m = 0 has of imaginary parts is left out on the rings.) */
export function almToSteps(alm: Alm, steps: Steps, room: Float64Array, table: number): void {
  coefficients(alm.re, steps, room, table + 2)
  coefficients(alm.im, steps, room, table + 3)
}

function coefficients(values: Float64Array, { lmax, m, count, epsilon, inverse, factor }: Steps, room: Float64Array, to: number): void {
  const at = almIndex(lmax, m, m)
  let above = 0 // b of the next even degree
  for (let j = count - 1, t = to + STEP * j; j >= 0; j--, t -= STEP) {
    const k = 2 * j
    const b = m + k < lmax ? (values[at + k + 1] - epsilon[k + 2] * above) * inverse[k + 1] : 0
    room[t] = factor[j] * values[at + k]
    room[t + 2] = factor[j] * b
    above = b
  }
}

/** The sums of the steps → a_lm of their order: the adjoint of `almToSteps`. */
export function stepsToAlm(steps: Steps, room: Float64Array, table: number, alm: Alm): void {
  sums(alm.re, steps, room, table + 2)
  sums(alm.im, steps, room, table + 4)
}

function sums(values: Float64Array, { lmax, m, count, epsilon, inverse, factor }: Steps, room: Float64Array, from: number): void {
  const at = almIndex(lmax, m, m)
  let below = 0 // a of the odd degree before
  for (let j = 0, k = 0, t = from; j < count; j++, k += 2, t += STEP) {
    values[at + k] = factor[j] * (room[t] + room[t + 1])
    if (m + k === lmax) break
    below = (factor[j] * (room[t + 4] + room[t + 5]) - epsilon[k] * below) * inverse[k + 1]
    values[at + k + 1] = below
  }
}
