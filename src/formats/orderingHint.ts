/** Is the map smooth on the sky only when its pixels are read in the other order than the file says? */
import { ringToNested } from '../science/sphere/healpix.ts'
import type { Ordering } from './healpixHeader.ts'

/** Below this there are too few rings in the belt to tell anything. */
const SMALLEST_NSIDE = 8

/** A sentence when the other ordering makes neighbours far more alike; undefined otherwise, or where it cannot be told. */
export function orderingWarning(values: Float64Array, nside: number, declared: Ordering): string | undefined {
  if (nside < SMALLEST_NSIDE || (nside & (nside - 1)) !== 0) return undefined
  const asRing = beltCorrelation(values, nside)
  // Place p of the ring order holds what the file has at p's place in the nested order.
  const asNested = beltCorrelation(values, nside, ringToNested(nside))
  const [here, there, other] = declared === 'ring' ? [asRing, asNested, 'NESTED'] : [asNested, asRing, 'RING']
  // Even in the wrong order parts of a smooth map run smoothly, so what tells is not the likeness but what it lacks of 1.
  if (!(there > 0.5 && 1 - here > 2 * (1 - there))) return undefined
  const order = declared === 'ring' ? 'RING' : 'NESTED'
  return (
    `Read in ${order} order, as declared or assumed, neighbouring pixels are far less alike (correlation ${here.toFixed(3)}) ` +
    `than read in ${other} order (${there.toFixed(3)}). The ordering is probably ${other}.`
  )
}

/**
 * Correlation of every pixel of the equatorial belt with the one two rings south of it on the same meridian:
 * neighbours in ring order, strangers in any other.
 *
 * @param order  [12 nside²] where in `values` each ring-order pixel lies; the identity when absent
 */
function beltCorrelation(values: Float64Array, nside: number, order?: Int32Array): number {
  const step = 8 * nside
  const from = 2 * nside * (nside - 1)
  const to = from + 4 * nside * (2 * nside - 1)
  let [n, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0]
  for (let p = from; p < to; p++) {
    const a = values[order === undefined ? p : order[p]]
    const b = values[order === undefined ? p + step : order[p + step]]
    if (a !== a || b !== b) continue
    n++
    x += a
    y += b
    xx += a * a
    yy += b * b
    xy += a * b
  }
  const spread = Math.sqrt((n * xx - x * x) * (n * yy - y * y))
  return spread > 0 ? (n * xy - x * y) / spread : 0
}
