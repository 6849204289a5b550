/**
 * Direct integration on the ring grid: what an isotropic sky would have left, from the rates as counted and the acceptance as averaged over the same
 * windows of the day (spec 7). Time scrambling within the windows has this expectation. Of one window it is the first pass of the likelihood; shorter ones
 * take more of the sky away (a high-pass in right ascension).
 */
import { demand } from '../problem.ts'
import { noEvents, type Marginals } from './marginals.ts'
import { exposeRing, productOf, rowsWith, seenBy, type Product } from './ringExposure.ts'
import { emptySpectra, type Spectra } from './ringSpectra.ts'
import { inWindows } from './windows.ts'

export interface DirectIntegration {
  readonly grid: Marginals['grid']
  /** [rings × cells] D of all detectors. */
  readonly sky: Float64Array
  /** [rings × cells] 1 where any detector was exposed to the cell. */
  readonly seen: Uint8Array
  /** Rings of which anything is seen. */
  readonly rows: Int32Array
  /** One for each window of each detector. */
  readonly products: readonly Product[]
  readonly sum: Spectra
}

/**
 * @param windows  of the day, equal: cells t with ⌊t · windows/cells⌋ alike; more than one is read from `windows` of the marginals
 * @throws invalid-argument where the marginals keep other windows or grids; no-coverage without any event
 */
export function beginDirectIntegration(marginals: readonly Marginals[], windows = 1): DirectIntegration {
  const beginning = beginningDirectIntegration(marginals, windows)
  for (;;) {
    const { done, value } = beginning.next()
    if (done) return value
  }
}

/** The same, window by window of each detector: a driver may breathe between two. */
export function* beginningDirectIntegration(marginals: readonly Marginals[], windows = 1): Generator<void, DirectIntegration, void> {
  demand(marginals.length > 0, 'a reconstruction has at least one detector')
  const { grid } = marginals[0]
  const sky = new Float64Array(grid.rings * grid.cells)
  const products: Product[] = []
  for (const of of marginals) {
    demand(of.grid.rings === grid.rings && of.grid.cells === grid.cells, 'detectors that share a sky share a ring grid', { rings: grid.rings, otherRings: of.grid.rings })
    for (let i = 0; i < sky.length; i++) sky[i] += of.sky[i]
    for (const { local, rate } of inWindows(of, windows)) {
      const total = local.reduce((sum, n) => sum + n, 0)
      if (total > 0) products.push(productOf(grid, rate.slice(), local.map((n) => n / total)))
      yield
    }
  }
  if (products.length === 0) throw noEvents()
  const seen = seenBy(grid, products)
  yield
  return { grid, sky, seen, rows: rowsWith(grid, seen), products, sum: emptySpectra(grid, 1) }
}

/**
 * The background of some of the rings, with ring means divided out: δI = D/B − 1 has none (spec 9). 0 where nothing was seen.
 *
 * @param out  [rings × cells], written on rows fromRow … toRow − 1 of `rows`; the rest is left as it is
 */
export function integrateRings({ grid, sky, seen, rows, products, sum }: DirectIntegration, out: Float64Array, fromRow = 0, toRow = rows.length): void {
  for (let row = fromRow; row < toRow; row++) {
    const [first, end] = [rows[row] * grid.cells, (rows[row] + 1) * grid.cells]
    exposeRing(grid, products, seen, rows[row], sum, out)
    let total = 0
    let cells = 0
    for (let a = first; a < end; a++) {
      if (seen[a] === 0) continue
      total += sky[a] / out[a]
      cells++
    }
    for (let a = first; a < end; a++) out[a] *= total / cells
  }
}

/** The background of all rings. @returns  [rings × cells] B, 0 where nothing was seen */
export function directIntegration(marginals: readonly Marginals[], windows = 1): Float64Array {
  const integration = beginDirectIntegration(marginals, windows)
  const out = new Float64Array(integration.sky.length)
  integrateRings(integration, out)
  return out
}
