/** What a file says, what each part of it was taken for, and what was assumed: the read card. */
import type { Geometry } from '../science/sphere/rings.ts'

export type Role = 'counts' | 'background' | 'intensity' | 'error' | 'unused'

/** One statement about the file: where it comes from and how it is used. */
export interface Fact {
  readonly keyword: string
  readonly value: string
  readonly usedAs: string
}

export interface ColumnCard {
  readonly index: number
  readonly name: string
  readonly unit: string
  /** The FITS code, as in `1024E`, or NumPy's, as in `<f8`. */
  readonly format: string
  readonly min: number
  readonly max: number
  readonly sum: number
  /** Finite values only. */
  readonly integers: boolean
  readonly negative: number
  readonly zero: number
  readonly unseen: number
  /** What another header of the file calls it, when its own name is one that says nothing. */
  readonly alias?: string
  readonly guess: Role
  /** Why it was taken for that. */
  readonly because: string
  /** True for an intensity given as I = 1 + δI. */
  readonly aboutOne?: boolean
  /** A question that the file leaves open about what the column holds, where the answer would matter. */
  readonly ambiguous?: string
}

/** Where a detector stands and how far down it looks, in degrees. */
export interface LocalSite {
  readonly name: string
  readonly latitudeDeg: number
  readonly longitudeDeg: number
  readonly zenithMaxDeg: number
}

/** What is said of local maps: counts by time bin and direction over the detector. */
export interface LocalCard {
  readonly bins: number
  /** Events of each ring of local pixels, counted from the zenith. */
  readonly events: readonly number[]
  /** How far down from the zenith events were seen, in whole degrees. */
  readonly seenToDeg: number
  /** Sites that a configuration beside the maps names, and which of them these maps are of, where that is known. */
  readonly sites: readonly LocalSite[]
  readonly site: LocalSite | undefined
}

/** Small maps for pictures, of `PREVIEW_NSIDE` in ring order: columns in the order that is taken, and of the main one what another answer would make. */
export interface Previews {
  /** By column; empty for columns that are not shown. */
  readonly columns: readonly Float32Array[]
  /** The main column in the other order, where there is one. */
  readonly otherOrder?: Float32Array
  /** The main column with exact zeros left out, where it has any. */
  readonly withoutZeros?: Float32Array
}

/** How alike neighbours in the main column are (a correlation), read in either order. */
export interface Likeness {
  readonly ring: number
  readonly nested: number
}

/** What is said of a table of C_l. */
export interface CurveCard extends Pick<ReadCard, 'name' | 'bytes' | 'sha256' | 'compressed' | 'facts' | 'assumptions' | 'warnings' | 'milliseconds'> {
  readonly kind: 'curve'
  /** The smallest and the largest l. */
  readonly degrees: readonly [number, number]
}

/** What is said of a marginals file. */
export interface MarginalsCard extends Pick<ReadCard, 'name' | 'bytes' | 'sha256' | 'compressed' | 'facts' | 'assumptions' | 'warnings' | 'milliseconds'> {
  readonly kind: 'marginals'
  readonly site: LocalSite
  readonly grid: { readonly rings: number; readonly cells: number }
  readonly clock: 'sidereal' | 'solar' | 'antiSidereal' | 'extendedSidereal'
  readonly events: number
  /** How many counts were added together. */
  readonly pieces: number
}

export type FileCard = ReadCard | CurveCard | MarginalsCard

export interface ReadCard {
  readonly name: string
  readonly bytes: number
  /** Of the bytes as handed over, compressed or not. */
  readonly sha256: string
  readonly compressed: boolean
  readonly geometry: Geometry
  readonly ordering: 'ring' | 'nested'
  readonly orderingStated: boolean
  readonly frame: 'equatorial' | 'galactic' | 'ecliptic'
  readonly frameStated: boolean
  readonly columns: readonly ColumnCard[]
  readonly facts: readonly Fact[]
  /** Whole sentences about what was taken for granted. */
  readonly assumptions: readonly string[]
  /** Whole sentences about what is odd but was read. */
  readonly warnings: readonly string[]
  /** Those of both that are true only while this file alone makes the map, its columns taken for what was guessed. */
  readonly aboutRoles?: readonly string[]
  /** Exact zeros among the counts are too many for chance: they look like pixels outside the field of view. */
  readonly zerosLookUnseen: boolean
  readonly milliseconds: number
  /** Left out where it cannot be told. */
  readonly likeness?: Likeness
  /** Neighbours are so much more alike in the other order that this one is probably wrong. */
  readonly orderingDoubted?: boolean
  /** For the page alone: nothing keeps them. */
  readonly previews?: Previews
  /** For local maps, of which the columns are made. */
  readonly local?: LocalCard
}
