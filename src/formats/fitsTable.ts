/** The cells of a FITS binary table (FITS standard 4.0, Sec. 7.3) as columns of float64, block by block. */
import type { ByteStream } from './byteStream.ts'
import { type Header, countOf, damaged, numberOf, textOf } from './fitsHeader.ts'

export type Code = 'L' | 'B' | 'I' | 'J' | 'K' | 'E' | 'D'

export interface Field {
  readonly number: number
  readonly name: string
  readonly unit: string
  readonly format: string
  /** Undefined for what holds no numbers (text, bits, complex, pointers). */
  readonly code: Code | undefined
  readonly repeat: number
  /** Bytes from the beginning of the row. */
  readonly offset: number
  readonly scale: number
  readonly zero: number
  /** The stored number that means "no data" (TNULL; for real numbers BAD_DATA, besides HEALPix's own UNSEEN). */
  readonly blank: number | undefined
}

export interface TableLayout {
  readonly rows: number
  readonly rowBytes: number
  readonly fields: readonly Field[]
}

const SIZES: Readonly<Record<string, number>> = { L: 1, X: 0, B: 1, I: 2, J: 4, K: 8, A: 1, E: 4, D: 8, C: 8, M: 16, P: 8, Q: 16 }
export const cellBytes = (field: Field): number => SIZES[field.code ?? 'B']
const NUMERIC = 'LBIJKED'

/** Reads the layout; throws unreadable-file unless the widths of the columns add up to the width of a row. */
export function tableLayout(header: Header): TableLayout {
  const rows = countOf(header, 'NAXIS2')
  const rowBytes = countOf(header, 'NAXIS1')
  const count = countOf(header, 'TFIELDS')
  if (count > 999) throw damaged(`TFIELDS = ${count}, where 999 is the most`)
  const fields: Field[] = []
  let offset = 0
  for (let number = 1; number <= count; number++) {
    const field = fieldOf(header, number, offset)
    fields.push(field.field)
    offset += field.bytes
    if (offset > rowBytes) break
  }
  if (offset !== rowBytes) throw damaged(`its columns are ${offset > rowBytes ? 'wider' : 'narrower'} than its rows of ${rowBytes} bytes`)
  return { rows, rowBytes, fields }
}

function fieldOf(header: Header, number: number, offset: number): { field: Field; bytes: number } {
  const format = (textOf(header, `TFORM${number}`) ?? '').trim()
  const [, digits, letter] = /^(\d*)([A-Z])/i.exec(format) ?? []
  const code = letter?.toUpperCase()
  const repeat = digits === '' ? 1 : Number(digits)
  if (code === undefined || SIZES[code] === undefined || !Number.isSafeInteger(repeat)) throw damaged(`TFORM${number} = '${format}' is no format`)
  const bytes = code === 'X' ? Math.ceil(repeat / 8) : repeat * SIZES[code]
  return {
    bytes,
    field: {
      number,
      name: textOf(header, `TTYPE${number}`)?.trim() || `column ${number}`,
      unit: textOf(header, `TUNIT${number}`)?.trim() ?? '',
      format,
      code: NUMERIC.includes(code) ? (code as Code) : undefined,
      repeat,
      offset,
      scale: numberOf(header, `TSCAL${number}`) ?? 1,
      zero: numberOf(header, `TZERO${number}`) ?? 0,
      blank: code === 'E' || code === 'D' ? badData(header, code) : numberOf(header, `TNULL${number}`),
    },
  }
}

function badData(header: Header, code: 'E' | 'D'): number | undefined {
  const bad = numberOf(header, 'BAD_DATA')
  return bad === undefined || code === 'D' ? bad : Math.fround(bad)
}

/** A column while it is read: it grows with the bytes that are really there, never ahead of them. */
export class GrowingColumn {
  readonly field: Field
  readonly length: number
  values: Float64Array
  filled = 0
  infinite = 0
  /** Whole numbers beyond 2⁵³: rounded. */
  rounded = 0

  constructor(field: Field, length: number, trusted: boolean) {
    this.field = field
    this.length = length
    this.values = new Float64Array(trusted ? length : Math.min(length, 4096))
  }

  reserve(more: number): void {
    if (this.filled + more <= this.values.length) return
    const grown = new Float64Array(Math.min(this.length, Math.max(2 * this.values.length, this.filled + more)))
    grown.set(this.values.subarray(0, this.filled))
    this.values = grown
  }
}

