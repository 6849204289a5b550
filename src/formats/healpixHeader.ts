/** What the header of a HEALPix table says about its map, what it leaves unsaid, and what is assumed then. */
import type { Field, TableLayout } from './fitsTable.ts'
import { type Header, numberOf, textOf } from './fitsHeader.ts'
import { MEMORY_LIMIT, PARTIAL_LIMIT, refuse, refuseLength, refusePartial, refuseSize } from './refusals.ts'
import { type Frame, type Notes, type Ordering, demandOrder, frameOf, orderingOf, statedNside } from './statements.ts'
import { counted, grouped, visible } from './text.ts'

export interface HealpixHeader {
  readonly nside: number
  readonly ordering: Ordering
  readonly orderingStated: boolean
  readonly frame: Frame
  readonly frameStated: boolean
  /** The columns that hold one value per pixel, or per listed pixel. */
  readonly fields: readonly Field[]
  /** The column of pixel numbers of a partial-sky table. */
  readonly pixels: Field | undefined
  /** How other programs' headers call a column whose own name says nothing. */
  readonly aliases: ReadonlyMap<number, string>
}

/** True for a binary table that claims to be HEALPix. */
export function claimsHealpix(header: Header): boolean {
  if (textOf(header, 'XTENSION')?.trim().toUpperCase() !== 'BINTABLE') return false
  if (header.values.has('MOCORDER') || header.values.has('MOCVERS') || header.values.has('MOCORD_S') || header.values.get('ZTABLE') === true) return false
  if (/WEIGHT/i.test(textOf(header, 'TTYPE1') ?? '')) return false
  return wordOf(header, 'PIXTYPE') === 'HEALPIX' || header.values.has('NSIDE') || header.values.has('ORDERING')
}

const wordOf = (header: Header, keyword: string): string => (textOf(header, keyword) ?? '').trim().toUpperCase()

/** Settles geometry, ordering and frame; throws when the table is no map of one NSIDE or contradicts itself. @param local  the map is known to be one of the horizon */
export function interpret(header: Header, primary: Header, layout: TableLayout, notes: Notes, name: string, local = false): HealpixHeader {
  const ordering = orderingOf(header, notes)
  const frame = local ? { frame: 'equatorial', frameStated: false } as const : frameOf([header, { ...primary, suffix: ' (first header)' }], notes)
  const pixels = pixelColumn(header, layout)
  const { nside, fields } = pixels === undefined ? geometryOf(header, layout, notes) : partialGeometryOf(header, layout, pixels, notes)
  demandOrder(nside, ordering.ordering)
  const limit = pixels === undefined ? MEMORY_LIMIT : PARTIAL_LIMIT
  if (fields.length * 12 * nside ** 2 * 8 > limit) throw refuseSize(nside, fields.length, limit)
  return { nside, ...ordering, ...frame, fields, pixels, aliases: aliasesOf(primary, fields, notes, name) }
}

const WHOLE = 'BIJK'

/** The column of pixel numbers, where a table lists them: named as such, or the first of whole numbers. */
function pixelColumn(header: Header, { fields }: TableLayout): Field | undefined {
  const scheme = wordOf(header, 'INDXSCHM')
  if (fields.length === 0) return undefined
  const named = fields.find(({ name }) => /^(PIXEL|PIX|HPXINDEX|PIXNUM)$/i.test(name))
  if (scheme === 'IMPLICIT' || (scheme !== 'EXPLICIT' && named !== fields[0])) return undefined
  const column = named ?? fields.find(({ code }) => code !== undefined && WHOLE.includes(code))
  if (column?.code === undefined) throw refusePartial('INDXSCHM = EXPLICIT, but no column of whole numbers says which pixels they are')
  return column
}

/** A table of some pixels: its NSIDE must be stated, because the number of values says nothing. */
function partialGeometryOf(header: Header, layout: TableLayout, pixels: Field, { facts, warnings }: Notes): { nside: number; fields: readonly Field[] } {
  const nside = statedNside(header)
  if (nside === undefined) throw refusePartial('it lists pixel numbers, but has no NSIDE card')
  const listed = pixels.repeat * layout.rows
  if (listed === 0) throw refuse('This HEALPix table is empty: it lists no pixels, so nothing was observed.')
  const whole = 12 * nside ** 2
  if (listed > whole) throw refusePartial(`it lists ${grouped(listed)} pixels, where NSIDE ${nside} has ${grouped(whole)}`)
  const fields = layout.fields.filter((field) => field.code !== undefined && field !== pixels && field.repeat === pixels.repeat)
  if (fields.length === 0) throw refusePartial('no column has one number per listed pixel')
  facts.push({ keyword: 'NSIDE', value: String(nside), usedAs: counted(whole, 'pixel') })
  facts.push({ keyword: pixels.name, value: `${grouped(listed)} pixels listed`, usedAs: 'the places of the values; pixels that are not listed count as unobserved' })
  if (pixels.code === 'E' || pixels.code === 'D') warnings.push(`The pixel numbers in ${pixels.name} are stored as real numbers (${pixels.format}), which are whole and exact only up to ${grouped(2 ** (pixels.code === 'E' ? 24 : 53))}.`)
  warnOfOthers(layout.fields.filter((field) => field !== pixels && !fields.includes(field)), warnings)
  return { nside, fields }
}

