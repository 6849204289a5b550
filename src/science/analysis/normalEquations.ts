/** Weighted least squares once its normal equations are known: coefficients, covariance and how well they are determined. */
import { Problem } from '../problem.ts'
import { cholesky, choleskyInverse, choleskySolve, symmetricEigenvalues } from './cholesky.ts'

export interface Solution {
  /** [n] */
  readonly coefficients: Float64Array
  /** [n × n] (XᵀWX)⁻¹: the covariance if the weights are inverse variances. */
  readonly inverse: Float64Array
  /** Largest over smallest eigenvalue of XᵀWX scaled to unit diagonal. */
  readonly condition: number
}

/** Beyond this condition number no digit of the answer means anything in float64. */
const HOPELESS = 1e12

/**
 * Solves XᵀWX a = XᵀWy by Cholesky after scaling to unit diagonal, so that units and weights do not matter.
 *
 * @param normal  [n × n] XᵀWX, n ≥ 1
 * @param right   [n] XᵀWy
 * @throws no-coverage where the data cannot tell the unknowns apart
 */
export function solveNormal(normal: Float64Array, right: Float64Array): Solution {
  const n = right.length
  const scale = Float64Array.from({ length: n }, (_, i) => 1 / Math.sqrt(normal[i * n + i]))
  if (!scale.every(Number.isFinite)) throw undetermined(n, Infinity)
  const scaled = normal.map((x, at) => x * scale[Math.floor(at / n)] * scale[at % n])
  const eigenvalues = symmetricEigenvalues(scaled, n)
  const condition = eigenvalues[n - 1] / eigenvalues[0]
  const factor = condition > 0 && condition < HOPELESS ? cholesky(scaled, n) : undefined
  if (factor === undefined) throw undetermined(n, condition)
  const coefficients = choleskySolve(factor, n, right.map((x, i) => x * scale[i])).map((x, i) => x * scale[i])
  const inverse = choleskyInverse(factor, n).map((x, at) => x * scale[Math.floor(at / n)] * scale[at % n])
  return { coefficients, inverse, condition }
}

function undetermined(unknowns: number, condition: number): Problem {
  return new Problem('no-coverage', `The observed sky is too small to tell the ${unknowns} coefficients of this fit apart, so there is no single answer.`, {
    remedy: 'Fit fewer multipoles, or widen the mask.',
    facts: { unknowns, condition },
  })
}
