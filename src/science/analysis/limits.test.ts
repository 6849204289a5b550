import fc from 'fast-check'
import { expect, test } from 'vitest'
import { generousLimit, roundUp } from './limits.ts'

test('a round limit is never below the number and never above twice it', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (x) => {
      const limit = roundUp(x)
      expect(limit).toBeGreaterThanOrEqual(x * (1 - 1e-9))
      expect(limit).toBeLessThanOrEqual(x * 1.51)
    }),
  )
})

test('a round number stays itself', () => {
  for (const x of [1e-3, 2.5e-4, 8, 400, 1.5e-3]) expect(roundUp(x)).toBe(x)
})

test('one wild pixel in a thousand does not set the scale, unseen pixels count for nothing', () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => (i === 500 ? 1e6 : i % 2 === 0 ? 7.3e-4 : NaN))
  expect(generousLimit(values.map((x, i) => (i === 500 ? 7.3e-4 : x)))).toBe(8e-4)
  expect(generousLimit(Float64Array.from({ length: 1000 }, (_, i) => (i === 3 ? -1e6 : -7.3e-4)))).toBe(8e-4)
})

test('an empty or constant-zero map has a scale all the same', () => {
  expect(generousLimit(new Float64Array(4))).toBe(1)
  expect(generousLimit(Float64Array.of(NaN, NaN))).toBe(1)
})

test('the limit clips at most one pixel in five hundred, and would clip more were it the next smaller round number', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: false }), { minLength: 1, maxLength: 1200 }), (list) => {
      const values = Float64Array.from(list, (x) => (Math.abs(x) > 1e-290 && Math.abs(x) < 1e290 ? x : x === 0 ? 0 : NaN))
      const sizes = values.map(Math.abs).filter(Number.isFinite).sort()
      const limit = generousLimit(values)
      const reach = sizes.length === 0 ? 0 : sizes[Math.min(sizes.length - 1, Math.ceil(sizes.length * 0.998) - 1)]
      expect(limit).toBe(reach > 0 ? roundUp(reach) : 1)
      expect(sizes.filter((x) => x > limit * (1 + 1e-9)).length).toBeLessThanOrEqual(sizes.length * 0.002)
    }),
  )
})
