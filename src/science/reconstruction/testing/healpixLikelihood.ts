/**
 * The likelihood of spec 8 taken literally, on HEALPix: every local pixel of every time bin falls into one pixel of the sky, and sums are scattered. Kept
 * as the reference for ever; what the product does on the ring grid is another discretisation of the same.
 */
import { legendreColumn, legendreValues } from '../../harmonics/legendre.ts'
import { almIndex, type Alm } from '../../harmonics/alm.ts'
import { iteratedAnalysis, synthesis } from '../../harmonics/transform.ts'
import { realBackward } from '../../math/realFft.ts'
import { ringPixel } from '../../sphere/healpix.ts'
import { ringsOf, type Rings } from '../../sphere/rings.ts'
import { aimPixels, ringsInView, roomForPixels, type LocalPixels } from '../localMarginals.ts'

export interface LocalCounts {
  readonly bins: number
  readonly nside: number
  /** [bins × pixels in view] the pixel of the sky of nside `nside` behind each. */
  readonly behind: Int32Array
  /** [bins × pixels in view] */
  readonly counts: Float64Array
  /**
   * [bins × 12 nside²] the local pixel in which the centre of each pixel of the sky stands, −1 out of view. Where given, D and Σ N A are gathered through it
   * and not scattered through `behind`: a local pixel then counts as often as centres stand in it, which may be never.
   */
  readonly standing?: Int32Array
}

/** Step (2): the map without what cannot be measured. @param seen  [pixels] 1 where anything was expected */
export type SkyFilter = (rings: Rings, map: Float64Array, seen: Uint8Array) => Float64Array

export interface Detector {
  readonly latitude: number
  readonly zenithMax: number
  readonly nside: number
  readonly events: number
  /** Relative acceptance; φ from north through east. */
  readonly acceptance: (theta: number, phi: number) => number
}

/** δI in each local pixel [pixels in view] of each time bin, at the exact direction of the middle of both. @returns  [bins × pixels] */
export function fieldInView(pixels: LocalPixels, bins: number, alm: Alm): Float64Array {
  const count = pixels.alpha.length
  const out = new Float64Array(bins * count)
  const [re, im, row, lambda] = [new Float64Array(alm.lmax + 1), new Float64Array(alm.lmax + 1), new Float64Array(bins), new Float64Array(alm.lmax + 1)]
  const columns = Array.from({ length: alm.lmax + 1 }, (_, m) => legendreColumn(m, alm.lmax))
  for (let i = 0; i < count; i++) {
    const first = pixels.alpha[i]! + Math.PI / bins
    for (let m = 0; m <= alm.lmax; m++) {
      legendreValues(pixels.sinDelta[i]!, pixels.cosDelta[i]!, m, alm.lmax, lambda, columns[m])
      let [x, y] = [0, 0]
      for (let l = m; l <= alm.lmax; l++) {
        x += lambda[l - m]! * alm.re[almIndex(alm.lmax, l, m)]!
        y += lambda[l - m]! * alm.im[almIndex(alm.lmax, l, m)]!
      }
      re[m] = x * Math.cos(m * first) - y * Math.sin(m * first)
      im[m] = x * Math.sin(m * first) + y * Math.cos(m * first)
    }
    realBackward(re, im, 0, alm.lmax, row, 0, bins)
    for (let bin = 0; bin < bins; bin++) out[bin * count + i] = row[bin]!
  }
  return out
}

