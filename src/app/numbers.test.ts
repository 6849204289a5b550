import { describe, expect, test } from 'vitest'
import { byteSize, declinationRange, duration, scientific } from './numbers.ts'

describe('numbers as a physicist writes them', () => {
  test.each([
    [4.9e10, '4.9 × 10¹⁰'],
    [-8.1e-4, '−8.1 × 10⁻⁴'],
    [147_473, '147,473'],
    [0, '0'],
    [1e-3, '1.0 × 10⁻³'],
    [NaN, '—'],
  ])('%d reads %s', (x, text) => expect(scientific(x)).toBe(text))

  test('ranges, sizes and times are short', () => {
    expect(declinationRange([-26, 64])).toBe('−26° … +64°')
    expect([byteSize(17), byteSize(1_572_864), byteSize(42_000_000)]).toEqual(['17 bytes', '1.6 MB', '42 MB'])
    expect([duration(1.62), duration(41.3), duration(2380)]).toEqual(['1.6 ms', '41 ms', '2.4 s'])
  })
})
