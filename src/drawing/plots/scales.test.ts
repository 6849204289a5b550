import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linearScale, logScale } from './scales.ts'

test('both ends are in their places, whichever way the axis runs, and what lies beyond them goes on', () => {
  const up = linearScale([-2, 2], [100, 0])
  expect([-2, 0, 2, 3].map(up)).toEqual([100, 50, 0, -25])
  expect(up.invert(75)).toBe(-1)
})

test('equal factors are equal steps', () => {
  const scale = logScale([0.01, 1000], [0, 50])
  for (const [value, at] of [[0.01, 0], [0.1, 10], [1, 20], [1000, 50], [1e4, 60]] as const) {
    expect(scale(value)).toBeCloseTo(at, 10)
    expect(scale.invert(at) / value).toBeCloseTo(1, 10)
  }
})

test('a place leads back to its value', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  fc.assert(
    fc.property(number, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), number, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, span, from, length, t) => {
      // What rounding of either place may do, and no more.
      const scale = linearScale([a, a + span], [from, from + length])
      expect(Math.abs(scale.invert(scale(a + t * span)) - (a + t * span))).toBeLessThan(1e-14 * (Math.abs(a) + span + (span / length) * (Math.abs(from) + length)))
    }),
  )
})
