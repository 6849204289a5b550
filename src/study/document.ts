/**
 * The study: a table of named parts, each made from a file, from other parts, or from nothing.
 * Plain JSON; degrees, names and whole numbers; never an array of data. Everything on the page is a function of it.
 */
import type { Azimuth } from '../science/sphere/localAzimuth.ts'
import type { View } from './view.ts'

export type * from './view.ts'

export type Id = string
export type Range = readonly [number, number]

export interface Study {
  readonly version: 1
  readonly title: string
  readonly parts: { readonly [id: Id]: Part }
  /** Shared by name: several skies may follow one recipe. */
  readonly recipes: { readonly [id: Id]: Recipe }
  /** What is looked at, and how. In no result's key. */
  readonly view: View
}

export type Part = Data | Observation | Sky

/** Something that came from outside: a file's fingerprint, never its bytes, and what the read card settled. */
export interface Data {
  readonly kind: 'data'
  readonly origin: { readonly name: string; readonly bytes: number; readonly sha256: string }
  readonly reading: Reading
}

/** Every answer of the read card that changes a number. */
export type Reading = HealpixReading | LocalMapsReading | CurveReading | MarginalsReading

export interface HealpixReading {
  readonly as: 'healpix'
  readonly ordering: 'ring' | 'nested'
  readonly frame: 'equatorial' | 'galactic' | 'ecliptic'
  /**
   * For counts in J2000 coordinates, the mean epoch (Julian year) at which they were taken: their exposure is
   * constant about the pole of that date. `'ofDate'`: the coordinates are already those of date.
   */
  readonly epoch: 'ofDate' | number
  /** Treat exact zeros as unobserved. */
  readonly zeroIsUnseen: boolean
}

/** Counts by sidereal-time bin and local pixel, of which counts on the sky (column 0) and their expectation (column 1) are made. */
export interface LocalMapsReading {
  readonly as: 'localMaps'
  readonly site: Site
  /** Where longitude 0 of the local pixels lies on the horizon, and where 90°. */
  readonly azimuth: Azimuth
  /** The moment that stands for a time bin. */
  readonly binTime: 'lowerEdge' | 'centre'
  /** Sidereal angle of Greenwich at the lower edge of the first bin. */
  readonly firstBinDeg: number
}

/** A table of C_l is drawn as it stands: it leaves nothing to answer. */
export interface CurveReading {
  readonly as: 'curve'
}

/** An observation as this page writes it: it leaves nothing to answer. */
export interface MarginalsReading {
  readonly as: 'marginals'
}

export interface Site {
  readonly name: string
  readonly latitudeDeg: number
  readonly longitudeDeg: number
  readonly zenithMaxDeg: number
}

export interface Column {
  readonly data: Id
  readonly column: number
}

/** One detector, one exposure, one set of counts. */
export interface Observation {
  readonly kind: 'observation'
  readonly site: Site
  readonly counts: MockCounts | FileCounts | RedrawnCounts
  /** Where counts are kept: on the sky alone, in HEALPix pixels of this nside … */
  readonly nside?: number
  /** … or on a ring grid, summed into the marginals that every method of reconstruction works from. One of the two is given. */
  readonly grid?: { readonly rings: number; readonly cells: number }
  /** The clock by which events are put in order; sidereal where it is left out. */
  readonly clock?: ClockName
}

/** Angles that turn once in a sidereal or a solar day, and the two that turn as often less, or more, than both differ (spec 2). */
export type ClockName = 'sidereal' | 'solar' | 'antiSidereal' | 'extendedSidereal'

/** Drawn from a true sky. */
export interface MockCounts {
  readonly from: 'mock'
  readonly sky: Id
  readonly acceptance: Acceptance
  /** The same every day, day and night, where it is left out. */
  readonly liveTime?: LiveTime
  readonly events: number
  readonly seed: number
  /** Counts are what is expected, without chance. */
  readonly expectation?: boolean
  /** Amplitude of the dipole of the Earth's motion about the Sun; none where it is left out. */
  readonly solarDipole?: number
}

/** Acceptance ∝ cosᵖθ · exp[−κ (sec θ − 1)] · (1 + Σ waves in azimuth) · (1 + tilt · sin δ): p = `zenithPower`, κ = `absorption`. */
export interface Acceptance {
  readonly zenithPower: number
  readonly absorption: number
  /** Amplitude · sin θ · cos m(φ − φ₀), φ counted from north through east. */
  readonly azimuth?: readonly { readonly m: number; readonly amplitude: number; readonly azimuthDeg: number }[]
  /** An efficiency that grows with declination, which nobody on a turning Earth can tell from a dipole along its axis. */
  readonly tilt?: number
}

