import { describe, expect, test } from 'vitest'
import { Problem } from '../science/problem.ts'
import { type Cards, type TableColumn, ascii, blob, gzip, header, healpixTable, join, mapFile, padding, primary, ramp } from './testing/fixtures.ts'
import { read, refusal } from './testing/reading.ts'
import { readHealpix } from './healpixFile.ts'

const UNSEEN = -1.6375e30
const scalar = (nside: number, code: TableColumn['code'] = 'D'): TableColumn => ({ name: 'N', code, repeat: 1, values: ramp(nside) })
const values = async (bytes: Uint8Array, column = 0) => [...(await read(bytes)).columns[column].values]

describe('layouts', () => {
  test.each(['E', 'D', 'J', 'K'] as const)('a map of code %s is the same numbers as scalar rows, vector rows, and one single row', async (code) => {
    for (const [nside, repeat] of [[1, 1], [2, 12], [3, 108], [4, 1], [16, 1024], [16, 3072]] as const) {
      expect(await values(mapFile([{ name: 'N', code, repeat, values: ramp(nside) }]))).toEqual(ramp(nside))
    }
  })

  test('rows wider than a block are read piece by piece, with other columns between', async () => {
    const wide = (factor: number): TableColumn => ({ code: 'D', repeat: 49152, values: ramp(64).map((x) => x * factor + 0) })
    const file = await read(mapFile([wide(1), { code: 'I', repeat: 3, values: [1, 2, 3] }, wide(-2)]))
    expect(file.columns.map(({ values: v }) => [v.length, v[0], v[49151]])).toEqual([[49152, 0, 49151], [49152, 0, -98302]])
    expect(file.warnings).toEqual(['1 column without one number per pixel was left aside: column 2 (3I).'])
  })

  test('several columns keep their names, units, codes and numbers', async () => {
    const file = await read(mapFile([
      { name: 'counts', unit: 'events', code: 'J', repeat: 4, values: ramp(4) },
      { name: 'mean', code: 'E', repeat: 4, values: ramp(4).map((x) => x / 2) },
      { code: 'I', repeat: 4, values: ramp(4).map((x) => -x) },
    ]))
    expect(file.columns.map(({ name, unit, format }) => [name, unit, format])).toEqual([['counts', 'events', '4J'], ['mean', '', '4E'], ['column 3', '', '4I']])
    expect(file.columns.map(({ values: v }) => v[191])).toEqual([191, 95.5, -191])
    expect(file).toMatchObject({ geometry: { kind: 'healpix', nside: 4 }, ordering: 'ring', orderingStated: true, frame: 'equatorial', frameStated: true, assumptions: [], warnings: [] })
  })

  test('whole numbers are exact: unsigned 8, 16 and 64 bits, int64 to 2⁵³; beyond, rounding is said', async () => {
    const bytes = Array.from({ length: 12 }, (_, i) => i * 23)
    expect(await values(mapFile([{ code: 'B', repeat: 1, values: bytes }]))).toEqual(bytes)
    expect(await values(mapFile([{ code: 'I', repeat: 1, values: bytes.map((x) => x * 250 - 32768) }], { TZERO1: 32768 }))).toEqual(bytes.map((x) => x * 250))
    const large = bytes.map((_, i) => BigInt(Number.MAX_SAFE_INTEGER) * (i % 2 === 0 ? 1n : -1n) + BigInt(i % 2 === 0 ? -i : i))
    expect(await values(mapFile([{ code: 'K', repeat: 1, values: large }]))).toEqual(large.map(Number))
    const unsigned = bytes.map((_, i) => BigInt(i) - 2n ** 63n)
    const cards = join(mapFile([{ code: 'K', repeat: 1, values: unsigned }], { TZERO1: 12345678901234567 }))
    const text = new TextDecoder('latin1').decode(cards).replace('   12345678901234568', ' 9223372036854775808')
    expect(await values(ascii(text))).toEqual(bytes.map((_, i) => i))
    const beyond = await read(mapFile([{ code: 'K', repeat: 1, values: bytes.map(() => 2n ** 53n + 3n) }]))
    expect(beyond.warnings.join()).toMatch(/12 whole numbers beyond 9,007,199,254,740,992/)
  })

  test('TSCAL and TZERO are applied, TNULL before them', async () => {
    const stored = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -99]
    expect(await values(mapFile([{ code: 'I', repeat: 1, values: stored }], { TSCAL1: 0.5, TZERO1: 10, TNULL1: -99 }))).toEqual([...stored.slice(0, 11).map((x) => x / 2 + 10), NaN])
  })

  test('logical columns are 1 and 0', async () => {
    expect((await values(mapFile([{ code: 'L', repeat: 1, values: [84, 70, 0, 84, 84, 84, 84, 84, 84, 84, 84, 84] }]))).slice(0, 4)).toEqual([1, 0, NaN, 1])
  })
})

