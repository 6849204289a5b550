import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'

/**
 * The rings fromRing … toRing − 1 as rings of their own, pixels numbered from 0: kernels written for whole maps then work
 * on a block of one with tables and work areas no larger than the block. Its `geometry` is that of the whole.
 */
export function bandOf(rings: Rings, fromRing: number, toRing: number): Rings {
  demand(fromRing >= 0 && fromRing <= toRing && toRing <= rings.count, 'a block of rings lies within its map', { fromRing, toRing, rings: rings.count })
  if (fromRing === 0 && toRing === rings.count) return rings
  const start = rings.first[fromRing]
  return {
    geometry: rings.geometry,
    count: toRing - fromRing,
    pixels: rings.first[toRing] - start,
    sinDelta: rings.sinDelta.subarray(fromRing, toRing),
    cosDelta: rings.cosDelta.subarray(fromRing, toRing),
    pixelArea: rings.pixelArea.subarray(fromRing, toRing),
    first: rings.first.slice(fromRing, toRing + 1).map((p) => p - start),
    alpha0: rings.alpha0.subarray(fromRing, toRing),
  }
}

/** Calls `visit(fromRing, toRing)` on blocks of about `pixels` pixels, in order. For callers that need not breathe in between. */
export function eachBand(rings: Rings, pixels: number, visit: (fromRing: number, toRing: number) => void): void {
  for (let from = 0, to = 0; from < rings.count; from = to) {
    to = from + 1
    while (to < rings.count && rings.first[to + 1] - rings.first[from] <= pixels) to++
    visit(from, to)
  }
}
