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

/** The numbers of one m; made for an lmax, and filled anew for each m. */
export interface Steps {
  readonly lmax: number
  m: number
  /** How many: l = m, m + 2 … ≤ lmax. */
  count: number
  /** ε_l; entry k belongs to l = m + k. */
  readonly epsilon: Float64Array
  /** c_j */
  readonly factor: Float64Array
}

export const stepsFor = (lmax: number): Steps => ({ lmax, m: 0, count: 0, epsilon: new Float64Array(lmax + 5), factor: new Float64Array((lmax >> 1) + 3) })

/** Fills the steps of order m, and writes α and β to the table; its other numbers become 0, and those of one step more. */
export function fillSteps(steps: Steps, m: number, room: Float64Array, table: number): void {
  const { lmax, epsilon, factor } = steps
  const count = ((lmax - m) >> 1) + 1
  steps.m = m
  steps.count = count
  epsilon[0] = 0
  for (let k = 1; k < 2 * count + 2; k++) {
    const l = m + k
    epsilon[k] = Math.sqrt((k * (l + m)) / (4 * l * l - 1))
  }
  room.fill(0, table, table + STEP * (count + 1))
  let c = 1 / epsilon[1]
  for (let j = 0, k = 0, t = table; j < count; j++, k += 2, t += STEP) {
    factor[j] = c
    room[t] = c * c
    room[t + 1] = -(epsilon[k + 1] * epsilon[k + 1] + epsilon[k] * epsilon[k]) * c * c
    c = 1 / (epsilon[k + 1] * epsilon[k + 2] * c)
  }
}

/** a_lm of order m → the coefficients of the steps. (What m = 0 has of imaginary parts is left out on the rings.) */
export function almToSteps(alm: Alm, steps: Steps, room: Float64Array, table: number): void {
  coefficients(alm.re, steps, room, table + 2)
  coefficients(alm.im, steps, room, table + 3)
}

function coefficients(values: Float64Array, { lmax, m, count, epsilon, factor }: Steps, room: Float64Array, to: number): void {
  const at = almIndex(lmax, m, m)
  let above = 0 // b of the next even degree
  for (let j = count - 1; j >= 0; j--) {
    const k = 2 * j
    const b = m + k < lmax ? (values[at + k + 1] - epsilon[k + 2] * above) / epsilon[k + 1] : 0
    room[to + STEP * j] = factor[j] * values[at + k]
    room[to + STEP * j + 2] = factor[j] * b
    above = b
  }
}

/** The sums of the steps → a_lm of order m: the adjoint of `almToSteps`. */
export function stepsToAlm(steps: Steps, room: Float64Array, table: number, alm: Alm): void {
  sums(alm.re, steps, room, table + 2)
  sums(alm.im, steps, room, table + 4)
}

function sums(values: Float64Array, { lmax, m, count, epsilon, factor }: Steps, room: Float64Array, from: number): void {
  const at = almIndex(lmax, m, m)
  let below = 0 // a of the odd degree before
  for (let j = 0; j < count; j++) {
    const t = from + STEP * j
    const k = 2 * j
    values[at + k] = factor[j] * (room[t] + room[t + 1])
    if (m + k === lmax) break
    below = (factor[j] * (room[t + 4] + room[t + 5]) - epsilon[k] * below) / epsilon[k + 1]
    values[at + k + 1] = below
  }
}
