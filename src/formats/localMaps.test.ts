import { describe, expect, test } from 'vitest'
import { isProblem, type Problem } from '../science/problem.ts'
import { ringToNested } from '../science/sphere/healpix.ts'
import type { Handed } from './handed.ts'
import { areLocalMaps } from './localBeginning.ts'
import { type LocalMapsFile, type LocalReadOptions, readLocalMaps } from './localMaps.ts'
import { blob, gzip, join, mapFile, padding, primary } from './testing/fixtures.ts'
import { configOf, imageOf, multimap, type NamedBytes, setOf } from './testing/localMaps.ts'
import { zip } from './testing/zips.ts'

const NSIDE = 2
const PIXELS = 48
const BINS = Array.from({ length: 12 }, (_, bin) => Array.from({ length: PIXELS }, (_, i) => bin * 100 + i))
const EVENTS = BINS.flat().reduce((a, b) => a + b)

const handed = (...files: readonly NamedBytes[]): Handed => files.map(({ name, bytes }) => ({ name, file: blob(bytes) }))

async function read(from: Handed, options: LocalReadOptions = {}, name = 'maps.fits'): Promise<{ file: LocalMapsFile; bins: number[][] }> {
  const bins: number[][] = []
  const file = await readLocalMaps(from, name, (bin, values) => void (bins[bin] = [...values]), options)
  return { file, bins }
}

async function refusal(from: Handed, name = 'maps.fits'): Promise<Problem> {
  try {
    await read(from, {}, name)
  } catch (e) {
    if (isProblem(e)) return e
    throw e
  }
  throw new Error('the maps were read, not refused')
}

const shuffled = <T>(items: readonly T[]): T[] => items.toSorted((_, b) => (JSON.stringify(b).length % 3) - 1).toReversed()

describe('the same counts are read', () => {
  const whole = { nside: NSIDE, bins: 12, sites: [], site: undefined }
  test.each<[string, Handed, Partial<LocalMapsFile>]>([
    ['from an image', blob(multimap(BINS)), { ...whole, layout: 'image' }],
    ['from a packed image', blob(gzip(multimap(BINS))), { ...whole, compressed: true }],
    ['from a file for each bin, in any order', handed(...shuffled(setOf(BINS))), { ...whole, layout: 'set', title: 'local maps, 12 files' }],
    ['from packed files named like those of IceCube', handed(...setOf(BINS, { prefix: 'CR_ICECUBE_LOCAL_NSIDE64_degbin-', suffix: '.fits.gz' }).map(({ name, bytes }) => ({ name, bytes: gzip(bytes) }))), { ...whole, compressed: true }],
    ['from float32 and NESTED files', handed(...setOf(BINS.map((values) => {
      const order = ringToNested(NSIDE)
      return Array.from(values, (_, nested) => values[order.indexOf(nested)]!)
    }), { code: 'E', cards: () => ({ ORDERING: 'NESTED' }) })), whole],
    ['from an archive of files and their configuration', blob(zip([...setOf(BINS, { prefix: 'hawc/loc_' }), configOf()])), { nside: NSIDE, bins: 12, site: { name: 'HAWC', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 57 } }],
    ['from an archive of an image', blob(zip([{ name: 'multi.fits.gz', bytes: gzip(multimap(BINS)), stored: true }])), { ...whole, layout: 'image' }],
  ])('%s', async (_, from, says) => {
    expect(await areLocalMaps(from)).toBe(true)
    const { file, bins } = await read(from)
    expect(bins).toEqual(BINS)
    expect(file).toMatchObject(says)
    expect(file.warnings).toEqual([])
  })

  test('of numbers of any kind with scale and zero', async () => {
    const data = new Uint8Array(2 * PIXELS * 2)
    const view = new DataView(data.buffer)
    for (let i = 0; i < 2 * PIXELS; i++) view.setInt16(2 * i, i - 7)
    const head = imageOf([BINS[0]!, BINS[1]!], { BITPIX: 16, BSCALE: 2, BZERO: 20, BLANK: -7 }).subarray(0, 2880)
    const { bins, file } = await read(blob(primary(), head, data, padding(data.length)))
    expect(bins.flat()).toEqual(Array.from({ length: 2 * PIXELS }, (_, i) => (i === 0 ? 0 : 2 * (i - 7) + 20)))
    expect(file.warnings).toEqual(['1 value is no number (unseen) and counted as no events.'])
  })
})

