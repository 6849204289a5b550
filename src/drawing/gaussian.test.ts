import { expect, test } from 'vitest'
import { chanceBeyond, normalDensity } from './gaussian.ts'

// Made with Python's math.erfc(N / sqrt(2)).
test.each([
  [0, 1],
  [1, 0.317310507862914],
  [2, 0.04550026389635844],
  [2.5, 0.012419330651552278],
  [3, 0.0026997960632601913],
  [5, 5.733031437583892e-7],
  [8, 1.2441921148543639e-15],
])('chance puts a value farther from zero than %d with probability %d', (n, p) => {
  expect(Math.abs(chanceBeyond(n) / p - 1)).toBeLessThan(1e-12)
})

test('what lies beyond shrinks by twice the density', () => {
  const h = 1e-4
  for (const n of [0.3, 1, 2.4999, 2.5001, 4, 6]) {
    const slope = (chanceBeyond(n + h) - chanceBeyond(n - h)) / (2 * h)
    expect(Math.abs(slope / (-2 * normalDensity(n)) - 1)).toBeLessThan(1e-6)
  }
})
