/**
 * Disc sums under way: blocks of rings, in any order, over one sliding window of prefix sums. Going south a ring's row is made once. How
 * the rings are cut into blocks changes no bit of the result: a pixel's segments are always added in the same order.
 */
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'
import { faceRings, type DiscTables } from './discFacing.ts'
import { discKernels } from './discKernel.ts'
import { discReach, type DiscReach } from './discReach.ts'
import { discPlaces, TILE, TOGETHER, type Centres, type DiscKernel } from './discRoom.ts'
import { discRows, halfOf, rowPlan, windowOf, type Layer } from './discRows.ts'

export interface DiscSums {
  /** Sums over the discs around the pixels of the rings fromRing … toRing − 1. */
  run(fromRing?: number, toRing?: number): void
  /** The ring before which a block of some 15 ms ends. */
  blockEnd(fromRing: number): number
  /** Ends the work, once: the kernel goes to the next, or its memory back. */
  end(): void
}

/**
 * Begins sums of several maps over the disc around each pixel. The window takes, for each layer, at most 2n + 16 numbers for each ring of n pixels in
 * reach of the rings at hand; for discs that are small against the ring little more than n.
 *
 * @param radius  0 … π
 * @param layers  each [rings.pixels], 0 or NaN where nothing was seen
 * @param outs    as many as layers, each [rings.pixels]; written on the rings that are run
 * @param shares  [rings.pixels], if given: Σ_ρ v_ρ²/V_ρ of the last layer, with v_ρ the sum over the disc's part of ring ρ
 *                and V_ρ over the whole ring; divided by the disc's sum it is x̄ of spec 5. Layer values must then be ≥ 0
 */
export function beginDiscSums(rings: Rings, radius: number, layers: readonly Layer[], outs: readonly Float64Array[], shares?: Float64Array | Float32Array): DiscSums {
  demand(radius >= 0 && radius <= Math.PI, 'the radius of a disc lies between 0 and 180°', { radius })
  demand(layers.length === outs.length, 'each layer has its own output', { layers: layers.length, outs: outs.length })
  const all = shares === undefined ? outs : [...outs, shares]
  const reach = discReach(rings, radius)
  const plan = rowPlan(rings, reach, TOGETHER)
  const places = discPlaces(mostCut(reach), widestOf(rings), all.length, layers.length, plan.slots)
  const leased = discKernels.lease(places.size)
  const { kernel, room: numbers } = leased
  const tables: DiscTables = {
    rings, reach, places, layers: layers.length,
    rows: discRows(rings, layers, plan, numbers, places.layers),
    room: { numbers, integers: new Int32Array(numbers.buffer) },
    halfWidths: new Float64Array(rings.count), constants: new Float64Array(all.length),
  }
  const work: Work = { tables, kernel, shared: shares !== undefined, all }
  return {
    run(fromRing = 0, toRing = rings.count) {
      for (let from = fromRing; from < toRing; from += TOGETHER) runTogether(work, from, Math.min(toRing, from + TOGETHER))
    },
    blockEnd: (fromRing) => blockEnd(work, fromRing),
    end: () => discKernels.release(leased),
  }
}

interface Work {
  readonly tables: DiscTables
  readonly kernel: DiscKernel
  readonly shared: boolean
  /** The outputs, the shares last if they are asked for. */
  readonly all: readonly (Float64Array | Float32Array)[]
}

function mostCut({ cutNorth, cutSouth }: DiscReach): number {
  let most = 0
  for (let i = 0; i < cutNorth.length; i++) most = Math.max(most, cutSouth[i] - cutNorth[i] + 1)
  return most
}

const widestOf = ({ first, count }: Rings): number => {
  let widest = 0
  for (let i = 0; i < count; i++) widest = Math.max(widest, first[i + 1] - first[i])
  return widest
}

/** Look-ups of some 15 ms. */
const BLOCK = { webassembly: 2.4e7, typescript: 6e6 } as const
/** What else there is to do, in look-ups: finding a segment on a ring of another size, setting out with a pixel, and making a pixel's prefix sum. */
const FINDING = 1.5
const SETTING_OUT = 16
const MAKING = 12

function blockEnd({ tables: { rings: { first, count, geometry }, reach: { cutNorth, cutSouth }, layers }, kernel }: Work, from: number): number {
  const most = BLOCK[kernel.name]
  const widest = geometry.kind === 'healpix' ? 4 * geometry.nside : geometry.perRing
  let to = from
  let south = from > 0 ? cutSouth[from - 1] : cutNorth[0] - 1
  for (let cost = 0; to < count && cost < most; to++) {
    const n = first[to + 1] - first[to]
    const made = cutSouth[to] > south ? first[cutSouth[to] + 1] - first[south + 1] : 0
    cost += n * (SETTING_OUT + (cutSouth[to] - cutNorth[to] + 1) * (layers + (n < widest ? FINDING : 0))) + MAKING * layers * made
    south = cutSouth[to]
  }
  return to
}

function runTogether(work: Work, from: number, to: number): void {
  const { tables } = work
  const { rings, reach, rows } = tables
  const [north, south] = windowOf(reach.cutNorth, reach.cutSouth, from, to)
  rows.hold(north, south)
  const centres: Centres[] = []
  for (let i = from; i < to; i++) centres.push(faceRings(tables, i, i - from))
  const quads = Math.ceil(halfOf(Math.max(...centres.map(({ n }) => n))) / 4)
  const tiles = Math.ceil((4 * quads) / TILE)
  for (let tile = 0; tile < tiles; tile++) {
    addTile(work, centres, tile, tiles)
  }
  for (const one of centres) giveSums(work, one, rings)
}

/** Adds up the same stretch of right ascension of each ring, so that they look at the same numbers; a layer at a time, as long as the entries serve it. */
function addTile({ tables, kernel, shared }: Work, centres: readonly Centres[], tile: number, tiles: number): void {
  const { places, layers } = tables
  const add = (one: Centres, k: number, from: number, to: number, kind: 'addAlike' | 'addFound'): void => {
    const shares = shared && k === layers - 1 ? one.sums + layers * places.sumsRow : -1
    kernel[kind](places, one, places.layers + k * places.layer, one.sums + k * places.sumsRow, shares, from, to)
  }
  for (let k = 0; k < layers; k++) {
    for (const one of centres) if (one.alike > 0) add(one, k, startOf(one, tile, tiles), startOf(one, tile + 1, tiles), 'addAlike')
  }
  for (const one of centres) {
    if (one.unlike === 0) continue
    const from = startOf(one, tile, tiles)
    const to = startOf(one, tile + 1, tiles)
    kernel.findSegments(places, one, from, to)
    for (let k = 0; k < layers; k++) add(one, k, from, to, 'addFound')
  }
}

const startOf = ({ n }: Centres, tile: number, tiles: number): number => 4 * Math.floor((tile * Math.ceil(halfOf(n) / 4)) / tiles)

/** Unfolds the sums into their maps. */
function giveSums({ tables: { places, room: { numbers } }, all }: Work, { ring, n, sums }: Centres, { first }: Rings): void {
  const half = halfOf(n)
  for (let k = 0; k < all.length; k++) {
    const out = all[k]
    let at = sums + k * places.sumsRow
    for (let p = first[ring], q = p + half; p < first[ring] + half; p++, q++, at += 2) {
      out[p] = numbers[at]
      if (q < first[ring + 1]) out[q] = numbers[at + 1]
    }
  }
}
