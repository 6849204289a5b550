/** A person's own list of places, as text: a name, right ascension and declination, and perhaps the radius of a circle, one place a line. */
import { Problem } from '../science/problem.ts'
import { counted, visible } from './text.ts'

export interface ListedPlace {
  readonly name: string
  readonly raDeg: number
  readonly decDeg: number
  readonly radiusDeg?: number
}

export const PLACES_LIMIT = 200
/** As long as the study lets a name be. */
const NAME_LIMIT = 60
/** A list of 200 places is far shorter; what is longer is something else, and is not even read. */
export const PLACES_BYTES = 100_000
const COMPLAINTS_SHOWN = 5

const REMEDY = 'Write one place a line: name, right ascension, declination, radius; in degrees, the radius may be left out.'

/**
 * Reads lines of `name, ra, dec[, radius]` (degrees), separated by commas, semicolons or tabs, whichever the first line
 * that says something has. Names may stand in double quotes. Empty lines and lines that begin with # say nothing; the first
 * line may be a header.
 *
 * @throws unreadable-file, which lists what is wrong by the number of the line; nothing is taken of a list with mistakes
 */
export function readPlaces(text: string): readonly ListedPlace[] {
  if (text.length > PLACES_BYTES) refuseLong(text.length)
  const rows = rowsOf(text)
  const told = rows.length > 0 && isHeader(rows[0]!.fields) ? rows.slice(1) : rows
  if (told.length === 0) throw problem('This list of places is empty.')
  if (told.length > PLACES_LIMIT) throw problem(`This list has ${counted(told.length, 'place')}; at most ${PLACES_LIMIT} can be shown.`)
  const read = told.map(({ number, fields }) => placeOf(number, fields))
  const complaints = read.filter((one) => typeof one === 'string')
  if (complaints.length > 0) {
    const more = complaints.length > COMPLAINTS_SHOWN ? `; and ${counted(complaints.length - COMPLAINTS_SHOWN, 'more mistake')}` : ''
    throw problem(`This list of places cannot be read: ${complaints.slice(0, COMPLAINTS_SHOWN).join('; ')}${more}.`)
  }
  return read.filter((one) => typeof one !== 'string')
}

/** Whether a text is such a list, well written or not, and no table of pixels: it has a header that says so, or its places have names that are no numbers. */
export function arePlaces(text: string): boolean {
  const [first = [], second = []] = rowsOf(text).map(({ fields }) => fields)
  const [name = '', longitude = '', latitude = ''] = first
  if (/^(name|source|object|place|label|id)/i.test(name) && /^(ra|right|α)/i.test(longitude) && /^(de|δ)/i.test(latitude)) return true
  const [title = '', ...numbers] = isHeader(first) ? second : first
  return title !== '' && numberOf(title) === undefined && (numbers.length === 2 || numbers.length === 3) && numbers.every((field) => numberOf(field) !== undefined)
}

function rowsOf(text: string): readonly { readonly number: number; readonly fields: readonly string[] }[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/).map((line, i) => ({ number: i + 1, line: line.trim() })).filter(({ line }) => line !== '' && !line.startsWith('#'))
  const unquoted = lines[0]?.line.replace(/"(?:[^"]|"")*"/g, '') ?? ''
  const separator = [';', '\t', ','].find((one) => unquoted.includes(one)) ?? ','
  return lines.map(({ number, line }) => ({ number, fields: fieldsOf(line, separator) }))
}

/** What the list would be written as: what `readPlaces` gives back. */
export const writePlaces = (places: readonly ListedPlace[]): string =>
  places.map(({ name, raDeg, decDeg, radiusDeg }) => [/[,;\t"]|^#|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name, raDeg, decDeg, ...(radiusDeg === undefined ? [] : [radiusDeg])].join(', ')).join('\n')

export function refuseLong(bytes: number): never {
  throw problem(`This list of places is too long: ${counted(bytes, 'byte')}, where ${counted(PLACES_LIMIT, 'place')} need a few thousand.`)
}

const problem = (what: string): Problem => new Problem('unreadable-file', what, { remedy: REMEDY })

/** A line's fields; in quotes a separator is a character, and a doubled quote is a quote. */
function fieldsOf(line: string, separator: string): readonly string[] {
  const fields: string[] = []
  let rest = line
  while (true) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(rest)
    const end = quoted !== null && (rest.length === quoted[0].length || rest[quoted[0].length] === separator) ? quoted[0].length : rest.indexOf(separator)
    const field = quoted !== null && end === quoted[0].length ? quoted[1]!.replaceAll('""', '"') : (end < 0 ? rest : rest.slice(0, end)).trim()
    fields.push(field)
    if (end < 0 || end >= rest.length) return fields
    rest = rest.slice(end + 1)
  }
}

/** A header names its columns: there is no number in it. */
const isHeader = (fields: readonly string[]): boolean => fields.length > 1 && fields.slice(1).every((field) => numberOf(field) === undefined && /^[\p{L}_]/u.test(field))

/** Digits, a sign, a point, an exponent; nothing else is a number. */
function numberOf(field: string): number | undefined {
  const plain = field.replace(/^[−–]/, '-').replace(/\s*°$/, '')
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : undefined
}

/** A place, or what is wrong with its line. */
function placeOf(line: number, fields: readonly string[]): ListedPlace | string {
  const [name = '', ...numbers] = fields
  while (numbers.length > 2 && numbers.at(-1) === '') numbers.pop()
  const wrong = (what: string) => `line ${line}: ${what}`
  if (numbers.length < 2) return wrong('a name, a right ascension and a declination are needed')
  if (numbers.length > 3) return wrong(`there are ${fields.length} entries, at most four are read`)
  const ranges = [['right ascension', -360, 360], ['declination', -90, 90], ['radius', 0, 180]] as const
  const values: number[] = []
  for (const [i, field] of numbers.entries()) {
    const [what, low, high] = ranges[i]!
    const value = numberOf(field)
    if (value === undefined) return wrong(`the ${what} “${visible(field, 20)}” is not a number of degrees`)
    if (!(value >= low && value <= high)) return wrong(`the ${what} ${visible(field, 20)} is not between ${withMinus(low)} and ${high} degrees`)
    values.push(value)
  }
  const [raDeg, decDeg, radiusDeg] = values as [number, number, number?]
  return { name: nameOf(name) || `place ${line}`, raDeg, decDeg, ...(radiusDeg === undefined ? {} : { radiusDeg }) }
}

const withMinus = (x: number): string => String(x).replace('-', '−')

/** What is invisible takes more room once it is visible: cut before and after, with room for half a character at the end. */
const nameOf = (text: string): string => visible(visible(text.trim(), 2 * NAME_LIMIT), NAME_LIMIT - 6)
