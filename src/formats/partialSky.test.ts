import { describe, expect, test } from 'vitest'
import { type Cards, type Code, join, healpixTable, mapFile, primary, ramp, type TableColumn } from './testing/fixtures.ts'
import { demandPixels, wholeSky } from './partialSky.ts'
import { read, refusal } from './testing/reading.ts'

const NSIDE = 4
const PIXELS = 12 * NSIDE ** 2
const LISTED = [7, 3, 191, 0, 64, 100]
const PARTIAL: Cards = { INDXSCHM: 'EXPLICIT', OBJECT: 'PARTIAL', NSIDE, FIRSTPIX: undefined, LASTPIX: undefined }
const pixelColumn = (code: Code, listed: readonly number[] = LISTED, repeat = 1): TableColumn => ({ name: 'PIXEL', code, repeat, values: code === 'K' ? listed.map(BigInt) : listed })
const valueColumn = (code: Code = 'D', count = LISTED.length, repeat = 1): TableColumn => ({ name: 'N', code, repeat, values: Array.from({ length: count }, (_, i) => 10 + i) })
const expected = Array.from({ length: PIXELS }, (_, p) => (LISTED.includes(p) ? 10 + LISTED.indexOf(p) : NaN))

describe('a table that lists its pixels', () => {
  test.each(['I', 'J', 'K', 'B'] as const)('is a map with the rest unobserved, pixel numbers stored as %s', async (code) => {
    const file = await read(mapFile([pixelColumn(code), valueColumn()], PARTIAL))
    expect(file.geometry.nside).toBe(NSIDE)
    expect(file.columns).toHaveLength(1)
    expect([...file.columns[0].values]).toEqual(expected)
    expect(file.facts.map(({ value, usedAs }) => `${value}: ${usedAs}`).join()).toMatch(/6 pixels listed: the places of the values/)
  })

  test('may hold several columns, the pixel numbers among them at any place, in any order of pixels', async () => {
    const twice: TableColumn = { name: 'B', code: 'E', repeat: 1, values: LISTED.map((_, i) => 2 * (10 + i)) }
    const file = await read(mapFile([twice, pixelColumn('J'), valueColumn('J')], { ...PARTIAL, ORDERING: 'NESTED' }))
    expect(file).toMatchObject({ ordering: 'nested', columns: [{ name: 'B' }, { name: 'N' }] })
    expect([...file.columns[1].values]).toEqual(expected)
    expect([...file.columns[0].values]).toEqual(expected.map((x) => 2 * x))
  })

  test('may have vectors for rows, and columns that nobody wants', async () => {
    const bytes = mapFile([pixelColumn('J', LISTED, 3), valueColumn('E', 6, 3), valueColumn('D', 6, 3)], PARTIAL)
    const file = await read(bytes, { only: [1] })
    expect(file.columns.map(({ values }) => values.length)).toEqual([0, PIXELS])
    expect([...file.columns[1].values]).toEqual(expected)
  })

  test('needs no INDXSCHM card where its first column is called PIXEL, and is not fooled by a full map that has one', async () => {
    expect([...(await read(mapFile([pixelColumn('J'), valueColumn()], { ...PARTIAL, INDXSCHM: undefined }))).columns[0].values]).toEqual(expected)
    const full = await read(mapFile([{ name: 'PIXEL', code: 'J', repeat: 1, values: ramp(2) }, { name: 'N', code: 'D', repeat: 1, values: ramp(2) }]))
    expect(full.columns).toHaveLength(2)
  })

  test('breathes, and is the same map however often', async () => {
    const nside = 256
    const listed = Array.from({ length: 600_000 }, (_, i) => (7 * i) % (12 * nside ** 2))
    let breaths = 0
    const bytes = mapFile([pixelColumn('J', listed), valueColumn('E', listed.length)], { ...PARTIAL, NSIDE: nside })
    const file = await read(bytes, { breathe: async () => void breaths++ })
    expect(file.columns[0].values[listed[599_999]]).toBe(Math.fround(10 + 599_999))
    expect(breaths).toBeGreaterThan(4)
    for (const work of [demandPixels, (numbers: Float64Array, pixels: number, breathe: () => Promise<void>) => wholeSky(numbers, numbers, pixels, breathe)]) {
      breaths = 0
      await work(Float64Array.from(listed), 12 * nside ** 2, async () => void breaths++)
      expect(breaths).toBe(2) // every 262,144 of 600,000 numbers
    }
  })
})

describe('refused', () => {
  test.each<[string, TableColumn[], Cards, RegExp, string]>([
    ['a pixel beyond the last', [pixelColumn('J', [0, 192]), valueColumn('D', 2)], {}, /entry 2 is 192, where 0 to 191 exist/, 'unreadable-file'],
    ['a negative pixel', [pixelColumn('J', [0, -1]), valueColumn('D', 2)], {}, /entry 2 is -1/, 'unreadable-file'],
    ['a pixel listed twice', [pixelColumn('J', [5, 9, 5]), valueColumn('D', 3)], {}, /pixel 5 is listed twice/, 'unreadable-file'],
    ['a missing pixel number', [pixelColumn('J', [5, 9]), valueColumn('D', 2)], { TNULL1: 9 }, /entry 2 is no number/, 'unreadable-file'],
    ['no NSIDE', [pixelColumn('J'), valueColumn()], { NSIDE: undefined }, /has no NSIDE card/, 'unsupported-file'],
    ['more pixels than there are', [pixelColumn('J'), valueColumn()], { NSIDE: 0.5 }, /NSIDE = 0.5/, 'unsupported-file'],
    ['more pixels than NSIDE has', [pixelColumn('J', Array.from({ length: 13 }, (_, i) => i)), valueColumn('D', 13)], { NSIDE: 1 }, /lists 13 pixels, where NSIDE 1 has 12/, 'unsupported-file'],
    ['an NSIDE whose sky needs more memory than a small file vouches for', [pixelColumn('J'), valueColumn()], { NSIDE: 2896 }, /too large: NSIDE 2,896.*limit here is 0.4 GB/, 'unsupported-file'],
  ])('%s', async (_, columns, cards, message, code) => {
    expect(await refusal(mapFile(columns, { ...PARTIAL, ...cards }))).toMatchObject({ code, message: expect.stringMatching(message) })
  })

  test('a list that is cut short', async () => {
    const bytes = join(primary(), healpixTable([pixelColumn('J'), valueColumn()], PARTIAL).slice(0, 2880 + 50))
    expect((await refusal(bytes)).message).toMatch(/cut short/)
  })
})
