/** From NESTED, the order in which neighbours on the sky are neighbours in the file, to RING, the order of everything here. */
import { demand } from '../science/problem.ts'
import { nestedToRing } from '../science/sphere/healpix.ts'

/** A column in RING order. @param values [12 nside²] in NESTED order; nside a power of two. Throws invalid-argument. */
export function toRing(values: Float64Array, nside: number): Float64Array {
  demand(values.length === 12 * nside ** 2, 'a map has 12 nside² values', { values: values.length, nside })
  const ring = nestedToRing(nside)
  const out = new Float64Array(values.length)
  for (let nested = 0; nested < values.length; nested++) out[ring[nested]] = values[nested]
  return out
}
