/** Tables of C_l in FITS: binary ones as healpy.write_cl leaves them, text tables (FITS standard 4.0, Sec. 7.2) as anafast does. */
import { Problem } from '../science/problem.ts'
import type { ByteStream } from './byteStream.ts'
import { type CurveColumn, type CurveRead, MOST_DEGREES, curveOf, isDegreeName, isPowerName } from './curveFile.ts'
import { type Header, countOf, damaged, dataBytes, numberOf, padded, textOf } from './fitsHeader.ts'
import { GrowingColumn, readCells, tableLayout } from './fitsTable.ts'
import { refuse } from './refusals.ts'
import type { Notes } from './statements.ts'
import { grouped, latin1 } from './text.ts'
import { numberIn } from './textNumber.ts'

const kindOf = (header: Header): string => textOf(header, 'XTENSION')?.trim().toUpperCase() ?? ''

/** True for a table that calls itself a power spectrum, or names its columns like one and says nothing of pixels. */
export function claimsCurve(header: Header): boolean {
  const kind = kindOf(header)
  if ((kind !== 'BINTABLE' && kind !== 'TABLE') || header.values.has('PIXTYPE') || header.values.get('ZTABLE') === true) return false
  if (/POWER SPECTRUM/i.test(textOf(header, 'EXTNAME') ?? '') || header.values.has('MAX-LPOL')) return true
  if (header.values.has('NSIDE') || header.values.has('ORDERING')) return false
  const [first, second] = [1, 2].map((n) => textOf(header, `TTYPE${n}`) ?? '')
  return isPowerName(first) || (isDegreeName(first) && !/^b$/i.test(second.trim()))
}

/** Reads such a table. Throws unreadable-file for damaged and truncated ones, unsupported-file as `curveOf`. */
export async function readFitsCurve(stream: ByteStream, header: Header, notes: Notes): Promise<CurveRead> {
  const rows = countOf(header, 'NAXIS2')
  if (rows > MOST_DEGREES) throw refuse(`This table of C_l has ${grouped(rows)} rows; ${grouped(MOST_DEGREES)} are the most that are read.`, 'Cut it at a smaller l.')
  const columns = kindOf(header) === 'TABLE' ? await textColumns(stream, header, rows) : await binaryColumns(stream, header)
  if (columns.length === 0) throw refuse('This table of C_l has no column of numbers.', 'Write it anew; in Python: healpy.write_cl.')
  const length = columns[0].values.length
  await stream.skip(Number(padded(dataBytes(header)) - BigInt(rows) * BigInt(countOf(header, 'NAXIS1'))))
  return curveOf(columns.filter(({ values }) => values.length === length), notes)
}

const short = (needed: number, found: number): Problem =>
  new Problem('unreadable-file', `This table of C_l is cut short: it needs ${grouped(needed)} bytes, but only ${grouped(found)} are there.`, { remedy: 'Copy or download the file again.' })

async function binaryColumns(stream: ByteStream, header: Header): Promise<CurveColumn[]> {
  const layout = tableLayout(header)
  const fields = layout.fields.filter(({ code, repeat }) => code !== undefined && repeat > 0 && repeat * layout.rows <= MOST_DEGREES)
  const columns = fields.map((field) => new GrowingColumn(field, field.repeat * layout.rows, false))
  const found = await readCells(stream, layout, columns)
  if (found < layout.rows * layout.rowBytes) throw short(layout.rows * layout.rowBytes, found)
  return columns.map(({ field: { name, unit }, values, filled }) => ({ name, unit, values: values.slice(0, filled) }))
}

const WIDEST_ROW = 65_536

/** Numbers in fixed places of lines of text. */
async function textColumns(stream: ByteStream, header: Header, rows: number): Promise<CurveColumn[]> {
  const width = countOf(header, 'NAXIS1')
  const count = countOf(header, 'TFIELDS')
  if (width > WIDEST_ROW || count > 999) throw damaged(`a text table of ${grouped(count)} columns in rows of ${grouped(width)} bytes`)
  const fields = Array.from({ length: count }, (_, index) => textField(header, index + 1, width)).filter((field) => field !== undefined)
  const values: number[][] = fields.map(() => [])
  for (let row = 0; row < rows; row++) {
    const bytes = await stream.take(width)
    if (bytes.length < width) throw short(rows * width, row * width + bytes.length)
    const line = latin1(bytes)
    fields.forEach((field, index) => values[index].push(field.read(line, row)))
  }
  return fields.map(({ name, unit }, index) => ({ name, unit, values: Float64Array.from(values[index]) }))
}

function textField(header: Header, number: number, width: number): { name: string; unit: string; read: (line: string, row: number) => number } | undefined {
  const [, kind, digits] = /^\s*([IFED])(\d+)/i.exec(textOf(header, `TFORM${number}`) ?? '') ?? []
  if (kind === undefined) return undefined
  const from = countOf(header, `TBCOL${number}`) - 1
  const to = from + Number(digits)
  if (from < 0 || to > width) throw damaged(`column ${number} lies outside of its rows`)
  const [scale, zero] = [numberOf(header, `TSCAL${number}`) ?? 1, numberOf(header, `TZERO${number}`) ?? 0]
  const blank = textOf(header, `TNULL${number}`)?.trim()
  const read = (line: string, row: number): number => {
    const text = line.slice(from, to).trim()
    const value = text === blank ? NaN : numberIn(text, '.')
    if (value === undefined) throw damaged(`row ${grouped(row + 1)} of column ${number} is "${text.slice(0, 20)}", which is no number`)
    return Number.isFinite(value) ? scale * value + zero : NaN
  }
  return { name: textOf(header, `TTYPE${number}`)?.trim() || `column ${number}`, unit: textOf(header, `TUNIT${number}`)?.trim() ?? '', read }
}
