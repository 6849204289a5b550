import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-06_ra_projection.json'
import { gaussLegendre } from '../math/gaussLegendre.ts'
import { isProblem } from '../problem.ts'
import { ringsOf, type Rings } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { multipoleModel } from './multipoleModel.ts'
import { termsOfMultipole } from './terms.ts'
import { profileOf, projectedAmplitude } from './profile.ts'
import { band, forPixels, scatter } from './testing/skies.ts'

interface Projection {
  readonly name: string
  readonly input: { readonly dec_deg: readonly [number, number] }
  readonly expected: {
    readonly factor_eq25: number
    readonly projections: Record<string, { readonly A1_tilde: number; readonly alpha1_deg: number; readonly A1_corrected: number }>
  }
  readonly tol: { readonly rel: number }
}
const cases = golden.cases.filter((c) => 'projections' in c.expected) as unknown as readonly Projection[]
const skies = golden.skies as unknown as Record<string, readonly (readonly number[])[]>

/** Rings at Gauss–Legendre nodes in δ between two declinations: the integral over s of anything smooth is exact, at the poles too. */
function ringsBetween(south: number, north: number, count: number, perRing: number): Rings {
  const { nodes, weights } = gaussLegendre(count)
  const delta = Float64Array.from({ length: count }, (_, i) => (south + north) / 2 + ((north - south) / 2) * nodes[count - 1 - i])
  return {
    geometry: { kind: 'gauss', rings: count, perRing },
    count,
    pixels: count * perRing,
    sinDelta: delta.map(Math.sin),
    cosDelta: delta.map(Math.cos),
    pixelArea: delta.map((d, i) => (((north - south) / 2) * weights[count - 1 - i] * Math.cos(d) * 2 * Math.PI) / perRing),
    first: Int32Array.from({ length: count + 1 }, (_, i) => i * perRing),
    alpha0: new Float64Array(count).fill(Math.PI / perRing),
  }
}

/** The field of rows [l, m, re, im]; rings of a band do not mirror each other, as the transforms want them. */
function fieldOf(rings: Rings, rows: readonly (readonly number[])[]): Float64Array {
  const terms = rows.flatMap(([l, m]) => termsOfMultipole(l, m))
  return multipoleModel(rings, terms, Float64Array.from(rows.flatMap(([, m, re, im]) => (m === 0 ? [re] : [re, im]))))
}

const all = (rings: Rings) => new Uint8Array(rings.pixels).fill(1)
const wholeSky = [-Math.PI / 2, Math.PI / 2] as const

describe('the reference projections', () => {
  test('are there', () => expect(cases.length).toBeGreaterThanOrEqual(3))

  test.each(cases)('$name', ({ input, expected, tol }) => {
    const [south, north] = [radians(input.dec_deg[0]), radians(input.dec_deg[1])]
    expect(Math.abs(projectedAmplitude(south, north) / expected.factor_eq25 - 1)).toBeLessThanOrEqual(tol.rel)
    const rings = ringsBetween(south, north, 80, 128)
    for (const [sky, wanted] of Object.entries(expected.projections)) {
      const value = fieldOf(rings, skies[sky])
      const [first] = profileOf(rings, value, undefined, all(rings), wholeSky, 24, 2).harmonics
      expect(Math.abs(first.amplitude / wanted.A1_tilde - 1)).toBeLessThanOrEqual(tol.rel)
      expect(Math.abs(first.alpha - radians(wanted.alpha1_deg))).toBeLessThanOrEqual(tol.rel * 10)
      expect(Math.abs(first.amplitude / projectedAmplitude(south, north) / wanted.A1_corrected - 1)).toBeLessThanOrEqual(tol.rel)
    }
  })
})

