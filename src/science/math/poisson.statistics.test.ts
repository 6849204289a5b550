/**
 * Fixed seeds, so that these either always pass or always fail. Limits are 5 standard errors (chance 6e−7 each by noise
 * alone; 60 comparisons) and, for χ², 5 standard deviations of the χ² distribution's normal approximation after Wilson & Hilferty.
 */
import { describe, expect, test } from 'vitest'
import { normal, uniform } from './philox.ts'
import { logPoissonProbability, poisson } from './poisson.ts'

const DRAWS = 400_000
const SIGMAS = 5

/** Mean, variance and third central moment of standardised draws, in units of their expected scatter. */
function pulls(draw: (i: number) => number, skewness: number, excess: number): [number, number, number] {
  let [one, two, three] = [0, 0, 0]
  for (let i = 0; i < DRAWS; i++) {
    const x = draw(i)
    one += x
    two += x * x
    three += x * x * x
  }
  const g = skewness
  const root = Math.sqrt(DRAWS)
  // About the true mean: Var x = 1, Var x² = 2 + excess; Var x³ = μ₆ − μ₃² is left to the caller, who knows the family.
  return [one / root, (two / DRAWS - 1) * root / Math.sqrt(2 + excess), (three / DRAWS - g) * root]
}

describe('draws from counters', () => {
  test('uniform numbers have the moments of the uniform distribution', () => {
    const width = Math.sqrt(12)
    const [mean, variance, third] = pulls((i) => (uniform({ seed: 1, stream: 0 }, i) - 0.5) * width, 0, -1.2)
    expect(Math.abs(mean)).toBeLessThan(SIGMAS)
    expect(Math.abs(variance)).toBeLessThan(SIGMAS)
    expect(Math.abs(third) / Math.sqrt(27 / 7)).toBeLessThan(SIGMAS)
  })

  test('normal numbers have the moments of the normal distribution', () => {
    const [mean, variance, third] = pulls((i) => normal({ seed: 2, stream: 0 }, i), 0, 0)
    expect(Math.abs(mean)).toBeLessThan(SIGMAS)
    expect(Math.abs(variance)).toBeLessThan(SIGMAS)
    expect(Math.abs(third) / Math.sqrt(15)).toBeLessThan(SIGMAS)
  })

  test('normal numbers of neighbouring indices, streams and seeds are uncorrelated', () => {
    let [index, stream, seed] = [0, 0, 0]
    for (let i = 0; i < DRAWS; i++) {
      const x = normal({ seed: 3, stream: 0 }, i)
      index += x * normal({ seed: 3, stream: 0 }, i + 1)
      stream += x * normal({ seed: 3, stream: 1 }, i)
      seed += x * normal({ seed: 4, stream: 0 }, i)
    }
    for (const sum of [index, stream, seed]) expect(Math.abs(sum) / Math.sqrt(DRAWS)).toBeLessThan(SIGMAS)
  })

  test('Poisson counts have mean λ, variance λ and third central moment λ, from 10⁻³ to 10¹²', () => {
    for (const mean of [1e-3, 0.1, 0.65, 3, 9.99, 10, 10.5, 30, 300, 1e4, 1e6, 1e9, 1e12]) {
      const sigma = Math.sqrt(mean)
      const [first, second, third] = pulls((i) => (poisson({ seed: 5, stream: 1 }, i, mean) - mean) / sigma, 1 / sigma, 1 / mean)
      // Sixth central moment of a Poisson variable: λ + 25λ² + 15λ³.
      const spread = Math.sqrt(15 + 25 / mean + 1 / mean ** 2 - 1 / mean)
      expect(Math.abs(first), `mean ${mean}`).toBeLessThan(SIGMAS)
      expect(Math.abs(second), `variance at ${mean}`).toBeLessThan(SIGMAS)
      expect(Math.abs(third) / spread, `skewness at ${mean}`).toBeLessThan(SIGMAS)
    }
  })

  test('the histogram of Poisson counts follows e^{−λ} λ^k / k!', () => {
    for (const mean of [0.05, 0.65, 3, 9.5, 10, 12, 40, 250]) {
      const counts = new Map<number, number>()
      for (let i = 0; i < DRAWS; i++) {
        const k = poisson({ seed: 6, stream: 2 }, i, mean)
        counts.set(k, (counts.get(k) ?? 0) + 1)
      }
      let [chi2, bins, expectedIn, seenIn] = [0, 0, 0, 0]
      for (const [k, seen] of counts) {
        const expected = DRAWS * Math.exp(logPoissonProbability(k, mean))
        if (expected < 20) continue
        chi2 += (seen - expected) ** 2 / expected
        expectedIn += expected
        seenIn += seen
        bins++
      }
      const rest = DRAWS - expectedIn
      if (rest > 20) chi2 += (DRAWS - seenIn - rest) ** 2 / rest
      const freedom = rest > 20 ? bins : bins - 1
      const deviate = (Math.cbrt(chi2 / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom))
      expect(deviate, `mean ${mean}: χ² = ${chi2} for ${freedom}`).toBeLessThan(SIGMAS)
      expect(deviate, `mean ${mean}: χ² = ${chi2} for ${freedom}`).toBeGreaterThan(-SIGMAS)
    }
  })
})