/** When a detector took data, as a function of local solar hour and day of the year. */
export interface LiveTime {
  /** Days of the year, 0 … 365: none before the first and after the second; whole years where it is left out. */
  readonly daysOfYear?: Range
  /** 1 + amplitude · cos of the angle from the hour, or the day, of most live time. */
  readonly daily?: { readonly amplitude: number; readonly hour: number }
  readonly seasonal?: { readonly amplitude: number; readonly day: number }
  /** Local solar hours without data, every day. */
  readonly gapHours?: Range
}

/** From a file of local maps or of marginals. */
export interface FileCounts {
  readonly from: 'file'
  readonly data: Id
}

/** The counts of another observation drawn anew: events given other times, or counts drawn about what the reconstruction expects. */
export interface RedrawnCounts {
  readonly from: 'redrawn'
  readonly observation: Id
  readonly how: 'scrambled' | 'isotropic' | 'resampled'
  readonly seed: number
}

/** Whatever has a value in every direction. Downstream of `intensity` no arrow knows which source it was. */
export interface Sky {
  readonly kind: 'sky'
  readonly source: Source
  readonly recipe: Id
}

export type Source = MapSource | ObservationsSource | HarmonicsSource | DifferenceSource

export interface MapSource {
  readonly from: 'map'
  readonly counts?: Column
  readonly background?: Column
  readonly intensity?: Column
  /** Whether the intensity column holds δI (about 0) or I = 1 + δI (about 1). */
  readonly intensityIs: 'deviation' | 'ratio'
  /** Standard deviation of the intensity column. */
  readonly error?: Column
  /** What counts are compared with: a background column, the mean of each declination ring, or the mean of the map. */
  readonly reference: 'background' | 'ringMean' | 'mapMean'
  /** A background made from the same data contains the on-region; an independent one has `alpha` = exposure on / off. */
  readonly backgroundMade: 'sameData' | 'independent'
  readonly alpha: number
  /** The NSIDE that all columns are brought to; of each file a divisor of its own. As the files have it where it is left out. */
  readonly nside?: number
}

export interface ObservationsSource {
  readonly from: 'observations'
  readonly observations: readonly Id[]
  readonly method: MethodName
  /** Of the likelihood: passes of the plain iteration; to convergence, by quasi-Newton steps, where it is left out. */
  readonly passes?: number
  /** Of direct integration: a whole number of windows in a day; one where it is left out. */
  readonly windows?: number
  /** Of time scrambling: how often, and with which seed. */
  readonly draws?: number
  readonly seed?: number
  /** Of Forward–Backward: ξ. */
  readonly halfOpeningDeg?: number
  /** How often counts are drawn anew about what was found, to see what the dipole scatters by; not at all where it is left out. */
  readonly bootstrap?: number
}

/** Ways to a map. All but the first need observations on a ring grid; the last takes the acceptance of a mock for known, tilt or no tilt, as nobody can. */
export type MethodName = 'ringMean' | 'directIntegration' | 'scrambling' | 'likelihood' | 'forwardBackward' | 'absolute'

/** A synthetic sky: a dipole (equatorial components), a power law C_l = amplitude · l^slope with a seed, Gaussian spots. */
export interface HarmonicsSource {
  readonly from: 'harmonics'
  /** HEALPix pixels, or a ring grid: one of the two is given. */
  readonly nside?: number
  readonly grid?: { readonly rings: number; readonly cells: number }
  readonly dipole: readonly [number, number, number]
  readonly power: { readonly amplitude: number; readonly slope: number; readonly lmax: number; readonly seed: number }
  readonly spots: readonly { readonly raDeg: number; readonly decDeg: number; readonly widthDeg: number; readonly height: number }[]
}

export interface DifferenceSource {
  readonly from: 'difference'
  readonly of: readonly [Id, Id]
}

/** The fixed chain applied to a sky: mask → subtract → smooth → show. Each card can be switched off, none can be moved. */
export interface Recipe {
  readonly mask: { readonly on: boolean; readonly declinationDeg: Range; readonly minimumCounts: number }
  readonly subtract: { readonly on: boolean; readonly degrees: readonly number[]; readonly zonal: boolean }
  readonly smooth: { readonly on: boolean; readonly radiusDeg: number }
  readonly spectrum: { readonly lmax: number; readonly zonal: boolean }
  readonly profile: { readonly declinationDeg: Range; readonly bins: number; readonly harmonics: number }
}