/** n = μ of one detector: rates in the shape of `rate`, acceptance of the pixel centres, and either a field at exact directions or a map of the sky. */
export function expectedLocalCounts(detector: Detector, nside: number, bins: number, rate: (sidereal: number, bin: number) => number, sky: Alm | Float64Array): LocalCounts {
  const rings = ringsOf({ kind: 'healpix', nside: detector.nside })
  const pixels = aimPixels(roomForPixels(rings, detector.zenithMax), rings, { latitude: detector.latitude, zenithMax: detector.zenithMax, azimuth: 'northWest' }, 0, rings.count)
  const count = pixels.alpha.length
  const acceptance = acceptanceInView(detector, rings)
  const [acceptanceSum, rates] = [acceptance.reduce((sum, a) => sum + a, 0), Float64Array.from({ length: bins }, (_, bin) => rate((2 * Math.PI * (bin + 0.5)) / bins, bin))]
  const rateSum = rates.reduce((sum, n) => sum + n, 0)
  const field = sky instanceof Float64Array ? undefined : fieldInView(pixels, bins, sky)
  const [behind, counts] = [new Int32Array(bins * count), new Float64Array(bins * count)]
  for (let at = 0; at < counts.length; at++) {
    const [bin, i] = [Math.floor(at / count), at % count]
    behind[at] = ringPixel(nside, pixels.sinDelta[i]!, pixels.cosDelta[i]!, pixels.alpha[i]! + (2 * Math.PI * (bin + 0.5)) / bins)
    const intensity = field === undefined ? (sky as Float64Array)[behind[at]!]! : field[at]!
    counts[at] = ((detector.events * rates[bin]!) / rateSum) * (acceptance[i]! / acceptanceSum) * (1 + intensity)
  }
  return { bins, nside, behind, counts }
}

function acceptanceInView({ zenithMax, acceptance }: Detector, rings: Rings): Float64Array {
  const out = new Float64Array(rings.first[ringsInView(rings, zenithMax)]!)
  for (let ring = 0; rings.first[ring]! < out.length; ring++) {
    const n = rings.first[ring + 1]! - rings.first[ring]!
    // The local longitude of HEALPix on (north, west, up) is −φ.
    for (let k = 0; k < n; k++) out[rings.first[ring]! + k] = acceptance(Math.atan2(rings.cosDelta[ring]!, rings.sinDelta[ring]!), -rings.alpha0[ring]! - (2 * Math.PI * k) / n)
  }
  return out
}

export interface HealpixState {
  readonly pass: number
  /** [12 nside²] δI as the filter leaves it; `withoutRingMeans` leaves 0 where nothing was seen. */
  readonly map: Float64Array
  readonly seen: Uint8Array
  /** [12 nside²] Σ N A that the map of this pass was divided by. */
  readonly expected: Float64Array
  readonly rates: readonly Float64Array[]
  readonly acceptances: readonly Float64Array[]
}

/** Rate and acceptance of direct integration: sums over pixels and over time. */
function begin({ bins, counts }: LocalCounts) {
  const pixels = counts.length / bins
  const [times, local] = [new Float64Array(bins), new Float64Array(pixels)]
  counts.forEach((n, at) => {
    times[Math.floor(at / pixels)]! += n
    local[at % pixels]! += n
  })
  const total = times.reduce((sum, n) => sum + n, 0)
  return { times, local, rate: times.slice(), acceptance: local.map((n) => n / total) }
}

/** Σ of a value of every local pixel of every bin by pixel of the sky. */
function addOnSky({ bins, nside, behind, standing }: LocalCounts, value: (bin: number, i: number) => number, out: Float64Array): void {
  const [pixels, sky] = [behind.length / bins, 12 * nside ** 2]
  for (let bin = 0; bin < bins; bin++) {
    if (standing === undefined) for (let i = 0, at = bin * pixels; i < pixels; i++, at++) out[behind[at]!]! += value(bin, i)
    else for (let a = 0, at = bin * sky; a < sky; a++, at++) if (standing[at]! >= 0) out[a]! += value(bin, standing[at]!)
  }
}

/** Σ n of all detectors by pixel of the sky. */
export function countedOnSky(detectors: readonly LocalCounts[]): Float64Array {
  const out = new Float64Array(12 * detectors[0]!.nside ** 2)
  for (const detector of detectors) addOnSky(detector, (bin, i) => detector.counts[(bin * detector.counts.length) / detector.bins + i]!, out)
  return out
}

/** Σ N A of all detectors by pixel of the sky. */
function exposed(detectors: readonly LocalCounts[], { rates, acceptances }: Pick<HealpixState, 'rates' | 'acceptances'>): Float64Array {
  const out = new Float64Array(12 * detectors[0]!.nside ** 2)
  detectors.forEach((detector, s) => addOnSky(detector, (bin, i) => rates[s]![bin]! * acceptances[s]![i]!, out))
  return out
}

