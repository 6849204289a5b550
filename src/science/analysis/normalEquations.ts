/** Weighted least squares once its normal equations are known: coefficients, covariance and how well they are determined. */
import { Problem } from '../problem.ts'
import { addTo, emptySums, sumOf } from './compensated.ts'
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
 * @param normal     [n × n] XᵀWX, n ≥ 1
 * @param right      [n] XᵀWy
 * @param harmonics  how many of the columns, the first ones, are multipoles; the others are templates
 * @throws no-coverage where the data cannot tell the unknowns apart; if that is the fault of a template, it is named
 */
export function solveNormal(normal: Float64Array, right: Float64Array, harmonics = right.length): Solution {
  const n = right.length
  const scaling = scaleOf(normal, n)
  const { scaled, condition } = scaledNormal(normal, n, scaling)
  const factor = isHopeless(condition) ? undefined : cholesky(scaled, n)
  if (factor === undefined) throw culprit(normal, n, harmonics, condition)
  const coefficients = choleskySolve(factor, n, right.map((x, i) => x * scaling[i])).map((x, i) => x * scaling[i])
  const inverse = choleskyInverse(factor, n).map((x, at) => x * scaling[Math.floor(at / n)] * scaling[at % n])
  return { coefficients, inverse, condition }
}

/**
 * The weighted square of what a solution leaves, χ² = yᵀWy − aᵀ(2 XᵀWy − XᵀWX a): in this form an error of a enters
 * by its square only. Never negative; accurate to rounding of yᵀWy.
 *
 * @param square  yᵀWy
 */
export function residualSquare(normal: Float64Array, right: Float64Array, square: number, coefficients: Float64Array): number {
  const n = right.length
  const sum = emptySums(1)
  addTo(sum, 0, square)
  for (let i = 0; i < n; i++) {
    addTo(sum, 0, -2 * coefficients[i] * right[i])
    for (let j = 0; j < n; j++) addTo(sum, 0, coefficients[i] * normal[i * n + j] * coefficients[j])
  }
  return Math.max(0, sumOf(sum, 0))
}

/**
 * Correlation coefficients ρ_ij = C_ij/√(C_ii C_jj) of fitted numbers.
 *
 * @param covariance  [n × n], or (XᵀWX)⁻¹ where the weights have no scale: it cancels
 * @param out         [n × n], written
 */
export function correlations(covariance: Float64Array, n: number, out = new Float64Array(n * n)): Float64Array {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const scale = Math.sqrt(covariance[i * n + i] * covariance[j * n + j])
      out[i * n + j] = out[j * n + i] = i === j ? 1 : covariance[i * n + j] / scale
    }
  }
  return out
}

const isHopeless = (condition: number) => !(condition > 0 && condition < HOPELESS)

/** 1/√ of the diagonal of the first n columns; infinite for a column that is zero wherever the sky was seen. */
const scaleOf = (normal: Float64Array, n: number, stride = n): Float64Array => Float64Array.from({ length: n }, (_, i) => 1 / Math.sqrt(normal[i * stride + i]))

function scaledNormal(normal: Float64Array, n: number, scaling: Float64Array, stride = n): { scaled: Float64Array; condition: number } {
  const scaled = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) scaled[i * n + j] = normal[i * stride + j] * scaling[i] * scaling[j]
  if (!scaling.every(Number.isFinite)) return { scaled, condition: Infinity }
  const eigenvalues = symmetricEigenvalues(scaled, n)
  return { scaled, condition: eigenvalues[n - 1] / eigenvalues[0] }
}

/** Adds one column after the other until they no longer determine an answer. */
function culprit(normal: Float64Array, n: number, harmonics: number, condition: number): Problem {
  const first = (size: number) => scaledNormal(normal, size, scaleOf(normal, size, n), n).condition
  if (harmonics > 0 && isHopeless(first(harmonics))) return undetermined(harmonics, condition)
  for (let size = harmonics + 1; size <= n; size++) if (isHopeless(first(size))) return dependent(size - harmonics, condition)
  return undetermined(n, condition)
}

function undetermined(unknowns: number, condition: number): Problem {
  return new Problem('no-coverage', `The observed sky is too small to tell the ${unknowns} coefficients of this fit apart, so there is no single answer.`, {
    remedy: 'Fit fewer multipoles, or widen the mask.',
    facts: { unknowns, condition },
  })
}

function dependent(template: number, condition: number): Problem {
  return new Problem('no-coverage', `On the observed sky, template ${template} is zero or a sum of the other things that are fitted, so its amplitude has no single value.`, {
    remedy: 'Leave out this template, or the multipoles it consists of.',
    facts: { template, condition },
  })
}
