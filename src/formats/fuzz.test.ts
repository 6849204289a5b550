/** Whatever bytes are handed over, the answer is a map or a Problem: no other error, and no memory that the file does not justify. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isProblem } from '../science/problem.ts'
import { describeFile } from './describeFile.ts'
import { PARTIAL_LIMIT } from './refusals.ts'
import { gzip, header, healpixTable, join, mapFile, npy, packedNumbers, primary, ramp } from './testing/fixtures.ts'
import { read } from './testing/reading.ts'
import { writeHealpix } from './writeHealpix.ts'

const SEEDS: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  scalar: mapFile([{ name: 'N', code: 'J', repeat: 1, values: ramp(4) }], { TNULL1: 5, TSCAL1: 2 }),
  vector: mapFile([{ name: 'N', code: 'E', repeat: 48, values: ramp(4) }, { name: 'B', code: 'D', repeat: 48, values: ramp(4) }]),
  several: join(primary({ COORDS: 'C' }), header({ XTENSION: 'IMAGE', BITPIX: 16, NAXIS: 1, NAXIS1: 9 }), new Uint8Array(2880), healpixTable([{ code: 'K', repeat: 12, values: ramp(2) }])),
  bytes: mapFile([{ code: 'B', repeat: 1, values: ramp(2) }], { ORDERING: 'NESTED' }),
  ours: writeHealpix({ nside: 2, columns: [{ name: 'I', unit: '', values: Float64Array.from(ramp(2), (x) => x / 7 - 3) }], comments: ['once'] }),
}
/** A table that lists its pixels takes room for the whole sky of its NSIDE, which is bounded by a limit and not by its bytes. */
const LISTED = mapFile(
  [
    { name: 'PIXEL', code: 'J', repeat: 1, values: [11, 2, 7, 0] },
    { name: 'N', code: 'E', repeat: 1, values: [3, 1, 4, 1] },
  ],
  { INDXSCHM: 'EXPLICIT', NSIDE: 1, NAXIS2: 4, LASTPIX: undefined },
)
/** A NumPy array: its header is one line of text. */
const ARRAY = npy(packedNumbers(ramp(1), 4, (view, at, x) => view.setFloat32(at, x, true)), { descr: '<f4', shape: [12, 1] })
const MUTATED: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly room?: number }[] = [
  ...Object.entries(SEEDS).map(([name, bytes]) => ({ name, bytes })),
  { name: 'listed', bytes: LISTED, room: PARTIAL_LIMIT },
  { name: 'array', bytes: ARRAY },
]
const PER_SEED = 300
const INTERESTING = ['0', '9', '-', '.', 'E', "'", ' ', '=', '/', '\0', '\xff', 'D', 'K', 'P']

/** mulberry32: small, seeded, good enough to choose bytes with. */
function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** Flips, overwrites, cuts, doubles and drops; most of it in headers, where it hurts. */
function mutated(bytes: Uint8Array<ArrayBuffer>, below: (n: number) => number): Uint8Array<ArrayBuffer> {
  let out = bytes.slice()
  for (let times = 1 + below(4); times > 0; times--) {
    const at = below(4) > 0 ? below(Math.min(out.length, 5760)) : below(out.length)
    const kind = below(7)
    if (kind === 0) out[at] ^= 1 << below(8)
    else if (kind === 1) out[at] = INTERESTING[below(INTERESTING.length)].charCodeAt(0)
    else if (kind === 2) out = out.slice(0, at)
    else if (kind === 3) out = join(out.subarray(0, at), out.subarray(at - (at % 80), at), out.subarray(at))
    else if (kind === 4) out = join(out.subarray(0, at - (at % 80)), out.subarray(at - (at % 80) + 80))
    else overwriteNumber(out, at - (at % 80), below)
    if (out.length === 0) return out
  }
  return out
}

