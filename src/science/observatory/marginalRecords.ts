/** Counts n(τ, δ, h) summed, row by row as they come, into the marginals of the ring grid and whatever else is asked for beside them (spec 8b). */
import { demand } from '../problem.ts'
import type { Marginals, RingGrid } from '../reconstruction/marginals.ts'

/** Which of the optional records of `Marginals` to keep. */
export interface RecordsWanted {
  readonly ringRate?: boolean
  readonly eastWest?: boolean
  /** Bands of hour angle about ∓ξ: the cell of ξ and how many on either side of it. */
  readonly forwardBackward?: { readonly offset: number; readonly reach: number }
  /** Windows of a day: that of τ is ⌊t · windows/cells⌋. */
  readonly windows?: number
  /** Ring r, cells k and t go into ring ⌊r · rings/grid.rings⌋ and cells ⌊k · cells/grid.cells⌋, ⌊t · cells/grid.cells⌋. */
  readonly coarse?: { readonly rings: number; readonly cells: number }
}

/** Room for all that is wanted, nothing counted yet. Throws invalid-argument for sizes that the grid does not have. */
export function roomForRecords({ rings, cells }: RingGrid, { ringRate, eastWest, forwardBackward, windows, coarse }: RecordsWanted = {}): Marginals {
  const within = (n: number, most: number, what: string) => demand(Number.isInteger(n) && n >= 1 && n <= most, `${what} is a whole number from 1 to ${most}`, { n })
  within(rings, Infinity, 'the number of rings')
  demand(Number.isInteger(cells) && cells >= 4 && cells % 2 === 0, 'a ring grid has an even number of cells', { cells })
  if (windows !== undefined) within(windows, cells, 'the number of windows')
  if (coarse !== undefined) {
    within(coarse.rings, rings, 'the number of coarse rings')
    within(coarse.cells, cells, 'the number of coarse cells')
  }
  if (forwardBackward !== undefined) {
    const { offset, reach } = forwardBackward
    within(offset - reach, cells / 2, 'the first cell of a band of hour angle')
    within(cells / 2 - offset - reach, cells / 2, 'what lies between a band of hour angle and midnight')
  }
  const table = (n: number) => new Float64Array(n)
  const map = () => table(rings * cells)
  return {
    grid: { rings, cells },
    sky: map(),
    local: map(),
    rate: table(cells),
    ...(ringRate === true && { ringRate: map() }),
    ...(eastWest === true && { eastWest: { east: table(cells), west: table(cells) } }),
    ...(forwardBackward !== undefined && { forwardBackward: { ...forwardBackward, forward: map(), backward: map() } }),
    ...(windows !== undefined && { windows: { count: windows, local: table(windows * rings * cells) } }),
    ...(coarse !== undefined && { coarse: { ...coarse, counts: table(coarse.rings * coarse.cells ** 2) } }),
  }
}

/**
 * Adds the counts of one local cell at every τ. Whole numbers stay exact, in any order of rows: ΣD = ΣL = Σn.
 *
 * @param marginals  changed
 * @param k          of the hour angle h = kΔ
 * @param counts     [cells] by τ
 */
export function recordRow(marginals: Marginals, ring: number, k: number, counts: Float64Array): void {
  const { grid: { rings, cells }, sky, local, rate, ringRate, eastWest, forwardBackward, windows, coarse } = marginals
  const start = ring * cells
  let sum = 0
  for (let t = 0; t < cells; t++) {
    sum += counts[t]
    rate[t] += counts[t]
  }
  local[start + k] += sum
  for (let t = 0; t < k; t++) sky[start + t - k + cells] += counts[t]
  for (let t = k; t < cells; t++) sky[start + t - k] += counts[t]
  if (ringRate !== undefined) addTo(ringRate, start, counts)
  if (eastWest !== undefined && k % (cells / 2) !== 0) addTo(2 * k < cells ? eastWest.west : eastWest.east, 0, counts)
  if (forwardBackward !== undefined) {
    const { offset, reach, forward, backward } = forwardBackward
    if (Math.abs(k - offset) <= reach) addTo(backward, start, counts)
    if (Math.abs(cells - k - offset) <= reach) addTo(forward, start, counts)
  }
  if (windows !== undefined) {
    for (let t = 0; t < cells; t++) windows.local[Math.floor((t * windows.count) / cells) * rings * cells + start + k] += counts[t]
  }
  if (coarse !== undefined) {
    const row = (Math.floor((ring * coarse.rings) / rings) * coarse.cells + Math.floor((k * coarse.cells) / cells)) * coarse.cells
    for (let t = 0; t < cells; t++) coarse.counts[row + Math.floor((t * coarse.cells) / cells)] += counts[t]
  }
}

function addTo(out: Float64Array, start: number, counts: Float64Array): void {
  for (let t = 0; t < counts.length; t++) out[start + t] += counts[t]
}