test('columns that nobody wants come without values, and the others as they are, in narrow rows and in wide ones', async () => {
  const pixels = 12 * 64 ** 2
  for (const repeat of [1, 64, pixels]) {
    const columns = [0, 1, 2].map((k): TableColumn => ({ name: `c${k}`, code: k === 1 ? 'E' : 'D', repeat, values: ramp(64).map((x) => x + 100_000 * k) }))
    const bytes = mapFile(columns)
    const whole = await read(bytes)
    const part = await read(bytes, { only: [2, 0] })
    expect(part.columns.map(({ values: v }) => v.length)).toEqual([pixels, 0, pixels])
    expect(part.columns[0].values).toEqual(whole.columns[0].values)
    expect(part.columns[2].values).toEqual(whole.columns[2].values)
    expect(part.columns.map(({ name }) => name)).toEqual(whole.columns.map(({ name }) => name))
  }
})

describe('unseen pixels', () => {
  test.each(['E', 'D'] as const)('UNSEEN (also rounded), NaN, ±Inf and BAD_DATA of code %s become NaN, and infinities are counted', async (code) => {
    const odd = [UNSEEN, UNSEEN * (1 + 5e-6), NaN, Infinity, -Infinity, -9999, 1, 0, -1, UNSEEN * 1.01, 5, 6]
    const file = await read(mapFile([{ name: 'T', code, repeat: 1, values: odd }], { BAD_DATA: -9999 }))
    const kept = code === 'E' ? Math.fround(UNSEEN * 1.01) : UNSEEN * 1.01
    expect([...file.columns[0].values]).toEqual([NaN, NaN, NaN, NaN, NaN, NaN, 1, 0, -1, kept, 5, 6])
    expect(file.warnings).toEqual(['Column 1 (T) is infinite in 2 pixels, which are treated as unseen.'])
  })

  test('a map in which nothing was observed is refused', async () => {
    expect((await refusal(mapFile([{ code: 'E', repeat: 1, values: ramp(1).map(() => UNSEEN) }]))).message).toMatch(/nothing was observed/)
    expect((await refusal(mapFile([{ code: 'E', repeat: 1, values: [] }], { NSIDE: 1 }))).message).toMatch(/no rows, so nothing was observed/)
  })
})

describe('what the header leaves unsaid', () => {
  test('ring order and equatorial coordinates are assumed, and said', async () => {
    const file = await read(mapFile([scalar(2)], { ORDERING: undefined, COORDSYS: undefined, NSIDE: undefined }))
    expect(file).toMatchObject({ ordering: 'ring', orderingStated: false, frame: 'equatorial', frameStated: false, geometry: { nside: 2 } })
    expect(file.assumptions).toEqual([
      'The file does not say how its pixels are ordered (no ORDERING card): ring order was assumed.',
      'The file does not say in which coordinates it is (no COORDSYS card): equatorial was assumed.',
      'The file has no NSIDE card: NSIDE 2 follows from its 48 values.',
    ])
  })

  test.each([['C', 'equatorial'], ['c', 'equatorial'], ['Q', 'equatorial'], ['EQUATORIAL', 'equatorial'], ['G', 'galactic'], ['galactic', 'galactic'], ['E', 'ecliptic'], ['ECLIPTIC', 'ecliptic']])(
    'COORDSYS %s is %s', async (word, frame) => {
      expect(await read(mapFile([scalar(1)], { COORDSYS: word }))).toMatchObject({ frame, frameStated: true })
    })

  test('a COORDSYS that means nothing is quoted, and equatorial assumed', async () => {
    const file = await read(mapFile([scalar(1)], { COORDSYS: 'unknown' }))
    expect(file.frameStated).toBe(false)
    expect(file.assumptions[0]).toBe("The file does not say in which coordinates it is (COORDSYS = 'UNKNOWN'): equatorial was assumed.")
  })

  test('COORDS and column names in the first header, as cra-ahlers-llh writes them, are used', async () => {
    const table = healpixTable([{ ...scalar(1), name: 'TEMPERATURE' }], { COORDSYS: undefined })
    const file = await read(join(primary({ COORDS: 'C', TTYPE1: 'relint' }), table))
    expect(file).toMatchObject({ frame: 'equatorial', frameStated: true, columns: [{ name: 'TEMPERATURE', alias: 'relint' }] })
    expect((await refusal(join(primary({ COORDS: 'L' }), table))).message).toMatch(/local \(horizon\) coordinates \(COORDS = 'L'\)/)
  })

  test.each([['NESTED', 'nested'], ['NEST', 'nested'], ['nested', 'nested'], ['ring', 'ring']])('ORDERING %s is %s', async (word, ordering) => {
    expect(await read(mapFile([scalar(2)], { ORDERING: word }))).toMatchObject({ ordering, orderingStated: true })
  })

  test('lower-case keywords are read', async () => {
    const lower = ascii(new TextDecoder('latin1').decode(mapFile([scalar(2)])).replace('NSIDE   =', 'nside   =').replace('ORDERING=', 'ordering='))
    expect(await read(lower)).toMatchObject({ geometry: { nside: 2 }, orderingStated: true })
  })
})

