import { describe, expect, test } from 'vitest'
import golden from '../golden/healpy_geometry.json'
import { uniform } from '../math/philox.ts'
import { interpolated, interpolatedAt, interpolationWeights } from './interpolation.ts'
import { vectorsOfPixels } from './pixelAt.ts'
import { ringsOf, type Geometry, type Rings } from './rings.ts'

const geometries: Geometry[] = [
  { kind: 'healpix', nside: 1 },
  { kind: 'healpix', nside: 3 },
  { kind: 'healpix', nside: 64 },
  { kind: 'gauss', rings: 1, perRing: 3 },
  { kind: 'gauss', rings: 24, perRing: 48 },
  { kind: 'gauss', rings: 45, perRing: 91 },
]
const named = geometries.map((geometry) => [ringsOf(geometry)] as const)

/** Directions anywhere, every fourth of them near a pole. */
function directions(n: number, seed: number) {
  const draw = (i: number) => uniform({ seed, stream: 5 }, i)
  const theta = Float64Array.from({ length: n }, (_, i) => {
    const t = Math.acos(1 - 2 * draw(i))
    return i % 4 > 0 ? t : i % 8 > 0 ? t / 100 : Math.PI - t / 100
  })
  return { s: theta.map(Math.cos), c: theta.map(Math.sin), alpha: Float64Array.from(theta, (_, i) => 2 * Math.PI * draw(n + i)) }
}

/** A field without sharp edges: a dipole, a quadrupole and an octupole in general position. */
const field = (x: number, y: number, z: number) => 0.3 * x - 0.5 * y + 0.8 * z + x * y - 0.4 * y * z + (x - z) ** 3

function fieldOn(rings: Rings): Float64Array {
  const [x, y, z] = [new Float64Array(rings.pixels), new Float64Array(rings.pixels), new Float64Array(rings.pixels)]
  vectorsOfPixels(rings, Int32Array.from({ length: rings.pixels }, (_, i) => i), x, y, z)
  return x.map((_, i) => field(x[i], y[i], z[i]))
}

/** The largest error at places with south < sin δ < north. */
function worstError(rings: Rings, south: number, north: number): number {
  const { s, c, alpha } = directions(20_000, 2)
  const values = interpolated(rings, fieldOn(rings), s, c, alpha)
  return Math.max(...values.map((v, i) => (s[i] > south && s[i] < north ? Math.abs(v - field(c[i] * Math.cos(alpha[i]), c[i] * Math.sin(alpha[i]), s[i])) : 0)))
}

const healpixSizes = [16, 32, 64, 128].map((nside) => ringsOf({ kind: 'healpix', nside }))
const gridSizes = [32, 64, 128, 256].map((n) => ringsOf({ kind: 'gauss', rings: n, perRing: 2 * n }))

const TOLERANCE = { value: 1e-12, weight: 1e-12, why: 'an angle divided by the width of a pixel, 2π/400 at most here, loses three of sixteen digits' }

