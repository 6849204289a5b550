/**
 * The passes of Fourier sums over arrays of vectors: two sequences at once, one in each half of a vector. The same passes as
 * `fftPasses.ts`, for radices 4, 2 and any odd one. There are four arrays: the numbers as they are `now`, and `spare` ones to write to.
 */

let nowRe: usize = 0
let nowIm: usize = 0
let spareRe: usize = 0
let spareIm: usize = 0

/** Where the real and the imaginary parts lie now. */
export function re(): usize { return nowRe }
export function im(): usize { return nowIm }

/** Sets the four arrays, each of `vectors` vectors, one after the other. */
export function openArrays(at: usize, vectors: i32): void {
  const bytes = (<usize>vectors) << 4
  nowRe = at
  nowIm = at + bytes
  spareRe = at + 2 * bytes
  spareIm = at + 3 * bytes
}

/** Exchanges real and imaginary parts, which turns the sign of the exponent. */
export function swap(): void {
  const re = nowRe
  nowRe = nowIm
  nowIm = re
}

export function at(array: usize, index: i32): usize {
  return array + ((<usize>index) << 4)
}

/** Writes (re, im) × (c + i s) to entry i. */
export function put(toRe: usize, toIm: usize, i: i32, re: v128, im: v128, c: v128, s: v128): void {
  v128.store(at(toRe, i), f64x2.sub(f64x2.mul(re, c), f64x2.mul(im, s)))
  v128.store(at(toIm, i), f64x2.add(f64x2.mul(re, s), f64x2.mul(im, c)))
}

function passTwo(groups: i32, stride: i32, rootRe: usize, rootIm: usize, step: usize): void {
  const far = groups * stride
  for (let p = 0; p < groups; p++) {
    const root = step * <usize>(p * stride)
    const wr = v128.load64_splat(rootRe + root)
    const wi = v128.load64_splat(rootIm + root)
    for (let q = 0; q < stride; q++) {
      const i = q + stride * p
      const o = q + stride * 2 * p
      const ar = v128.load(at(nowRe, i))
      const ai = v128.load(at(nowIm, i))
      const br = v128.load(at(nowRe, i + far))
      const bi = v128.load(at(nowIm, i + far))
      v128.store(at(spareRe, o), f64x2.add(ar, br))
      v128.store(at(spareIm, o), f64x2.add(ai, bi))
      put(spareRe, spareIm, o + stride, f64x2.sub(ar, br), f64x2.sub(ai, bi), wr, wi)
    }
  }
}

function passFour(groups: i32, stride: i32, rootRe: usize, rootIm: usize, step: usize): void {
  const far = groups * stride
  for (let p = 0; p < groups; p++) {
    const root = step * <usize>(p * stride)
    const ur = v128.load64_splat(rootRe + root)
    const ui = v128.load64_splat(rootIm + root)
    const vr = v128.load64_splat(rootRe + 2 * root)
    const vi = v128.load64_splat(rootIm + 2 * root)
    const wr = v128.load64_splat(rootRe + 3 * root)
    const wi = v128.load64_splat(rootIm + 3 * root)
    for (let q = 0; q < stride; q++) {
      const i = q + stride * p
      const o = q + stride * 4 * p
      const ar = v128.load(at(nowRe, i))
      const ai = v128.load(at(nowIm, i))
      const br = v128.load(at(nowRe, i + far))
      const bi = v128.load(at(nowIm, i + far))
      const cr = v128.load(at(nowRe, i + 2 * far))
      const ci = v128.load(at(nowIm, i + 2 * far))
      const dr = v128.load(at(nowRe, i + 3 * far))
      const di = v128.load(at(nowIm, i + 3 * far))
      const sr = f64x2.add(ar, cr)
      const si = f64x2.add(ai, ci)
      const tr = f64x2.add(br, dr)
      const ti = f64x2.add(bi, di)
      const er = f64x2.sub(ar, cr)
      const ei = f64x2.sub(ai, ci)
      const fr = f64x2.sub(br, dr)
      const fi = f64x2.sub(bi, di)
      v128.store(at(spareRe, o), f64x2.add(sr, tr))
      v128.store(at(spareIm, o), f64x2.add(si, ti))
      put(spareRe, spareIm, o + stride, f64x2.add(er, fi), f64x2.sub(ei, fr), ur, ui)
      put(spareRe, spareIm, o + 2 * stride, f64x2.sub(sr, tr), f64x2.sub(si, ti), vr, vi)
      put(spareRe, spareIm, o + 3 * stride, f64x2.sub(er, fi), f64x2.add(ei, fr), wr, wi)
    }
  }
}

