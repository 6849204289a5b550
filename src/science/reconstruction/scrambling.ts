/**
 * Time scrambling from marginals (spec 7, 8b). Events keep their local direction and are given each other's times, every permutation being as likely as any
 * other. All that this does to counts is a random table n*(i, τ) with the sums L_i and n_τ of the data: the hypergeometric one, P ∝ 1/Π n*!, which is a
 * Poisson table of any rate × acceptance once its sums are known.
 *
 * It is drawn exactly, local cell by local cell from what is left of the times: event by event where a cell has few, and where it has many by the
 * hypergeometric number of each time in turn. Of the table its sky is kept, or every record,
 *
 *     D*(δ, α) = Σ n*(δ, h, τ), α = τ − h,   ⟨D*⟩ = Σ L_i n_τ/N,   Cov(D*_a, D*_b) = Σ_iτ (L_i n_τ/N) g_a g_b · N/(N − 1),
 *
 * g_a being 1 where (i, τ) falls in cell a and 0 elsewhere, less its means over local cells (weights L) and over times (weights n), plus its mean over all. The
 * mean is the background of direct integration to the last event; the variance is less than Poisson, because sums are kept. Within windows of the day each is scrambled by itself, and
 * all sums of every window are kept.
 */
import { hypergeometric } from '../math/hypergeometric.ts'
import { uniform, type RandomStream } from '../math/philox.ts'
import { streamOf } from '../math/streams.ts'
import { demand } from '../problem.ts'
import { recordRow } from '../observatory/marginalRecords.ts'
import type { Marginals, RingGrid } from './marginals.ts'
import { inWindows, type Windowed } from './windows.ts'

export interface Scrambling {
  readonly grid: RingGrid
  readonly local: Float64Array
  /** [cells] events of each time that no local cell has taken yet */
  readonly left: Float64Array
  readonly draws: RandomStream
  /** Times from … to − 1 hold all events. */
  readonly from: number
  readonly to: number
  /** [cells] the events of one local cell by time, work */
  readonly row: Float64Array
  /** Σ left */
  events: number
  /** The next ring; rings are scrambled from north to south. */
  ring: number
  /** Events that have been drawn one by one. */
  drawn: number
}

/** Cells of at most this many events per time are drawn event by event. */
const FEW = 2

/**
 * One scrambling in the making, of a day or of a window.
 *
 * @param seed, draw  which one: the same numbers give the same sky
 * @throws invalid-argument where counts are no whole numbers (weighted events, expectations) or L and n are not the same events
 */
export const beginScrambling = (of: Windowed, seed: number, draw: number): Scrambling => begun(of, seed, `scrambled ${draw}`)

/** One scrambling of every window of the day, to be gone through one after the other. Throws invalid-argument where the marginals keep other windows. */
export const beginScramblings = (marginals: Pick<Marginals, 'grid' | 'local' | 'rate' | 'windows'>, windows: number, seed: number, draw: number): readonly Scrambling[] =>
  windows === 1 ? [beginScrambling(marginals, seed, draw)] : inWindows(marginals, windows).map((one, w) => begun(one, seed, `scrambled ${draw} within ${w} of ${windows}`))

function begun({ grid, local, rate }: Windowed, seed: number, stream: string): Scrambling {
  demand(local.length === grid.rings * grid.cells && rate.length === grid.cells, 'marginals have the size of their grid', { local: local.length, rate: rate.length })
  demand(local.every(isCount) && rate.every(isCount), 'events can be given other times where counts are whole numbers')
  const events = rate.reduce((sum, n) => sum + n, 0)
  const places = local.reduce((sum, n) => sum + n, 0)
  demand(events === places, 'as many events have a time as have a place', { events, places })
  const from = Math.max(0, rate.findIndex((n) => n > 0))
  const to = rate.findLastIndex((n) => n > 0) + 1
  return { grid, local, left: rate.slice(), draws: { seed, stream: streamOf(stream) }, from, to, row: new Float64Array(grid.cells), events, ring: 0, drawn: 0 }
}

const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0

