/**
 * Where disc sums keep their numbers: in one array, because a WebAssembly kernel sees one memory. Places are counted in numbers
 * from its beginning and are even, so that vectors of two lie aligned; the prefix sums of the layers come last (`discRows.ts`).
 */
import type { Kernel } from '../math/kernelPool.ts'

/** Rings of centres that are worked on together: they look at nearly the same numbers, which are in the cache then. */
export const TOGETHER = 8

/** Slots (two pixels each) of a ring that are worked on together; a multiple of 4. */
export const TILE = 16

/** Numbers that describe how a ring of another size faces the centres: pixels a step, pixels at the first centre plus n, half width in pixels, two byte addresses. */
export const FACING = 4

/** Bytes of a slot, and of an entry: the byte addresses (from the layer's beginning) of what is added and what is taken off. */
export const SLOT_BYTES = 16

export interface DiscPlaces {
  /** [TOGETHER × rows] entries of the rings of the same size as the ring of centres */
  readonly entries: number
  /** [TOGETHER × rows × 2] of each facing ring: what the segment has beyond the difference (V or 0), and 1/V (or 0) */
  readonly factors: number
  /** [TOGETHER × rows × FACING] */
  readonly facing: number
  /** [rows × TILE] entries of the rings of other sizes, a tile at a time */
  readonly found: number
  /** [TOGETHER × outputs] rows of sums, two lanes */
  readonly sums: number
  readonly sumsRow: number
  /** [layers × layer] */
  readonly layers: number
  readonly layer: number
  readonly rows: number
  readonly size: number
}

const even = (size: number): number => size + (size & 1)

/** @param rows  the most rings that a disc cuts */
export function discPlaces(rows: number, widest: number, outputs: number, layers: number, slots: number): DiscPlaces {
  const entries = 0
  const factors = entries + even(TOGETHER * rows)
  const facing = factors + 2 * TOGETHER * rows
  const found = facing + FACING * TOGETHER * rows
  const sums = found + TILE * rows
  const sumsRow = 2 * (((widest + 1) >> 1) + 3)
  const start = sums + TOGETHER * outputs * sumsRow
  return { entries, factors, facing, found, sums, sumsRow, layers: start, layer: 2 * slots, rows, size: start + 2 * layers * slots }
}

/** A ring of centres on its way through the kernel. Its facing rings come in the order: of its size, far and near; of others, far and near. */
export interface Centres {
  readonly ring: number
  /** Pixels. */
  readonly n: number
  /** Facing rings of the same size, and how many of them are counted by their gaps. */
  readonly alike: number
  readonly alikeFar: number
  /** Facing rings of other sizes. */
  readonly unlike: number
  readonly unlikeFar: number
  /** Its places. */
  readonly entries: number
  readonly factors: number
  readonly facing: number
  /** [outputs × sumsRow] */
  readonly sums: number
}

/** The inner loops of the disc sums, over the slots from … to − 1 of a ring of centres; `from` is a multiple of four. */
export interface DiscKernel extends Kernel {
  /** Adds the segments on rings of the same size. `shares` is where Σ v²/V goes, or −1. */
  addAlike(places: DiscPlaces, centres: Centres, layer: number, sums: number, shares: number, from: number, to: number): void
  /** Finds the segments on rings of other sizes. */
  findSegments(places: DiscPlaces, centres: Centres, from: number, to: number): void
  /** Adds the segments that were found. */
  addFound(places: DiscPlaces, centres: Centres, layer: number, sums: number, shares: number, from: number, to: number): void
}
