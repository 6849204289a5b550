import { describe, expect, test } from 'vitest'
import { ascii, gzip, join, mapFile, npy, packedNumbers, ramp } from './testing/fixtures.ts'
import { read, refusal } from './testing/reading.ts'
import { lines, utf8 } from './testing/texts.ts'
import { zip } from './testing/zips.ts'

const doubles = (values: readonly number[]) => packedNumbers(values, 8, (view, at, x) => view.setFloat64(at, x, true))
const array = (values: readonly number[], shape = [values.length]) => npy(doubles(values), { shape })
const FITS = mapFile([{ name: 'N', code: 'D', repeat: 1, values: ramp(2) }])
const negative = ramp(2).map((x) => -x - 1)

describe('an archive of one map', () => {
  test.each<[string, Uint8Array, string]>([
    ['FITS', FITS, 'map.fits'], ['gzip-packed FITS', gzip(FITS), 'map.fits.gz'], ['a NumPy array', array(ramp(2)), 'map.npy'],
    ['a text table', utf8(lines(ramp(2))), 'map.csv'], ['a gzip-packed text table', gzip(utf8(lines(ramp(2)))), 'map.txt.gz'],
  ])('%s, stored or deflated, among texts that are no maps', async (_, bytes, name) => {
    for (const stored of [true, false]) {
      const file = await read(zip([{ name: 'README.txt', bytes: ascii('Open the map.') }, { name: `run/${name}`, bytes, stored }]))
      expect(file.columns.map((column) => [...column.values])).toEqual([ramp(2)])
      expect(file.compressed).toBe(true)
    }
  })

  test('says which member it is, and that others are not used; the hash is of the archive', async () => {
    const bytes = zip([{ name: 'run/map.fits', bytes: FITS }, { name: 'config.json', bytes: ascii('{}') }])
    const seen: Uint8Array[] = []
    const file = await read(bytes, { onBytes: (chunk) => seen.push(chunk.slice()) })
    expect(file.facts[0]).toEqual({ keyword: 'ZIP', value: 'run/map.fits', usedAs: 'the map; 1 other file in the archive is not used' })
    expect(Buffer.compare(join(...seen), bytes)).toBe(0)
  })
})

describe('an .npz file', () => {
  const npz = zip([{ name: 'counts.npy', bytes: array(ramp(2)) }, { name: 'pair.npy', bytes: array([...negative, ...ramp(2)], [2, 48]) }, { name: 'nside.npy', bytes: npy(doubles([2]), { shape: [] }) }])

  test('gives its arrays as columns with their names, and leaves aside what is no map', async () => {
    const file = await read(npz, {}, 'map.npz')
    expect(file.columns.map(({ name, values: v }) => [name, [...v]])).toEqual([['counts', ramp(2)], ['pair 1', negative], ['pair 2', ramp(2)]])
    expect(file.warnings).toEqual(['1 array that is no map was left aside: nside.'])
    expect(file.facts[0]).toEqual({ keyword: 'ZIP', value: '3 maps', usedAs: 'columns named after their arrays' })
  })

  test('gives only the columns that are wanted, at the same places, also behind an array without a number', async () => {
    const some = zip([{ name: 'unseen.npy', bytes: array(ramp(2).map(() => NaN)) }, { name: 'a.npy', bytes: array(ramp(2)) }, { name: 'b.npy', bytes: array(negative) }])
    expect((await read(some)).columns.map(({ name }) => name)).toEqual(['unseen', 'a', 'b'])
    expect((await read(some, { only: [2] })).columns.map(({ values: v }) => [...v])).toEqual([[], [], negative])
    expect((await read(npz, { only: [1] })).columns.map(({ values: v }) => v.length)).toEqual([0, 48, 0])
  })
})

describe('refused', () => {
  test.each<[string, Uint8Array, string]>([
    ['an empty archive', zip([]), 'This is an empty ZIP archive; Anisky reads maps from HEALPix FITS files, NumPy arrays (.npy, .npz) and text tables.'],
    ['folders only', zip([{ name: 'maps/', bytes: ascii('') }]), 'This ZIP archive is empty.'],
    ['a picture', zip([{ name: 'a.png', bytes: ascii('\x89PNG\r\n\x1a\n') }]), 'Inside this ZIP archive is a PNG picture; Anisky reads maps from HEALPix FITS files, NumPy arrays (.npy, .npz) and text tables.'],
    ['an archive in an archive', zip([{ name: 'a.zip', bytes: zip([{ name: 'map.fits', bytes: FITS }]) }]), 'Inside this ZIP archive is a ZIP archive; Anisky reads maps from HEALPix FITS files, NumPy arrays (.npy, .npz) and text tables.'],
    ['no map among several', zip([{ name: 'a.png', bytes: ascii('\x89PNG') }, { name: 'b/paper.pdf', bytes: ascii('%PDF-1.4') }]), 'This ZIP archive holds no map: inside are 2 files: a.png (1 kB), b/paper.pdf (1 kB).'],
    ['several maps', zip([{ name: 'a.fits', bytes: FITS }, { name: 'b.fits', bytes: FITS }, { name: 'README', bytes: ascii('Hello') }]), 'This ZIP archive holds 2 map files, and nothing says which is meant: inside are a.fits (9 kB), b.fits (9 kB), README (1 kB).'],
    ['two tables', zip([{ name: 'a.csv', bytes: utf8(lines(ramp(1))) }, { name: 'b.csv', bytes: utf8(lines(ramp(1))) }]), 'This ZIP archive holds 2 map files, and nothing says which is meant: inside are a.csv (1 kB), b.csv (1 kB).'],
    ['arrays of two skies', zip([{ name: 'a.npy', bytes: array(ramp(2)) }, { name: 'b.npy', bytes: array(ramp(1)) }]), 'This ZIP archive holds arrays of different NSIDE (2, and 1 in b), so they are no columns of one map.'],
    ['arrays without a number', zip([{ name: 'a.npy', bytes: array([NaN]) }, { name: 'b.npy', bytes: array(ramp(1).map(() => NaN)) }]), 'This HEALPix map is empty: every pixel of every column is marked as unseen, so nothing was observed.'],
    ['no array that is a map', zip([{ name: 'a.npy', bytes: array([1]) }, { name: 'b.npy', bytes: array([2]) }]), 'This ZIP archive holds no map: inside are 2 files: a.npy (1 kB), b.npy (1 kB).'],
    ['one array that is no map', zip([{ name: 'a.npy', bytes: array([1, 2]) }]), 'This NumPy array of shape (2,) is no map of the whole sky: 2 is not 12·NSIDE² for any NSIDE (nearest: 12 = NSIDE 1).'],
    ['a checksum that is wrong, found behind the map', zip([{ name: 'a.fits', bytes: FITS, crc: 1 }]), 'This ZIP archive is damaged: a.fits does not have its checksum.'],
    ['a checksum that is wrong, behind an array', zip([{ name: 'a.npy', bytes: array(ramp(2)), crc: 1 }]), 'This ZIP archive is damaged: a.npy does not have its checksum.'],
    ['a damaged map', zip([{ name: 'a.fits', bytes: FITS.subarray(0, 5800) }]), 'This HEALPix file is cut short: its table needs 384 bytes, but only 40 are there; it was truncated at byte 5,800: 43 of 48 values (NSIDE 2) are missing.'],
  ])('%s', async (_, bytes, says) => {
    const problem = await refusal(bytes, 'maps.zip')
    expect(problem.message).toBe(says)
    expect(problem.remedy).toBeTruthy()
  })
})

