import fc from 'fast-check'
import { expect, test } from 'vitest'
import { read } from './testing/reading.ts'
import { ramp } from './testing/fixtures.ts'
import { healpixParts, type WrittenMap, writeHealpix } from './writeHealpix.ts'

const column = (nside: number, name = 'I', unit = '') => ({ name, unit, values: Float64Array.from(ramp(nside), (x) => Math.sin(x) * 1e-3) })
const cardsOf = (file: Uint8Array): string[] => new TextDecoder('latin1').decode(file.subarray(2880)).match(/.{80}/gs) ?? []
const headerOf = (map: WrittenMap): string[] => {
  const cards = cardsOf(writeHealpix(map))
  return cards.slice(0, cards.findIndex((card) => card.trimEnd() === 'END')).map((card) => card.trimEnd())
}

test('the bytes are the header, the numbers and the padding that the standard asks for', () => {
  const file = writeHealpix({ nside: 1, columns: [{ name: 'I', unit: '', values: Float64Array.from({ length: 12 }, (_, i) => (i === 3 ? NaN : i)) }] })
  expect(file.length % 2880).toBe(0)
  expect(new TextDecoder().decode(file.subarray(0, 160))).toBe(
    'SIMPLE  =                    T / conforms to the FITS standard                  BITPIX  =                    8 / bytes                                          ',
  )
  const view = new DataView(file.buffer, 5760)
  expect(Array.from({ length: 12 }, (_, i) => view.getFloat64(8 * i))).toEqual([0, 1, 2, -1.6375e30, 4, 5, 6, 7, 8, 9, 10, 11])
  expect(file.subarray(5760 + 96).every((byte) => byte === 0)).toBe(true)
})

test('what is written is read back bit by bit: numbers, unseen pixels, names, units', async () => {
  const value = fc.oneof({ weight: 5, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) }, fc.constant(NaN))
  const map = fc.tuple(fc.constantFrom(1, 2, 3, 16), fc.integer({ min: 1, max: 3 }), fc.array(value, { minLength: 5, maxLength: 40 }))
  await fc.assert(
    fc.asyncProperty(map, async ([nside, count, some]) => {
      const usable = some.map((x) => (Math.abs(x + 1.6375e30) < 1e26 ? 0 : x + 0))
      usable[0] = 1
      const columns = Array.from({ length: count }, (_, c) => ({ name: `C${c}`, unit: c === 0 ? '' : 'TeV', values: Float64Array.from(ramp(nside), (i) => usable[(i + c) % usable.length]) }))
      const file = await read(writeHealpix({ nside, columns }))
      expect(file).toMatchObject({ geometry: { nside }, ordering: 'ring', orderingStated: true, frame: 'equatorial', frameStated: true, warnings: [], assumptions: [] })
      expect(file.columns.map(({ name, unit, format }) => ({ name, unit, format }))).toEqual(columns.map(({ name, unit }) => ({ name, unit, format: nside === 16 ? '1024D' : '1D' })))
      columns.forEach(({ values }, c) => expect([...file.columns[c].values]).toEqual([...values]))
    }),
    { seed: 2, numRuns: 60 },
  )
})

test('the header says what healpy looks for', () => {
  const header = headerOf({ nside: 16, columns: [column(16, 'relative intensity', '1')] })
  for (const start of ["PIXTYPE = 'HEALPIX '", "ORDERING= 'RING    '", "COORDSYS= 'C       '", 'NSIDE   =                   16', 'FIRSTPIX=                    0', 'LASTPIX =                 3071', "INDXSCHM= 'IMPLICIT'", "OBJECT  = 'FULLSKY '", "TFORM1  = '1024D   '", "TTYPE1  = 'relative intensity'"]) {
    expect(header.filter((card) => card.startsWith(start))).toHaveLength(1)
  }
})

test('the same map is the same bytes, and no date is among them', () => {
  const map = { nside: 4, columns: [column(4)], comments: ['smoothed by 10°'] }
  expect(writeHealpix(map)).toEqual(writeHealpix(map))
  expect(headerOf(map).join()).not.toMatch(/DATE|20\d\d-/)
})

