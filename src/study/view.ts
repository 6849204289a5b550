/** What of a study is seen, and how. Nothing here enters a result. */
import type { Id, Range } from './document.ts'

export type Quantity = 'relativeIntensity' | 'significance' | 'counts'

/** Places of the page that a study may be open at. */
export type PlaceName = 'explore' | 'observe'

/** Maps and plots, and how the maps are held against each other. */
export interface Desk {
  readonly panes: readonly Pane[]
  readonly compare: Compare
}

export interface View extends Desk {
  /** Which place is open: Explore where it is left out. */
  readonly place?: PlaceName
  /** What was seen at the other places when they were left. */
  readonly elsewhere?: { readonly [P in PlaceName]?: Desk }
  /** How the sky is laid out: one camera for all maps. Moving it is not an entry of history. */
  readonly camera: CameraView
  /** What is drawn over the maps. */
  readonly overlays: readonly Overlay[]
  /** A person's own list of places. */
  readonly marks: readonly Mark[]
  /** How sky that is not looked at is drawn. */
  readonly unseen: 'hatched' | 'grey' | 'white'
  /** Whether the Observe place shows what a mock has by each of the four clocks; not where it is left out, for it takes counting eight times. */
  readonly fourClocks?: boolean
  /** The marked place (right ascension, declination), if one is pinned. */
  readonly pinDeg?: Range
}

export type Pane = MapPane | { readonly kind: 'spectrum'; readonly shows: readonly Id[] } | { readonly kind: 'profile'; readonly shows: readonly Id[] }

export interface MapPane {
  readonly kind: 'map'
  readonly part: Id
  readonly quantity: Quantity
  readonly scale: Scale
  /** Shows this part of the sky's harmonics alone: all m of a degree, or one ±m of it. */
  readonly multipole?: { readonly l: number; readonly m?: number }
}

/** The colour scale of a map, in the quantity's own unit. Symmetric about zero (counts: 0 … limit) unless `low` is given. */
export interface Scale {
  /** The upper end; above 0 unless `low` is given. */
  readonly limit: number | 'auto'
  /** The lower end of a scale that is not locked to zero. */
  readonly low?: number
  /** Where they do not suit the quantity, the usual ones of that quantity are used. */
  readonly colours: ColoursName
  /** The power of ten the numbers are written in; chosen by the limit where it is left out. */
  readonly power?: number
  /** Values smaller than this, of either sign, are drawn grey. */
  readonly threshold?: number
  /** The line of zero, so that the sign survives a print without colours. */
  readonly zeroContour: boolean
  /** Lines over what is below zero, for the same reason. */
  readonly hatchNegative: boolean
}

/** Maps with a middle for what has a sign, maps of one direction for counts; grey for either, and jet as it was printed once. */
export type ColoursName = 'blueRed' | 'vik' | 'purpleOrange' | 'tealBrown' | 'counts' | 'blueYellow' | 'violetYellow' | 'grey' | 'jet'

export type ProjectionName = 'mollweide' | 'hammer' | 'equirectangular' | 'equalArea' | 'polar' | 'globe'

/** Coordinates of the picture: longitude and latitude in them are what the graticule shows. */
export type FrameName = 'equatorial' | 'galactic' | 'ecliptic' | 'magnetic'

export interface CameraView {
  readonly projection: ProjectionName
  /** The frame in which the map is laid out. */
  readonly frame: FrameName
  /** The frame of the lines over it. */
  readonly graticule: FrameName | 'none'
  /** Longitude grows to the left, as one sees the sky from inside, or to the right. */
  readonly longitude: 'leftward' | 'rightward'
  readonly unit: 'degrees' | 'hours'
  /** Longitude and latitude, in the map's frame, of the middle of the picture. */
  readonly centreDeg: Range
  /** 1: the whole sky. */
  readonly zoom: number
  /** The pole of the magnetic frame (right ascension, declination): an axis of the local field. */
  readonly magneticPoleDeg: Range
}

export type Overlay =
  | 'galacticPlane' | 'ecliptic' | 'regions' | 'magneticAxis' | 'magneticEquator' | 'interstellarFlow' | 'lsrApex' | 'fieldOfView' | 'marks' | 'extremes'

/** A place or a circle of a person's own list. */
export interface Mark {
  readonly name: string
  readonly raDeg: number
  readonly decDeg: number
  readonly radiusDeg?: number
}

export interface Compare {
  /**
   * `off`: the first map alone. `beside`: all maps side by side, small multiples when there are many. The others lay the
   * second map over the first: behind a line that is dragged, faded into it, or by turns. `difference`: first minus second.
   */
  readonly how: 'off' | 'beside' | 'swipe' | 'fade' | 'blink' | 'difference'
  /** Where the line of the swipe lies, or how much of the second map is seen: 0 … 1. */
  readonly share: number
  /** All maps have the scale of the first. */
  readonly oneScale: boolean
}
