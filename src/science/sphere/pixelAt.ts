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
  const edges = ringEdges(rings)
  let low = 0
  let high = rings.count
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (edges[middle] >= sinDelta) low = middle
    else high = middle
  }
  const cell = (2 * Math.PI) / geometry.perRing
  const column = Math.floor(wrap(alpha - rings.alpha0[low] + cell / 2) / cell)
  return rings.first[low] + Math.min(column, geometry.perRing - 1)
}

/** The centre of a pixel; α in [0, 2π). */
export function centreOf(rings: Rings, pixel: number): { alpha: number; delta: number; sinDelta: number; cosDelta: number } {
  const ring = ringOf(rings, pixel)
  const first = rings.first[ring]
  const sinDelta = rings.sinDelta[ring]
  const cosDelta = rings.cosDelta[ring]
  const alpha = rings.alpha0[ring] + (2 * Math.PI * (pixel - first)) / (rings.first[ring + 1] - first)
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
