/** Marginals put together by hand: the header as JSON, arrays as NumPy writes them, an archive around both. */
import { join, npy, packedNumbers } from './fixtures.ts'
import { type Packed, zip } from './zips.ts'

export interface NamedArray {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: readonly number[]
  readonly descr?: '<f8' | '>f8' | '<i8' | '<u2'
}

const WRITE = {
  '<f8': [8, (view: DataView, at: number, x: number) => view.setFloat64(at, x, true)],
  '>f8': [8, (view: DataView, at: number, x: number) => view.setFloat64(at, x, false)],
  '<i8': [8, (view: DataView, at: number, x: number) => view.setBigInt64(at, BigInt(x), true)],
  '<u2': [2, (view: DataView, at: number, x: number) => view.setUint16(at, x, true)],
} as const

export function arrayBytes({ shape, values, descr = '<f8' }: NamedArray): Uint8Array<ArrayBuffer> {
  const [bytes, write] = WRITE[descr]
  return npy(packedNumbers(values, bytes, write), { descr, shape })
}

/** 4 rings × 8 cells: as many events in each entry of `sky` as its place says, and the same events over the detector and in time. */
export const SKY = Array.from({ length: 32 }, (_, i) => i)
/** Of each ring as many as on the sky. */
export const LOCAL = SKY.map((_, i) => i - 2 * (i % 8) + 7)
export const RATE = Array.from({ length: 8 }, (_, t) => 8 * t + 34)
export const EVENTS = 496

export const PLAIN: readonly NamedArray[] = [
  { name: 'sky', shape: [4, 8], values: SKY },
  { name: 'local', shape: [4, 8], values: LOCAL },
  { name: 'rate', shape: [8], values: RATE },
]

/** Every record, each with the same events. */
export const FULL: readonly NamedArray[] = [
  ...PLAIN,
  { name: 'ringRate', shape: [4, 8], values: LOCAL },
  { name: 'east', shape: [8], values: RATE.map((n) => n / 2 - 1) },
  { name: 'west', shape: [8], values: RATE.map((n) => n / 2) },
  { name: 'forward', shape: [4, 8], values: SKY.map((n) => Math.floor(n / 3)) },
  { name: 'backward', shape: [4, 8], values: SKY.map((n) => Math.floor(n / 4)) },
  { name: 'windows', shape: [2, 4, 8], values: [...LOCAL.map((n) => Math.floor(n / 2)), ...LOCAL.map((n) => Math.ceil(n / 2))] },
  { name: 'coarse', shape: [2, 4, 4], values: SKY },
]
export const RECORDS = { ringRate: true, eastWest: true, forwardBackward: { offset: 2, reach: 1 }, windows: 2, coarse: { rings: 2, cells: 4 } }

export const HEADER = {
  format: 'anisky marginals',
  edition: 1,
  site: { name: 'HAWC', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 60 },
  clock: 'sidereal',
  grid: { rings: 4, cells: 8 },
  records: {},
  pieces: [{ fingerprint: 'ab'.repeat(16), events: EVENTS, from: { night: 1 } }],
}

/** The header as bytes of UTF-8 in an array of one axis. */
export const headerArray = (header: unknown): Uint8Array<ArrayBuffer> => {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  return npy(text, { descr: '|u1', shape: [text.length] })
}

/** One file. @param more  members beside header and arrays */
export const marginalsBytes = (header: unknown = HEADER, arrays: readonly NamedArray[] = PLAIN, more: readonly Packed[] = []): Uint8Array<ArrayBuffer> =>
  join(zip([{ name: 'header.npy', bytes: headerArray(header), stored: true }, ...arrays.map((one) => ({ name: `${one.name}.npy`, bytes: arrayBytes(one), stored: true })), ...more]))
