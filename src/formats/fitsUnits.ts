/** The header-and-data units of a FITS file, read once as a stream: bytes in, columns and what the headers say out. */
import { type Problem, isProblem } from '../science/problem.ts'
import type { ByteStream } from './byteStream.ts'
import { BLOCK, type Header, dataBytes, padded, readHeader } from './fitsHeader.ts'
import { GrowingColumn, type TableLayout, cellBytes, readCells, tableLayout } from './fitsTable.ts'
import type { HealpixColumn, Read, ReadOptions } from './healpixFile.ts'
import type { CurveRead } from './curveFile.ts'
import { claimsCurve, readFitsCurve } from './fitsCurve.ts'
import { claimsHealpixImage, interpretImage } from './fitsImage.ts'
import { type HealpixHeader, claimsHealpix, interpret } from './healpixHeader.ts'
import { warnOfNumbers } from './numberWarnings.ts'
import { demandPixels, wholeSky } from './partialSky.ts'
import { hduName, refuse, refuseFits, refuseHeap, refuseShort, refuseUnseen } from './refusals.ts'
import { type Notes, noNotes } from './statements.ts'
import { counted, latin1 } from './text.ts'

/**
 * Walks the header-and-data units: the first HEALPix map is read, or without one the first table of C_l; the others are named. Nothing is allocated on the word of a header.
 *
 * @param name  of the file: some programs say there what the columns are
 * @param size  bytes of the file, where they are known to be there
 * @throws unreadable-file for damaged, truncated and contradictory files, unsupported-file for what is no map of one NSIDE
 */
export async function readUnits(stream: ByteStream, name: string, size: number | undefined, options: ReadOptions): Promise<Read | CurveRead> {
  const notes: Notes = { facts: [], assumptions: [], warnings: [] }
  const headers: Header[] = []
  let read: Read | undefined
  let curve: CurveRead | undefined
  for (let header = await nextHeader(stream, headers, notes, read !== undefined); header !== undefined; ) {
    headers.push(header)
    if (read === undefined && claimsMap(header)) read = await readTable(stream, header, headers[0], notes, name, size, options)
    else if (read === undefined && curve === undefined && claimsCurve(header)) curve = await readFitsCurve(stream, header, noNotes())
    else await passOver(stream, header, headers.length, notes, read !== undefined)
    header = await nextHeader(stream, headers, notes, read !== undefined)
  }
  if (read !== undefined) return read
  if (curve === undefined) throw refuseFits(headers)
  return { ...curve, warnings: [...curve.warnings, ...notes.warnings] }
}

const MAX_UNITS = 10_000
const MAX_TRAILING = 2 ** 26

async function nextHeader(stream: ByteStream, before: readonly Header[], notes: Notes, found: boolean): Promise<Header | undefined> {
  const block = await stream.take(BLOCK)
  if (block.length === 0) return undefined
  if (before.length >= MAX_UNITS || (before.length > 0 && !/^XTENSION/i.test(latin1(block.subarray(0, 8))))) {
    const trailing = block.length + (await stream.skip(MAX_TRAILING))
    if (trailing > MAX_TRAILING) {
      throw refuse('This FITS file goes on for more than 64 MiB after its last table: it is not what it seems.', 'Write the map anew.')
    }
    notes.warnings.push(`${counted(trailing, 'byte')} after the last HDU ${trailing === 1 ? 'was' : 'were'} ignored.`)
    return undefined
  }
  const header = await orWarn(() => readHeader(stream, block), stream, notes, found)
  if (header?.values.get('SIMPLE') === false) {
    notes.warnings.push('The file says of itself that it does not conform to the FITS standard (SIMPLE = F); it was read as if it did.')
  }
  return header
}

async function passOver(stream: ByteStream, header: Header, number: number, notes: Notes, found: boolean): Promise<void> {
  await orWarn(async () => {
    const bytes = dataBytes(header)
    const usedAs = found && claimsMap(header) ? 'another HEALPix map: not used' : 'not used'
    if (number > 1) notes.facts.push({ keyword: `HDU ${number}`, value: hduName(header), usedAs })
    const there = await stream.skip(Number(padded(bytes)))
    if (found && there < bytes) notes.warnings.push(`The file ends inside HDU ${number}, which is not used.`)
  }, stream, notes, found)
}

