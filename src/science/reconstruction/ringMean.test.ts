import { describe, expect, test } from 'vitest'
import { ringsOf } from '../sphere/rings.ts'
import { ringMeanReference } from './ringMean.ts'
import { ringMeanOfDate } from './ringMeanOfDate.ts'

const rings = ringsOf({ kind: 'healpix', nside: 16 })
const ringIndex = Int32Array.from({ length: rings.pixels }, (_, p) => rings.first.findIndex((first) => first > p) - 1)
const alphaOf = (p: number) => {
  const ring = ringIndex[p]
  return rings.alpha0[ring] + (2 * Math.PI * (p - rings.first[ring])) / (rings.first[ring + 1] - rings.first[ring])
}
/** Sine of declination after the pole has moved by `angle` along α = 0. */
const sineOfDate = (angle: number) =>
  Float64Array.from({ length: rings.pixels }, (_, p) => Math.cos(angle) * rings.sinDelta[ringIndex[p]] + Math.sin(angle) * rings.cosDelta[ringIndex[p]] * Math.cos(alphaOf(p)))
const total = (values: Float64Array, ring: number) =>
  values.subarray(rings.first[ring], rings.first[ring + 1]).reduce((sum, v) => sum + (Number.isNaN(v) ? 0 : v), 0)

describe('the ring mean', () => {
  const counts = Float64Array.from({ length: rings.pixels }, (_, p) => (p % 11 === 0 ? NaN : p % 7))

  test('is the mean of the observed pixels of each ring, and keeps its total', () => {
    const reference = ringMeanReference(rings, counts)
    for (let ring = 0; ring < rings.count; ring++) {
      const observed = [...counts.subarray(rings.first[ring], rings.first[ring + 1])].filter((n) => !Number.isNaN(n))
      const mean = observed.reduce((sum, n) => sum + n, 0) / observed.length
      for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) {
        if (Number.isNaN(counts[p])) expect(reference[p]).toBeNaN()
        else expect(reference[p]).toBeCloseTo(mean, 13)
      }
    }
  })

  test('is taken over what was observed, ring by ring and in blocks alike', () => {
    const half = counts.map((n, p) => (p % 2 === 0 ? n : NaN))
    const whole = ringMeanReference(rings, half)
    expect(Array.from(whole, Number.isNaN)).toEqual(Array.from(half, Number.isNaN))
    const parts = new Float64Array(rings.pixels)
    for (const [from, to] of [[0, 5], [5, 6], [6, rings.count]]) ringMeanReference(rings, half, parts, from, to)
    expect(parts).toEqual(whole)
  })
})

describe('the ring mean about the pole of date', () => {
  // ∂ln B/∂δ = 5 cos(δ − 19°): as steep as exposures get, over the field of view of a detector at 19°.
  const exposure = (s: number) => 1e4 * Math.exp(5 * Math.sin(Math.asin(s) - 0.33))
  const inView = (p: number) => rings.sinDelta[ringIndex[p]] > -0.66 && rings.sinDelta[ringIndex[p]] < 0.98
  const observed = (sine: Float64Array) => sine.map((s, p) => (inView(p) ? exposure(s) : NaN))
  const worst = (reference: Float64Array, counts: Float64Array, inner: boolean) => {
    const edge = [...ringIndex].filter((_, p) => inView(p))
    const [north, south] = [Math.min(...edge), Math.max(...edge)]
    let largest = 0
    counts.forEach((n, p) => {
      if (!inView(p) || (inner && (ringIndex[p] < north + 2 || ringIndex[p] > south - 2))) return
      largest = Math.max(largest, Math.abs(reference[p] / n - 1))
    })
    return largest
  }

  test('finds the exposure where the plain mean is wrong by a per cent', () => {
    const sine = sineOfDate(0.1113 * Math.PI / 180)
    const counts = observed(sine)
    expect(worst(ringMeanReference(rings, counts), counts, true)).toBeGreaterThan(5e-3)
    expect(worst(ringMeanOfDate(rings, counts, sine), counts, true)).toBeLessThan(1e-4)
    expect(worst(ringMeanOfDate(rings, counts, sine), counts, false)).toBeLessThan(3e-3) // edge rings borrow the neighbour's slope
  })

  test('keeps the total of every ring', () => {
    const sine = sineOfDate(0.01)
    const counts = observed(sine).map((n, p) => Math.round(n * (1 + 0.1 * Math.sin(p))))
    const reference = ringMeanOfDate(rings, counts, sine)
    for (let ring = 0; ring < rings.count; ring++) expect(total(reference, ring)).toBeCloseTo(total(counts, ring), 6)
  })

  test('gives the outermost rings the slope of the nearest ring that has two neighbours on either side', () => {
    // ln B = 8 s² has the slope 16 s, which a cubic finds exactly.
    const sine = sineOfDate(0.002)
    const reference = ringMeanOfDate(rings, sine.map((s, p) => (inView(p) ? 1e4 * Math.exp(8 * s * s) : NaN)), sine)
    const inside = [...rings.sinDelta.keys()].filter((ring) => inView(rings.first[ring]))
    const [edge, home] = [inside[inside.length - 1], inside[inside.length - 3]]
    const [p, q] = [rings.first[edge], rings.first[edge] + 32] // opposite sides of a ring of 64
    const slope = Math.log(reference[p] / reference[q]) / (sine[p] - sine[q])
    expect(Math.abs(slope / (16 * rings.sinDelta[home]) - 1)).toBeLessThan(1e-3)
  })

  test('is the plain ring mean when the pole has not moved', () => {
    const sine = sineOfDate(0)
    const counts = observed(sine).map((n, p) => Math.round(n * (1 + 0.1 * Math.sin(p))))
    const plain = ringMeanReference(rings, counts)
    ringMeanOfDate(rings, counts, sine).forEach((b, p) => (inView(p) ? expect(b / plain[p]).toBeCloseTo(1, 12) : expect(b).toBeNaN()))
  })

  test('is the plain ring mean where there are too few rings to know a slope, and expects nothing in empty rings', () => {
    const sine = sineOfDate(0.01)
    const few = observed(sine).map((n, p) => (ringIndex[p] >= 20 && ringIndex[p] < 24 ? n : NaN))
    expect([...ringMeanOfDate(rings, few, sine)]).toEqual([...ringMeanReference(rings, few)])
    const empty = observed(sine).map((n, p) => (ringIndex[p] === 30 ? 0 : n))
    const reference = ringMeanOfDate(rings, empty, sine)
    for (let p = rings.first[30]; p < rings.first[31]; p++) expect(reference[p]).toBe(0)
    for (let p = rings.first[31]; p < rings.first[32]; p++) expect(reference[p] / empty[p]).toBeCloseTo(1, 3)
  })
})
