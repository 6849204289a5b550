/** The first line of a NumPy array (.npy, NEP 1): the type of its numbers, their order, its shape. */
import { Problem } from '../science/problem.ts'
import type { ByteStream } from './byteStream.ts'
import { refuse } from './refusals.ts'
import { grouped, latin1, visible } from './text.ts'

/** How the numbers of an array lie in the file. */
export interface NpyForm {
  readonly descr: string
  /** A letter for the kind and the bytes of one entry, as in f8. */
  readonly type: string
  readonly littleEndian: boolean
  readonly fortran: boolean
  readonly shape: readonly number[]
}

export type ReadNumber = (view: DataView, at: number, littleEndian: boolean) => number

/** By kind and bytes. Eight-byte whole numbers come in two halves, whose sum is rounded once. */
const READ: Readonly<Record<string, ReadNumber>> = {
  b1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i8: (view, at, little) => view.getInt32(little ? at + 4 : at, little) * 2 ** 32 + view.getUint32(little ? at : at + 4, little),
  u8: (view, at, little) => view.getUint32(little ? at + 4 : at, little) * 2 ** 32 + view.getUint32(little ? at : at + 4, little),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
}

/** Reads one number of a type; undefined for types that are no numbers of 1 to 8 bytes. */
export const readerOf = (type: string): ReadNumber | undefined => (Object.hasOwn(READ, type) ? READ[type] : undefined)

const HEADER_LIMIT = 65_536

export const ARRAY_AGAIN = 'Copy or download the file again.'
export const damagedArray = (what: string): Problem => new Problem('unreadable-file', `This NumPy array is damaged: ${what}.`, { remedy: ARRAY_AGAIN })

/** Consumes everything before the numbers. @param save  what to do about an array that is not read. Throws unreadable-file and unsupported-file. */
export async function readNpyForm(stream: ByteStream, save: string): Promise<NpyForm> {
  return formOf(await headerText(stream, save))
}

async function headerText(stream: ByteStream, save: string): Promise<string> {
  const start = (await stream.take(8)).slice()
  if (start.length < 8) throw damagedArray('it ends inside its first line')
  const version = start[6]
  if (version < 1 || version > 3) throw refuse(`This NumPy array has format version ${version}.${start[7]}; versions 1 to 3 are read.`, save)
  const wide = version > 1
  const bytes = await stream.take(wide ? 4 : 2)
  if (bytes.length < (wide ? 4 : 2)) throw damagedArray('it ends inside its first line')
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const length = wide ? view.getUint32(0, true) : view.getUint16(0, true)
  if (length > HEADER_LIMIT) throw damagedArray(`its first line has ${grouped(length)} bytes, where ${grouped(HEADER_LIMIT)} are plenty`)
  const text = latin1(await stream.take(length))
  if (text.length < length) throw damagedArray('it ends inside its first line')
  return text
}

function formOf(text: string): NpyForm {
  if (/'descr'\s*:\s*[[(]/.test(text)) throw refuse('This NumPy array is structured: its entries have named fields, not one number each.', "Save one field; in Python: numpy.save('map.npy', a['name']).")
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1]
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1]
  const sizes = /'shape'\s*:\s*\(([\dL\s,]*)\)/.exec(text)?.[1]
  if (descr === undefined || order === undefined || sizes === undefined) throw damagedArray('its first line lacks descr, fortran_order or shape')
  const [, endian, type = ''] = /^([<>|=]?)([a-zA-Z]\d*)$/.exec(descr) ?? []
  const shape = sizes.split(',').map((part) => part.trim().replace(/L$/, '')).filter((part) => part !== '').map(Number)
  return { descr, type, littleEndian: endian !== '>', fortran: order === 'True', shape }
}

/** The reader of an array's numbers. Throws unsupported-file for entries that are none. */
export function numbersOf({ descr, type }: NpyForm): ReadNumber {
  const read = readerOf(type)
  if (read !== undefined) return read
  const what = type.startsWith('O') ? 'Python objects, which only Python can unpack' : `numbers or things of type '${visible(descr)}'`
  throw refuse(`This NumPy array holds ${what}; whole numbers of 1 to 8 bytes and real numbers of 4 or 8 are read.`, "Convert it; in Python: numpy.save('map.npy', a.astype('f8')).")
}

/** As Python writes it: (12,) has one entry. */
export const tuple = (shape: readonly number[]): string => `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`
