/**
 * What any way of measuring the equatorial dipole says of it, biased or not. An estimate is compared with `expectedOf` the truth, never with the truth
 * itself: direct integration and scrambling keep a part of a dipole only, known beforehand (S6, S7).
 */
import { demand } from '../problem.ts'

export type DipoleMethod = 'directIntegration' | 'scrambling' | 'likelihood' | 'dipoleLikelihood' | 'eastWest' | 'forwardBackward' | 'projection'

/** (δ_0h, δ_6h) */
export type Pair = readonly [number, number]
/** [2 × 2], row by row, in the order δ_0h, δ_6h */
export type Square = readonly [number, number, number, number]

/** What a method cannot see, and what it takes for a dipole. */
export interface BlindTo {
  /** δ_N, the component along the axis of the Earth: it lies in the acceptance. */
  readonly vertical: true
  /** Every a_l0, for the same reason. */
  readonly zonal: true
  /** The lowest degree l ≥ 2 that leaks into the dipole, and every higher one with it: by its m = 1 part, where live time is even through the sidereal day. */
  readonly leaksFrom: number
}

export interface DipoleEstimate {
  readonly method: DipoleMethod
  /** δ_0h = A₁ cos α₁ */
  readonly d0h: number
  /** δ_6h = A₁ sin α₁ */
  readonly d6h: number
  /** Of the scatter about what is expected. */
  readonly covariance: Square
  /** What is expected of the estimate, for a pure dipole, to first order: response · (true δ_0h, δ_6h). The identity where a method is unbiased. */
  readonly response: Square
  readonly blindTo: BlindTo
  /** Events it rests on. */
  readonly events: number
}

export const UNBIASED: Square = [1, 0, 0, 1]
/** A dipole estimated alone, without higher multipoles beside it. */
export const ALONE: BlindTo = { vertical: true, zonal: true, leaksFrom: 2 }

export const times = (a: Square, b: Square): Square => [a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3]]
export const transposed = (a: Square): Square => [a[0], a[2], a[1], a[3]]
export const scaled = (a: Square, factor: number): Square => [factor * a[0], factor * a[1], factor * a[2], factor * a[3]]
export const applied = (a: Square, [x, y]: Pair): Pair => [a[0] * x + a[1] * y, a[2] * x + a[3] * y]

/**
 * @param scale  the size that entries would have if nothing were lost; their own where it is left out
 * @throws invalid-argument for a matrix that tells two directions of the sky no better than one
 */
export function inverse(a: Square, scale = Math.hypot(...a)): Square {
  const determinant = a[0] * a[3] - a[1] * a[2]
  demand(Math.abs(determinant) > 1e-13 * scale ** 2, 'both components of a dipole are determined', { determinant, scale })
  return [a[3] / determinant, -a[1] / determinant, -a[2] / determinant, a[0] / determinant]
}

/** The values about which the estimate scatters if a pure dipole with these components is the truth. */
export const expectedOf = (estimate: Pick<DipoleEstimate, 'response'>, truth: Pair): Pair => applied(estimate.response, truth)

/**
 * The estimate without its known bias: R⁻¹ d with covariance R⁻¹ C R⁻ᵀ. What it then says of a pure dipole has the errors of a likelihood; higher multipoles
 * leak in as before, stretched as well.
 *
 * @throws invalid-argument where nothing of a dipole is left
 */
export function withoutBias(estimate: DipoleEstimate): DipoleEstimate {
  const back = inverse(estimate.response, 1)
  const [d0h, d6h] = applied(back, [estimate.d0h, estimate.d6h])
  return { ...estimate, d0h, d6h, covariance: times(times(back, estimate.covariance), transposed(back)), response: UNBIASED }
}

/**
 * Independent estimates of one dipole by one method, weighted by their inverse covariances: C = (Σ C_i⁻¹)⁻¹, d = C Σ C_i⁻¹ d_i, and of a true dipole that is
 * what C Σ C_i⁻¹ R_i makes of it.
 *
 * @throws invalid-argument for none, or different methods
 */
export function joinedEstimate(estimates: readonly DipoleEstimate[]): DipoleEstimate {
  const [first, ...others] = estimates
  demand(first !== undefined && others.every(({ method }) => method === first.method), 'estimates by one method are joined', { methods: estimates.map(({ method }) => method).join() })
  if (others.length === 0) return first
  const sum = (a: Square, b: Square): Square => [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]]
  const informations = estimates.map(({ covariance }) => inverse(covariance))
  const covariance = inverse(informations.reduce(sum))
  const pulled = estimates.map(({ d0h, d6h }, i) => applied(informations[i]!, [d0h, d6h])).reduce<Pair>(([a, b], [x, y]) => [a + x, b + y], [0, 0])
  const [d0h, d6h] = applied(covariance, pulled)
  const response = times(covariance, estimates.map((one, i) => times(informations[i]!, one.response)).reduce(sum))
  return { ...first, d0h, d6h, covariance, response, events: estimates.reduce((all, { events }) => all + events, 0) }
}
