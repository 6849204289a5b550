import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-15_east_west.json'
import { allRecords, COARSE, dipoleSky, evenRate, expectedMarginals, siteAcceptance, skyOf, unevenRate } from '../reconstruction/testing/dipoleMocks.ts'
import { radians } from '../units.ts'
import { fitDailyWaves } from './dailyWaves.ts'
import { blindWaves, emptyRingWaves, forwardBackwardDipole, forwardBackwardMap, forwardBackwardOf, forwardBackwardWaves, halfOpening } from './forwardBackward.ts'

interface Case { kind?: string; input: { gamma: number[]; phi: number[]; xi: number }; expected: { FB: number[] } }
const cases = (golden.cases as unknown as Case[]).filter(({ kind }) => kind === 'forward-backward')

describe('reference case 15, forward and backward', () => {
  test.each(cases)('ξ = $input.xi: the exact ratio, and its waves −γ_n sin nξ sin n(τ − φ_n) to second order', ({ input: { gamma, phi, xi }, expected }) => {
    const taus = expected.FB.map((_, k) => radians(7.5 + 15 * k))
    taus.forEach((tau, k) => expect(Math.abs(forwardBackwardOf(gamma, phi, xi, tau) - expected.FB[k])).toBeLessThan(1e-15 + 1e-9 * Math.abs(expected.FB[k])))
    const { coefficients } = fitDailyWaves(Float64Array.from(expected.FB), new Float64Array(24).fill(1), 24, 3, 'centre')!
    const secondOrder = 0.5 * gamma.reduce((a, b) => a + b) ** 2
    gamma.forEach((g, i) => {
      const n = i + 1
      expect(Math.abs(coefficients[2 * n] + g * Math.sin(n * xi) * Math.cos(n * phi[i]))).toBeLessThan(secondOrder)
      expect(Math.abs(coefficients[2 * n - 1] - g * Math.sin(n * xi) * Math.sin(n * phi[i]))).toBeLessThan(secondOrder)
    })
  })
})

/** Waves n = 1 … 5 of sizes that change with declination, small enough for first order. */
const sky = (alpha: number, s: number, c: number) =>
  1e-5 * (c * Math.cos(alpha - 0.4) + 0.5 * s * Math.cos(2 * alpha + 1) + 0.3 * c * Math.sin(3 * alpha) + 0.2 * Math.cos(4 * alpha) + 0.1 * s * Math.sin(5 * alpha))
const countsOf = (uneven: boolean, offset = 3, reach = 1) =>
  expectedMarginals({ grid: COARSE, rate: uneven ? unevenRate(COARSE, 1e9) : evenRate(COARSE, 1e9), acceptance: siteAcceptance(COARSE, 19, 60), intensity: skyOf(COARSE, sky) }, allRecords(COARSE, offset, reach))

