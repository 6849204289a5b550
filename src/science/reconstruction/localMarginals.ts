/**
 * Counts n_τi in sidereal-time bins τ and local pixels i, summed as they stream by into what the likelihood needs of them (spec 8b): the counts of
 * the sky D_a, of the local pixels L_i and of the time bins N_τ. From these follows the expectation of an isotropic sky, rate × acceptance (R8–R13).
 */
import { demand } from '../problem.ts'
import { AZIMUTHS, type Azimuth } from '../sphere/localAzimuth.ts'
import { ringPixel } from '../sphere/healpix.ts'
import type { Rings } from '../sphere/rings.ts'

export interface LocalView {
  /** Φ, −π/2 … π/2 */
  readonly latitude: number
  /** θ_max, 0 … π */
  readonly zenithMax: number
  readonly azimuth: Azimuth
}

/**
 * The pixels inside the zenith limit, which are the first of a local map because its rings are counted from the zenith. They are where R^T(0) n′ of
 * (R7) puts them: with the zenith at right ascension 0. Any later sidereal angle ωt is added to their right ascension.
 */
export interface LocalPixels {
  readonly nside: number
  /** [count] */
  readonly sinDelta: Float64Array
  readonly cosDelta: Float64Array
  readonly alpha: Float64Array
}

/** Spec 4: a pixel belongs to the field of view if z′ ≥ cos θ_max − 10⁻¹²; whole rings may lie exactly on the limit. */
const ON_THE_LIMIT = 1e-12

/** Rings of a local map inside the zenith limit. @param rings  HEALPix, its pole at the zenith */
export function ringsInView(rings: Rings, zenithMax: number): number {
  const lowest = Math.cos(zenithMax) - ON_THE_LIMIT
  let count = 0
  while (count < rings.count && rings.sinDelta[count] >= lowest) count++
  return count
}

/** Room for the pixels of a field of view, to be filled by `aimPixels`. Throws invalid-argument for another grid than HEALPix. */
export function roomForPixels(rings: Rings, zenithMax: number): LocalPixels {
  demand(rings.geometry.kind === 'healpix', 'a local map is a HEALPix map', { kind: rings.geometry.kind })
  const count = rings.first[ringsInView(rings, zenithMax)]
  return { nside: rings.geometry.nside, sinDelta: new Float64Array(count), cosDelta: new Float64Array(count), alpha: new Float64Array(count) }
}

/** Where the pixels of the rings fromRing … toRing − 1 look. Rings beyond the field of view are left out. */
export function aimPixels(pixels: LocalPixels, rings: Rings, { latitude, azimuth }: LocalView, fromRing: number, toRing: number): LocalPixels {
  const { x, y } = AZIMUTHS[azimuth]
  const [sinPhi, cosPhi] = [Math.sin(latitude), Math.cos(latitude)]
  for (let ring = fromRing; ring < toRing && rings.first[ring] < pixels.alpha.length; ring++) {
    const [up, across] = [rings.sinDelta[ring], rings.cosDelta[ring]]
    const n = rings.first[ring + 1] - rings.first[ring]
    for (let k = 0, i = rings.first[ring]; k < n; k++, i++) {
      const phi = rings.alpha0[ring] + (2 * Math.PI * k) / n
      const [cx, cy] = [across * Math.cos(phi), across * Math.sin(phi)]
      const north = cx * x[0] + cy * y[0]
      const west = cx * x[1] + cy * y[1]
      const toEquinox = cosPhi * up - sinPhi * north
      pixels.sinDelta[i] = sinPhi * up + cosPhi * north
      pixels.cosDelta[i] = Math.hypot(toEquinox, west)
      pixels.alpha[i] = Math.atan2(-west, toEquinox)
    }
  }
  return pixels
}

/** Where in a bin its events are taken to have arrived. */
export type BinTime = 'lowerEdge' | 'centre'

/** ωt of a time bin, the right ascension of the zenith: 2π(τ + ½)/n + longitude, without the ½ for the lower edge; `firstBin` is added. */
export function siderealOfBin(bin: number, bins: number, when: BinTime, longitude: number, firstBin = 0): number {
  return (2 * Math.PI * (bin + (when === 'centre' ? 0.5 : 0))) / bins + longitude + firstBin
}

export interface LocalMarginals {
  /** [12 nside²] D_a = Σ_(τ,i)→a n_τi */
  readonly sky: Float64Array
  /** [pixels in view] L_i = Σ_τ n_τi */
  readonly local: Float64Array
  /** [bins] N_τ = Σ_i n_τi over the field of view */
  readonly rate: Float64Array
}

export const emptyMarginals = ({ nside, alpha }: LocalPixels, bins: number): LocalMarginals => ({
  sky: new Float64Array(12 * nside ** 2),
  local: new Float64Array(alpha.length),
  rate: new Float64Array(bins),
})

/**
 * Adds the counts of one bin in the pixels first … end − 1 of the view. Whole numbers stay exact, in any order of bins: ΣD = ΣL = ΣN.
 *
 * @param counts    [≥ end] of the bin
 * @param sidereal  ωt of the bin
 */
export function addCounts(marginals: LocalMarginals, pixels: LocalPixels, counts: Float64Array, bin: number, sidereal: number, first = 0, end = pixels.alpha.length): void {
  const { sky, local, rate } = marginals
  const { nside, sinDelta, cosDelta, alpha } = pixels
  let sum = 0
  for (let i = first; i < end; i++) {
    const n = counts[i]
    if (n === 0) continue
    sky[ringPixel(nside, sinDelta[i], cosDelta[i], alpha[i] + sidereal)] += n
    local[i] += n
    sum += n
  }
  rate[bin] += sum
}

/**
 * Adds what an isotropic sky is expected to leave from one bin, B_a = Σ_(τ,i)→a N_τ A_i with A_i = L_i/ΣL (spec 7): direct integration over the whole
 * day, the first step of the likelihood. The same pixels are hit as by `addCounts`, so that the uneven number of cells behind a pixel leaves no trace in D/B.
 *
 * @param total  Σ L
 * @param out    [12 nside²], added to
 */
export function addExpectation(
  { local, rate }: LocalMarginals, pixels: LocalPixels, bin: number, sidereal: number, total: number, out: Float64Array, first = 0, end = pixels.alpha.length,
): void {
  const { nside, sinDelta, cosDelta, alpha } = pixels
  const perEvent = rate[bin] / total
  for (let i = first; i < end; i++) {
    if (local[i] > 0) out[ringPixel(nside, sinDelta[i], cosDelta[i], alpha[i] + sidereal)] += perEvent * local[i]
  }
}

/**
 * Scales the expectation on each ring to as many events as were counted there: the acceptance takes for itself whatever varies with declination alone,
 * so that a_l0 cannot be measured (R10–R13), and no trace of it is left (spec 9, the variant that divides). Pixels nobody looked at become NaN in both.
 *
 * @param counts, expected  [pixels], changed on the rings fromRing … toRing − 1
 */
export function normaliseOnRings(rings: Rings, counts: Float64Array, expected: Float64Array, fromRing: number, toRing: number): void {
  for (let ring = fromRing; ring < toRing; ring++) {
    const [first, end] = [rings.first[ring], rings.first[ring + 1]]
    let [counted, awaited] = [0, 0]
    for (let p = first; p < end; p++) {
      counted += counts[p]
      awaited += expected[p]
    }
    for (let p = first; p < end; p++) {
      if (expected[p] > 0) expected[p] *= counted / awaited
      else counts[p] = expected[p] = NaN
    }
  }
}
