/**
 * The Legendre halves of the harmonic transforms: between the ring coefficients F_m and a_lm, one m at a time. Rings
 * come in mirror pairs, and λ_lm(−s) = (−1)^{l−m} λ_lm(s): even and odd l − m see the sum and the difference of a pair,
 * so the recursion runs over the north only. Two pairs run side by side, which hides the recursion's latency.
 */
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'
import { almIndex, almSize, type Alm } from './alm.ts'
import { legendreColumn, orderLimit, startLegendre, type LegendreColumn, type LegendreStart } from './legendre.ts'
import type { RingPhases } from './ringPhases.ts'

/** What one mirror pair brings to, or takes from, the recursion at one m. */
interface Pair {
  readonly start: LegendreStart
  s: number
  evenRe: number
  evenIm: number
  oddRe: number
  oddIm: number
}

const emptyPair = (): Pair => ({ start: { k: 0, before: 0, here: 0 }, s: 0, evenRe: 0, evenIm: 0, oddRe: 0, oddIm: 0 })

function checkShapes(rings: Rings, phases: RingPhases, alm: Alm): void {
  const { count, sinDelta } = rings
  demand(phases.mmax >= alm.lmax && phases.re.length === count * (phases.mmax + 1), 'ring phases must reach m = lmax on every ring', { mmax: phases.mmax, lmax: alm.lmax })
  demand(alm.re.length === almSize(alm.lmax), 'coefficients must fill their triangle', { lmax: alm.lmax, size: alm.re.length })
  for (let i = 0; 2 * i < count; i++) demand(Math.abs(sinDelta[i] + sinDelta[count - 1 - i]) < 1e-15, 'rings must mirror each other in the equator', { ring: i })
}

/**
 * a_lm = Σ_rings ΔΩ λ_lm(s) F_m (spec 10), for mFrom ≤ m < mTo.
 *
 * @param alm  written for these m only
 */
export function legendreAnalysis(rings: Rings, phases: RingPhases, alm: Alm, mFrom = 0, mTo = alm.lmax + 1): Alm {
  checkShapes(rings, phases, alm)
  const { lmax } = alm
  const sumRe = new Float64Array(lmax + 3)
  const sumIm = new Float64Array(lmax + 3)
  const one = emptyPair()
  const two = emptyPair()
  const pairs = (rings.count + 1) >> 1
  for (let m = mFrom; m < mTo; m++) {
    const column = legendreColumn(m, lmax)
    sumRe.fill(0)
    sumIm.fill(0)
    for (let i = firstRing(rings, m, lmax); i < pairs; i += 2) {
      gather(rings, phases, column, i, one)
      if (i + 1 < pairs) gather(rings, phases, column, i + 1, two)
      else two.start.k = lmax - m + 2
      analyse(column, one, two, sumRe, sumIm)
    }
    const at = almIndex(lmax, m, m)
    for (let k = 0; k <= lmax - m; k++) {
      alm.re[at + k] = sumRe[k]
      alm.im[at + k] = sumIm[k]
    }
  }
  return alm
}

/**
 * F_m(ring) = Σ_l λ_lm(s) a_lm (R14), for mFrom ≤ m < mTo.
 *
 * @param phases  written for these m only
 */
export function legendreSynthesis(rings: Rings, alm: Alm, phases: RingPhases, mFrom = 0, mTo = alm.lmax + 1): RingPhases {
  checkShapes(rings, phases, alm)
  const { lmax } = alm
  const re = new Float64Array(lmax + 3)
  const im = new Float64Array(lmax + 3)
  const one = emptyPair()
  const two = emptyPair()
  const pairs = (rings.count + 1) >> 1
  for (let m = mFrom; m < mTo; m++) {
    const column = legendreColumn(m, lmax)
    const at = almIndex(lmax, m, m)
    const top = lmax - m
    re.fill(0)
    im.fill(0)
    for (let k = 0; k <= top; k++) {
      re[k] = alm.re[at + k]
      im[k] = m === 0 ? 0 : alm.im[at + k]
    }
    const quiet = Math.min(firstRing(rings, m, lmax), pairs)
    clear(one)
    for (let i = 0; i < quiet; i++) scatter(rings, phases, m, i, one)
    for (let i = quiet; i < pairs; i += 2) {
      begin(rings, column, i, one)
      if (i + 1 < pairs) begin(rings, column, i + 1, two)
      else two.start.k = top + 2
      synthesise(column, one, two, re, im)
      scatter(rings, phases, m, i, one)
      if (i + 1 < pairs) scatter(rings, phases, m, i + 1, two)
    }
  }
  return phases
}

/** The northernmost ring where order m is felt at all. */
function firstRing(rings: Rings, m: number, lmax: number): number {
  let i = 0
  while (2 * i < rings.count && m > orderLimit(lmax, rings.cosDelta[i])) i++
  return i
}

function clear(pair: Pair): void {
  pair.evenRe = pair.evenIm = pair.oddRe = pair.oddIm = 0
}

function begin(rings: Rings, column: LegendreColumn, i: number, pair: Pair): void {
  pair.s = rings.sinDelta[i]
  startLegendre(column, pair.s, rings.cosDelta[i], pair.start)
  clear(pair)
}

function gather(rings: Rings, phases: RingPhases, column: LegendreColumn, i: number, pair: Pair): void {
  begin(rings, column, i, pair)
  const { re, im, mmax } = phases
  const north = i * (mmax + 1) + column.m
  const south = (rings.count - 1 - i) * (mmax + 1) + column.m
  const own = north === south ? 0 : rings.pixelArea[rings.count - 1 - i] // the equator is its own mirror image
  const area = rings.pixelArea[i]
  pair.evenRe = area * re[north] + own * re[south]
  pair.evenIm = area * im[north] + own * im[south]
  pair.oddRe = area * re[north] - own * re[south]
  pair.oddIm = area * im[north] - own * im[south]
}

