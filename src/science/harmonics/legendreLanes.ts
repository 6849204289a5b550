/**
 * The inner loops of the Legendre transforms. All that one step of the recursion needs lies together in one table, and all
 * that belongs to one pair of rings in one lane: a loop then reads one array at nearby places, and the lanes' state stays in
 * local variables. Inside the loops the places in a step are written as plain numbers.
 */
import type { LegendreColumn } from './legendre.ts'

/** Ring pairs side by side. */
export const LANES = 4

/** A lane: λ at l − 1 and at l, l − m even; the pair's (analysis) values or (synthesis) sums for even and odd l − m; sin δ. */
export const LANE = 7
export const BEFORE = 0
export const HERE = 1
export const SINE = 6

/** A step of the table, two degrees: the recursion's a and b to l + 1, the (analysis) sums or (synthesis) coefficients of l and l + 1, a and b to l + 2. */
export const STEP = 8

/** Places that a lane and a step have in common. */
export const EVEN_RE = 2
export const EVEN_IM = 3
export const ODD_RE = 4
export const ODD_IM = 5

export const newTable = (lmax: number): Float64Array => new Float64Array(STEP * ((lmax >> 1) + 1))

/** Writes the recursion's coefficients, and zeros for the rest. */
export function layOut(table: Float64Array, { m, lmax, a, b }: LegendreColumn): void {
  const top = lmax - m
  table.fill(0)
  for (let k = 0, t = 0; k <= top; k += 2, t += STEP) {
    table[t] = a[k + 1]
    table[t + 1] = b[k + 1]
    table[t + 6] = a[k + 2]
    table[t + 7] = b[k + 2]
  }
}

/** Adds λ × value of all four lanes to the sums of the steps from … to − 1, and takes the lanes there. */
export function analyseLanes(table: Float64Array, lanes: Float64Array, from: number, to: number): void {
  let p1 = lanes[BEFORE]
  let q1 = lanes[HERE]
  let p2 = lanes[LANE + BEFORE]
  let q2 = lanes[LANE + HERE]
  let p3 = lanes[2 * LANE + BEFORE]
  let q3 = lanes[2 * LANE + HERE]
  let p4 = lanes[3 * LANE + BEFORE]
  let q4 = lanes[3 * LANE + HERE]
  const s1 = lanes[SINE]
  const evenRe1 = lanes[EVEN_RE]
  const evenIm1 = lanes[EVEN_IM]
  const oddRe1 = lanes[ODD_RE]
  const oddIm1 = lanes[ODD_IM]
  const s2 = lanes[LANE + SINE]
  const evenRe2 = lanes[LANE + EVEN_RE]
  const evenIm2 = lanes[LANE + EVEN_IM]
  const oddRe2 = lanes[LANE + ODD_RE]
  const oddIm2 = lanes[LANE + ODD_IM]
  const s3 = lanes[2 * LANE + SINE]
  const evenRe3 = lanes[2 * LANE + EVEN_RE]
  const evenIm3 = lanes[2 * LANE + EVEN_IM]
  const oddRe3 = lanes[2 * LANE + ODD_RE]
  const oddIm3 = lanes[2 * LANE + ODD_IM]
  const s4 = lanes[3 * LANE + SINE]
  const evenRe4 = lanes[3 * LANE + EVEN_RE]
  const evenIm4 = lanes[3 * LANE + EVEN_IM]
  const oddRe4 = lanes[3 * LANE + ODD_RE]
  const oddIm4 = lanes[3 * LANE + ODD_IM]
  const end = STEP * to
  for (let t = STEP * from; t < end; t += 8) {
    const a1 = table[t]
    const b1 = table[t + 1]
    table[t + 2] += q1 * evenRe1 + q2 * evenRe2 + q3 * evenRe3 + q4 * evenRe4
    table[t + 3] += q1 * evenIm1 + q2 * evenIm2 + q3 * evenIm3 + q4 * evenIm4
    p1 = a1 * s1 * q1 - b1 * p1
    p2 = a1 * s2 * q2 - b1 * p2
    p3 = a1 * s3 * q3 - b1 * p3
    p4 = a1 * s4 * q4 - b1 * p4
    table[t + 4] += p1 * oddRe1 + p2 * oddRe2 + p3 * oddRe3 + p4 * oddRe4
    table[t + 5] += p1 * oddIm1 + p2 * oddIm2 + p3 * oddIm3 + p4 * oddIm4
    const a2 = table[t + 6]
    const b2 = table[t + 7]
    q1 = a2 * s1 * p1 - b2 * q1
    q2 = a2 * s2 * p2 - b2 * q2
    q3 = a2 * s3 * p3 - b2 * q3
    q4 = a2 * s4 * p4 - b2 * q4
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

/** Adds λ × coefficient of the steps from … to − 1 to the sums of all four lanes, and takes the lanes there. */
export function synthesiseLanes(table: Float64Array, lanes: Float64Array, from: number, to: number): void {
  for (let at = 0; at < LANES * LANE; at += 2 * LANE) synthesiseTwo(table, lanes, at, STEP * from, STEP * to)
}

/** Two lanes at a time: more sums than that do not fit into the registers. */
function synthesiseTwo(table: Float64Array, lanes: Float64Array, at: number, from: number, to: number): void {
  const second = at + LANE
  const s1 = lanes[at + SINE]
  let p1 = lanes[at + BEFORE]
  let q1 = lanes[at + HERE]
  let evenRe1 = lanes[at + EVEN_RE]
  let evenIm1 = lanes[at + EVEN_IM]
  let oddRe1 = lanes[at + ODD_RE]
  let oddIm1 = lanes[at + ODD_IM]
  const s2 = lanes[second + SINE]
  let p2 = lanes[second + BEFORE]
  let q2 = lanes[second + HERE]
  let evenRe2 = lanes[second + EVEN_RE]
  let evenIm2 = lanes[second + EVEN_IM]
  let oddRe2 = lanes[second + ODD_RE]
  let oddIm2 = lanes[second + ODD_IM]
  for (let t = from; t < to; t += 8) {
    const evenRe = table[t + 2]
    const evenIm = table[t + 3]
    evenRe1 += q1 * evenRe
    evenIm1 += q1 * evenIm
    evenRe2 += q2 * evenRe
    evenIm2 += q2 * evenIm
    const a1 = table[t]
    const b1 = table[t + 1]
    p1 = a1 * s1 * q1 - b1 * p1
    p2 = a1 * s2 * q2 - b1 * p2
    const oddRe = table[t + 4]
    const oddIm = table[t + 5]
    oddRe1 += p1 * oddRe
    oddIm1 += p1 * oddIm
    oddRe2 += p2 * oddRe
    oddIm2 += p2 * oddIm
    const a2 = table[t + 6]
    const b2 = table[t + 7]
    q1 = a2 * s1 * p1 - b2 * q1
    q2 = a2 * s2 * p2 - b2 * q2
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
