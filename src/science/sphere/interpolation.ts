/** Values between pixel centres: linear in colatitude and right ascension, from two pixels on each of the rings around a direction. */
import { wrap } from '../units.ts'
import { colatitudes, ringAbove, type Rings } from './rings.ts'

/**
 * The four pixels around each direction and their weights, which are not negative and add up to 1.
 *
 * On a ring the weights are linear in α, between rings in colatitude. Beyond the outermost ring the value at the pole
 * stands for the missing one: the mean of the two pixels and the two opposite them. For HEALPix these are healpy's weights.
 *
 * @param sinDelta, cosDelta, alpha  [n]
 * @param pixels   [4 n], written: two on the ring to the north, west first, then two on the ring to the south
 * @param weights  [4 n], written
 */
export function interpolationWeights(
  rings: Rings, sinDelta: Float64Array, cosDelta: Float64Array, alpha: Float64Array, pixels: Int32Array, weights: Float64Array,
): void {
  for (let i = 0; i < alpha.length; i++) fourAround(rings, sinDelta[i], cosDelta[i], alpha[i], pixels, weights, 4 * i)
}

/**
 * A map read at many directions; see `interpolationWeights`. For a smooth map the error is of second order in the size of
 * a pixel; within i rings of a pole of HEALPix, whose 4i pixels are π/2i apart, of first order: 0.3/i of the map's
 * gradient times the pixel.
 *
 * NaN is "no data": unknown pixels are left out and the weights of the others raised to add up to 1; where an unknown
 * pixel outweighs every known one the value is NaN.
 *
 * @param values  [rings.pixels]
 * @param sinDelta, cosDelta, alpha  [n]
 * @param out     [n], written
 */
export function interpolated(
  rings: Rings, values: Float64Array, sinDelta: Float64Array, cosDelta: Float64Array, alpha: Float64Array,
  out: Float64Array = new Float64Array(alpha.length),
): Float64Array {
  for (let i = 0; i < alpha.length; i++) out[i] = interpolatedAt(rings, values, sinDelta[i], cosDelta[i], alpha[i])
  return out
}

const four = new Int32Array(4)
const weightOf = new Float64Array(4)

/** The value of a map at one direction; see `interpolated`. */
export function interpolatedAt(rings: Rings, values: Float64Array | Float32Array, sinDelta: number, cosDelta: number, alpha: number): number {
  fourAround(rings, sinDelta, cosDelta, alpha, four, weightOf, 0)
  let sum = 0
  let known = 0
  let most = 0
  let mostUnknown = 0
  for (let k = 0; k < 4; k++) {
    const value = values[four[k]]
    const weight = weightOf[k]
    if (Number.isNaN(value)) {
      mostUnknown = Math.max(mostUnknown, weight)
      continue
    }
    sum += weight * value
    known += weight
    most = Math.max(most, weight)
  }
  if (mostUnknown === 0) return sum
  return most >= mostUnknown ? sum / known : NaN
}

function fourAround(
  rings: Rings, sinDelta: number, cosDelta: number, alpha: number, pixels: Int32Array, weights: Float64Array, at: number,
): void {
  const theta = colatitudes(rings)
  const above = ringAbove(rings, sinDelta)
  const below = above + 1
  const north = above < 0 ? 0 : theta[above]
  const south = below === rings.count ? Math.PI : theta[below]
  const share = Math.min(1, Math.max(0, (Math.atan2(cosDelta, sinDelta) - north) / (south - north)))
  if (above >= 0) writePair(rings, above, alpha, 1 - share, pixels, weights, at)
  if (below < rings.count) writePair(rings, below, alpha, share, pixels, weights, at + 2)
  if (above < 0) writePole(rings, below, (1 - share) / 4, pixels, weights, at + 2, at)
  if (below === rings.count) writePole(rings, above, share / 4, pixels, weights, at, at + 2)
}

/** The two pixels of a ring on either side of a right ascension. */
function writePair(rings: Rings, ring: number, alpha: number, share: number, pixels: Int32Array, weights: Float64Array, at: number): void {
  const first = rings.first[ring]
  const n = rings.first[ring + 1] - first
  const place = wrap(alpha - rings.alpha0[ring]) * (n / (2 * Math.PI))
  const column = Math.min(n - 1, Math.floor(place))
  pixels[at] = first + column
  pixels[at + 1] = first + (column + 1 === n ? 0 : column + 1)
  weights[at] = share * (1 - (place - column))
  weights[at + 1] = share * (place - column)
}

/** Gives a quarter of the pole's share to each pixel of a pair, and to each of the two opposite it on their ring. */
function writePole(
  rings: Rings, ring: number, quarter: number, pixels: Int32Array, weights: Float64Array, pair: number, opposite: number,
): void {
  const first = rings.first[ring]
  const n = rings.first[ring + 1] - first
  for (let k = 0; k < 2; k++) {
    weights[pair + k] += quarter
    weights[opposite + k] = quarter
    pixels[opposite + k] = first + ((pixels[pair + k] - first + (n >> 1)) % n)
  }
}
