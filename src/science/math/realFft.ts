/**
 * Fourier sums over rings: real sequences of any length, any range of m, on top of the complex ones. The work area is
 * shared, because every call here runs to its end.
 */
import { complexBackward, complexForward, unitRoots } from './fft.ts'

let halfRe = new Float64Array(0)
let halfIm = new Float64Array(0)

/** Room for one complex sequence of n numbers; also the place where the half spectrum is left. */
function half(n: number): void {
  if (halfRe.length >= n + 1) return
  halfRe = new Float64Array(n + 1)
  halfIm = new Float64Array(n + 1)
}

/**
 * Fourier sums of one real sequence, X_m = Σ_j x_j e^{−2πi jm/n} for m = 0 … mmax. Any n ≥ 1, any mmax ≥ 0: beyond n/2
 * the sums follow by conjugation and repeat with period n. NaN entries count as 0.
 *
 * @param values  [offset … offset + n)
 * @param re      [outOffset … outOffset + mmax], written; im likewise
 */
export function realForward(
  values: Float64Array, offset: number, n: number,
  re: Float64Array, im: Float64Array, outOffset: number, mmax: number,
): void {
  half(n)
  if (n % 2 === 0) forwardEven(values, offset, n)
  else {
    for (let j = 0; j < n; j++) {
      const x = values[offset + j]
      halfRe[j] = x === x ? x : 0
      halfIm[j] = 0
    }
    complexForward(n, halfRe, halfIm)
  }
  let k = 0
  for (let m = 0; m <= mmax; m++) {
    const mirrored = 2 * k > n
    const from = mirrored ? n - k : k
    re[outOffset + m] = halfRe[from]
    im[outOffset + m] = mirrored ? -halfIm[from] : halfIm[from]
    if (++k === n) k = 0
  }
}

/** Even lengths: even and odd entries ride as real and imaginary part of one transform of half the length. */
function forwardEven(values: Float64Array, offset: number, n: number): void {
  const h = n / 2
  for (let j = 0; j < h; j++) {
    const x = values[offset + 2 * j]
    const y = values[offset + 2 * j + 1]
    halfRe[j] = x === x ? x : 0
    halfIm[j] = y === y ? y : 0
  }
  complexForward(h, halfRe, halfIm)
  const roots = unitRoots(n)
  halfRe[h] = halfRe[0]
  halfIm[h] = halfIm[0]
  for (let k = 0; 2 * k <= h; k++) {
    const sumRe = 0.5 * (halfRe[k] + halfRe[h - k])
    const sumIm = 0.5 * (halfIm[k] - halfIm[h - k])
    const gapRe = 0.5 * (halfIm[k] + halfIm[h - k])
    const gapIm = -0.5 * (halfRe[k] - halfRe[h - k])
    const turnRe = gapRe * roots.re[k] - gapIm * roots.im[k]
    const turnIm = gapRe * roots.im[k] + gapIm * roots.re[k]
    halfRe[k] = sumRe + turnRe
    halfIm[k] = sumIm + turnIm
    halfRe[h - k] = sumRe - turnRe
    halfIm[h - k] = turnIm - sumIm
  }
}

/**
 * The real sequence of given Fourier coefficients, x_j = Re[F_0 + 2 Σ_{m=1}^{mmax} F_m e^{2πi jm/n}], any n and mmax
 * (what lies beyond n/2 is aliased onto what lies below, as sampling does). Adjoint of `realForward` up to the 2.
 *
 * @param re, im  [offset … offset + mmax]
 * @param values  [outOffset … outOffset + n), written
 */
export function realBackward(
  re: Float64Array, im: Float64Array, offset: number, mmax: number,
  values: Float64Array, outOffset: number, n: number,
): void {
  half(n)
  const top = n >> 1
  halfRe.fill(0, 0, n + 1)
  halfIm.fill(0, 0, n + 1)
  halfRe[0] = re[offset]
  let k = 0
  for (let m = 1; m <= mmax; m++) {
    if (++k === n) k = 0
    const x = re[offset + m]
    if (k === 0 || 2 * k === n) halfRe[k] += 2 * x
    else if (k <= top) {
      halfRe[k] += x
      halfIm[k] += im[offset + m]
    } else {
      halfRe[n - k] += x
      halfIm[n - k] -= im[offset + m]
    }
  }
  if (n % 2 === 0) backwardEven(values, outOffset, n)
  else {
    for (let i = 1; i <= top; i++) {
      halfRe[n - i] = halfRe[i]
      halfIm[n - i] = -halfIm[i]
    }
    complexBackward(n, halfRe, halfIm)
    for (let j = 0; j < n; j++) values[outOffset + j] = halfRe[j]
  }
}

function backwardEven(values: Float64Array, outOffset: number, n: number): void {
  const h = n / 2
  const roots = unitRoots(n)
  for (let k = 0; 2 * k <= h; k++) {
    const sumRe = halfRe[k] + halfRe[h - k]
    const sumIm = halfIm[k] - halfIm[h - k]
    const gapRe = halfRe[k] - halfRe[h - k]
    const gapIm = halfIm[k] + halfIm[h - k]
    // i e^{+2πi k/n} times the gap
    const turnRe = gapRe * roots.im[k] - gapIm * roots.re[k]
    const turnIm = gapRe * roots.re[k] + gapIm * roots.im[k]
    halfRe[k] = sumRe + turnRe
    halfIm[k] = sumIm + turnIm
    halfRe[h - k] = sumRe - turnRe
    halfIm[h - k] = turnIm - sumIm
  }
  complexBackward(h, halfRe, halfIm)
  for (let j = 0; j < h; j++) {
    values[outOffset + 2 * j] = halfRe[j]
    values[outOffset + 2 * j + 1] = halfIm[j]
  }
}
