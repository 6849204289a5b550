import { describe, expect, test } from 'vitest'
import { isProblem } from '../problem.ts'
import { directIntegration } from './directIntegration.ts'
import type { RingGrid } from './marginals.ts'
import { beginLikelihood, logLikelihood, plainPass, type RingLikelihood } from './ringLikelihood.ts'
import { acceptanceOf, drawnCube, expectedCube, gappy, marginalsOf, mixed, ratesOf, skyOf, type CountCube } from './testing/countCubes.ts'
import { tripleSum } from './testing/tripleSum.ts'

const grid: RingGrid = { rings: 12, cells: 24 }
const sky = skyOf(grid, mixed(20))
const hawc = drawnCube(expectedCube(grid, ratesOf(grid, 3e6, gappy), acceptanceOf(grid, 19, 60, 0, 0.1), sky), 1)
const steep = expectedCube(grid, ratesOf(grid, 1e8, gappy), acceptanceOf(grid, 30, 75, 6), sky)
const south = drawnCube(expectedCube(grid, ratesOf(grid, 1e6, (tau) => 1 + 0.5 * Math.sin(tau)), acceptanceOf(grid, -35, 55), sky), 2)
const sparse = drawnCube(expectedCube(grid, ratesOf(grid, 300, gappy), acceptanceOf(grid, 19, 60), sky), 3)
/** Two hours of data a day: every cell near the edge of what is seen is hardly exposed, and a detector that only looks along the meridian sees half the sky. */
const short = expectedCube(grid, ratesOf(grid, 1e7, (tau) => (tau < 0.6 ? 1 : 0)), acceptanceOf(grid, 19, 85, 8), sky)
const detectors: Record<string, readonly CountCube[]> = { 'one with gaps': [hawc], 'a steep acceptance': [steep], 'two jointly': [hawc, south], 'a few hundred events': [sparse], 'two hours a day': [short] }

const begun = (cubes: readonly CountCube[]) => beginLikelihood(cubes.map(marginalsOf))
const after = (cubes: readonly CountCube[], passes: number): RingLikelihood => {
  const state = begun(cubes)
  for (let pass = 0; pass < passes; pass++) plainPass(state)
  return state
}
/** The largest relative difference; what is NaN or 0 in one is so in the other. */
const apart = (found: Float64Array, wanted: Float64Array): number => {
  let largest = 0
  wanted.forEach((x, i) => {
    if (Number.isNaN(x) || x === 0) expect(found[i]).toBe(x)
    else largest = Math.max(largest, Math.abs(found[i]! / x - 1))
  })
  return largest
}

describe.each(Object.entries(detectors))('the ring form (%s)', (_, cubes) => {
  test.each([1, 2, 5, 20])('is the triple sum after %i passes: I, N, A and ln L', (passes) => {
    const [state, brute] = [after(cubes, passes), tripleSum(cubes, passes)]
    expect(apart(state.intensity, brute.intensity)).toBeLessThan(1e-12)
    state.detectors.forEach(({ rate, acceptance }, s) => {
      expect(apart(rate, brute.rates[s]!)).toBeLessThan(1e-12)
      expect(apart(acceptance, brute.acceptances[s]!)).toBeLessThan(1e-12)
    })
    expect(Math.abs(logLikelihood(state) / brute.logLikelihood - 1)).toBeLessThan(1e-12)
  })

  test('never makes the counts less likely', () => {
    const state = begun(cubes)
    let last = logLikelihood(state)
    for (let pass = 1; pass <= 60; pass++) {
      plainPass(state)
      const now = logLikelihood(state)
      expect(now - last).toBeGreaterThan(-1e-12 * Math.abs(now))
      last = now
    }
  })

  test('gives the background its map stands against, with ring means of 1', () => {
    const state = after(cubes, 3)
    const { intensity, expected, seen, sky: counts } = state
    intensity.forEach((x, p) => (seen[p] === 1 ? expect(x).toBeCloseTo(counts[p]! / expected[p]!, 13) : expect([x, expected[p], counts[p]]).toEqual([NaN, 0, 0])))
    for (const ring of state.rows) {
      const row = intensity.subarray(ring * grid.cells, (ring + 1) * grid.cells).filter((x) => !Number.isNaN(x))
      expect(row.reduce((sum, x) => sum + x, 0) / row.length).toBeCloseTo(1, 12)
    }
  })

  test('is direct integration after its first pass', () => {
    expect(apart(after(cubes, 1).expected, directIntegration(cubes.map(marginalsOf)))).toBeLessThan(1e-14)
  })
})

test('adding a detector that shares no declination with the first changes neither of their maps', () => {
  const [north, below] = [[80, 30], [-80, 30]].map(([latitude, cut], i) => drawnCube(expectedCube(grid, ratesOf(grid, 1e6), acceptanceOf(grid, latitude!, cut!), sky), i + 4))
  const [joint, alone, other] = [after([north!, below!], 5), after([north!], 5), after([below!], 5)]
  alone.seen.forEach((s, p) => s === 1 && expect(joint.intensity[p]).toBeCloseTo(alone.intensity[p]!, 12))
  other.seen.forEach((s, p) => s === 1 && expect(joint.intensity[p]).toBeCloseTo(other.intensity[p]!, 12))
  expect(joint.rows).toHaveLength(alone.rows.length + other.rows.length)
})

test('a detector with twice the events in two records of the same acceptance is one detector', () => {
  const twice = { ...hawc, counts: hawc.counts.map((n) => 2 * n) }
  expect(apart(after([hawc, hawc], 7).intensity, after([twice], 7).intensity)).toBeLessThan(1e-12)
})

test('what cannot be reconstructed is refused', () => {
  const of = marginalsOf(hawc)
  const coarse = expectedCube({ rings: 6, cells: 12 }, new Float64Array(12).fill(1), new Float64Array(72).fill(1), new Float64Array(72))
  expect(() => beginLikelihood([])).toThrow('at least one detector')
  expect(() => beginLikelihood([of, marginalsOf(coarse)])).toThrow('share a ring grid')
  const empty = { grid, sky: of.sky.map(() => 0), local: of.local.map(() => 0), rate: of.rate.map(() => 0) }
  try {
    beginLikelihood([of, empty])
    expect.unreachable()
  } catch (e) {
    expect(isProblem(e, 'no-coverage')).toBe(true)
  }
})
