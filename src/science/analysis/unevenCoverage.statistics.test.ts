/**
 * 68 % intervals of the dipole in the map of a likelihood where live time has a season and a gap of many hours a day, over mocks with seeds 1 … 1000 on a coarse grid: of
 * δ_0h ± σ, δ_6h ± σ and the ellipse of both. Bounds are 4 binomial standard errors; a false alarm has the probability 6.3e-5 per bound. The mutant, the closed form of
 * even live time on the same mocks, must break every bound. Twelve seconds in all.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { liveTimeOnClock } from '../observatory/liveTime.ts'
import { geometryOf, type Marginals, type RingGrid } from '../reconstruction/marginals.ts'
import { resampleRings } from '../reconstruction/resampling.ts'
import { beginLikelihood } from '../reconstruction/ringLikelihood.ts'
import { solve } from '../reconstruction/ringLikelihoodSolve.ts'
import { allRecords, dipoleSky, siteAcceptance } from '../reconstruction/testing/dipoleMocks.ts'
import { acceptanceHarmonics } from '../reconstruction/transfer.ts'
import { ringsOf } from '../sphere/rings.ts'
import { jointCovariance } from './jointCovariance.ts'
import { likelihoodDipole } from './mapDipole.ts'
import { ONE_SIGMA } from './rice.ts'

const grid: RingGrid = { rings: 12, cells: 24 }
const [MOCKS, EVENTS] = [1000, 1e8]
const TRUTH = [2.4e-3, -1.8e-3] as const
const BOUND = 4 * Math.sqrt((ONE_SIGMA * (1 - ONE_SIGMA)) / MOCKS)
const HAWC = siteAcceptance(grid, 19, 60)
/** χ² of two components within which 68 % lie. */
const ELLIPSE = -2 * Math.log(1 - ONE_SIGMA)

type Errors = readonly [xx: number, xy: number, yy: number]

function covers([x, y]: readonly [number, number], [xx, xy, yy]: Errors): readonly boolean[] {
  return [x * x <= xx, y * y <= yy, (x * x * yy - 2 * x * y * xy + y * y * xx) / (xx * yy - xy * xy) <= ELLIPSE]
}

/** As if live time were even. */
function evenErrors({ local }: Marginals): Errors {
  const exposure = { exposure: acceptanceHarmonics(grid, local, 1), events: local.reduce((sum, n) => sum + n, 0) }
  const variance = (3 / (2 * Math.PI)) * jointCovariance(ringsOf(geometryOf(grid)), [exposure], [1], 1).same[0]
  return [variance, 0, variance]
}

/** Shares of mocks whose intervals hold the truth. */
function coverage(days: number, fromHour: number, toHour: number): { readonly right: readonly number[]; readonly mutant: readonly number[] } {
  const liveTime = { season: [0, (2 * Math.PI * days) / 365.25], gap: [(Math.PI * fromHour) / 12, (Math.PI * toHour) / 12] } as const
  const rate = liveTimeOnClock(liveTime, 'sidereal', grid.cells).rate.map((share) => EVENTS * share)
  const fitted = { grid, rate, acceptance: HAWC, intensity: dipoleSky(grid, [...TRUTH, 0]) }
  const out = { right: [0, 0, 0], mutant: [0, 0, 0] }
  for (let seed = 1; seed <= MOCKS; seed++) {
    const counts = resampleRings(fitted, { seed, stream: 31 }, allRecords(grid))
    const state = beginLikelihood([counts])
    for (const _ of solve(state, { tolerance: 1e-5 })); // a hundredth of the error of a cell
    const { d0h, d6h, covariance: [xx, xy, , yy] } = likelihoodDipole([counts], state.intensity, state.expected, 1)
    const off = [d0h - TRUTH[0], d6h - TRUTH[1]] as const
    covers(off, [xx, xy, yy]).forEach((yes, i) => (out.right[i]! += Number(yes) / MOCKS))
    covers(off, evenErrors(counts)).forEach((yes, i) => (out.mutant[i]! += Number(yes) / MOCKS))
  }
  return out
}

describe.each([[90, 6, 18], [30, 8, 16]] as const)('of 1,000 skies seen for %i days without the hours %i to %i', (days, from, to) => {
  let found: ReturnType<typeof coverage>
  beforeAll(() => {
    found = coverage(days, from, to)
    console.info(`${days} days: ${found.right.map((c) => c.toFixed(3)).join(', ')}; even live time ${found.mutant.map((c) => c.toFixed(3)).join(', ')}`)
  }, 120_000)

  test.each([['δ_0h', 0], ['δ_6h', 1], ['both', 2]] as const)('68 %% have the truth within the errors of %s, and not within those of even live time', (_, i) => {
    expect(Math.abs(found.right[i]! - ONE_SIGMA)).toBeLessThan(BOUND)
    expect(Math.abs(found.mutant[i]! - ONE_SIGMA)).toBeGreaterThan(BOUND)
  })
})
