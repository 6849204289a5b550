/** Files made worse at random, and what may become of them: a map, a curve or marginals, or a Problem; no other error, and no memory that the file does not justify. */
import { expect } from 'vitest'
import { isProblem } from '../../science/problem.ts'
import { describeCurve, describeFile } from '../describeFile.ts'
import { describeMarginals } from '../describeMarginals.ts'
import { isCurve, readFile } from '../healpixFile.ts'
import { areMarginals, readMarginals } from '../marginalsFile.ts'
import { PARTIAL_LIMIT } from '../refusals.ts'
import { writeHealpix } from '../writeHealpix.ts'
import { ascii, header, healpixTable, imageUnit, join, mapFile, npy, packedNumbers, primary, ramp } from './fixtures.ts'
import { FULL, HEADER, marginalsBytes, RECORDS } from './marginals.ts'
import { lines, utf16, utf8 } from './texts.ts'
import { zip } from './zips.ts'

export interface Seed {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The largest array that a reader may make of a mutation of so many bytes; 64 bytes for each of them if left out. */
  readonly room?: (bytes: number) => number
  /** A checksum or the grammar of numbers notices nearly every mutation: few are read. */
  readonly strict?: true
}

const doubles = (values: readonly number[]) => packedNumbers(values, 8, (view, at, x) => view.setFloat64(at, x, true))
const ROWS = ramp(1).map((p) => `${p},${p / 7},${100 + p}`)
/** Maps that list their pixels take room for the whole sky of their NSIDE, which is bounded by a limit and not by their bytes. */
const listed = (): number => PARTIAL_LIMIT
/** Deflate packs up to 1,032 bytes into one, and a number of one byte takes eight. */
const packed = (bytes: number): number => 8 * 1032 * bytes + FIXED

