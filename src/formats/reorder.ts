/** From NESTED, the order in which neighbours on the sky are neighbours in the file, to RING, the order of everything here. */
import { demand } from '../science/problem.ts'
import { demandNested, ringFromNested } from '../science/sphere/healpix.ts'

/**
 * A column in RING order. Throws invalid-argument.
 *
 * @param values  [12 nside²] in NESTED order; nside a power of two
 * @param out     [12 nside²], to which the pixels first … end − 1 of `values` are written
 */
export function toRing(values: Float64Array, nside: number, out: Float64Array = new Float64Array(values.length), first = 0, end = values.length): Float64Array {
  demand(values.length === 12 * nside ** 2, 'a map has 12 nside² values', { values: values.length, nside })
  demandNested(nside)
  for (let nested = first; nested < end; nested++) out[ringFromNested(nside, nested)] = values[nested]
  return out
}
