import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-12_significance.json'
import { gaussian, gaussianMap, halfDeviance, intensitySigma, liMa, liMaMap, ringNormalised, ringNormalisedMap } from './significance.ts'

interface Case {
  readonly input: { readonly n_on: number; readonly n_off?: number; readonly alpha: number }
  readonly expected: { readonly li_ma?: number; readonly delta_I?: number | null; readonly gauss_eq4?: number | null; readonly sigma_dI?: number }
  readonly tol: { readonly rel: number; readonly abs?: number }
}
const cases = golden.cases as readonly Case[]

const counts = fc.integer({ min: 0, max: 1_000_000 })
const alphas = fc.double({ min: 1e-3, max: 10, noNaN: true })

describe('the reference significances', () => {
  test.each(cases.filter((c) => c.expected.li_ma !== undefined))('of $input', ({ input, expected, tol }) => {
    const { n_on: on, n_off: off = 0, alpha } = input
    const wanted = expected.li_ma!
    expect(Math.abs(liMa(on, off, alpha) - wanted)).toBeLessThanOrEqual(tol.rel * Math.abs(wanted) + 1e-12)
    if (typeof expected.gauss_eq4 !== 'number') return
    expect(Math.abs(gaussian(on, off, alpha) - expected.gauss_eq4)).toBeLessThanOrEqual(tol.rel * Math.abs(expected.gauss_eq4) + tol.abs!)
    expect(Math.abs(on / (alpha * off) - 1 - expected.delta_I!)).toBeLessThanOrEqual(tol.rel * Math.abs(expected.delta_I!) + 1e-15)
  })

  test('5.6×10⁸ events measure δI to 4×10⁻⁵', () => {
    const { input, expected, tol } = cases.find((c) => c.expected.sigma_dI !== undefined)!
    expect(Math.abs(intensitySigma(input.n_on, input.alpha) / expected.sigma_dI! - 1)).toBeLessThanOrEqual(tol.rel)
  })
})

describe('Li–Ma', () => {
  test('equals the textbook form where that keeps its digits', () => {
    fc.assert(
      fc.property(counts, counts, alphas, (on, off, alpha) => {
        fc.pre(on > 0 && off > 0)
        const sum = on + off
        const inside = on * Math.log(((1 + alpha) * on) / (alpha * sum)) + off * Math.log(((1 + alpha) * off) / sum)
        fc.pre(inside > 1e-3 * sum)
        expect(Math.abs(liMa(on, off, alpha)) / Math.sqrt(2 * inside)).toBeCloseTo(1, 10)
      }),
    )
  })

  test('changes sign when on and off change places', () => {
    fc.assert(
      fc.property(counts, counts, alphas, (on, off, alpha) => {
        expect(liMa(off, on, 1 / alpha)).toBeCloseTo(-liMa(on, off, alpha), 8)
      }),
    )
  })

  test('is zero where the excess is zero, and where nothing was counted', () => {
    expect(liMa(30, 100, 0.3)).toBeCloseTo(0, 12)
    expect(liMa(0, 0, 0.3)).toBe(0)
  })

  test('becomes the known-background significance as the off region grows', () => {
    expect(liMa(130, 1e12, 100 / 1e12)).toBeCloseTo(ringNormalised(130, 100, 0), 6)
  })

  test('needs a positive ratio of exposures', () => {
    expect(() => liMa(1, 1, 0)).toThrow(/positive/)
    expect(() => liMaMap(new Float64Array(1), new Float64Array(1), -1)).toThrow(/positive/)
  })
})

describe('the deviance', () => {
  test('joins its series at |u| = 10⁻³ without a step', () => {
    for (const u of [1e-3, -1e-3]) {
      const exact = (1 + u) * Math.log1p(u) - u
      expect(halfDeviance(u * (1 - 1e-9), 1) / (exact * (1 - 2e-9))).toBeCloseTo(1, 9)
    }
  })

  test('is e Σ_k (−u)^k/(k(k − 1)), k ≥ 2, to the last digits of small deviations', () => {
    for (const u of [9e-4, -9e-4, 3e-4, -1e-6]) {
      let sum = 0
      for (let k = 12; k >= 2; k--) sum += (-u) ** k / (k * (k - 1))
      expect(Math.abs(halfDeviance(50 * u, 50) / (50 * sum) - 1)).toBeLessThan(1e-14)
    }
  })

  test('of an empty bin is its expectation', () => {
    expect(halfDeviance(-7, 7)).toBe(7)
  })
})

describe('significance against the own rings', () => {
  test('equals Li–Ma with the rest of the ring as off region, to first order', () => {
    // One ring of 10⁸ expected counts, a disc that is the share x of it: N_off = N_ring − N_on, α = x/(1 − x).
    for (const x of [0.02, 0.3, 0.7]) {
      const ring = 1e8
      const on = x * ring + 2 * Math.sqrt(x * (1 - x) * ring)
      expect(ringNormalised(on, x * ring, x)).toBeCloseTo(liMa(on, ring - on, x / (1 - x)), 2)
      expect(ringNormalised(on, x * ring, x)).toBeCloseTo(2, 2)
    }
  })

  test('does not exist without expectation, or when the disc is its own reference', () => {
    expect(ringNormalised(3, 0, 0)).toBeNaN()
    expect(ringNormalised(3, NaN, 0)).toBeNaN()
    expect(ringNormalised(3, 3.1, 1)).toBeNaN()
    expect(ringNormalised(0, 2, 0)).toBeCloseTo(-2, 14) // −√(2b)
  })
})

test('maps hold the same numbers pixel by pixel, NaN where nothing is known', () => {
  const on = Float64Array.of(12, 3, 5, NaN)
  const background = Float64Array.of(10, 4, 0, 5)
  expect([...liMaMap(on, background, 0.2)]).toEqual([liMa(12, 50, 0.2), liMa(3, 20, 0.2), NaN, NaN])
  expect([...ringNormalisedMap(on, background, Float64Array.of(0.1, 0.2, 0, 0))]).toEqual([
    ringNormalised(12, 10, 0.1), ringNormalised(3, 4, 0.2), NaN, NaN,
  ])
  expect([...gaussianMap(Float64Array.of(0.2, -0.1, 1), Float64Array.of(0.1, 0.2, 0))]).toEqual([2, -0.5, NaN])
})