export const SEEDS: readonly Seed[] = [
  { name: 'scalar', bytes: mapFile([{ name: 'N', code: 'J', repeat: 1, values: ramp(4) }], { TNULL1: 5, TSCAL1: 2 }) },
  { name: 'vector', bytes: mapFile([{ name: 'N', code: 'E', repeat: 48, values: ramp(4) }, { name: 'B', code: 'D', repeat: 48, values: ramp(4) }]) },
  { name: 'several', bytes: join(primary({ COORDS: 'C' }), header({ XTENSION: 'IMAGE', BITPIX: 16, NAXIS: 1, NAXIS1: 9 }), new Uint8Array(2880), healpixTable([{ code: 'K', repeat: 12, values: ramp(2) }])) },
  { name: 'bytes', bytes: mapFile([{ code: 'B', repeat: 1, values: ramp(2) }], { ORDERING: 'NESTED' }) },
  { name: 'ours', bytes: writeHealpix({ nside: 2, columns: [{ name: 'I', unit: '', values: Float64Array.from(ramp(2), (x) => x / 7 - 3) }], comments: ['once'] }) },
  { name: 'listed', room: listed, bytes: mapFile([{ name: 'PIXEL', code: 'J', repeat: 1, values: [11, 2, 7, 0] }, { name: 'N', code: 'E', repeat: 1, values: [3, 1, 4, 1] }], { INDXSCHM: 'EXPLICIT', NSIDE: 1, NAXIS2: 4, LASTPIX: undefined }) },
  { name: 'image', bytes: join(primary(), imageUnit(16, [48, 2], [...ramp(2), ...ramp(2)], { BZERO: 32768, BLANK: 3 })) },
  { name: 'spectrum', bytes: join(primary(), healpixTable([{ name: 'ELL', code: 'I', repeat: 1, values: ramp(1) }, { name: 'TT', code: 'D', repeat: 1, values: ramp(1) }], { PIXTYPE: undefined, ORDERING: undefined, NSIDE: undefined, COORDSYS: undefined })) },
  { name: 'text spectrum', bytes: join(primary(), header({ XTENSION: 'TABLE', BITPIX: 8, NAXIS: 2, NAXIS1: 15, NAXIS2: 4, PCOUNT: 0, GCOUNT: 1, TFIELDS: 1, TTYPE1: 'TT', TBCOL1: 1, TFORM1: 'E15.7', EXTNAME: 'POWER SPECTRUM' }), ascii(['1.5E-9', '2.5E-9', '3', '-4.0D2'].map((x) => x.padStart(15)).join('').padEnd(2880))) },
  { name: 'array', bytes: npy(packedNumbers(ramp(1), 4, (view, at, x) => view.setFloat32(at, x, true)), { descr: '<f4', shape: [12, 1] }) },
  { name: 'lines', strict: true, room: listed, bytes: join(utf8(lines(ramp(2).map((p) => p / 7)))) },
  { name: 'commas', room: listed, bytes: join(utf8(`# nside = 1, ordering = RING\npixel,"delta",N\n${lines(ROWS)}`)) },
  { name: 'semicolons', strict: true, room: listed, bytes: join(utf8(`pixel;delta;N\n${lines(ROWS.map((row) => row.replaceAll(',', ';').replaceAll('.', ',')))}`)) },
  { name: 'UTF-16', strict: true, room: listed, bytes: join(utf16(`pixel\tdelta\tN\r\n${lines(ROWS.map((row) => row.replaceAll(',', '\t')), '\r\n')}`, 'le')) },
  { name: 'l and C_l', bytes: join(utf8(`l C_l error\n${lines(ROWS.map((row) => row.replaceAll(',', ' ')))}`)) },
  { name: 'zip', strict: true, room: packed, bytes: zip([{ name: 'map.fits', bytes: mapFile([{ code: 'B', repeat: 1, values: ramp(2) }]) }, { name: 'README', bytes: ascii('Hello') }], 'comment') },
  { name: 'npz', strict: true, room: packed, bytes: zip([{ name: 'a.npy', bytes: npy(doubles(ramp(1)), { shape: [12] }), stored: true }, { name: 'b.npy', bytes: npy(doubles(ramp(1)), { shape: [1, 12] }), wide: true }]) },
  { name: 'marginals', strict: true, room: packed, bytes: marginalsBytes({ ...HEADER, records: RECORDS }, FULL, [{ name: 'notes.txt', bytes: ascii('night '.repeat(500)), stored: true }]) },
]

/** First bytes that lead to each of the readers. */
export const BEGINNINGS: readonly Uint8Array[] = [
  primary().subarray(0, 80), primary(), ascii('\x93NUMPY\x01\0'), ascii("\x93NUMPY\x01\0v\0{'descr': '<f8', 'fortran_order': False, 'shape': (12,), }"), ascii('\x1f\x8b\x08\0\0\0\0\0\0\x03'), ascii('PK\x03\x04'), ascii('pixel,N\n'), ascii('# nside 64\n'), ascii('\xff\xfe'), ascii('\xef\xbb\xbf1;'), ascii(''),
]

const INTERESTING = ['0', '9', '-', '.', 'E', "'", ' ', '=', '/', '\0', '\xff', 'D', 'K', 'P', ',', ';', '"', '\n', '\r', '\t', '#']

/** mulberry32: small, seeded, good enough to choose bytes with. */
export function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** Flips, overwrites, cuts, doubles and drops; most of it in headers, where it hurts. */
export function mutated(bytes: Uint8Array<ArrayBuffer>, below: (n: number) => number): Uint8Array<ArrayBuffer> {
  let out = bytes.slice()
  for (let times = 1 + below(4); times > 0; times--) {
    const at = below(4) > 0 ? below(Math.min(out.length, 5760)) : below(out.length)
    const kind = below(7)
    if (kind === 0) out[at] ^= 1 << below(8)
    else if (kind === 1) out[at] = INTERESTING[below(INTERESTING.length)].charCodeAt(0)
    else if (kind === 2) out = out.slice(0, at)
    else if (kind === 3) out = join(out.subarray(0, at), out.subarray(at - (at % 80), at), out.subarray(at))
    else if (kind === 4) out = join(out.subarray(0, at - (at % 80)), out.subarray(at - (at % 80) + 80))
    else overwriteNumber(out, out.length > 2880 ? at - (at % 80) + 10 : at, below)
    if (out.length === 0) return out
  }
  return out
}

