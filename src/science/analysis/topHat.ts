/**
 * Exact sums over discs by prefix sums along rings (spec 17). A disc cuts each ring in one segment, found with one arc
 * cosine; the sum over a segment is the difference of two prefix sums. The cost of a pixel is the number of rings within
 * the radius, not of pixels, and a mask costs nothing.
 *
 * A pixel belongs to the disc if its centre lies within the radius: the cosine of the separation is at least
 * cos r − 10⁻¹². The allowance makes pixels that lie exactly on the edge count always, whatever the last bit says.
 */
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'

const EDGE = 1e-12
/** Pixels this near (in pixels) to the end of a segment are decided by their scalar product. */
const DOUBT = 1e-5

/**
 * What of a disc lies on one other ring, for the first pixels of the ring of centres: those after which the two rings face
 * each other in the same way again. On rings of equal size that is one pixel; on HEALPix at most a quarter of a ring.
 */
interface Segments {
  /** Index along the ring of the first pixel inside, 0 … n − 1. */
  readonly start: Int32Array
  /** Number of pixels inside, 0 … n. */
  readonly length: Int32Array
}

/** A ring of centres (size pixels from `first`) and a ring in reach (n pixels, prefix sums from `from`), alike after each `repeat` centres. */
interface Facing {
  readonly first: number
  readonly size: number
  readonly from: number
  readonly n: number
  readonly repeat: number
}

/**
 * Sums of several maps over the disc around each pixel of the rings fromRing … toRing − 1. Each layer has 0 where nothing
 * was seen. Blocks of a few rings repeat little work (the prefix sums of the rings in reach), so a driver may breathe.
 *
 * @param radius  0 … π
 * @param layers  each [rings.pixels]
 * @param outs    as many as layers, each [rings.pixels]; written on the given rings only
 * @param shares  [rings.pixels], if given: Σ_ρ v_ρ²/V_ρ of the last layer, with v_ρ the sum over the disc's part of ring ρ
 *                and V_ρ over the whole ring; divided by the disc's sum it is x̄ of spec 5. Layer values must then be ≥ 0
 */
export function topHatSums(
  rings: Rings, radius: number, layers: readonly Float64Array[], outs: readonly Float64Array[],
  fromRing = 0, toRing = rings.count, shares?: Float64Array,
): void {
  demand(radius >= 0 && radius <= Math.PI, 'the radius of a disc lies between 0 and 180°', { radius })
  demand(layers.length === outs.length, 'each layer has its own output', { layers: layers.length, outs: outs.length })
  const cut = Math.cos(radius) - EDGE
  const reach = reachOf(rings, cut, fromRing, toRing)
  const sums = layers.map((layer) => prefixSums(rings, layer, reach))
  const widest = widestRing(rings)
  const segments = { start: new Int32Array(widest), length: new Int32Array(widest) }
  const parts = new Float64Array(shares === undefined ? 0 : widest)
  for (const out of outs) out.fill(0, rings.first[fromRing], rings.first[toRing])
  shares?.fill(0, rings.first[fromRing], rings.first[toRing])
  for (let i = fromRing; i < toRing; i++) {
    const [north, south] = neighbours(rings, i, cut)
    for (let j = north; j <= south; j++) {
      const facing = face(rings, i, j, reach)
      findSegments(rings, i, j, cut, facing, segments)
      for (let k = 0; k < sums.length; k++) addSegments(sums[k], facing, segments, outs[k], facing.first)
      if (shares !== undefined) addShares(sums[sums.length - 1], facing, segments, parts, shares)
    }
  }
}

interface Reach {
  readonly north: number
  readonly south: number
  /** Where the prefix sums of the northernmost ring would start if all rings had theirs. */
  readonly offset: number
}

function reachOf(rings: Rings, cut: number, fromRing: number, toRing: number): Reach {
  let north = rings.count
  let south = -1
  for (let i = fromRing; i < toRing; i++) {
    const [a, b] = neighbours(rings, i, cut)
    north = Math.min(north, a)
    south = Math.max(south, b)
  }
  return { north, south, offset: north < rings.count ? 2 * rings.first[north] + north : 0 }
}

/** The northernmost and southernmost ring that a disc around a pixel of ring i can touch. */
function neighbours(rings: Rings, i: number, cut: number): [number, number] {
  const { sinDelta: s, cosDelta: c, count } = rings
  const touches = (j: number) => s[i] * s[j] + c[i] * c[j] >= cut
  let north = i
  let south = i
  while (north > 0 && touches(north - 1)) north--
  while (south < count - 1 && touches(south + 1)) south++
  return [north, south]
}

