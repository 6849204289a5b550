/** Maps as HEALPix FITS files that healpy reads: the same bytes for the same map, always. */
import { demand } from '../science/problem.ts'
import { BLOCK } from './fitsHeader.ts'

export interface WrittenCard {
  readonly keyword: string
  readonly value: string | number | boolean
  readonly comment?: string
}

export interface WrittenColumn {
  readonly name: string
  readonly unit: string
  /** In a few words, behind the name. */
  readonly meaning?: string
  /** [12 nside²], RING order, equatorial; NaN where unseen. Written in its own precision. */
  readonly values: Float64Array | Float32Array
}

export interface WrittenMap {
  readonly nside: number
  readonly columns: readonly WrittenColumn[]
  /** Become HISTORY lines, as many as they need. */
  readonly comments?: readonly string[]
  readonly cards?: readonly WrittenCard[]
}

/** healpy's word for "no data here". */
const UNSEEN = -1.6375e30
const VECTOR = 1024

/** A file in pieces that, joined, are the whole of it: for those that write it block by block. */
export interface HealpixParts {
  readonly header: Uint8Array<ArrayBuffer>
  /** Rows of the table. */
  readonly rows: number
  /** Pixels in a row. */
  readonly perRow: number
  /** The bytes of the rows `from` … `to` − 1. */
  write(from: number, to: number): Uint8Array<ArrayBuffer>
  /** Fills the last block. */
  readonly padding: Uint8Array<ArrayBuffer>
}

/**
 * A FITS file with one binary table: RING order, equatorial (COORDSYS C), float64 or float32, NaN written as UNSEEN.
 * Rows hold 1,024 pixels where that divides the map, one pixel otherwise. There is no date in it.
 *
 * Throws invalid-argument for columns of the wrong length or with infinite values, and for cards that FITS cannot hold.
 */
export function writeHealpix(map: WrittenMap): Uint8Array<ArrayBuffer> {
  const { header, rows, write, padding } = healpixParts(map)
  const table = write(0, rows)
  const file = new Uint8Array(header.length + table.length + padding.length)
  file.set(header)
  file.set(table, header.length)
  return file
}

/** The same file in pieces. Throws what `writeHealpix` throws; infinite values when they are written. */
export function healpixParts({ nside, columns, comments = [], cards = [] }: WrittenMap): HealpixParts {
  const pixels = 12 * nside ** 2
  demand(Number.isInteger(nside) && nside >= 1, 'nside must be a whole number from 1 up', { nside })
  demand(columns.length >= 1 && columns.length <= 999, 'a table has 1 to 999 columns', { columns: columns.length })
  for (const { values } of columns) demand(values.length === pixels, 'a column has 12 nside² values', { values: values.length, nside })
  const perRow = pixels % VECTOR === 0 ? VECTOR : 1
  const rowBytes = perRow * columns.reduce((sum, { values }) => sum + values.BYTES_PER_ELEMENT, 0)
  const rows = pixels / perRow
  const text = headerText(primaryCards()) + headerText([...tableCards(nside, perRow, rowBytes, columns), ...cards.map(cardText), ...comments.flatMap(historyLines)])
  return {
    header: Uint8Array.from(text, (c) => c.charCodeAt(0)),
    ...{ rows, perRow },
    write(from, to) {
      const view = new DataView(new ArrayBuffer((to - from) * rowBytes))
      let offset = 0
      for (const { values } of columns) {
        writeColumn(view, values, from * perRow, to * perRow, offset, perRow, rowBytes)
        offset += perRow * values.BYTES_PER_ELEMENT
      }
      return new Uint8Array(view.buffer)
    },
    padding: new Uint8Array(Math.ceil((rows * rowBytes) / BLOCK) * BLOCK - rows * rowBytes),
  }
}

function writeColumn(view: DataView<ArrayBuffer>, values: Float64Array | Float32Array, first: number, end: number, offset: number, perRow: number, stride: number): void {
  const size = values.BYTES_PER_ELEMENT
  for (let i = first, row = offset; i < end; row += stride) {
    for (let k = 0; k < perRow; k++, i++) {
      const value = values[i]
      if (value === value && !Number.isFinite(value)) demand(false, 'a map has no infinite values', { pixel: i })
      const written = value === value ? value : UNSEEN
      if (size === 8) view.setFloat64(row + 8 * k, written)
      else view.setFloat32(row + 4 * k, written)
    }
  }
}