describe('Forward–Backward on the ring grid', () => {
  test.each([false, true])('finds every wave of every ring it sees (uneven live time: %s), and so the map', (uneven) => {
    const counts = countsOf(uneven, 2) // ξ = 30°: no n below 6 is blind
    const waves = forwardBackwardWaves(counts, 'centre', emptyRingWaves(COARSE, 5))
    const map = forwardBackwardMap(COARSE, waves, new Float64Array(COARSE.rings * COARSE.cells))
    const truth = skyOf(COARSE, sky)
    let seen = 0
    map.forEach((x, i) => {
      if (Number.isNaN(x)) return
      seen++
      expect(Math.abs(x - (truth[i] - 1))).toBeLessThan(2e-9)
    })
    expect(seen).toBeGreaterThan(8 * COARSE.cells)
    expect(seen).toBeLessThan(COARSE.rings * COARSE.cells) // no band reaches the south
  })

  test('names the waves that look alike ahead and behind, and leaves them out of the map', () => {
    const counts = countsOf(false, 6, 0) // ξ = 90°: even n are blind
    expect(blindWaves(halfOpening(COARSE, counts.forwardBackward!), 5)).toEqual([2, 4])
    expect(blindWaves(Math.PI / 3, 12)).toEqual([3, 6, 9, 12])
    const zenith = expectedMarginals({ grid: COARSE, rate: evenRate(COARSE, 1e9), acceptance: siteAcceptance(COARSE, -90, 65), intensity: skyOf(COARSE, sky) }, allRecords(COARSE, 6, 0))
    const waves = forwardBackwardWaves(zenith, 'centre', emptyRingWaves(COARSE, 5))
    for (let ring = 12; ring < 16; ring++) {
      const errors = [1, 2, 3, 4, 5].map((n) => waves.variance[3 * (ring * 5 + n - 1)])
      expect(errors.map((v) => v < Infinity)).toEqual([true, false, true, false, true])
    }
    const map = forwardBackwardMap(COARSE, waves, new Float64Array(COARSE.rings * COARSE.cells))
    const odd = skyOf(COARSE, (alpha, s, c) => 1e-5 * (c * Math.cos(alpha - 0.4) + 0.3 * c * Math.sin(3 * alpha) + 0.1 * s * Math.sin(5 * alpha)))
    for (let i = 13 * COARSE.cells; i < map.length; i++) expect(Math.abs(map[i] - (odd[i] - 1))).toBeLessThan(2e-9)
  })

  test('gives the same waves ring by ring as all at once', () => {
    const counts = countsOf(true)
    const [whole, parts] = [emptyRingWaves(COARSE, 3), emptyRingWaves(COARSE, 3)]
    forwardBackwardWaves(counts, 'cell', whole)
    for (let ring = 0; ring < COARSE.rings; ring++) forwardBackwardWaves(counts, 'cell', parts, ring, ring + 1)
    expect(parts).toEqual(whole)
  })

  test.each([false, true])('finds the dipole that all rings have in common (uneven live time: %s)', (uneven) => {
    const rate = uneven ? unevenRate(COARSE, 1e9, 4) : evenRate(COARSE, 1e9)
    const counts = expectedMarginals({ grid: COARSE, rate, acceptance: siteAcceptance(COARSE, 19, 60), intensity: dipoleSky(COARSE, [3e-5, -2e-5, 1e-5]) })
    const found = forwardBackwardDipole(counts, forwardBackwardWaves(counts, 'centre', emptyRingWaves(COARSE, 1)))
    expect(Math.hypot(found.d0h - 3e-5, found.d6h + 2e-5)).toBeLessThan(1e-8)
  })

  test('has the error that each ring’s events allow: 2/Σ N_δ S₁² cos²δ', () => {
    const counts = expectedMarginals({ grid: COARSE, rate: evenRate(COARSE, 1e9), acceptance: siteAcceptance(COARSE, 19, 60), intensity: dipoleSky(COARSE, [0, 0, 0]) }, allRecords(COARSE, 3, 0))
    const found = forwardBackwardDipole(counts, forwardBackwardWaves(counts, 'centre', emptyRingWaves(COARSE, 1)))
    const { forward, backward } = counts.forwardBackward!
    let weight = 0
    const cos2 = skyOf(COARSE, (_, __, c) => c * c - 1)
    forward.forEach((f, i) => (weight += ((f + backward[i]) * cos2[i] * Math.sin(Math.PI / 4) ** 2) / 2))
    expect(Math.abs(found.covariance[0] * weight - 1)).toBeLessThan(1e-10)
    expect(Math.abs(found.covariance[3] * weight - 1)).toBeLessThan(1e-10)
    expect(found.events).toBeCloseTo(forward.reduce((a, b) => a + b, 0) + backward.reduce((a, b) => a + b, 0), 0)
  })

  test('says so where nothing was kept, and where nothing tells ahead from behind', () => {
    const counts = { ...countsOf(false), forwardBackward: allRecords(COARSE).forwardBackward! } // no events in the bands
    const waves = forwardBackwardWaves(counts, 'centre', emptyRingWaves(COARSE, 1))
    expect(() => forwardBackwardDipole(counts, waves)).toThrow(/ahead from behind/)
    expect(() => forwardBackwardWaves({ grid: COARSE, local: counts.local }, 'centre', waves)).toThrow(/ahead of the meridian/)
    expect(forwardBackwardMap(COARSE, waves, new Float64Array(COARSE.rings * COARSE.cells)).every(Number.isNaN)).toBe(true)
  })
})