function scatter(rings: Rings, phases: RingPhases, m: number, i: number, pair: Pair): void {
  const { re, im, mmax } = phases
  const north = i * (mmax + 1) + m
  const south = (rings.count - 1 - i) * (mmax + 1) + m
  re[south] = pair.evenRe - pair.oddRe
  im[south] = pair.evenIm - pair.oddIm
  re[north] = pair.evenRe + pair.oddRe
  im[north] = pair.evenIm + pair.oddIm
}

/** Adds both pairs to the sums of all l: alone until both are awake, then side by side. */
function analyse(column: LegendreColumn, one: Pair, two: Pair, sumRe: Float64Array, sumIm: Float64Array): void {
  const { a, b } = column
  const top = column.lmax - column.m
  if (one.start.k < two.start.k) analyseAlone(column, one, Math.min(two.start.k, top + 1), sumRe, sumIm)
  else if (two.start.k < one.start.k) analyseAlone(column, two, Math.min(one.start.k, top + 1), sumRe, sumIm)
  const s = one.s
  const t = two.s
  const { evenRe, evenIm, oddRe, oddIm } = one
  const evenRe2 = two.evenRe
  const evenIm2 = two.evenIm
  const oddRe2 = two.oddRe
  const oddIm2 = two.oddIm
  let p = one.start.before
  let q = one.start.here
  let u = two.start.before
  let v = two.start.here
  for (let k = Math.max(one.start.k, two.start.k); k <= top; k += 2) {
    sumRe[k] += q * evenRe + v * evenRe2
    sumIm[k] += q * evenIm + v * evenIm2
    const a1 = a[k + 1]
    const b1 = b[k + 1]
    p = a1 * s * q - b1 * p
    u = a1 * t * v - b1 * u
    sumRe[k + 1] += p * oddRe + u * oddRe2
    sumIm[k + 1] += p * oddIm + u * oddIm2
    const a2 = a[k + 2]
    const b2 = b[k + 2]
    q = a2 * s * p - b2 * q
    v = a2 * t * u - b2 * v
  }
}

function analyseAlone(column: LegendreColumn, pair: Pair, end: number, sumRe: Float64Array, sumIm: Float64Array): void {
  const { a, b } = column
  const { start, s, evenRe, evenIm, oddRe, oddIm } = pair
  for (; start.k < end; start.k += 2) {
    const k = start.k
    sumRe[k] += start.here * evenRe
    sumIm[k] += start.here * evenIm
    start.before = a[k + 1] * s * start.here - b[k + 1] * start.before
    sumRe[k + 1] += start.before * oddRe
    sumIm[k + 1] += start.before * oddIm
    start.here = a[k + 2] * s * start.before - b[k + 2] * start.here
  }
}

/** Sums all l at both pairs; the sums are left in the pairs. */
function synthesise(column: LegendreColumn, one: Pair, two: Pair, re: Float64Array, im: Float64Array): void {
  const { a, b } = column
  const top = column.lmax - column.m
  if (one.start.k < two.start.k) synthesiseAlone(column, one, Math.min(two.start.k, top + 1), re, im)
  else if (two.start.k < one.start.k) synthesiseAlone(column, two, Math.min(one.start.k, top + 1), re, im)
  const s = one.s
  const t = two.s
  let { evenRe, evenIm, oddRe, oddIm } = one
  let evenRe2 = two.evenRe
  let evenIm2 = two.evenIm
  let oddRe2 = two.oddRe
  let oddIm2 = two.oddIm
  let p = one.start.before
  let q = one.start.here
  let u = two.start.before
  let v = two.start.here
  for (let k = Math.max(one.start.k, two.start.k); k <= top; k += 2) {
    evenRe += q * re[k]
    evenIm += q * im[k]
    evenRe2 += v * re[k]
    evenIm2 += v * im[k]
    const a1 = a[k + 1]
    const b1 = b[k + 1]
    p = a1 * s * q - b1 * p
    u = a1 * t * v - b1 * u
    oddRe += p * re[k + 1]
    oddIm += p * im[k + 1]
    oddRe2 += u * re[k + 1]
    oddIm2 += u * im[k + 1]
    const a2 = a[k + 2]
    const b2 = b[k + 2]
    q = a2 * s * p - b2 * q
    v = a2 * t * u - b2 * v
  }
  store(one, evenRe, evenIm, oddRe, oddIm)
  store(two, evenRe2, evenIm2, oddRe2, oddIm2)
}

function store(pair: Pair, evenRe: number, evenIm: number, oddRe: number, oddIm: number): void {
  pair.evenRe = evenRe
  pair.evenIm = evenIm
  pair.oddRe = oddRe
  pair.oddIm = oddIm
}

function synthesiseAlone(column: LegendreColumn, pair: Pair, end: number, re: Float64Array, im: Float64Array): void {
  const { a, b } = column
  const { start, s } = pair
  for (; start.k < end; start.k += 2) {
    const k = start.k
    pair.evenRe += start.here * re[k]
    pair.evenIm += start.here * im[k]
    start.before = a[k + 1] * s * start.here - b[k + 1] * start.before
    pair.oddRe += start.before * re[k + 1]
    pair.oddIm += start.before * im[k + 1]
    start.here = a[k + 2] * s * start.before - b[k + 2] * start.here
  }
}
