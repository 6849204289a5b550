import { expect, test } from 'vitest'
import { ByteStream } from './byteStream.ts'
import { BLOCK, dataBytes, parseValue, readHeader } from './fitsHeader.ts'
import { type Cards, ascii, blob, header } from './testing/fixtures.ts'

const parse = async (bytes: Uint8Array) => {
  const stream = new ByteStream(blob(bytes).stream(), { eachChunk: async () => {}, explain: (e) => e })
  return readHeader(stream, (await stream.take(BLOCK)).slice())
}
const sizeOf = async (cards: Cards) => dataBytes(await parse(header({ SIMPLE: true, BITPIX: 8, NAXIS: 0, ...cards })))

test.each([
  ["'RING    '           / comment", 'RING'],
  ["'it''s / not a comment' / this is", "it's / not a comment"],
  ["''", ''],
  ["'never closed", 'never closed'],
  ['                    T / yes', true],
  ['F', false],
  ['                   64 / pixels', 64],
  ['-1.637500000000E+30 / bad', -1.6375e30],
  ['1.5D3', 1500],
  ['.5', 0.5],
  ['', undefined],
  ['      / no value', undefined],
  ['0x10', undefined],
  ['NaN', undefined],
  ['(1, 2)', undefined],
])('the value field %j means %j', (field, value) => {
  expect(parseValue(field)).toEqual(value)
})

test('control and 8-bit characters in a header become visible marks', () => {
  expect(parseValue("'a\x1b[31mb\x9bc'")).toBe('a⟨1B⟩[31mb⟨9B⟩c')
})

test('keywords are read in any case, and the first of two wins', async () => {
  const text = ["simple  =                    T", "nside   =                   64", "NSIDE   =                   32", 'END'].map((line) => line.padEnd(80)).join('')
  expect((await parse(ascii(text.padEnd(BLOCK)))).values.get('NSIDE')).toBe(64)
})

test('keywords that name parts of JavaScript objects are just keywords', async () => {
  expect((await parse(header({ SIMPLE: true, __PROTO_: 1, VALUEOF: 2 }))).values.get('VALUEOF')).toBe(2)
})

test('data sizes are exact, however large the axes', async () => {
  expect(await sizeOf({ BITPIX: -64, NAXIS: 2, NAXIS1: 3072, NAXIS2: 72 })).toBe(1769472n)
  expect(await sizeOf({ BITPIX: 64, NAXIS: 3, NAXIS1: 2 ** 50, NAXIS2: 2 ** 50, NAXIS3: 3 })).toBe(24n * 2n ** 100n)
  expect(await sizeOf({ NAXIS: 2, NAXIS1: 10, NAXIS2: 10, PCOUNT: 5, GCOUNT: 2 })).toBe(210n)
  expect(await sizeOf({ NAXIS: 2, NAXIS1: 0, NAXIS2: 10 })).toBe(0n)
  expect(await sizeOf({ NAXIS: 2, NAXIS1: 0, NAXIS2: 10, GROUPS: true })).toBe(10n)
})

test.each([{ NAXIS: 2, NAXIS1: -5, NAXIS2: 1 }, { NAXIS: 1, NAXIS1: 1.5 }, { NAXIS: 1 }, { NAXIS: 1, NAXIS1: 2 ** 60 }, { NAXIS: 5000 }, { BITPIX: 7, NAXIS: 1, NAXIS1: 1 }, { NAXIS: 'two' }])(
  'sizes that cannot be are refused: %j',
  async (cards) => {
    await expect(sizeOf(cards)).rejects.toMatchObject({ name: 'Problem', code: 'unreadable-file' })
  },
)

test('a header without END is refused after a bounded number of lines', async () => {
  const endless = ascii('COMMENT '.padEnd(80).repeat(36 * 4500))
  await expect(parse(endless)).rejects.toThrow(/without an END line \(144,000 lines were read\)/)
  await expect(parse(header({ SIMPLE: true }, false))).rejects.toThrow(/without an END line \(the file ends inside it, at byte 2,880\)/)
})

test('100,000 cards are read', async () => {
  const many = Array.from({ length: 100_000 }, (_, i) => `K${i.toString(36).toUpperCase()}`.padEnd(8) + '= 1'.padEnd(72)).join('') + 'END'.padEnd(80)
  expect((await parse(ascii(many.padEnd(Math.ceil(many.length / BLOCK) * BLOCK)))).values.size).toBe(100_000)
})
