/** Walking over the map with the arrow keys: ring by ring, pixel by pixel, or along the lines of the picture. */
import { rotate, transposed } from '../science/math/matrix3.ts'
import { equatorialAngles, equatorialVector } from '../science/sphere/directions.ts'
import { centreOf, pixelAt } from '../science/sphere/pixelAt.ts'
import { ringOf, type Rings } from '../science/sphere/rings.ts'
import { anglesIn, type Camera } from './camera.ts'

export interface Footing {
  readonly pixel: number
  /** The right ascension aimed at: kept while going north or south, so that a way back leads back. */
  readonly alpha: number
}

/**
 * One step from a pixel.
 *
 * @param east   pixels eastward (right ascension grows), negative westward
 * @param south  rings southward, negative northward; the walk stops at the last ring
 */
export function walk(rings: Rings, { pixel, alpha }: Footing, east: number, south: number): Footing {
  const ring = Math.max(0, Math.min(rings.count - 1, ringOf(rings, pixel) + south))
  const first = rings.first[ring]
  const size = rings.first[ring + 1] - first
  const cell = (2 * Math.PI) / size
  const column = Math.round((alpha - rings.alpha0[ring]) / cell) + east
  const there = first + (((column % size) + size) % size)
  return { pixel: there, alpha: east === 0 ? alpha : rings.alpha0[ring] + (there - first) * cell }
}

/**
 * One step in the picture. Where the picture is equatorial it goes from pixel to pixel of a ring; in another frame it
 * goes by the size of a pixel along the longitudes and latitudes of that frame.
 */
export function stride(camera: Camera, rings: Rings, from: Footing, right: number, down: number): Footing {
  const { view, sense, frame } = camera
  const east = sense * right
  if (view.frame === 'equatorial') return walk(rings, from, east, down)
  const { alpha, delta } = centreOf(rings, from.pixel)
  const { longitude, latitude } = anglesIn(frame, alpha, delta)
  const size = Math.sqrt((4 * Math.PI) / rings.pixels)
  const limit = Math.PI / 2 - size / 4
  const there = equatorialVector(longitude + (east * size) / Math.max(0.05, Math.cos(latitude)), Math.max(-limit, Math.min(limit, latitude - down * size)))
  const sky = equatorialAngles(rotate(transposed(frame), there))
  return { pixel: pixelAt(rings, Math.sin(sky.delta), Math.cos(sky.delta), sky.alpha), alpha: sky.alpha }
}