describe('refused', () => {
  const cases: readonly (readonly [string, Cards, RegExp, string])[] = [
    ['NESTED with NSIDE 3', { ORDERING: 'NESTED' }, /NESTED with NSIDE = 3, which is not a power of two/, 'unsupported-file'],
    ['ORDERING junk', { ORDERING: 'SPIRAL' }, /'SPIRAL', which is neither RING nor NESTED/, 'unsupported-file'],
    ['multi-order maps', { ORDERING: 'NUNIQ' }, /multi-order/, 'unsupported-file'],
    ['EXPLICIT without pixel numbers', { INDXSCHM: 'EXPLICIT' }, /partial-sky HEALPix table cannot be placed on the sky: INDXSCHM = EXPLICIT, but no column of whole numbers says which/, 'unsupported-file'],
    ['a column PIXEL and no other', { INDXSCHM: undefined, TTYPE1: 'PIXEL' }, /no column has one number per listed pixel/, 'unsupported-file'],
    ['another NSIDE', { NSIDE: 64 }, /says NSIDE = 64, which is 49,152 pixels, but it holds 108 values, which is NSIDE 3/, 'unreadable-file'],
    ['NSIDE 0', { NSIDE: 0 }, /NSIDE = 0; NSIDE is a whole number/, 'unsupported-file'],
    ['NSIDE 1.5', { NSIDE: 1.5 }, /NSIDE = 1.5/, 'unsupported-file'],
    ['rows beyond all measure', { NAXIS2: 2e15 }, /not a whole sky/, 'unreadable-file'],
    ['a repeat of 2·10⁹', { TFORM1: '2000000000E' }, /wider than its rows of 8 bytes/, 'unreadable-file'],
    ['negative rows', { NAXIS2: -1 }, /NAXIS2 = -1/, 'unreadable-file'],
    ['999 columns that are not there', { TFIELDS: 999 }, /TFORM2 = '' is no format/, 'unreadable-file'],
    ['a nonsense format', { TFORM1: 'Z9' }, /TFORM1 = 'Z9' is no format/, 'unreadable-file'],
    ['text only', { TFORM1: '8A' }, /no column of numbers/, 'unsupported-file'],
    ['NSIDE 4096 that is too large', { NSIDE: 4096, NAXIS2: 12 * 4096 ** 2 }, /NSIDE 4,096 × 1 column would need 1.6 GB of memory, and the limit here is 1 GB/, 'unsupported-file'],
    ['NSIDE 2048 that is not there', { NSIDE: 2048, NAXIS2: 12 * 2048 ** 2 }, /cut short: its table needs 402,653,184 bytes, but only 2,880 are there/, 'unreadable-file'],
  ]
  test.each(cases)('%s', async (_, cards, words, code) => {
    const problem = await refusal(mapFile([scalar(3)], cards))
    expect(problem).toMatchObject({ code })
    expect(problem.message).toMatch(words)
    expect(problem.remedy).toMatch(/^[A-Z].*\.$/)
  })

  test('a number of values that fits no NSIDE: the nearest is named, and how many are missing', async () => {
    const missing = mapFile([{ code: 'E', repeat: 1, values: ramp(64).slice(0, 49150) }], { NSIDE: 64, LASTPIX: undefined })
    expect((await refusal(missing)).message).toBe('This HEALPix table is not a whole sky: 49,150 values is not 12·NSIDE² for any NSIDE (nearest: 49,152 = NSIDE 64; 2 values missing).')
    const surplus = mapFile([{ code: 'E', repeat: 1, values: [...ramp(2), 7] }], { NSIDE: 4, LASTPIX: undefined })
    expect((await refusal(surplus)).message).toMatch(/49 values is not 12·NSIDE² for any NSIDE \(nearest: 48 = NSIDE 2; 1 value too many; the header says NSIDE = 4\)/)
  })

  test('a file cut short: how many values are missing, and where it ends', async () => {
    const bytes = mapFile([{ code: 'E', repeat: 1024, values: ramp(64) }])
    const problem = await refusal(bytes.subarray(0, 5760 + 196600))
    expect(problem.message).toBe('This HEALPix file is cut short: its table needs 196,608 bytes, but only 196,600 are there; it was truncated at byte 202,360: 2 of 49,152 values (NSIDE 64) are missing.')
    expect(problem).toMatchObject({ code: 'unreadable-file', facts: { missing: 2 } })
    expect((await refusal(gzip(bytes.subarray(0, 5760 + 196600)))).message).toBe(problem.message)
    expect((await refusal(bytes.subarray(0, 3000))).message).toMatch(/without an END line \(the file ends inside it, at byte 3,000\)/)
    expect((await refusal(bytes.subarray(0, 2880))).message).toMatch(/no data at all/)
  })
})

