/**
 * The twelve faces of HEALPix (Górski et al. 2005, ApJ 622, 759, Sec. 4 and 5), in whole numbers only, for every nside.
 * Faces 0–3 touch the north pole, 4–7 lie on the equator, 8–11 touch the south pole. Inside a face x counts cells to the
 * north-east and y to the north-west, from its southern corner. FACE order numbers the cells of the faces row by row,
 * face·nside² + y·nside + x: the common ground of RING and NESTED, and the one that needs no power of two.
 */
import { demand } from '../problem.ts'

/** Which numbers the pixels of a map carry. */
export type Ordering = 'ring' | 'nested'

/** Distance of a face's southern corner from the north pole in faces, and longitude of its middle in half faces. */
export const FACE_SOUTH = [2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4] as const
export const FACE_MIDDLE = [1, 3, 5, 7, 0, 2, 4, 6, 1, 3, 5, 7] as const

/** The door of everything that takes an nside. Up to 8192 every pixel number fits 32 bits. */
export function demandNside(nside: number): void {
  demand(Number.isInteger(nside) && nside >= 1 && nside <= 8192, 'nside must be a whole number from 1 to 8192', { nside })
}

/**
 * The ring of a RING pixel, counted from the north: 1 … 4 nside − 1. The root is rounded correctly, and below 2⁵² it
 * falls short of a whole number by more than rounding, so its whole part is exact.
 */
export function ringFromNorth(nside: number, pixel: number): number {
  const cap = 2 * nside * (nside - 1)
  const fromEnd = 12 * nside * nside - pixel
  if (pixel < cap) return (1 + Math.sqrt(1 + 2 * pixel)) >> 1
  if (fromEnd <= cap) return 4 * nside - ((1 + Math.sqrt(2 * fromEnd - 1)) >> 1)
  return nside + (((pixel - cap) / (4 * nside)) | 0)
}

/** The first pixel of a ring counted from the north. */
function firstOfRing(nside: number, ring: number): number {
  if (ring < nside) return 2 * ring * (ring - 1)
  if (ring <= 3 * nside) return 2 * nside * (nside - 1) + 4 * nside * (ring - nside)
  const fromSouth = 4 * nside - ring
  return 12 * nside * nside - 2 * fromSouth * (fromSouth + 1)
}

/** Number of pixels on a quarter of a ring. */
function quarterOf(nside: number, ring: number): number {
  return ring < nside ? ring : ring <= 3 * nside ? nside : 4 * nside - ring
}

/**
 * FACE number of a pixel in RING order.
 *
 * The longitude of its centre in half cells, `half`, and its ring give the diagonals it lies on:
 * x + y = nside·south − 1 − ring and x − y = half − middle·(quarter of the ring): eq. 17 and 18, of which the paper
 * prints the second for the belt only.
 */
export function faceFromRing(nside: number, pixel: number): number {
  const ring = ringFromNorth(nside, pixel)
  const quarter = quarterOf(nside, ring)
  const column = pixel - firstOfRing(nside, ring)
  const half = 2 * column + (quarter < nside ? 1 : 1 - ((ring - nside) & 1))
  const face = quarter < nside ? ((column / quarter) | 0) + (ring < nside ? 0 : 8) : beltFace(nside, ring, half)
  const sum = FACE_SOUTH[face] * nside - 1 - ring
  let difference = half - FACE_MIDDLE[face] * quarter
  if (difference >= nside) difference -= 8 * nside // the part of face 4 west of the meridian
  return (face * nside + ((sum - difference) >> 1)) * nside + ((sum + difference) >> 1)
}

/** The face of a pixel between the polar caps, from the strips of faces its two diagonals lie in. */
function beltFace(nside: number, ring: number, half: number): number {
  const rising = ((half + 3 * nside - ring) / (2 * nside)) | 0
  const falling = ((half - nside + ring) / (2 * nside)) | 0
  return rising === falling ? 4 + (rising & 3) : rising > falling ? falling : 8 + rising
}

/** RING number of a cell given in FACE order. */
export function ringFromFace(nside: number, cell: number): number {
  const row = (cell / nside) | 0
  const face = (row / nside) | 0
  const x = cell - row * nside
  const y = row - face * nside
  const ring = FACE_SOUTH[face] * nside - 1 - x - y
  const quarter = quarterOf(nside, ring)
  let half = FACE_MIDDLE[face] * quarter + x - y
  if (half < 0) half += 8 * quarter
  return firstOfRing(nside, ring) + (half >> 1)
}

/** NESTED number of a cell given in FACE order: the bits of x and y take turns. nside a power of two. */
export function nestedFromFace(nside: number, cell: number): number {
  const row = (cell / nside) | 0
  const face = (row / nside) | 0
  return face * nside * nside + spread(cell - row * nside) + 2 * spread(row - face * nside)
}

/** FACE number of a pixel in NESTED order. nside a power of two. */
export function faceFromNested(nside: number, pixel: number): number {
  const face = (pixel / (nside * nside)) | 0
  const within = pixel - face * nside * nside
  return (face * nside + gathered(within >> 1)) * nside + gathered(within)
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
