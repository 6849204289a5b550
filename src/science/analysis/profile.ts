/** δI averaged over declination, against right ascension (R24), with its harmonics. */
export interface Profile {
  /** [bins] centres, ascending right ascension. */
  readonly alpha: Float64Array
  readonly value: Float64Array
  /** [bins] standard deviation; NaN where the data carry no errors. */
  readonly error: Float64Array
  readonly harmonics: readonly ProfileHarmonic[]
  readonly chi2: number | undefined
  readonly degreesOfFreedom: number
  readonly declination: readonly [number, number]
}

/** A_m cos m(α − α_m) */
export interface ProfileHarmonic {
  readonly m: number
  readonly amplitude: number
  readonly amplitudeError: number | undefined
  readonly alpha: number
  readonly alphaError: number | undefined
}
