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
  demandNside(fine)
  demandNside(coarse)
  demand(fine % coarse === 0, 'the finer nside must be a whole multiple of the coarser', { fine, coarse })
  demand(out.length === 12 * fine * fine, 'each fine pixel has one parent', { length: out.length })
  const ratio = fine / coarse
  for (let i = 0; i < out.length; i++) {
    const cell = faceFromRing(fine, i)
    const row = Math.floor(cell / fine) // rows of a face are whole multiples of the ratio, so faces need no care
    const x = Math.floor((cell - row * fine) / ratio)
    out[i] = ringFromFace(coarse, Math.floor(row / ratio) * coarse + x)
  }
  return out
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
  demand(known.length === out.length, 'each coarse pixel knows how many fine ones were known', { length: known.length })
  const parent = parents(fine, coarse)
  out.fill(0)
  known.fill(0)
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue
    out[parent[i]] += values[i]
    known[parent[i]]++
  }
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

function demandSizes(fine: number, coarse: number, fineMap: Float64Array, coarseMap: Float64Array): void {
  demand(fineMap.length === 12 * fine * fine, 'the finer map has 12 nside² pixels', { nside: fine, length: fineMap.length })
  demand(coarseMap.length === 12 * coarse * coarse, 'the coarser map has 12 nside² pixels', { nside: coarse, length: coarseMap.length })
}
