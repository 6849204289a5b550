/**
 * Top-hat smoothing of what was seen (spec 17), as kernels over blocks of rings. Numerator and denominator are summed
 * separately: the relative intensity of a disc is Σn/ΣB − 1 over the seen pixels whose centre lies within the radius.
 * Near the edge of the field of view the disc is what is left of it. Neighbouring smoothed pixels share most of their
 * pixels, so their errors are strongly correlated: σ holds for one pixel, not for the scatter of a region.
 */
import type { Rings } from '../sphere/rings.ts'
import type { Layer } from './discRows.ts'
import { beginDiscSums } from './discSums.ts'

/** Smoothing under way, in blocks of rings that a driver can breathe between; how they are cut changes no bit. */
export interface Smoothing {
  /** Smooths the rings fromRing … toRing − 1. */
  run(fromRing?: number, toRing?: number): void
  /** The ring before which a block of some 15 ms ends. */
  blockEnd(fromRing: number): number
  /** Ends the work and gives its memory back. */
  end(): void
}

/**
 * The sums over discs of a map with counts, all [rings.pixels]; NaN where unseen or nothing is expected. δI of the disc is
 * Σn/ΣB − 1, and its standard deviation √Σn/ΣB for a known background, √(1 + α) times that for an independent one.
 */
export interface CountSums {
  /** Σn */
  readonly counts: Float64Array
  /** ΣB */
  readonly background: Float64Array
  /**
   * x̄ = (Σ_ρ b_ρ²/B_ρ)/Σ_ρ b_ρ, the share of the disc in its own rings (spec 5). B_ρ is summed over the seen part of the ring:
   * where a mask takes part of a ring whose mean was formed from all of it, x̄ and |S| come out too large.
   */
  readonly overlap: Float64Array | Float32Array
}

/** Room for the sums of a map; x̄ in single precision: it is a share, and maps may be large. */
export function emptyCountSums(pixels: number): CountSums & { readonly overlap: Float32Array } {
  return { counts: new Float64Array(pixels), background: new Float64Array(pixels), overlap: new Float32Array(pixels) }
}

/**
 * Begins to smooth counts and their expectation.
 *
 * @param radius      0 … π; 0 leaves every pixel to itself
 * @param counts      [pixels]; NaN where unseen
 * @param background  [pixels]; NaN where counts are; after a subtraction B(1 + δI_fit)
 * @param out         written on the rings that are run
 */
export function beginSmoothCounts(rings: Rings, radius: number, counts: Float64Array, background: Float64Array, out: CountSums): Smoothing {
  const { blockEnd, run, end } = beginDiscSums(rings, radius, [counts, background], [out.counts, out.background], out.overlap)
  return {
    blockEnd, end,
    run(fromRing = 0, toRing = rings.count) {
      run(fromRing, toRing)
      hideUnseen(out, counts, rings.first[fromRing], rings.first[toRing])
    },
  }
}

function hideUnseen({ counts, background, overlap }: CountSums, seen: Float64Array, from: number, to: number): void {
  for (let p = from; p < to; p++) {
    if (Number.isNaN(seen[p]) || !(background[p] > 0)) counts[p] = background[p] = NaN
    overlap[p] /= background[p]
  }
}

/** Smooths counts and their expectation in one go, as `beginSmoothCounts` does in blocks. */
export function smoothCounts(rings: Rings, radius: number, counts: Float64Array, background: Float64Array, out: CountSums): CountSums {
  inOneGo(beginSmoothCounts(rings, radius, counts, background, out))
  return out
}

function inOneGo({ run, end }: Smoothing): void {
  run()
  end()
}

/**
 * What `beginSmoothValues` adds up, made once per map: 0 or NaN where nothing was seen. Pixels weigh w, their solid angle; where all have
 * the same (HEALPix) it is left out, and a byte says which pixels count.
 */
export interface ValueLayers {
  /** [pixels] w · value; on HEALPix the map itself */
  readonly weighted: Float64Array
  /** [pixels] w */
  readonly area: Layer
  /** [pixels] (w σ)², for maps that have errors */
  readonly variance: Float64Array | undefined
}

/** Room for the layers of a map. */
export function emptyValueLayers(rings: Rings, value: Float64Array, error: Float64Array | undefined): ValueLayers {
  const alike = rings.geometry.kind === 'healpix'
  return {
    weighted: alike ? value : new Float64Array(rings.pixels),
    area: alike ? new Uint8Array(rings.pixels) : new Float64Array(rings.pixels),
    variance: error === undefined ? undefined : new Float64Array(rings.pixels),
  }
}

/**
 * Fills the layers on the rings fromRing … toRing − 1.
 *
 * @param value   [pixels]; NaN where unseen
 * @param error   [pixels] standard deviations, or undefined; NaN counts as 0
 * @param layers  from `emptyValueLayers` of the same map
 */
export function fillValueLayers(
  rings: Rings, value: Float64Array, error: Float64Array | undefined, { weighted, area, variance }: ValueLayers, fromRing = 0, toRing = rings.count,
): void {
  const alike = weighted === value
  for (let ring = fromRing; ring < toRing; ring++) {
    const weight = alike ? 1 : rings.pixelArea[ring]
    for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) {
      if (!(value[p] === value[p])) continue
      area[p] = weight
      if (!alike) weighted[p] = weight * value[p]
      if (variance !== undefined && error![p] > 0) variance[p] = (weight * error![p]) ** 2
    }
  }
}

/** Where a smoothed map goes, [pixels] each: value NaN where unseen; sigma only if the layers have a variance. */
export interface SmoothedValues {
  readonly value: Float64Array
  readonly sigma?: Float64Array
}

/**
 * Begins to smooth a map that has no counts: the mean of δI over the seen solid angle of the disc (on HEALPix the plain mean),
 * and, where the map has independent errors, their propagation √Σ(ΔΩ σ)²/ΣΔΩ.
 *
 * @param radius  0 … π; 0 leaves every pixel to itself
 * @param layers  filled
 * @param out     written on the rings that are run
 */
export function beginSmoothValues(rings: Rings, radius: number, { weighted, area, variance }: ValueLayers, out: SmoothedValues): Smoothing {
  const total = new Float64Array(rings.pixels)
  const sigma = variance === undefined ? undefined : out.sigma
  const layers = sigma === undefined ? [weighted, area] : [weighted, area, variance!]
  const { blockEnd, run, end } = beginDiscSums(rings, radius, layers, sigma === undefined ? [out.value, total] : [out.value, total, sigma])
  return {
    blockEnd, end,
    run(fromRing = 0, toRing = rings.count) {
      run(fromRing, toRing)
      for (let p = rings.first[fromRing]; p < rings.first[toRing]; p++) {
        const known = area[p] !== 0 && total[p] > 0
        out.value[p] = known ? out.value[p] / total[p] : NaN
        // A sum of nothing but zeros may come out as −10⁻¹⁷ where it is the rest of a ring.
        if (sigma !== undefined) sigma[p] = known ? Math.sqrt(Math.max(0, sigma[p])) / total[p] : NaN
      }
    },
  }
}

/** Smooths a map that has no counts in one go. `value` [pixels] NaN where unseen, `error` [pixels] or undefined. */
export function smoothValues(rings: Rings, radius: number, value: Float64Array, error: Float64Array | undefined, out: SmoothedValues): SmoothedValues {
  const layers = emptyValueLayers(rings, value, error)
  fillValueLayers(rings, value, error, layers)
  inOneGo(beginSmoothValues(rings, radius, layers, out))
  return out
}