/** Any odd radix: outputs k and radix − k share the sums of x_j ± x_{radix−j}, which the memory at `foldAt` keeps. */
function passOdd(radix: i32, groups: i32, stride: i32, rootRe: usize, rootIm: usize, step: usize, foldAt: usize): void {
  const far = groups * stride
  const half = (radix - 1) >> 1
  const turn = step * <usize>far
  for (let p = 0; p < groups; p++) {
    const root = step * <usize>(p * stride)
    for (let q = 0; q < stride; q++) {
      const i = q + stride * p
      const o = q + stride * radix * p
      const zr = v128.load(at(nowRe, i))
      const zi = v128.load(at(nowIm, i))
      let sumRe = zr
      let sumIm = zi
      for (let j = 1; j <= half; j++) {
        const ar = v128.load(at(nowRe, i + j * far))
        const ai = v128.load(at(nowIm, i + j * far))
        const br = v128.load(at(nowRe, i + (radix - j) * far))
        const bi = v128.load(at(nowIm, i + (radix - j) * far))
        const fold = foldAt + ((<usize>j) << 6)
        const sr = f64x2.add(ar, br)
        const si = f64x2.add(ai, bi)
        v128.store(fold, sr)
        v128.store(fold, si, 16)
        v128.store(fold, f64x2.sub(ar, br), 32)
        v128.store(fold, f64x2.sub(ai, bi), 48)
        sumRe = f64x2.add(sumRe, sr)
        sumIm = f64x2.add(sumIm, si)
      }
      v128.store(at(spareRe, o), sumRe)
      v128.store(at(spareIm, o), sumIm)
      for (let k = 1; k <= half; k++) {
        let cr = zr
        let ci = zi
        let sr = f64x2.splat(0)
        let si = f64x2.splat(0)
        for (let j = 1, angle = k; j <= half; j++) {
          const fold = foldAt + ((<usize>j) << 6)
          const c = v128.load64_splat(rootRe + turn * <usize>angle)
          const s = v128.load64_splat(rootIm + turn * <usize>angle)
          cr = f64x2.add(cr, f64x2.mul(v128.load(fold), c))
          ci = f64x2.add(ci, f64x2.mul(v128.load(fold, 16), c))
          sr = f64x2.add(sr, f64x2.mul(v128.load(fold, 32), s))
          si = f64x2.add(si, f64x2.mul(v128.load(fold, 48), s))
          angle += k
          if (angle >= radix) angle -= radix
        }
        const near = root * <usize>k
        const mirror = root * <usize>(radix - k)
        put(spareRe, spareIm, o + k * stride, f64x2.sub(cr, si), f64x2.add(ci, sr), v128.load64_splat(rootRe + near), v128.load64_splat(rootIm + near))
        put(spareRe, spareIm, o + (radix - k) * stride, f64x2.add(cr, si), f64x2.sub(ci, sr), v128.load64_splat(rootRe + mirror), v128.load64_splat(rootIm + mirror))
      }
    }
  }
}

/** The passes of one length, from `now` to `now`; `step` is the way in bytes from one root to the next. */
export function passes(length: i32, radicesAt: usize, rootRe: usize, rootIm: usize, step: usize, foldAt: usize): void {
  const count = <i32>load<f64>(radicesAt)
  let stride = 1
  for (let k = 1; k <= count; k++) {
    const radix = <i32>load<f64>(radicesAt + ((<usize>k) << 3))
    const groups = length / (radix * stride)
    if (radix == 4) passFour(groups, stride, rootRe, rootIm, step)
    else if (radix == 2) passTwo(groups, stride, rootRe, rootIm, step)
    else passOdd(radix, groups, stride, rootRe, rootIm, step, foldAt)
    stride *= radix
    const usedRe = nowRe
    const usedIm = nowIm
    nowRe = spareRe
    nowIm = spareIm
    spareRe = usedRe
    spareIm = usedIm
  }
}
