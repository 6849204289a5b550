/** Which pixels lie along a row of constant declination: the inner loop of the raster. */
import { pixelAt } from '../science/sphere/pixelAt.ts'
import { ringOf, type Rings } from '../science/sphere/rings.ts'

/**
 * The pixel that holds each of n directions of one declination, equally spaced in right ascension.
 *
 * What depends on the declination is taken out of the loop, which leaves two roundings a pixel
 * (HEALPix: Górski et al. 2005, Sec. 5.3).
 *
 * @param sinDelta  sine of the declination
 * @param cosDelta  its cosine, ≥ 0, exact near the poles too
 * @param alpha     right ascension of the first direction
 * @param step      from one direction to the next
 * @param out       written at `at` … `at + n − 1`
 */
export function rowPixels(rings: Rings, sinDelta: number, cosDelta: number, alpha: number, step: number, n: number, out: Int32Array, at: number): Int32Array {
  const { geometry } = rings
  if (geometry.kind === 'gauss') return cellRow(rings, sinDelta, cosDelta, alpha, step, n, out, at)
  const t = alpha / (Math.PI / 2)
  const dt = step / (Math.PI / 2)
  return Math.abs(sinDelta) <= 2 / 3
    ? beltRow(geometry.nside, sinDelta, t, dt, n, out, at)
    : capRow(geometry.nside, sinDelta, cosDelta, t, dt, n, out, at)
}

/** The equatorial belt; t in quarter turns. */
function beltRow(nside: number, z: number, t: number, dt: number, n: number, out: Int32Array, at: number): Int32Array {
  const around = 4 * nside
  const before = 2 * nside * (nside - 1)
  const slant = 0.75 * nside * z
  for (let i = 0; i < n; i++) {
    const quarters = t + i * dt
    const along = nside * (0.5 + quarters - 4 * Math.floor(quarters / 4))
    const rising = Math.floor(along - slant)
    const falling = Math.floor(along + slant)
    const ring = nside + 1 + rising - falling
    const column = (rising + falling - nside + 2 - (ring & 1)) >> 1
    out[at + i] = before + (ring - 1) * around + ((column + around) % around)
  }
  return out
}

/** The polar caps. */
function capRow(nside: number, z: number, cosDelta: number, t: number, dt: number, n: number, out: Int32Array, at: number): Int32Array {
  // √(3 (1 − |z|)) without the cancellation at the pole.
  const reach = nside * cosDelta * Math.sqrt(3 / (1 + Math.abs(z)))
  const pixels = 12 * nside * nside
  for (let i = 0; i < n; i++) {
    const turned = t + i * dt
    const quarters = turned - 4 * Math.floor(turned / 4)
    const within = quarters - Math.floor(quarters)
    const ring = Math.floor(within * reach) + Math.floor((1 - within) * reach) + 1
    const column = Math.min(4 * ring - 1, Math.floor(quarters * ring))
    out[at + i] = z > 0 ? 2 * ring * (ring - 1) + column : pixels - 2 * ring * (ring + 1) + column
  }
  return out
}

/** A ring grid: the same ring all along the row. */
function cellRow(rings: Rings, sinDelta: number, cosDelta: number, alpha: number, step: number, n: number, out: Int32Array, at: number): Int32Array {
  const ring = ringOf(rings, pixelAt(rings, sinDelta, cosDelta, alpha))
  const first = rings.first[ring]
  const size = rings.first[ring + 1] - first
  const cell = (2 * Math.PI) / size
  for (let i = 0; i < n; i++) {
    const column = Math.round((alpha + i * step - rings.alpha0[ring]) / cell) % size
    out[at + i] = first + (column < 0 ? column + size : column)
  }
  return out
}
