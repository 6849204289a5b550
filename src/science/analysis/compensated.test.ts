import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addTo, addWeighted, emptySums, sumOf } from './compensated.ts'

test('keeps what plain addition loses beside large numbers, in either order', () => {
  for (const numbers of [[1, 1e100, 1, -1e100], [1e16, 1, 1, -1e16], [3, -1e30, 1e30, -1]]) {
    const sums = emptySums(2)
    for (const x of numbers) addTo(sums, 1, x)
    expect(sumOf(sums, 1)).toBe(2)
    expect(sumOf(sums, 0)).toBe(0)
  }
})

test('a weighted sum of whole numbers is exact, and does not look at pixels without weight', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: -(2 ** 20), max: 2 ** 20 })), { minLength: 3, maxLength: 60 }), (pairs) => {
    const weight = Float64Array.from(pairs, ([w]) => w)
    const map = Float64Array.from(pairs, ([w, x]) => (w === 0 ? NaN : x))
    const sums = emptySums(1)
    addTo(sums, 0, 2 ** 70) // leaves no room for a single digit of the sum
    addWeighted(sums, 0, weight, map, map, 0, 2)
    addWeighted(sums, 0, weight, map, map, 2, pairs.length)
    addTo(sums, 0, -(2 ** 70))
    expect(sumOf(sums, 0)).toBe(pairs.reduce((sum, [w, x]) => sum + w * x * x, 0))
  }))
})
