/** Walking over the map with the arrow keys: ring by ring, pixel by pixel. */
import { ringOf, type Rings } from '../science/sphere/rings.ts'

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
