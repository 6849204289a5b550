/** Columns under names that say nothing: told by the first header, by the name of the file, by their place and by their numbers. */
import { describe, expect, test } from 'vitest'
import { describeFile } from './describeFile.ts'
import { type Cards, type TableColumn, healpixTable, join, primary, ramp } from './testing/fixtures.ts'
import { read } from './testing/reading.ts'

const NAMES = ['TEMPERATURE', 'Q_POLARISATION', 'U_POLARISATION']
const spread = (p: number, step: number) => ((p * step) % 1) - 0.5
const SKY: readonly (readonly number[])[] = [ramp(4).map((p) => 1e-3 * spread(p, 0.618)), ramp(4).map(() => 2e-4), ramp(4).map((p) => 6 * spread(p, 0.414))]
const COUNTS: readonly (readonly number[])[] = [ramp(4).map((p) => 1000 + (p % 7)), ramp(4).map(() => 1000 + 3 * (189 / 192) - 0.01), ramp(4).map((p) => 1000 + (p % 5))]

const file = (columns: readonly (readonly number[])[], names: readonly (string | undefined)[] = NAMES, first: Cards = {}) =>
  join(primary(first), healpixTable(columns.map((values, c): TableColumn => ({ ...(names[c] === undefined ? {} : { name: names[c] }), code: 'D', repeat: 1, values: [...values] }))))
const rolesOf = async (bytes: Uint8Array, name: string) => describeFile(await read(bytes, {}, name), { name, bytes: 1, sha256: '' }, 0).columns.map(({ alias, guess }) => [alias, guess])

describe('three columns of cra-ahlers-llh', () => {
  test('are named by the name of the file, wherever it lies', async () => {
    for (const name of ['CR_HAWC__64_360_iteration20.fits.gz', 'run/CR_x.fits', 'C:\\run\\CR_x.fits']) {
      expect(await rolesOf(file(SKY), name)).toEqual([['relint', 'intensity'], ['sigma', 'error'], ['lima', 'unused']])
    }
    expect(await rolesOf(file(COUNTS), 'RAW_HAWC.fits')).toEqual([['data', 'counts'], ['background', 'background'], ['mu', 'unused']])
    expect((await read(file(SKY), {}, 'CR_x.fits')).facts.at(-1)).toEqual({ keyword: 'file name', value: 'CR_x.fits', usedAs: 'begins like those of cra-ahlers-llh: its columns are relint, sigma, lima' })
  })

  test('are named by the first header where it names them', async () => {
    expect(await rolesOf(file(SKY, NAMES, { TTYPE1: 'one', TTYPE2: 'sigma', TTYPE3: 'lima' }), 'RAW_x.fits')).toEqual([['one', 'intensity'], ['sigma', 'error'], ['lima', 'unused']])
  })

  test('keep names of their own, and other files are none of theirs', async () => {
    expect((await rolesOf(file(SKY, ['a', 'b', 'c']), 'CR_x.fits')).map(([alias]) => alias)).toEqual([undefined, undefined, undefined])
    expect((await rolesOf(file(SKY), 'x_CR_.fits')).map(([alias]) => alias)).toEqual([undefined, undefined, undefined])
  })
})

test('counts, background and local counts are told by place and numbers', async () => {
  expect((await rolesOf(file(COUNTS), 'scrambled.fits')).map(([, guess]) => guess)).toEqual(['counts', 'background', 'unused'])
})

test('names that are blank, repeated or __proto__ choose no column: numbers do', async () => {
  const bytes = file(COUNTS, ['', '__proto__', '__proto__'])
  expect((await read(bytes)).columns.map(({ name }) => name)).toEqual(['column 1', '__proto__', '__proto__'])
  expect((await rolesOf(bytes, 'a.fits')).map(([, guess]) => guess)).toEqual(['counts', 'background', 'unused'])
  expect(await rolesOf(file(COUNTS, [undefined, undefined, undefined]), 'a.fits')).toHaveLength(3)
})

test('a significance without a negative value is asked about; with one it is not', async () => {
  const doubts = async (values: readonly number[]) => {
    const read1 = await read(file([SKY[0], SKY[1], values]), {}, 'CR_x.fits')
    return describeFile(read1, { name: '', bytes: 1, sha256: '' }, 0).columns.map(({ ambiguous }) => ambiguous)
  }
  expect(await doubts(SKY[2])).toEqual([undefined, undefined, undefined])
  expect(await doubts(SKY[2].map((x) => x * x))).toEqual([undefined, undefined, 'No value is negative: are these significances squared, or without their sign? They are not used either way.'])
})

describe('frames', () => {
  test.each<[string, string, string]>([
    ['COORDSYS', 'EQU', 'equatorial'], ['COORDSYS', 'J2000', 'equatorial'], ['COORDSYS', 'ICRS', 'equatorial'], ['COORDSYS', 'Celestial', 'equatorial'], ['COORDS', 'C', 'equatorial'],
    ['SKYCOORD', 'galactic', 'galactic'], ['COORDSYS', 'E', 'ecliptic'], ['RADESYS', 'FK5', 'equatorial'], ['FRAME', 'gal', 'galactic'],
  ])('%s = %s is %s', async (keyword, word, frame) => {
    const bytes = join(primary(), healpixTable([{ code: 'D', repeat: 1, values: ramp(1) }], { COORDSYS: undefined, [keyword]: word }))
    expect(await read(bytes)).toMatchObject({ frame, frameStated: true })
  })

  test('a word that nobody knows is told, and equatorial assumed', async () => {
    const bytes = join(primary({ SKYCOORD: 'X' }), healpixTable([{ code: 'D', repeat: 1, values: ramp(1) }], { COORDSYS: 'unknown' }))
    expect((await read(bytes)).assumptions).toEqual(["The file does not say in which coordinates it is (COORDSYS = 'UNKNOWN'): equatorial was assumed."])
  })

  test('NSIDE may be missing where the number of values tells it', async () => {
    const bytes = join(primary(), healpixTable([{ code: 'D', repeat: 1, values: ramp(3) }], { NSIDE: undefined }))
    expect(await read(bytes)).toMatchObject({ geometry: { nside: 3 }, assumptions: ['The file has no NSIDE card: NSIDE 3 follows from its 108 values.'] })
  })

  test('every card missing leaves a table of some numbers, which is refused with its columns', async () => {
    const bytes = join(primary(), healpixTable([{ name: 'I', code: 'D', repeat: 1, values: ramp(1) }], { NSIDE: undefined, PIXTYPE: undefined, ORDERING: undefined }))
    await expect(read(bytes)).rejects.toMatchObject({ message: expect.stringMatching(/^This FITS file holds a table of 12 rows \(I\) without the cards NSIDE or PIXTYPE = 'HEALPIX'/) })
  })
})