/** Passes (1) to (5) of spec 8 with (S9), (S10); `each` is called after every one of them. Where nothing is expected, the filter is given what it last gave. */
export function healpixLikelihood(detectors: readonly LocalCounts[], passes: number, each: (state: HealpixState) => void, filter: SkyFilter = withoutRingMeans): void {
  const { nside } = detectors[0]!
  const rings = ringsOf({ kind: 'healpix', nside })
  const fits = detectors.map((detector) => ({ ...detector, ...begin(detector) }))
  const counted = countedOnSky(detectors)
  let map: Float64Array = new Float64Array(rings.pixels)
  const state = { rates: fits.map(({ rate }) => rate), acceptances: fits.map(({ acceptance }) => acceptance) }
  for (let pass = 1; pass <= passes; pass++) {
    const expected = exposed(detectors, state)
    const seen = Uint8Array.from(expected, (b) => (b > 0 ? 1 : 0))
    const before = map
    map = filter(rings, counted.map((n, a) => (seen[a] === 1 ? n / expected[a]! - 1 : before[a]!)), seen)
    for (const { bins, behind, times, local, rate, acceptance } of fits) {
      const pixels = local.length
      for (let bin = 0; bin < bins; bin++) {
        let sum = 0
        for (let i = 0, at = bin * pixels; i < pixels; i++, at++) sum += acceptance[i]! * (1 + map[behind[at]!]!)
        rate[bin] = times[bin]! / sum
      }
      const sums = new Float64Array(pixels)
      for (let at = 0, bin = 0; bin < bins; bin++) for (let i = 0; i < pixels; i++, at++) sums[i]! += rate[bin]! * (1 + map[behind[at]!]!)
      acceptance.forEach((_, i) => (acceptance[i] = local[i]! / sums[i]!))
      const total = acceptance.reduce((sum, a) => sum + a, 0)
      acceptance.forEach((a, i) => (acceptance[i] = a / total))
      rate.forEach((n, bin) => (rate[bin] = n * total))
    }
    each({ pass, map, seen, expected, ...state })
  }
}

/** From every seen pixel the mean of the seen pixels of its ring. */
export function withoutRingMeans(rings: Rings, map: Float64Array, seen: Uint8Array): Float64Array {
  const out = new Float64Array(map.length)
  for (let ring = 0; ring < rings.count; ring++) {
    const pixels = Array.from({ length: rings.first[ring + 1]! - rings.first[ring]! }, (_, k) => rings.first[ring]! + k).filter((p) => seen[p] === 1)
    const mean = pixels.reduce((sum, p) => sum + map[p]!, 0) / pixels.length
    for (const p of pixels) out[p] = map[p]! - mean
  }
  return out
}

/** Takes every a_l0 and all beyond lmax from the whole sky; what earlier passes left where nobody looked takes part. */
export function withoutZonalHarmonics(lmax: number): SkyFilter {
  return (rings, map) => {
    const alm = iteratedAnalysis(rings, map, lmax)
    // Order m = 0 comes first, l = 0 … lmax.
    alm.re.fill(0, 0, lmax + 1)
    return synthesis(rings, alm)
  }
}

/** ln L = Σ n ln μ − μ, cell by cell. */
export function healpixLogLikelihood(detectors: readonly LocalCounts[], { map, rates, acceptances }: HealpixState): number {
  let sum = 0
  detectors.forEach(({ behind, counts }, s) => {
    const pixels = acceptances[s]!.length
    counts.forEach((n, at) => {
      const mu = (1 + map[behind[at]!]!) * rates[s]![Math.floor(at / pixels)]! * acceptances[s]![at % pixels]!
      sum += n * Math.log(mu) - mu
    })
  })
  return sum
}

/** Background of direct integration over equal blocks of time bins, each with its own acceptance (spec 7). */
export function healpixDirectIntegration({ bins, nside, behind, counts }: LocalCounts, blocks: number): Float64Array {
  const [pixels, out] = [counts.length / bins, new Float64Array(12 * nside ** 2)]
  for (let block = 0, length = bins / blocks; block < blocks; block++) {
    const [from, to] = [block * length * pixels, (block + 1) * length * pixels]
    const part = { bins: length, nside, behind: behind.subarray(from, to), counts: counts.subarray(from, to) }
    const { rate, acceptance } = begin(part)
    exposed([part], { rates: [rate], acceptances: [acceptance] }).forEach((b, a) => (out[a]! += b))
  }
  return out
}
