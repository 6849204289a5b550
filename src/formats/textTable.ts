/** Text tables of one map or several: one value per pixel and line in pixel order, or columns of which one says which pixel a line is about. */
import { Problem } from '../science/problem.ts'
import type { ByteStream } from './byteStream.ts'
import type { ReadOptions } from './healpixFile.ts'
import { MOST_DEGREES, countsUp, curveOf, isDegreeName, isPowerName } from './curveFile.ts'
import { warnOfNumbers } from './numberWarnings.ts'
import { demandPixels, wholeSky } from './partialSky.ts'
import { PARTIAL_LIMIT, refuse, refuseSize, refuseUnseen } from './refusals.ts'
import { type Notes, type Speaker, demandOrder, frameOf, noNotes, nsideOf, orderingOf, statedNside } from './statements.ts'
import { counted, grouped, visible } from './text.ts'
import { type Dialect, dialectFacts, dialectOf } from './textDialect.ts'
import { type Line, TextLines, isComment } from './textLines.ts'
import { type TextColumn, TextRows } from './textRows.ts'
import { TextStatements } from './textStatements.ts'

const SPEAKER: Speaker = { subject: 'The table', kind: 'text table', place: 'comment' }
const NAME_PIXEL = "Name the column of pixel numbers (pixel) in a first line, and say in a comment which NSIDE they belong to: # nside 64."
const BIN = "Bin the events into a map first; in Python: m = numpy.bincount(healpy.ang2pix(64, ra, dec, lonlat=True), minlength=12*64**2), then healpy.write_map('map.fits', m, coord='C')."

/**
 * Reads the text that the stream is about to give. How it is written is told from its first 64 kB and put among the facts; NSIDE, ORDERING and
 * COORDSYS in comments are honoured.
 *
 * Throws unreadable-file for lines that hold no numbers and damaged pixel numbers, unsupported-file for tables that are no maps.
 */
export async function readTextTable(stream: ByteStream, { only, breathe = async () => {} }: ReadOptions) {
  const notes = noNotes()
  const lines = await TextLines.open(stream)
  const sample = await lines.sample()
  const dialect = dialectOf(sample)
  const names = Array.from({ length: dialect.width }, (_, index) => visible(dialect.names?.[index] ?? '', 60) || `column ${index + 1}`)
  const pixel = names.findIndex((name) => PIXEL.test(name))
  const named = pixel < 0 && namesCurve(names)
  if (pixel < 0 && !named) demandNoDirections(names)
  else if (dialect.width === 1) throw refuse('This text table lists pixel numbers and no values.', 'Add a column of values.')
  notes.facts.push(...(lines.marked || lines.encoding !== 'UTF-8' ? [{ keyword: 'encoding', value: `${lines.encoding} with a byte-order mark`, usedAs: 'how the text is read' }] : []), ...dialectFacts(dialect))
  const { rows, statements } = await readRows(lines, dialect, names, (column) => column === pixel || (only?.includes(column - (pixel >= 0 && column > pixel ? 1 : 0)) ?? true))
  tellComments(statements, notes)
  if (named || (pixel < 0 && dialect.names === undefined && looksLikeCurve(rows))) return curveOf(rows.columns.map(({ field: { name }, values }) => ({ name, unit: '', values })), notes)
  const settled = { ...orderingOf(statements, notes, SPEAKER), ...frameOf([statements], notes, SPEAKER) }
  const columns = rows.columns.filter((_, index) => index !== pixel)
  const nside = pixel < 0 ? sizeOf(rows, statedNside(statements, SPEAKER), notes) : await place(columns, rows.columns[pixel], statedNside(statements, SPEAKER), notes, breathe)
  demandOrder(nside, settled.ordering, SPEAKER)
  if (only === undefined && columns.every(({ values }) => values.every(Number.isNaN))) throw refuseUnseen()
  warnOfNumbers(columns, notes)
  return { geometry: { kind: 'healpix', nside }, ...settled, columns: columns.map(({ field, values }) => ({ name: field.name, unit: '', format: 'text', values })), ...notes } as const
}

const PIXEL = /^(hpx|healpix|hp)?[ _-]?(pixel|ipix|hpx|pix|index|pixnum|pixelnumber)([ _-]?(id|no|nr|num|number|index))?$/i

/** What the columns of events and sources are called, in pairs. */
const DIRECTIONS: readonly (readonly [RegExp, RegExp])[] = [
  [/^_?(ra|r\.a\.|right[ _]?ascension|alpha)([ _([]?(j2000|icrs|deg|degrees|rad|h|hours)[)\]]?)*$/i, /^_?(de|dec|decl|declination|delta)([ _([]?(j2000|icrs|deg|degrees|rad)[)\]]?)*$/i],
  [/^(l|gl|glon|gal_?l|lon|longitude|phi|az|azimuth)([ _([]?(deg|rad)[)\]]?)?$/i, /^(b|gb|glat|gal_?b|lat|latitude|theta|zen|zenith|alt|altitude|el|elevation)([ _([]?(deg|rad)[)\]]?)?$/i],
]

/** l (or ell …) first and no Galactic latitude, or C_l alone. */
const namesCurve = (names: readonly string[]): boolean => (isDegreeName(names[0]) && names.length > 1 && !names.some((name) => DIRECTIONS[1][1].test(name))) || (names.length === 1 && isPowerName(names[0]) && !/^(temperature|power)$/i.test(names[0]))

