/**
 * Seeds 1 … N are fixed, so nothing flickers; the bounds are 4 standard errors, two-sided: a false alarm has the probability
 * 6.3e-5 per bound. The same bounds are held against wrong estimators, which must break them.
 */
import { describe, expect, test } from 'vitest'
import { normal } from '../math/philox.ts'
import { poisson } from '../math/poisson.ts'
import { ringMeanReference } from '../reconstruction/ringMean.ts'
import { ringsOf } from '../sphere/rings.ts'
import { cholesky, choleskySolve } from './cholesky.ts'
import { dipoleOf } from './dipole.ts'
import { fitMultipoles } from './multipoleFit.ts'
import { multipoleModel } from './multipoleModel.ts'
import type { Term } from './terms.ts'
import { band, forPixels } from './testing/skies.ts'

const rings = ringsOf({ kind: 'healpix', nside: 16 })
const relative = (counts: Float64Array, expected: Float64Array) => counts.map((n, p) => n / expected[p] - 1)

/** dᵀ C⁻¹ d */
function chiSquare(difference: Float64Array, covariance: Float64Array): number {
  const n = difference.length
  const solved = choleskySolve(cholesky(covariance, n)!, n, difference.slice())
  return difference.reduce((sum, d, i) => sum + d * solved[i], 0)
}

test('a_lm injected into 1,000 cut Poisson skies come back with the errors and correlations that the covariance states', () => {
  const SKIES = 1000
  const seen = band(rings, -41, 79)
  const exposure = new Float64Array(rings.pixels)
  forPixels(rings, (p, ring) => (exposure[p] = seen[p] ? 30 * (1 + 0.8 * rings.sinDelta[ring]) : NaN))
  const seenPixels = seen.reduce((sum, s) => sum + s, 0)
  const terms: Term[] = [1, 2, 3].flatMap((l) =>
    Array.from({ length: l }, (_, i) => i + 1).flatMap((m): Term[] => [{ l, m, part: 're' }, { l, m, part: 'im' }]))
  let pooled = 0
  let mutant = 0
  for (let sky = 1; sky <= SKIES; sky++) {
    const [signal, noise] = [{ seed: sky, stream: 1 }, { seed: sky, stream: 2 }]
    const truth = Float64Array.from(terms, (_, i) => 0.01 * normal(signal, i))
    const field = multipoleModel(rings, terms, truth)
    const counts = exposure.map((b, p) => (seen[p] ? poisson(noise, p, b * (1 + field[p])) : NaN))
    const reference = ringMeanReference(rings, counts)
    const value = relative(counts, reference)
    const fit = fitMultipoles(rings, value, reference, [1, 2, 3], false, true)
    expect(fit.terms).toEqual(terms)
    pooled += chiSquare(fit.coefficients.map((c, i) => c - truth[i]), fit.covariance!)
    // The mutant gives every pixel the mean weight, as if the exposure were uniform.
    const mean = reference.reduce((sum, b) => sum + (Number.isNaN(b) ? 0 : b), 0) / seenPixels
    const flat = fitMultipoles(rings, value, new Float64Array(rings.pixels).fill(mean), [1, 2, 3], false, true)
    mutant += chiSquare(flat.coefficients.map((c, i) => c - truth[i]), flat.covariance!)
  }
  // χ² with ν = 12 × 1,000 degrees of freedom has the variance 2ν.
  const dof = SKIES * terms.length
  const bound = 4 * Math.sqrt(2 / dof)
  console.info(`pooled χ²/dof ${(pooled / dof).toFixed(4)} ± ${(bound / 4).toFixed(4)}; uniform weights ${(mutant / dof).toFixed(4)}`)
  expect(Math.abs(pooled / dof - 1)).toBeLessThan(bound)
  expect(Math.abs(mutant / dof - 1)).toBeGreaterThan(bound)
})

describe('a dipole of 5 % at 40°', () => {
  const direction = [Math.cos((40 * Math.PI) / 180), Math.sin((40 * Math.PI) / 180)]
  const field = new Float64Array(rings.pixels)
  forPixels(rings, (p, ring, alpha) => (field[p] = 0.05 * rings.cosDelta[ring] * Math.cos(alpha - (40 * Math.PI) / 180)))

  // Weights n give 1 + 1/B times the dipole: skies are as many as it takes to see that. Weights B²/n lose some of it while pixels
  // without counts are many, and approach 1 + 1/B from there.
  test.each([[0.65, 400], [3, 400], [30, 1000]])('is unbiased at %d counts per pixel with weights B, and biased with weights n or B²/n', (mean, skies) => {
    const along = { expected: [] as number[], counted: [] as number[], neyman: [] as number[] }
    for (let sky = 1; sky <= skies; sky++) {
      const noise = { seed: sky, stream: 3 }
      const counts = field.map((d, p) => poisson(noise, p, mean * (1 + d)))
      const reference = ringMeanReference(rings, counts)
      const value = relative(counts, reference)
      const dipoleWith = (weight: Float64Array) => {
        const { d0h, d6h } = dipoleOf(fitMultipoles(rings, value, weight, [1], false, true))
        return d0h * direction[0] + d6h * direction[1]
      }
      along.expected.push(dipoleWith(reference))
      along.counted.push(dipoleWith(counts))
      along.neyman.push(dipoleWith(reference.map((b, p) => (counts[p] > 0 ? b ** 2 / counts[p] : 0))))
    }
    const pull = (sample: readonly number[]) => {
      const average = sample.reduce((sum, a) => sum + a, 0) / skies
      const variance = sample.reduce((sum, a) => sum + (a - average) ** 2, 0) / (skies - 1)
      return (average - 0.05) / Math.sqrt(variance / skies)
    }
    console.info(`${mean} counts: B ${pull(along.expected).toFixed(2)}σ, n ${pull(along.counted).toFixed(2)}σ, B²/n ${pull(along.neyman).toFixed(2)}σ`)
    expect(Math.abs(pull(along.expected))).toBeLessThan(4)
    expect(pull(along.counted)).toBeGreaterThan(4)
    expect(Math.abs(pull(along.neyman))).toBeGreaterThan(4)
    if (mean <= 3) expect(pull(along.neyman)).toBeLessThan(0)
  })
})
