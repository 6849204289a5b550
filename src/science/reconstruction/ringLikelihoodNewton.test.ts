import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { uniform } from '../math/philox.ts'
import { liveTimeOnClock } from '../observatory/liveTime.ts'
import type { RingGrid } from './marginals.ts'
import { isSlopeOpen } from './openSlope.ts'
import { beginLikelihood, logLikelihood, plainPass, type RingLikelihood } from './ringLikelihood.ts'
import { newtonStep } from './ringLikelihoodNewton.ts'
import { quasiNewtonStep } from './ringLikelihoodQuasiNewton.ts'
import { solve } from './ringLikelihoodSolve.ts'
import { acceptanceOf, drawnCube, expectedCube, gappy, marginalsOf, mixed, ratesOf, skyOf, type CountCube } from './testing/countCubes.ts'

/** Live time of the first days of the year without some hours of every day. */
const liveFor = (grid: RingGrid, days: number, fromHour: number, toHour: number, events: number): Float64Array =>
  liveTimeOnClock({ season: [0, (2 * Math.PI * days) / 365.25], gap: [(Math.PI * fromHour) / 12, (Math.PI * toHour) / 12] }, 'sidereal', grid.cells).rate.map((share) => events * share)
const seenIn = (grid: RingGrid, rate: Float64Array, latitude = 19): CountCube => expectedCube(grid, rate, acceptanceOf(grid, latitude, 60, 0, 0.1), skyOf(grid, mixed(2)))

const fine: RingGrid = { rings: 12, cells: 24 }
const coarse: RingGrid = { rings: 8, cells: 16 }
const quarter = seenIn(fine, liveFor(fine, 90, 6, 18, 1e9))
const month = seenIn(fine, liveFor(fine, 30, 8, 16, 1e9))
const coarseMonth = seenIn(coarse, liveFor(coarse, 30, 8, 16, 1e9))
const south = seenIn(fine, liveFor(fine, 90, 12, 22, 4e8), -25)

const begun = (cubes: readonly CountCube[]) => beginLikelihood(cubes.map(marginalsOf))
const times = (n: number, step: (state: RingLikelihood) => unknown, cubes: readonly CountCube[]): RingLikelihood => {
  const state = begun(cubes)
  for (let i = 0; i < n; i++) step(state)
  return state
}
const distance = (a: Float64Array, b: Float64Array): number => a.reduce((most, x, i) => (Number.isNaN(x) ? most : Math.max(most, Math.abs(x - b[i]!))), 0)

describe('live time with long gaps', () => {
  test.each([
    ['a quarter, half of each day', [quarter], 4000], ['a month, two thirds of each day', [month], 4000], ['the same on coarser cells, hardly joined', [coarseMonth], 25000],
    ['with Poisson counts', [drawnCube(quarter, 1)], 4000], ['two detectors', [month, south], 4000],
  ] as const)('is solved within a dozen passes to where the plain iteration goes in thousands, 1e-9 (%s)', (_, cubes, many) => {
    const state = begun(cubes)
    let last = logLikelihood(state)
    const made = [...solve(state, { tolerance: 1e-9 })]
    for (const { logLikelihood: now } of made) {
      expect(now - last).toBeGreaterThan(-1e-12 * Math.abs(last))
      last = now
    }
    expect(made.at(-1)!.converged).toBe(true)
    expect(made.length).toBeLessThan(13)
    const slow = times(many, plainPass, cubes)
    expect(distance(state.intensity, slow.intensity)).toBeLessThan(1e-9)
    expect(Math.abs(logLikelihood(state) / logLikelihood(slow) - 1)).toBeLessThan(1e-14)
    expect(distance(times(made.length, quasiNewtonStep, cubes).intensity, slow.intensity)).toBeGreaterThan(1e-5)
  })

  test('is said to be solved at 1e-6 only when it is, where quasi-Newton steps change less long before', () => {
    for (const days of [10, 30, 45, 60, 75, 90, 120]) {
      const cube = seenIn(fine, liveFor(fine, days, 6, 18, 1e9))
      const state = begun([cube])
      if (isSlopeOpen(state)) continue
      const made = [...solve(state)]
      const end = begun([cube])
      for (let step = 0; step < 12; step++) newtonStep(end)
      expect(made.at(-1)!.converged).toBe(true)
      expect(distance(state.intensity, end.intensity)).toBeLessThan(1e-6)
      expect(plainPass(end)).toBeLessThan(1e-12)
    }
  })

  test.each([[10, 3, 21], [45, 6, 18]])('that leaves a slope of the sky open ends, but not converged (%i days without the hours %i to %i)', (days, from, to) => {
    const state = begun([seenIn(fine, liveFor(fine, days, from, to, 1e9))])
    expect(isSlopeOpen(state)).toBe(true)
    for (const plainly of [false, true]) {
      const made = [...solve(state, { plainly })]
      expect(made.length).toBeLessThan(100)
      expect(made.some(({ converged }) => converged)).toBe(false)
    }
  })
})

describe('a Newton step', () => {
  test('leaves of the error about its square', () => {
    const end = times(8, newtonStep, [quarter]).intensity
    const state = begun([quarter])
    const errors = [1, 2, 3].map(() => {
      newtonStep(state)
      return distance(state.intensity, end)
    })
    expect(errors[0]).toBeLessThan(1e-4)
    expect(errors[1]).toBeLessThan(1e-7)
    expect(errors[2]).toBeLessThan(1e-12)
  })

  test('moves nothing that is at rest', () => {
    const state = times(20, quasiNewtonStep, [seenIn(fine, ratesOf(fine, 1e9))])
    expect(newtonStep(state).change).toBeLessThan(1e-13)
  })

  test('never makes the counts less likely, whatever the live time, the acceptance and the chance', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1000 }), fc.constantFrom(2e2, 1e4, 1e7), (seed, events) => {
      const draw = (i: number) => uniform({ seed, stream: 1 }, i)
      const rate = ratesOf(fine, events, (tau) => (draw(Math.floor(tau * 2)) < 0.3 ? 0 : draw(Math.floor(tau * 5) + 50)))
      const acceptance = acceptanceOf(fine, 180 * draw(90) - 90, 30 + 50 * draw(91), 6 * draw(92), 0.5 * draw(93))
      const counts = drawnCube(expectedCube(fine, rate.map((n) => n + 1e-3), acceptance, skyOf(fine, mixed(2))), seed)
      const state = begun([counts])
      for (let step = 0, last = logLikelihood(state); step < 8; step++) {
        newtonStep(state)
        expect(logLikelihood(state) - last).toBeGreaterThan(-1e-12 * Math.abs(last))
        last = logLikelihood(state)
      }
    }), { numRuns: 40 })
  })

  test('meets quasi-Newton steps where counts are few', () => {
    const few = drawnCube(seenIn(fine, ratesOf(fine, 3000, gappy)), 2)
    expect(distance(times(12, newtonStep, [few]).intensity, times(300, quasiNewtonStep, [few]).intensity)).toBeLessThan(1e-9)
  })
})
