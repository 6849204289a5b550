/** Results of the Observe place: skies found of counts, how far they can be trusted, and dipoles by every method and clock. */
import type { RateNoise } from '../science/analysis/rateNoise.ts'
import type { StatedDipole } from '../science/analysis/statedDipole.ts'
import type { DipoleMethod } from '../science/reconstruction/dipoleEstimate.ts'
import type { Goodness } from '../science/reconstruction/goodness.ts'
import type { Geometry } from '../science/sphere/rings.ts'
import type { ClockName } from './document.ts'

/** A sky found of the counts of one detector or several, on their ring grid, and what was found of each detector. */
export interface Solution {
  readonly geometry: Geometry
  /** [cells of the sky] counts of all detectors and what is expected of an isotropic sky; NaN where nothing was seen. */
  readonly counts: Float64Array
  readonly background: Float64Array
  /** [cells of the sky] δI and its error by a method that finds them without an expectation of counts. */
  readonly found?: { readonly value: Float64Array; readonly error: Float64Array }
  /** ln L before any pass, of a likelihood. */
  readonly logLikelihoodBefore?: number
  /** Whether the counts leave a slope of the sky in right ascension open, so that the map depends on where the iteration began. */
  readonly slopeOpen?: boolean
  /** Of methods that find the rates of the detectors from the same counts: what that adds to, or takes from, the noise of whole waves. */
  readonly rateNoise?: RateNoise
  /** Scrambled skies of which the background is the mean. */
  readonly draws?: number
  /** Passes of a likelihood; none for methods that are done at once. */
  readonly passes: readonly { readonly pass: number; readonly logLikelihood: number; readonly change: number; readonly missing: number }[]
  readonly converged: boolean
  /** N(τ) and A(δ, h) of each detector, by the likelihood. */
  readonly detectors: readonly { readonly rate: Float64Array; readonly acceptance: Float64Array }[]
}

/** How a sky was found of counts, and how far that can be trusted. */
export interface Convergence {
  readonly logLikelihoodBefore: number | undefined
  readonly slopeOpen: boolean
  readonly passes: Solution['passes']
  readonly converged: boolean
  /** Whether counts are rate × acceptance × sky at all, from a coarse cube of each detector by the likelihood; undefined where it was not kept or not fitted. */
  readonly goodness: readonly (Goodness | undefined)[]
  /** For even live time: of each wave m = 1, 2 … the share that is left of a sectoral multipole (cosᵐδ) after these passes, in the mean over the exposure (spec 8). */
  readonly kept: Float64Array
  /** Windows of the day within which the background was made, where they are less than a day. */
  readonly windows?: number
  /** The largest of the first three waves of any detector's rate through the day, over its mean: errors of fits and spectra are those of even live time. */
  readonly unevenness: number
  /** Passes of the plain iteration until 1 % of a dipole is missing. */
  readonly passesNeeded: number
  /** What the Earth's motion about the Sun leaves of its own dipole in this clock (δ_0h, δ_6h), by the live time of a mock that has it. */
  readonly solarLeak?: readonly [number, number]
}

/** The equatorial dipole by one method: what it found, or why it cannot find any. */
export interface MethodDipole {
  readonly method: DipoleMethod
  readonly found?: StatedDipole
  /** What this method must find of the true sky's dipole (δ_0h, δ_6h): in closed form of a dipole alone by sidereal time, otherwise as it finds it of the same mock without chance. */
  readonly expected?: readonly [number, number]
  readonly missing?: string
}

/** What the dipole by a method scatters by when counts are drawn anew about the sky that was found. */
export interface Bootstrap {
  readonly method: DipoleMethod
  readonly draws: number
  /** [2 × 2] of (δ_0h, δ_6h) */
  readonly covariance: readonly [number, number, number, number]
  /** What the formula of the method says that it is. */
  readonly stated: readonly [number, number, number, number]
}

export interface MethodDipoles {
  readonly rows: readonly MethodDipole[]
  /** (δ_0h, δ_6h, δ_N) of the true sky, where it is known; by another clock than the sidereal one, where it stands at hours of that clock in the mean over live time, with what the Earth's motion adds. */
  readonly truth?: readonly [number, number, number]
  /** Whether the true sky holds more than a dipole, which leaks into every method but differently. */
  readonly moreThanDipole: boolean
  /** By whose hours; sidereal where it is left out. */
  readonly clock?: ClockName
}

/** The equatorial dipole that a mock shows by one of the clocks, by the dipole-only likelihood. */
export interface ClockDipole {
  readonly clock: ClockName
  readonly found?: StatedDipole
  /** (δ_0h, δ_6h) that the same likelihood finds without chance. */
  readonly expected?: readonly [number, number]
  /** (δ_0h, δ_6h) of true sky and motion of the Earth, in the mean over live time, in closed form; where the true sky is known everywhere. */
  readonly standing?: readonly [number, number]
  readonly missing?: string
}

export interface ClockDipoles {
  /** Sidereal, solar, anti-sidereal, extended-sidereal. */
  readonly rows: readonly ClockDipole[]
  /** What seasons of the solar day leave by the sidereal clock, as the anti-sidereal one tells it (S2): amplitude, its error, and the hour of its maximum (radians). */
  readonly spurious?: { readonly amplitude: number; readonly phase: number; readonly error: number }
}

/** How often each band of declination counts as the sky turns, over what a detector without flaws would count of a sky without structure, minus 1. */
export interface RingRates {
  /** [bands] north to south, from and to (radians). */
  readonly bands: readonly (readonly [number, number])[]
  /** [bands × cells of τ]; NaN in bands nobody sees. */
  readonly value: Float64Array
  /** [bands] standard deviation of one of them, by counting. */
  readonly error: Float64Array
  readonly cells: number
}
