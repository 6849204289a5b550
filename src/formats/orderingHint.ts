/** Is the map smooth on the sky only when its pixels are read in the other order than the file says? */
import { nestedFromRing } from '../science/sphere/healpix.ts'
import type { Likeness } from './readCard.ts'
import type { Ordering } from './statements.ts'

/** Below this there are too few rings in the belt to tell anything. */
const SMALLEST_NSIDE = 8

/** How alike neighbours are in either order; undefined where it cannot be told. */
export function likenessOf(values: Float64Array, nside: number): Likeness | undefined {
  if (nside < SMALLEST_NSIDE || (nside & (nside - 1)) !== 0) return undefined
  return {
    ring: beltCorrelation(values, nside, (pixel) => pixel),
    // Place p of the ring order holds what the file has at p's place in the nested order.
    nested: beltCorrelation(values, nside, (pixel) => nestedFromRing(nside, pixel)),
  }
}

/** A sentence when the other ordering makes neighbours far more alike; undefined otherwise. */
export function orderingWarning({ ring, nested }: Likeness, declared: Ordering): string | undefined {
  const [here, there, other] = declared === 'ring' ? [ring, nested, 'NESTED'] : [nested, ring, 'RING']
  // Even in the wrong order parts of a smooth map run smoothly, so what tells is not the likeness but what it lacks of 1.
  if (!(there > 0.5 && 1 - here > 2 * (1 - there))) return undefined
  const order = declared === 'ring' ? 'RING' : 'NESTED'
  return (
    `Read in ${order} order, as declared or assumed, neighbouring pixels are far less alike (correlation ${here.toFixed(3)}) ` +
    `than read in ${other} order (${there.toFixed(3)}). The ordering is probably ${other}.`
  )
}

/** Pairs of neighbours that are looked at, at most about so many: enough to tell, on maps of any size. */
const PAIRS = 100_000

/**
 * Correlation of pixels of the equatorial belt with those two rings south of them on the same meridian: neighbours in
 * ring order, strangers in any other.
 *
 * @param place  where in `values` a ring-order pixel lies
 */
function beltCorrelation(values: Float64Array, nside: number, place: (pixel: number) => number): number {
  const south = 8 * nside
  const from = 2 * nside * (nside - 1)
  const to = from + 4 * nside * (2 * nside - 1)
  // An odd step, so that no meridian is preferred.
  const step = 2 * Math.floor((to - from) / (2 * PAIRS)) + 1
  let [n, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0]
  for (let p = from; p < to; p += step) {
    const a = values[place(p)]
    const b = values[place(p + south)]
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