/**
 * Adds the sky of the next rings, up to toRing − 1.
 *
 * @param sky  [rings × cells], added to
 */
export function scrambleRings(scrambling: Scrambling, toRing: number, sky: Float64Array): void {
  const { grid: { cells }, from, to } = scrambling
  scrambleCells(scrambling, toRing, (ring, k, counts) => {
    for (let t = from; t < to; t++) sky[ring * cells + skyCell(t, k, cells)] += counts[t]
  })
}

/**
 * The same with every record that is kept of them: events have lost their time, and everything that is counted of times and local directions together is counted anew.
 *
 * @param marginals  of the same grid, added to
 */
export function scrambleRecords(scrambling: Scrambling, toRing: number, marginals: Marginals): void {
  scrambleCells(scrambling, toRing, (ring, k, counts) => recordRow(marginals, ring, k, counts))
}

/** Calls visit(ring, k, counts by time) for every local cell of the next rings that holds events. */
function scrambleCells(scrambling: Scrambling, toRing: number, visit: (ring: number, k: number, counts: Float64Array) => void): void {
  const { grid: { cells }, local, row, from, to } = scrambling
  for (; scrambling.ring < toRing; scrambling.ring++) {
    for (let k = 0; k < cells; k++) {
      const i = scrambling.ring * cells + k
      if (local[i] === 0) continue
      row.fill(0, from, to)
      if (local[i] <= FEW * cells) oneByOne(scrambling, local[i])
      else timeByTime(scrambling, i)
      visit(scrambling.ring, k, row)
    }
  }
}

/** α = τ − h */
const skyCell = (t: number, k: number, cells: number): number => (t >= k ? t - k : t - k + cells)

/** The hypergeometric numbers of all times among the events of local cell i, given those that are left. */
function timeByTime(scrambling: Scrambling, i: number): void {
  const { grid: { cells }, local, left, draws, row, from, to } = scrambling
  let wanted = local[i]
  let later = scrambling.events
  for (let t = from; t < to && wanted > 0; t++) {
    later -= left[t]
    const x = hypergeometric(draws, i * cells + t, left[t], later, wanted)
    left[t] -= x
    wanted -= x
    row[t] = x
  }
  scrambling.events -= local[i]
}

/** One event at a time, through a tree of partial sums (Fenwick 1994). */
function oneByOne(scrambling: Scrambling, count: number): void {
  const { grid: { cells }, left, draws, row } = scrambling
  const tree = partialSums(left, cells)
  const top = 2 ** Math.floor(Math.log2(cells))
  for (let event = 0; event < count; event++) {
    let rank = Math.min(scrambling.events - 1, Math.floor(uniform(draws, scrambling.drawn++) * scrambling.events))
    let t = 0
    for (let step = top; step > 0; step >>= 1) {
      if (t + step <= cells && tree[t + step] <= rank) {
        t += step
        rank -= tree[t]
      }
    }
    for (let i = t + 1; i <= cells; i += i & -i) tree[i]--
    left[t]--
    scrambling.events--
    row[t]++
  }
}

/** [cells + 1] entry i holds the sum of the i & −i values before value i. */
function partialSums(values: Float64Array, cells: number): Float64Array {
  const tree = new Float64Array(cells + 1)
  for (let i = 1; i <= cells; i++) {
    tree[i] += values[i - 1]
    const next = i + (i & -i)
    if (next <= cells) tree[next] += tree[i]
  }
  return tree
}

/** The mean of `skies` scrambled skies, draws 1, 2 …: the background of scrambling, within windows of the day. [rings × cells] */
export function scrambledBackground(marginals: Pick<Marginals, 'grid' | 'local' | 'rate' | 'windows'>, seed: number, skies: number, windows = 1): Float64Array {
  demand(Number.isInteger(skies) && skies >= 1, 'a mean of skies has at least one', { skies })
  const sum = new Float64Array(marginals.local.length)
  for (let draw = 1; draw <= skies; draw++) for (const scrambling of beginScramblings(marginals, windows, seed, draw)) scrambleRings(scrambling, marginals.grid.rings, sum)
  return sum.map((n) => n / skies)
}