test('columns keep their own precision, and a name says what it means', async () => {
  const map: WrittenMap = {
    nside: 1,
    columns: [
      { name: 'A', unit: '', meaning: 'I / <I> - 1', values: Float32Array.from({ length: 12 }, (_, i) => (i === 3 ? NaN : i / 3)) },
      { name: 'B', unit: 'count', values: Float64Array.from({ length: 12 }, (_, i) => i / 3) },
    ],
  }
  const header = headerOf(map)
  expect(header).toEqual(expect.arrayContaining(["TTYPE1  = 'A       ' / I / <I> - 1", "TFORM1  = '1E      '", "TFORM2  = '1D      '", "TUNIT2  = 'count   '", 'NAXIS1  =                   12 / bytes in a row']))
  const view = new DataView(writeHealpix(map).buffer, 5760)
  expect([view.getFloat32(12), view.getFloat64(16), view.getFloat32(3 * 12)]).toEqual([Math.fround(1 / 3), 1 / 3, Math.fround(-1.6375e30)])
  const { columns } = await read(writeHealpix(map))
  expect([...columns[0]!.values]).toEqual([...map.columns[0]!.values])
})

test('a file in pieces, however they are cut, is the file', () => {
  const map = { nside: 32, columns: [column(32), { name: 'S', unit: '', values: Float32Array.from(ramp(32)) }], comments: ['x'] }
  const { header, rows, write, padding } = healpixParts(map)
  expect(rows).toBe(12)
  const pieces = [header, write(0, 1), write(1, 8), write(8, 8), write(8, 12), padding]
  expect(Buffer.concat(pieces).equals(writeHealpix(map))).toBe(true)
})

test('long history is wrapped at blanks and nothing of it is lost', () => {
  const text = Array.from({ length: 60 }, (_, i) => `word${i}`).join(' ')
  const lines = headerOf({ nside: 1, columns: [column(1)], comments: [text, 'x'.repeat(200), 'two\nlines', ''] }).filter((card) => card.startsWith('HISTORY'))
  expect(lines.every((line) => line.length <= 80)).toBe(true)
  const said = lines.map((line) => line.slice(9))
  expect(said.slice(0, -6).join(' ')).toBe(text)
  expect(said.slice(-6)).toEqual(['x'.repeat(71), 'x'.repeat(71), 'x'.repeat(58), 'two', 'lines', ''])
})

test('whatever is said in comments and names, the file holds printable ASCII', () => {
  const header = headerOf({
    nside: 1,
    columns: [column(1, 'δI', 'it’s')],
    comments: ['a\u202eb', 'tab\there', '\u{1f30c}'],
    cards: [{ keyword: 'ORIGIN', value: "Anisky's ✓", comment: '✓' }, { keyword: 'RADIUS', value: 1.5e-7 }, { keyword: 'ZONAL', value: false }],
  })
  expect(header.join('')).toMatch(/^[\x20-\x7e]*$/)
  expect(header).toContain("TTYPE1  = '\\u03b4I '")
  expect(header).toContain('HISTORY  a\\u202eb')
  expect(header).toContain('HISTORY  \\u{1f30c}')
  expect(header).toContain("ORIGIN  = 'Anisky''s \\u2713' / \\u2713")
  expect(header).toContain('RADIUS  =               1.5E-7')
  expect(header).toContain('ZONAL   =                    F')
})

test.each([
  ['a short column', { nside: 2, columns: [column(1)] }],
  ['no column', { nside: 1, columns: [] }],
  ['an infinite value', { nside: 1, columns: [{ name: 'I', unit: '', values: new Float64Array(12).fill(Infinity) }] }],
  ['a keyword FITS cannot hold', { nside: 1, columns: [column(1)], cards: [{ keyword: 'too long a word', value: 1 }] }],
  ['a text FITS cannot hold', { nside: 1, columns: [column(1)], cards: [{ keyword: 'LONG', value: 'x'.repeat(69) }] }],
  ['a number FITS cannot hold', { nside: 1, columns: [column(1)], cards: [{ keyword: 'NAN', value: NaN }] }],
])('%s is refused', (_, map) => {
  expect(() => writeHealpix(map)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
})
