import { describe, expect, test } from 'vitest'
import type { CurveRead } from './curveFile.ts'
import { isCurve, readFile } from './healpixFile.ts'
import { type Cards, type TableColumn, ascii, blob, gzip, header, healpixTable, join, padding, primary, ramp } from './testing/fixtures.ts'
import { read, refusal } from './testing/reading.ts'
import { lines, utf8 } from './testing/texts.ts'
import { zip } from './testing/zips.ts'

const N = 7
const CL = Array.from({ length: N }, (_, l) => 1e-9 / (l + 1))
const BARE: Cards = { PIXTYPE: undefined, ORDERING: undefined, COORDSYS: undefined, NSIDE: undefined, FIRSTPIX: undefined, LASTPIX: undefined, INDXSCHM: undefined, OBJECT: undefined }
const column = (name: string, values: readonly number[], repeat = 1): TableColumn => ({ name, code: 'D', repeat, values })
const binary = (columns: readonly TableColumn[], cards: Cards = {}) => join(primary(), healpixTable(columns, { ...BARE, ...cards }))

async function curve(bytes: Uint8Array, name = 'cl.fits'): Promise<CurveRead> {
  const file = await readFile(blob(bytes), name)
  if (!isCurve(file)) throw new Error('read as a map')
  return file
}
const told = async (bytes: Uint8Array) => {
  const { l, cl, error } = await curve(bytes)
  return { l: [...l], cl: [...cl], error: error && [...error] }
}
const facts = async (bytes: Uint8Array) => Object.fromEntries((await curve(bytes)).facts.map(({ keyword, value }) => [keyword, value]))

/** A text table: fixed columns of 15 characters, as anafast writes them. */
function textTable(columns: readonly { name: string; values: readonly string[] }[], cards: Cards = {}): Uint8Array {
  const rows = columns[0].values.length
  const fields = Object.assign({}, ...columns.map(({ name }, c) => ({ [`TTYPE${c + 1}`]: name, [`TFORM${c + 1}`]: 'E15.7', [`TBCOL${c + 1}`]: 15 * c + 1 }))) as Cards
  const data = ascii(Array.from({ length: rows }, (_, row) => columns.map(({ values }) => values[row].padStart(15)).join('')).join(''))
  return join(primary(), header({ XTENSION: 'TABLE', BITPIX: 8, NAXIS: 2, NAXIS1: 15 * columns.length, NAXIS2: rows, PCOUNT: 0, GCOUNT: 1, TFIELDS: columns.length, ...fields, ...cards }), data, padding(data.length))
}

describe('C_l in FITS', () => {
  test('as healpy.write_cl leaves them: no l, no card of HEALPix; the first column is drawn', async () => {
    const bytes = binary([column('TEMPERATURE', CL), column('GRADIENT', CL.map((x) => 2 * x))], { CREATOR: 'healpy' })
    expect(await told(bytes)).toEqual({ l: [0, 1, 2, 3, 4, 5, 6], cl: CL, error: undefined })
    const { assumptions } = await curve(bytes)
    expect(assumptions[0]).toBe('The table has no column of l: its rows were taken for l = 0, 1, 2 ….')
    expect(await facts(bytes)).toEqual({ l: 'the number of the row', C_l: 'TEMPERATURE', 'other columns': 'GRADIENT' })
  })

  test('with l and an error, in any order, gzip-packed or in an archive', async () => {
    const bytes = binary([column('C_L_ERR', CL.map((x) => x / 10)), column('ELL', [2, 3, 5, 8, 13, 21, 34]), column('TT', CL)], { EXTNAME: 'MY POWER SPECTRUM' })
    for (const packed of [bytes, gzip(bytes), zip([{ name: 'cl.fits', bytes }])]) expect(await told(packed)).toEqual({ l: [2, 3, 5, 8, 13, 21, 34], cl: CL, error: CL.map((x) => x / 10) })
  })

  test('in one row of vectors', async () => {
    expect((await told(binary([column('TT', CL, N)]))).cl).toEqual(CL)
  })

  test('in a text table, with exponents in E and D and places left blank', async () => {
    const bytes = textTable([{ name: 'TEMPERATURE', values: ['  1.2345678E-10', '-2.5D+01', '', '3', '*', '6.', '.5'] }], { EXTNAME: 'ANALYSED AUTO POWER SPECTRUM', NSIDE: 32, TNULL1: '*' })
    expect((await told(bytes)).cl).toEqual([1.2345678e-10, -25, NaN, 3, NaN, 6, 0.5])
  })

  test('in a text table with TSCAL and TZERO', async () => {
    expect((await told(textTable([{ name: 'TT', values: ['1', '2', '-4'] }], { TSCAL1: 0.5, TZERO1: 3 }))).cl).toEqual([3.5, 4, 1])
  })

  test('a map in the same file is what is opened', async () => {
    const map = healpixTable([column('I', ramp(1))])
    const file = join(primary(), healpixTable([column('TT', CL)], BARE), map)
    expect((await read(file)).columns[0].name).toBe('I')
  })

  test('a map of TEMPERATURE with a card of HEALPix is no spectrum', async () => {
    expect((await read(binary([column('TEMPERATURE', ramp(1))], { NSIDE: 1 }))).geometry.nside).toBe(1)
  })
})

