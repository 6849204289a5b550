/** Small Hermitian systems, one for each right-ascension harmonic of several detectors. */

/**
 * Solves M x = b for a Hermitian positive definite M by Mᴴ = L D Lᴴ, without pivoting. M and b are written over, x is left in b.
 *
 * @param re, im  [n × n] row by row; only the lower triangle is read
 * @param xRe, xIm  [n] b, then x
 * @returns  false where M is not positive definite to rounding; b is then spoilt
 */
export function solveHermitian(n: number, re: Float64Array, im: Float64Array, xRe: Float64Array, xIm: Float64Array): boolean {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      for (let k = 0; k < j; k++) {
        const [a, b] = [i * n + k, j * n + k]
        const d = re[k * n + k]
        re[i * n + j] -= d * (re[a] * re[b] + im[a] * im[b])
        im[i * n + j] -= d * (im[a] * re[b] - re[a] * im[b])
      }
    }
    const pivot = re[j * n + j]
    if (!(pivot > 0)) return false
    for (let i = j + 1; i < n; i++) {
      re[i * n + j] /= pivot
      im[i * n + j] /= pivot
    }
  }
  for (let i = 0; i < n; i++) for (let k = 0; k < i; k++) subtract(xRe, xIm, i, k, re[i * n + k], im[i * n + k])
  for (let i = 0; i < n; i++) {
    xRe[i] /= re[i * n + i]
    xIm[i] /= re[i * n + i]
  }
  for (let i = n - 1; i >= 0; i--) for (let k = i + 1; k < n; k++) subtract(xRe, xIm, i, k, re[k * n + i], -im[k * n + i])
  return true
}

/** x_i −= (re + i im) x_k */
function subtract(xRe: Float64Array, xIm: Float64Array, i: number, k: number, re: number, im: number): void {
  const [x, y] = [xRe[k], xIm[k]]
  xRe[i] -= re * x - im * y
  xIm[i] -= re * y + im * x
}
