/**
 * Top-hat smoothing of what was seen (spec 17), as kernels over blocks of rings. Numerator and denominator are summed
 * separately: the relative intensity of a disc is Σn/ΣB − 1 over the seen pixels whose centre lies within the radius.
 * Near the edge of the field of view the disc is what is left of it. Neighbouring smoothed pixels share most of their
 * pixels, so their errors are strongly correlated: σ holds for one pixel, not for the scatter of a region.
 */
import type { Rings } from '../sphere/rings.ts'
import { topHatSums } from './topHat.ts'

/** Where the smoothed counts go, all [rings.pixels]. */
export interface SmoothedCounts {
  /** Σn/ΣB − 1; NaN where unseen or nothing is expected. */
  readonly value: Float64Array
  /** √Σn/ΣB, for a known background; times √(1 + α) for an independent one. */
  readonly sigma: Float64Array
  /** Σn */
  readonly counts: Float64Array
  /** ΣB */
  readonly background: Float64Array
  /**
   * x̄ = (Σ_ρ b_ρ²/B_ρ)/Σ_ρ b_ρ, the share of the disc in its own rings (spec 5). B_ρ is summed over the seen part of the ring:
   * where a mask takes part of a ring whose mean was formed from all of it, x̄ and |S| come out too large.
   */
  readonly overlap: Float64Array
}

/** Room for the results of a map. */
export function emptySmoothedCounts(pixels: number): SmoothedCounts {
  const room = () => new Float64Array(pixels)
  return { value: room(), sigma: room(), counts: room(), background: room(), overlap: room() }
}

/**
 * A map with 0 where it was not seen or has no data: what `smoothCounts` and `smoothValues` take, made once per map.
 *
 * @param seen    [pixels] 1 where the analysis looks
 * @param others  further [pixels] maps that must have data too (counts and expectation go together)
 */
export function onSeenSky(values: Float64Array, seen: Uint8Array, ...others: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) out[i] = seen[i] !== 0 && values[i] === values[i] ? values[i] : 0
  for (const other of others) for (let i = 0; i < values.length; i++) if (!(other[i] === other[i])) out[i] = 0
  return out
}

/**
 * Smooths counts and their expectation on the rings fromRing … toRing − 1.
 *
 * @param radius      0 … π; 0 leaves every pixel to itself
 * @param counts      [pixels] from `onSeenSky`
 * @param background  [pixels] from `onSeenSky`; after a subtraction B(1 + δI_fit)
 * @param seen        [pixels]
 * @param out         written on the given rings
 */
export function smoothCounts(
  rings: Rings, radius: number, counts: Float64Array, background: Float64Array, seen: Uint8Array,
  out: SmoothedCounts, fromRing = 0, toRing = rings.count,
): SmoothedCounts {
  topHatSums(rings, radius, [counts, background], [out.counts, out.background], fromRing, toRing, out.overlap)
  for (let p = rings.first[fromRing]; p < rings.first[toRing]; p++) {
    const b = out.background[p]
    const known = seen[p] !== 0 && b > 0
    out.overlap[p] = known ? out.overlap[p] / b : NaN
    out.value[p] = known ? out.counts[p] / b - 1 : NaN
    out.sigma[p] = known ? Math.sqrt(out.counts[p]) / b : NaN
    if (!known) out.counts[p] = out.background[p] = NaN
  }
  return out
}

/** What `smoothValues` adds up, made once per map: 0 where nothing was seen. */
export interface ValueLayers {
  /** [pixels] ΔΩ · value */
  readonly weighted: Float64Array
  /** [pixels] ΔΩ */
  readonly area: Float64Array
  /** [pixels] (ΔΩ σ)², for maps that have errors */
  readonly variance: Float64Array | undefined
}

/**
 * @param value  [pixels]; NaN is left out
 * @param error  [pixels] standard deviations, or undefined; NaN counts as 0
 * @param seen   [pixels] 1 where the analysis looks
 */
export function valueLayers(rings: Rings, value: Float64Array, error: Float64Array | undefined, seen: Uint8Array): ValueLayers {
  const weighted = new Float64Array(rings.pixels)
  const area = new Float64Array(rings.pixels)
  const variance = error === undefined ? undefined : new Float64Array(rings.pixels)
  for (let ring = 0; ring < rings.count; ring++) {
    const dOmega = rings.pixelArea[ring]
    for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) {
      if (seen[p] === 0 || !(value[p] === value[p])) continue
      area[p] = dOmega
      weighted[p] = dOmega * value[p]
      if (variance !== undefined && error![p] > 0) variance[p] = (dOmega * error![p]) ** 2
    }
  }
  return { weighted, area, variance }
}

/**
 * Smooths a map that has no counts on the rings fromRing … toRing − 1: the mean of δI over the seen solid angle of the disc
 * (on HEALPix the plain mean), and, where the map has independent errors, their propagation √Σ(ΔΩ σ)²/ΣΔΩ.
 *
 * @param radius  0 … π; 0 leaves every pixel to itself
 * @param seen    [pixels]
 * @param out     written on the given rings: value NaN where unseen; sigma only if the layers have a variance
 */
export function smoothValues(
  rings: Rings, radius: number, { weighted, area, variance }: ValueLayers, seen: Uint8Array,
  out: { readonly value: Float64Array; readonly sigma?: Float64Array }, fromRing = 0, toRing = rings.count,
): void {
  const total = totalOf(area)
  const sigma = variance === undefined ? undefined : out.sigma
  const layers = sigma === undefined ? [weighted, area] : [weighted, area, variance!]
  const outs = sigma === undefined ? [out.value, total] : [out.value, total, sigma]
  topHatSums(rings, radius, layers, outs, fromRing, toRing)
  for (let p = rings.first[fromRing]; p < rings.first[toRing]; p++) {
    const known = seen[p] !== 0 && total[p] > 0
    out.value[p] = known ? out.value[p] / total[p] : NaN
    if (sigma !== undefined) sigma[p] = known ? Math.sqrt(sigma[p]) / total[p] : NaN
  }
}

/** Room for the solid angle of the discs of one map: a driver comes back for every few rings. */
const totals = new WeakMap<Float64Array, Float64Array>()
function totalOf(area: Float64Array): Float64Array {
  let total = totals.get(area)
  if (total === undefined) totals.set(area, (total = new Float64Array(area.length)))
  return total
}
