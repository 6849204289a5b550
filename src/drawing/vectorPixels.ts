/** Which pixels vectors point to: the inner loop of the raster where rows are not parallels. */
import { ringEdges } from '../science/sphere/pixelAt.ts'
import type { Rings } from '../science/sphere/rings.ts'

/**
 * The pixel that holds each of n directions.
 *
 * Right ascension is taken as the nearest of the four axes and an angle of at most an eighth of a turn from it, so that
 * nothing has to be wrapped (HEALPix: Górski et al. 2005, Sec. 5.3).
 *
 * @param vectors  [3 n] equatorial components of unit vectors, by turns
 * @param out      written at `at` … `at + n − 1`
 */
export function vectorPixels(rings: Rings, vectors: Float64Array, n: number, out: Int32Array, at: number): Int32Array {
  return rings.geometry.kind === 'healpix' ? healpixPixels(rings.geometry.nside, vectors, n, out, at) : cellPixels(rings, rings.geometry.perRing, vectors, n, out, at)
}

const QUARTERS = 2 / Math.PI

function healpixPixels(nside: number, vectors: Float64Array, n: number, out: Int32Array, at: number): Int32Array {
  const around = 4 * nside
  const before = 2 * nside * (nside - 1)
  const pixels = 12 * nside * nside
  for (let i = 0, k = 0; i < n; i++, k += 3) {
    const [x, y, z] = [vectors[k], vectors[k + 1], vectors[k + 2]]
    const steep = Math.abs(y) > Math.abs(x)
    const rest = steep ? Math.atan(-x / y) * QUARTERS : x === 0 ? 0 : Math.atan(y / x) * QUARTERS
    const axis = steep ? (y > 0 ? 1 : 3) : x >= 0 ? 0 : 2
    const height = Math.abs(z)
    if (height <= 2 / 3) {
      const along = nside * (0.5 + rest)
      const slant = 0.75 * nside * z
      const rising = Math.floor(along - slant)
      const falling = Math.floor(along + slant)
      const ring = nside + 1 + rising - falling
      const column = ((rising + falling - nside + 2 - (ring & 1)) >> 1) + axis * nside
      out[at + i] = before + (ring - 1) * around + (column < 0 ? column + around : column >= around ? column - around : column)
    } else {
      // The quarter of the sky, and how far into it: the axis lies on its border.
      const quarter = rest >= 0 ? axis : (axis + 3) & 3
      const within = rest >= 0 ? rest : 1 + rest
      const reach = nside * Math.sqrt((3 * (x * x + y * y)) / (1 + height)) // √(3 (1 − |z|)) without the cancellation at the pole
      const ring = Math.min(nside, Math.floor(within * reach) + Math.floor((rest >= 0 ? 1 - rest : -rest) * reach) + 1)
      const column = quarter * ring + Math.min(ring - 1, Math.floor(within * ring))
      out[at + i] = z > 0 ? 2 * ring * (ring - 1) + column : pixels - 2 * ring * (ring + 1) + column
    }
  }
  return out
}

/** A ring grid: neighbours lie on the same ring or on one beside it. */
function cellPixels(rings: Rings, perRing: number, vectors: Float64Array, n: number, out: Int32Array, at: number): Int32Array {
  const edges = ringEdges(rings)
  const turn = 2 * Math.PI
  let ring = rings.count >> 1
  for (let i = 0, k = 0; i < n; i++, k += 3) {
    const z = vectors[k + 2]
    while (ring > 0 && edges[ring] < z) ring--
    while (ring < rings.count - 1 && edges[ring + 1] >= z) ring++
    const alpha = Math.atan2(vectors[k + 1], vectors[k])
    const column = Math.floor(((alpha < 0 ? alpha + turn : alpha) * perRing) / turn)
    out[at + i] = ring * perRing + Math.min(perRing - 1, column)
  }
  return out
}
