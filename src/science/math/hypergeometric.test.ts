import { describe, expect, test } from 'vitest'
import { hypergeometric, logHypergeometricProbability } from './hypergeometric.ts'

/** x of `good` and taken − x of `bad`, among all ways to take: in whole numbers. */
function choose(n: bigint, k: bigint): bigint {
  let out = 1n
  for (let i = 1n; i <= k; i++) out = (out * (n - k + i)) / i
  return out
}

describe('the hypergeometric probability', () => {
  test.each([[5, 7, 4], [1, 1, 1], [20, 3, 10], [40, 60, 50]])('of %d good, %d bad and %d taken is the share of all ways', (good, bad, taken) => {
    for (let x = 0; x <= Math.min(good, taken); x++) {
      const ways = taken - x > bad ? 0n : choose(BigInt(good), BigInt(x)) * choose(BigInt(bad), BigInt(taken - x))
      const wanted = Number((ways * 10n ** 40n) / choose(BigInt(good + bad), BigInt(taken))) / 1e40
      expect(Math.abs(Math.exp(logHypergeometricProbability(x, good, bad, taken)) - wanted)).toBeLessThan(1e-13)
    }
  })

  test('adds to 1 among 10⁹ and more, where factorials have lost their digits', () => {
    for (const [good, bad, taken] of [[4e9, 6e9, 1e6], [1e5, 1e12, 3e8]]) {
      const mean = (good / (good + bad)) * taken
      const reach = Math.ceil(9 * Math.sqrt(mean))
      let sum = 0
      for (let x = Math.max(0, Math.floor(mean) - reach); x <= mean + reach; x++) sum += Math.exp(logHypergeometricProbability(x, good, bad, taken))
      expect(sum).toBeCloseTo(1, 9)
    }
  })

  test('is 0 where it cannot be, and 1 where it must', () => {
    expect(logHypergeometricProbability(3, 2, 5, 4)).toBe(-Infinity)
    expect(logHypergeometricProbability(0, 5, 2, 4)).toBe(-Infinity)
    expect(logHypergeometricProbability(0, 0, 0, 0)).toBe(0)
  })
})

describe('a draw', () => {
  const draws = { seed: 4, stream: 2 }

  test('is the same for the same number of the same stream, and lies within what there is', () => {
    for (let i = 0; i < 500; i++) {
      const [good, bad] = [(i * 37) % 101, (i * 53) % 89]
      const taken = (i * 29) % (good + bad + 1)
      const x = hypergeometric(draws, i, good, bad, taken)
      expect(x).toBe(hypergeometric(draws, i, good, bad, taken))
      expect(Number.isInteger(x) && x >= Math.max(0, taken - bad) && x <= Math.min(good, taken)).toBe(true)
    }
  })

  test('takes all or nothing where there is no choice', () => {
    expect([hypergeometric(draws, 1, 0, 9, 4), hypergeometric(draws, 1, 9, 0, 4), hypergeometric(draws, 1, 9, 5, 14), hypergeometric(draws, 1, 9, 5, 0), hypergeometric(draws, 1, 0, 0, 0)]).toEqual([0, 4, 9, 0, 0])
    expect(() => hypergeometric(draws, 1, 3, 3, 7)).toThrow(/at most all/)
  })
})