/** Puts a number that hurts where a card has its value. */
function overwriteNumber(out: Uint8Array, card: number, below: (n: number) => number): void {
  const numbers = ['0', '-1', '1', '2', '3', '12', '999', '1000000', '2147483648', '4294967297', '9007199254740993', '1E300', '1.5', 'T', '536870912']
  const text = numbers[below(numbers.length)].padStart(20)
  for (let i = 0; i < 20 && card + 10 + i < out.length; i++) out[card + 10 + i] = text.charCodeAt(i)
}

/** The largest typed array made since the last look, in bytes. */
let largest = 0
const native = globalThis.Float64Array
const nativeBytes = globalThis.Uint8Array
beforeAll(() => {
  const watched = <T extends typeof native | typeof nativeBytes>(constructor: T): T =>
    new Proxy(constructor, {
      construct(target, args: unknown[], newTarget) {
        if (typeof args[0] === 'number') largest = Math.max(largest, args[0] * target.BYTES_PER_ELEMENT)
        return Reflect.construct(target, args, newTarget) as object
      },
    })
  globalThis.Float64Array = watched(native)
  globalThis.Uint8Array = watched(nativeBytes)
})
afterAll(() => {
  globalThis.Float64Array = native
  globalThis.Uint8Array = nativeBytes
})

/** Blocks and buffers of a fixed size, whatever the file. */
const FIXED = 2 ** 18

async function outcome(bytes: Uint8Array, unpacked: number, room = Math.max(FIXED, 64 * unpacked)): Promise<string> {
  largest = 0
  try {
    const file = await read(bytes)
    const card = describeFile(file, { name: 'x', bytes: bytes.length, sha256: '' }, 0)
    expect(card.columns.length).toBeGreaterThan(0)
    for (const { values } of file.columns) expect(values.length).toBe(12 * file.geometry.nside ** 2)
    return 'read'
  } catch (e) {
    if (!isProblem(e)) throw e
    expect(['unreadable-file', 'unsupported-file']).toContain(e.code)
    expect(e.message.length).toBeLessThan(700)
    return e.code
  } finally {
    expect(largest).toBeLessThanOrEqual(room)
  }
}

test.each(MUTATED)(`${PER_SEED} mutations of a file with $name rows are read or refused, nothing else`, async ({ name, bytes, room }) => {
  const below = random(MUTATED.findIndex((seed) => seed.name === name) + 1)
  const seen = new Map<string, number>()
  expect(await outcome(bytes, bytes.length, room)).toBe('read')
  for (let i = 0; i < PER_SEED; i++) {
    const bad = mutated(bytes, below)
    const result = await outcome(bad, bad.length, room)
    seen.set(result, (seen.get(result) ?? 0) + 1)
  }
  // A fuzzer that refuses everything, or nothing, tests nothing.
  expect(seen.get('read') ?? 0).toBeGreaterThan(PER_SEED / 10)
  expect(seen.get('unreadable-file') ?? 0).toBeGreaterThan(PER_SEED / 10)
})

test('mutations inside and outside of gzip are read or refused, nothing else', async () => {
  const below = random(99)
  for (const bytes of Object.values(SEEDS)) {
    for (let i = 0; i < 60; i++) {
      const inside = mutated(bytes, below)
      await outcome(gzip(inside), inside.length)
      await outcome(mutated(gzip(bytes), below), bytes.length * 2)
    }
  }
})

test('random bytes behind the beginning of a FITS file are refused', async () => {
  const below = random(7)
  for (let i = 0; i < 100; i++) {
    const noise = nativeBytes.from({ length: below(20_000) }, () => below(256))
    expect(await outcome(join(primary().subarray(0, 80 * (1 + below(36))), noise), noise.length + 2880)).not.toBe('read')
  }
})

test('a header that promises a map of NSIDE 2048 consistently gets no memory for what is not there', async () => {
  const lie = mapFile([{ code: 'B', repeat: 1, values: ramp(2) }], { NSIDE: 2048, NAXIS2: 12 * 2048 ** 2, LASTPIX: undefined })
  expect(await outcome(lie, lie.length)).toBe('unreadable-file')
  expect(await outcome(gzip(lie), lie.length)).toBe('unreadable-file')
})
