/**
 * HEALPix pixel numbers (Górski et al. 2005, ApJ 622, 759). RING order exists for every nside, NESTED order for powers
 * of two. Twelve faces; (x, y) counts north-east and north-west from a face's southern corner.
 */
import { demand, Problem } from '../problem.ts'
import { wrap } from '../units.ts'

/** Ring offset and longitude offset of each face, in units of nside and of half a face. */
const FACE_RING = [2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4]
const FACE_COLUMN = [1, 3, 5, 7, 0, 2, 4, 6, 1, 3, 5, 7]

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

const isPowerOfTwo = (n: number): boolean => Number.isInteger(n) && n >= 1 && n <= 8192 && (n & (n - 1)) === 0

function demandNested(nside: number): void {
  if (isPowerOfTwo(nside)) return
  throw new Problem('invalid-argument', `NESTED order exists only for nside = 1, 2, 4 … 8192; this map has nside ${nside}.`, {
    remedy: 'Store the map in RING order.',
    facts: { nside },
  })
}

/** NESTED number of a pixel given in RING order. */
export function nestedFromRing(nside: number, pixel: number): number {
  demandNested(nside)
  return nestedOf(nside, pixel)
}

/** RING number of a pixel given in NESTED order. */
export function ringFromNested(nside: number, pixel: number): number {
  demandNested(nside)
  return ringNumberOf(nside, pixel)
}

/** The whole permutation: entry i is the NESTED number of RING pixel i. `out` [12 nside²], written. */
export function ringToNested(nside: number, out: Int32Array = new Int32Array(12 * nside * nside)): Int32Array {
  demandNested(nside)
  demand(out.length === 12 * nside * nside, 'a permutation has one entry for each pixel', { length: out.length })
  for (let i = 0; i < out.length; i++) out[i] = nestedOf(nside, i)
  return out
}

/** The whole permutation: entry i is the RING number of NESTED pixel i. `out` [12 nside²], written. */
export function nestedToRing(nside: number, out: Int32Array = new Int32Array(12 * nside * nside)): Int32Array {
  demandNested(nside)
  demand(out.length === 12 * nside * nside, 'a permutation has one entry for each pixel', { length: out.length })
  for (let i = 0; i < out.length; i++) out[i] = ringNumberOf(nside, i)
  return out
}

function nestedOf(nside: number, pixel: number): number {
  const pixels = 12 * nside * nside
  const cap = 2 * nside * (nside - 1)
  let ring: number
  let column: number // 1 is the ring's first pixel
  let size = nside // a quarter of the ring
  let shift = 0
  let face: number
  if (pixel < cap) {
    ring = (1 + Math.floor(Math.sqrt(1 + 2 * pixel))) >> 1
    column = pixel + 1 - 2 * ring * (ring - 1)
    size = ring
    face = Math.floor((column - 1) / size)
  } else if (pixel < pixels - cap) {
    const row = Math.floor((pixel - cap) / (4 * nside))
    ring = row + nside
    column = pixel - cap - row * 4 * nside + 1
    shift = row & 1
    // The two diagonals through the pixel; which strips of faces they cross tells the face.
    const rising = Math.floor((column - ((row + 1) >> 1) + nside - 1) / nside)
    const falling = Math.floor((column - ((2 * nside + 1 - row) >> 1) + nside - 1) / nside)
    face = falling === rising ? falling | 4 : falling < rising ? falling : rising + 8
  } else {
    const fromEnd = pixels - pixel
    size = (1 + Math.floor(Math.sqrt(2 * fromEnd - 1))) >> 1
    column = 4 * size + 1 - (fromEnd - 2 * size * (size - 1))
    ring = 4 * nside - size
    face = 8 + Math.floor((column - 1) / size)
  }
  const down = ring - FACE_RING[face] * nside + 1
  let right = 2 * column - FACE_COLUMN[face] * size - shift - 1
  if (right >= 2 * nside) right -= 8 * nside
  const x = (right - down) >> 1
  const y = (-right - down) >> 1
  return face * nside * nside + spread(x) + 2 * spread(y)
}

function ringNumberOf(nside: number, pixel: number): number {
  const face = Math.floor(pixel / (nside * nside))
  const within = pixel - face * nside * nside
  const x = gathered(within)
  const y = gathered(within >> 1)
  const ring = FACE_RING[face] * nside - x - y - 1
  let size = nside
  let before: number
  let shift = 0
  if (ring < nside) {
    size = ring
    before = 2 * size * (size - 1)
  } else if (ring > 3 * nside) {
    size = 4 * nside - ring
    before = 12 * nside * nside - 2 * size * (size + 1)
  } else {
    before = 2 * nside * (nside - 1) + (ring - nside) * 4 * nside
    shift = (ring - nside) & 1
  }
  let column = (FACE_COLUMN[face] * size + x - y + 1 + shift) >> 1
  if (column > 4 * nside) column -= 4 * nside
  else if (column < 1) column += 4 * nside
  return before + column - 1
}

/** Bits of a number below 2¹⁶ moved to the even places. */
function spread(x: number): number {
  let bits = (x | (x << 8)) & 0x00ff00ff
  bits = (bits | (bits << 4)) & 0x0f0f0f0f
  bits = (bits | (bits << 2)) & 0x33333333
  return (bits | (bits << 1)) & 0x55555555
}

/** The bits at even places, moved together. */
function gathered(x: number): number {
  let bits = x & 0x55555555
  bits = (bits | (bits >> 1)) & 0x33333333
  bits = (bits | (bits >> 2)) & 0x0f0f0f0f
  bits = (bits | (bits >> 4)) & 0x00ff00ff
  return (bits | (bits >> 8)) & 0x0000ffff
}