/** Puts a number that hurts where a card has its value, or anywhere in a smaller file. */
function overwriteNumber(out: Uint8Array, at: number, below: (n: number) => number): void {
  const numbers = ['0', '-1', '1', '2', '3', '12', '999', '1000000', '2147483648', '4294967297', '9007199254740993', '1E300', '1.5', 'T', '536870912']
  const number = numbers[below(numbers.length)]
  const text = out.length > 2880 ? number.padStart(20) : number
  for (let i = 0; i < text.length && at + i < out.length; i++) out[at + i] = text.charCodeAt(i)
}

/** Blocks and buffers of a fixed size, whatever the file. */
export const FIXED = 2 ** 18

/** The largest typed array made since the last look, in bytes. */
let largest = 0

/** Watches every array that is made until the function that it gives is called. */
export function watchMemory(): () => void {
  const [native, nativeBytes] = [globalThis.Float64Array, globalThis.Uint8Array]
  const watched = <T extends typeof native | typeof nativeBytes>(constructor: T): T =>
    new Proxy(constructor, {
      construct(target, args: unknown[], newTarget) {
        if (typeof args[0] === 'number') largest = Math.max(largest, args[0] * target.BYTES_PER_ELEMENT)
        return Reflect.construct(target, args, newTarget) as object
      },
    })
  globalThis.Float64Array = watched(native)
  globalThis.Uint8Array = watched(nativeBytes)
  return () => {
    globalThis.Float64Array = native
    globalThis.Uint8Array = nativeBytes
  }
}

export type Outcome = 'read' | 'unreadable-file' | 'unsupported-file'

/** Reads and describes; throws where something else than a map, a curve, marginals or a Problem comes of it. @param room  bytes of the largest array allowed */
export async function outcome(bytes: Uint8Array<ArrayBuffer>, room: number): Promise<Outcome> {
  largest = 0
  try {
    const handed = new Blob([bytes])
    const origin = { name: 'x', bytes: bytes.length, sha256: '' }
    if (await areMarginals(handed)) {
      const read = await readMarginals(handed)
      const { grid, events } = describeMarginals(read, origin, 0)
      expect([read.marginals.sky.length, events > 0]).toEqual([grid.rings * grid.cells, true])
      return 'read'
    }
    const file = await readFile(handed, 'x')
    if (isCurve(file)) {
      expect(describeCurve(file, origin, 0).degrees[0]).toBeGreaterThanOrEqual(0)
      expect([file.cl.length, file.error?.length ?? file.l.length]).toEqual([file.l.length, file.l.length])
    } else {
      expect(describeFile(file, origin, 0).columns.length).toBeGreaterThan(0)
      for (const { values } of file.columns) expect(values.length).toBe(12 * file.geometry.nside ** 2)
    }
    return 'read'
  } catch (e) {
    if (!isProblem(e)) throw e
    expect(e.message.length).toBeLessThan(800)
    if (e.code !== 'unreadable-file') expect(e.code).toBe('unsupported-file')
    return e.code as Outcome
  } finally {
    expect(largest).toBeLessThanOrEqual(room)
  }
}

export const roomOf = ({ room = (n) => Math.max(FIXED, 64 * n) }: Seed, bytes: number): number => room(bytes)

/** Any bytes, most often after a beginning that leads to one of the readers. */
export function noise(below: (n: number) => number): Uint8Array<ArrayBuffer> {
  const begin = BEGINNINGS[below(BEGINNINGS.length)]
  const printable = below(2) === 0
  const length = below(20_000)
  const bytes = new Uint8Array(begin.length + length)
  bytes.set(begin)
  for (let i = begin.length; i < bytes.length; i++) bytes[i] = printable ? ascii('0123456789.,;- \n\tEe"#')[below(21)] : below(256)
  return bytes
}

