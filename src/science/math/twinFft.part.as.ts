/**
 * Fourier sums of two real sequences of one length at once: one in each half of a vector. The same algorithms as `fft.ts` and
 * `realFft.ts`, on arrays of vectors. Arguments named *At are byte addresses; what a plan
 * and a work area hold is said in `twinPlan.ts`, whose numbers the places here repeat.
 */

import { at, im, openArrays, passes, put, re, swap } from './twinPasses.part.as'

const CIRCLE: usize = 512 // 64 numbers of header
const PADDED: usize = 24 * 8

function whole(planAt: usize, place: i32): i32 {
  return <i32>load<f64>(planAt + ((<usize>place) << 3))
}

/** Σ_j x_j e^{−2πi jk/L} of the L complex entries of `now`. */
function transform(planAt: usize, foldAt: usize): void {
  const circle = whole(planAt, 0)
  const length = whole(planAt, 1)
  const cosines = planAt + CIRCLE
  const sines = cosines + ((<usize>circle) << 3)
  if (length == 1 || whole(planAt, 2) > 0) {
    passes(length, planAt + 16, cosines, sines, <usize>(circle / length) << 3, foldAt)
    return
  }
  const size = whole(planAt, 23)
  const wave = sines + ((<usize>circle) << 3)
  const waveIm = wave + ((<usize>length) << 3)
  const filter = waveIm + ((<usize>length) << 3)
  const filterIm = filter + ((<usize>size) << 3)
  const roots = filterIm + ((<usize>size) << 3)
  const rootsIm = roots + ((<usize>size) << 3)
  const zero = f64x2.splat(0)
  multiply(length, wave, waveIm)
  for (let k = length; k < size; k++) {
    v128.store(at(re(), k), zero)
    v128.store(at(im(), k), zero)
  }
  passes(size, planAt + PADDED, roots, rootsIm, 8, foldAt)
  multiply(size, filter, filterIm)
  swap()
  passes(size, planAt + PADDED, roots, rootsIm, 8, foldAt)
  swap()
  multiply(length, wave, waveIm)
}

function multiply(length: i32, cosines: usize, sines: usize): void {
  for (let k = 0; k < length; k++) {
    const entry = (<usize>k) << 3
    put(re(), im(), k, v128.load(at(re(), k)), v128.load(at(im(), k)), v128.load64_splat(cosines + entry), v128.load64_splat(sines + entry))
  }
}

function both(first: usize, second: usize): v128 {
  const x = v128.load64_lane(second, v128.load64_zero(first), 1)
  return v128.and(x, f64x2.eq(x, x)) // no data counts as 0
}

/** After this entry k of the arrays is Σ_j x_j e^{−2πi jk/n} of both sequences, 0 ≤ 2k ≤ n. */
export function twinForward(planAt: usize, workAt: usize, room: i32, n: i32, firstAt: usize, secondAt: usize): void {
  openArrays(workAt, room)
  const foldAt = workAt + ((<usize>room) << 6)
  if (n & 1) {
    for (let j = 0; j < n; j++) {
      v128.store(at(re(), j), both(firstAt + ((<usize>j) << 3), secondAt + ((<usize>j) << 3)))
      v128.store(at(im(), j), f64x2.splat(0))
    }
    transform(planAt, foldAt)
    return
  }
  const h = n >> 1
  for (let j = 0; j < h; j++) {
    const even = (<usize>j) << 4
    v128.store(at(re(), j), both(firstAt + even, secondAt + even))
    v128.store(at(im(), j), both(firstAt + even + 8, secondAt + even + 8))
  }
  transform(planAt, foldAt)
  v128.store(at(re(), h), v128.load(re()))
  v128.store(at(im(), h), v128.load(im()))
  const circle = whole(planAt, 0)
  const step = <usize>(circle / n) << 3
  const cosines = planAt + CIRCLE
  const sines = cosines + ((<usize>circle) << 3)
  const half = f64x2.splat(0.5)
  for (let k = 0; 2 * k <= h; k++) {
    const zr = v128.load(at(re(), k))
    const zi = v128.load(at(im(), k))
    const yr = v128.load(at(re(), h - k))
    const yi = v128.load(at(im(), h - k))
    const sumRe = f64x2.mul(half, f64x2.add(zr, yr))
    const sumIm = f64x2.mul(half, f64x2.sub(zi, yi))
    const gapRe = f64x2.mul(half, f64x2.add(zi, yi))
    const gapIm = f64x2.mul(half, f64x2.sub(yr, zr))
    const c = v128.load64_splat(cosines + step * <usize>k)
    const s = v128.load64_splat(sines + step * <usize>k)
    const turnRe = f64x2.sub(f64x2.mul(gapRe, c), f64x2.mul(gapIm, s))
    const turnIm = f64x2.add(f64x2.mul(gapRe, s), f64x2.mul(gapIm, c))
    v128.store(at(re(), k), f64x2.add(sumRe, turnRe))
    v128.store(at(im(), k), f64x2.add(sumIm, turnIm))
    v128.store(at(re(), h - k), f64x2.sub(sumRe, turnRe))
    v128.store(at(im(), h - k), f64x2.sub(turnIm, sumIm))
  }
}

