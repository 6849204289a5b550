/** A NumPy array (.npy, NEP 1): one map, or several of the same NSIDE along either axis. */
import { Problem } from '../science/problem.ts'
import type { ByteStream } from './byteStream.ts'
import { isUnseen } from './fitsTable.ts'
import { MEMORY_LIMIT, refuse, refuseSize, refuseUnseen } from './refusals.ts'
import { type Told, warnOfNumbers } from './numberWarnings.ts'
import { type Notes, nsideOf } from './statements.ts'
import { counted, grouped, latin1, visible } from './text.ts'

/** How an array lies in the file. */
interface Layout {
  readonly descr: string
  readonly littleEndian: boolean
  readonly itemBytes: number
  readonly read: Read
  readonly nside: number
  readonly pixels: number
  readonly maps: number
  /** Each map is one stretch of numbers; otherwise the maps take turns. */
  readonly contiguous: boolean
}

type Read = (view: DataView, at: number, littleEndian: boolean) => number

/** By kind and bytes. Eight-byte whole numbers come in two halves, whose sum is rounded once. */
const READ: Readonly<Record<string, Read>> = {
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

const HEADER_LIMIT = 65_536
const MOST_MAPS = 999
const BLOCK_NUMBERS = 16_384

const AGAIN = 'Copy or download the file again.'
const SAVE = "Save one map, or maps of one NSIDE; in Python: numpy.save('map.npy', m)."
const damaged = (what: string): Problem => new Problem('unreadable-file', `This NumPy array is damaged: ${what}.`, { remedy: AGAIN })

/**
 * Reads the array whose first byte the stream is about to give. Shapes: (12 nside²), (maps, 12 nside²), (12 nside², maps),
 * in the order of C or of Fortran. An array does not say how its pixels are ordered nor in which frame: that is assumed, and told.
 *
 * @param size   bytes of the file
 * @param only   as in `ReadOptions`
 * @throws unreadable-file for damaged and truncated files, unsupported-file for arrays that are no maps
 */
export async function readNpy(stream: ByteStream, size: number, only?: readonly number[]) {
  const notes: Notes = { facts: [], assumptions: [], warnings: [] }
  const layout = layoutOf(await headerText(stream), notes)
  const { descr, itemBytes, nside, pixels, maps } = layout
  const needed = itemBytes * pixels * maps
  const found = size - stream.position
  if (found < needed) {
    throw new Problem('unreadable-file', `This NumPy array is cut short: its numbers need ${grouped(needed)} bytes, but only ${grouped(found)} are there.`, { remedy: AGAIN, facts: { needed, found } })
  }
  const columns = Array.from({ length: maps }, (_, m) => ({
    field: { number: m + 1, name: maps === 1 ? 'array' : `array ${m + 1}` },
    values: new Float64Array((only?.includes(m) ?? true) ? pixels : 0),
    ...{ infinite: 0, rounded: 0 },
  }))
  await readNumbers(stream, layout, columns)
  if (found > needed) notes.warnings.push(`${counted(found - needed, 'byte')} after the array ${found - needed === 1 ? 'was' : 'were'} ignored.`)
  if (only === undefined && columns.every(({ values }) => values.every(Number.isNaN))) throw refuseUnseen()
  warnOfNumbers(columns, notes)
  return {
    geometry: { kind: 'healpix', nside },
    ...({ ordering: 'ring', orderingStated: false, frame: 'equatorial', frameStated: false } as const),
    columns: columns.map(({ field, values }) => ({ name: field.name, unit: '', format: descr, values })),
    ...notes,
  } as const
}

async function headerText(stream: ByteStream): Promise<string> {
  const start = (await stream.take(8)).slice()
  if (start.length < 8) throw damaged('it ends inside its first line')
  const version = start[6]
  if (version < 1 || version > 3) throw refuse(`This NumPy array has format version ${version}.${start[7]}; versions 1 to 3 are read.`, SAVE)
  const wide = version > 1
  const bytes = await stream.take(wide ? 4 : 2)
  if (bytes.length < (wide ? 4 : 2)) throw damaged('it ends inside its first line')
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const length = wide ? view.getUint32(0, true) : view.getUint16(0, true)
  if (length > HEADER_LIMIT) throw damaged(`its first line has ${grouped(length)} bytes, where ${grouped(HEADER_LIMIT)} are plenty`)
  const text = latin1(await stream.take(length))
  if (text.length < length) throw damaged('it ends inside its first line')
  return text
}

function layoutOf(text: string, { facts, assumptions }: Notes): Layout {
  if (/'descr'\s*:\s*[[(]/.test(text)) throw refuse('This NumPy array is structured: its entries have named fields, not one number each.', "Save one field; in Python: numpy.save('map.npy', a['name']).")
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1]
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1]
  const sizes = /'shape'\s*:\s*\(([\dL\s,]*)\)/.exec(text)?.[1]
  if (descr === undefined || order === undefined || sizes === undefined) throw damaged('its first line lacks descr, fortran_order or shape')
  const [, endian, type] = /^([<>|=]?)([a-zA-Z]\d*)$/.exec(descr) ?? []
  const read = Object.hasOwn(READ, type ?? '') ? READ[type] : undefined
  if (read === undefined) {
    const what = type?.startsWith('O') ? 'Python objects, which only Python can unpack' : `numbers or things of type '${visible(descr)}'`
    throw refuse(`This NumPy array holds ${what}; whole numbers of 1 to 8 bytes and real numbers of 4 or 8 are read.`, "Convert it; in Python: numpy.save('map.npy', a.astype('f8')).")
  }
  const shape = sizes.split(',').map((part) => part.trim().replace(/L$/, '')).filter((part) => part !== '').map(Number)
  const { axis, nside } = pixelAxis(shape)
  const pixels = shape[axis]
  const maps = shape.length === 1 ? 1 : shape[1 - axis]
  if (maps > MOST_MAPS || maps < 1) throw refuse(`This NumPy array holds ${grouped(maps)} maps of NSIDE ${nside}; 1 to ${MOST_MAPS} are read.`, SAVE)
  if (8 * pixels * maps > MEMORY_LIMIT) throw refuseSize(nside, maps)
  const written = tuple(shape)
  facts.push({ keyword: 'shape', value: written, usedAs: `${counted(maps, 'map')} of ${counted(pixels, 'pixel')}: NSIDE ${nside}, the whole sky` })
  facts.push({ keyword: 'descr', value: descr, usedAs: 'the type of its numbers' })
  if (shape.length === 2 && nsideOf(shape[1 - axis]) !== undefined) assumptions.push(`Both axes of shape ${written} could be pixels: the ${axis === 0 ? 'first' : 'last'} was taken.`)
  assumptions.push('A NumPy array does not say how its pixels are ordered: ring order was assumed.', 'A NumPy array does not say in which coordinates it is: equatorial was assumed.')
  const contiguous = shape.length === 1 || (axis === 1) !== (order === 'True')
  return { descr, littleEndian: endian !== '>', itemBytes: Number(type.slice(1)), read, nside, pixels, maps, contiguous }
}

/** As Python writes it: (12,) has one entry. */
const tuple = (shape: readonly number[]): string => `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`

/** The longest axis that can be pixels; of two equal ones the last, as healpy takes lists of maps. */
function pixelAxis(shape: readonly number[]): { axis: number; nside: number } {
  const written = tuple(shape)
  if (shape.length !== 1 && shape.length !== 2) throw refuse(`This NumPy array has ${counted(shape.length, 'axis').replace('axiss', 'axes')}, shape ${written}; a map has one, several maps have two.`, SAVE)
  const axes = shape.map((pixels, axis) => ({ axis, pixels, nside: nsideOf(pixels) })).sort((a, b) => b.pixels - a.pixels || b.axis - a.axis)
  const found = axes.find(({ nside }) => nside !== undefined)
  if (found?.nside !== undefined) return { axis: found.axis, nside: found.nside }
  const nearest = Math.max(1, Math.round(Math.sqrt(axes[0].pixels / 12)))
  throw refuse(
    `This NumPy array of shape ${written} is no map of the whole sky: ${shape.length === 1 ? `${grouped(shape[0])} is not` : 'neither axis is'} 12·NSIDE² for any NSIDE (nearest: ${grouped(12 * nearest ** 2)} = NSIDE ${nearest}).`,
    SAVE,
  )
}

interface Column extends Told {
  readonly values: Float64Array
  infinite: number
  rounded: number
}

/** Fills the columns that have room. UNSEEN, NaN and ±Inf become NaN. */
async function readNumbers(stream: ByteStream, layout: Layout, columns: readonly Column[]): Promise<void> {
  const { descr, itemBytes, littleEndian, read, pixels, maps, contiguous } = layout
  const real = descr.includes('f')
  const wide = itemBytes === 8 && !real
  const length = contiguous ? pixels : maps
  let slow = 0
  let fast = 0
  for (let left = pixels * maps; left > 0; ) {
    const count = Math.min(left, BLOCK_NUMBERS)
    const bytes = await stream.take(count * itemBytes)
    if (bytes.length < count * itemBytes) throw damaged('it ends inside its numbers')
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    for (let i = 0; i < count; i++) {
      const column = columns[contiguous ? slow : fast]
      const stored = read(view, i * itemBytes, littleEndian)
      if (column.values.length > 0) {
        const infinite = stored === Infinity || stored === -Infinity
        if (infinite) column.infinite++
        if (wide && Math.abs(stored) > 2 ** 53) column.rounded++
        column.values[contiguous ? fast : slow] = infinite || (real && isUnseen(stored)) ? NaN : stored
      }
      if (++fast === length) {
        fast = 0
        slow++
      }
    }
    left -= count
  }
}
