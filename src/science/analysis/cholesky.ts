/**
 * Symmetric positive definite systems: the normal equations of a few dozen coefficients. Matrices are [n × n], row by row.
 */

/**
 * The factor L of A = L Lᵀ, lower triangle; undefined where A is not positive definite.
 *
 * @param a  [n × n], only the lower triangle is read
 */
export function cholesky(a: Float64Array, n: number): Float64Array | undefined {
  const factor = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]
      for (let k = 0; k < j; k++) sum -= factor[i * n + k] * factor[j * n + k]
      if (i > j) factor[i * n + j] = sum / factor[j * n + j]
      else if (sum > 0) factor[i * n + i] = Math.sqrt(sum)
      else return undefined
    }
  }
  return factor
}

/** Solves L Lᵀ x = b. `b` [n] is overwritten with x. */
export function choleskySolve(factor: Float64Array, n: number, b: Float64Array): Float64Array {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) b[i] -= factor[i * n + k] * b[k]
    b[i] /= factor[i * n + i]
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) b[i] -= factor[k * n + i] * b[k]
    b[i] /= factor[i * n + i]
  }
  return b
}

/** (L Lᵀ)⁻¹, [n × n], exactly symmetric. */
export function choleskyInverse(factor: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n)
  const column = new Float64Array(n)
  for (let j = 0; j < n; j++) {
    column.fill(0)
    column[j] = 1
    choleskySolve(factor, n, column)
    for (let i = j; i < n; i++) inverse[i * n + j] = inverse[j * n + i] = column[i]
  }
  return inverse
}

/**
 * Eigenvalues of a symmetric matrix, ascending, by cyclic Jacobi rotations: accurate to rounding times the largest.
 *
 * @param matrix  [n × n], left as it is
 */
export function symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array {
  const a = matrix.slice()
  let scale = 0
  for (const x of a) scale += x * x
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p * n + q] ** 2
    if (off <= 1e-34 * scale) break
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, n, p, q)
  }
  return Float64Array.from({ length: n }, (_, i) => a[i * n + i]).sort()
}

/** One Jacobi rotation that makes a_pq vanish (Golub & Van Loan, 8.5.2). */
function rotate(a: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]
  if (apq === 0) return
  const tau = (a[q * n + q] - a[p * n + p]) / (2 * apq)
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.hypot(1, tau))
  const c = 1 / Math.hypot(1, t)
  const s = t * c
  for (let k = 0; k < n; k++) {
    const x = a[k * n + p]
    const y = a[k * n + q]
    a[k * n + p] = c * x - s * y
    a[k * n + q] = s * x + c * y
  }
  for (let k = 0; k < n; k++) {
    const x = a[p * n + k]
    const y = a[q * n + k]
    a[p * n + k] = c * x - s * y
    a[q * n + k] = s * x + c * y
  }
}
