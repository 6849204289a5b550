/**
 * Time scrambling from marginals (spec 7, 8b). Events keep their local direction and are given each other's times, every permutation being as likely as any
 * other. All that this does to counts is a random table n*(i, τ) with the sums L_i and n_τ of the data: the hypergeometric one, P ∝ 1/Π n*!, which is a
 * Poisson table of any rate × acceptance once its sums are known.
 *
 * It is drawn exactly, local cell by local cell from what is left of the times: event by event where a cell has few, and where it has many by the
 * hypergeometric number of each time in turn. Of the table only its sky is kept,
 *
 *     D*(δ, α) = Σ n*(δ, h, τ), α = τ − h,   ⟨D*⟩ = Σ L_i n_τ/N,   Cov(D*_a, D*_b) = Σ_iτ (L_i n_τ/N) g_a g_b · N/(N − 1),
 *
 * g_a being 1 where (i, τ) falls in cell a and 0 elsewhere, less its means over local cells (weights L) and over times (weights n), plus its mean over all. The
 * mean is the background of direct integration to the last event; the variance is less than Poisson, because sums are kept.
 */
import { hypergeometric } from '../math/hypergeometric.ts'
import { uniform, type RandomStream } from '../math/philox.ts'
import { streamOf } from '../math/streams.ts'
import { demand } from '../problem.ts'
import type { Marginals, RingGrid } from './marginals.ts'

export interface Scrambling {
  readonly grid: RingGrid
  readonly local: Float64Array
  /** [cells] events of each time that no local cell has taken yet */
  readonly left: Float64Array
  readonly draws: RandomStream
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
 * One scrambling in the making. For a window of less than a day: its L, and its n with 0 outside.
 *
 * @param seed, draw  which one: the same numbers give the same sky
 * @throws invalid-argument where counts are no whole numbers (weighted events, expectations) or L and n are not the same events
 */
export function beginScrambling({ grid, local, rate }: Pick<Marginals, 'grid' | 'local' | 'rate'>, seed: number, draw: number): Scrambling {
  demand(local.length === grid.rings * grid.cells && rate.length === grid.cells, 'marginals have the size of their grid', { local: local.length, rate: rate.length })
  demand(local.every(isCount) && rate.every(isCount), 'events can be given other times where counts are whole numbers')
  const events = rate.reduce((sum, n) => sum + n, 0)
  const places = local.reduce((sum, n) => sum + n, 0)
  demand(events === places, 'as many events have a time as have a place', { events, places })
  return { grid, local, left: rate.slice(), draws: { seed, stream: streamOf(`scrambled ${draw}`) }, events, ring: 0, drawn: 0 }
}

const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0

/**
 * Adds the sky of the next rings, up to toRing − 1.
 *
 * @param sky  [rings × cells], added to
 */
export function scrambleRings(scrambling: Scrambling, toRing: number, sky: Float64Array): void {
  const { grid: { cells }, local } = scrambling
  for (; scrambling.ring < toRing; scrambling.ring++) {
    const row = scrambling.ring * cells
    for (let k = 0; k < cells; k++) {
      const n = local[row + k]
      if (n === 0) continue
      if (n <= FEW * cells) oneByOne(scrambling, n, row, k, sky)
      else timeByTime(scrambling, n, row, k, sky)
    }
  }
}

/** α = τ − h */
const skyCell = (t: number, k: number, cells: number): number => (t >= k ? t - k : t - k + cells)

/** The hypergeometric numbers of all times among the events of cell k, given those that are left. */
function timeByTime(scrambling: Scrambling, count: number, row: number, k: number, sky: Float64Array): void {
  const { grid: { cells }, left, draws } = scrambling
  let wanted = count
  let later = scrambling.events
  for (let t = 0; t < cells && wanted > 0; t++) {
    later -= left[t]
    const x = hypergeometric(draws, (row + k) * cells + t, left[t], later, wanted)
    left[t] -= x
    wanted -= x
    sky[row + skyCell(t, k, cells)] += x
  }
  scrambling.events -= count
}

/** One event at a time, through a tree of partial sums (Fenwick 1994). */
function oneByOne(scrambling: Scrambling, count: number, row: number, k: number, sky: Float64Array): void {
  const { grid: { cells }, left, draws } = scrambling
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
    sky[row + skyCell(t, k, cells)]++
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

/** The mean of `skies` scrambled skies, draws 1, 2 …: the background of scrambling. [rings × cells] */
export function scrambledBackground(marginals: Pick<Marginals, 'grid' | 'local' | 'rate'>, seed: number, skies: number): Float64Array {
  demand(Number.isInteger(skies) && skies >= 1, 'a mean of skies has at least one', { skies })
  const sum = new Float64Array(marginals.local.length)
  for (let draw = 1; draw <= skies; draw++) scrambleRings(beginScrambling(marginals, seed, draw), marginals.grid.rings, sum)
  return sum.map((n) => n / skies)
}
