/** The pixels around a HEALPix pixel, found by stepping over the edges of the faces (Górski et al. 2005, Sec. 4). */
import { demand } from '../problem.ts'
import { demandNested } from './healpix.ts'
import { demandNside, faceFromNested, faceFromRing, nestedFromFace, ringFromFace, type Ordering } from './healpixFaces.ts'

/** Steps to the eight neighbours, south-west first and then clockwise: SW, W, NW, N, NE, E, SE, S. */
const STEP_X = [-1, -1, 0, 1, 1, 1, 0, -1]
const STEP_Y = [0, 1, 1, 1, 0, -1, -1, -1]

/**
 * The eight neighbours of each pixel in the order SW, W, NW, N, NE, E, SE, S; −1 where three faces meet and there is
 * none. A polar face has no neighbour beyond its eastern and western corners, an equatorial face none beyond its
 * northern and southern ones. Around a pole two neighbours of one pixel may share only a corner with it.
 *
 * @param pixels  [n], 0 … 12 nside² − 1, not checked
 * @param out     [8 n], written, in the ordering of `pixels`
 */
export function neighbours(
  nside: number, ordering: Ordering, pixels: Int32Array, out: Int32Array = new Int32Array(8 * pixels.length),
): Int32Array {
  demandNside(nside)
  if (ordering === 'nested') demandNested(nside)
  demand(out.length === 8 * pixels.length, 'each pixel has eight neighbours', { pixels: pixels.length, length: out.length })
  for (let i = 0; i < pixels.length; i++) {
    const cell = ordering === 'ring' ? faceFromRing(nside, pixels[i]) : faceFromNested(nside, pixels[i])
    const row = Math.floor(cell / nside)
    const face = Math.floor(row / nside)
    for (let k = 0; k < 8; k++) {
      const there = cellBeyond(nside, face, cell - row * nside + STEP_X[k], row - face * nside + STEP_Y[k])
      out[8 * i + k] = there < 0 ? -1 : ordering === 'ring' ? ringFromFace(nside, there) : nestedFromFace(nside, there)
    }
  }
  return out
}

/**
 * FACE number of the cell at (x, y) counted from a face that it may lie outside of, up to nside cells beyond its edges;
 * −1 beyond the corners where three faces meet. Over a corner of four faces both ways around lead to the same cell.
 */
export function cellBeyond(nside: number, face: number, x: number, y: number): number {
  const outX = x < 0 || x >= nside
  const outY = y < 0 || y >= nside
  if (!outX && !outY) return (face * nside + y) * nside + x
  const polar = face < 4 || face >= 8
  if (outX && outY && (x < 0 !== y < 0) === polar) return -1
  if (outX) return x < 0 ? overSouthWest(nside, face, x, y) : overNorthEast(nside, face, x, y)
  return y < 0 ? overSouthEast(nside, face, x, y) : overNorthWest(nside, face, x, y)
}

// Between polar faces of one cap the axes turn by a right angle about the pole; everywhere else they keep their directions.

function overNorthEast(nside: number, face: number, x: number, y: number): number {
  const q = face & 3
  if (face < 4) return cellBeyond(nside, east(q), y, 2 * nside - 1 - x)
  return cellBeyond(nside, face < 8 ? q : 4 + east(q), x - nside, y)
}

function overNorthWest(nside: number, face: number, x: number, y: number): number {
  const q = face & 3
  if (face < 4) return cellBeyond(nside, west(q), 2 * nside - 1 - y, x)
  return cellBeyond(nside, face < 8 ? west(q) : 4 + q, x, y - nside)
}

function overSouthWest(nside: number, face: number, x: number, y: number): number {
  const q = face & 3
  if (face >= 8) return cellBeyond(nside, 8 + west(q), y, -1 - x)
  return cellBeyond(nside, face < 4 ? 4 + q : 8 + west(q), x + nside, y)
}

function overSouthEast(nside: number, face: number, x: number, y: number): number {
  const q = face & 3
  if (face >= 8) return cellBeyond(nside, 8 + east(q), -1 - y, x)
  return cellBeyond(nside, face < 4 ? 4 + east(q) : 8 + q, x, y + nside)
}

const east = (quarter: number): number => (quarter + 1) & 3
const west = (quarter: number): number => (quarter + 3) & 3
