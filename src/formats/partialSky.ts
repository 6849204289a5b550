/** Maps that list their pixels (INDXSCHM = EXPLICIT): each value goes to its pixel, and what is not listed was not observed. */
import { Problem } from '../science/problem.ts'
import { grouped, short } from './text.ts'

/** Values between two breaths. */
const BLOCK = 262_144

const damagedList = (table: string, what: string): Problem =>
  new Problem('unreadable-file', `The pixel numbers of this ${table} are damaged: ${what}, so nobody knows where the values belong.`, { remedy: 'Write the map anew.' })

/**
 * Throws unreadable-file unless the numbers are different pixels of a map.
 *
 * @param listed  [n] pixel numbers
 * @param pixels  12 nside²
 * @param table   what lists them, to follow "this"
 */
export async function demandPixels(listed: Float64Array, pixels: number, breathe: () => Promise<void>, table = 'partial-sky HEALPix table'): Promise<void> {
  const met = new Uint8Array(pixels)
  for (let i = 0; i < listed.length; i++) {
    const pixel = listed[i]
    if (!(Number.isInteger(pixel) && pixel >= 0 && pixel < pixels)) throw damagedList(table, `entry ${grouped(i + 1)} is ${Number.isNaN(pixel) ? 'no number' : Number.isInteger(pixel) ? grouped(pixel) : short(pixel)}, where 0 to ${grouped(pixels - 1)} exist`)
    if (met[pixel] === 1) throw damagedList(table, `pixel ${grouped(pixel)} is listed twice`)
    met[pixel] = 1
    if (i % BLOCK === BLOCK - 1) await breathe()
  }
}

/** The whole map of listed values, NaN elsewhere. @param values [n], @param listed [n] from `demandPixels` */
export async function wholeSky(values: Float64Array, listed: Float64Array, pixels: number, breathe: () => Promise<void>): Promise<Float64Array> {
  const map = new Float64Array(pixels).fill(NaN)
  for (let i = 0; i < listed.length; i++) {
    map[listed[i]] = values[i]
    if (i % BLOCK === BLOCK - 1) await breathe()
  }
  return map
}
