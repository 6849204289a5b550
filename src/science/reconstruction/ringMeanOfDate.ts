/** The mean of each ring of a J2000 map whose exposure is constant about the pole of another epoch. */
import type { Rings } from '../sphere/rings.ts'
import { ringMeanReference } from './ringMean.ts'

/** Half width in sin δ of the rings that share one smooth curve: narrow against the exposure, wide against its noise. */
const REACH = 0.025
/** A curve needs this many rings on either side. */
const SIDE = 2

/**
 * Expected counts for a map in J2000 pixels whose exposure is constant about the pole of another epoch (spec 2, equinox).
 * A J2000 ring then runs through declinations of date that differ by up to 20″ a year, and a steep exposure turns that
 * into a false m = 1 signal of 10⁻³ to 10⁻² if the plain ring mean is used.
 *
 * Ring means R_k are taken at the rings' mean sine of the declination of date; ln R is smoothed by a local cubic (least
 * squares over the rings within 0.025 in sin δ, at least two on either side) and read at each pixel's own sine; then each
 * ring is rescaled to keep its total, so that only the shape along the ring comes from the neighbours.
 * Rings without counts do not enter. A ring with fewer than two neighbours on a side (the edge of the field of view) takes the
 * shape of the nearest ring that has them, about its own mean; if there is none, the plain ring mean. Mask the outermost degree.
 *
 * In two passes, each in blocks of rings if a driver likes: `addRungs` from north to south, then `shapeByLadder`.
 *
 * @param counts           [pixels]; NaN outside the field of view
 * @param sinDeltaOfDate   [pixels] sine of the declination of date of the pixel centres
 */
export function ringMeanOfDate(rings: Rings, counts: Float64Array, sinDeltaOfDate: Float64Array): Float64Array {
  const ladder = emptyLadder()
  addRungs(ladder, rings, counts, sinDeltaOfDate, 0, rings.count)
  return shapeByLadder(ladder, rings, sinDeltaOfDate, ringMeanReference(rings, counts), 0, rings.count)
}

/** The rings with counts: which, where (mean sine of date), ln of the mean, and total counts. */
export interface Ladder {
  readonly ring: number[]
  readonly s: number[]
  readonly logMean: number[]
  readonly total: number[]
}

export const emptyLadder = (): Ladder => ({ ring: [], s: [], logMean: [], total: [] })

/** First pass. `sinDeltaOfDate` [pixels of the rings fromRing … toRing − 1] */
export function addRungs(ladder: Ladder, rings: Rings, counts: Float64Array, sinDeltaOfDate: Float64Array, fromRing: number, toRing: number): void {
  const start = rings.first[fromRing]
  for (let ring = fromRing; ring < toRing; ring++) {
    let total = 0
    let sine = 0
    let observed = 0
    for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) {
      if (!Number.isFinite(counts[p])) continue
      total += counts[p]
      sine += sinDeltaOfDate[p - start]
      observed++
    }
    if (!(total > 0)) continue
    ladder.ring.push(ring)
    ladder.s.push(sine / observed)
    ladder.logMean.push(Math.log(total / observed))
    ladder.total.push(total)
  }
}

/** Second pass: gives plain ring means the shape of the ladder. `reference` [pixels] is changed on the rings fromRing … toRing − 1. */
export function shapeByLadder(ladder: Ladder, rings: Rings, sinDeltaOfDate: Float64Array, reference: Float64Array, fromRing: number, toRing: number): Float64Array {
  const start = rings.first[fromRing]
  for (let at = 0; at < ladder.ring.length; at++) {
    const ring = ladder.ring[at]
    const home = nearestInner(at, ladder.ring.length)
    if (home === undefined || ring < fromRing || ring >= toRing) continue
    const curve = localCubic(ladder, home)
    const origin = ladder.s[at] - ladder.s[home] // an edge ring borrows the shape, not the place
    let before = 0
    let after = 0
    for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) {
      if (Number.isNaN(reference[p])) continue
      before += reference[p]
      reference[p] = Math.exp(evaluate(curve, sinDeltaOfDate[p - start] - origin) - evaluate(curve, ladder.s[home]))
      after += reference[p]
    }
    for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) reference[p] *= before / after
  }
  return reference
}

function nearestInner(at: number, size: number): number | undefined {
  return size > 2 * SIDE ? Math.min(size - 1 - SIDE, Math.max(SIDE, at)) : undefined
}

/** A polynomial by its values of orthogonal polynomials: π_{j+1} = (s − a_j) π_j − b_j π_{j−1} (Forsythe 1957). */
interface Curve {
  readonly a: readonly number[]
  readonly b: readonly number[]
  readonly c: readonly number[]
}

/** Least-squares cubic through ln R around a rung, weighted by counts. */
function localCubic({ s, logMean, total }: Ladder, home: number): Curve {
  let from = home - SIDE
  let to = home + SIDE
  while (from > 0 && Math.abs(s[from - 1] - s[home]) <= REACH) from--
  while (to < s.length - 1 && Math.abs(s[to + 1] - s[home]) <= REACH) to++
  const curve = { a: [] as number[], b: [] as number[], c: [] as number[] }
  let before = new Float64Array(to - from + 1)
  let here = new Float64Array(to - from + 1).fill(1)
  let normBefore = 1
  for (let degree = 0; degree <= 3; degree++) {
    let [norm, place, value] = [0, 0, 0]
    for (let i = from; i <= to; i++) {
      const weighted = total[i] * here[i - from]
      norm += weighted * here[i - from]
      place += weighted * here[i - from] * s[i]
      value += weighted * logMean[i]
    }
    curve.c.push(value / norm)
    curve.a.push(place / norm)
    curve.b.push(degree === 0 ? 0 : norm / normBefore)
    const next = here.map((x, i) => (s[from + i] - curve.a[degree]) * x - curve.b[degree] * before[i])
    before = here
    here = next
    normBefore = norm
  }
  return curve
}

function evaluate({ a, b, c }: Curve, s: number): number {
  let before = 0
  let here = 1
  let sum = 0
  for (let degree = 0; degree < c.length; degree++) {
    sum += c[degree] * here
    const next = (s - a[degree]) * here - b[degree] * before
    before = here
    here = next
  }
  return sum
}
