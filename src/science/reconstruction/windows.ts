/** Windows of the sidereal day: the counts of each, and what means over windows make of waves in time (spec 7). */
import { unitRoots } from '../math/fft.ts'
import { demand } from '../problem.ts'
import type { Marginals } from './marginals.ts'

/** The window of the day that cell t of sidereal time falls into; of windows that do not divide the cells some are longer by one. */
export const windowOf = (t: number, windows: number, cells: number): number => Math.floor((t * windows) / cells)

/** Counts of one window: its L, and n that is 0 outside. */
export type Windowed = Pick<Marginals, 'grid' | 'local' | 'rate'>

/**
 * The counts of every window of the day; those of the day itself for one.
 *
 * @throws invalid-argument where the marginals keep the local counts of other windows
 */
export function inWindows({ grid, local, rate, windows }: Pick<Marginals, 'grid' | 'local' | 'rate' | 'windows'>, count: number): readonly Windowed[] {
  demand(count === 1 || windows?.count === count, 'windows of less than a day need the local counts of these windows', { asked: count, kept: windows?.count ?? 1 })
  if (count === 1 || windows === undefined) return [{ grid, local, rate }]
  const cells = grid.rings * grid.cells
  return Array.from({ length: count }, (_, w) => ({
    grid, local: windows.local.subarray(w * cells, (w + 1) * cells), rate: rate.map((n, t) => (windowOf(t, count, grid.cells) === w ? n : 0)),
  }))
}

/** The mean of e^{imτ} over each window, m = 0 … mmax. */
export interface WindowMeans {
  readonly mmax: number
  /** [windows] cells of each, as a share of the day */
  readonly share: Float64Array
  /** [windows × (mmax + 1)] */
  readonly re: Float64Array
  readonly im: Float64Array
}

/** At the middles τ = (t + ½)Δ of the cells. Throws invalid-argument for more windows than cells. */
export function windowMeans(windows: number, cells: number, mmax: number): WindowMeans {
  demand(Number.isInteger(windows) && windows >= 1 && windows <= cells, 'windows of a day hold a cell of time at least', { windows, cells })
  const width = mmax + 1
  const means = { mmax, share: new Float64Array(windows), re: new Float64Array(windows * width), im: new Float64Array(windows * width) }
  const roots = unitRoots(2 * cells)
  for (let t = 0; t < cells; t++) {
    const w = windowOf(t, windows, cells)
    means.share[w] += 1 / cells
    for (let m = 0; m <= mmax; m++) {
      const turned = (m * (2 * t + 1)) % (2 * cells)
      means.re[w * width + m] += roots.re[turned] / cells
      means.im[w * width + m] -= roots.im[turned] / cells
    }
  }
  for (let i = 0; i < windows * width; i++) {
    means.re[i] /= means.share[Math.floor(i / width)]
    means.im[i] /= means.share[Math.floor(i / width)]
  }
  return means
}

/**
 * p_nm = ⟨ē_n* ē_m⟩ over the day, ē_m being the means of e^{imτ} over windows: as much of wave n as there is in wave m when means over windows are taken of it. Not 0 only for n ≡ m
 * modulo equal windows, where |p_nm| = s_n s_m, s_m = sin(mΘ/2)/(mΘ/2) for windows Θ of many cells.
 *
 * @param n, m  of either sign, up to mmax
 */
export function windowProduct({ mmax, share, re, im }: WindowMeans, n: number, m: number): readonly [number, number] {
  const [ofN, ofM] = [Math.sign(n), Math.sign(m)]
  let [x, y] = [0, 0]
  share.forEach((part, w) => {
    const [i, j] = [w * (mmax + 1) + Math.abs(n), w * (mmax + 1) + Math.abs(m)]
    const [nIm, mIm] = [ofN * im[i], ofM * im[j]]
    x += part * (re[i] * re[j] + nIm * mIm)
    y += part * (re[i] * mIm - nIm * re[j])
  })
  return [x, y]
}

/** p_mm of m = 0 … mmax, the share of every wave that means over windows hold, and that direct integration within them takes away: 1 of m = 0, 0 of all others for one window. */
export function takenByWindows(windows: number, cells: number, mmax: number): Float64Array {
  const means = windowMeans(windows, cells, mmax)
  return Float64Array.from({ length: mmax + 1 }, (_, m) => (windows === 1 && m > 0 ? 0 : windowProduct(means, m, m)[0]))
}
