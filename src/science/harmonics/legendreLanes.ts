/**
 * The Legendre sweeps in TypeScript: the reference of `legendreLanes.part.as.ts`.
 * A sweep takes four pairs of rings through all steps of one m. The recursion of a pair waits for itself; two pairs at
 * a time hide that, and more would not fit into the registers. Places are those of `harmonicRoom.ts`.
 */
import { LANES, LARGE, STEP, TINY, type Places, type Sweep } from './harmonicRoom.ts'

/** Four pairs on their way: λ before and here, how much scale is left, sin² δ, and the step at which each begins to count. */
const before = new Float64Array(LANES)
const here = new Float64Array(LANES)
const scale = new Float64Array(LANES)
const square = new Float64Array(LANES)
const wake = new Int32Array(LANES)

/** Loads the pairs i … i + 3 and runs each to the first step where it counts; writes those steps' places to `wake`. */
function wakeUp(room: Float64Array, places: Places, norm: number, i: number, end: number, wake: Int32Array): void {
  for (let lane = 0; lane < LANES; lane++) {
    let p = 0
    let q = norm * room[places.power + i + lane]
    let k = room[places.scale + i + lane]
    const s = room[places.square + i + lane]
    let t = places.table
    for (; k > 0 && t < end; t += STEP) {
      const n = (room[t] * s + room[t + 1]) * q - p
      p = q
      q = n
      if (n > LARGE || n < -LARGE) {
        p *= TINY
        q *= TINY
        k--
      }
    }
    before[lane] = p
    here[lane] = q
    scale[lane] = k
    square[lane] = s
    wake[lane] = k > 0 ? end : t
  }
}

/** Writes Σ_l λ_lm a_lm of the pairs from `from` on into the column, even and odd l − m apart. */
export function synthesise(room: Float64Array, places: Places, { column, from, norm, steps }: Sweep): void {
  const end = places.table + STEP * steps
  for (let i = from; i < places.pairs; i += LANES) {
    wakeUp(room, places, norm, i, end, wake)
    for (let lane = 0; lane < LANES; lane += 2) {
      const start = Math.max(wake[lane], wake[lane + 1])
      const at = column + i + lane
      alone(room, places, lane, wake[lane], start, at)
      alone(room, places, lane + 1, wake[lane + 1], start, at + 1)
      two(room, places, lane, start, end, at, i + lane)
    }
  }
}

/** One pair through the steps at which its neighbour still sleeps; its sums go to the column. */
function alone(room: Float64Array, { row }: Places, lane: number, from: number, to: number, at: number): void {
  const s = square[lane]
  let p = before[lane]
  let q = here[lane]
  let evenRe = 0
  let evenIm = 0
  let oddRe = 0
  let oddIm = 0
  for (let t = from; t < to; t += STEP) {
    evenRe += q * room[t + 2]
    evenIm += q * room[t + 3]
    oddRe += q * room[t + 4]
    oddIm += q * room[t + 5]
    const n = (room[t] * s + room[t + 1]) * q - p
    p = q
    q = n
  }
  before[lane] = p
  here[lane] = q
  room[at] = evenRe
  room[at + row] = evenIm
  room[at + 2 * row] = oddRe
  room[at + 3 * row] = oddIm
}

/** Two pairs through the steps from … end; adds to the column, and gives odd degrees their factor sin δ. */
function two(room: Float64Array, { row, sine }: Places, lane: number, from: number, end: number, at: number, i: number): void {
  const s1 = square[lane]
  const s2 = square[lane + 1]
  let p1 = before[lane]
  let q1 = here[lane]
  let p2 = before[lane + 1]
  let q2 = here[lane + 1]
  let evenRe1 = room[at]
  let evenIm1 = room[at + row]
  let oddRe1 = room[at + 2 * row]
  let oddIm1 = room[at + 3 * row]
  let evenRe2 = room[at + 1]
  let evenIm2 = room[at + row + 1]
  let oddRe2 = room[at + 2 * row + 1]
  let oddIm2 = room[at + 3 * row + 1]
  for (let t = from; t < end; t += STEP) {
    const evenRe = room[t + 2]
    const evenIm = room[t + 3]
    const oddRe = room[t + 4]
    const oddIm = room[t + 5]
    evenRe1 += q1 * evenRe
    evenRe2 += q2 * evenRe
    evenIm1 += q1 * evenIm
    evenIm2 += q2 * evenIm
    oddRe1 += q1 * oddRe
    oddRe2 += q2 * oddRe
    oddIm1 += q1 * oddIm
    oddIm2 += q2 * oddIm
    const a = room[t]
    const b = room[t + 1]
    const n1 = (a * s1 + b) * q1 - p1
    const n2 = (a * s2 + b) * q2 - p2
    p1 = q1
    p2 = q2
    q1 = n1
    q2 = n2
  }
  room[at] = evenRe1
  room[at + 1] = evenRe2
  room[at + row] = evenIm1
  room[at + row + 1] = evenIm2
  const sine1 = room[sine + i]
  const sine2 = room[sine + i + 1]
  room[at + 2 * row] = sine1 * oddRe1
  room[at + 2 * row + 1] = sine2 * oddRe2
  room[at + 3 * row] = sine1 * oddIm1
  room[at + 3 * row + 1] = sine2 * oddIm2
}

