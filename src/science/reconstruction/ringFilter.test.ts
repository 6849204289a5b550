import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { almIndex } from '../harmonics/alm.ts'
import { analysis, synthesis } from '../harmonics/transform.ts'
import { randomAlm } from '../harmonics/syntheticSky.ts'
import { ringsOf, type Rings } from '../sphere/rings.ts'
import { divideByRingMeans, removeRingMeans, ringCoverage, withoutZonal } from './ringFilter.ts'

const grid = ringsOf({ kind: 'gauss', rings: 24, perRing: 49 })
const sphere = ringsOf({ kind: 'healpix', nside: 8 })
const alm = randomAlm({ amplitude: 1e-6, slope: -1, lmax: 20 }, [1e-3, -2e-3, 3e-3], { seed: 5, stream: 1 })

const maps = fc.record({ rings: fc.constantFrom(grid, sphere), seed: fc.integer({ min: 1, max: 1000 }), holes: fc.double({ min: 0, max: 0.9, noNaN: true }) })
  .map(({ rings, seed, holes }) => {
    const random = (p: number, k: number) => (Math.abs(Math.sin(p * 12.9898 + k * 78.233 + seed)) * 43758.5453) % 1
    const value = Float64Array.from({ length: rings.pixels }, (_, p) => (random(p, 1) < holes / 2 ? NaN : random(p, 2) - 0.5))
    return { rings, value, seen: Uint8Array.from(value, (_, p) => (random(p, 3) < holes / 2 ? 0 : 1)) }
  })

const ringMean = (rings: Rings, value: Float64Array, ring: number) => {
  const seen = [...value.subarray(rings.first[ring], rings.first[ring + 1])].filter((x) => !Number.isNaN(x))
  return seen.length === 0 ? 0 : seen.reduce((a, b) => a + b, 0) / seen.length
}

describe.each([['subtracted', removeRingMeans], ['divided out', divideByRingMeans]] as const)('ring means that are %s', (_, filtered) => {
  test('are gone from every ring, seen in whole or in part; what is unseen has no data', () => {
    fc.assert(fc.property(maps, ({ rings, value, seen }) => {
      const out = filtered(rings, value, seen)
      for (let ring = 0; ring < rings.count; ring++) expect(Math.abs(ringMean(rings, out, ring))).toBeLessThan(1e-15)
      out.forEach((x, p) => expect(Number.isNaN(x)).toBe(seen[p] === 0 || Number.isNaN(value[p])))
    }))
  })

  test('cannot be taken away twice', () => {
    fc.assert(fc.property(maps, ({ rings, value, seen }) => {
      const once = filtered(rings, value, seen)
      filtered(rings, once, seen).forEach((x, p) => expect(Number.isNaN(x) || Math.abs(x - once[p]) < 1e-15).toBe(true))
    }))
  })

  test('take every function of declination with them', () => {
    fc.assert(fc.property(maps, ({ rings, value, seen }) => {
      const plain = filtered(rings, value, seen)
      const tilted = value.slice()
      for (let ring = 0; ring < rings.count; ring++) {
        for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) {
          const f = 0.3 * Math.cos(7 * rings.sinDelta[ring])
          tilted[p] = filtered === removeRingMeans ? value[p] + f : (1 + value[p]) * (1 + f) - 1
        }
      }
      filtered(rings, tilted, seen).forEach((x, p) => expect(Number.isNaN(x) || Math.abs(x - plain[p]) < 2e-15).toBe(true))
    }))
  })

  test('leave a_l0 = 0 on the ring grid', () => {
    const sky = synthesis(grid, alm)
    const left = analysis(grid, filtered(grid, sky), 20)
    const largest = Math.max(...sky.map(Math.abs))
    for (let l = 0; l <= 20; l++) expect(Math.abs(left.re[almIndex(20, l, 0)])).toBeLessThan(3e-15 * largest)
    expect(Math.abs(analysis(grid, sky, 20).re[almIndex(20, 1, 0)])).toBeGreaterThan(0.1 * largest)
  })

  test('may be removed in place, and block by block, with the same bits', () => {
    const value = synthesis(sphere, alm).map((x, p) => (p % 7 === 0 ? NaN : x))
    const whole = filtered(sphere, value)
    const parts = value.slice()
    for (let ring = 0; ring < sphere.count; ring += 5) filtered(sphere, parts, undefined, parts, ring, Math.min(sphere.count, ring + 5))
    expect(parts).toEqual(whole)
    const some = filtered(sphere, value, undefined, new Float64Array(sphere.pixels).fill(9), 3, 6)
    some.forEach((x, p) => expect(x).toEqual(p >= sphere.first[3] && p < sphere.first[6] ? whole[p] : 9))
  })
})

test('subtracting and dividing differ by the square of the anisotropy', () => {
  const sky = synthesis(grid, alm)
  const gap = (scale: number) => {
    const value = sky.map((x) => scale * x)
    const [a, b] = [removeRingMeans(grid, value), divideByRingMeans(grid, value)]
    return Math.max(...a.map((x, p) => Math.abs(x - b[p])))
  }
  for (const scale of [1, 0.1, 0.01]) expect(gap(scale) / gap(scale / 2)).toBeCloseTo(4, 1)
  expect(gap(1)).toBeGreaterThan(1e-7)
})

test('on whole rings the filter is the projector a_l0 = 0', () => {
  const filtered = removeRingMeans(grid, synthesis(grid, alm))
  synthesis(grid, withoutZonal(alm)).forEach((x, p) => expect(Math.abs(x - filtered[p])).toBeLessThan(1e-16))
  expect(withoutZonal(withoutZonal(alm))).toEqual(withoutZonal(alm))
  const monopole = { ...alm, re: alm.re.map((x, i) => (i === 0 ? 1 : x)) }
  expect(withoutZonal(monopole)).toEqual(withoutZonal(alm))
  expect(withoutZonal(alm).re[almIndex(20, 3, 1)]).toBe(alm.re[almIndex(20, 3, 1)])
  expect(alm.re[almIndex(20, 1, 0)]).not.toBe(0)
})

describe('the coverage of rings', () => {
  test('tells whole, partly seen and unseen rings apart, by data and by mask', () => {
    const value = new Float64Array(sphere.pixels)
    const seen = new Uint8Array(sphere.pixels).fill(1)
    value.fill(NaN, sphere.first[4], sphere.first[6])
    value[sphere.first[8]] = NaN
    seen[sphere.first[9] + 1] = 0
    const { state, whole, partial } = ringCoverage(sphere, value, seen)
    expect([state[4], state[5], state[7], state[8], state[9]]).toEqual([0, 0, 2, 1, 1])
    expect([whole, partial]).toEqual([sphere.count - 4, 2])
  })

  test('in part biases the mean: a dipole seen on half a ring loses its mean there', () => {
    const value = new Float64Array(grid.pixels).fill(NaN)
    const row = grid.first[12]
    for (let k = 0; k < 25; k++) value[row + k] = Math.sin(grid.alpha0[12] + (2 * Math.PI * k) / 49)
    expect(value[row] - removeRingMeans(grid, value)[row]).toBeCloseTo(2 / Math.PI, 1)
    expect(ringCoverage(grid, value).partial).toBe(1)
  })
})
