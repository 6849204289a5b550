/**
 * The m = 0 convention (spec 9): a detector that turns with the Earth cannot tell what varies with declination alone from its
 * own acceptance, so maps are shown with ∫ dα δI = 0 in every ring, which is a_l0 = 0 for every l (R13, R16).
 *
 * Means are unweighted and taken over the seen pixels of a ring. Where a ring is seen in part only, the sky of m ≠ 0 there
 * has a mean of its own, which is lost with the rest: `ringCoverage` says which rings these are.
 */
import { almIndex, emptyAlm, type Alm } from '../harmonics/alm.ts'
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'

/**
 * Subtracts from every seen pixel the mean of δI over the seen pixels of its ring.
 *
 * @param value  [pixels] δI; NaN where nothing was observed
 * @param seen   [pixels] 1 where the analysis looks; everywhere if left out
 * @param out    [pixels], written on the given rings, NaN where nothing is seen; may be `value` itself
 */
export function removeRingMeans(
  rings: Rings, value: Float64Array, seen?: Uint8Array, out: Float64Array = new Float64Array(rings.pixels), fromRing = 0, toRing = rings.count,
): Float64Array {
  return filterRings(rings, value, seen, out, fromRing, toRing, false)
}

/**
 * Divides the intensity 1 + δI by its mean over the seen pixels of the ring, δI → (δI − ⟨δI⟩)/(1 + ⟨δI⟩): the change of I
 * that leaves the likelihood of spec 8 exactly as it was. Differs from `removeRingMeans` by O(δI²).
 *
 * @param value  [pixels] δI; NaN where nothing was observed
 * @param seen   [pixels] 1 where the analysis looks; everywhere if left out
 * @param out    [pixels], written on the given rings, NaN where nothing is seen; may be `value` itself
 */
export function divideByRingMeans(
  rings: Rings, value: Float64Array, seen?: Uint8Array, out: Float64Array = new Float64Array(rings.pixels), fromRing = 0, toRing = rings.count,
): Float64Array {
  return filterRings(rings, value, seen, out, fromRing, toRing, true)
}

function filterRings(
  rings: Rings, value: Float64Array, seen: Uint8Array | undefined, out: Float64Array, fromRing: number, toRing: number, divides: boolean,
): Float64Array {
  demand(value.length === rings.pixels && out.length === rings.pixels, 'a map has one value for each pixel of its rings', { values: value.length, room: out.length, pixels: rings.pixels })
  for (let ring = fromRing; ring < toRing; ring++) {
    let sum = 0
    let pixels = 0
    for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) {
      if (!isSeen(p, value, seen)) continue
      sum += value[p]
      pixels++
    }
    const mean = sum / pixels
    const scale = divides ? 1 / (1 + mean) : 1
    for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) out[p] = isSeen(p, value, seen) ? (value[p] - mean) * scale : NaN
  }
  return out
}

const isSeen = (p: number, value: Float64Array, seen: Uint8Array | undefined): boolean => Number.isFinite(value[p]) && (seen === undefined || seen[p] !== 0)

/** How much of each ring is seen. */
export interface RingCoverage {
  /** [rings] 0 nothing, 1 in part: its mean is biased by the sky of m ≠ 0 there, 2 all around. */
  readonly state: Uint8Array
  readonly whole: number
  readonly partial: number
}

/**
 * @param value  [pixels] NaN where nothing was observed
 * @param seen   [pixels] 1 where the analysis looks; everywhere if left out
 */
export function ringCoverage(rings: Rings, value: Float64Array, seen?: Uint8Array): RingCoverage {
  demand(value.length === rings.pixels, 'a map has one value for each pixel of its rings', { values: value.length, pixels: rings.pixels })
  const state = new Uint8Array(rings.count)
  let [whole, partial] = [0, 0]
  for (let ring = 0; ring < rings.count; ring++) {
    let pixels = 0
    for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) if (isSeen(p, value, seen)) pixels++
    if (pixels === 0) continue
    state[ring] = pixels === rings.first[ring + 1] - rings.first[ring] ? 2 : 1
    if (state[ring] === 2) whole++
    else partial++
  }
  return { state, whole, partial }
}

/**
 * The same convention in harmonic space: a_l0 = 0. On rings that are seen all around or not at all it is what
 * `removeRingMeans` does, up to the band limit and ringing at the edge of the field of view; prefer rings.
 *
 * @param out  same lmax, written; may be `alm` itself
 */
export function withoutZonal(alm: Alm, out: Alm = emptyAlm(alm.lmax)): Alm {
  demand(out.lmax === alm.lmax, 'the coefficients written have the lmax of those that are read', { lmax: alm.lmax, room: out.lmax })
  out.re.set(alm.re)
  out.im.set(alm.im)
  for (let l = 0; l <= alm.lmax; l++) out.re[almIndex(alm.lmax, l, 0)] = out.im[almIndex(alm.lmax, l, 0)] = 0
  return out
}