/** Adds Σ_pairs λ_lm · column to the sums of every step. */
export function analyse(room: Float64Array, places: Places, { column, from, norm, steps }: Sweep): void {
  const end = places.table + STEP * steps
  for (let i = from; i < places.pairs; i += LANES) {
    wakeUp(room, places, norm, i, end, wake)
    const start = Math.max(wake[0], wake[1], wake[2], wake[3])
    for (let lane = 0; lane < LANES; lane++) addAlone(room, places, lane, wake[lane], start, column + i + lane, i + lane)
    addFour(room, places, start, end, column + i, i)
  }
}

/** One pair through the steps at which another still sleeps. */
function addAlone(room: Float64Array, { row, sine }: Places, lane: number, from: number, to: number, at: number, i: number): void {
  const s = square[lane]
  const evenRe = room[at]
  const evenIm = room[at + row]
  const oddRe = room[sine + i] * room[at + 2 * row]
  const oddIm = room[sine + i] * room[at + 3 * row]
  let p = before[lane]
  let q = here[lane]
  for (let t = from; t < to; t += STEP) {
    room[t + 2] += q * evenRe
    room[t + 4] += q * evenIm
    room[t + 6] += q * oddRe
    room[t + 8] += q * oddIm
    const n = (room[t] * s + room[t + 1]) * q - p
    p = q
    q = n
  }
  before[lane] = p
  here[lane] = q
}

/** Four pairs through the steps from … end: a sum is fetched and stored once for all of them. */
function addFour(room: Float64Array, { row, sine }: Places, from: number, end: number, at: number, i: number): void {
  const s1 = square[0]
  const s2 = square[1]
  const s3 = square[2]
  const s4 = square[3]
  let p1 = before[0]
  let q1 = here[0]
  let p2 = before[1]
  let q2 = here[1]
  let p3 = before[2]
  let q3 = here[2]
  let p4 = before[3]
  let q4 = here[3]
  const evenRe1 = room[at]
  const evenRe2 = room[at + 1]
  const evenRe3 = room[at + 2]
  const evenRe4 = room[at + 3]
  at += row
  const evenIm1 = room[at]
  const evenIm2 = room[at + 1]
  const evenIm3 = room[at + 2]
  const evenIm4 = room[at + 3]
  at += row
  const oddRe1 = room[sine + i] * room[at]
  const oddRe2 = room[sine + i + 1] * room[at + 1]
  const oddRe3 = room[sine + i + 2] * room[at + 2]
  const oddRe4 = room[sine + i + 3] * room[at + 3]
  at += row
  const oddIm1 = room[sine + i] * room[at]
  const oddIm2 = room[sine + i + 1] * room[at + 1]
  const oddIm3 = room[sine + i + 2] * room[at + 2]
  const oddIm4 = room[sine + i + 3] * room[at + 3]
  for (let t = from; t < end; t += STEP) {
    room[t + 2] += q1 * evenRe1 + q2 * evenRe2 + q3 * evenRe3 + q4 * evenRe4
    room[t + 4] += q1 * evenIm1 + q2 * evenIm2 + q3 * evenIm3 + q4 * evenIm4
    room[t + 6] += q1 * oddRe1 + q2 * oddRe2 + q3 * oddRe3 + q4 * oddRe4
    room[t + 8] += q1 * oddIm1 + q2 * oddIm2 + q3 * oddIm3 + q4 * oddIm4
    const a = room[t]
    const b = room[t + 1]
    const n1 = (a * s1 + b) * q1 - p1
    const n2 = (a * s2 + b) * q2 - p2
    const n3 = (a * s3 + b) * q3 - p3
    const n4 = (a * s4 + b) * q4 - p4
    p1 = q1
    p2 = q2
    p3 = q3
    p4 = q4
    q1 = n1
    q2 = n2
    q3 = n3
    q4 = n4
  }
}
