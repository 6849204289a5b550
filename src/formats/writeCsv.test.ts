import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numbersOf, parseCsv } from './testing/csv.ts'
import { csvHead, csvRows, csvText } from './writeCsv.ts'

test('a table is comments, names and rows, to the byte', () => {
  expect(csvText({ comments: ['Spectrum', 'δI — α'], columns: [{ name: 'l', values: [1, 2] }, { name: 'cl', values: Float64Array.of(1e-7, NaN) }, { name: 'unit', values: ['sr', 'a "b", c'] }] })).toBe(
    '# Spectrum\r\n# δI — α\r\nl,cl,unit\r\n1,1e-7,sr\r\n2,,"a ""b"", c"\r\n',
  )
})

test('numbers are read back to the last bit, and what is not a number as an empty cell', () => {
  const column = fc.array(fc.oneof(fc.double(), fc.constantFrom(-0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2)), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(column, (values) => {
      const parsed = parseCsv(csvText({ comments: [], columns: [{ name: 'x', values }, { name: 'y', values: Float64Array.from(values) }] }))
      expect(numbersOf(parsed, 'x')).toEqual(values)
      expect(numbersOf(parsed, 'y')).toEqual(values)
    }),
  )
})

test('a text is one cell whatever it says, and no program takes it for a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ',', '"', 'a\r\nb,c', '', "'", '\u202egnp')), { minLength: 1, maxLength: 8 }), (texts) => {
      const parsed = parseCsv(csvText({ comments: texts, columns: [{ name: 'text', values: texts }, { name: 'row', values: texts.map((_, i) => i) }] }))
      expect(parsed.comments).toHaveLength(texts.length)
      expect(numbersOf(parsed, 'row')).toEqual(texts.map((_, i) => i))
      for (const [cell] of parsed.rows) {
        expect(cell).not.toMatch(/^[=+\-@\t\r]/)
        expect(cell).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]*$/u)
      }
      texts.forEach((text, i) => {
        if (/^[\x20-\x7e]{1,80}$/.test(text)) expect(parsed.rows[i]![0]).toBe(/^[=+\-@]/.test(text) ? `'${text}` : text)
      })
    }),
  )
})

test('a table in pieces is the table', () => {
  const columns = [{ name: 'a', values: Float64Array.from({ length: 10 }, (_, i) => i / 3) }, { name: 'b', values: 'abcdefghij'.split('') }]
  expect(csvHead(['c'], columns) + csvRows(columns, 0, 4) + csvRows(columns, 4, 10)).toBe(csvText({ comments: ['c'], columns }))
})
