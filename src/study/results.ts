/** One row per arrow: the same table types arrows, worker messages and views. Maps are values on Rings; NaN means "no data here". */
import type { Alm } from '../science/harmonics/alm.ts'
import type { Goodness } from '../science/reconstruction/goodness.ts'
import type { DipoleMethod } from '../science/reconstruction/dipoleEstimate.ts'
import type { Marginals } from '../science/reconstruction/marginals.ts'
import type { Geometry } from '../science/sphere/rings.ts'
import type { MultipoleFit } from '../science/analysis/multipoleFit.ts'
import type { SkyLines } from '../science/analysis/contours.ts'
import type { Profile } from '../science/analysis/profile.ts'
import type { Dipole } from '../science/analysis/dipole.ts'
import type { RateNoise } from '../science/analysis/rateNoise.ts'
import type { StatedDipole } from '../science/analysis/statedDipole.ts'
import type { ClockName, Quantity } from './document.ts'

/** A file's columns as maps on Rings, in the file's own frame, RING order; empty where no sky is made from them. */
export interface Table {
  readonly geometry: Geometry
  readonly columns: readonly Float64Array[]
}

/** What one detector recorded: counts on the sky. NaN outside its field of view. */
export interface Recorded {
  readonly geometry: Geometry
  readonly counts: Float64Array
}

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

export type SignificanceModel =
  // The background contains the on-region (spec 5), because it was normalised on each ring, or on the whole map of `total` counts.
  // A mean over so many scrambled skies scatters too.
  | { readonly kind: 'sameData'; readonly normalisedOn: 'rings'; readonly draws?: number }
  | { readonly kind: 'sameData'; readonly normalisedOn: 'map'; readonly total: number }
  | { readonly kind: 'independent'; readonly alpha: number } // Li–Ma with its true α

/** A sky: δI, and where they exist the counts and expectation behind it. */
export interface Intensity {
  readonly geometry: Geometry
  /** [pixels] relative intensity δI; NaN where nothing was observed. */
  readonly value: Float64Array
  /** [pixels] observed counts. */
  readonly counts?: Float64Array
  /** [pixels] expected counts for an isotropic sky (after subtraction: times 1 + fit). */
  readonly background?: Float64Array
  /** [pixels] standard deviation of δI where a file states it. */
  readonly error?: Float64Array
  /** Noise that whole waves share beyond that of the pixels, because rates were found from the same counts; each entry independent of the others. */
  readonly rateNoise?: readonly RateNoise[]
  /** How far the expectation depends on the counts it is compared with. */
  readonly significance?: SignificanceModel
  /** True when the mean of each ring was removed by construction: a_l0 is not measured. */
  readonly ringMeanRemoved: boolean
}

export interface Mask {
  readonly geometry: Geometry
  /** [pixels] 1 where the analysis looks, 0 elsewhere. */
  readonly seen: Uint8Array
  readonly seenPixels: number
  readonly skyFraction: number
  /** Declination of the southernmost and northernmost seen ring. */
  readonly declination: readonly [number, number]
}

/** A map of discs. `smoothed.ts` says what it says of a pixel. */
export interface Smoothed {
  readonly geometry: Geometry
  /** [pixels] Σn and ΣB of a sky with counts; NaN where nothing was seen. */
  readonly counts?: Float64Array
  readonly background?: Float64Array
  /** [pixels] x̄ of spec 5: the share of the disc in the expectation it was normalised on (its rings, or the map). */
  readonly overlap?: Float32Array
  /** How much wider δI scatters than √Σn/ΣB: √(1 + α) for a background that was counted independently. */
  readonly widening?: number
  /** [pixels] δI of a sky without counts, and its standard deviation where it has errors. */
  readonly value?: Float64Array
  readonly sigma?: Float64Array
}

export interface Significance {
  readonly geometry: Geometry
  readonly value: Float64Array
  readonly min: number
  readonly max: number
  /** Which formula, in words. */
  readonly formula: string
  /** Pixels whose x̄ > 0.5: the disc covers most of its own reference. */
  readonly doubtful: number
}

/** The stage of the chain a spectrum belongs to. */
export type Stage = 'before' | 'after'

export interface Spectrum {
  readonly l: Float64Array
  readonly cl: Float64Array
  /** True when m = 0 is counted. */
  readonly zonal: boolean
}

/** One multipole of a sky, in every direction: it says nothing of where the sky was seen. */
export interface MultipoleMap {
  readonly geometry: Geometry
  /** [pixels] */
  readonly value: Float64Array
}

/** An angular power spectrum from a file, as it stands there; NaN where it has no number. */
export interface Curve {
  readonly l: Float64Array
  readonly cl: Float64Array
  /** Standard deviation, where the file states it. */
  readonly error?: Float64Array
}

/** Noise level N_l of `Spectrum`; `level` is empty where it cannot be known (no counts, no errors). */
export interface Noise {
  readonly l: Float64Array
  readonly level: Float64Array
  /** Of a sky found from counts: the variances of the real and of the imaginary part of each a_lm to some degree; 0 for m = 0. */
  readonly coefficients?: Alm
}

/** What the page draws: float32, with what the legend needs. */
export interface Display {
  readonly geometry: Geometry
  readonly quantity: Quantity
  readonly values: Float32Array
  /** Symmetric limit that clips no more than one pixel in five hundred; a round number. */
  readonly autoLimit: number
  readonly min: number
  readonly max: number
  /** Declination of the edges of the field of view, for the outline. */
  readonly declination: readonly [number, number]
  readonly skyFraction: number
  /** True when the mean of each ring was removed by construction: what varies with declination alone is not in the map. */
  readonly ringMeanRemoved: boolean
  readonly places: { readonly brightest: Place; readonly faintest: Place }
}

/** Lines over what is drawn. */
export interface Contours {
  /** Where the map has each level. */
  readonly levels: readonly { readonly level: number; readonly lines: SkyLines }[]
  /** The edge of what is seen. */
  readonly edge: SkyLines
}

/** A direction (radians). */
export interface Spot {
  readonly alpha: number
  readonly delta: number
}

export interface Place extends Spot {
  readonly value: number
}

/** Everything known of one pixel. */
export interface Reading {
  readonly pixel: number
  readonly seen: boolean
  readonly counts?: number
  readonly background?: number
  readonly intensity: number
  readonly sigma?: number
  readonly significance?: number
  /** Of a pixel that is not seen: there is no value to begin with, or the mask takes it away. */
  readonly hidden?: 'noValue' | 'declination' | 'fewCounts'
}

export interface Results {
  readonly table: Table
  readonly curve: Curve
  readonly mocked: Recorded
  readonly marginals: Marginals
  readonly solution: Solution
  readonly convergence: Convergence
  readonly rates: RingRates
  readonly dipoles: MethodDipoles
  readonly clocks: ClockDipoles
  readonly bootstrap: Bootstrap
  readonly reconstruction: Intensity
  readonly mapIntensity: Intensity
  readonly harmonicIntensity: Intensity
  readonly differenceIntensity: Intensity
  readonly intensity: Intensity
  readonly mask: Mask
  readonly fit: MultipoleFit
  readonly residual: Intensity
  readonly smoothed: Smoothed
  readonly significance: Significance
  readonly harmonics: Alm
  readonly multipole: MultipoleMap
  readonly spectrum: Spectrum
  readonly noise: Noise
  readonly profile: Profile
  readonly dipole: Dipole
  readonly display: Display
  readonly contours: Contours
}