/** Running sums along each ring in reach, twice around, so that a segment across α = 0 is one difference too: 2n + 1 entries. */
function prefixSums(rings: Rings, layer: Float64Array, { north, south, offset }: Reach): Float64Array {
  if (south < north) return new Float64Array(0)
  const sums = new Float64Array(2 * rings.first[south + 1] + south + 1 - offset)
  for (let j = north; j <= south; j++) {
    let at = 2 * rings.first[j] + j - offset
    let sum = 0
    for (let turn = 0; turn < 2; turn++) {
      for (let p = rings.first[j]; p < rings.first[j + 1]; p++) {
        sum += layer[p]
        sums[++at] = sum
      }
    }
  }
  return sums
}

function widestRing(rings: Rings): number {
  let widest = 0
  for (let i = 0; i < rings.count; i++) widest = Math.max(widest, rings.first[i + 1] - rings.first[i])
  return widest
}

function face(rings: Rings, i: number, j: number, reach: Reach): Facing {
  const first = rings.first[i]
  const size = rings.first[i + 1] - first
  const n = rings.first[j + 1] - rings.first[j]
  return { first, size, from: 2 * rings.first[j] + j - reach.offset, n, repeat: size / commonDivisor(size, n) }
}

function commonDivisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b]
  return a
}

/**
 * The segment of ring j inside the disc around each pixel of ring i: |α − α_p| ≤ h with
 * cos h = (cos r − sin δ_i sin δ_j)/(cos δ_i cos δ_j). Written into `segments` for the first `repeat` pixels.
 */
function findSegments(rings: Rings, i: number, j: number, cut: number, { size, n, repeat }: Facing, segments: Segments): void {
  const { sinDelta: s, cosDelta: c, alpha0 } = rings
  const { start, length } = segments
  const cosHalfWidth = (cut - s[i] * s[j]) / (c[i] * c[j])
  if (cosHalfWidth <= -1) {
    start.fill(0, 0, repeat)
    length.fill(n, 0, repeat)
    return
  }
  const halfWidth = Math.acos(Math.min(1, cosHalfWidth)) * (n / (2 * Math.PI))
  const turns = (alpha0[i] - alpha0[j]) / (2 * Math.PI)
  const shift = (turns - Math.round(turns)) * n + n // one turn more keeps everything positive, so that truncation rounds down
  const step = n / size
  const angle = (2 * Math.PI) / n
  for (let k = 0; k < repeat; k++) {
    const x = k * step + shift
    let a = (x - halfWidth + DOUBT) | 0
    if (!(x - halfWidth - a < DOUBT && Math.cos((x - a) * angle) >= cosHalfWidth)) a++
    let b = (x + halfWidth + DOUBT) | 0
    if (!(x + halfWidth - b < DOUBT) || Math.cos((x - b) * angle) >= cosHalfWidth) b++
    length[k] = b < a ? 0 : b - a > n ? n : b - a
    if (a >= n) a -= n
    if (a >= n) a -= n
    start[k] = a
  }
}

/** Adds the sum over each segment to the pixel it belongs to, those of the ring of centres from `to` on. */
function addSegments(sums: Float64Array, { size, from, n, repeat }: Facing, { start, length }: Segments, out: Float64Array, to: number): void {
  if (size === n) {
    const untilWrap = Math.min(size, n - start[0])
    addSliding(sums, from + start[0], length[0], out, to, to + untilWrap)
    addSliding(sums, from, length[0], out, to + untilWrap, to + size)
    return
  }
  const move = (n * repeat) / size
  for (let p = to, moved = 0; p < to + size; p += repeat, moved += move) {
    for (let k = 0; k < repeat; k++) {
      let a = start[k] + moved
      if (a >= n) a -= n
      out[p + k] += sums[from + a + length[k]] - sums[from + a]
    }
  }
}

/** Adds the sums over segments of one length that move on by one pixel each. */
function addSliding(sums: Float64Array, from: number, length: number, out: Float64Array, first: number, end: number): void {
  for (let p = first, a = from; p < end; p++, a++) out[p] += sums[a + length] - sums[a]
}

/** Adds v²/V for each segment: the disc's part of a ring, squared, over the whole ring. */
function addShares(sums: Float64Array, facing: Facing, segments: Segments, parts: Float64Array, out: Float64Array): void {
  const { first, size, from, n } = facing
  const total = sums[from + n]
  if (!(total > 0)) return
  parts.fill(0, 0, size)
  addSegments(sums, facing, segments, parts, 0)
  for (let k = 0; k < size; k++) out[first + k] += (parts[k] * parts[k]) / total
}
