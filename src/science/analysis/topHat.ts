/**
 * Exact sums over discs by prefix sums along rings (spec 17). A disc cuts each ring in one segment, found with one arc
 * cosine; the sum over a segment is the difference of two prefix sums. The cost of a pixel is the number of rings within
 * the radius, not of pixels, and a mask costs nothing.
 *
 * A pixel belongs to the disc if its centre lies within the radius: the cosine of the separation is at least
 * cos r − 10⁻¹². The allowance makes pixels that lie exactly on the edge count always, whatever the last bit says.
 */
import type { Rings } from '../sphere/rings.ts'
import type { Layer } from './discRows.ts'
import { beginDiscSums } from './discSums.ts'

/**
 * Sums of several maps over the disc around each pixel of the rings fromRing … toRing − 1, in one go; drivers that breathe
 * between blocks use `beginDiscSums`.
 *
 * @param radius  0 … π
 * @param layers  each [rings.pixels], 0 where nothing was seen
 * @param outs    as many as layers, each [rings.pixels]; written on the given rings only
 * @param shares  [rings.pixels], if given: Σ_ρ v_ρ²/V_ρ of the last layer, as `beginDiscSums` has it
 */
export function topHatSums(
  rings: Rings, radius: number, layers: readonly Layer[], outs: readonly Float64Array[],
  fromRing = 0, toRing = rings.count, shares?: Float64Array,
): void {
  const sums = beginDiscSums(rings, radius, layers, outs, shares)
  sums.run(fromRing, toRing)
  sums.end()
}
