/** What a file says, what each part of it was taken for, and what was assumed: the read card. */
import type { Geometry } from '../science/sphere/rings.ts'
import { type ColumnStats, columnStats } from './columnStats.ts'
import { guessRoles } from './guess.ts'
import type { HealpixFile } from './healpixFile.ts'
import { orderingWarning } from './orderingHint.ts'
import { counted, grouped, short } from './text.ts'

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
  /** The FITS code, as in `1024E`. */
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
}

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
  /** Exact zeros among the counts are too many for chance: they look like pixels outside the field of view. */
  readonly zerosLookUnseen: boolean
  readonly milliseconds: number
}

/** What a file was when it was handed over. */
export interface Fingerprint {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** The read card of a file: statistics, guesses with their reasons, and everything that was taken for granted. */
export function readCard(file: HealpixFile, { name, bytes, sha256 }: Fingerprint, milliseconds: number): ReadCard {
  const stats = file.columns.map(({ values }) => columnStats(values))
  const guesses = guessRoles(file.columns, stats)
  const columns = file.columns.map(({ name: title, unit, format, alias }, index): ColumnCard => {
    const { seen: _, nearIntegers: __, ...told } = stats[index]
    return { index, name: title, unit, format, ...told, ...(alias === undefined ? {} : { alias }), ...guesses.columns[index] }
  })
  const { geometry, ordering, orderingStated, frame, frameStated, facts, compressed } = file
  const counts = columns.find(({ guess }) => guess === 'counts')
  const main = counts ?? columns.find(({ guess }) => guess === 'intensity')
  const hint = main === undefined ? undefined : orderingWarning(file.columns[main.index].values, geometry.nside, ordering)
  const zeros = counts === undefined ? undefined : readZeros(counts, stats[counts.index])
  return {
    ...{ name, bytes, sha256, compressed, geometry, ordering, orderingStated, frame, frameStated, columns, facts },
    assumptions: [...file.assumptions, ...assumedOf(columns), ...(zeros?.assumption ?? [])],
    warnings: [...file.warnings, ...guesses.warnings, ...(zeros?.warning ?? []), ...(hint === undefined ? [] : [hint])],
    zerosLookUnseen: (zeros?.warning.length ?? 0) > 0,
    milliseconds,
  }
}

function assumedOf(columns: readonly ColumnCard[]): string[] {
  const used = columns.filter(({ guess }) => guess !== 'unused')
  const words: Readonly<Record<Role, string>> = { counts: 'counts', background: 'expected counts', intensity: 'relative intensity', error: 'error of the intensity', unused: '' }
  const taken = used.map(({ index, name, alias, guess, because }) => `Column ${index + 1} (${alias ?? name}) was taken for the ${words[guess]}: ${because}.`)
  const alone = used.some(({ guess }) => guess === 'counts') && !used.some(({ guess }) => guess === 'background')
  return alone ? [...taken, 'There is no background column: counts are compared with the mean of their declination ring, which assumes an exposure that does not depend on right ascension.'] : taken
}

/**
 * Empty pixels are chance when few events fall on each, and the edge of the field of view when many do:
 * with m counts in an average pixel that has any, chance leaves a share of about e⁻ᵐ empty (e^(−m/2) where the exposure is thin).
 */
function readZeros({ zero }: ColumnCard, { seen, sum }: ColumnStats): { assumption: string[]; warning: string[] } {
  if (zero === 0) return { assumption: [], warning: [] }
  const mean = sum / Math.max(1, seen - zero)
  const pixels = `${counted(zero, 'pixel')} ${zero === 1 ? 'is' : 'are'} exactly 0`
  if (zero > 0.05 * seen && zero > 3 * seen * Math.exp(-mean / 2)) {
    return { assumption: [], warning: [`${pixels}, although the others hold ${short(mean)} counts on average: probably they lie outside the field of view. Read zeros as unobserved if so.`] }
  }
  return { assumption: [`${pixels}: taken as observed and empty, ${grouped(seen)} pixels in all.`], warning: [] }
}
