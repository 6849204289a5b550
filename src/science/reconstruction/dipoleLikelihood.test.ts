import { describe, expect, test } from 'vitest'
import { isProblem } from '../problem.ts'
import { beginDipoleSearch, dipoleLikelihood, dipoleOfSearch, stepDipoleSearch } from './dipoleLikelihood.ts'
import { nothingCounted, type Marginals } from './marginals.ts'
import { resampleRings } from './resampling.ts'
import { COARSE, dipoleSky, evenRate, expectedMarginals, siteAcceptance, skyOf, unevenRate } from './testing/dipoleMocks.ts'

const leaning = siteAcceptance(COARSE, 19, 60, 1, 0.2)
const expectation = (dipole: readonly [number, number, number], acceptance = leaning, events = 1e9) =>
  expectedMarginals({ grid: COARSE, rate: unevenRate(COARSE, events, 3), acceptance, intensity: dipoleSky(COARSE, dipole) })

describe('the likelihood of a dipole alone', () => {
  test.each([[1e-3, -2e-3, 0], [1e-4, 5e-4, 0], [0.2, 0.3, 0], [-0.5, 0.4, 0]] as const)('finds (%d, %d) in what is expected of it, whatever rate and acceptance', (d0h, d6h, dN) => {
    const found = dipoleLikelihood([expectation([d0h, d6h, dN])])
    expect(Math.abs(found.d0h - d0h)).toBeLessThan(1e-10)
    expect(Math.abs(found.d6h - d6h)).toBeLessThan(1e-10)
    expect(Math.abs(found.events / 1e9 - 1)).toBeLessThan(0.1)
  })

  test('does not see a declination that receives more: not even 30 % more', () => {
    const tilted = dipoleSky(COARSE, [2e-3, 1e-3, 0]).map((x, i) => x * (1 + 0.3 * Math.sin(Math.floor(i / COARSE.cells))))
    const found = dipoleLikelihood([expectedMarginals({ grid: COARSE, rate: unevenRate(COARSE, 1e9), acceptance: leaning, intensity: tilted })])
    expect(Math.abs(found.d0h - 2e-3)).toBeLessThan(1e-10)
    expect(Math.abs(found.d6h - 1e-3)).toBeLessThan(1e-10)
  })

  test('joins detectors with different grids: one sky, rates and acceptances of their own, and information that adds', () => {
    const other = { rings: 10, cells: 32 }
    const north = expectation([2e-3, -1e-3, 1e-3])
    const south = expectedMarginals({ grid: other, rate: evenRate(other, 3e8), acceptance: siteAcceptance(other, -42, 50), intensity: dipoleSky(other, [2e-3, -1e-3, 0]) })
    const [a, b, both] = [dipoleLikelihood([north]), dipoleLikelihood([south]), dipoleLikelihood([north, south])]
    expect(Math.hypot(both.d0h - 2e-3, both.d6h + 1e-3)).toBeLessThan(3e-6) // δ_N of the north is second order
    const searches = [[north], [south], [north, south]].map((detectors) => beginDipoleSearch(detectors).information)
    searches[2].forEach((x, i) => expect(x).toBeCloseTo(searches[0][i] + searches[1][i], -1))
    expect(both.covariance[0]).toBeLessThan(Math.min(a.covariance[0], b.covariance[0]))
  })

  test('stands on top of the likelihood of every cell and time, with rate and acceptance at their best, and tells how high it is above an isotropic sky', () => {
    const grid = { rings: 6, cells: 8 }
    const fitted = { grid, rate: unevenRate(grid, 3e4), acceptance: siteAcceptance(grid, 30, 70, 1, 0.1), intensity: dipoleSky(grid, [0.1, -0.05, 0]) }
    const counts: Marginals = resampleRings(fitted, { seed: 1, stream: 5 }, nothingCounted(grid))
    const search = beginDipoleSearch([counts])
    while (!search.done) stepDipoleSearch(search)
    const { d0h, d6h } = dipoleOfSearch(search)
    const top = bestLogLikelihood(counts, d0h, d6h)
    expect(top - bestLogLikelihood(counts, 0, 0)).toBeCloseTo(search.gain, 7)
    for (const step of [1e-3, -1e-3]) {
      expect(bestLogLikelihood(counts, d0h + step, d6h)).toBeLessThan(top)
      expect(bestLogLikelihood(counts, d0h, d6h + step)).toBeLessThan(top)
    }
    const slope = (x: number, y: number) => (bestLogLikelihood(counts, d0h + x, d6h + y) - bestLogLikelihood(counts, d0h - x, d6h - y)) / 2e-4
    expect(Math.abs(slope(1e-4, 0)) * Math.sqrt(search.covariance[0])).toBeLessThan(1e-4)
    expect(Math.abs(slope(0, 1e-4)) * Math.sqrt(search.covariance[3])).toBeLessThan(1e-4)
    // The curvature is the profiled Fisher information, to the size of the dipole.
    const bend = (bestLogLikelihood(counts, d0h + 0.01, d6h) + bestLogLikelihood(counts, d0h - 0.01, d6h) - 2 * top) / 1e-4
    expect(Math.abs(-bend / search.information[0] - 1)).toBeLessThan(0.1)
  })

  test('takes for a dipole what a quadrupole has of m = 1, and nothing of m = 2 in even live time', () => {
    const counts = (wave: (alpha: number, s: number, c: number) => number) =>
      dipoleLikelihood([expectedMarginals({ grid: COARSE, rate: evenRate(COARSE, 1e9), acceptance: siteAcceptance(COARSE, 19, 60), intensity: skyOf(COARSE, wave) })])
    const [tilted, flat] = [counts((alpha, s, c) => 1e-4 * s * c * Math.cos(alpha)), counts((alpha, _, c) => 1e-4 * c * c * Math.cos(2 * alpha))]
    expect(Math.abs(tilted.d0h)).toBeGreaterThan(1e-5)
    expect(Math.hypot(flat.d0h, flat.d6h)).toBeLessThan(1e-8)
    expect(tilted.blindTo).toEqual({ vertical: true, zonal: true, leaksFrom: 2 })
  })

  test('says so where there is nothing to fit', () => {
    expect(() => dipoleLikelihood([])).toThrow(/needs a detector/)
    expect(() => dipoleLikelihood([nothingCounted(COARSE)])).toThrow(/something was counted/)
    const moment = new Float64Array(COARSE.cells)
    moment[4] = 1e6
    const once = expectedMarginals({ grid: COARSE, rate: moment, acceptance: leaning, intensity: dipoleSky(COARSE, [0, 0, 0]) })
    expect(() => dipoleLikelihood([once])).toThrow(/both components/)
    // Beyond 95 % there is no search: not even where that is the truth.
    let problem: unknown
    try {
      dipoleLikelihood([expectation([0.97, 0, 0])])
    } catch (error) {
      problem = error
    }
    expect(isProblem(problem, 'no-coverage')).toBe(true)
  })
})

