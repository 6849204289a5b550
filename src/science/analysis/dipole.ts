import { multipolesOf, type Multipole } from './multipoles.ts'
import { Problem } from '../problem.ts'
import { wrap } from '../units.ts'
import type { MultipoleFit } from './multipoleFit.ts'
import { ONE_SIGMA, riceInterval } from './rice.ts'

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
  /** Condition number of that fit (normal matrix scaled to unit diagonal): large where the field of view cannot tell its multipoles apart. */
  readonly condition: number
  /** Every coefficient of that fit. */
  readonly multipoles: readonly Multipole[]
}

/** (R18): δ_0h = −√(3/2π) Re a_11, δ_6h = √(3/2π) Im a_11. */
const PER_A11 = Math.sqrt(3 / (2 * Math.PI))

/**
 * The equatorial dipole in a fit that has l = 1 among its degrees (R17–R19).
 *
 * With a covariance: A₁ and α₁ have the errors along and across the dipole; the chance is e^{−χ²/2} with χ² = δᵀC⁻¹δ of the
 * two components, which is Rayleigh's e^{−A²/2σ²} where they are equally well known; interval (68.27 %) and limit (upper
 * end of the 95 % interval) are Feldman–Cousins intervals of the Rice distribution with σ² = (C_00 + C_66)/2.
 *
 * @throws invalid-argument where l = 1 was not fitted
 */
export function dipoleOf(fit: MultipoleFit): Dipole {
  const n = fit.coefficients.length
  const re = fit.terms.findIndex((term) => term.l === 1 && term.m === 1 && term.part === 're')
  const im = fit.terms.findIndex((term) => term.l === 1 && term.m === 1 && term.part === 'im')
  if (re < 0 || im < 0) {
    throw new Problem('invalid-argument', 'This fit has no l = 1 among its degrees, so it says nothing about the dipole.', {
      remedy: 'Include l = 1 in the degrees that are fitted.',
      facts: { degrees: fit.degrees.join(', ') },
    })
  }
  const d0h = -PER_A11 * fit.coefficients[re]
  const d6h = PER_A11 * fit.coefficients[im]
  const k = PER_A11 ** 2
  const c = fit.covariance
  const covariance = c && ([k * c[re * n + re], -k * c[re * n + im], -k * c[im * n + re], k * c[im * n + im]] as const)
  return { d0h, d6h, covariance, ...amplitudeOf(d0h, d6h, covariance), degrees: fit.degrees, condition: fit.condition, multipoles: multipolesOf(fit) }
}

/** What (x, y) = (δ_0h, δ_6h) with its covariance says of amplitude and phase. */
export function amplitudeOf(x: number, y: number, covariance: Dipole['covariance']): Omit<Dipole, 'd0h' | 'd6h' | 'covariance' | 'degrees' | 'condition' | 'multipoles'> {
  const a1 = Math.hypot(x, y)
  const alpha1 = wrap(Math.atan2(y, x))
  if (covariance === undefined) {
    return { a1, a1Error: undefined, alpha1, alpha1Error: undefined, chance: undefined, interval68: undefined, limit95: undefined }
  }
  const [xx, xy, , yy] = covariance
  const [cos, sin] = [Math.cos(alpha1), Math.sin(alpha1)]
  const along = cos * cos * xx + 2 * cos * sin * xy + sin * sin * yy
  const across = sin * sin * xx - 2 * cos * sin * xy + cos * cos * yy
  const chi2 = (x * x * yy - 2 * x * y * xy + y * y * xx) / (xx * yy - xy * xy)
  const sigma = Math.sqrt((xx + yy) / 2)
  const [lower, upper] = riceInterval(a1 / sigma, ONE_SIGMA)
  return {
    a1,
    a1Error: Math.sqrt(along),
    alpha1,
    alpha1Error: Math.sqrt(across) / a1,
    chance: Math.exp(-chi2 / 2),
    interval68: [lower * sigma, upper * sigma],
    limit95: riceInterval(a1 / sigma, 0.95)[1] * sigma,
  }
}
