/** One row per arrow: the same table types arrows, worker messages and views. Maps are values on Rings; NaN means "no data here". */
import type { Alm } from '../science/harmonics/alm.ts'
import type { Marginals } from '../science/reconstruction/marginals.ts'
import type { Geometry } from '../science/sphere/rings.ts'
import type { MultipoleFit } from '../science/analysis/multipoleFit.ts'
import type { SkyLines } from '../science/analysis/contours.ts'
import type { Profile } from '../science/analysis/profile.ts'
import type { Dipole } from '../science/analysis/dipole.ts'
import type { RateNoise } from '../science/analysis/rateNoise.ts'
import type { Quantity } from './document.ts'
import type { Bootstrap, ClockDipoles, Convergence, MethodDipoles, RingRates, Solution } from './observedResults.ts'

export type * from './observedResults.ts'

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
