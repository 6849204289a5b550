/** FITS files put together by hand, card by card and byte by byte, so that the reader is not tested against our writer alone. */
import { gzipSync } from 'node:zlib'

const BLOCK = 2880

export type Cards = Readonly<Record<string, string | number | boolean | undefined>>

/** A header from keywords and values; `'…'` is added to text; undefined leaves a card out. */
export function header(cards: Cards, end = true): Uint8Array {
  const lines = Object.entries(cards).flatMap(([keyword, value]) => (value === undefined ? [] : [`${keyword.padEnd(8)}= ${valueText(value)}`.padEnd(80)]))
  const text = [...lines, ...(end ? ['END'.padEnd(80)] : [])].join('')
  return ascii(text.padEnd(Math.ceil(text.length / BLOCK) * BLOCK))
}

const valueText = (value: string | number | boolean): string =>
  typeof value === 'string' ? `'${value.padEnd(8)}'` : (typeof value === 'boolean' ? (value ? 'T' : 'F') : String(value)).padStart(20)

export const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))

export function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

export const padding = (length: number): Uint8Array => new Uint8Array((BLOCK - (length % BLOCK)) % BLOCK)

export const PRIMARY: Cards = { SIMPLE: true, BITPIX: 8, NAXIS: 0, EXTEND: true }
export const primary = (cards: Cards = {}): Uint8Array => header({ ...PRIMARY, ...cards })

export type Code = 'L' | 'B' | 'I' | 'J' | 'K' | 'E' | 'D'
const SIZE: Readonly<Record<Code, number>> = { L: 1, B: 1, I: 2, J: 4, K: 8, E: 4, D: 8 }

export interface TableColumn {
  readonly name?: string
  readonly unit?: string
  readonly code: Code
  /** Values per row. */
  readonly repeat: number
  /** As stored: bigint for K. */
  readonly values: readonly (number | bigint)[]
}

/** A HEALPix table; `cards` override or, as undefined, remove the usual ones. */
export function healpixTable(columns: readonly TableColumn[], cards: Cards = {}): Uint8Array<ArrayBuffer> {
  const rows = columns[0].values.length / columns[0].repeat
  const width = columns.reduce((sum, { code, repeat }) => sum + SIZE[code] * repeat, 0)
  const nside = Math.sqrt(columns[0].values.length / 12)
  const fields = Object.assign({}, ...columns.map(({ name, unit, code, repeat }, c) => ({ [`TTYPE${c + 1}`]: name, [`TFORM${c + 1}`]: `${repeat === 1 ? '' : repeat}${code}`, [`TUNIT${c + 1}`]: unit }))) as Cards
  const head: Cards = {
    ...{ XTENSION: 'BINTABLE', BITPIX: 8, NAXIS: 2, NAXIS1: width, NAXIS2: rows, PCOUNT: 0, GCOUNT: 1, TFIELDS: columns.length },
    ...fields,
    ...{ PIXTYPE: 'HEALPIX', ORDERING: 'RING', COORDSYS: 'C', NSIDE: nside, FIRSTPIX: 0, LASTPIX: 12 * nside ** 2 - 1, INDXSCHM: 'IMPLICIT', OBJECT: 'FULLSKY' },
    ...cards,
  }
  const data = cells(columns, rows, width)
  return join(header(head), data, padding(data.length))
}

function cells(columns: readonly TableColumn[], rows: number, width: number): Uint8Array {
  const data = new Uint8Array(rows * width)
  const view = new DataView(data.buffer)
  let at = 0
  for (let row = 0; row < rows; row++) {
    for (const { code, repeat, values } of columns) {
      for (let k = 0; k < repeat; k++, at += SIZE[code]) put(view, code, at, values[row * repeat + k])
    }
  }
  return data
}

function put(view: DataView, code: Code, at: number, value: number | bigint): void {
  if (code === 'K') view.setBigInt64(at, BigInt(value))
  else if (code === 'E') view.setFloat32(at, Number(value))
  else if (code === 'D') view.setFloat64(at, Number(value))
  else if (code === 'J') view.setInt32(at, Number(value))
  else if (code === 'I') view.setInt16(at, Number(value))
  else view.setUint8(at, Number(value))
}

/** A whole file with one table. */
export const mapFile = (columns: readonly TableColumn[], cards: Cards = {}): Uint8Array<ArrayBuffer> => join(primary(), healpixTable(columns, cards))

export const blob = (...parts: readonly Uint8Array[]): Blob => new Blob([join(...parts)])
export const gzip = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(bytes))

/** 0, 1, 2 … as far as a map of `nside` goes. */
export const ramp = (nside: number): number[] => Array.from({ length: 12 * nside ** 2 }, (_, i) => i)

export interface ArrayText {
  readonly descr?: string
  readonly shape: readonly number[]
  readonly fortran?: boolean
  readonly version?: 1 | 2 | 3
  /** Instead of the usual first line. */
  readonly line?: string
}

/** A .npy file put together by hand: magic, version, length, a Python dictionary up to a multiple of 64 bytes, numbers as they are given. */
export function npy(numbers: Uint8Array, { descr = '<f8', shape, fortran = false, version = 1, line }: ArrayText): Uint8Array<ArrayBuffer> {
  const text = line ?? `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`
  const before = version === 1 ? 10 : 12
  const padded = `${text.padEnd(Math.ceil((before + text.length + 1) / 64) * 64 - before - 1)}\n`
  const length = new DataView(new ArrayBuffer(4))
  length.setUint32(0, padded.length, true)
  return join(ascii('\x93NUMPY'), Uint8Array.of(version, 0), new Uint8Array(length.buffer, 0, before - 8), ascii(padded), numbers)
}

/** Numbers one after another, each written by a function of a DataView. */
export function packedNumbers<T>(values: readonly T[], bytes: number, write: (view: DataView, at: number, value: T) => void): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(values.length * bytes)
  const view = new DataView(out.buffer)
  values.forEach((value, i) => write(view, i * bytes, value))
  return out
}

const BITS: Readonly<Record<number, Code>> = { 8: 'B', 16: 'I', 32: 'J', 64: 'K', [-32]: 'E', [-64]: 'D' }

/** An image unit: the cells as stored, the first axis fastest; an extension unless `cards` begin a file with SIMPLE. */
export function imageUnit(bitpix: number, axes: readonly number[], cellValues: readonly (number | bigint)[], cards: Cards = {}): Uint8Array<ArrayBuffer> {
  const code = BITS[bitpix]
  const data = new Uint8Array(cellValues.length * SIZE[code])
  const view = new DataView(data.buffer)
  cellValues.forEach((value, i) => put(view, code, i * SIZE[code], value))
  const lengths = Object.fromEntries(axes.map((length, axis) => [`NAXIS${axis + 1}`, length]))
  const first: Cards = cards['SIMPLE'] === true ? { SIMPLE: true } : { XTENSION: 'IMAGE' }
  const { SIMPLE: _, ...others } = cards
  return join(header({ ...first, BITPIX: bitpix, NAXIS: axes.length, ...lengths, ...others }), data, padding(data.length))
}