/** Once the map is safe, damage behind it is only worth a warning; unless the stream itself has failed. */
async function orWarn<T>(work: () => Promise<T>, stream: ByteStream, notes: Notes, found: boolean): Promise<T | undefined> {
  try {
    return await work()
  } catch (e) {
    if (!found || stream.failed || !isProblem(e, 'unreadable-file')) throw e
    notes.warnings.push(`Something behind the map is damaged and was ignored: ${e.message}`)
    return undefined
  }
}

async function readTable(stream: ByteStream, header: Header, primary: Header, notes: Notes, name: string, size: number | undefined, { only, local, breathe = async () => {} }: ReadOptions): Promise<Read> {
  const { layout, map } = claimsHealpixImage(header) ? interpretImage(header, primary, notes) : interpretTable(header, primary, notes, name, local)
  const needed = BigInt(layout.rows) * BigInt(layout.rowBytes)
  if (size !== undefined && BigInt(header.dataStart) + needed > BigInt(size)) throw short(map, layout, needed, size - header.dataStart, size)
  const wanted = (_: unknown, index: number): boolean => only?.includes(index) ?? true
  const pixels = 12 * map.nside ** 2
  const listed = map.pixels === undefined ? undefined : new GrowingColumn(map.pixels, map.pixels.repeat * layout.rows, size !== undefined)
  const columns = map.fields.map((field, index) => new GrowingColumn(field, wanted(field, index) ? (listed?.length ?? pixels) : 0, size !== undefined))
  const found = await readCells(stream, layout, inOrder([...(listed === undefined ? [] : [listed]), ...columns.filter(wanted)]))
  if (BigInt(found) < needed) throw short(map, layout, needed, found, stream.position)
  const data = dataBytes(header)
  const rest = Number(padded(data) - needed)
  const there = await stream.skip(rest)
  if (BigInt(there) < data - needed) throw refuseHeap(data - needed, there)
  if (there < rest) notes.warnings.push('The padding after the table is missing; no value is.')
  if (only === undefined && columns.every(({ values }) => values.every(Number.isNaN))) {
    throw refuseUnseen()
  }
  warnOfNumbers(columns, notes)
  if (listed !== undefined) await place(columns.filter(wanted), listed, pixels, breathe)
  const { nside, ordering, orderingStated, frame, frameStated } = map
  return { geometry: { kind: 'healpix', nside }, ordering, orderingStated, frame, frameStated, columns: columns.map((column) => finished(column, map)), keywords: new Map([...primary.values, ...header.values]), ...notes }
}

const claimsMap = (header: Header): boolean => !claimsCurve(header) && (claimsHealpix(header) || claimsHealpixImage(header))

function interpretTable(header: Header, primary: Header, notes: Notes, name: string, local: boolean | undefined): { layout: TableLayout; map: HealpixHeader } {
  const layout = tableLayout(header)
  return { layout, map: interpret(header, primary, layout, notes, name, local) }
}

/** Cells are read from left to right. */
const inOrder = (columns: GrowingColumn[]): GrowingColumn[] => columns.sort((a, b) => a.field.offset - b.field.offset)

/** Puts listed values in their places. */
async function place(columns: readonly GrowingColumn[], listed: GrowingColumn, pixels: number, breathe: () => Promise<void>): Promise<void> {
  await demandPixels(listed.values, pixels, breathe)
  for (const column of columns) column.values = await wholeSky(column.values, listed.values, pixels, breathe)
}

function short(map: HealpixHeader, layout: TableLayout, needed: bigint, found: number, end: number): Problem {
  const field = map.fields[0]
  const values = field.repeat * layout.rows
  const there = Math.max(0, found)
  const partial = Math.floor(((there % layout.rowBytes) - field.offset) / cellBytes(field))
  const missing = values - Math.floor(there / layout.rowBytes) * field.repeat - Math.min(field.repeat, Math.max(0, partial))
  return refuseShort({ needed, found: there, values, missing, nside: map.nside, end })
}

function finished({ field, values }: GrowingColumn, { aliases }: HealpixHeader): HealpixColumn {
  const alias = aliases.get(field.number)
  const { name, unit, format } = field
  return { name, unit, format, values, ...(alias === undefined ? {} : { alias }) }
}
