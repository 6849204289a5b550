/**
 * The simplest reference for a map of counts: the mean of each ring. It assumes an exposure that depends on declination
 * alone, which a stationary detector has after whole sidereal days. The m = 0 part of the sky goes into the reference.
 */
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'

/**
 * Expected counts: each ring's mean over its observed pixels. NaN where nothing was observed. A ring seen in part gets
 * the mean of that part, which the sky there may bias (spec 9).
 *
 * @param counts     [pixels]; NaN outside the field of view
 * @param reference  [pixels], written on the rings fromRing … toRing − 1
 */
export function ringMeanReference(
  rings: Rings, counts: Float64Array, reference: Float64Array = new Float64Array(rings.pixels), fromRing = 0, toRing = rings.count,
): Float64Array {
  demand(counts.length === rings.pixels, 'a map has one value for each pixel of its rings', { counts: counts.length, pixels: rings.pixels })
  for (let ring = fromRing; ring < toRing; ring++) {
    let sum = 0
    let observed = 0
    for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) {
      if (!Number.isFinite(counts[p])) continue
      sum += counts[p]
      observed++
    }
    for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) reference[p] = Number.isFinite(counts[p]) ? sum / observed : NaN
  }
  return reference
}
