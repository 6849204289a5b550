/**
 * One pass of Stockham's transform for each radix r: with n the length left and n·stride the whole,
 *
 *     y[q + stride (r p + k′)] = w^{p k′} Σ_k x[q + stride (p + groups k)] e^{−2πi k k′/r},   groups = n/r.
 *
 * The twiddle w^{p k′} = e^{−2πi p k′/n} is entry p k′ stride of the table of roots of the whole length.
 */
type Pass = (
  xr: Float64Array, xi: Float64Array, yr: Float64Array, yi: Float64Array,
  groups: number, stride: number, rootRe: Float64Array, rootIm: Float64Array,
) => void

export const passTwo: Pass = (xr, xi, yr, yi, groups, stride, rootRe, rootIm) => {
  const step = groups * stride
  for (let p = 0; p < groups; p++) {
    const wr = rootRe[p * stride]
    const wi = rootIm[p * stride]
    for (let q = 0; q < stride; q++) {
      const i = q + stride * p
      const o = q + stride * 2 * p
      const ar = xr[i]
      const ai = xi[i]
      const br = xr[i + step]
      const bi = xi[i + step]
      yr[o] = ar + br
      yi[o] = ai + bi
      const dr = ar - br
      const di = ai - bi
      yr[o + stride] = dr * wr - di * wi
      yi[o + stride] = dr * wi + di * wr
    }
  }
}

const SIN_THIRD = Math.sqrt(0.75)

export const passThree: Pass = (xr, xi, yr, yi, groups, stride, rootRe, rootIm) => {
  const step = groups * stride
  for (let p = 0; p < groups; p++) {
    const ur = rootRe[p * stride]
    const ui = rootIm[p * stride]
    const vr = rootRe[2 * p * stride]
    const vi = rootIm[2 * p * stride]
    for (let q = 0; q < stride; q++) {
      const i = q + stride * p
      const o = q + stride * 3 * p
      const ar = xr[i]
      const ai = xi[i]
      const sr = xr[i + step] + xr[i + 2 * step]
      const si = xi[i + step] + xi[i + 2 * step]
      const dr = SIN_THIRD * (xr[i + step] - xr[i + 2 * step])
      const di = SIN_THIRD * (xi[i + step] - xi[i + 2 * step])
      const mr = ar - 0.5 * sr
      const mi = ai - 0.5 * si
      yr[o] = ar + sr
      yi[o] = ai + si
      const br = mr + di
      const bi = mi - dr
      yr[o + stride] = br * ur - bi * ui
      yi[o + stride] = br * ui + bi * ur
      const cr = mr - di
      const ci = mi + dr
      yr[o + 2 * stride] = cr * vr - ci * vi
      yi[o + 2 * stride] = cr * vi + ci * vr
    }
  }
}

export const passFour: Pass = (xr, xi, yr, yi, groups, stride, rootRe, rootIm) => {
  const step = groups * stride
  for (let p = 0; p < groups; p++) {
    const ur = rootRe[p * stride]
    const ui = rootIm[p * stride]
    const vr = rootRe[2 * p * stride]
    const vi = rootIm[2 * p * stride]
    const wr = rootRe[3 * p * stride]
    const wi = rootIm[3 * p * stride]
    for (let q = 0; q < stride; q++) {
      const i = q + stride * p
      const o = q + stride * 4 * p
      const sr = xr[i] + xr[i + 2 * step]
      const si = xi[i] + xi[i + 2 * step]
      const dr = xr[i] - xr[i + 2 * step]
      const di = xi[i] - xi[i + 2 * step]
      const tr = xr[i + step] + xr[i + 3 * step]
      const ti = xi[i + step] + xi[i + 3 * step]
      const er = xr[i + step] - xr[i + 3 * step]
      const ei = xi[i + step] - xi[i + 3 * step]
      yr[o] = sr + tr
      yi[o] = si + ti
      const br = dr + ei
      const bi = di - er
      yr[o + stride] = br * ur - bi * ui
      yi[o + stride] = br * ui + bi * ur
      const cr = sr - tr
      const ci = si - ti
      yr[o + 2 * stride] = cr * vr - ci * vi
      yi[o + 2 * stride] = cr * vi + ci * vr
      const gr = dr - ei
      const gi = di + er
      yr[o + 3 * stride] = gr * wr - gi * wi
      yi[o + 3 * stride] = gr * wi + gi * wr
    }
  }
}

const COS_FIFTH = (Math.sqrt(5) - 1) / 4
const COS_TWO_FIFTHS = -(Math.sqrt(5) + 1) / 4
const SIN_FIFTH = Math.sqrt((5 + Math.sqrt(5)) / 8)
const SIN_TWO_FIFTHS = Math.sqrt((5 - Math.sqrt(5)) / 8)

