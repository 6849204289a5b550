/**
 * Local maps on the ring grid (spec 8b): each local pixel is assigned once to a cell (δ, h), each time bin to a cell of τ, and whole counts are summed.
 * Cells hold one pixel, two or none; the acceptance, which is fitted cell by cell, absorbs that.
 */
import { Problem } from '../problem.ts'
import { ringsOf } from '../sphere/rings.ts'
import { cellsForBins } from '../sphere/wholeCells.ts'
import type { LocalPixels } from './localMarginals.ts'
import { geometryOf, type Marginals, type RingGrid } from './marginals.ts'

/** A grid whose rings hold about as many pixels as their neighbours: somewhat farther apart than pixels are, 180 × 360 at most. Throws invalid-argument as `binsOnCells`. */
export function gridForLocalMaps(nside: number, bins: number): RingGrid {
  const [cells] = cellsForBins(bins, 360)
  if (cells === undefined) throw doNotFit(bins, 360)
  return { rings: Math.max(4, Math.min(180, Math.round(2.5 * nside))), cells }
}

/** Time bins on cells of τ. */
export interface BinsOnCells {
  /** [bins] t of each bin */
  readonly cell: Int32Array
  /** How far behind the middle of its cell a bin lies, on average over the bins of a cell; −Δ/2 … Δ/2. */
  readonly behind: number
}

/**
 * Puts each bin into the cell that holds its moment. A bin is never shared among cells: which of its events came when nobody knows, and spread evenly
 * they would smear D along right ascension.
 *
 * @param first  ωt of bin 0; the others follow at 2π/bins
 * @throws invalid-argument, naming numbers of cells that do, where the cells of the grid do not hold the same number of whole bins each
 */
export function binsOnCells(bins: number, first: number, { cells }: RingGrid): BinsOnCells {
  if (bins % cells !== 0) throw doNotFit(bins, cells)
  const perCell = bins / cells
  const place = (first / (2 * Math.PI)) * bins
  // A moment on the edge of two cells goes to the second, whatever the last digit says.
  const start = Math.floor(place + 1e-9)
  return {
    cell: Int32Array.from({ length: bins }, (_, bin) => wrapped(Math.floor((start + bin) / perCell), cells)),
    behind: ((place - start - 0.5) * 2 * Math.PI) / bins,
  }
}

function doNotFit(bins: number, cells: number): Problem {
  const fitting = [...cellsForBins(bins)].sort((a, b) => Math.abs(Math.log(a / cells)) - Math.abs(Math.log(b / cells)))
  const remedy = fitting.length === 0 ? 'Bin the events anew, into an even number of bins; 360 is usual.' : `Choose a grid of ${fitting.slice(0, 3).join(', or ')} cells.`
  return new Problem('invalid-argument', `These local maps have ${bins} time bins, which cannot be put whole into ${cells} cells of sidereal time, as many into each.`, { remedy, facts: { bins, cells } })
}

const wrapped = (k: number, cells: number): number => ((k % cells) + cells) % cells

/** The cell (δ, h) of each pixel in view. */
export interface RingPlaces {
  readonly grid: RingGrid
  /** [pixels in view] */
  readonly ring: Int32Array
  /** [pixels in view] k of the hour angle */
  readonly hour: Int32Array
}

export const roomForPlaces = ({ alpha }: LocalPixels, grid: RingGrid): RingPlaces => ({ grid, ring: new Int32Array(alpha.length), hour: new Int32Array(alpha.length) })

/**
 * Assigns the pixels first … end − 1 of the view, which must have been aimed.
 *
 * Right ascension is what must be right: t − k is the cell that α = τ − h lies in when k is counted from the meridian at the middle of the cell of τ.
 * That is `behind` away from the meridian at the moment of the bins, so that h is labelled with a shift of up to half a cell; in τ likewise.
 */
export function placePixels(places: RingPlaces, { sinDelta, alpha }: LocalPixels, { behind }: Pick<BinsOnCells, 'behind'>, first = 0, end = alpha.length): RingPlaces {
  const { grid, ring, hour } = places
  const edges = ringEdges(grid)
  const perRadian = grid.cells / (2 * Math.PI)
  for (let i = first; i < end; i++) {
    ring[i] = ringBetween(edges, sinDelta[i])
    hour[i] = wrapped(Math.round((-alpha[i] - behind) * perRadian), grid.cells)
  }
  return places
}

/** [rings + 1] the edges of the rings in sin δ, from 1 down to −1: cumulative Gauss–Legendre weights. */
export function ringEdges(grid: RingGrid): Float64Array {
  const { pixelArea } = ringsOf(geometryOf(grid))
  const edges = new Float64Array(grid.rings + 1)
  edges[0] = 1
  for (let r = 0; r < grid.rings; r++) edges[r + 1] = edges[r] - (pixelArea[r] * grid.cells) / (2 * Math.PI)
  edges[grid.rings] = -1
  return edges
}

/** The ring that holds a declination, by bisection; its northern edge belongs to it. */
function ringBetween(edges: Float64Array, sinDelta: number): number {
  let [low, high] = [0, edges.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (edges[middle] >= sinDelta) low = middle
    else high = middle
  }
  return low
}

/**
 * Adds the counts of a time bin in the pixels first … end − 1 of the view to every record there is room for. Whole numbers stay exact, in any order:
 * ΣD = ΣL = Σn.
 *
 * @param counts  [≥ end] of the bin
 * @param t       the cell of the bin
 */
export function addLocalCounts(marginals: Marginals, { grid, ring, hour }: RingPlaces, counts: Float64Array, t: number, first = 0, end = ring.length): void {
  const { cells } = grid
  const { sky, local, rate } = marginals
  for (let i = first; i < end; i++) {
    const n = counts[i]
    if (n === 0) continue
    const row = ring[i] * cells
    const k = hour[i]
    sky[row + (t >= k ? t - k : t - k + cells)] += n
    local[row + k] += n
    rate[t] += n
    addToRecords(marginals, ring[i], k, t, n)
  }
}

/** The records beside D, L and n: n events more in one cell. */
function addToRecords({ grid: { rings, cells }, ringRate, eastWest, forwardBackward, windows, coarse }: Marginals, ring: number, k: number, t: number, n: number): void {
  const at = ring * cells + t
  const half = cells / 2
  if (ringRate !== undefined) ringRate[at] += n
  if (eastWest !== undefined && k !== 0 && k !== half) (k < half ? eastWest.west : eastWest.east)[t] += n
  if (forwardBackward !== undefined) {
    const { offset, reach, forward, backward } = forwardBackward
    if (Math.abs(k - offset) <= reach) backward[at] += n
    else if (Math.abs(cells - k - offset) <= reach) forward[at] += n
  }
  if (windows !== undefined) windows.local[(Math.floor((t * windows.count) / cells) * rings + ring) * cells + k] += n
  if (coarse !== undefined) {
    const [ofRing, ofHour, ofTime] = [Math.floor((ring * coarse.rings) / rings), Math.floor((k * coarse.cells) / cells), Math.floor((t * coarse.cells) / cells)]
    coarse.counts[(ofRing * coarse.cells + ofHour) * coarse.cells + ofTime] += n
  }
}
