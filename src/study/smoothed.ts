/** What a smoothed map says of a pixel. Of a sky with counts only the sums over discs are kept: the rest is made of them. */
import type { Smoothed } from './results.ts'

/** δI of the disc around a pixel, Σn/ΣB − 1 where there are counts; NaN where nothing was seen. */
export function smoothedValue({ value, counts, background }: Smoothed, pixel: number): number {
  return counts !== undefined && background !== undefined ? counts[pixel] / background[pixel] - 1 : (value?.[pixel] ?? NaN)
}

/** Standard deviation of δI of the disc, √Σn/ΣB where there are counts, wider for a background that was counted too; NaN where it is not known. */
export function smoothedSigma({ sigma, counts, background, widening = 1 }: Smoothed, pixel: number): number {
  return counts !== undefined && background !== undefined ? (widening * Math.sqrt(counts[pixel])) / background[pixel] : (sigma?.[pixel] ?? NaN)
}

export const hasSigma = ({ sigma, counts }: Smoothed): boolean => sigma !== undefined || counts !== undefined
