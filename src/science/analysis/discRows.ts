/**
 * The sliding window of prefix sums. A ring of n pixels is folded once: slot x of its row holds two running sums, up to pixel x and
 * up to pixel x + m, with m = n/2 rounded up. A row reaches beyond its half of the ring by the longest segment there is, so that
 * a segment of any pixel of the half ring is one difference of two slots, without wrapping; the second lane is the disc of the pixel half a turn on.
 *
 * Segments longer than half a ring are the ring less their gap, which lies half a turn away: in the other lane of the same slots.
 * A row has therefore at most 2n + 16 numbers. (A ring of an odd number of pixels has no pixel half a turn on; its rows go on for up to 3n.)
 */
import type { Rings } from '../sphere/rings.ts'
import type { DiscReach } from './discReach.ts'

/** A map to be added up, [rings.pixels]; bytes where they do. NaN is no data and adds nothing. */
export type Layer = Float64Array | Uint8Array

/** The pixels of a ring that are a first lane: the longer half of it. */
export const halfOf = (n: number): number => (n + 1) >> 1

/** Whether a segment of this half width, in pixels, is counted by what it leaves out. */
export const isFar = (n: number, halfWidth: number): boolean => n % 2 === 0 && 4 * halfWidth > n

/** Slots that may be read beyond the last segment's end, because vectors take four pixels at a time. */
const OVERHANG = 3

/** Where each row lies, in slots. Rows of one window never overlap; rows further apart share their places. */
export interface RowPlan {
  /** [count] slots before pixel 0 */
  readonly margin: Int32Array
  /** [count] slot of pixel 0 in its layer */
  readonly at: Int32Array
  /** Slots of a layer. */
  readonly slots: number
}

/** @param together  rings of centres that share a window */
export function rowPlan(rings: Rings, { cutNorth, cutSouth, halfWidth }: DiscReach, together: number): RowPlan {
  const { first, count } = rings
  const margin = new Int32Array(count)
  const ends = new Float64Array(count + 1)
  let widest = 0
  for (let j = 0; j < count; j++) {
    const n = first[j + 1] - first[j]
    margin[j] = Math.ceil(n % 2 === 0 ? Math.min(halfWidth[j], n / 4) : halfWidth[j]) + 2
    const width = halfOf(n) + 2 * margin[j] + OVERHANG
    ends[j + 1] = ends[j] + width
    widest = Math.max(widest, width)
  }
  let most = 0
  for (let i = 0; i < count; i++) {
    const [north, south] = windowOf(cutNorth, cutSouth, i, Math.min(count, i + together))
    if (north <= south) most = Math.max(most, ends[south + 1] - ends[north])
  }
  const slots = Math.min(ends[count], most + widest)
  const at = new Int32Array(count)
  for (let j = 0, free = 0; j < count; j++) {
    const width = ends[j + 1] - ends[j]
    if (free + width > slots) free = 0
    at[j] = free + margin[j]
    free += width
  }
  return { margin, at, slots }
}

/** The rings whose rows the centres of the rings from … to − 1 need. */
export function windowOf(cutNorth: Int32Array, cutSouth: Int32Array, from: number, to: number): [number, number] {
  let north = cutNorth[from]
  let south = cutSouth[from]
  for (let i = from + 1; i < to; i++) {
    north = Math.min(north, cutNorth[i])
    south = Math.max(south, cutSouth[i])
  }
  return [north, south]
}

export interface DiscRows {
  readonly plan: RowPlan
  /** [layers] of [count] sums over whole rings, of the rings that `known` was asked of */
  readonly totals: readonly Float64Array[]
  /** Adds up a ring on first asking. False if all its layers are 0 throughout, which no disc need look at. */
  known(ring: number): boolean
  /** Makes the rows of the rings north … south, those that are not there yet. */
  hold(north: number, south: number): void
}

/**
 * @param room   the kernel's numbers
 * @param place  where the first layer lies in them; each takes 2 × `plan.slots`
 */
export function discRows(rings: Rings, layers: readonly Layer[], plan: RowPlan, room: Float64Array, place: number): DiscRows {
  const { first, count } = rings
  const totals = layers.map(() => new Float64Array(count))
  const state = new Uint8Array(count) // 0 not asked yet, 1 all zero, 2 filled
  let heldNorth = 0
  let heldSouth = -1
  const known = (ring: number): boolean => {
    if (state[ring] === 0) {
      let filled = false
      for (let k = 0; k < layers.length; k++) if (addUp(layers[k], first[ring], first[ring + 1], totals[k], ring)) filled = true
      state[ring] = filled ? 2 : 1
    }
    return state[ring] === 2
  }
  return {
    plan, totals, known,
    hold(north, south) {
      for (let j = north; j <= south; j++) {
        if ((j >= heldNorth && j <= heldSouth) || !known(j)) continue
        for (let k = 0; k < layers.length; k++) {
          const to = place + 2 * (k * plan.slots + plan.at[j] - plan.margin[j])
          writeRow(layers[k], first[j], first[j + 1], plan.margin[j], room, to)
        }
      }
      heldNorth = north
      heldSouth = south
    },
  }
}

function addUp(layer: Layer, from: number, to: number, totals: Float64Array, ring: number): boolean {
  let sum = 0
  let filled = false
  for (let p = from; p < to; p++) {
    const value = layer[p]
    if (value !== value || value === 0) continue
    sum += value
    filled = true
  }
  totals[ring] = sum
  return filled
}

function writeRow(layer: Layer, first: number, end: number, margin: number, room: Float64Array, to: number): void {
  const n = end - first
  const half = halfOf(n)
  const turn = n * Math.ceil(margin / n)
  const width = half + 2 * margin + OVERHANG
  let p = first + ((turn - margin) % n)
  let q = first + ((turn - margin + half) % n)
  let near = 0
  let far = 0
  for (let at = to; at < to + 2 * width; at += 2) {
    room[at] = near
    room[at + 1] = far
    const x = layer[p]
    const y = layer[q]
    if (x === x) near += x
    if (y === y) far += y
    if (++p === end) p = first
    if (++q === end) q = first
  }
}
