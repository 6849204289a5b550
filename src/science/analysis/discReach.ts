/** Which rings a disc touches, which it holds whole, and how far along a ring it can reach. */
import type { Rings } from '../sphere/rings.ts'

/** What cos(separation) may miss cos r by: pixels exactly on the edge count always, whatever the last bit says. */
const EDGE = 1e-12

export interface DiscReach {
  /** cos r − 10⁻¹² */
  readonly cut: number
  /** [count] the northernmost and southernmost ring that a disc around a pixel of this ring touches */
  readonly north: Int32Array
  readonly south: Int32Array
  /** [count] of these, the northernmost and southernmost that the disc does not hold whole; cutSouth < cutNorth where there are none */
  readonly cutNorth: Int32Array
  readonly cutSouth: Int32Array
  /** [count] half the longest segment that any disc cuts from this ring, in pixels */
  readonly halfWidth: Float64Array
}

/** cos h of the segment |α − α_p| ≤ h of ring j inside the disc around a pixel of ring i: (cos r − sin δ_i sin δ_j)/(cos δ_i cos δ_j). */
export function cosHalfWidth({ sinDelta: s, cosDelta: c }: Rings, cut: number, i: number, j: number): number {
  return (cut - s[i] * s[j]) / (c[i] * c[j])
}

/** @param radius  0 … π */
export function discReach(rings: Rings, radius: number): DiscReach {
  const { sinDelta: s, cosDelta: c, count } = rings
  const cut = Math.cos(radius) - EDGE
  const [north, south, cutNorth, cutSouth] = [0, 1, 2, 3].map(() => new Int32Array(count))
  const touches = (i: number, j: number) => s[i] * s[j] + c[i] * c[j] >= cut
  const holds = (i: number, j: number) => cosHalfWidth(rings, cut, i, j) <= -1
  // From one ring of centres to the next all four move by a few rings.
  for (let i = 0, a = 0, b = 0, from = 0, to = -1; i < count; i++) {
    while (a < i && !touches(i, a)) a++
    b = Math.max(b, i)
    while (b < count - 1 && touches(i, b + 1)) b++
    from = Math.max(from, a)
    while (from > a && !holds(i, from - 1)) from--
    while (from <= b && holds(i, from)) from++
    to = Math.max(to, from - 1)
    while (to < b && !holds(i, to + 1)) to++
    while (to >= from && holds(i, to)) to--
    north[i] = a
    south[i] = b
    cutNorth[i] = from
    cutSouth[i] = to
  }
  return { cut, north, south, cutNorth, cutSouth, halfWidth: halfWidths(rings, cut) }
}

/** A ring is cut widest by the disc that it touches along a meridian: sin h = sin r/cos δ, unless a disc can hold the pole and thereby the ring. */
function halfWidths({ cosDelta: c, first, count }: Rings, cut: number): Float64Array {
  const sine = cut > 0 ? Math.sqrt((1 - cut) * (1 + cut)) : 1
  return Float64Array.from({ length: count }, (_, j) => {
    const n = first[j + 1] - first[j]
    return sine < c[j] ? (Math.asin(sine / c[j]) * n) / (2 * Math.PI) : n / 2
  })
}
