/** How the rings in reach face a ring of centres, written into the kernel's room. */
import type { Rings } from '../sphere/rings.ts'
import { cosHalfWidth, type DiscReach } from './discReach.ts'
import { FACING, SLOT_BYTES, type Centres, type DiscPlaces } from './discRoom.ts'
import { isFar, type DiscRows } from './discRows.ts'

/** The kernel's room, as numbers and as whole numbers. */
export interface Room {
  readonly numbers: Float64Array
  readonly integers: Int32Array
}

export interface DiscTables {
  readonly rings: Rings
  readonly reach: DiscReach
  readonly rows: DiscRows
  readonly places: DiscPlaces
  readonly room: Room
  readonly layers: number
  /** [count] half widths of the segments on the rings in reach, in pixels; −1 where there is nothing to look up. */
  readonly halfWidths: Float64Array
  /** [outputs] what all sums of a ring of centres begin with */
  readonly constants: Float64Array
}

/** Writes what the kernel must know of ring i of centres as number `index` of the rings that are worked on together, and starts its sums. */
export function faceRings(tables: DiscTables, i: number, index: number): Centres {
  const { rings, places, room, constants } = tables
  measure(tables, i)
  const entries = places.entries + index * places.rows
  const factors = places.factors + 2 * index * places.rows
  const facing = places.facing + FACING * index * places.rows
  const alikeFar = writeAlike(tables, i, true, entries, factors)
  const alike = alikeFar + writeAlike(tables, i, false, entries + alikeFar, factors + 2 * alikeFar)
  const unlikeFar = writeUnlike(tables, i, true, facing, factors + 2 * alike)
  const unlike = unlikeFar + writeUnlike(tables, i, false, facing + FACING * unlikeFar, factors + 2 * (alike + unlikeFar))
  const sums = places.sums + index * constants.length * places.sumsRow
  constants.forEach((value, k) => room.numbers.fill(value, sums + k * places.sumsRow, sums + (k + 1) * places.sumsRow))
  return { ring: i, n: sizeOf(rings, i), alike, alikeFar, unlike, unlikeFar, entries, factors, facing, sums }
}

const sizeOf = ({ first }: Rings, j: number): number => first[j + 1] - first[j]

/** Measures the segments, and adds up what needs no looking up: rings that the disc holds whole, and far ones, of which the gap is taken off. */
function measure({ rings, reach, rows, layers, halfWidths, constants }: DiscTables, i: number): void {
  constants.fill(0)
  for (let j = reach.north[i]; j <= reach.south[i]; j++) {
    halfWidths[j] = -1
    if (!rows.known(j)) continue
    const whole = j < reach.cutNorth[i] || j > reach.cutSouth[i]
    if (!whole) {
      halfWidths[j] = Math.acos(Math.max(-1, Math.min(1, cosHalfWidth(rings, reach.cut, i, j)))) * (sizeOf(rings, j) / (2 * Math.PI))
      if (!isFar(sizeOf(rings, j), halfWidths[j])) continue
    }
    for (let k = 0; k < layers; k++) constants[k] += rows.totals[k][j]
    // The share of a whole ring is V²/V.
    if (whole && constants.length > layers) constants[layers] += Math.max(0, rows.totals[layers - 1][j])
  }
}

/** Right ascension of the first centre in pixels of ring j; n more, so that truncation rounds down. */
function shiftOf({ alpha0 }: Rings, i: number, j: number, n: number): number {
  const turns = (alpha0[i] - alpha0[j]) / (2 * Math.PI)
  return (turns - Math.round(turns)) * n + n
}

/** Slots from the end and from the start of a segment (counted with n more) to what is added and what is taken off: across the gap if far. */
function slotsOf({ plan }: DiscRows, j: number, n: number, far: boolean): [number, number] {
  const at = plan.at[j] - n
  return far ? [at - n / 2, at + n / 2] : [at, at]
}

function writeFactors({ rows, room }: DiscTables, j: number, far: boolean, at: number): void {
  const total = rows.totals[rows.totals.length - 1][j]
  room.numbers[at] = far ? total : 0
  room.numbers[at + 1] = total > 0 ? 1 / total : 0
}

function writeAlike(tables: DiscTables, i: number, far: boolean, entries: number, factors: number): number {
  const { rings, reach, rows, room, halfWidths } = tables
  const n = sizeOf(rings, i)
  let count = 0
  for (let j = reach.cutNorth[i]; j <= reach.cutSouth[i]; j++) {
    if (halfWidths[j] < 0 || sizeOf(rings, j) !== n || isFar(n, halfWidths[j]) !== far) continue
    const [start, end] = segment(shiftOf(rings, i, j, n), halfWidths[j])
    if (end === start) continue
    const [plus, minus] = slotsOf(rows, j, n, far)
    room.integers[2 * (entries + count)] = SLOT_BYTES * (end + plus)
    room.integers[2 * (entries + count) + 1] = SLOT_BYTES * (start + minus)
    writeFactors(tables, j, far, factors + 2 * count)
    count++
  }
  return count
}

function writeUnlike(tables: DiscTables, i: number, far: boolean, facing: number, factors: number): number {
  const { rings, reach, rows, room: { numbers, integers }, halfWidths } = tables
  const size = sizeOf(rings, i)
  let count = 0
  for (let j = reach.cutNorth[i]; j <= reach.cutSouth[i]; j++) {
    const n = sizeOf(rings, j)
    if (halfWidths[j] < 0 || n === size || isFar(n, halfWidths[j]) !== far) continue
    const [plus, minus] = slotsOf(rows, j, n, far)
    const at = facing + FACING * count
    numbers[at] = n / size
    numbers[at + 1] = shiftOf(rings, i, j, n)
    numbers[at + 2] = halfWidths[j]
    integers[2 * (at + 3)] = SLOT_BYTES * plus
    integers[2 * (at + 3) + 1] = SLOT_BYTES * minus
    writeFactors(tables, j, far, factors + 2 * count)
    count++
  }
  return count
}

/** First pixel inside and first pixel beyond, of the segment of `halfWidth` pixels to both sides of x; both are positive. */
export function segment(x: number, halfWidth: number): [number, number] {
  return [((x - halfWidth) | 0) + 1, ((x + halfWidth) | 0) + 1]
}
