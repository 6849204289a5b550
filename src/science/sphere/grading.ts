/**
 * HEALPix maps on coarser and finer pixels, in RING order, for any two nsides with a whole ratio k: a coarse pixel is
 * the k × k cells of its face. Counts are shared out and add up; intensities are copied and averaged. NaN is "no data".
 */
import { demand } from '../problem.ts'
import { demandNside, faceFromRing, ringFromFace } from './healpixFaces.ts'

/** What a map holds, which decides what becomes of it when pixels are joined or divided. */
export type Holding = 'counts' | 'intensity'

/**
 * The coarse pixel that each fine pixel lies in.
 *
 * @param fine, coarse  nsides, fine a whole multiple of coarse
 * @param out           [12 fine²], written
 */
export function parents(fine: number, coarse: number, out: Int32Array = new Int32Array(12 * fine * fine)): Int32Array {
  demandRatio(fine, coarse)
  demand(out.length === 12 * fine * fine, 'each fine pixel has one parent', { length: out.length })
  for (let i = 0; i < out.length; i++) out[i] = parentOf(fine, coarse, i)
  return out
}

/** The coarse pixel that one fine pixel lies in; of an nside that is a whole multiple. */
function parentOf(fine: number, coarse: number, pixel: number): number {
  const ratio = fine / coarse
  const cell = faceFromRing(fine, pixel)
  const row = Math.floor(cell / fine) // rows of a face are whole multiples of the ratio, so faces need no care
  const x = Math.floor((cell - row * fine) / ratio)
  return ringFromFace(coarse, Math.floor(row / ratio) * coarse + x)
}

/** What the fine pixels of each coarse one add up to, as far as they have been gone through. */
export interface Gathered {
  readonly fine: number
  readonly coarse: number
  /** [12 coarse²] sums over the known fine pixels. */
  readonly sums: Float64Array
  /** [12 coarse²] how many fine pixels were known, 0 … k². */
  readonly known: Int32Array
}

/** Nothing gathered yet. Throws invalid-argument where `fine` is no whole multiple of `coarse`. */
export function nothingGathered(fine: number, coarse: number, sums: Float64Array = new Float64Array(12 * coarse * coarse), known: Int32Array = new Int32Array(sums.length)): Gathered {
  demandRatio(fine, coarse)
  demand(sums.length === 12 * coarse * coarse && known.length === sums.length, 'each coarse pixel has a sum, and knows how many fine ones were known', { sums: sums.length, known: known.length })
  return { fine, coarse, sums: sums.fill(0), known: known.fill(0) }
}

/**
 * Adds the fine pixels first … end − 1, or their squares, to the coarse ones that hold them.
 *
 * @param values  [12 fine²]; what is not finite is not known
 * @param beside  [12 fine²], if given: a pixel counts only where this is known as well
 */
export function gather({ fine, coarse, sums, known }: Gathered, values: Float64Array, first: number, end: number, term: 'value' | 'square' = 'value', beside: Float64Array = values): void {
  for (let i = first; i < end; i++) {
    const value = values[i]
    if (!Number.isFinite(value) || !Number.isFinite(beside[i])) continue
    const parent = parentOf(fine, coarse, i)
    sums[parent] += term === 'square' ? value * value : value
    known[parent]++
  }
}

/**
 * A map on coarser pixels. Counts are the sums over the known fine pixels, so whole counts are conserved exactly;
 * intensities are the means over the known ones. A coarse pixel is NaN only if nothing in it is known: `known` tells
 * which sums are of part of a pixel.
 *
 * @param values  [12 fine²]
 * @param out     [12 coarse²], written
 * @param known   [12 coarse²], if given: how many fine pixels were known, 0 … k²; written
 */
export function degraded(
  holding: Holding, fine: number, coarse: number, values: Float64Array,
  out: Float64Array = new Float64Array(12 * coarse * coarse), known: Int32Array = new Int32Array(out.length),
): Float64Array {
  demandSizes(fine, coarse, values, out)
  gather(nothingGathered(fine, coarse, out, known), values, 0, values.length)
  for (let i = 0; i < out.length; i++) {
    if (known[i] === 0) out[i] = NaN
    else if (holding === 'intensity') out[i] /= known[i]
  }
  return out
}

/**
 * A map on finer pixels: counts shared equally among the k² pixels inside each, intensities copied.
 *
 * @param values  [12 coarse²]
 * @param out     [12 fine²], written
 */
export function upgraded(
  holding: Holding, coarse: number, fine: number, values: Float64Array, out: Float64Array = new Float64Array(12 * fine * fine),
): Float64Array {
  demandSizes(fine, coarse, out, values)
  const parent = parents(fine, coarse)
  const children = holding === 'counts' ? (fine / coarse) ** 2 : 1
  for (let i = 0; i < out.length; i++) out[i] = values[parent[i]] / children
  return out
}

function demandRatio(fine: number, coarse: number): void {
  demandNside(fine)
  demandNside(coarse)
  demand(fine % coarse === 0, 'the finer nside must be a whole multiple of the coarser', { fine, coarse })
}

function demandSizes(fine: number, coarse: number, fineMap: Float64Array, coarseMap: Float64Array): void {
  demand(fineMap.length === 12 * fine * fine, 'the finer map has 12 nside² pixels', { nside: fine, length: fineMap.length })
  demand(coarseMap.length === 12 * coarse * coarse, 'the coarser map has 12 nside² pixels', { nside: coarse, length: coarseMap.length })
}
