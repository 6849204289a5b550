import { wrap } from '../units.ts'
import { ringPixel } from './healpix.ts'
import { ringOf, type Rings } from './rings.ts'

const edgeTables = new WeakMap<Rings, Float64Array>()

/** [count + 1] sin δ of the borders between the rings of a ring grid, from 1 to −1: cumulative quadrature weights. */
export function ringEdges(rings: Rings): Float64Array {
  let edges = edgeTables.get(rings)
  if (edges === undefined) {
    edges = new Float64Array(rings.count + 1)
    edges[0] = 1
    for (let i = 0; i < rings.count; i++) {
      const size = rings.first[i + 1] - rings.first[i]
      edges[i + 1] = edges[i] - (rings.pixelArea[i] * size) / (2 * Math.PI)
    }
    edges[rings.count] = -1
    edgeTables.set(rings, edges)
  }
  return edges
}

/**
 * The pixel that holds a direction. HEALPix: its curvilinear cells. Ring grid: rings between `ringEdges`, cells of
 * equal width centred on the pixel centres.
 *
 * @param cosDelta  needed for HEALPix near the poles
 * @param alpha     any angle
 */
export function pixelAt(rings: Rings, sinDelta: number, cosDelta: number, alpha: number): number {
  const { geometry } = rings
  if (geometry.kind === 'healpix') return ringPixel(geometry.nside, sinDelta, cosDelta, alpha)
  const ring = ringBetweenEdges(rings, sinDelta)
  const cell = (2 * Math.PI) / geometry.perRing
  const column = Math.floor(wrap(alpha - rings.alpha0[ring] + cell / 2) / cell)
  return rings.first[ring] + Math.min(column, geometry.perRing - 1)
}

function ringBetweenEdges(rings: Rings, sinDelta: number): number {
  const edges = ringEdges(rings)
  let low = 0
  let high = rings.count
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (edges[middle] >= sinDelta) low = middle
    else high = middle
  }
  return low
}

/**
 * The pixels that hold many directions.
 *
 * @param sinDelta, cosDelta, alpha  [n]
 * @param out  [n], written
 */
export function pixelsOfDirections(
  rings: Rings, sinDelta: Float64Array, cosDelta: Float64Array, alpha: Float64Array, out: Int32Array = new Int32Array(alpha.length),
): Int32Array {
  for (let i = 0; i < alpha.length; i++) out[i] = pixelAt(rings, sinDelta[i], cosDelta[i], alpha[i])
  return out
}

/**
 * The pixels that many vectors point to.
 *
 * @param x, y, z  [n] components of vectors of any length but zero
 * @param out      [n], written
 */
export function pixelsOfVectors(
  rings: Rings, x: Float64Array, y: Float64Array, z: Float64Array, out: Int32Array = new Int32Array(x.length),
): Int32Array {
  for (let i = 0; i < x.length; i++) {
    const equatorial = Math.sqrt(x[i] * x[i] + y[i] * y[i])
    const length = Math.sqrt(equatorial * equatorial + z[i] * z[i])
    out[i] = pixelAt(rings, z[i] / length, equatorial / length, Math.atan2(y[i], x[i]))
  }
  return out
}

/**
 * The centres of many pixels, α in [0, 2π).
 *
 * @param pixels  [n]
 * @param sinDelta, cosDelta, alpha  [n], written
 */
export function directionsOfPixels(
  rings: Rings, pixels: Int32Array, sinDelta: Float64Array, cosDelta: Float64Array, alpha: Float64Array,
): void {
  for (let i = 0; i < pixels.length; i++) {
    const ring = ringOf(rings, pixels[i])
    sinDelta[i] = rings.sinDelta[ring]
    cosDelta[i] = rings.cosDelta[ring]
    alpha[i] = alphaOf(rings, ring, pixels[i])
  }
}

/**
 * The unit vectors to the centres of many pixels.
 *
 * @param pixels   [n]
 * @param x, y, z  [n], written
 */
export function vectorsOfPixels(rings: Rings, pixels: Int32Array, x: Float64Array, y: Float64Array, z: Float64Array): void {
  for (let i = 0; i < pixels.length; i++) {
    const ring = ringOf(rings, pixels[i])
    const alpha = alphaOf(rings, ring, pixels[i])
    x[i] = rings.cosDelta[ring] * Math.cos(alpha)
    y[i] = rings.cosDelta[ring] * Math.sin(alpha)
    z[i] = rings.sinDelta[ring]
  }
}

function alphaOf(rings: Rings, ring: number, pixel: number): number {
  const first = rings.first[ring]
  return rings.alpha0[ring] + (2 * Math.PI * (pixel - first)) / (rings.first[ring + 1] - first)
}

/** The centre of a pixel; α in [0, 2π). */
export function centreOf(rings: Rings, pixel: number): { alpha: number; delta: number; sinDelta: number; cosDelta: number } {
  const ring = ringOf(rings, pixel)
  const sinDelta = rings.sinDelta[ring]
  const cosDelta = rings.cosDelta[ring]
  const alpha = alphaOf(rings, ring, pixel)
  return { alpha, delta: Math.atan2(sinDelta, cosDelta), sinDelta, cosDelta }
}

/** Right ascensions of all pixel centres. `out` [pixels], written. Declinations are those of the rings. */
export function centres(rings: Rings, out: Float64Array = new Float64Array(rings.pixels)): Float64Array {
  for (let ring = 0; ring < rings.count; ring++) {
    const first = rings.first[ring]
    const end = rings.first[ring + 1]
    const cell = (2 * Math.PI) / (end - first)
    for (let i = first; i < end; i++) out[i] = rings.alpha0[ring] + cell * (i - first)
  }
  return out
}