describe('on the way', () => {
  test('every byte of every file is shown once, in the order of the bins, and progress ends at 1', async () => {
    const files = setOf(BINS)
    const seen: number[] = []
    const done: number[] = []
    await read(handed(...files.toReversed(), configOf()), { onBytes: (chunk, part) => void (seen[part] = (seen[part] ?? 0) + chunk.length), report: (share) => void done.push(share) })
    expect(seen).toEqual(files.map(({ bytes }) => bytes.length))
    expect(done.at(-1)).toBe(1)
    expect(done).toEqual(done.toSorted((a, b) => a - b))
  })

  test('the shape is told before the first bin, and what breathing throws ends the reading', async () => {
    const told: unknown[] = []
    await readLocalMaps(blob(multimap(BINS)), 'm.fits', (bin) => void told.push(bin), { onShape: (shape) => void told.push(shape) })
    expect(told.slice(0, 2)).toEqual([{ nside: NSIDE, bins: 12 }, 0])
    await expect(read(handed(...setOf(BINS)), { breathe: () => Promise.reject(new Error('stop')) })).rejects.toThrow('stop')
  })
})

describe('a broken set is refused with the names of the files', () => {
  const set = setOf(BINS)
  test.each<[string, Handed, RegExp]>([
    ['one missing', handed(...set.filter((_, i) => i !== 7)), /loc_000\.fits … loc_011\.fits cannot be read: 1 file of 12 is missing: loc_007\.fits/],
    ['the first missing', handed(...set.slice(1)), /1 file of 12 is missing: loc_000\.fits/],
    ['several missing', handed(...set.filter((_, i) => ![2, 3, 5, 6, 8, 9].includes(i))), /6 files of 12 are missing: loc_002\.fits, loc_003\.fits, loc_005\.fits, loc_006\.fits, loc_008\.fits, … \(1 more\)/],
    ['one twice', handed(...set, set[4]!), /1 file comes twice: loc_004\.fits/],
    ['a stranger', handed(...set, { name: 'sky.fits', bytes: set[0]!.bytes }), /one file does not belong to it: sky\.fits/],
    ['no numbers', handed({ name: 'a.fits', bytes: set[0]!.bytes }, { name: 'b.fits', bytes: set[1]!.bytes }), /are no set of local maps: their names are not numbered .*a\.fits, b\.fits/],
    ['another NSIDE', handed(...set.slice(0, 11), ...setOf([...BINS.slice(0, 11), Array.from({ length: 12 }, () => 1)]).slice(11)), /loc_000\.fits has NSIDE 2, and loc_011\.fits has NSIDE 1/],
    ['one cut short', handed(...set.slice(0, 3), { name: 'loc_003.fits', bytes: set[3]!.bytes.slice(0, 5800) }), /^The file loc_003\.fits of this set cannot be read\. .*cut short/],
    ['one negative', handed(...setOf([BINS[0]!, BINS[1]!.map((n, i) => (i === 9 ? -3 : n))])), /pixel 9 of time bin 1 holds -3/],
    ['nothing in it', handed(...setOf([[...BINS[0]!].fill(0), [...BINS[0]!].fill(0)])), /empty/],
    ['two configurations', handed(...set, configOf(), { ...configOf(), name: 'other.json' }), /2 configurations .*config\.json, other\.json/],
  ])('%s', async (_, from, says) => {
    const { message, remedy } = await refusal(from)
    expect(message).toMatch(says)
    expect(remedy).toBeTruthy()
  })
})

describe('a broken image is refused', () => {
  test.each<[string, Uint8Array, RegExp]>([
    ['cut short', multimap(BINS).slice(0, 2880 * 2 + 8 * PIXELS * 3 + 5), /inside time bin 4 of 12/],
    ['no HEALPix', multimap([[1, 2, 3], [4, 5, 6]]), /3 pixels in a row, which is not 12·NSIDE²/],
    ['one bin', multimap([BINS[0]!]), /1 time bin of NSIDE 2; 2 to 3,600/],
    ['too many bins', multimap(BINS, { NAXIS2: 1e9 }), /1,000,000,000 time bins/],
    ['too fine', multimap(BINS, { NAXIS1: 12 * 1024 ** 2 }), /NSIDE 1024/],
    ['no numbers', multimap(BINS, { BITPIX: 64 }), /BITPIX 64/],
  ])('%s', async (_, bytes, says) => expect((await refusal(blob(bytes))).message).toMatch(says))
})

