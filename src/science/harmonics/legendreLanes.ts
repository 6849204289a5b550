/**
 * The inner loops of the Legendre transforms. All that one step of the recursion needs lies together in one table, and all
 * that belongs to one pair of rings in one lane: a loop then reads one array at nearby places and keeps the lanes in registers.
 */
import type { LegendreSteps } from './legendreSteps.ts'

/** Ring pairs side by side. */
export const LANES = 4

/** A lane: q_{j−1}, q_j, x², then the pair's (analysis) values or (synthesis) sums for even and odd l − m. */
export const LANE = 7
export const BEFORE = 0
export const HERE = 1
export const XX = 6

/** A step of the table: the recursion's factor and shift, then the (analysis) sums or (synthesis) factors of q_j. */
export const STEP = 6
const FACTOR = 0
const SHIFT = 1

/** Places that a lane and a step have in common. */
export const EVEN_RE = 2
export const EVEN_IM = 3
export const ODD_RE = 4
export const ODD_IM = 5

export const newTable = (lmax: number): Float64Array => new Float64Array(STEP * ((lmax >> 1) + 1))

/** Writes the recursion's coefficients, and zeros for the rest. */
export function layOut(table: Float64Array, { count, factor, shift }: LegendreSteps): void {
  table.fill(0, 0, STEP * count)
  for (let j = 0; j < count; j++) {
    table[STEP * j + FACTOR] = factor[j]
    table[STEP * j + SHIFT] = shift[j]
  }
}

/** Adds q_j × value of all four lanes to the sums of the steps from … to − 1, and takes the lanes there. */
export function analyseLanes(table: Float64Array, lanes: Float64Array, from: number, to: number): void {
  let p1 = lanes[BEFORE]
  let q1 = lanes[HERE]
  let p2 = lanes[LANE + BEFORE]
  let q2 = lanes[LANE + HERE]
  let p3 = lanes[2 * LANE + BEFORE]
  let q3 = lanes[2 * LANE + HERE]
  let p4 = lanes[3 * LANE + BEFORE]
  let q4 = lanes[3 * LANE + HERE]
  const xx1 = lanes[XX]
  const evenRe1 = lanes[EVEN_RE]
  const evenIm1 = lanes[EVEN_IM]
  const oddRe1 = lanes[ODD_RE]
  const oddIm1 = lanes[ODD_IM]
  const xx2 = lanes[LANE + XX]
  const evenRe2 = lanes[LANE + EVEN_RE]
  const evenIm2 = lanes[LANE + EVEN_IM]
  const oddRe2 = lanes[LANE + ODD_RE]
  const oddIm2 = lanes[LANE + ODD_IM]
  const xx3 = lanes[2 * LANE + XX]
  const evenRe3 = lanes[2 * LANE + EVEN_RE]
  const evenIm3 = lanes[2 * LANE + EVEN_IM]
  const oddRe3 = lanes[2 * LANE + ODD_RE]
  const oddIm3 = lanes[2 * LANE + ODD_IM]
  const xx4 = lanes[3 * LANE + XX]
  const evenRe4 = lanes[3 * LANE + EVEN_RE]
  const evenIm4 = lanes[3 * LANE + EVEN_IM]
  const oddRe4 = lanes[3 * LANE + ODD_RE]
  const oddIm4 = lanes[3 * LANE + ODD_IM]
  const end = STEP * to
  for (let t = STEP * from; t < end; t += 6) {
    table[t + 2] += q1 * evenRe1 + q2 * evenRe2 + q3 * evenRe3 + q4 * evenRe4
    table[t + 3] += q1 * evenIm1 + q2 * evenIm2 + q3 * evenIm3 + q4 * evenIm4
    table[t + 4] += q1 * oddRe1 + q2 * oddRe2 + q3 * oddRe3 + q4 * oddRe4
    table[t + 5] += q1 * oddIm1 + q2 * oddIm2 + q3 * oddIm3 + q4 * oddIm4
    const factor = table[t]
    const shift = table[t + 1]
    const next1 = factor * (xx1 - shift) * q1 - p1
    p1 = q1
    q1 = next1
    const next2 = factor * (xx2 - shift) * q2 - p2
    p2 = q2
    q2 = next2
    const next3 = factor * (xx3 - shift) * q3 - p3
    p3 = q3
    q3 = next3
    const next4 = factor * (xx4 - shift) * q4 - p4
    p4 = q4
    q4 = next4
  }
  lanes[BEFORE] = p1
  lanes[HERE] = q1
  lanes[LANE + BEFORE] = p2
  lanes[LANE + HERE] = q2
  lanes[2 * LANE + BEFORE] = p3
  lanes[2 * LANE + HERE] = q3
  lanes[3 * LANE + BEFORE] = p4
  lanes[3 * LANE + HERE] = q4
}

/** Adds q_j × factor of the steps from … to − 1 to the sums of all four lanes, and takes the lanes there. */
export function synthesiseLanes(table: Float64Array, lanes: Float64Array, from: number, to: number): void {
  for (let at = 0; at < LANES * LANE; at += 2 * LANE) synthesiseTwo(table, lanes, at, STEP * from, STEP * to)
}

/** Two lanes at a time: more sums than that do not fit into the registers. */
function synthesiseTwo(table: Float64Array, lanes: Float64Array, at: number, from: number, to: number): void {
  const second = at + LANE
  const xx1 = lanes[at + XX]
  let p1 = lanes[at + BEFORE]
  let q1 = lanes[at + HERE]
  let evenRe1 = lanes[at + EVEN_RE]
  let evenIm1 = lanes[at + EVEN_IM]
  let oddRe1 = lanes[at + ODD_RE]
  let oddIm1 = lanes[at + ODD_IM]
  const xx2 = lanes[second + XX]
  let p2 = lanes[second + BEFORE]
  let q2 = lanes[second + HERE]
  let evenRe2 = lanes[second + EVEN_RE]
  let evenIm2 = lanes[second + EVEN_IM]
  let oddRe2 = lanes[second + ODD_RE]
  let oddIm2 = lanes[second + ODD_IM]
  for (let t = from; t < to; t += 6) {
    const evenRe = table[t + 2]
    const evenIm = table[t + 3]
    const oddRe = table[t + 4]
    const oddIm = table[t + 5]
    evenRe1 += q1 * evenRe
    evenIm1 += q1 * evenIm
    oddRe1 += q1 * oddRe
    oddIm1 += q1 * oddIm
    evenRe2 += q2 * evenRe
    evenIm2 += q2 * evenIm
    oddRe2 += q2 * oddRe
    oddIm2 += q2 * oddIm
    const factor = table[t]
    const shift = table[t + 1]
    const next1 = factor * (xx1 - shift) * q1 - p1
    p1 = q1
    q1 = next1
    const next2 = factor * (xx2 - shift) * q2 - p2
    p2 = q2
    q2 = next2
  }
  lanes[at + BEFORE] = p1
  lanes[at + HERE] = q1
  lanes[at + EVEN_RE] = evenRe1
  lanes[at + EVEN_IM] = evenIm1
  lanes[at + ODD_RE] = oddRe1
  lanes[at + ODD_IM] = oddIm1
  lanes[second + BEFORE] = p2
  lanes[second + HERE] = q2
  lanes[second + EVEN_RE] = evenRe2
  lanes[second + EVEN_IM] = evenIm2
  lanes[second + ODD_RE] = oddRe2
  lanes[second + ODD_IM] = oddIm2
}
