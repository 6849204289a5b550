/** Columns brought to a coarser HEALPix grid before they are held against each other. */
import { Problem } from '../../science/problem.ts'
import { gather, nothingGathered } from '../../science/sphere/grading.ts'
import { geometryName, type Geometry } from '../../science/sphere/rings.ts'
import type { Job } from '../graph.ts'
import { mapOf, overPixels } from './blocks.ts'

/** What a column holds decides what becomes of it. */
export type ColumnRole = 'counts' | 'background' | 'intensity' | 'error'

/** Fine pixels that find their coarse one between two breaths, at some 150 ns each. */
const GATHERED = 65_536

/**
 * A column on coarser pixels, each made of the k × k fine ones in it.
 *
 * Counts and expectations: Σ; unseen unless all fine pixels are known, because a sum over part of a pixel held against
 * one over the whole would look like a deficit. Intensities: the mean of the known fine pixels. Errors: √Σσ² / n over
 * the n known ones, the error of that mean if fine pixels scatter independently.
 *
 * @param values  [pixels of `from`], RING order, in the file's own frame
 * @param beside  the intensity of an error, or the error of an intensity, where it is on the same pixels: both are of the pixels that both know
 * @throws invalid-argument where pixels of `nside` are not made of whole pixels of `from`
 */
export async function broughtTo(nside: number, from: Geometry, role: ColumnRole, values: Float64Array, beside: Float64Array | undefined, job: Pick<Job, 'breathe' | 'report'>): Promise<Float64Array> {
  if (from.kind !== 'healpix' || from.nside % nside !== 0) throw notWhole(nside, from)
  if (from.nside === nside) return values
  const joined = nothingGathered(from.nside, nside)
  await overPixels(values.length, job, (first, end) => {
    gather(joined, values, first, end, role === 'error' ? 'square' : 'value', beside)
    job.report(end / values.length)
  }, GATHERED)
  const { sums, known } = joined
  const children = (from.nside / nside) ** 2
  if (role === 'counts' || role === 'background') return mapOf(sums.length, job, (i) => (known[i] === children ? sums[i] : NaN))
  return mapOf(sums.length, job, (i) => (known[i] === 0 ? NaN : (role === 'error' ? Math.sqrt(sums[i]) : sums[i]) / known[i]))
}

const notWhole = (nside: number, from: Geometry): Problem =>
  new Problem('invalid-argument', `The columns cannot be brought to NSIDE ${nside}: a file has ${geometryName(from)}, and a coarser pixel must be made of whole finer ones.`, {
    remedy: 'Choose on the read card an NSIDE that divides those of all files. Between powers of two healpy.ud_grade does the same: counts with power=-2, which adds them up, intensities with power=0.',
    facts: { nside },
  })
