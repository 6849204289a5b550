/** Between a pair of mirror rings and its entries in the columns of all orders: the twin of `ringColumns.ts`. */
import { twinBackward, twinEmpty, twinForward } from '../math/twinFft.part.as'
import * as arrays from '../math/twinPasses.part.as'

const CIRCLE: usize = 512

/** Fourier sums of both rings about their true right ascensions, times their pixel area; the sum and the difference of the rings go to the columns. */
export function ringsToColumns(
  planAt: usize, workAt: usize, room: i32, n: i32, northAt: usize, southAt: usize,
  columnsAt: usize, part: usize, column: usize, mmax: i32, shifted: i32, area: f64,
): void {
  twinForward(planAt, workAt, room, n, northAt, southAt)
  const fromRe = arrays.re()
  const fromIm = arrays.im()
  const factor = f64x2.splat(area)
  const cosines = planAt + CIRCLE
  const sines = cosines + ((<usize>n) << 4)
  let at = columnsAt
  for (let m = 0, k = 0, angle = 0; m <= mmax; m++) {
    const mirrored = 2 * k > n
    const entry = (<usize>(mirrored ? n - k : k)) << 4
    let re = f64x2.mul(factor, v128.load(fromRe + entry))
    let im = f64x2.mul(factor, v128.load(fromIm + entry))
    if (mirrored) im = f64x2.neg(im)
    if (shifted) {
      const c = v128.load64_splat(cosines + ((<usize>angle) << 3))
      const s = v128.load64_splat(sines + ((<usize>angle) << 3))
      const turned = f64x2.sub(f64x2.mul(re, c), f64x2.mul(im, s))
      im = f64x2.add(f64x2.mul(re, s), f64x2.mul(im, c))
      re = turned
    }
    const north = v128.shuffle<f64>(re, im, 0, 2)
    const south = v128.shuffle<f64>(re, im, 1, 3)
    const even = f64x2.add(north, south)
    const odd = f64x2.sub(north, south)
    v128.store64_lane(at, even, 0)
    v128.store64_lane(at + part, even, 1)
    v128.store64_lane(at + 2 * part, odd, 0)
    v128.store64_lane(at + 3 * part, odd, 1)
    at += column
    if (++k == n) k = 0
    if (++angle == 2 * n) angle = 0
  }
}

/** The values of both rings from the columns, whose parts are the even and the odd degrees. */
export function columnsToRings(
  planAt: usize, workAt: usize, room: i32, n: i32, northAt: usize, southAt: usize,
  columnsAt: usize, part: usize, column: usize, mmax: i32, shifted: i32,
): void {
  twinEmpty(workAt, room, n)
  const toRe = arrays.re()
  const toIm = arrays.im()
  const cosines = planAt + CIRCLE
  const sines = cosines + ((<usize>n) << 4)
  let at = columnsAt
  for (let m = 0, k = 0, angle = 0; m <= mmax; m++) {
    const even = v128.load64_lane(at + part, v128.load64_zero(at), 1)
    const odd = v128.load64_lane(at + 3 * part, v128.load64_zero(at + 2 * part), 1)
    at += column
    const north = f64x2.add(even, odd)
    const south = f64x2.sub(even, odd)
    let re = v128.shuffle<f64>(north, south, 0, 2)
    let im = v128.shuffle<f64>(north, south, 1, 3)
    if (shifted) {
      const c = v128.load64_splat(cosines + ((<usize>angle) << 3))
      const s = v128.load64_splat(sines + ((<usize>angle) << 3))
      const turned = f64x2.add(f64x2.mul(re, c), f64x2.mul(im, s))
      im = f64x2.sub(f64x2.mul(im, c), f64x2.mul(re, s))
      re = turned
    }
    const mirrored = 2 * k > n
    const entry = (<usize>(mirrored ? n - k : k)) << 4
    // The first and the middle coefficient of a real sequence are real, and meet their own mirror image.
    if (m == 0) im = f64x2.splat(0)
    else if (k == 0 || 2 * k == n) {
      re = f64x2.add(re, re)
      im = f64x2.splat(0)
    } else if (mirrored) im = f64x2.neg(im)
    v128.store(toRe + entry, f64x2.add(v128.load(toRe + entry), re))
    v128.store(toIm + entry, f64x2.add(v128.load(toIm + entry), im))
    if (++k == n) k = 0
    if (++angle == 2 * n) angle = 0
  }
  twinBackward(planAt, workAt, room, n, northAt, southAt)
}
