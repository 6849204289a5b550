/** What a marginals file says of its numbers: the observation they are of, the grid, and the pieces they were added from. JSON, in the array `header`. */
import { Problem } from '../science/problem.ts'
import type { RecordsWanted } from '../science/observatory/marginalRecords.ts'
import type { RingGrid } from '../science/reconstruction/marginals.ts'
import type { LocalSite } from './readCard.ts'
import { refuse } from './refusals.ts'
import { grouped, visible } from './text.ts'

export const FORMAT = 'anisky marginals'
export const EDITION = 1

const CLOCKS = ['sidereal', 'solar', 'antiSidereal', 'extendedSidereal'] as const
export type Clock = (typeof CLOCKS)[number]

/** Counts that were put in as one. */
export interface Piece {
  /** 32 to 64 hexadecimal digits of what it was made from: two pieces that have the same are the same counts. */
  readonly fingerprint: string
  readonly events: number
  /** Sources with their fingerprints, or the settings of a mock: JSON, as whoever wrote it likes. */
  readonly from: unknown
}

export interface MarginalsHeader {
  readonly site: LocalSite
  readonly clock: Clock
  readonly grid: RingGrid
  readonly records: RecordsWanted
  /** In the order of their fingerprints. */
  readonly pieces: readonly Piece[]
}

const MOST_PIECES = 100_000
const LONGEST_NAME = 80
export const MOST_CELLS = 720

const AGAIN = 'Copy or download the file again, or write it anew.'
export const damagedMarginals = (how: string): Problem => new Problem('unreadable-file', `This marginals file is damaged: ${how}.`, { remedy: AGAIN })

/** The same text for the same header: entries in a fixed order, those of `from` by name. */
export function headerText({ site, clock, grid, records, pieces }: MarginalsHeader): string {
  const { name, latitudeDeg, longitudeDeg, zenithMaxDeg } = site
  return JSON.stringify({
    ...{ format: FORMAT, edition: EDITION },
    site: { name, latitudeDeg, longitudeDeg, zenithMaxDeg },
    clock,
    grid: { rings: grid.rings, cells: grid.cells },
    records: inOrder(records),
    pieces: sorted(pieces).map(({ fingerprint, events, from }) => ({ fingerprint, events, from: inOrder(from) })),
  })
}

/** A value whose entries stand in the order of their names, at every depth. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, inOrder(one)]))
}

const sorted = (pieces: readonly Piece[]): readonly Piece[] => [...pieces].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : a.fingerprint > b.fingerprint ? 1 : 0))

/** Trusts nothing. Throws unreadable-file naming the entry that is wrong, unsupported-file for another edition. */
export function headerOf(text: string): MarginalsHeader {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw damagedMarginals('its header is not JSON')
  }
  const header = objectIn(value, 'the header')
  if (header['format'] !== FORMAT) throw damagedMarginals(`its header says format = ${shown(header['format'])} instead of “${FORMAT}”`)
  if (header['edition'] !== EDITION) throw refuse(`This marginals file is of edition ${shown(header['edition'])}; edition ${EDITION} is read.`, 'Open it with the version of Anisky that wrote it, or one that is newer than this.')
  const grid = gridOf(objectIn(header['grid'], 'grid'))
  const clock = CLOCKS.find((name) => name === header['clock'])
  if (clock === undefined) throw damagedMarginals(`clock = ${shown(header['clock'])}, where ${CLOCKS.join(', ')} are known`)
  return { site: siteOf(objectIn(header['site'], 'site')), clock, grid, records: recordsOf(objectIn(header['records'] ?? {}, 'records'), grid), pieces: piecesOf(header['pieces']) }
}

type Entries = Readonly<Record<string, unknown>>

function objectIn(value: unknown, name: string): Entries {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damagedMarginals(`${name} = ${shown(value)}, where entries with names are needed`)
  return value as Entries
}

const shown = (value: unknown): string => (value === undefined ? 'nothing' : visible(JSON.stringify(value), 40))

function numberIn(entries: Entries, group: string, key: string, min: number, max: number): number {
  const value = entries[key]
  if (typeof value !== 'number' || !(value >= min && value <= max)) throw damagedMarginals(`${group}.${key} = ${shown(value)}, where a number from ${grouped(min)} to ${grouped(max)} is needed`)
  return value
}