describe('C_l in text', () => {
  test.each<[string, string, number[] | undefined]>([
    ['named', `l,C_l,error\n${lines(CL.map((x, l) => `${l},${x},${x / 4}`))}`, CL.map((x) => x / 4)],
    ['named in a comment', `# ell Cl\n${lines(CL.map((x, l) => `${l} ${x}`))}`, undefined],
    ['without names', lines(CL.map((x, l) => `${l}\t${x}\t${x / 4}`)), CL.map((x) => x / 4)],
  ])('%s', async (_, text, error) => {
    const read1 = await told(utf8(text))
    expect(read1.l).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(read1.cl).toEqual(CL)
    expect(read1.error).toEqual(error)
  })

  test('without names it is said what was taken for what', async () => {
    expect((await curve(utf8(lines(CL.map((x, l) => `${l + 2} ${x}`))))).assumptions[0]).toMatch(/first, which counts up by one, was taken for l, the second for C_l/)
  })

  test('l and b are directions, not multipoles', async () => {
    expect((await refusal(utf8('l,b,flux\n1,2,3\n'))).message).toMatch(/looks like an event list or a catalogue: it has directions \(l, b\)/)
  })
})

describe('refused', () => {
  test.each<[string, string, string]>([
    ['multipoles that go down', 'l,cl\n2,1\n1,1\n', 'The multipoles of this table of C_l are damaged: row 2 has l = 1, where whole numbers from 0 up are needed, each larger than the one before.'],
    ['the same multipole twice', 'l,cl\n2,1\n2,1\n', 'The multipoles of this table of C_l are damaged: row 2 has l = 2, where whole numbers from 0 up are needed, each larger than the one before.'],
    ['multipoles with fractions', 'l,cl\n2.5,1\n3,1\n', 'The multipoles of this table of C_l are damaged: row 1 has l = 2.5, where whole numbers from 0 up are needed, each larger than the one before.'],
    ['l (l + 1) C_l', 'l,D_l\n2,1\n3,1\n', 'This table holds D_l, which is C_l times l (l + 1) and a factor; only C_l itself is drawn.'],
    ['no number', 'l,cl\n2,nan\n3,nan\n', 'This table of C_l holds no number.'],
    ['errors alone', 'l,error\n2,1\n3,1\n', 'This table of multipoles has no column of C_l.'],
  ])('%s', async (_, text, says) => {
    await expect(curve(utf8(text))).rejects.toMatchObject({ message: says, remedy: expect.stringMatching(/\.$/) })
  })

  test('a text table with letters among its numbers, or cut short, or with columns outside of its rows', async () => {
    const bad = textTable([{ name: 'TT', values: ['1', 'abc'] }])
    await expect(curve(bad)).rejects.toMatchObject({ message: 'This FITS file has a damaged header: row 2 of column 1 is "abc", which is no number.' })
    await expect(curve(textTable([{ name: 'TT', values: ['1', '2'] }]).subarray(0, 5770))).rejects.toMatchObject({ message: 'This table of C_l is cut short: it needs 30 bytes, but only 10 are there.' })
    await expect(curve(textTable([{ name: 'TT', values: ['1', '2'] }], { TBCOL1: 9 }))).rejects.toMatchObject({ message: 'This FITS file has a damaged header: column 1 lies outside of its rows.' })
    await expect(curve(binary([column('TT', CL)]).subarray(0, 5760 + 20))).rejects.toMatchObject({ message: 'This table of C_l is cut short: it needs 56 bytes, but only 20 are there.' })
  })

  test('where a map is wanted', async () => {
    await expect(read(binary([column('TT', CL)]))).rejects.toMatchObject({ code: 'unsupported-file', message: 'This is a table of C_l (an angular power spectrum), not a map.' })
  })
})
