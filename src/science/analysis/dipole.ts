/** The equatorial dipole of a fit, in the convention of (R17–R19). */
export interface Dipole {
  /** δ_0h = A₁ cos α₁ */
  readonly d0h: number
  /** δ_6h = A₁ sin α₁ */
  readonly d6h: number
  /** [2 × 2], row by row, of (δ_0h, δ_6h); undefined where the data carry no errors. */
  readonly covariance: readonly [number, number, number, number] | undefined
  readonly a1: number
  readonly a1Error: number | undefined
  /** Right ascension of the maximum, 0 … 2π. */
  readonly alpha1: number
  readonly alpha1Error: number | undefined
  /** Rayleigh probability e^{−A²/2σ²} that noise alone gives this amplitude or more. */
  readonly chance: number | undefined
  /** Interval on the amplitude that covers 68 % (Rice distribution, spec 18); its lower end is 0 for weak signals. */
  readonly interval68: readonly [number, number] | undefined
  /** Upper limit on the amplitude at 95 %. */
  readonly limit95: number | undefined
  /** The multipoles fitted together with the dipole: fits with different l give different dipoles. */
  readonly degrees: readonly number[]
}
