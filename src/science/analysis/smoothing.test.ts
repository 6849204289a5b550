import { describe, expect, test } from 'vitest'
import { ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { emptySmoothedCounts, onSeenSky, smoothCounts, smoothValues, valueLayers } from './smoothing.ts'
import { band, centres, scatter } from './testing/skies.ts'

const rings = ringsOf({ kind: 'healpix', nside: 8 })
const seen = band(rings, -41, 79)
const counts = Float64Array.from({ length: rings.pixels }, (_, p) => Math.floor(20 * scatter(p)))
const background = Float64Array.from({ length: rings.pixels }, (_, p) => 10 + scatter(p, 1))
const xyz = centres(rings)

function disc(p: number, radius: number): number[] {
  const inside: number[] = []
  for (let q = 0; q < rings.pixels; q++) {
    const dot = xyz[3 * p] * xyz[3 * q] + xyz[3 * p + 1] * xyz[3 * q + 1] + xyz[3 * p + 2] * xyz[3 * q + 2]
    if (seen[q] && dot >= Math.cos(radius) - 1e-12) inside.push(q)
  }
  return inside
}
const total = (layer: Float64Array, pixels: readonly number[]) => pixels.reduce((sum, q) => sum + layer[q], 0)

describe('counts', () => {
  const smooth = (radius: number) =>
    smoothCounts(rings, radius, onSeenSky(counts, seen, background), onSeenSky(background, seen, counts), seen, emptySmoothedCounts(rings.pixels))

  test('become Σn/ΣB − 1 ± √Σn/ΣB over the seen part of the disc', () => {
    const radius = radians(25)
    const smoothed = smooth(radius)
    for (let p = 0; p < rings.pixels; p += 7) {
      const inside = disc(p, radius)
      if (!seen[p]) {
        for (const map of Object.values(smoothed) as Float64Array[]) expect(map[p]).toBeNaN()
        continue
      }
      expect(smoothed.counts[p]).toBe(total(counts, inside))
      expect(smoothed.background[p]).toBeCloseTo(total(background, inside), 10)
      expect(smoothed.value[p]).toBeCloseTo(total(counts, inside) / total(background, inside) - 1, 12)
      expect(smoothed.sigma[p]).toBeCloseTo(Math.sqrt(total(counts, inside)) / total(background, inside), 12)
    }
  })

  test('are left alone by a disc of no radius', () => {
    const smoothed = smooth(0)
    for (let p = 0; p < rings.pixels; p++) {
      if (seen[p]) expect(smoothed.value[p]).toBeCloseTo(counts[p] / background[p] - 1, 12)
      else expect(smoothed.value[p]).toBeNaN()
    }
  })

  test('a disc of the whole sky covers its whole reference', () => {
    const smoothed = smooth(Math.PI)
    for (let p = 0; p < rings.pixels; p++) if (seen[p]) expect(smoothed.overlap[p]).toBeCloseTo(1, 12)
  })

  test('a disc of one pixel covers its share of the ring', () => {
    const smoothed = smooth(0)
    const ring = 12
    let inRing = 0
    for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) inRing += background[p]
    expect(smoothed.overlap[rings.first[ring]]).toBeCloseTo(background[rings.first[ring]] / inRing, 12)
  })

  test('without data in one of the two layers are without data in both', () => {
    const holes = counts.map((v, p) => (p === 400 ? NaN : v))
    const b = onSeenSky(background, seen, holes)
    expect(b[400]).toBe(0)
    expect(b[401]).toBe(background[401])
    const smoothed = smoothCounts(rings, 0, onSeenSky(holes, seen, background), b, seen, emptySmoothedCounts(rings.pixels))
    expect(smoothed.value[400]).toBeNaN()
  })
})

describe('a map without counts', () => {
  const value = counts.map((n, p) => (p % 13 === 0 ? NaN : n / background[p] - 1))
  const error = counts.map((_, p) => 0.1 + scatter(p, 4))

  test('becomes its mean over the seen part of the disc, with the propagated error', () => {
    const radius = radians(17)
    const out = { value: new Float64Array(rings.pixels), sigma: new Float64Array(rings.pixels) }
    smoothValues(rings, radius, valueLayers(rings, value, error, seen), seen, out)
    for (let p = 0; p < rings.pixels; p += 5) {
      if (!seen[p]) {
        expect(out.value[p]).toBeNaN()
        continue
      }
      const inside = disc(p, radius).filter((q) => q % 13 !== 0)
      expect(out.value[p]).toBeCloseTo(total(value, inside) / inside.length, 12)
      expect(out.sigma[p]).toBeCloseTo(Math.sqrt(inside.reduce((sum, q) => sum + error[q] ** 2, 0)) / inside.length, 12)
    }
  })

  test('on a ring grid pixels weigh by their solid angle: sin δ averages to zero over the sphere', () => {
    const grid = ringsOf({ kind: 'gauss', rings: 12, perRing: 24 })
    const field = Float64Array.from({ length: grid.pixels }, (_, p) => grid.sinDelta[Math.floor(p / 24)] + 3)
    const everywhere = new Uint8Array(grid.pixels).fill(1)
    const out = { value: new Float64Array(grid.pixels) }
    smoothValues(grid, Math.PI, valueLayers(grid, field, undefined, everywhere), everywhere, out)
    out.value.forEach((v) => expect(v).toBeCloseTo(3, 12))
  })
})
