import type { MultipoleFit } from './multipoleFit.ts'

/** One fitted a_lm, m ≥ 0. */
export interface Multipole {
  readonly l: number
  readonly m: number
  readonly re: number
  readonly im: number
  /** Standard deviation of the real and of the imaginary part (root of their mean variance); undefined where the data carry no errors. */
  readonly error: number | undefined
}

/** The multipoles of a fit as a table, in the order of its terms; the imaginary part of m = 0, and parts that were not fitted, are 0. */
export function multipolesOf({ terms, coefficients, covariance }: MultipoleFit): readonly Multipole[] {
  const rows = new Map<string, { l: number; m: number; re: number; im: number; variances: number[] }>()
  terms.forEach(({ l, m, part }, i) => {
    const row = rows.get(`${l},${m}`) ?? { l, m, re: 0, im: 0, variances: [] }
    row[part] = coefficients[i]
    if (covariance !== undefined) row.variances.push(covariance[i * coefficients.length + i])
    rows.set(`${l},${m}`, row)
  })
  return [...rows.values()].map(({ variances, ...row }) => ({
    ...row,
    error: variances.length === 0 ? undefined : Math.sqrt(variances.reduce((a, b) => a + b, 0) / variances.length),
  }))
}