/** Empties the work arrays for n/2 + 1 coefficients. */
export function twinEmpty(workAt: usize, room: i32, n: i32): void {
  openArrays(workAt, room)
  const count = (n & 1 ? n : n >> 1) + 1
  memory.fill(re(), 0, (<usize>count) << 4)
  memory.fill(im(), 0, (<usize>count) << 4)
}

/** x_j = Σ_k X_k e^{2πi jk/n} over all k, given 0 ≤ 2k ≤ n of real sequences (the middle and the first twice). */
export function twinBackward(planAt: usize, workAt: usize, room: i32, n: i32, firstAt: usize, secondAt: usize): void {
  const foldAt = workAt + ((<usize>room) << 6)
  if (n & 1) {
    for (let k = 1; 2 * k < n; k++) {
      v128.store(at(re(), n - k), v128.load(at(re(), k)))
      v128.store(at(im(), n - k), f64x2.neg(v128.load(at(im(), k))))
    }
    swap()
    transform(planAt, foldAt)
    swap()
    for (let j = 0; j < n; j++) {
      const x = v128.load(at(re(), j))
      v128.store64_lane(firstAt + ((<usize>j) << 3), x, 0)
      v128.store64_lane(secondAt + ((<usize>j) << 3), x, 1)
    }
    return
  }
  const h = n >> 1
  const circle = whole(planAt, 0)
  const step = <usize>(circle / n) << 3
  const cosines = planAt + CIRCLE
  const sines = cosines + ((<usize>circle) << 3)
  for (let k = 0; 2 * k <= h; k++) {
    const zr = v128.load(at(re(), k))
    const zi = v128.load(at(im(), k))
    const yr = v128.load(at(re(), h - k))
    const yi = v128.load(at(im(), h - k))
    const sumRe = f64x2.add(zr, yr)
    const sumIm = f64x2.sub(zi, yi)
    const gapRe = f64x2.sub(zr, yr)
    const gapIm = f64x2.add(zi, yi)
    const c = v128.load64_splat(cosines + step * <usize>k)
    const s = v128.load64_splat(sines + step * <usize>k)
    const turnRe = f64x2.sub(f64x2.mul(gapRe, s), f64x2.mul(gapIm, c))
    const turnIm = f64x2.add(f64x2.mul(gapRe, c), f64x2.mul(gapIm, s))
    v128.store(at(re(), k), f64x2.add(sumRe, turnRe))
    v128.store(at(im(), k), f64x2.add(sumIm, turnIm))
    v128.store(at(re(), h - k), f64x2.sub(sumRe, turnRe))
    v128.store(at(im(), h - k), f64x2.sub(turnIm, sumIm))
  }
  swap()
  transform(planAt, foldAt)
  swap()
  for (let j = 0; j < h; j++) {
    const even = (<usize>j) << 4
    const x = v128.load(at(re(), j))
    const y = v128.load(at(im(), j))
    v128.store64_lane(firstAt + even, x, 0)
    v128.store64_lane(secondAt + even, x, 1)
    v128.store64_lane(firstAt + even + 8, y, 0)
    v128.store64_lane(secondAt + even + 8, y, 1)
  }
}
