import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numberIn, whyNoNumber } from './textNumber.ts'
import { gzip, join, ramp } from './testing/fixtures.ts'
import { read, refusal } from './testing/reading.ts'
import { lines, utf8, utf16 } from './testing/texts.ts'

const TWELVE = ramp(1)
const values = async (bytes: Uint8Array) => (await read(bytes, {}, 'map.csv')).columns.map((column) => [...column.values])
const factsOf = async (bytes: Uint8Array) => Object.fromEntries((await read(bytes)).facts.map(({ keyword, value }) => [keyword, value]))
/** pixel p has p/4 − 1 and 1000 p. */
const rows = (separator: string, point = '.') => TWELVE.map((p) => [p, String(p / 4 - 1).replace('.', point), `${p}e3`].join(separator))
const BOTH = [TWELVE.map((p) => p / 4 - 1), TWELVE.map((p) => 1000 * p)]

describe('numbers', () => {
  test('what a float prints is read back to the bit, with a point or with a comma', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(numberIn(String(x), '.')).toBe(x === 0 ? numberIn(String(x), '.') : x)
      expect(numberIn(String(x).replace('.', ','), ',')).toBe(numberIn(String(x), '.'))
    }))
    expect(['1.', '.5', '+3', '-0', '1D3', '2.5e-3'].map((text) => numberIn(text, '.'))).toEqual([1, 0.5, 3, -0, 1000, 0.0025])
  })

  test('words for nothing are NaN', () => {
    for (const word of ['', 'nan', 'NaN', '-nan', 'UNSEEN', 'NA', 'n/a', 'null', '--', 'masked']) expect(numberIn(word, '.')).toBeNaN()
    expect([numberIn('-inf', '.'), numberIn('Infinity', '.')]).toEqual([-Infinity, Infinity])
  })

  test.each([
    ['0x10', 'is hexadecimal'], ['1_000', 'has its digits in groups'], ['1,234,567', 'has its digits in groups'], ['1e400', 'is larger than any number here'],
    ['１２', 'has digits other than 0 to 9'], ['١٢', 'has digits other than 0 to 9'], ['1,5', 'has a decimal comma'], ['12:30:00', 'is an angle or time in sixties'],
    ['twelve', 'is not a number'], ['1 2', 'is not a number'], ['1e', 'is not a number'], ['e5', 'is not a number'], ['.', 'is not a number'], ['--1', 'is not a number'], ['true', 'is not a number'],
  ])('%s %s', (text, why) => {
    expect(numberIn(text, '.')).toBeUndefined()
    expect(whyNoNumber(text, '.')).toBe(why)
  })
})

describe('one value a line', () => {
  test.each<[string, string]>([['LF', '\n'], ['CR LF', '\r\n'], ['CR', '\r']])('lines that end in %s, with or without the last end', async (_, end) => {
    expect(await values(utf8(lines(TWELVE, end)))).toEqual([TWELVE])
    expect(await values(utf8(lines(TWELVE, end).slice(0, -end.length)))).toEqual([TWELVE])
  })

  test('in UTF-8 with a mark and in UTF-16 of both orders, which is shown', async () => {
    expect(await values(utf8(`\ufeff${lines(TWELVE)}`))).toEqual([TWELVE])
    for (const order of ['le', 'be'] as const) {
      expect(await values(utf16(lines(TWELVE), order))).toEqual([TWELVE])
      expect((await factsOf(utf16(lines(TWELVE), order)))['encoding']).toBe('UTF-16 with a byte-order mark')
    }
  })

  test('comments, blank lines and blanks around numbers change nothing; words for nothing are unseen', async () => {
    const text = `# a map\n\n  # π is fine here\n${lines(TWELVE.map((p) => (p === 3 ? '  nan ' : p === 4 ? 'UNSEEN' : p === 5 ? '-1.6375e+30' : p === 6 ? 'inf' : ` ${p}\t`)))}\n\n`
    const file = await read(utf8(text))
    expect([...file.columns[0].values]).toEqual(TWELVE.map((p) => (p >= 3 && p <= 6 ? NaN : p)))
    expect(file.warnings).toEqual(['Column 1 (column 1) is infinite in 1 pixel, which is treated as unseen.'])
    expect(file).toMatchObject({ geometry: { nside: 1 }, ordering: 'ring', orderingStated: false, frame: 'equatorial', frameStated: false, compressed: false })
    expect(file.assumptions).toEqual(['The table does not say how its pixels are ordered (no ORDERING comment): ring order was assumed.', 'The table does not say in which coordinates it is (no COORDSYS comment): equatorial was assumed.'])
  })

  test('a single name above the numbers names the column; so does numpy’s comment', async () => {
    expect((await read(utf8(`counts\n${lines(TWELVE)}`))).columns[0]).toMatchObject({ name: 'counts', format: 'text' })
    expect((await read(utf8(`# counts\n${lines(TWELVE)}`))).columns[0].name).toBe('counts')
  })

  test('a map longer than many blocks is complete, gzip-packed or not', async () => {
    const text = utf8(`# nside 64\n${lines(ramp(64).map((p) => p / 7))}`)
    expect(await values(text)).toEqual([ramp(64).map((p) => p / 7)])
    expect((await read(gzip(text))).columns[0].values.at(-1)).toBe(49151 / 7)
  })
})

