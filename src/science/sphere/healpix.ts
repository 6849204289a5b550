/**
 * HEALPix pixel numbers (Górski et al. 2005, ApJ 622, 759). RING order exists for every nside, NESTED order for powers
 * of two. One pixel at a time or many at once: a bulk function may write over the array it reads.
 */
import { demand, Problem } from '../problem.ts'
import { wrap } from '../units.ts'
import { faceFromNested, faceFromRing, nestedFromFace, ringFromFace } from './healpixFaces.ts'

/**
 * The pixel, in RING order, that holds a direction. Any nside ≥ 1.
 *
 * @param cosDelta  used near the poles, where 1 − |sin δ| has no digits left
 * @param alpha     any angle
 */
export function ringPixel(nside: number, sinDelta: number, cosDelta: number, alpha: number): number {
  const height = Math.abs(sinDelta)
  let quarter = wrap(alpha) / (Math.PI / 2)
  if (quarter >= 4) quarter = 0
  const cap = 2 * nside * (nside - 1)
  if (height <= 2 / 3) {
    const along = nside * (0.5 + quarter)
    const across = nside * sinDelta * 0.75
    const rising = Math.floor(along - across)
    const falling = Math.floor(along + across)
    const ring = nside + 1 + rising - falling
    const column = (rising + falling - nside + 2 - (ring & 1) + 8 * nside) >> 1
    return cap + (ring - 1) * 4 * nside + (column % (4 * nside))
  }
  const part = quarter - Math.floor(quarter)
  const reach = height < 0.99 ? nside * Math.sqrt(3 * (1 - height)) : (nside * cosDelta) / Math.sqrt((1 + height) / 3)
  const ring = Math.min(nside, Math.floor(part * reach) + Math.floor((1 - part) * reach) + 1)
  const column = Math.floor(quarter * ring)
  return sinDelta > 0 ? 2 * ring * (ring - 1) + column : 12 * nside * nside - 2 * ring * (ring + 1) + column
}

/** The pixel, in NESTED order, that holds a direction. Throws for an nside that is no power of two. */
export function nestedPixel(nside: number, sinDelta: number, cosDelta: number, alpha: number): number {
  return nestedFromRing(nside, ringPixel(nside, sinDelta, cosDelta, alpha))
}

/**
 * Pixels of many directions at once, RING order.
 *
 * @param sinDelta, cosDelta, alpha  [n]
 * @param out  [n], written
 */
export function ringPixels(
  nside: number, sinDelta: Float64Array, cosDelta: Float64Array, alpha: Float64Array, out: Int32Array = new Int32Array(alpha.length),
): Int32Array {
  for (let i = 0; i < alpha.length; i++) out[i] = ringPixel(nside, sinDelta[i], cosDelta[i], alpha[i])
  return out
}

/** Pixels of many directions at once, NESTED order; arguments as for `ringPixels`. Throws for an nside that is no power of two. */
export function nestedPixels(
  nside: number, sinDelta: Float64Array, cosDelta: Float64Array, alpha: Float64Array, out: Int32Array = new Int32Array(alpha.length),
): Int32Array {
  demandNested(nside)
  return nestedNumbers(nside, ringPixels(nside, sinDelta, cosDelta, alpha, out), out)
}

const isPowerOfTwo = (n: number): boolean => Number.isInteger(n) && n >= 1 && n <= 8192 && (n & (n - 1)) === 0

/** The door of everything in NESTED order. */
export function demandNested(nside: number): void {
  if (isPowerOfTwo(nside)) return
  throw new Problem('invalid-argument', `NESTED order exists only for nside = 1, 2, 4 … 8192; this map has nside ${nside}.`, {
    remedy: 'Store the map in RING order.',
    facts: { nside },
  })
}

/** NESTED number of a pixel given in RING order. */
export function nestedFromRing(nside: number, pixel: number): number {
  demandNested(nside)
  return nestedFromFace(nside, faceFromRing(nside, pixel))
}

/** RING number of a pixel given in NESTED order. */
export function ringFromNested(nside: number, pixel: number): number {
  demandNested(nside)
  return ringFromFace(nside, faceFromNested(nside, pixel))
}

/** NESTED numbers of pixels given in RING order. `pixels` [n]; `out` [n], written, may be `pixels`. */
export function nestedNumbers(nside: number, pixels: Int32Array, out: Int32Array = new Int32Array(pixels.length)): Int32Array {
  demandNested(nside)
  for (let i = 0; i < pixels.length; i++) out[i] = nestedFromFace(nside, faceFromRing(nside, pixels[i]))
  return out
}

/** RING numbers of pixels given in NESTED order. `pixels` [n]; `out` [n], written, may be `pixels`. */
export function ringNumbers(nside: number, pixels: Int32Array, out: Int32Array = new Int32Array(pixels.length)): Int32Array {
  demandNested(nside)
  for (let i = 0; i < pixels.length; i++) out[i] = ringFromFace(nside, faceFromNested(nside, pixels[i]))
  return out
}

/** The whole permutation: entry i is the NESTED number of RING pixel i. `out` [12 nside²], written. */
export function ringToNested(nside: number, out: Int32Array = new Int32Array(12 * nside * nside)): Int32Array {
  return nestedNumbers(nside, everyPixel(nside, out), out)
}

/** The whole permutation: entry i is the RING number of NESTED pixel i. `out` [12 nside²], written. */
export function nestedToRing(nside: number, out: Int32Array = new Int32Array(12 * nside * nside)): Int32Array {
  return ringNumbers(nside, everyPixel(nside, out), out)
}

function everyPixel(nside: number, out: Int32Array): Int32Array {
  demandNested(nside)
  demand(out.length === 12 * nside * nside, 'a permutation has one entry for each pixel', { length: out.length })
  for (let i = 0; i < out.length; i++) out[i] = i
  return out
}