/** ln L of (S8) without its factorials, from the triple sum, rate and acceptance found in turns. */
function bestLogLikelihood({ grid: { rings, cells }, sky, local, rate: counted }: Marginals, d0h: number, d6h: number): number {
  const intensity = dipoleSky({ rings, cells }, [d0h, d6h, 0])
  const acceptance = local.slice()
  const rate = counted.slice()
  const expected = (i: number, t: number) => intensity[i - (i % cells) + ((t - (i % cells) + cells) % cells)]
  for (let turn = 0; turn < 60; turn++) {
    for (let t = 0; t < cells; t++) {
      let sum = 0
      for (let i = 0; i < local.length; i++) sum += acceptance[i] * expected(i, t)
      rate[t] = counted[t] / sum
    }
    for (let i = 0; i < local.length; i++) {
      let sum = 0
      for (let t = 0; t < cells; t++) sum += rate[t] * expected(i, t)
      acceptance[i] = local[i] / sum
    }
  }
  const logs = (counts: Float64Array, of: Float64Array) => counts.reduce((sum, n, i) => sum + (n > 0 ? n * Math.log(of[i]) : 0), 0)
  let all = 0
  for (let t = 0; t < cells; t++) for (let i = 0; i < local.length; i++) all += rate[t] * acceptance[i] * expected(i, t)
  return logs(sky, intensity) + logs(local, acceptance) + logs(counted, rate) - all
}