const BLOCK_BYTES = 1 << 17

/**
 * Reads the cells of the wanted columns. Rows narrower than a block are read many at a time, wider rows piece by piece.
 * Returns the bytes that were there: fewer than rows × rowBytes when the file is cut short.
 */
export async function readCells(stream: ByteStream, layout: TableLayout, columns: readonly GrowingColumn[]): Promise<number> {
  const begin = stream.position
  if (layout.rowBytes <= BLOCK_BYTES) await readNarrowRows(stream, layout, columns)
  else await readWideRows(stream, layout, columns)
  return stream.position - begin
}

async function readNarrowRows(stream: ByteStream, { rows, rowBytes }: TableLayout, columns: readonly GrowingColumn[]): Promise<void> {
  const perBlock = Math.max(1, Math.floor(BLOCK_BYTES / Math.max(1, rowBytes)))
  for (let row = 0; row < rows; ) {
    const wanted = Math.min(perBlock, rows - row) * rowBytes
    const bytes = await stream.take(wanted)
    const whole = Math.floor(bytes.length / rowBytes)
    for (const column of columns) decode(bytes, column, column.field.offset, rowBytes, whole, column.field.repeat)
    if (bytes.length < wanted) return
    row += whole
  }
}

async function readWideRows(stream: ByteStream, { rows, rowBytes }: TableLayout, columns: readonly GrowingColumn[]): Promise<void> {
  for (let row = 0; row < rows; row++) {
    let at = 0
    for (const column of columns) {
      const { offset, repeat } = column.field
      const size = cellBytes(column.field)
      if ((await stream.skip(offset - at)) < offset - at) return
      for (let left = repeat; left > 0; ) {
        const cells = Math.min(left, BLOCK_BYTES / size)
        const bytes = await stream.take(cells * size)
        decode(bytes, column, 0, 0, 1, Math.floor(bytes.length / size))
        if (bytes.length < cells * size) return
        left -= cells
      }
      at = offset + repeat * size
    }
    if ((await stream.skip(rowBytes - at)) < rowBytes - at) return
  }
}

const UNSEEN = -1.6375e30
/** HEALPix's own number for "no data", also after a passage through float32. */
export const isUnseen = (value: number): boolean => Math.abs(value - UNSEEN) <= 1e-5 * -UNSEEN

/** Appends rows × perRow cells, the first of each row at offset + row · stride. UNSEEN, NaN, ±Inf and TNULL become NaN. */
function decode(bytes: Uint8Array, column: GrowingColumn, offset: number, stride: number, rows: number, perRow: number): void {
  const { code = 'B', scale, zero, blank } = column.field
  column.reserve(rows * perRow)
  const out = column.values
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const real = code === 'E' || code === 'D'
  // The standard's way to store unsigned 64-bit numbers: adding 2⁶³ after rounding would lose the small ones.
  const unsigned = code === 'K' && scale === 1 && zero === 2 ** 63
  const shift = unsigned ? 0 : zero
  const missing = blank === undefined ? NaN : unsigned ? blank + 2 ** 63 : blank
  const size = SIZES[code]
  let at = column.filled
  for (let row = 0; row < rows; row++) {
    let p = offset + row * stride
    for (let i = 0; i < perRow; i++, p += size) {
      const stored = read(view, code, p, unsigned)
      let value = scale * stored + shift
      if (stored === missing) value = NaN
      else if (real && !Number.isFinite(stored)) {
        if (stored === stored) column.infinite++
        value = NaN
      } else if (real && isUnseen(stored)) value = NaN
      else if (code === 'K' && Math.abs(stored) > 2 ** 53) column.rounded++
      out[at++] = value
    }
  }
  column.filled = at
}

function read(view: DataView, code: Code, p: number, unsigned: boolean): number {
  switch (code) {
    case 'E': return view.getFloat32(p)
    case 'D': return view.getFloat64(p)
    case 'I': return view.getInt16(p)
    case 'J': return view.getInt32(p)
    case 'B': return view.getUint8(p)
    // Two halves instead of a bigint per pixel; their sum is rounded once.
    case 'K': return (unsigned ? (view.getInt32(p) ^ 0x80000000) >>> 0 : view.getInt32(p)) * 2 ** 32 + view.getUint32(p + 4)
    case 'L': return logical(view.getUint8(p))
  }
}

const logical = (byte: number): number => (byte === 0x54 ? 1 : byte === 0x46 ? 0 : NaN)
