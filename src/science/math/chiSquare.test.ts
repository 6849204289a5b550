import { describe, expect, test } from 'vitest'
import { chiSquareTail } from './chiSquare.ts'

/** e^{−x/2} Σ_{j<k} (x/2)^j/j! for 2k degrees of freedom. */
const even = (x: number, k: number): number => {
  let [term, sum] = [Math.exp(-x / 2), 0]
  for (let j = 0; j < k; j++) {
    sum += term
    term *= x / 2 / (j + 1)
  }
  return sum
}

describe('the tail of χ²', () => {
  test.each([1, 2, 5, 20, 100, 250])('is a Poisson sum for %i × 2 degrees of freedom, on both sides of the mean', (k) => {
    for (const x of [0.01, 0.5, 0.9, 0.99, 1, 1.01, 1.1, 1.5, 2].map((share) => share * 2 * k)) expect(chiSquareTail(x, 2 * k) / even(x, k)).toBeCloseTo(1, 11)
  })

  test('is two tails of a normal deviate for one degree of freedom', () => {
    // 68.27 %, 95.45 %, 99.73 % lie within 1, 2, 3 σ.
    const wanted = [0.31731050786291415, 0.04550026389635842, 0.002699796063260189]
    wanted.forEach((p, i) => expect(chiSquareTail((i + 1) ** 2, 1) / p).toBeCloseTo(1, 12))
  })

  test('is that of a normal deviate to first order for very many, whole or not', () => {
    // Wilson and Hilferty: (χ²/ν)^⅓ is normal about 1 − 2/9ν with variance 2/9ν; 0.158655… lies above 1 σ.
    for (const nu of [3000, 4000.5, 100000.25]) {
      const s = 2 / (9 * nu)
      expect(chiSquareTail(nu * (1 - s + Math.sqrt(s)) ** 3, nu)).toBeCloseTo(0.15865525393145707, 5)
      expect(chiSquareTail(nu * (1 - s) ** 3, nu)).toBeCloseTo(0.5, 5)
    }
  })

  test('is 1 for nothing, and 0 where it cannot be told from it', () => {
    expect(chiSquareTail(0, 5)).toBe(1)
    expect(chiSquareTail(1e5, 10)).toBe(0)
  })
})