describe('bilinear interpolation', () => {
  test('takes the pixels, weights and values of healpy', () => {
    const rows = golden.cases.filter(({ kind }) => kind === 'interpolation') as unknown as {
      input: { nside: number; theta: number[]; phi: number[] }
      expected: { pixels: number[][]; weights: number[][]; values: number[] }
    }[]
    expect(rows).toHaveLength(5)
    for (const { input: { nside, theta, phi }, expected } of rows) {
      const rings = ringsOf({ kind: 'healpix', nside })
      const [s, c] = [Float64Array.from(theta, Math.cos), Float64Array.from(theta, Math.sin)]
      const [pixels, weights] = [new Int32Array(4 * s.length), new Float64Array(4 * s.length)]
      interpolationWeights(rings, s, c, Float64Array.from(phi), pixels, weights)
      expect([...pixels]).toEqual(expected.pixels.flat())
      expect(Math.max(...expected.weights.flat().map((w, i) => Math.abs(w - weights[i])))).toBeLessThan(TOLERANCE.weight)
      const map = Float64Array.from({ length: rings.pixels }, (_, p) => Math.sin(p + 1))
      const values = interpolated(rings, map, s, c, Float64Array.from(phi))
      expect(Math.max(...expected.values.map((v, i) => Math.abs(v - values[i])))).toBeLessThan(TOLERANCE.value)
    }
  })

  test.each(named)('has weights that are not negative and add up to 1, on $geometry', (rings) => {
    const { s, c, alpha } = directions(4000, 1)
    const [pixels, weights] = [new Int32Array(16_000), new Float64Array(16_000)]
    interpolationWeights(rings, s, c, alpha, pixels, weights)
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0)
    expect(Math.min(...pixels)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...pixels)).toBeLessThan(rings.pixels)
    for (let i = 0; i < 4000; i++) expect(Math.abs(weights.subarray(4 * i, 4 * i + 4).reduce((a, b) => a + b) - 1)).toBeLessThan(1e-15 * 4)
  })

  test.each(named)('gives back the map at its own pixel centres, on $geometry', (rings) => {
    const map = fieldOn(rings)
    let worst = 0
    const width = (2 * Math.PI) / Math.max(4, rings.pixels / rings.count)
    for (let ring = 0; ring < rings.count; ring++) {
      for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) {
        const alpha = rings.alpha0[ring] + (2 * Math.PI * (p - rings.first[ring])) / (rings.first[ring + 1] - rings.first[ring])
        worst = Math.max(worst, Math.abs(interpolatedAt(rings, map, rings.sinDelta[ring], rings.cosDelta[ring], alpha) - map[p]))
      }
    }
    expect(worst).toBeLessThan(1e-13 / width)
  })

  test.each([['HEALPix away from its poles', healpixSizes, 0.9], ['ring grids everywhere', gridSizes, 1]] as const)(
    'errs by a quarter when pixels are half as wide, on %s', (_, sizes, edge) => {
      const errors = sizes.map((rings) => worstError(rings, -edge, edge))
      expect(errors.at(-1)).toBeLessThan(1e-3)
      for (let k = 1; k < errors.length; k++) {
        expect(errors[k - 1] / errors[k]).toBeGreaterThan(3.3)
        expect(errors[k - 1] / errors[k]).toBeLessThan(4.9)
      }
    })

  test('errs at the poles of HEALPix, where pixels are right angles apart, by a third of the gradient times a pixel\'s width', () => {
    for (const rings of healpixSizes) {
      const width = Math.sqrt(rings.pixelArea[0])
      const gradient = Math.hypot(3.3, 0.9) // of the field at the north pole
      expect(worstError(rings, 0.9, 1) / (gradient * width)).toBeLessThan(0.36)
      expect(worstError(rings, 0.9, 1) / (gradient * width)).toBeGreaterThan(0.1)
    }
  })

  test('at a pole is the mean of the four pixels around it, whatever the right ascension', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 8 })
    const map = fieldOn(rings)
    for (const alpha of [0, 1, 2.5, 6]) {
      expect(interpolatedAt(rings, map, 1, 0, alpha)).toBeCloseTo((map[0] + map[1] + map[2] + map[3]) / 4, 14)
      expect(interpolatedAt(rings, map, -1, 0, alpha)).toBeCloseTo(map.slice(-4).reduce((a, b) => a + b) / 4, 14)
    }
  })
})

describe('where pixels are unknown', () => {
  const rings = ringsOf({ kind: 'healpix', nside: 16 })
  const { s, c, alpha } = directions(20_000, 3)
  const [pixels, weights] = [new Int32Array(80_000), new Float64Array(80_000)]
  interpolationWeights(rings, s, c, alpha, pixels, weights)
  const holed = fieldOn(rings).map((v, p) => (uniform({ seed: 4, stream: 4 }, p) < 0.3 ? NaN : v))
  const values = interpolated(rings, holed, s, c, alpha)

  test('interpolation of a constant is that constant wherever it answers', () => {
    const constant = interpolated(rings, holed.map((v) => (Number.isNaN(v) ? NaN : 7)), s, c, alpha)
    for (let i = 0; i < constant.length; i++) {
      expect(Number.isNaN(constant[i])).toBe(Number.isNaN(values[i]))
      if (!Number.isNaN(constant[i])) expect(constant[i]).toBeCloseTo(7, 13)
    }
  })

  test('it answers if and only if the pixel of the largest weight is known, from the known ones alone', () => {
    let answered = 0
    for (let i = 0; i < values.length; i++) {
      const four = [0, 1, 2, 3].map((k) => ({ value: holed[pixels[4 * i + k]], weight: weights[4 * i + k] }))
      const known = four.filter(({ value }) => !Number.isNaN(value))
      const heaviest = four.reduce((a, b) => (b.weight > a.weight ? b : a))
      if (Number.isNaN(heaviest.value)) {
        if (!Number.isNaN(values[i])) throw new Error(`direction ${i} answers`)
        continue
      }
      answered++
      const mean = known.reduce((sum, { value, weight }) => sum + value * weight, 0) / known.reduce((sum, { weight }) => sum + weight, 0)
      if (!(Math.abs(values[i] - mean) < 1e-13)) throw new Error(`direction ${i}: ${values[i]}, not ${mean}`)
    }
    expect(Math.abs(answered / values.length - 0.7)).toBeLessThan(0.03)
  })

  test('an unknown pixel of no weight does no harm', () => {
    const one = new Float64Array(rings.pixels).fill(NaN)
    one[500] = 3
    expect(interpolatedAt(rings, one, rings.sinDelta[10], rings.cosDelta[10], rings.alpha0[10])).toBeNaN()
    one[rings.first[10]] = 5
    expect(interpolatedAt(rings, one, rings.sinDelta[10], rings.cosDelta[10], rings.alpha0[10])).toBeCloseTo(5, 14)
  })
})