function wholeIn(entries: Entries, group: string, key: string, min: number, max: number): number {
  const value = entries[key]
  if (!Number.isInteger(value) || (value as number) < min || (value as number) > max) throw damagedMarginals(`${group}.${key} = ${shown(value)}, where a whole number from ${grouped(min)} to ${grouped(max)} is needed`)
  return value as number
}

function gridOf(grid: Entries): RingGrid {
  const rings = wholeIn(grid, 'grid', 'rings', 4, MOST_CELLS)
  const cells = wholeIn(grid, 'grid', 'cells', 8, MOST_CELLS)
  if (cells % 2 !== 0) throw damagedMarginals(`grid.cells = ${cells}, where an even number is needed`)
  return { rings, cells }
}

function siteOf(site: Entries): LocalSite {
  const { name } = site
  if (typeof name !== 'string' || name.length > LONGEST_NAME) throw damagedMarginals(`site.name = ${shown(name)}, where a name is needed`)
  return {
    name: visible(name, LONGEST_NAME).slice(0, LONGEST_NAME),
    latitudeDeg: numberIn(site, 'site', 'latitudeDeg', -90, 90),
    longitudeDeg: numberIn(site, 'site', 'longitudeDeg', -360, 360),
    zenithMaxDeg: numberIn(site, 'site', 'zenithMaxDeg', 1, 90),
  }
}

function recordsOf(records: Entries, { rings, cells }: RingGrid): RecordsWanted {
  const { ringRate, eastWest, forwardBackward, windows, coarse } = records
  const bands = forwardBackward === undefined ? undefined : objectIn(forwardBackward, 'records.forwardBackward')
  const joined = coarse === undefined ? undefined : objectIn(coarse, 'records.coarse')
  const found: RecordsWanted = {
    ...(isKept(ringRate, 'ringRate') ? { ringRate: true } : {}),
    ...(isKept(eastWest, 'eastWest') ? { eastWest: true } : {}),
    ...(bands === undefined ? {} : { forwardBackward: { offset: wholeIn(bands, 'records.forwardBackward', 'offset', 1, cells / 2 - 1), reach: wholeIn(bands, 'records.forwardBackward', 'reach', 0, cells / 4) } }),
    ...(windows === undefined ? {} : { windows: wholeIn(records, 'records', 'windows', 1, cells) }),
    ...(joined === undefined ? {} : { coarse: { rings: wholeIn(joined, 'records.coarse', 'rings', 1, rings), cells: wholeIn(joined, 'records.coarse', 'cells', 1, cells) } }),
  }
  if (found.forwardBackward !== undefined) {
    const { offset, reach } = found.forwardBackward
    if (offset - reach < 1 || offset + reach >= cells / 2) throw damagedMarginals(`records.forwardBackward has bands of ${reach} cells on either side of cell ${offset}, which do not lie on one side of the meridian each`)
  }
  return found
}

function isKept(value: unknown, key: string): boolean {
  if (value !== undefined && typeof value !== 'boolean') throw damagedMarginals(`records.${key} = ${shown(value)}, where true or false is needed`)
  return value === true
}

function piecesOf(value: unknown): readonly Piece[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_PIECES) throw damagedMarginals(`pieces = ${shown(value)}, where a list of 1 to ${grouped(MOST_PIECES)} pieces is needed`)
  const pieces = sorted(value.map((one: unknown, i): Piece => {
    const entries = objectIn(one, `pieces[${i}]`)
    const { fingerprint, from = null } = entries
    if (typeof fingerprint !== 'string' || !/^[0-9a-f]{32,64}$/.test(fingerprint)) throw damagedMarginals(`pieces[${i}].fingerprint = ${shown(fingerprint)}, where 32 to 64 hexadecimal digits are needed`)
    return { fingerprint, events: numberIn(entries, `pieces[${i}]`, 'events', 0, Number.MAX_SAFE_INTEGER), from }
  }))
  const twice = pieces.find(({ fingerprint }, i) => fingerprint === pieces[i - 1]?.fingerprint)
  if (twice !== undefined) throw damagedMarginals(`it counts the piece ${twice.fingerprint.slice(0, 8)}… twice`)
  return pieces
}
