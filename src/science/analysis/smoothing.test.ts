import { describe, expect, test } from 'vitest'
import { ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { beginSmoothCounts, beginSmoothValues, emptyCountSums, emptyValueLayers, fillValueLayers, smoothCounts, smoothValues, type CountSums } from './smoothing.ts'
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

const onSeen = (map: Float64Array) => map.map((x, p) => (seen[p] ? x : NaN))
const emptySums = (): CountSums => ({ counts: new Float64Array(rings.pixels), background: new Float64Array(rings.pixels), overlap: new Float64Array(rings.pixels) })
const valueAt = (s: CountSums, p: number) => s.counts[p] / s.background[p] - 1

describe('counts', () => {
  const smooth = (radius: number) =>
    smoothCounts(rings, radius, onSeen(counts), onSeen(background), emptySums())

  test('become Σn/ΣB − 1 over the seen part of the disc', () => {
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
      expect(valueAt(smoothed, p)).toBeCloseTo(total(counts, inside) / total(background, inside) - 1, 12)
    }
  })

  test('smoothed block by block have the same bits', () => {
    const radius = radians(25)
    const out = emptySums()
    const smoothing = beginSmoothCounts(rings, radius, onSeen(counts), onSeen(background), out)
    for (let from = 0; from < rings.count; from += 5) smoothing.run(from, Math.min(rings.count, from + 5))
    smoothing.end()
    expect(out).toEqual(smooth(radius))
  })

  test('are left alone by a disc of no radius', () => {
    const smoothed = smooth(0)
    for (let p = 0; p < rings.pixels; p++) {
      if (seen[p]) expect(valueAt(smoothed, p)).toBeCloseTo(counts[p] / background[p] - 1, 12)
      else expect(valueAt(smoothed, p)).toBeNaN()
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

  test('keep x̄ in single precision where they are asked to: the sum and the quotient are rounded once each', () => {
    const single = smoothCounts(rings, 0.3, onSeen(counts), onSeen(background), emptyCountSums(rings.pixels))
    const double = smooth(0.3)
    expect(single.counts).toEqual(double.counts)
    for (let p = 0; p < rings.pixels; p++) if (seen[p]) expect(Math.abs(single.overlap[p] / double.overlap[p] - 1)).toBeLessThan(2 ** -23)
  })
})

describe('a map without counts', () => {
  const value = counts.map((n, p) => (p % 13 === 0 ? NaN : n / background[p] - 1))
  const error = counts.map((_, p) => 0.1 + scatter(p, 4))

  test('becomes its mean over the seen part of the disc, with the propagated error', () => {
    const radius = radians(17)
    const out = { value: new Float64Array(rings.pixels), sigma: new Float64Array(rings.pixels) }
    smoothValues(rings, radius, onSeen(value), error, out)
    for (let p = 0; p < rings.pixels; p += 5) {
      if (!seen[p] || p % 13 === 0) {
        expect(out.value[p]).toBeNaN()
        continue
      }
      const inside = disc(p, radius).filter((q) => q % 13 !== 0)
      expect(out.value[p]).toBeCloseTo(total(value, inside) / inside.length, 12)
      expect(out.sigma[p]).toBeCloseTo(Math.sqrt(inside.reduce((sum, q) => sum + error[q] ** 2, 0)) / inside.length, 12)
    }
  })

  test('smoothed block by block has the same bits', () => {
    const layers = emptyValueLayers(rings, onSeen(value), error)
    fillValueLayers(rings, layers.weighted, error, layers)
    const room = () => ({ value: new Float64Array(rings.pixels), sigma: new Float64Array(rings.pixels) })
    const out = room()
    const smoothing = beginSmoothValues(rings, 0.7, layers, out)
    for (let from = 0; from < rings.count; from += 4) smoothing.run(from, Math.min(rings.count, from + 4))
    smoothing.end()
    expect(out).toEqual(smoothValues(rings, 0.7, onSeen(value), error, room()))
  })

  test('has no error where all pixels of the disc have none, though the rest of their rings has', () => {
    const everywhere = new Uint8Array(rings.pixels).fill(1)
    const radius = radians(60)
    const near = new Set([...everywhere.keys()].filter((q) => xyz[3 * q] * xyz[0] + xyz[3 * q + 1] * xyz[1] + xyz[3 * q + 2] * xyz[2] >= Math.cos(radius) - 1e-12))
    const errors = Float64Array.from(everywhere, (_, q) => (near.has(q) ? 0 : 0.1 + scatter(q)))
    const out = { value: new Float64Array(rings.pixels), sigma: new Float64Array(rings.pixels) }
    smoothValues(rings, radius, background, errors, out)
    expect(out.sigma[0]).toBeGreaterThanOrEqual(0)
    expect(out.sigma[0]).toBeLessThan(1e-7)
  })

  test('on a ring grid pixels weigh by their solid angle: sin δ averages to zero over the sphere', () => {
    const grid = ringsOf({ kind: 'gauss', rings: 12, perRing: 24 })
    const field = Float64Array.from({ length: grid.pixels }, (_, p) => grid.sinDelta[Math.floor(p / 24)] + 3)
    const out = { value: new Float64Array(grid.pixels) }
    smoothValues(grid, Math.PI, field, undefined, out)
    out.value.forEach((v) => expect(v).toBeCloseTo(3, 12))
  })
})
