/** One fitted number: the real or the imaginary part of a_lm. */
export interface Term {
  readonly l: number
  readonly m: number
  readonly part: 're' | 'im'
}

export interface MultipoleFit {
  readonly degrees: readonly number[]
  /** Whether m = 0 columns (and the monopole) were fitted. */
  readonly zonal: boolean
  readonly terms: readonly Term[]
  /** [terms] */
  readonly coefficients: Float64Array
  /** [terms × terms]; undefined where the weights are not inverse variances. */
  readonly covariance: Float64Array | undefined
  /** Condition number of the normal matrix, scaled to unit diagonal. */
  readonly condition: number
  /** [pixels] the fitted field; NaN outside the field of view. */
  readonly model: Float64Array
}