describe('columns', () => {
  test.each<[string, string, string]>([[',', 'comma', '.'], [';', 'semicolon', '.'], ['\t', 'tab', '.'], ['  ', 'blanks', '.'], [', ', 'comma', '.'], [';', 'semicolon', ',']])(
    'between %j (%s), decimals marked by %j', async (separator, word, point) => {
      for (const name of ['pixel', 'ipix', 'hpx', 'PIX', 'index', 'healpix index', 'pixel_id']) {
        const text = utf8(`${[name.includes(' ') && word === 'blanks' ? `"${name}"` : name, 'delta', 'N'].join(separator)}\n${lines(rows(separator, point).toReversed())}`)
        const file = await read(text)
        expect(file.columns.map((column) => [...column.values])).toEqual(BOTH)
        expect(file.columns.map((column) => column.name)).toEqual(['delta', 'N'])
        const facts = await factsOf(text)
        expect([facts['separator'], facts['decimal mark'], facts['line 1']]).toEqual([word, point === '.' ? 'point' : 'comma', `${name}, delta, N`])
      }
    })

  test('pixels that are not listed are unobserved; NSIDE comes from a comment', async () => {
    const file = await read(utf8('# nside 2\n# ordering = NESTED, coordsys: G\npix,N\n47,5\n0,7\n'))
    expect(file).toMatchObject({ geometry: { nside: 2 }, ordering: 'nested', orderingStated: true, frame: 'galactic', frameStated: true })
    expect([...file.columns[0].values].flatMap((x, p) => (Number.isNaN(x) ? [] : [[p, x]]))).toEqual([[0, 7], [47, 5]])
    expect(file.facts.find(({ keyword }) => keyword === 'pix')).toEqual({ keyword: 'pix', value: 'column 1, 2 pixels listed', usedAs: 'the places of the values: NSIDE 2, pixels that are not listed count as unobserved' })
    expect(file.facts.find(({ keyword }) => keyword === 'comments')!.usedAs).toBe('they state NSIDE 2, ORDERING NESTED, COORDSYS G')
  })

  test('an astropy header does not disturb', async () => {
    const yaml = '# %ECSV 1.0\n# ---\n# datatype:\n# - {name: pixel, datatype: int64}\n# - {name: "delta", unit: "1", datatype: float64}\n# - {name: N, datatype: int64}\n# meta: !!omap\n# - {NSIDE: 1}\n# - {ORDERING: RING}\n# - {COORDSYS: C}\n'
    const file = await read(utf8(`${yaml}pixel delta N\n${lines(rows(' '))}`))
    expect(file.columns.map((column) => [...column.values])).toEqual(BOTH)
    expect(file).toMatchObject({ orderingStated: true, frameStated: true, frame: 'equatorial' })
  })

  test('without names, every column is a map; numpy’s comment may name them', async () => {
    expect(await values(utf8(lines(rows(' ').toReversed())))).toEqual([TWELVE, ...BOTH].map((column) => column.toReversed()))
    expect((await read(utf8(`# pixel delta N\n${lines(rows(' '))}`))).columns.map(({ name }) => name)).toEqual(['delta', 'N'])
    expect((await read(utf8(`# total 12 pixels\n${lines(rows(' ').toReversed())}`))).columns.map(({ name }) => name)).toEqual(['column 1', 'column 2', 'column 3'])
  })

  test('quoted fields may hold separators, quotes and line ends; blank and repeated names are harmless', async () => {
    const text = `"pixel","N, ""raw""\nof the day",,__proto__,__proto__\n${lines(TWELVE.map((p) => `${p},"${p + 1}",2,3,4`))}`
    const file = await read(utf8(text))
    expect(file.columns.map(({ name }) => name)).toEqual(['N, "raw"⟨0A⟩of the day', 'column 3', '__proto__', '__proto__'])
    expect([...file.columns[0].values]).toEqual(TWELVE.map((p) => p + 1))
    expect((await refusal(utf8(`${text}x,1,1,1,1\n`))).message).toMatch(/line 15 \("x" in column 1 is not a number\)/)
  })

  test('only the columns that are wanted have values', async () => {
    const file = await read(utf8(`N,pixel,delta\n${lines(TWELVE.map((p) => `${p},${11 - p},${-p}`))}`), { only: [1] })
    expect(file.columns.map(({ values: v }) => [...v])).toEqual([[], TWELVE.map((p) => p - 11)])
  })

  test('whole numbers beyond 2⁵³ are told', async () => {
    expect((await read(utf8(lines(TWELVE.map(() => '9007199254740995'))))).warnings.join()).toMatch(/12 whole numbers beyond/)
  })
})

