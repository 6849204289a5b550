/** Small pictures of a file's columns for the read card: the same numbers as each answer would lay them out on the sky. */
import { nestedPixel, ringPixel } from '../science/sphere/healpix.ts'
import { centreOf } from '../science/sphere/pixelAt.ts'
import { ringsOf } from '../science/sphere/rings.ts'
import type { Previews } from './readCard.ts'
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

/** Columns beyond these have no picture: a card is looked at, not leafed through. */
const MOST = 6

/**
 * All pictures of a file, with a breath after each: one takes some ten milliseconds.
 *
 * @param main  the column the questions are about; −1 for none
 */
export async function previewsOf(
  columns: readonly { readonly values: Float64Array }[], nside: number, ordering: Ordering, main: number, hasZeros: boolean, breathe: () => Promise<void>,
): Promise<Previews> {
  const shown: Float32Array[] = []
  for (const [i, { values }] of columns.entries()) {
    shown.push(values.length > 0 && (i < MOST || i === main) ? previewOf(values, nside, ordering) : new Float32Array(0))
    await breathe()
  }
  const values = columns[main]?.values
  if (values === undefined || values.length === 0) return { columns: shown }
  const otherOrder = canBeNested(nside) ? { otherOrder: previewOf(values, nside, ordering === 'ring' ? 'nested' : 'ring') } : {}
  await breathe()
  return { columns: shown, ...otherOrder, ...(hasZeros ? { withoutZeros: previewOf(values, nside, ordering, true) } : {}) }
}
