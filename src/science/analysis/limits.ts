/** Limits of a colour scale. */

/** The mantissas a reader can divide in the head. */
const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/** The smallest round number that is not below x > 0. */
export function roundUp(x: number): number {
  const power = 10 ** Math.floor(Math.log10(x))
  const mantissa = ROUND.find((m) => m * power >= x * (1 - 1e-12)) ?? 10
  return Number((mantissa * power).toPrecision(3))
}

/** The share of pixels that a generous scale must show. */
const SHOWN = 0.998

/**
 * A symmetric limit for a map: round, and generous enough to clip at most one pixel in five hundred.
 * NaN entries are no data. A map that is zero everywhere gets 1.
 */
export function generousLimit(values: Float64Array): number {
  const search = beginLimit()
  while (!search.done) {
    countSizes(search, values, 0, values.length)
    narrow(search)
  }
  return limitOf(search)
}

/**
 * A search for the size that a share of all pixels does not exceed, four digits of 16 bits, the first one first: the bits of
 * positive numbers are in the order of the numbers. A driver counts the whole map block by block, narrows, and so on until done.
 */
export interface LimitSearch {
  /** [65,536] how many sizes have each next digit after the digits found */
  readonly counts: Int32Array
  /** The bits found so far, upper and lower half. */
  high: number
  low: number
  digits: number
  /** Which of the sizes with these digits is looked for, from 0; −1 before the pixels were counted. */
  rank: number
  done: boolean
}

const DIGITS = 4

export const beginLimit = (): LimitSearch => ({ counts: new Int32Array(65_536), high: 0, low: 0, digits: 0, rank: -1, done: false })

/** Counts the pixels first … end − 1 of a map. NaN and infinite values are no data. */
export function countSizes({ counts, high, low, digits }: LimitSearch, values: Float64Array, first: number, end: number): void {
  const bits = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length)
  const upper = digits === 0 ? 0 : digits === 1 ? 0xffff0000 : 0xffffffff
  const lower = digits < 3 ? 0 : 0xffff0000
  for (let i = first; i < end; i++) {
    const h = bits[2 * i + 1] & 0x7fffffff
    const l = bits[2 * i]
    if (h >= 0x7ff00000 || ((h ^ high) & upper) !== 0 || ((l ^ low) & lower) !== 0) continue
    counts[digits === 0 ? h >>> 16 : digits === 1 ? h & 0xffff : digits === 2 ? l >>> 16 : l & 0xffff]++
  }
}

/** Takes the digit that the counts point to, and empties them. */
export function narrow(search: LimitSearch): void {
  const { counts, digits } = search
  if (search.rank < 0) search.rank = Math.max(0, Math.ceil(counts.reduce((sum, n) => sum + n, 0) * SHOWN) - 1)
  let digit = 0
  while (digit < counts.length && search.rank >= counts[digit]) search.rank -= counts[digit++]
  search.digits++
  search.done = search.digits === DIGITS || digit === counts.length
  if (digit === counts.length) return // no pixel has data
  if (digits < 2) search.high |= digits === 0 ? digit << 16 : digit
  else search.low |= digits === 2 ? digit << 16 : digit
  counts.fill(0)
}

/** The round limit of a search that is done. */
export function limitOf({ high, low }: LimitSearch): number {
  const reach = new Float64Array(Uint32Array.of(low, high).buffer)[0]
  return reach > 0 ? roundUp(reach) : 1
}