describe('what else the files say', () => {
  test('is shown, and where they disagree a warning names them', async () => {
    const { file } = await read(handed(...setOf(BINS, { cards: (bin) => ({ NBINS: 12, TIMEBIN: bin === 5 ? 6 : bin, CUTS: bin === 3 ? 'nhit>100' : 'nhit>50', NEVENTS: BINS[bin]!.reduce((a, b) => a + b) }) })))
    expect(file.facts).toContainEqual({ keyword: 'CUTS', value: 'nhit>50', usedAs: 'shown only' })
    expect(file.warnings).toEqual(['The files do not agree: CUTS is nhit>50 in loc_000.fits and nhit>100 in loc_003.fits.', 'loc_005.fits says TIMEBIN = 6, and stands for bin 5: its name was believed.'])
  })

  test('is compared with what is there', async () => {
    const { file } = await read(handed(...setOf(BINS, { cards: () => ({ NBINS: 24, NEVENTS: 5 }) })))
    expect(file.warnings).toEqual([`The header says NBINS = 24, but there are 12 time bins: files may be missing at the end.`, `The headers say 60 events in all (NEVENTS); ${EVENTS.toLocaleString('en')} were counted.`])
  })

  test('weights beside the counts are named and not used', async () => {
    const image = await read(blob(multimap(BINS, {}, imageOf(BINS, {}, 'WMAPS'))))
    expect(image.file.facts).toContainEqual({ keyword: 'HDU 3', value: 'image WMAPS 48 × 12', usedAs: 'weights: not used, events are counted' })
    const files = BINS.map((values, bin) => ({ name: `loc_00${bin}.fits`, bytes: mapFile([{ name: 'n', code: 'D', repeat: 1, values }, { name: 'w', code: 'D', repeat: 1, values: values.map((x) => x / 2) }]) })).slice(0, 9)
    expect((await read(handed(...files))).file.facts).toContainEqual({ keyword: 'TTYPE2', value: '1 further column', usedAs: 'weights: not used, events are counted' })
  })

  test('counts that are not whole are pointed out', async () => {
    expect((await read(blob(multimap(BINS.map((values) => values.map((n) => n + 0.5)))))).file.warnings[0]).toMatch(/^The counts are not whole numbers/)
  })
})

describe('the configuration', () => {
  const set = setOf(BINS)
  const two = (a: string, b: string): NamedBytes => ({ name: 'two.json', bytes: join(new TextEncoder().encode(JSON.stringify({ detectors: {
    A: { latitude: 19, longitude: -97, thetamax: 57, prefix: a, suffix: '.fits' }, B: { latitude: -90, longitude: 270, thetamax: 65, prefix: b, suffix: '.fits' } } }))) })

  test('gives the site of the detector whose files these are', async () => {
    expect((await read(handed(...set, two('x_', 'somewhere/loc_')))).file.site).toEqual({ name: 'B', latitudeDeg: -90, longitudeDeg: 270, zenithMaxDeg: 65 })
  })

  test('that fits none or both leaves the choice', async () => {
    for (const config of [two('x_', 'y_'), two('loc_', 'loc_')]) {
      const { file } = await read(handed(...set, config))
      expect([file.site, file.sites.map(({ name }) => name)]).toEqual([undefined, ['A', 'B']])
      expect(file.warnings.join()).toMatch(/choose the site/)
    }
  })

  test('names an image by its whole name, shows keys nobody knows, and warns of what does not fit', async () => {
    const config = configOf({ prefix: 'maps.fits', multifits: true, nside: 4, weights: true, colour: 'blue' })
    const { file } = await read(handed({ name: 'maps.fits', bytes: multimap(BINS) }, config))
    expect(file.site?.name).toBe('HAWC')
    expect(file.facts).toContainEqual({ keyword: 'colour', value: '"blue"', usedAs: 'not understood' })
    expect(file.warnings).toEqual([expect.stringMatching(/nside = 4, but the maps have NSIDE 2/), expect.stringMatching(/asks for weights/)])
  })

  test.each([
    ['not JSON', '{', /not JSON/],
    ['without detectors', '{"detectors": []}', /no list of detectors/],
    ['of no detector', '{"detectors": {}}', /lists 0 detectors/],
    ['with a site beyond the Pole', '{"detectors": {"A": {"latitude": 91, "longitude": 0, "thetamax": 60}}}', /latitude of A is 91, where a number from -90 to 90/],
    ['without a zenith limit', '{"detectors": {"A": {"latitude": 9, "longitude": 0}}}', /thetamax of A is missing/],
  ])('%s is refused', async (_, text, says) => {
    expect((await refusal(handed(...set, { name: 'c.json', bytes: join(new TextEncoder().encode(text)) }))).message).toMatch(says)
  })
})

test('other files are not taken for local maps', async () => {
  const map = mapFile([{ name: 'n', code: 'D', repeat: 1, values: BINS[0]! }])
  expect(await areLocalMaps(blob(map))).toBe(false)
  expect(await areLocalMaps(blob(gzip(map)))).toBe(false)
  expect(await areLocalMaps(blob(new Uint8Array(0)))).toBe(false)
  expect(await areLocalMaps(blob(gzip(new Uint8Array(9))))).toBe(false)
  expect(await areLocalMaps(blob(zip([{ name: 'sky.fits', bytes: map }])))).toBe(false)
  expect(await areLocalMaps(blob(zip(setOf(BINS.slice(0, 3)))))).toBe(false) // three numbered maps may be years
})