function geometryOf(header: Header, layout: TableLayout, { facts, assumptions, warnings }: Notes): { nside: number; fields: readonly Field[] } {
  const numeric = layout.fields.filter((field) => field.code !== undefined)
  const values = (field: Field): number => field.repeat * layout.rows
  if (numeric.length === 0) throw refuse('This HEALPix table has no column of numbers, so there is no map in it.')
  const stated = statedNside(header)
  const nside = stated ?? Math.round(Math.sqrt(values(numeric[0]) / 12))
  const pixels = 12 * nside ** 2
  const fields = numeric.filter((field) => values(field) === pixels)
  if (fields.length === 0 || nside < 1) {
    if (values(numeric[0]) === 0) throw refuse('This HEALPix table is empty: it has no rows, so nothing was observed.')
    if (wordOf(header, 'OBJECT') === 'PARTIAL') throw refusePartial(`OBJECT = PARTIAL, ${grouped(values(numeric[0]))} of ${grouped(pixels)} pixels, and no column says which`)
    throw refuseLength(values(numeric[0]), stated)
  }
  if (stated === undefined) assumptions.push(`The file has no NSIDE card: NSIDE ${nside} follows from its ${grouped(pixels)} values.`)
  else facts.push({ keyword: 'NSIDE', value: String(nside), usedAs: `${counted(pixels, 'pixel')}, the whole sky` })
  warnOfOthers(layout.fields.filter((field) => !fields.includes(field)), warnings)
  const last = numberOf(header, 'LASTPIX')
  if ((numberOf(header, 'FIRSTPIX') ?? 0) !== 0 || (last !== undefined && last !== pixels - 1)) {
    warnings.push(`FIRSTPIX and LASTPIX do not say 0 and ${grouped(pixels - 1)}, but there is a value for every pixel: all were read, from pixel 0.`)
  }
  return { nside, fields }
}

function warnOfOthers(left: readonly Field[], warnings: string[]): void {
  if (left.length === 0) return
  const names = left.slice(0, 5).map(({ name, format }) => `${name} (${format})`)
  const verb = left.length === 1 ? 'was' : 'were'
  warnings.push(`${counted(left.length, 'column')} without one number per pixel ${verb} left aside: ${names.join(', ')}${left.length > 5 ? ', …' : ''}.`)
}

const GENERIC = /^(T|TEMPERATURE|[QU][_-]POLARI[SZ]ATION|[IQU][_-]STOKES|column \d+|signal)$/i

/** True for names that programs write whatever the column holds. */
export const genericName = (name: string): boolean => GENERIC.test(name)

/** cra-ahlers-llh names its columns before there is a table: the names stand in the first header, or in none; the name of the file tells them too. */
const BY_FILE: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^CR_/, ['relint', 'sigma', 'lima']],
  [/^RAW_/, ['data', 'background', 'mu']],
]

function aliasesOf(primary: Header, fields: readonly Field[], { facts }: Notes, file: string): ReadonlyMap<number, string> {
  const aliases = new Map<number, string>()
  const misnamed = fields.filter(({ name }) => genericName(name))
  for (const { number, name } of misnamed) {
    const alias = textOf(primary, `TTYPE${number}`)?.trim()
    if (alias === undefined || alias === '') continue
    aliases.set(number, alias)
    facts.push({ keyword: `TTYPE${number} (first header)`, value: alias, usedAs: `the real name of column ${number}, called ${name} in the table` })
  }
  const named = BY_FILE.find(([beginning]) => beginning.test(file.replace(/^.*[/\\]/, '')))
  if (aliases.size > 0 || named === undefined || fields.length !== 3 || misnamed.length !== 3) return aliases
  fields.forEach(({ number }, index) => aliases.set(number, named[1][index]))
  facts.push({ keyword: 'file name', value: visible(file), usedAs: `begins like those of cra-ahlers-llh: its columns are ${named[1].join(', ')}` })
  return aliases
}
