import { describe, expect, test } from 'vitest'
import golden from '../golden/healpy_geometry.json'
import observed from '../golden/observation-04_healpix.json'
import powerLaw from '../golden/observation-sky_powerlaw.json'
import { almIndex, emptyAlm } from '../harmonics/alm.ts'
import { synthesis } from '../harmonics/transform.ts'
import { uniform } from '../math/philox.ts'
import { isProblem } from '../problem.ts'
import { degraded, parents, upgraded } from './grading.ts'
import { nestedFromRing } from './healpix.ts'
import { facePoint } from './overlap.ts'
import { pixelAt } from './pixelAt.ts'
import { ringsOf } from './rings.ts'

const whole = (nside: number, seed: number) => Float64Array.from({ length: 12 * nside * nside }, (_, i) => Math.floor(1000 * uniform({ seed, stream: nside }, i)))
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0)
const PAIRS = [[1, 1], [2, 1], [6, 2], [15, 5], [21, 3], [64, 16], [100, 20], [96, 1]] as const

describe('parents', () => {
  test('are the NESTED numbers without their last bits', () => {
    const parent = parents(16, 4)
    for (let i = 0; i < parent.length; i++) expect(nestedFromRing(4, parent[i])).toBe(nestedFromRing(16, i) >> 4)
  })

  test.each(PAIRS)('from %i to %i have as many children each, and hold their places', (fine, coarse) => {
    const counts = new Float64Array(12 * coarse * coarse)
    const parent = parents(fine, coarse)
    for (const p of parent) counts[p]++
    expect(new Set(counts)).toEqual(new Set([(fine / coarse) ** 2]))
    const [fineRings, coarseRings] = [fine, coarse].map((nside) => ringsOf({ kind: 'healpix', nside }))
    const point = new Float64Array(3)
    for (let face = 0; face < 12; face++) {
      for (const [x, y] of [[0.5, 0.5], [fine - 0.5, 0.5], [0.5, fine - 0.5], [fine / 2 + 0.25, fine / 3 + 0.1]]) {
        facePoint(fine, face, x, y, point)
        const at = [point[2], Math.hypot(point[0], point[1]), Math.atan2(point[1], point[0])] as const
        expect(parent[pixelAt(fineRings, ...at)]).toBe(pixelAt(coarseRings, ...at))
      }
    }
  })
})

describe('coarser maps', () => {
  test('of the power-law sky are those of healpy', () => {
    const [{ expected }] = observed.cases.filter(({ kind }) => kind.startsWith('ud_grade')) as unknown as { expected: { ring_map: number[] } }[]
    const alm = emptyAlm(30)
    for (const [l, m, re, im] of powerLaw.alm) {
      alm.re[almIndex(30, l, m)] = re
      alm.im[almIndex(30, l, m)] = im
    }
    const coarse = degraded('intensity', 16, 4, synthesis(ringsOf({ kind: 'healpix', nside: 16 }), alm))
    expect(Math.max(...expected.ring_map.map((v, i) => Math.abs(v - coarse[i])))).toBeLessThan(1e-14)
  })

  test('are healpy\'s where pixels are missing, but sums are of what was seen and not scaled up to the whole pixel', () => {
    interface Row { kind: string; input: { nside_in: number; nside_out: number; missing: number[] }; expected: { mean: (number | null)[]; sum: (number | null)[] } }
    const rows = (golden.cases as unknown as Row[]).filter(({ kind }) => kind === 'grading')
    expect(rows).toHaveLength(3)
    for (const { input: { nside_in, nside_out, missing }, expected } of rows) {
      const map = Float64Array.from({ length: 12 * nside_in ** 2 }, (_, p) => Math.sin(p + 1))
      for (const p of missing) map[p] = NaN
      const known = new Int32Array(12 * nside_out ** 2).fill(1)
      const [mean, total] = nside_out < nside_in
        ? [degraded('intensity', nside_in, nside_out, map), degraded('counts', nside_in, nside_out, map, undefined, known)]
        : [upgraded('intensity', nside_in, nside_out, map), upgraded('counts', nside_in, nside_out, map)]
      const children = nside_out < nside_in ? (nside_in / nside_out) ** 2 : 1
      expected.mean.forEach((v, i) => (v === null ? expect(mean[i]).toBeNaN() : expect(mean[i]).toBeCloseTo(v, 13)))
      expected.sum.forEach((v, i) => (v === null ? expect(total[i]).toBeNaN() : expect((total[i] * children) / (nside_out < nside_in ? known[i] : 1)).toBeCloseTo(v, 12)))
    }
  })

  test.each(PAIRS)('conserve whole counts exactly, from %i to %i and back', (fine, coarse) => {
    const counts = whole(fine, 1)
    const joined = degraded('counts', fine, coarse, counts)
    expect(sum(joined)).toBe(sum(counts))
    expect(Math.abs(sum(upgraded('counts', coarse, fine, joined)) / sum(counts) - 1)).toBeLessThan(1e-12)
  })

  test.each(PAIRS)('undo finer ones: %i from %i', (fine, coarse) => {
    const map = whole(coarse, 2)
    map[0] = NaN
    for (const holding of ['counts', 'intensity'] as const) {
      const back = degraded(holding, fine, coarse, upgraded(holding, coarse, fine, map))
      expect(back[0]).toBeNaN()
      for (let i = 1; i < map.length; i++) expect(Math.abs(back[i] - map[i])).toBeLessThanOrEqual(1e-12 * map[i])
    }
  })

  test('know how many pixels they were made of, and nothing where none was known', () => {
    const map = whole(6, 3)
    const parent = parents(6, 2)
    for (let i = 0; i < map.length; i++) if (parent[i] === 7 || (parent[i] === 8 && i % 2 === 0)) map[i] = NaN
    const known = new Int32Array(48)
    const counts = degraded('counts', 6, 2, map, undefined, known)
    const mean = degraded('intensity', 6, 2, map)
    expect([known[7], counts[7], mean[7]]).toEqual([0, NaN, NaN])
    const odd = map.filter((_, i) => parent[i] === 8 && i % 2 === 1)
    expect([known[8], counts[8], mean[8]]).toEqual([odd.length, sum(odd), sum(odd) / odd.length])
    expect(known[9]).toBe(9)
  })

  test('keep the mean of an intensity, all pixels being of one size', () => {
    const map = whole(30, 4)
    expect(sum(degraded('intensity', 30, 6, map)) / (12 * 36)).toBeCloseTo(sum(map) / map.length, 9)
  })

  test('need a whole ratio and maps of the right sizes', () => {
    for (const attempt of [() => parents(6, 4), () => parents(3, 6), () => degraded('counts', 6, 3, new Float64Array(12)), () => upgraded('counts', 1, 2, new Float64Array(48))]) {
      let problem: unknown
      try { attempt() } catch (e) { problem = e }
      expect(isProblem(problem, 'invalid-argument')).toBe(true)
    }
  })
})
