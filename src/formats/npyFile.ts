/** A NumPy array (.npy, NEP 1): one map, or several of the same NSIDE along either axis. */
import { Problem } from '../science/problem.ts'
import type { ByteStream } from './byteStream.ts'
import { isUnseen } from './fitsTable.ts'
import { ARRAY_AGAIN, damagedArray, type NpyForm, numbersOf, readNpyForm, type ReadNumber, tuple } from './npyHeader.ts'
import { MEMORY_LIMIT, refuse, refuseSize, refuseUnseen } from './refusals.ts'
import { type Told, warnOfNumbers } from './numberWarnings.ts'
import { type Notes, nsideOf } from './statements.ts'
import { counted, grouped } from './text.ts'

/** How an array lies in the file. */
interface Layout {
  readonly descr: string
  readonly littleEndian: boolean
  readonly itemBytes: number
  readonly read: ReadNumber
  readonly nside: number
  readonly pixels: number
  readonly maps: number
  /** Each map is one stretch of numbers; otherwise the maps take turns. */
  readonly contiguous: boolean
}

const MOST_MAPS = 999
const BLOCK_NUMBERS = 16_384

const SAVE = "Save one map, or maps of one NSIDE; in Python: numpy.save('map.npy', m)."

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
  const layout = layoutOf(await readNpyForm(stream, SAVE), notes)
  const { descr, itemBytes, nside, pixels, maps } = layout
  const needed = itemBytes * pixels * maps
  const found = size - stream.position
  if (found < needed) {
    throw new Problem('unreadable-file', `This NumPy array is cut short: its numbers need ${grouped(needed)} bytes, but only ${grouped(found)} are there.`, { remedy: ARRAY_AGAIN, facts: { needed, found } })
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

function layoutOf(form: NpyForm, { facts, assumptions }: Notes): Layout {
  const { descr, type, littleEndian, fortran, shape } = form
  const read = numbersOf(form)
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
  const contiguous = shape.length === 1 || (axis === 1) !== fortran
  return { descr, littleEndian, itemBytes: Number(type.slice(1)), read, nside, pixels, maps, contiguous }
}

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
    if (bytes.length < count * itemBytes) throw damagedArray('it ends inside its numbers')
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
