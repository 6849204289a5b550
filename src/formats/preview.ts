/** Small pictures of a file's columns for the read card: the same numbers as each answer would lay them out on the sky. */
import { nestedPixel, ringPixel } from '../science/sphere/healpix.ts'
import { centreOf } from '../science/sphere/pixelAt.ts'
import { ringsOf } from '../science/sphere/rings.ts'
import type { Ordering } from './statements.ts'

/** The nside of a preview: a pixel of 3.7° is a few pixels of a small picture. */
export const PREVIEW_NSIDE = 16
/** Values that are averaged in a pixel of the preview, along each side. */
const SAMPLES = 4

/**
 * A map of `PREVIEW_NSIDE` in ring order: the mean of the values found at 16 places of each of its pixels, read in an
 * order; NaN where none of them has one. Any nside; the places are the centres of the pixels of four times its nside.
 *
 * @param values         [12 nside²] in the order of the file
 * @param zeroIsUnseen   exact zeros count as no value
 */
export function previewOf(values: Float64Array, nside: number, ordering: Ordering, zeroIsUnseen = false): Float32Array {
  const preview = ringsOf({ kind: 'healpix', nside: PREVIEW_NSIDE })
  const fine = ringsOf({ kind: 'healpix', nside: SAMPLES * PREVIEW_NSIDE })
  const find = ordering === 'nested' ? nestedPixel : ringPixel
  const sums = new Float64Array(preview.pixels)
  const seen = new Uint8Array(preview.pixels)
  for (let p = 0; p < fine.pixels; p++) {
    const { alpha, sinDelta, cosDelta } = centreOf(fine, p)
    const value = values[find(nside, sinDelta, cosDelta, alpha)]
    if (!Number.isFinite(value) || (zeroIsUnseen && value === 0)) continue
    const to = ringPixel(PREVIEW_NSIDE, sinDelta, cosDelta, alpha)
    sums[to] += value
    seen[to]++
  }
  return Float32Array.from(sums, (sum, i) => (seen[i] === 0 ? NaN : sum / seen[i]))
}

/** Whether a map of this nside can be in nested order at all. */
export const canBeNested = (nside: number): boolean => nside >= 1 && (nside & (nside - 1)) === 0

/** What is worth a picture: columns in the order that is taken, and of the first of them what another answer would make. */
export interface Previews {
  /** By column; empty for columns that are not shown. */
  readonly columns: readonly Float32Array[]
  /** The main column in the other order, where there is one. */
  readonly otherOrder?: Float32Array
  /** The main column with exact zeros left out, where it has any. */
  readonly withoutZeros?: Float32Array
}

/** Columns beyond these have no picture: a card is looked at, not leafed through. */
const MOST = 6

/** @param main  the column the questions are about; −1 for none */
export function previewsOf(columns: readonly { readonly values: Float64Array }[], nside: number, ordering: Ordering, main: number, hasZeros: boolean): Previews {
  const shown = columns.map(({ values }, i) => (values.length > 0 && (i < MOST || i === main) ? previewOf(values, nside, ordering) : new Float32Array(0)))
  const values = columns[main]?.values
  if (values === undefined || values.length === 0) return { columns: shown }
  return {
    columns: shown,
    ...(canBeNested(nside) ? { otherOrder: previewOf(values, nside, ordering === 'ring' ? 'nested' : 'ring') } : {}),
    ...(hasZeros ? { withoutZeros: previewOf(values, nside, ordering, true) } : {}),
  }
}
