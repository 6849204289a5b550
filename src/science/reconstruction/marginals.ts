/**
 * What reconstruction needs to know of the counts n(τ, δ, h) of one detector (spec 8b): three sums of them, on a grid where right ascension,
 * hour angle and the sidereal angle of the zenith are cut into the same equal cells, so that α = τ − h is an exact shift.
 *
 * Cells, Δ = 2π/cells: α = (a + ½)Δ and τ = (t + ½)Δ lie in the middle of theirs; h = kΔ, with k = 0 about the meridian, small k west of it and
 * k > cells/2 east of it (hours before culmination). t ≡ a + k modulo cells. Rings are those of `ringsOf(geometryOf(grid))`, north first.
 */
import { demand, Problem } from '../problem.ts'
import type { Geometry } from '../sphere/rings.ts'

export interface RingGrid {
  /** Gauss–Legendre rings in sin δ. */
  readonly rings: number
  /** Cells of a full turn. */
  readonly cells: number
}

export interface Marginals {
  readonly grid: RingGrid
  /** [rings × cells] D(δ, α) = Σ_τ n */
  readonly sky: Float64Array
  /** [rings × cells] L(δ, h) = Σ_τ n; 0 where the detector does not look. */
  readonly local: Float64Array
  /** [cells] n(τ) = Σ_δh n */
  readonly rate: Float64Array
  /** [rings × cells] N(δ, τ) = Σ_h n, for pictures of rates and for Forward–Backward totals. */
  readonly ringRate?: Float64Array
  /** [cells] events from east and from west of the meridian at each τ; those of the cells on it are in neither. */
  readonly eastWest?: { readonly east: Float64Array; readonly west: Float64Array }
  readonly forwardBackward?: ForwardBackwardCounts
  /** L by windows of τ, for direct integration over less than a day. */
  readonly windows?: { readonly count: number; /** [count × rings × cells] */ readonly local: Float64Array }
  readonly coarse?: CoarseCube
}

/** Events near hour angle −ξ (forward, α = τ + ξ) and +ξ (backward), by ring and τ. */
export interface ForwardBackwardCounts {
  /** k of the middle of the bands and the cells on either side of it that belong to them. */
  readonly offset: number
  readonly reach: number
  /** [rings × cells] */
  readonly forward: Float64Array
  readonly backward: Float64Array
}

/** n on coarse cells: tests whether counts are live time × acceptance at all, which the marginals cannot (spec 8). */
export interface CoarseCube {
  readonly rings: number
  readonly cells: number
  /** [rings × cells of h × cells of τ] joined from whole neighbouring rings and cells of the fine grid. */
  readonly counts: Float64Array
}

export const geometryOf = ({ rings, cells }: RingGrid): Extract<Geometry, { kind: 'gauss' }> => ({ kind: 'gauss', rings, perRing: cells })

/** Nothing counted yet. Throws invalid-argument for a grid of fewer than 4 cells or 1 ring. */
export function nothingCounted({ rings, cells }: RingGrid): Pick<Marginals, 'grid' | 'sky' | 'local' | 'rate'> {
  demand(Number.isInteger(rings) && rings >= 1 && Number.isInteger(cells) && cells >= 4 && cells % 2 === 0, 'a ring grid has whole rings and an even number of cells', { rings, cells })
  return { grid: { rings, cells }, sky: new Float64Array(rings * cells), local: new Float64Array(rings * cells), rate: new Float64Array(cells) }
}

/**
 * The counts of two records of one kind, added: days, years, detectors of one kind, energy bins (spec 8b). Whole numbers of events add exactly, so that
 * the sum is the same in any order.
 *
 * @throws invalid-argument where the grids differ, or what is kept beside the three sums
 */
export function addMarginals(a: Marginals, b: Marginals): Marginals {
  const [mine, theirs] = [kept(a), kept(b)]
  if (mine !== theirs) {
    throw new Problem('invalid-argument', `These counts were not binned alike: one holds ${mine}, the other ${theirs}.`, {
      remedy: 'Bin the events again with the same answers, or keep them as two observations.',
    })
  }
  return {
    grid: a.grid,
    sky: added(a.sky, b.sky),
    local: added(a.local, b.local),
    rate: added(a.rate, b.rate),
    ...(a.ringRate && b.ringRate && { ringRate: added(a.ringRate, b.ringRate) }),
    ...(a.eastWest && b.eastWest && {
      eastWest: { east: added(a.eastWest.east, b.eastWest.east), west: added(a.eastWest.west, b.eastWest.west) },
    }),
    ...(a.forwardBackward && b.forwardBackward && {
      forwardBackward: {
        ...a.forwardBackward,
        forward: added(a.forwardBackward.forward, b.forwardBackward.forward),
        backward: added(a.forwardBackward.backward, b.forwardBackward.backward),
      },
    }),
    ...(a.windows && b.windows && { windows: { count: a.windows.count, local: added(a.windows.local, b.windows.local) } }),
    ...(a.coarse && b.coarse && { coarse: { ...a.coarse, counts: added(a.coarse.counts, b.coarse.counts) } }),
  }
}

/** What a record holds, in words: records with the same words add. */
function kept({ grid, ringRate, eastWest, forwardBackward, windows, coarse }: Marginals): string {
  return [
    `${grid.rings} rings of ${grid.cells} cells`,
    ...(ringRate ? ['rates by ring'] : []),
    ...(eastWest ? ['east and west'] : []),
    ...(forwardBackward ? [`forward and backward at ${forwardBackward.offset} ± ${forwardBackward.reach} cells`] : []),
    ...(windows ? [`${windows.count} windows of the day`] : []),
    ...(coarse ? [`a coarse cube of ${coarse.rings} rings and ${coarse.cells} cells`] : []),
  ].join(', ')
}

const added = (a: Float64Array, b: Float64Array): Float64Array => a.map((n, i) => n + b[i])

/** What is thrown where there is nothing to reconstruct from. */
export const noEvents = (): Problem =>
  new Problem('no-coverage', 'An observation without a single event says nothing about the sky.', { remedy: 'Leave it out, or give it live time and events.' })