describe('FITS files that are no maps are called by their names', () => {
  const extension = (cards: Cards, bytes = 0) => join(primary(), header(cards), new Uint8Array(bytes), padding(bytes))
  const table: Cards = { XTENSION: 'BINTABLE', BITPIX: 8, NAXIS: 2, NAXIS1: 8, NAXIS2: 65, PCOUNT: 0, GCOUNT: 1, TFIELDS: 1, TFORM1: 'D' }
  const image: Cards = { XTENSION: 'IMAGE', BITPIX: -64, NAXIS: 2, NAXIS1: 3072, NAXIS2: 4, PCOUNT: 0, GCOUNT: 1 }
  test.each([
    ['an image', join(header({ SIMPLE: true, BITPIX: 8, NAXIS: 2, NAXIS1: 1024, NAXIS2: 2, CTYPE1: 'RA---TAN' }), new Uint8Array(2880)), /an image of 1,024 × 2 with a TAN sky projection, not a HEALPix map; Anisky needs a HEALPix table\. 1 HDU found: primary image 1,024 × 2\.$/],
    ['C_l', extension({ ...table, TTYPE1: 'TEMPERATURE', EXTNAME: 'POWER SPECTRUM', 'MAX-LPOL': 64 }, 520), /^This is a table of C_l \(an angular power spectrum\), not a map\.$/],
    ['a_lm', extension({ ...table, NAXIS1: 20, TFIELDS: 3, TTYPE1: 'index', TTYPE2: 'real', TFORM1: 'J' }, 1300), /spherical-harmonic coefficients a_lm/],
    ['ring weights with an NSIDE card', extension({ ...table, TTYPE1: 'TEMPERATURE WEIGHTS', NSIDE: 32 }, 520), /quadrature weights/],
    ['a MOC', extension({ ...table, TTYPE1: 'UNIQ', ORDERING: 'NUNIQ', MOCORDER: 8, PIXTYPE: 'HEALPIX' }, 520), /a MOC/],
    ['a tile-compressed image', extension({ ...table, ZIMAGE: true }, 520), /tile-compressed image/],
    ['a compressed table', extension({ ...table, ZTABLE: true, NSIDE: 4 }, 520), /tile-compressed table/],
    ['time-binned maps', extension({ ...image, EXTNAME: 'LMAPS' }, 98304), /4 time-binned maps in one image \(LMAPS, 3,072 pixels = NSIDE 16 each\)/],
    ['an event table', extension({ ...table, TTYPE1: 'ENERGY', EXTNAME: 'EVENTS' }, 520), /a table of 65 rows \(ENERGY\) without the cards NSIDE or PIXTYPE.*2 HDUs found: empty primary, table EVENTS\.$/],
    ['nothing', primary(), /no data at all/],
  ])('%s', async (_, bytes, words) => {
    const problem = await refusal(bytes)
    expect(problem.code).toBe('unsupported-file')
    expect(problem.message).toMatch(words)
    expect(problem.remedy).toMatch(/^[A-Z].*\.$/)
  })

  test('ten thousand empty HDUs are walked and counted', async () => {
    const empty = header({ XTENSION: 'IMAGE', BITPIX: 8, NAXIS: 0, PCOUNT: 0, GCOUNT: 1 })
    expect((await refusal(join(primary(), ...Array.from({ length: 2000 }, () => empty)))).message).toMatch(/2,001 HDUs found: empty primary, image, image, image, image, image, …/)
  })
})

