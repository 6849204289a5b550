import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-10_noise.json'
import { ringsOf } from '../sphere/rings.ts'
import { noiseLevel, uniformNoise, uniformNoiseWithoutZonal } from './noise.ts'
import { band, forPixels } from './testing/skies.ts'

interface NoiseCase {
  readonly name: string
  readonly input: { readonly nside: number; readonly dec_deg: readonly [number, number]; readonly n: string }
  readonly expected: {
    readonly N_eq31: number
    readonly N_eq32: number
    readonly fsky_pix: number
    readonly Ntot: number
    readonly N_l_after_m0_removal: readonly number[]
  }
  readonly tol: { readonly rel: number }
}
const maps = golden.cases.filter((c) => 'nside' in c.input) as unknown as readonly NoiseCase[]

const exposures: Record<string, (s: number) => number> = { '200': () => 200, '200(1+0.8 sin dec)': (s) => 200 * (1 + 0.8 * s), '1e4': () => 1e4 }

test('the reference holds three maps', () => expect(maps.length).toBe(3))

test.each(maps)('the noise of $name', ({ input, expected, tol }) => {
  const rings = ringsOf({ kind: 'healpix', nside: input.nside })
  const seen = band(rings, ...input.dec_deg)
  const counts = new Float64Array(rings.pixels)
  forPixels(rings, (p, ring) => (counts[p] = exposures[input.n](rings.sinDelta[ring])))
  const variance = counts.map((n) => n / n ** 2)
  const near = (got: number, wanted: number) => expect(Math.abs(got - wanted)).toBeLessThanOrEqual(tol.rel * expected.N_eq31)
  const total = counts.reduce((sum, n, p) => sum + seen[p] * n, 0)
  const fraction = seen.reduce((sum, s) => sum + s, 0) / rings.pixels
  expect(Math.abs(fraction / expected.fsky_pix - 1)).toBeLessThanOrEqual(tol.rel)
  expect(Math.abs(total / expected.Ntot - 1)).toBeLessThanOrEqual(tol.rel)
  const lmax = expected.N_l_after_m0_removal.length - 1
  for (const level of noiseLevel(rings, variance, seen, lmax, true)) near(level, expected.N_eq31)
  near(uniformNoise(fraction, total), expected.N_eq32)
  const without = noiseLevel(rings, variance, seen, lmax, false)
  expected.N_l_after_m0_removal.forEach((wanted, l) => near(without[l], wanted))
})

test('the review’s two experiments', () => {
  const { input, expected, tol } = golden.cases.find((c) => 'pairs' in c.input)! as unknown as {
    input: { pairs: readonly (readonly [number, number])[] }
    expected: { N: readonly number[] }
    tol: { rel: number }
  }
  input.pairs.forEach(([fraction, events], i) => expect(Math.abs(uniformNoise(fraction, events) / expected.N[i] - 1)).toBeLessThanOrEqual(tol.rel))
})

describe('a uniformly exposed full sky', () => {
  const rings = ringsOf({ kind: 'gauss', rings: 40, perRing: 80 })
  const seen = new Uint8Array(rings.pixels).fill(1)
  // Events proportional to solid angle: σ² = 1/n_i, n_i = N ΔΩ/4π.
  const variance = new Float64Array(rings.pixels)
  forPixels(rings, (p, ring) => (variance[p] = (4 * Math.PI) / (1e7 * rings.pixelArea[ring])))

  test('has the level 4π/N, and 2l/(2l + 1) of it without m = 0', () => {
    noiseLevel(rings, variance, seen, 30, true).forEach((n) => expect(n / ((4 * Math.PI) / 1e7)).toBeCloseTo(1, 12))
    noiseLevel(rings, variance, seen, 30, false).forEach((n, l) => {
      expect(Math.abs(n - uniformNoiseWithoutZonal(l, 1e7))).toBeLessThan(1e-12 * uniformNoise(1, 1e7))
    })
  })

  test('has nothing left of l = 0 without m = 0, to the last digit', () => {
    const cut = variance.map((v, p) => (p % 3 === 0 ? v : NaN))
    expect(noiseLevel(rings, variance, seen, 3, false)[0]).toBe(0)
    expect(noiseLevel(rings, cut, seen, 0, false)).toEqual(Float64Array.of(0))
  })

  test('ignores what is masked or without data', () => {
    const half = seen.map((_, p) => (p % 2 === 0 ? 1 : 0))
    const holes = variance.map((v, p) => (p % 2 === 0 ? v : NaN))
    const masked = noiseLevel(rings, variance, half, 5, false)
    noiseLevel(rings, holes, seen, 5, false).forEach((n, l) => expect(n).toBeCloseTo(masked[l], 20))
    expect(masked[1] / noiseLevel(rings, variance, seen, 5, false)[1]).toBeCloseTo(0.5, 12)
  })
})
