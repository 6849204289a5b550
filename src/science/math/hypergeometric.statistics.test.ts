/**
 * Draws against the probabilities they should have: 100,000 each, fixed streams, χ² over values expected at least 10 times, bound at 4.5 standard deviations of
 * χ² (false alarm below 1e-4 for each of 7: χ² is skewed, at 20 degrees of freedom 4.5 of its deviations have the probability 9e-5).
 * The mutant, drawing with putting back (binomial), must fail where more than a few of all are taken.
 */
import { describe, expect, test } from 'vitest'
import { hypergeometric, logHypergeometricProbability } from './hypergeometric.ts'
import { logPoissonProbability } from './poisson.ts'

const DRAWS = 100_000

/** Distance of χ² from its expectation in its standard deviations. */
function chiSquare(counts: ReadonlyMap<number, number>, probability: (x: number) => number, from: number, to: number): number {
  let [chi2, bins, rest, restCount] = [0, -1, 1, DRAWS]
  for (let x = from; x <= to; x++) {
    const expected = DRAWS * probability(x)
    if (expected < 10) continue
    const n = counts.get(x) ?? 0
    chi2 += (n - expected) ** 2 / expected
    rest -= expected / DRAWS
    restCount -= n
    bins++
  }
  if (rest * DRAWS > 10) {
    chi2 += (restCount - DRAWS * rest) ** 2 / (DRAWS * rest)
    bins++
  }
  return (chi2 - bins) / Math.sqrt(2 * bins)
}

/** ln of the binomial probability, as two Poisson ones over a third. */
const logBinomial = (x: number, n: number, p: number) => logPoissonProbability(x, n * p) + logPoissonProbability(n - x, n * (1 - p)) - logPoissonProbability(n, n)

describe.each([
  [7, 5, 6, true], // inversion
  [30, 300, 60, true],
  [40, 60, 50, true], // ratios of uniforms
  [500, 300, 700, true], // more than half of each
  [1000, 1e9, 3e7, false],
  [5000, 5000, 5000, true],
  [2e9, 8e9, 4e3, false],
])('%d good and %d bad, %d taken', (good, bad, taken, crowded) => {
  test('come as often as they should', () => {
    const counts = new Map<number, number>()
    for (let i = 0; i < DRAWS; i++) {
      const x = hypergeometric({ seed: good + taken, stream: 17 }, i, good, bad, taken)
      counts.set(x, (counts.get(x) ?? 0) + 1)
    }
    const mean = (taken * good) / (good + bad)
    const [from, to] = [Math.max(0, taken - bad, Math.floor(mean - 8 * Math.sqrt(mean))), Math.min(good, taken, Math.ceil(mean + 8 * Math.sqrt(mean) + 8))]
    const right = chiSquare(counts, (x) => Math.exp(logHypergeometricProbability(x, good, bad, taken)), from, to)
    const wrong = chiSquare(counts, (x) => Math.exp(logBinomial(x, taken, good / (good + bad))), from, to)
    console.info(`${good} of ${good + bad}, ${taken} taken: χ² ${right.toFixed(2)}σ off, binomial ${wrong.toFixed(1)}σ`)
    expect(right).toBeLessThan(4.5)
    if (crowded) expect(wrong).toBeGreaterThan(4.5)
  })
})