const card = (keyword: string, value: WrittenCard['value'], comment = ''): string => cardText({ keyword, value, comment })

const primaryCards = (): string[] => [
  card('SIMPLE', true, 'conforms to the FITS standard'),
  card('BITPIX', 8, 'bytes'),
  card('NAXIS', 0, 'no data here: see the table'),
  card('EXTEND', true),
]

function tableCards(nside: number, perRow: number, rowBytes: number, columns: WrittenMap['columns']): string[] {
  const pixels = 12 * nside ** 2
  return [
    card('XTENSION', 'BINTABLE', 'binary table'),
    card('BITPIX', 8, 'bytes'),
    card('NAXIS', 2),
    card('NAXIS1', rowBytes, 'bytes in a row'),
    card('NAXIS2', pixels / perRow, 'rows'),
    card('PCOUNT', 0),
    card('GCOUNT', 1),
    card('TFIELDS', columns.length, 'columns'),
    ...columns.flatMap(({ name, unit, meaning, values }, c) => [
      card(`TTYPE${c + 1}`, name, meaning),
      card(`TFORM${c + 1}`, `${perRow}${values.BYTES_PER_ELEMENT === 8 ? 'D' : 'E'}`),
      ...(unit === '' ? [] : [card(`TUNIT${c + 1}`, unit)]),
    ]),
    card('PIXTYPE', 'HEALPIX', 'HEALPix pixels'),
    card('ORDERING', 'RING', 'order of the pixels'),
    card('COORDSYS', 'C', 'celestial = equatorial'),
    card('EXTNAME', 'xtension'),
    card('NSIDE', nside, 'resolution'),
    card('FIRSTPIX', 0, 'first pixel, counted from 0'),
    card('LASTPIX', pixels - 1, 'last pixel, counted from 0'),
    card('INDXSCHM', 'IMPLICIT', 'every pixel is listed'),
    card('OBJECT', 'FULLSKY', 'the whole sky'),
    card('BAD_DATA', UNSEEN, 'the value of unseen pixels'),
  ]
}

/** 80 characters: keyword, value in the fixed format of the standard, comment as far as it fits. */
function cardText({ keyword, value, comment = '' }: WrittenCard): string {
  demand(/^[A-Z0-9_-]{1,8}$/.test(keyword), 'a FITS keyword has up to 8 capitals, digits, - and _', { keyword })
  const text = typeof value === 'string' ? quoted(value, keyword) : typeof value === 'boolean' ? (value ? 'T' : 'F').padStart(20) : numberText(value).padStart(20)
  const line = `${keyword.padEnd(8)}= ${text}${comment === '' ? '' : ` / ${printable(comment)}`}`
  return line.slice(0, 80).padEnd(80)
}

function quoted(value: string, keyword: string): string {
  const escaped = printable(value).replaceAll("'", "''")
  demand(escaped.length <= 68, 'a FITS text value has up to 68 characters', { keyword, length: escaped.length })
  return `'${escaped.padEnd(8)}'`
}

function numberText(value: number): string {
  demand(Number.isFinite(value), 'a FITS card holds finite numbers', { value: String(value) })
  return String(value).toUpperCase()
}

/** Every character outside printable ASCII as \uXXXX: nothing is lost and nothing can act. */
const printable = (text: string): string =>
  text.replace(/[^\x20-\x7e]/gu, (c) => {
    const code = c.codePointAt(0) ?? 0
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`
  })

const HISTORY_WIDTH = 71

/** Wrapped at blanks where there are any. */
function historyLines(text: string): string[] {
  const lines: string[] = []
  for (const paragraph of text.split(/\r\n?|\n/)) {
    let rest = printable(paragraph)
    do {
      const blank = rest.length > HISTORY_WIDTH ? rest.lastIndexOf(' ', HISTORY_WIDTH) : -1
      const cut = blank > 0 ? blank : HISTORY_WIDTH
      lines.push(`HISTORY  ${rest.slice(0, cut)}`.padEnd(80))
      rest = rest.slice(blank > 0 ? cut + 1 : cut)
    } while (rest !== '')
  }
  return lines
}

function headerText(cards: readonly string[]): string {
  const text = [...cards, 'END'.padEnd(80)].join('')
  return text.padEnd(Math.ceil(text.length / BLOCK) * BLOCK)
}