describe('around the map', () => {
  test('the first HEALPix table is read, the others are named', async () => {
    const file = await read(join(primary(), header({ XTENSION: 'IMAGE', BITPIX: 8, NAXIS: 1, NAXIS1: 5, EXTNAME: 'NOTE' }), new Uint8Array(2880), healpixTable([scalar(1)]), healpixTable([scalar(2)], { EXTNAME: 'SECOND' })))
    expect(file.geometry.nside).toBe(1)
    expect(file.facts.filter(({ keyword }) => keyword.startsWith('HDU'))).toEqual([
      { keyword: 'HDU 2', value: 'image NOTE 5', usedAs: 'not used' },
      { keyword: 'HDU 4', value: 'table SECOND', usedAs: 'another HEALPix map: not used' },
    ])
  })

  test('missing padding, trailing bytes, SIMPLE = F and damage behind the map are warnings', async () => {
    const bytes = mapFile([scalar(2)])
    expect((await read(bytes.subarray(0, 5760 + 384))).warnings).toEqual(['The padding after the table is missing; no value is.'])
    expect((await read(join(bytes, ascii('junk')))).warnings).toEqual(['4 bytes after the last HDU were ignored.'])
    expect((await read(join(primary({ SIMPLE: false }), healpixTable([scalar(2)])))).warnings.join()).toMatch(/SIMPLE = F/)
    expect((await read(join(bytes, header({ XTENSION: 'IMAGE' }, false)))).warnings.join()).toMatch(/behind the map is damaged.*without an END/)
    expect((await read(join(bytes, header({ XTENSION: 'IMAGE', BITPIX: 8, NAXIS: 1, NAXIS1: 9999 })))).warnings).toEqual(['The file ends inside HDU 3, which is not used.'])
  })
})

describe('reading as a stream', () => {
  const big = mapFile([{ name: 'N', code: 'D', repeat: 1024, values: ramp(128) }])

  test.each([['plain', big], ['gzip', gzip(big)]])('every raw byte of a %s file is seen once and in order, and progress ends at 1', async (kind, bytes) => {
    const seen: Uint8Array[] = []
    const done: number[] = []
    let breaths = 0
    const file = await read(bytes, { onBytes: (chunk) => seen.push(chunk.slice()), report: (x) => done.push(x), breathe: async () => void breaths++ })
    expect(Buffer.compare(join(...seen), bytes)).toBe(0)
    expect(file.compressed).toBe(kind === 'gzip')
    expect(file.columns[0].values[196607]).toBe(196607)
    expect(done).toEqual([...done].sort((a, b) => a - b))
    expect(done.at(-1)).toBe(1)
    expect(breaths).toBeGreaterThan(kind === 'gzip' ? 5 : 11)
  })

  test('what breathe throws ends the reading and reaches the caller as it is', async () => {
    for (const bytes of [big, gzip(big)]) {
      await expect(read(bytes, { breathe: () => Promise.reject(new Problem('cancelled', 'stopped')) })).rejects.toMatchObject({ code: 'cancelled' })
      await expect(read(bytes, { onBytes: () => { throw new RangeError('a bug of the caller') } })).rejects.toThrow(RangeError)
    }
  })

  test('a file that vanishes while it is read is not called damaged', async () => {
    const vanishing = Object.assign(new Blob([big]), {
      slice: () => ({ arrayBuffer: () => Promise.resolve(big.slice(0, 1024).buffer), stream: () => new ReadableStream({ pull: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }) }),
    })
    await expect(readHealpix(vanishing, 'x')).rejects.toMatchObject({ code: 'unreadable-file', message: expect.stringMatching(/moved, changed or removed/) })
  })

  test('a gzip file that is cut short, corrupt, or has a wrong checksum or length is refused whole', async () => {
    const packed = gzip(big)
    const flipped = (at: number) => packed.map((byte, i) => (i === (at < 0 ? packed.length + at : at) ? byte ^ 0xff : byte))
    for (const bad of [packed.subarray(0, packed.length - 4), packed.subarray(0, 5000), packed.subarray(0, 12), flipped(-6), flipped(-2), flipped(3000)]) {
      const problem = await refusal(bad)
      expect(problem.code).toBe('unreadable-file')
      expect(problem.message).toMatch(/gzip file is damaged or cut short|damaged header|cut short/)
    }
  })

  test('a gzip bomb behind a map is stopped', async () => {
    await expect(refusal(gzip(join(mapFile([scalar(2)]), ascii('x'), new Uint8Array(2 ** 26 + 10_000))))).resolves.toMatchObject({ code: 'unsupported-file', message: expect.stringMatching(/more than 64 MiB/) })
  })

  test('an empty slice of a Blob is an empty file', async () => {
    await expect(readHealpix(blob(), 'nothing')).rejects.toMatchObject({ code: 'unreadable-file' })
  })
})
