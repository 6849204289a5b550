/**
 * Fourier sums along the rings of a ring grid, X_m = Σ_j x_j e^{−2πi jm/cells} for m = 0 … cells/2, cell numbers as they are: t ≡ a + k makes the
 * sums of the likelihood circular, with nothing to turn (spec 8b).
 *
 *     Σ_t f(t) x(t − j)  ⟷  F_m X_m*        what time t and either of right ascension and hour angle give the other
 *     Σ_k x(k) y(t − k)  ⟷  X_m Y_m         what hour angle and right ascension give time
 */
import { realBackward, realForward } from '../math/realFft.ts'
import type { RingGrid } from './marginals.ts'

export interface Spectra {
  /** cells/2 + 1 */
  readonly width: number
  /** [rows × width] */
  readonly re: Float64Array
  readonly im: Float64Array
}

export function emptySpectra({ cells }: RingGrid, rows: number): Spectra {
  const width = cells / 2 + 1
  return { width, re: new Float64Array(rows * width), im: new Float64Array(rows * width) }
}

/** Row `row` of [rows × cells], kept as row `outRow`; NaN counts as 0. */
export function takeRow(values: Float64Array, row: number, { width, re, im }: Spectra, outRow = row): void {
  const cells = 2 * (width - 1)
  realForward(values, row * cells, cells, re, im, outRow * width, width - 1)
}

/** The row that a spectrum belongs to, X_m → x_j. The spectrum is written over. */
export function giveRow({ width, re, im }: Spectra, row: number, values: Float64Array, outRow: number): void {
  const cells = 2 * (width - 1)
  const [first, last] = [row * width, (row + 1) * width - 1]
  for (let i = first; i <= last; i++) {
    re[i] /= cells
    im[i] /= cells
  }
  re[last] /= 2 // the wave of cells/2 is its own mirror
  realBackward(re, im, first, width - 1, values, outRow * cells, cells)
}

/** Adds F_m X_m* of one row of each to one row of `out`. */
export function addCorrelation(f: Spectra, fRow: number, x: Spectra, xRow: number, out: Spectra, outRow: number): void {
  const { width, re, im } = out
  for (let m = 0, i = fRow * width, j = xRow * width, o = outRow * width; m < width; m++, i++, j++, o++) {
    re[o] += f.re[i] * x.re[j] + f.im[i] * x.im[j]
    im[o] += f.im[i] * x.re[j] - f.re[i] * x.im[j]
  }
}

/** Adds X_m Y_m of one row of each to one row of `out`. */
export function addConvolution(x: Spectra, xRow: number, y: Spectra, yRow: number, out: Spectra, outRow: number): void {
  const { width, re, im } = out
  for (let m = 0, i = xRow * width, j = yRow * width, o = outRow * width; m < width; m++, i++, j++, o++) {
    re[o] += x.re[i] * y.re[j] - x.im[i] * y.im[j]
    im[o] += x.re[i] * y.im[j] + x.im[i] * y.re[j]
  }
}

export function clearRow({ width, re, im }: Spectra, row: number): void {
  re.fill(0, row * width, (row + 1) * width)
  im.fill(0, row * width, (row + 1) * width)
}
