import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normal, normals, philox, POISSON, uniform, uniformPair, uniforms } from './philox.ts'
import { logPoissonProbability, poisson, poissonCounts } from './poisson.ts'

const words = (...args: [number, number, number, number, number, number]) => [...philox(...args, new Uint32Array(4))]

describe('Philox4x32-10', () => {
  test('gives the known answers published with Random123', () => {
    expect(words(0, 0, 0, 0, 0, 0)).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8])
    const f = 0xffffffff
    expect(words(f, f, f, f, f, f)).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd])
    expect(words(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0)).toEqual([0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1])
  })

  test('multiplies as 64-bit whole numbers do', () => {
    const word = fc.integer({ min: 0, max: 0xffffffff })
    fc.assert(
      fc.property(fc.tuple(word, word, word, word, word, word), (all) => {
        let [x0, x1, x2, x3, k0, k1] = all.map(BigInt) as [bigint, bigint, bigint, bigint, bigint, bigint]
        for (let round = 0; round < 10; round++) {
          const [a, b] = [0xd2511f53n * x0, 0xcd9e8d57n * x2]
          ;[x0, x1, x2, x3] = [(b >> 32n) ^ x1 ^ k0, b & 0xffffffffn, (a >> 32n) ^ x3 ^ k1, a & 0xffffffffn]
          ;[k0, k1] = [(k0 + 0x9e3779b9n) & 0xffffffffn, (k1 + 0xbb67ae85n) & 0xffffffffn]
        }
        expect(words(...all)).toEqual([x0, x1, x2, x3].map(Number))
      }),
    )
  })

  test('a draw does not depend on who draws it, or in what order', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat({ max: 50 }), (seed, stream, index) => {
        const key = { seed, stream }
        expect(uniforms(key, 0, new Float64Array(51))[index]).toBe(uniform(key, index))
        expect(normals(key, index - 7, new Float64Array(8))[7]).toBe(normal(key, index))
        expect(poissonCounts(key, new Float64Array(51).fill(33))[index]).toBe(poisson(key, index, 33))
      }),
    )
  })

  test('every bit of seed, stream and index counts', () => {
    const start = uniform({ seed: 5, stream: 7 }, 9)
    for (let bit = 0; bit < 52; bit++) {
      expect(uniform({ seed: 5 + 2 ** (bit + 1 > 52 ? 0 : bit + 1), stream: 7 }, 9)).not.toBe(start)
      expect(uniform({ seed: 5, stream: 7 }, 9 + 2 ** bit)).not.toBe(start)
      if (bit < 31) expect(uniform({ seed: 5, stream: 7 + 2 ** bit }, 9)).not.toBe(start)
    }
  })

  test('a count at a small mean is the inverse of the Poisson distribution at a uniform number, however small the mean', () => {
    const pair = new Float64Array(2)
    for (const mean of [0, 1e-300, 1e-16, 1e-9, 1e-3, 0.1, 0.9, 1, 3, 9.9]) {
      for (let i = 0; i < 3000; i++) {
        let [left, term, count] = [uniformPair({ seed: 8, stream: 3 }, i, POISSON, 0, pair)[0], Math.exp(-mean), 0]
        while (left > term) {
          left -= term
          term *= mean / ++count
        }
        expect(poisson({ seed: 8, stream: 3 }, i, mean)).toBe(count)
      }
    }
  })

  test('refuses seeds that are not whole numbers', () => {
    expect(() => uniforms({ seed: 0.5, stream: 0 }, 0, new Float64Array(1))).toThrow('seed')
    expect(() => poisson({ seed: 1, stream: 0 }, 0, -1)).toThrow('mean')
    expect(() => poisson({ seed: 1, stream: 0 }, 0, NaN)).toThrow('mean')
  })
})

describe('the Poisson probability', () => {
  test('sums to 1 over all counts', () => {
    for (const mean of [0.001, 0.7, 9, 10, 45, 1000, 1e6]) {
      const reach = 12 * Math.sqrt(mean) + 30
      let sum = 0
      for (let k = Math.max(0, Math.floor(mean - reach)); k < mean + reach; k++) sum += Math.exp(logPoissonProbability(k, mean))
      expect(Math.abs(sum - 1)).toBeLessThan(2e-13)
    }
  })

  test('obeys p(k+1)/p(k) = mean/(k+1), at 10¹² as well', () => {
    for (const [k, mean] of [[0, 0.3], [1, 0.3], [15, 20], [16, 20], [99, 90], [1e6 + 800, 1e6], [1e12 - 2e6, 1e12]]) {
      const ratio = logPoissonProbability(k + 1, mean) - logPoissonProbability(k, mean)
      expect(Math.abs(ratio - Math.log(mean / (k + 1)))).toBeLessThan(2e-13)
    }
  })
})