/** Without names, two or three columns of which the first counts up. Where there are as many rows as a sky has pixels it may count those. */
function looksLikeCurve({ columns, rows }: TextRows): boolean {
  if (columns.length < 2 || columns.length > 3 || !columns.every(({ wanted }) => wanted) || !countsUp(columns[0].values)) return false
  if (nsideOf(rows) === undefined) return rows <= MOST_DEGREES
  if (columns[0].values[0] !== 0) return false
  throw refuse(`This text table can be read in two ways: its first column counts from 0 to ${grouped(rows - 1)}, which may be pixel numbers of NSIDE ${nsideOf(rows)} or the multipoles l of a spectrum.`, 'Name the columns in a first line: pixel, value or l, C_l.')
}

function demandNoDirections(names: readonly string[]): void {
  for (const pair of DIRECTIONS) {
    const found = pair.map((words) => names.find((name) => words.test(name)))
    if (found.includes(undefined)) continue
    throw refuse(`This text table looks like an event list or a catalogue: it has directions (${found.join(', ')}) and no column of pixel numbers; event lists are not read yet.`, `${BIN} If every line is a pixel, name the column of pixel numbers: pixel.`)
  }
}

async function readRows(lines: TextLines, dialect: Dialect, names: readonly string[], wanted: (column: number) => boolean): Promise<{ rows: TextRows; statements: TextStatements }> {
  const rows = new TextRows(dialect, names, wanted)
  const statements = new TextStatements()
  for (let block: readonly Line[] = await lines.block(); block.length > 0; block = await lines.block()) {
    for (const { text } of block) if (isComment(text)) statements.add(text)
    rows.add(block)
  }
  rows.end()
  return { rows, statements }
}

function tellComments({ comments, values }: TextStatements, { facts }: Notes): void {
  if (comments === 0) return
  const said = [...values].map(([keyword, value]) => `${keyword} ${visible(String(value), 20)}`).join(', ')
  facts.push({ keyword: 'comments', value: counted(comments, 'line'), usedAs: said === '' ? 'not used: none states NSIDE, ORDERING or COORDSYS' : `they state ${said}` })
}

/** NSIDE of a table with a line for every pixel. */
function sizeOf({ rows, columns }: TextRows, stated: number | undefined, { facts }: Notes): number {
  const nside = nsideOf(rows)
  const nearest = Math.max(1, Math.round(Math.sqrt(rows / 12)))
  if (nside === undefined) {
    const gap = rows < 12 * nearest ** 2 ? `${counted(12 * nearest ** 2 - rows, 'value')} missing` : `${counted(rows - 12 * nearest ** 2, 'value')} too many`
    const size = columns.length === 1 ? counted(rows, 'value') : `${counted(rows, 'row')} of ${columns.length} columns`
    throw refuse(`This text table is no map of the whole sky: ${size}, and ${grouped(rows)} is not 12·NSIDE² for any NSIDE (nearest: ${grouped(12 * nearest ** 2)} = NSIDE ${nearest}; ${gap}).`, `${NAME_PIXEL} Event lists and catalogues are not read yet.`)
  }
  if (stated !== undefined && stated !== nside) {
    throw new Problem('unreadable-file', `This text table contradicts itself: a comment says NSIDE = ${stated}, which is ${grouped(12 * stated ** 2)} pixels, but it holds ${grouped(rows)} rows, which is NSIDE ${nside}.`, { remedy: 'Correct the comment, or write the map anew.' })
  }
  facts.push({ keyword: 'rows', value: grouped(rows), usedAs: `one pixel a row: NSIDE ${nside}, the whole sky` })
  return nside
}

/** Puts listed values in their places; the NSIDE they belong to. */
async function place(columns: readonly TextColumn[], listed: TextColumn, stated: number | undefined, { facts, assumptions }: Notes, breathe: () => Promise<void>): Promise<number> {
  const { length } = listed.values
  const nside = stated ?? nsideOf(length)
  if (nside === undefined) throw refuse(`This text table lists ${counted(length, 'pixel')} and does not say of which NSIDE, so they have no known place.`, 'Add a comment before the numbers: # nside 64.')
  if (stated === undefined) assumptions.push(`The table does not say its NSIDE: its ${grouped(length)} rows are as many as NSIDE ${nside} has pixels.`)
  const pixels = 12 * nside ** 2
  if (8 * pixels * columns.length > PARTIAL_LIMIT) throw refuseSize(nside, columns.length, PARTIAL_LIMIT)
  if (length > pixels) throw refuse(`This text table lists ${counted(length, 'pixel')}, where NSIDE ${nside} has ${grouped(pixels)}.`, 'Correct the comment that says NSIDE.')
  await demandPixels(listed.values, pixels, breathe, 'text table')
  for (const column of columns) if (column.wanted) column.values = await wholeSky(column.values, listed.values, pixels, breathe)
  facts.push({ keyword: listed.field.name, value: `column ${listed.field.number}, ${counted(length, 'pixel')} listed`, usedAs: `the places of the values: NSIDE ${nside}, ${length === pixels ? 'the whole sky' : 'pixels that are not listed count as unobserved'}` })
  return nside
}