export const passFive: Pass = (xr, xi, yr, yi, groups, stride, rootRe, rootIm) => {
  const step = groups * stride
  for (let p = 0; p < groups; p++) {
    const u = p * stride
    for (let q = 0; q < stride; q++) {
      const i = q + stride * p
      const o = q + stride * 5 * p
      const ar = xr[i]
      const ai = xi[i]
      const s1r = xr[i + step] + xr[i + 4 * step]
      const s1i = xi[i + step] + xi[i + 4 * step]
      const d1r = xr[i + step] - xr[i + 4 * step]
      const d1i = xi[i + step] - xi[i + 4 * step]
      const s2r = xr[i + 2 * step] + xr[i + 3 * step]
      const s2i = xi[i + 2 * step] + xi[i + 3 * step]
      const d2r = xr[i + 2 * step] - xr[i + 3 * step]
      const d2i = xi[i + 2 * step] - xi[i + 3 * step]
      yr[o] = ar + s1r + s2r
      yi[o] = ai + s1i + s2i
      const m1r = ar + COS_FIFTH * s1r + COS_TWO_FIFTHS * s2r
      const m1i = ai + COS_FIFTH * s1i + COS_TWO_FIFTHS * s2i
      const m2r = ar + COS_TWO_FIFTHS * s1r + COS_FIFTH * s2r
      const m2i = ai + COS_TWO_FIFTHS * s1i + COS_FIFTH * s2i
      const n1r = SIN_FIFTH * d1i + SIN_TWO_FIFTHS * d2i
      const n1i = SIN_FIFTH * d1r + SIN_TWO_FIFTHS * d2r
      const n2r = SIN_TWO_FIFTHS * d1i - SIN_FIFTH * d2i
      const n2i = SIN_TWO_FIFTHS * d1r - SIN_FIFTH * d2r
      turned(yr, yi, o + stride, m1r + n1r, m1i - n1i, rootRe[u], rootIm[u])
      turned(yr, yi, o + 2 * stride, m2r + n2r, m2i - n2i, rootRe[2 * u], rootIm[2 * u])
      turned(yr, yi, o + 3 * stride, m2r - n2r, m2i + n2i, rootRe[3 * u], rootIm[3 * u])
      turned(yr, yi, o + 4 * stride, m1r - n1r, m1i + n1i, rootRe[4 * u], rootIm[4 * u])
    }
  }
}

function turned(yr: Float64Array, yi: Float64Array, o: number, br: number, bi: number, wr: number, wi: number): void {
  yr[o] = br * wr - bi * wi
  yi[o] = br * wi + bi * wr
}

/** x_j ± x_{radix−j} of the butterfly at hand: outputs k and radix − k are made of the same sums. */
let fold = new Float64Array(0)

/** Any odd radix, at the cost of its square. */
export function passOdd(
  radix: number, xr: Float64Array, xi: Float64Array, yr: Float64Array, yi: Float64Array,
  groups: number, stride: number, rootRe: Float64Array, rootIm: Float64Array,
): void {
  const half = (radix - 1) >> 1
  const step = groups * stride
  if (fold.length < 4 * half) fold = new Float64Array(4 * half)
  for (let p = 0; p < groups; p++) {
    for (let q = 0; q < stride; q++) {
      const i = q + stride * p
      const o = q + stride * radix * p
      foldUp(radix, xr, xi, i, step, yr, yi, o)
      for (let k = 1; k <= half; k++) {
        let cr = xr[i]
        let ci = xi[i]
        let sr = 0
        let si = 0
        for (let j = 0, angle = k; j < 4 * half; j += 4) {
          const c = rootRe[angle * step]
          const s = rootIm[angle * step]
          cr += fold[j] * c
          ci += fold[j + 1] * c
          sr += fold[j + 2] * s
          si += fold[j + 3] * s
          angle += k
          if (angle >= radix) angle -= radix
        }
        const near = k * p * stride
        const mirror = (radix - k) * p * stride
        turned(yr, yi, o + k * stride, cr - si, ci + sr, rootRe[near], rootIm[near])
        turned(yr, yi, o + (radix - k) * stride, cr + si, ci - sr, rootRe[mirror], rootIm[mirror])
      }
    }
  }
}

/** Fills `fold`, and writes the butterfly's output 0, the sum of its inputs. */
function foldUp(radix: number, xr: Float64Array, xi: Float64Array, i: number, step: number, yr: Float64Array, yi: Float64Array, o: number): void {
  let sumRe = xr[i]
  let sumIm = xi[i]
  for (let j = 1, at = 0; 2 * j < radix; j++, at += 4) {
    const near = i + j * step
    const mirror = i + (radix - j) * step
    fold[at] = xr[near] + xr[mirror]
    fold[at + 1] = xi[near] + xi[mirror]
    fold[at + 2] = xr[near] - xr[mirror]
    fold[at + 3] = xi[near] - xi[mirror]
    sumRe += fold[at]
    sumIm += fold[at + 1]
  }
  yr[o] = sumRe
  yi[o] = sumIm
}
