/** The pixels of discs on the sky, by their centres or by any overlap, on any rings. */
import { demand } from '../problem.ts'
import type { Vector3 } from '../math/matrix3.ts'
import { overlapping, pixelReach } from './overlap.ts'
import { ringAbove, type Rings } from './rings.ts'

/** Centres on the edge of a disc belong to it whatever their last bit says: the same allowance as in the top-hat (spec 17). */
const EDGE = 1e-12

/** Which pixels a disc has: those whose centres it holds, or all that share a point with it. */
export type Membership = 'centres' | 'overlap'

/** Lists of pixels one after another: list k is pixels[start[k]] … pixels[start[k + 1] − 1]. */
export interface PixelLists {
  readonly start: Int32Array
  readonly pixels: Int32Array
}

/**
 * The pixels of a disc, in ascending order. 'centres': n·axis ≥ cos r − 10⁻¹² for the centre n. 'overlap': the pixel
 * holds the axis, or its border comes as near to it as r; none is missed, and those listed that only nearly touch do so
 * within r(1 + 10⁻⁹) + 10⁻¹². The cost is that of the rings and pixels inside, and for 'overlap' of the border as well.
 *
 * @param axis    of any length but zero
 * @param radius  r, 0 … π
 */
export function discPixels(rings: Rings, axis: Vector3, radius: number, membership: Membership = 'centres'): Int32Array {
  demand(radius >= 0 && radius <= Math.PI, 'the radius of a disc lies between 0 and 180°', { radius })
  const length = Math.hypot(...axis)
  demand(length > 0 && length < Infinity, 'a disc needs a direction for its axis', { length })
  const centre: Vector3 = [axis[0] / length, axis[1] / length, axis[2] / length]
  if (membership === 'centres') return pixelsWithin(rings, centre, Math.cos(radius) - EDGE)
  const candidates = pixelsWithin(rings, centre, Math.cos(Math.min(Math.PI, radius + pixelReach(rings))) - EDGE)
  return overlapping(rings, candidates, pixelsWithin(rings, centre, Math.cos(radius)), centre, radius)
}

/** The pixels of many discs of one radius; see `discPixels`. `x, y, z` [n] axes. */
export function discLists(
  rings: Rings, x: Float64Array, y: Float64Array, z: Float64Array, radius: number, membership: Membership = 'centres',
): PixelLists {
  const lists = Array.from(x, (_, i) => discPixels(rings, [x[i], y[i], z[i]], radius, membership))
  const start = new Int32Array(lists.length + 1)
  for (let i = 0; i < lists.length; i++) start[i + 1] = start[i] + lists[i].length
  const pixels = new Int32Array(start[lists.length])
  for (let i = 0; i < lists.length; i++) pixels.set(lists[i], start[i])
  return { start, pixels }
}

function pixelsWithin(rings: Rings, axis: Vector3, cut: number): Int32Array {
  const [north, south] = ringsWithin(rings, axis, cut)
  const segments = new Int32Array(2 * Math.max(0, south - north + 1))
  let total = 0
  for (let ring = north, at = 0; ring <= south; ring++, at += 2) {
    writeSegment(rings, ring, axis, cut, segments, at)
    total += segments[at + 1]
  }
  const out = new Int32Array(total)
  let to = 0
  for (let ring = north, at = 0; ring <= south; ring++, at += 2) {
    const first = rings.first[ring]
    const n = rings.first[ring + 1] - first
    const end = segments[at] + segments[at + 1]
    for (let k = 0; k < end - n; k++) out[to++] = first + k // what lies beyond the last pixel of the ring is its beginning
    for (let k = segments[at]; k < Math.min(end, n); k++) out[to++] = first + k
  }
  return out
}

/** The first and last ring whose declination is near enough; last < first if there is none. */
function ringsWithin(rings: Rings, axis: Vector3, cut: number): [number, number] {
  const { sinDelta: s, cosDelta: c, count } = rings
  const across = Math.hypot(axis[0], axis[1])
  const touches = (ring: number) => axis[2] * s[ring] + across * c[ring] >= cut
  const above = ringAbove(rings, axis[2])
  let north = above + 1
  let south = above
  while (north > 0 && touches(north - 1)) north--
  while (south < count - 1 && touches(south + 1)) south++
  return [north, south]
}

/**
 * The segment of a ring inside a disc: |α − α_axis| ≤ h with cos h = (cos r − sin δ sin δ_axis)/(cos δ cos δ_axis). Its
 * ends are decided by the scalar product.
 *
 * @param out  [at] first column, 0 … n − 1, and [at + 1] number of columns, 0 … n; written
 */
function writeSegment(rings: Rings, ring: number, axis: Vector3, cut: number, out: Int32Array, at: number): void {
  const n = rings.first[ring + 1] - rings.first[ring]
  const step = (2 * Math.PI) / n
  const [s, c, alpha0] = [rings.sinDelta[ring], rings.cosDelta[ring], rings.alpha0[ring]]
  const needed = cut - axis[2] * s
  const across = c * Math.hypot(axis[0], axis[1])
  out[at] = 0
  out[at + 1] = n
  if (needed <= -across) return
  const inside = (column: number) => {
    const alpha = alpha0 + step * (((column % n) + n) % n)
    return axis[0] * (c * Math.cos(alpha)) + axis[1] * (c * Math.sin(alpha)) + axis[2] * s >= cut
  }
  const middle = (Math.atan2(axis[1], axis[0]) - alpha0) / step
  const half = Math.acos(Math.min(1, needed / across)) / step
  let from = Math.ceil(middle - half)
  let to = Math.floor(middle + half)
  while (to - from + 1 < n && inside(from - 1)) from--
  while (to - from + 1 < n && inside(to + 1)) to++
  while (from <= to && !inside(from)) from++
  while (from <= to && !inside(to)) to--
  out[at] = ((from % n) + n) % n
  out[at + 1] = Math.max(0, Math.min(n, to - from + 1))
}
