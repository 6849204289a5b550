/** Fits and the m = 0 convention (spec 18): which columns are safe on which rings. */
import { describe, expect, test } from 'vitest'
import { removeRingMeans, ringCoverage } from '../reconstruction/ringFilter.ts'
import { ringsOf } from '../sphere/rings.ts'
import { fitMultipoles } from './multipoleFit.ts'
import { multipoleModel } from './multipoleModel.ts'
import { termsOfDegrees } from './terms.ts'
import { band, forPixels, scatter } from './testing/skies.ts'

const rings = ringsOf({ kind: 'healpix', nside: 16 })
const terms = termsOfDegrees([1, 2], false)
const truth = Float64Array.of(-1e-3, 7e-4, 2e-4, -3e-4, 5e-4, 1e-4)
const sky = multipoleModel(rings, terms, truth)
const tilt = new Float64Array(rings.pixels)
forPixels(rings, (p, ring) => (tilt[p] = 1e-2 * Math.exp(2 * rings.sinDelta[ring])))
const tilted = sky.map((x, p) => x + tilt[p])

const whole = band(rings, -41, 79)
/** The same rings without an eighth of their right ascensions. */
const gap = whole.slice()
forPixels(rings, (p, _, alpha) => alpha < Math.PI / 4 && (gap[p] = 0))

const byRing = new Float64Array(rings.pixels)
forPixels(rings, (p, ring) => (byRing[p] = 100 * (1 + 0.8 * rings.sinDelta[ring])))
const uneven = byRing.map((w, p) => w * (1 + scatter(p)))
const masked = (values: Float64Array, seen: Uint8Array) => values.map((x, p) => (seen[p] === 1 ? x : NaN))

const worst = (value: Float64Array, weight: Float64Array) => {
  const { coefficients } = fitMultipoles(rings, value, weight, [1, 2], false, false)
  return Math.max(...coefficients.map((x, i) => Math.abs(x - truth[i])))
}

test('the maps compared here are seen on whole rings, and on parts of them', () => {
  expect(ringCoverage(rings, sky, whole).partial).toBe(0)
  expect(ringCoverage(rings, sky, gap).whole).toBe(0)
})

describe('m ≠ 0 columns', () => {
  test('do not see functions of declination on whole rings with weights of declination', () => {
    expect(worst(masked(tilted, whole), byRing)).toBeLessThan(1e-16)
  })

  test('see them where weights vary along the ring, or rings are seen in part', () => {
    expect(worst(masked(tilted, whole), uneven)).toBeGreaterThan(1e-5)
    expect(worst(masked(tilted, gap), byRing)).toBeGreaterThan(1e-4)
  })

  test('on filtered whole rings give back the sky, whatever the weights', () => {
    expect(worst(removeRingMeans(rings, tilted, whole), byRing)).toBeLessThan(1e-16)
    expect(worst(removeRingMeans(rings, tilted, whole), uneven)).toBeLessThan(1e-16)
  })

  test('on filtered parts of rings forget the function of declination, and are biased', () => {
    const [plain, filtered] = [removeRingMeans(rings, sky, gap), removeRingMeans(rings, tilted, gap)]
    const fits = [plain, filtered].map((map) => fitMultipoles(rings, map, byRing, [1, 2], false, false).coefficients)
    fits[0].forEach((x, i) => expect(Math.abs(x - fits[1][i])).toBeLessThan(1e-16))
    expect(worst(filtered, byRing)).toBeGreaterThan(2e-5)
  })
})