const PIXELS = 'pixel,N\n'
const twelve = (separator = ',') => lines(TWELVE.map((p) => `${p}${separator}1`))

describe('refused', () => {
  test.each<[string, string, string]>([
    ['decimal commas under two names', lines(['a,b', ...TWELVE.map(() => '10,5,20,25')]), 'This text table has 12 lines that cannot be read: line 2 has 4 fields instead of 2 (decimal commas?); line 3'],
    ['decimal commas without names', lines(TWELVE.map((p) => `0,${p}`)), 'This text table can be read in two ways: "0,0" may be two whole numbers, or one number with a decimal comma or with its digits in groups.'],
    ['pixels or multipoles', lines(ramp(4).map((p) => `${p} 0.5`)), 'This text table can be read in two ways: its first column counts from 0 to 191, which may be pixel numbers of NSIDE 4 or the multipoles l of a spectrum.'],
    ['digits in groups', lines(TWELVE.map(() => '1,234')), 'This text table can be read in two ways: "1,234" may be two whole numbers, or one number with a decimal comma or with its digits in groups.'],
    ['decimal commas among blanks', lines(TWELVE.map((p) => `${p} 1,5`)), 'This text table has 12 lines that cannot be read'],
    ['decimal commas between tabs', `pixel\tN\n${twelve('\t')}3\t1,5\n`, 'This text table has 1 line that cannot be read: line 14 ("1,5" in column 2 has a decimal comma).'],
    ['hexadecimal', `${PIXELS}${twelve()}12,0x10\n`, 'This text table has 1 line that cannot be read: line 14 ("0x10" in column 2 is hexadecimal).'],
    ['grouped by underscores', `${lines(TWELVE.slice(1))}1_000\n`, 'This text table has 1 line that cannot be read: line 12 ("1_000" has its digits in groups).'],
    ['beyond all numbers', `${lines(TWELVE.slice(1))}1e400\n`, 'This text table has 1 line that cannot be read: line 12 ("1e400" is larger than any number here).'],
    ['full-width digits', `${lines(TWELVE.slice(1))}１２\n`, 'This text table has 1 line that cannot be read: line 12 ("１２" has digits other than 0 to 9).'],
    ['ragged rows', `${PIXELS}${twelve()}1,2,3\n4\n`, 'This text table has 2 lines that cannot be read: line 14 has 3 fields instead of 2; line 15 has 1 field instead of 2.'],
    ['a second header', `${PIXELS}${twelve()}pixel,N\n`, 'This text table has 1 line that cannot be read: line 14 ("pixel" in column 1 is not a number).'],
    ['many bad lines', `${lines(TWELVE)}${lines(Array.from({ length: 30 }, () => 'x'))}`, 'This text table has at least 20 lines that cannot be read: line 13 ("x" is not a number); line 14 ("x" is not a number); line 15 ("x" is not a number); the same holds for lines 16; 17; 18; 19; 20; 21; 22; 23; 24; 25; 26; 27; 28; 29; 30; 31; 32.'],
    ['zero bytes', `${lines(TWELVE.slice(1))}1${' '.repeat(2000)}\0\n`, 'This text has zero bytes, the first in line 12: it is no plain text, or UTF-16 that does not say so.'],
    ['an unclosed quote', `pixel,"N\n${twelve()}`, 'This text table opens a quote (") in line 1 that is never closed, so nobody knows where its fields end.'],
    ['a line of 200 kB', `${lines(TWELVE)}${'1'.repeat(200_000)}`, 'This text table has more than 65,536 characters in line 13, where one pixel has a line.'],
    ['20,000 columns', lines(TWELVE.map(() => '1,'.repeat(20_000))), 'This text table has 20,001 columns; 999 are the most that are read.'],
    ['an event list', 'RA,Dec,energy\n10.2,-5.1,8.9\n11,2,3\n', 'This text table looks like an event list or a catalogue: it has directions (RA, Dec) and no column of pixel numbers; event lists are not read yet.'],
    ['a catalogue in Galactic coordinates', 'name\tglon\tglat\n1\t2\t3\n', 'This text table looks like an event list or a catalogue: it has directions (glon, glat) and no column of pixel numbers; event lists are not read yet.'],
    ['another number of lines', lines(ramp(1).slice(1)), 'This text table is no map of the whole sky: 11 values, and 11 is not 12·NSIDE² for any NSIDE (nearest: 12 = NSIDE 1; 1 value missing).'],
    ['events without names', lines(['# Auger', '2004 1.5 2.5', '2005 1.5 2.5']), 'This text table is no map of the whole sky: 2 rows of 3 columns, and 2 is not 12·NSIDE² for any NSIDE (nearest: 12 = NSIDE 1; 10 values missing).'],
    ['no NSIDE', 'pixel,N\n3,4\n', 'This text table lists 1 pixel and does not say of which NSIDE, so they have no known place.'],
    ['an NSIDE that is none', `# nside = 1.5\n${lines(TWELVE)}`, 'This text table says NSIDE = 1.5; NSIDE is a whole number from 1 up, so its pixels have no known place.'],
    ['another NSIDE', `# nside = 2\n${lines(TWELVE)}`, 'This text table contradicts itself: a comment says NSIDE = 2, which is 48 pixels, but it holds 12 rows, which is NSIDE 1.'],
    ['an order that is none', `# ordering = spiral\n${lines(TWELVE)}`, "This text table says ORDERING = 'SPIRAL', which is neither RING nor NESTED, so its pixels have no known place."],
    ['nested without a power of two', `# ordering = nested\n${lines(ramp(3))}`, 'This text table says ORDERING = NESTED with NSIDE = 3, which is not a power of two; the nested order exists for powers of two only.'],
    ['local coordinates', `# coordsys: L\n${lines(TWELVE)}`, "This text table is in local (horizon) coordinates (COORDSYS = 'L'), which turn with the Earth; only maps of the sky are read."],
    ['a pixel twice', `# nside 1\n${PIXELS}3,1\n3,1\n`, 'The pixel numbers of this text table are damaged: pixel 3 is listed twice, so nobody knows where the values belong.'],
    ['a pixel too far', `# nside 1\n${PIXELS}12,1\n`, 'The pixel numbers of this text table are damaged: entry 1 is 12, where 0 to 11 exist, so nobody knows where the values belong.'],
    ['more pixels than there are', `# nside 1\n${PIXELS}${twelve()}3,1\n`, 'This text table lists 13 pixels, where NSIDE 1 has 12.'],
    ['a giant NSIDE', `# nside 8192\n${PIXELS}3,1\n`, 'This HEALPix map is too large: NSIDE 8,192 × 1 column would need 6.4 GB of memory, and the limit here is 0.4 GB.'],
    ['pixels without values', `pixel\n${lines(TWELVE)}`, 'This text table lists pixel numbers and no values.'],
    ['nothing but nan', lines(TWELVE.map(() => 'nan')), 'This HEALPix map is empty: every pixel of every column is marked as unseen, so nothing was observed.'],
    ['prose', 'This is not a map.\nReally not.\n', 'This is a text without a table of numbers in its first 64 kB.'],
    ['comments only', '# one\n# two\n', 'This text holds no numbers: its first 64 kB are comments or blanks.'],
  ])('%s', async (_, text, says) => {
    const problem = await refusal(utf8(text), 'map.csv')
    expect(problem.message.slice(0, says.length + (says.endsWith('.') ? 99 : 0))).toBe(says)
    expect(problem.remedy).toMatch(/^[A-Z].*[.;)]$/s)
  })

  test('a gzip file with a damaged end publishes nothing', async () => {
    const packed = gzip(utf8(lines(TWELVE)))
    expect((await refusal(packed.subarray(0, -4))).message).toMatch(/gzip file is damaged/)
  })

  test('60 MB without a line end are refused after the first 200 kB', async () => {
    let seen = 0
    const long = join(...Array.from({ length: 60 }, () => new Uint8Array(1e6).fill(0x31)))
    await expect(read(long, { onBytes: (chunk) => void (seen += chunk.length) })).rejects.toMatchObject({ code: 'unsupported-file' })
    expect(seen).toBeLessThan(400_000)
  })
})
