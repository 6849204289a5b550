import { describe, expect, test } from 'vitest'
import { type Cards, ascii, imageUnit, join, primary, ramp } from './testing/fixtures.ts'
import { read, refusal } from './testing/reading.ts'

const extension = (bitpix: number, axes: readonly number[], values: readonly (number | bigint)[], cards: Cards = {}) => join(primary(), imageUnit(bitpix, axes, values, cards))
const valuesOf = async (bytes: Uint8Array) => (await read(bytes)).columns.map(({ values }) => [...values])
/** Pixel p of map m. */
const value = (m: number, p: number) => 100 * m + p
const maps = (count: number, nside: number) => Array.from({ length: count }, (_, m) => ramp(nside).map((p) => value(m, p)))

describe('an image of maps', () => {
  test.each([-64, -32, 16, 32] as const)('BITPIX %i: pixels along the first axis or along the second, in an extension or first of all', async (bitpix) => {
    const [n, nside] = [3, 2]
    const along = maps(n, nside).flat()
    const across = ramp(nside).flatMap((p) => Array.from({ length: n }, (_, m) => value(m, p)))
    expect(await valuesOf(extension(bitpix, [48, n], along))).toEqual(maps(n, nside))
    expect(await valuesOf(extension(bitpix, [n, 48], across))).toEqual(maps(n, nside))
    expect(await valuesOf(imageUnit(bitpix, [48, n], along, { SIMPLE: true }))).toEqual(maps(n, nside))
    expect(await valuesOf(imageUnit(bitpix, [48], ramp(2), { SIMPLE: true }))).toEqual([ramp(2)])
  })

  test('larger than a block, along either axis, and some of it only', async () => {
    const [n, nside] = [7, 32]
    const along = extension(-64, [12288, n], maps(n, nside).flat())
    const across = extension(-64, [n, 12288, 1], ramp(nside).flatMap((p) => Array.from({ length: n }, (_, m) => value(m, p))))
    for (const bytes of [along, across]) {
      expect(await valuesOf(bytes)).toEqual(maps(n, nside))
      expect((await read(bytes, { only: [2, 5] })).columns.map(({ values }) => values.at(-1))).toEqual([2, 5].reduce<(number | undefined)[]>((all, m) => ((all[m] = value(m, 12287)), all), Array.from({ length: n })))
    }
  })

  test('whole numbers are exact: unsigned 8, 16, 32 and 64 bits, signed 8 bits, BSCALE, and BLANK before it', async () => {
    const twelve = ramp(1)
    expect(await valuesOf(extension(8, [12], twelve.map((x) => x * 23)))).toEqual([twelve.map((x) => x * 23)])
    expect(await valuesOf(extension(8, [12], twelve.map((x) => x * 23), { BZERO: -128 }))).toEqual([twelve.map((x) => x * 23 - 128)])
    expect(await valuesOf(extension(16, [12], twelve.map((x) => x * 5957 - 32768), { BZERO: 32768, BSCALE: 1 }))).toEqual([twelve.map((x) => x * 5957)])
    expect(await valuesOf(extension(32, [12], twelve.map((x) => x * 390451572 - 2147483648), { BZERO: 2147483648 }))).toEqual([twelve.map((x) => x * 390451572)])
    const wide = extension(64, [12], twelve.map((x) => BigInt(x) - 2n ** 63n), { BZERO: 12345678901234567 })
    expect(await valuesOf(ascii(new TextDecoder('latin1').decode(wide).replace('   12345678901234568', ' 9223372036854775808')))).toEqual([twelve])
    expect(await valuesOf(extension(16, [12], twelve, { BSCALE: 0.5, BZERO: 10, BLANK: 3 }))).toEqual([twelve.map((x) => (x === 3 ? NaN : x / 2 + 10))])
  })

  test('says its shape, and that nothing but its size tells of a map', async () => {
    const file = await read(extension(-32, [48, 2], [...ramp(2), ...ramp(2)], { EXTNAME: 'DELTA', BUNIT: 'permille' }))
    expect(file.columns.map(({ name, unit, format }) => [name, unit, format])).toEqual([['DELTA 1', 'permille', 'BITPIX -32'], ['DELTA 2', 'permille', 'BITPIX -32']])
    expect(file.facts.at(-1)).toEqual({ keyword: 'image', value: '48 × 2', usedAs: '2 maps of 48 pixels: NSIDE 2, the whole sky' })
    expect(file.assumptions.at(-1)).toBe('The file has no NSIDE card: that its image of 48 × 2 numbers is 2 maps of NSIDE 2 follows from its size.')
    const stated = await read(extension(-32, [12, 12], ramp(1).flatMap(() => ramp(1)), { NSIDE: 1, ORDERING: 'NESTED', COORDSYS: 'G' }))
    expect(stated).toMatchObject({ ordering: 'nested', orderingStated: true, frame: 'galactic', frameStated: true })
    expect(stated.assumptions).toEqual(['Both axes of the image could be pixels: the first was taken.'])
  })

  test('cut short is refused with what is missing', async () => {
    expect((await refusal(extension(-64, [48, 2], [...ramp(2), ...ramp(2)]).subarray(0, 5760 + 500))).message).toMatch(/cut short: its table needs 768 bytes, but only 500 are there/)
  })
})

describe('not a map', () => {
  test.each<[string, readonly number[], Cards, RegExp]>([
    ['a square picture', [300, 300], {}, /holds an image of 300 × 300, not a HEALPix map/],
    ['a picture with a projection', [48, 48], { CTYPE1: 'RA---TAN' }, /holds an image of 48 × 48 with a TAN sky projection, not a HEALPix map/],
    ['another NSIDE than it says', [48, 2], { NSIDE: 4 }, /holds an image of 48 × 2, not a HEALPix map/],
    ['a cube', [48, 2, 2], {}, /holds an image of 48 × 2 × 2, not a HEALPix map/],
    ['more maps than are read', [1000, 12], {}, /holds an image of 1,000 × 12, not a HEALPix map/],
    ['time bins of the local sky', [48, 4], { EXTNAME: 'LMAPS' }, /holds 4 time-binned maps in one image/],
    ['weighted time bins', [48, 4], { EXTNAME: 'WMAPS' }, /holds 4 time-binned maps in one image/],
  ])('%s', async (_, axes, cards, says) => {
    const cells = Array.from({ length: axes.reduce((a, b) => a * b) }, () => 1)
    expect((await refusal(extension(8, axes, cells, cards))).message).toMatch(says)
  })

  test('300 × 300 with an NSIDE card is 300 maps of NSIDE 5', async () => {
    expect((await read(extension(8, [300, 300], Array.from({ length: 90_000 }, () => 1), { NSIDE: 5 }))).columns).toHaveLength(300)
  })
})