describe('the profile', () => {
  const rings = ringsOf({ kind: 'healpix', nside: 16 })
  const seen = band(rings, -41, 79)
  const background = new Float64Array(rings.pixels)
  forPixels(rings, (p, ring) => (background[p] = 50 * (1 + 0.8 * rings.sinDelta[ring]) * (1 + 0.3 * scatter(p))))
  const counts = background.map((b, p) => Math.round(b * (0.8 + 0.4 * scatter(p, 2))))
  const value = counts.map((n, p) => n / background[p] - 1)

  test('of counts is Σn/ΣB − 1 ± √Σn/ΣB in each bin', () => {
    const bins = 18
    const range = [radians(-20), radians(50)] as const
    const n = new Float64Array(bins)
    const b = new Float64Array(bins)
    forPixels(rings, (p, ring, alpha) => {
      if (seen[p] === 0 || rings.sinDelta[ring] < Math.sin(range[0]) || rings.sinDelta[ring] > Math.sin(range[1])) return
      const bin = Math.floor((alpha / (2 * Math.PI)) * bins + 1e-9) % bins
      n[bin] += counts[p]
      b[bin] += background[p]
    })
    const profile = profileOf(rings, value, { weight: background, from: 'counts' }, seen, range, bins, 2)
    for (let k = 0; k < bins; k++) {
      expect(profile.alpha[k]).toBeCloseTo(((k + 0.5) * 2 * Math.PI) / bins, 14)
      expect(profile.value[k]).toBeCloseTo(n[k] / b[k] - 1, 12)
      expect(profile.error[k]).toBeCloseTo(Math.sqrt(n[k]) / b[k], 12)
    }
    expect(profile.degreesOfFreedom).toBe(bins - 5)
    expect(profile.declination).toEqual(range)
  })

  test('of counts over a background counted with the same exposure has errors √2 as large, of stated errors 1/√Σσ⁻², whatever the value', () => {
    const known = profileOf(rings, value, { weight: background, from: 'counts' }, seen, wholeSky, 24, 1)
    const independent = profileOf(rings, value, { weight: background.map((b) => b / 2), from: 'counts' }, seen, wholeSky, 24, 1)
    const strong = value.map((v) => v + 3)
    const stated = profileOf(rings, strong, { weight: background, from: 'errors' }, seen, wholeSky, 24, 1)
    const sums = new Float64Array(24)
    forPixels(rings, (p, _, alpha) => (sums[Math.floor((alpha / (2 * Math.PI)) * 24 + 1e-9) % 24] += seen[p] * background[p]))
    for (let k = 0; k < 24; k++) {
      expect(independent.value[k]).toBeCloseTo(known.value[k], 13)
      expect(independent.error[k] / known.error[k]).toBeCloseTo(Math.SQRT2, 12)
      expect(stated.error[k] * Math.sqrt(sums[k])).toBeCloseTo(1, 12)
    }
  })

  test('finds waves that were put in, whatever the weights, and leaves no χ²', () => {
    const waves = value.map(() => 0)
    forPixels(rings, (p, _, alpha) => (waves[p] = 0.02 + 0.3 * Math.cos(alpha - 1.2) + 0.1 * Math.cos(2 * (alpha - 2.9)) + 0.05 * Math.cos(3 * (alpha - 0.4))))
    const profile = profileOf(rings, waves, { weight: background, from: 'counts' }, seen, wholeSky, 24, 3)
    ;[[0.3, 1.2], [0.1, 2.9], [0.05, 0.4]].forEach(([amplitude, alpha], i) => {
      expect(profile.harmonics[i].m).toBe(i + 1)
      expect(profile.harmonics[i].amplitude).toBeCloseTo(amplitude, 13)
      expect(profile.harmonics[i].alpha).toBeCloseTo(alpha, 12)
    })
    expect(profile.chi2!).toBeLessThan(1e-18)
  })

  test('of N events over the whole sky knows each harmonic to √(2/N), its phase to σ/(mA)', () => {
    const grid = ringsOf({ kind: 'gauss', rings: 16, perRing: 32 })
    const uniform = new Float64Array(grid.pixels).fill(1e6 / grid.pixels)
    const wave = new Float64Array(grid.pixels)
    forPixels(grid, (p, _, alpha) => (wave[p] = 0.01 * Math.cos(alpha - 1) + 0.02 * Math.cos(2 * (alpha - 1))))
    for (const { m, amplitude, amplitudeError, alphaError } of profileOf(grid, wave, { weight: uniform, from: 'counts' }, all(grid), wholeSky, 12, 2).harmonics) {
      expect(amplitudeError! / Math.sqrt(2 / 1e6)).toBeCloseTo(1, 10)
      expect(alphaError! / (Math.sqrt(2 / 1e6) / (m * amplitude))).toBeCloseTo(1, 8)
    }
  })

  test('of a map without errors has none, and averages over solid angle', () => {
    const grid = ringsOf({ kind: 'gauss', rings: 24, perRing: 48 })
    const field = new Float64Array(grid.pixels)
    forPixels(grid, (p, ring, alpha) => (field[p] = grid.sinDelta[ring] ** 2 + grid.cosDelta[ring] ** 2 * Math.cos(2 * (alpha - 0.3))))
    const profile = profileOf(grid, field, undefined, all(grid), wholeSky, 48, 2)
    profile.value.forEach((v, k) => expect(v).toBeCloseTo(1 / 3 + (2 / 3) * Math.cos(2 * (profile.alpha[k] - 0.3)), 12))
    expect(profile.error.every(Number.isNaN)).toBe(true)
    expect(profile.chi2).toBeUndefined()
    expect(profile.harmonics[1].amplitude).toBeCloseTo(2 / 3, 12)
    expect(profile.harmonics[1].amplitudeError).toBeUndefined()
    expect(profile.harmonics[1].alphaError).toBeUndefined()
  })

  test('has no data where nothing was seen, and does not exist outside the field of view', () => {
    const half = seen.slice()
    forPixels(rings, (p, _, alpha) => {
      if (alpha > Math.PI) half[p] = 0
    })
    const profile = profileOf(rings, value, { weight: background, from: 'counts' }, half, wholeSky, 24, 1)
    expect([...profile.value].map(Number.isNaN)).toEqual(Array.from({ length: 24 }, (_, k) => k > 12 || (k === 12 && Number.isNaN(profile.value[12]))))
    expect(profile.degreesOfFreedom).toBe([...profile.value].filter((v) => !Number.isNaN(v)).length - 3)
    try {
      profileOf(rings, value, { weight: background, from: 'counts' }, seen, [radians(-80), radians(-60)], 24, 1)
      expect.unreachable()
    } catch (e) {
      expect(isProblem(e, 'no-coverage')).toBe(true)
    }
  })
})

test('the whole sky keeps π/4 of a dipole, one declination its cosine', () => {
  expect(projectedAmplitude(-Math.PI / 2, Math.PI / 2)).toBeCloseTo(Math.PI / 4, 14)
  expect(projectedAmplitude(radians(39.99), radians(40.01))).toBeCloseTo(Math.cos(radians(40)), 7)
  expect(projectedAmplitude(radians(-41), radians(79))).toBeCloseTo(0.8478, 4)
})
