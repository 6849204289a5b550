/**
 * Where a harmonic transform keeps its numbers. Everything lies in one array, because a WebAssembly kernel sees one memory; places
 * are counted in numbers from its beginning, and all are even, so that vectors of two lie aligned.
 *
 * Between rings and coefficients stand the *columns*: for each order m four rows over the mirror pairs of rings, even re, even
 * im, odd re, odd im, where even and odd are the sum and the difference of north and south, which degrees of even and of odd l − m see.
 */
import type { Kernel } from '../math/kernelPool.ts'
import { twinPlanSize, twinWorkSize } from '../math/twinPlan.ts'
import type { Pairs } from './mirrorPairs.ts'

/** Ring pairs side by side in a sweep; the number of pairs is filled up to a multiple of it. */
export const LANES = 4

/** Rows of a column. */
export const PARTS = 4

/**
 * Numbers of one step of the table, which takes two degrees at once: α and β of the recursion, then in synthesis the coefficients
 * of an even and of an odd degree (re, im, re, im), in analysis two partial sums of each.
 */
export const STEP = 10

/** The recursion's numbers carry 2^(200 scale) as long as they are small; below 2^−100 the true values count as zero. */
export const SCALE_BITS = 200
export const TINY = 2 ** -SCALE_BITS
export const LARGE = 2 ** (SCALE_BITS / 2)

export interface Places {
  readonly lmax: number
  /** Pairs with their filling. */
  readonly pairs: number
  /** [pairs] sin δ */
  readonly sine: number
  /** [pairs] sin² δ */
  readonly square: number
  /** [pairs] cos^m δ · 2^(200 scale) */
  readonly power: number
  /** [pairs] scale, a whole number */
  readonly scale: number
  /** [(lmax + 1) × column]; of each column PARTS rows */
  readonly columns: number
  /** From one row of a column to the next, and from one column to the next: a little more than they hold, lest powers of two share one set of the cache. */
  readonly row: number
  readonly column: number
  /** [STEP × steps] */
  readonly table: number
  /** How the Fourier sums of the rings at hand are taken (`twinPlan.ts`). */
  readonly plan: number
  /** Work area of the Fourier sums, of `vectors` vectors each. */
  readonly work: number
  readonly vectors: number
  /** [longest ring] values of a ring and of its mirror image */
  readonly north: number
  readonly south: number
  /** All of it. */
  readonly size: number
}

/** In numbers. */
const CACHE_LINE = 8

const even = (size: number): number => size + (size & 1)

export function placesFor({ count, lengths, longest }: Pairs, lmax: number): Places {
  const pairs = LANES * Math.ceil(count / LANES)
  const columns = 4 * pairs
  const row = pairs + CACHE_LINE
  const column = PARTS * row + CACHE_LINE
  const table = columns + (lmax + 1) * column
  const plan = table + STEP * ((lmax >> 1) + 2)
  const work = plan + even(Math.max(...lengths.map(twinPlanSize)))
  const vectors = Math.max(...lengths.map(twinWorkSize))
  const north = work + 8 * vectors + 8 * vectors
  const south = north + even(longest)
  return { lmax, pairs, sine: 0, square: pairs, power: 2 * pairs, scale: 3 * pairs, columns, row, column, table, plan, work, vectors, north, south, size: south + even(longest) }
}

/** The column of order m. */
export const columnOf = ({ columns, column }: Places, m: number): number => columns + m * column

/** What a Legendre sweep is told: the order's column, from which pair on, λ_mm = norm · cos^m δ · c_0, and over how many steps. */
export interface Sweep {
  readonly column: number
  /** A multiple of LANES. */
  readonly from: number
  readonly norm: number
  readonly steps: number
}

/** A pair of mirror rings of n pixels each; `south` is −1 where the ring is its own mirror image. */
export interface RingPair {
  readonly index: number
  readonly n: number
  readonly north: number
  readonly south: number
  /** Whether the first pixel lies half a cell east of α = 0, rather than on it. */
  readonly shifted: boolean
  readonly area: number
}

/** The four kernels of the transforms, and the room they work in. */
export interface HarmonicKernel extends Kernel {
  /** Fourier sums of a pair of rings, times their pixel area, into the columns. */
  ringsToColumns(places: Places, pair: RingPair, values: Float64Array): void
  /** The values of a pair of rings, from the columns. */
  columnsToRings(places: Places, pair: RingPair, values: Float64Array): void
  /** Writes Σ_l λ_lm a_lm of every pair into the column. */
  synthesise(places: Places, sweep: Sweep): void
  /** Adds Σ_pairs λ_lm · column to the sums of every step. */
  analyse(places: Places, sweep: Sweep): void
}
