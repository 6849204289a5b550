import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cholesky, choleskyInverse, choleskySolve, symmetricEigenvalues } from './cholesky.ts'

const entries = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 36, maxLength: 36 })

/** B Bᵀ + 0.1, positive definite. */
function gram(b: readonly number[], n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n]
    let sum = i === j ? 0.1 : 0
    for (let k = 0; k < n; k++) sum += b[i * n + k] * b[j * n + k]
    return sum
  })
}

test('the factor, the solution and the inverse give back what was put in', () => {
  fc.assert(
    fc.property(entries, (b) => {
      const n = 6
      const a = gram(b, n)
      const factor = cholesky(a, n)!
      const x = Float64Array.from({ length: n }, (_, i) => i - 2.5)
      const right = x.map((_, i) => x.reduce((sum, v, j) => sum + a[i * n + j] * v, 0))
      choleskySolve(factor, n, right).forEach((v, i) => expect(v).toBeCloseTo(x[i], 9))
      const inverse = choleskyInverse(factor, n)
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let sum = 0
          for (let k = 0; k < n; k++) sum += a[i * n + k] * inverse[k * n + j]
          expect(sum).toBeCloseTo(i === j ? 1 : 0, 9)
        }
      }
    }),
  )
})

test('a matrix with a negative direction has no factor', () => {
  expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeUndefined()
})

test('eigenvalues keep trace, squares and determinant', () => {
  fc.assert(
    fc.property(entries, (b) => {
      const n = 6
      const a = gram(b, n)
      const values = symmetricEigenvalues(a, n)
      const factor = cholesky(a, n)!
      let trace = 0
      let determinant = 1
      for (let i = 0; i < n; i++) [trace, determinant] = [trace + a[i * n + i], determinant * factor[i * n + i] ** 2]
      expect(values.reduce((sum, v) => sum + v, 0)).toBeCloseTo(trace, 10)
      expect(values.reduce((sum, v) => sum + v * v, 0)).toBeCloseTo(a.reduce((sum, v) => sum + v * v, 0), 9)
      expect(values.reduce((product, v) => product * v, 1) / determinant).toBeCloseTo(1, 9)
    }),
  )
})

test('the chain of springs has the eigenvalues 2 − 2 cos(kπ/(n + 1))', () => {
  const n = 9
  const a = Float64Array.from({ length: n * n }, (_, at) => [2, -1][Math.abs(Math.floor(at / n) - (at % n))] ?? 0)
  symmetricEigenvalues(a, n).forEach((v, k) => expect(v).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 13))
})
