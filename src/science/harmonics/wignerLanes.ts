/**
 * The inner loop of the rotation of coefficients: a sky tilted by a quarter turn about the y axis,
 *
 *     a'_lm = Σ_m' d^l_{mm'}(π/2) a_lm'.
 *
 * For a real sky, d^l_{m,−m'} = (−1)^{l+m} d^l_{mm'} leaves 2 Re a_lm' where l + m + m' is even, and 2i Im a_lm' where
 * it is odd. So for each parity of m' (or of m) there is one real number per coefficient: two planes, and every function
 * value is used by one multiplication for (m, m') and, as d_{m'm} = (−1)^{m−m'} d_{mm'}, by one for (m', m).
 */
import { almIndex, almSize, type Alm } from './alm.ts'
import { approachLanes, LANES, type WignerLanes, type WignerStarts, type WignerTables } from './wigner.ts'

/** Plane q ∈ {0, 1} holds the real part of coefficient (l, m) where l + m + q is even, the imaginary part where it is odd; stored like a_lm. */
export type Planes = readonly [Float64Array, Float64Array]

export const emptyPlanes = (lmax: number): Planes => [new Float64Array(almSize(lmax)), new Float64Array(almSize(lmax))]

/** Writes the planes of a sky that is to be tilted: coefficients times p_l(m), and twice that for m > 0. */
export function pack({ lmax, p }: WignerTables, { re, im }: Alm, planes: Planes): void {
  for (let m = 0; m <= lmax; m++) {
    const weight = m === 0 ? 1 : 2
    for (let l = m; l <= lmax; l++) {
      const i = almIndex(lmax, l, m)
      const q = (l + m) & 1
      planes[q][i] = weight * p[i] * re[i]
      planes[1 - q][i] = weight * p[i] * im[i]
    }
  }
}

/** Reads the coefficients of a tilted sky, and leaves its planes empty. `out` is written. */
export function unpack({ lmax, p }: WignerTables, planes: Planes, out: Alm): Alm {
  for (let m = 0; m <= lmax; m++) {
    for (let l = m; l <= lmax; l++) {
      const i = almIndex(lmax, l, m)
      const q = (l + m) & 1
      out.re[i] = p[i] * planes[q][i]
      out.im[i] = p[i] * planes[1 - q][i]
    }
  }
  planes[0].fill(0)
  planes[1].fill(0)
  return out
}

/**
 * Adds what the pairs (m, m'), m' ≤ m, contribute to a sky tilted by a quarter turn.
 *
 * @param starts  of order m
 * @param from    what `pack` wrote
 * @param to      what `unpack` reads when all orders are done; changed in the rows 0 … m
 * @param lanes   [8] scratch, written
 */
export function tiltOrder(tables: WignerTables, starts: WignerStarts, m: number, from: Planes, to: Planes, lanes: WignerLanes): void {
  for (let parity = 0; parity < 2; parity++) {
    for (let n = m - parity; n >= 0; n -= 2 * LANES) {
      const l = approachLanes(tables, starts, m, n, lanes)
      if (l > tables.lmax) continue
      if (n === m) halveFirst(lanes)
      tiltLanes(tables, m, n, l, from, to, lanes)
    }
  }
}

/** The loop adds (m, m) twice, as the pair and as its mirror. */
function halveFirst(lanes: WignerLanes): void {
  lanes[0] *= 0.5
  lanes[1] *= 0.5
}

/** Four functions from l = start on. Long because the four are written out: their state then stays in registers. */
function tiltLanes({ lmax, kappa }: WignerTables, m: number, n: number, start: number, from: Planes, to: Planes, lanes: WignerLanes): void {
  const [mParity, nParity] = [m & 1, n & 1]
  const gathered = from[mParity]
  const scattered = from[nParity]
  const sums = to[nParity]
  const others = to[mParity]
  const sign = mParity === nParity ? 1 : -1
  const row = almIndex(lmax, start, m)
  const d1 = almIndex(lmax, start, n) - row
  const d2 = almIndex(lmax, start, Math.max(0, n - 2)) - row
  const d3 = almIndex(lmax, start, Math.max(0, n - 4)) - row
  const d4 = almIndex(lmax, start, Math.max(0, n - 6)) - row
  let p1 = lanes[0]
  let q1 = lanes[1]
  let p2 = lanes[2]
  let q2 = lanes[3]
  let p3 = lanes[4]
  let q3 = lanes[5]
  let p4 = lanes[6]
  let q4 = lanes[7]
  const end = almIndex(lmax, lmax, m)
  let i = row
  for (; i < end; i += 2) {
    const k = -kappa[i]
    const s = sign * scattered[i]
    sums[i] += q1 * gathered[i + d1] + q2 * gathered[i + d2] + q3 * gathered[i + d3] + q4 * gathered[i + d4]
    others[i + d1] += q1 * s
    others[i + d2] += q2 * s
    others[i + d3] += q3 * s
    others[i + d4] += q4 * s
    p1 = k * kappa[i + d1] * q1 - p1
    p2 = k * kappa[i + d2] * q2 - p2
    p3 = k * kappa[i + d3] * q3 - p3
    p4 = k * kappa[i + d4] * q4 - p4
    const j = i + 1
    const k2 = -kappa[j]
    const s2 = sign * scattered[j]
    sums[j] += p1 * gathered[j + d1] + p2 * gathered[j + d2] + p3 * gathered[j + d3] + p4 * gathered[j + d4]
    others[j + d1] += p1 * s2
    others[j + d2] += p2 * s2
    others[j + d3] += p3 * s2
    others[j + d4] += p4 * s2
    q1 = k2 * kappa[j + d1] * p1 - q1
    q2 = k2 * kappa[j + d2] * p2 - q2
    q3 = k2 * kappa[j + d3] * p3 - q3
    q4 = k2 * kappa[j + d4] * p4 - q4
  }
  if (i === end) {
    const s = sign * scattered[i]
    sums[i] += q1 * gathered[i + d1] + q2 * gathered[i + d2] + q3 * gathered[i + d3] + q4 * gathered[i + d4]
    others[i + d1] += q1 * s
    others[i + d2] += q2 * s
    others[i + d3] += q3 * s
    others[i + d4] += q4 * s
  }
}
