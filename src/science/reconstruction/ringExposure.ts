/** What sky cells are exposed to, Σ_t N(t) A(δ, t − a): the denominator of the intensity (S9), summed over detectors (S10). */
import type { RingGrid } from './marginals.ts'
import { addCorrelation, clearRow, emptySpectra, giveRow, takeRow, type Spectra } from './ringSpectra.ts'

/** Rate and acceptance of one detector, or of one window of its day. */
export interface Product {
  /** [cells] */
  readonly rate: Float64Array
  /** [rings × cells] */
  readonly acceptance: Float64Array
  /** [1 × width] */
  readonly rateSpectrum: Spectra
  /** [rings × width] */
  readonly acceptanceSpectrum: Spectra
  /** Rings with any acceptance, north to south. */
  readonly rows: Int32Array
}

/** Room for a product on a grid. */
export function productOf(grid: RingGrid, rate: Float64Array, acceptance: Float64Array): Product {
  const product = { rate, acceptance, rateSpectrum: emptySpectra(grid, 1), acceptanceSpectrum: emptySpectra(grid, grid.rings), rows: rowsWith(grid, acceptance) }
  takeRow(rate, 0, product.rateSpectrum)
  for (const ring of product.rows) takeRow(acceptance, ring, product.acceptanceSpectrum)
  return product
}

/** Rings on which something is more than 0. @param values  [rings × cells] */
export function rowsWith({ rings, cells }: RingGrid, values: Float64Array | Uint8Array): Int32Array {
  return Int32Array.from({ length: rings }, (_, ring) => ring).filter((ring) => values.subarray(ring * cells, (ring + 1) * cells).some((x) => x > 0))
}

/**
 * Which cells of the sky any product exposes at all. Rounding hides that in the exposure itself; in numbers of (t, k), which are whole, it cannot.
 *
 * @returns  [rings × cells] 1 where seen
 */
export function seenBy(grid: RingGrid, products: readonly Product[]): Uint8Array {
  const { rings, cells } = grid
  const seen = new Uint8Array(rings * cells)
  const ways = new Float64Array(cells)
  const sum = emptySpectra(grid, 1)
  for (const { rate, acceptance, rows } of products) {
    const where = productOf({ rings: 1, cells }, rate.map((n) => (n > 0 ? 1 : 0)), new Float64Array(cells))
    for (const ring of rows) {
      for (let k = 0; k < cells; k++) where.acceptance[k] = acceptance[ring * cells + k] > 0 ? 1 : 0
      takeRow(where.acceptance, 0, where.acceptanceSpectrum)
      clearRow(sum, 0)
      addCorrelation(where.rateSpectrum, 0, where.acceptanceSpectrum, 0, sum, 0)
      giveRow(sum, 0, ways, 0)
      for (let a = 0; a < cells; a++) if (ways[a] > 0.5) seen[ring * cells + a] = 1
    }
  }
  return seen
}

/** Transforms leave an error of some 1e−16 of the largest value of a ring in every cell: cells fainter than this share of it are summed one by one. */
const FAINT = 1e-3

/**
 * The exposure of one ring; 0 in cells that are not seen.
 *
 * @param seen  [rings × cells]
 * @param sum   [1 × width], work
 * @param out   [rings × cells], written on the ring
 */
export function exposeRing(grid: RingGrid, products: readonly Product[], seen: Uint8Array, ring: number, sum: Spectra, out: Float64Array): void {
  const { cells } = grid
  clearRow(sum, 0)
  for (const { rateSpectrum, acceptanceSpectrum } of products) addCorrelation(rateSpectrum, 0, acceptanceSpectrum, ring, sum, 0)
  giveRow(sum, 0, out, ring)
  const first = ring * cells
  let largest = 0
  for (let a = first; a < first + cells; a++) if (out[a] > largest) largest = out[a]
  for (let a = 0; a < cells; a++) {
    if (seen[first + a] === 0) out[first + a] = 0
    else if (out[first + a] < FAINT * largest) out[first + a] = products.reduce((total, { rate, acceptance }) => total + shifted(rate, acceptance, first, a), 0)
  }
}

/** Σ_t N(t) x(t − j) for the row x that begins at `first`. */
export function shifted(rate: Float64Array, row: Float64Array, first: number, j: number): number {
  const cells = rate.length
  let sum = 0
  for (let k = 0, t = j; k < cells; k++, t = t + 1 === cells ? 0 : t + 1) if (rate[t] > 0 && row[first + k] > 0) sum += rate[t] * row[first + k]
  return sum
}

/** The same for every j where `wanted` is more than 0, by transforms, faint ones one by one. @param out  [cells], written */
export function weighRing(
  rate: Float64Array, rateSpectrum: Spectra, row: Float64Array, rowSpectrum: Spectra, ring: number, wanted: Float64Array, sum: Spectra, out: Float64Array,
): void {
  const cells = rate.length
  clearRow(sum, 0)
  addCorrelation(rateSpectrum, 0, rowSpectrum, ring, sum, 0)
  giveRow(sum, 0, out, 0)
  let largest = 0
  for (let k = 0; k < cells; k++) if (out[k] > largest) largest = out[k]
  for (let k = 0; k < cells; k++) if (wanted[ring * cells + k] > 0 && out[k] < FAINT * largest) out[k] = shifted(rate, row, ring * cells, k)
}
