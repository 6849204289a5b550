import { describe, expect, test } from 'vitest'
import { isProblem } from '../problem.ts'
import { beginLikelihood } from '../reconstruction/ringLikelihood.ts'
import { solve } from '../reconstruction/ringLikelihoodSolve.ts'
import { COARSE, dipoleSky, evenRate, expectedMarginals, siteAcceptance, skyOf, unevenRate } from '../reconstruction/testing/dipoleMocks.ts'
import { dipoleLikelihood } from '../reconstruction/dipoleLikelihood.ts'
import { geometryOf, type Marginals } from '../reconstruction/marginals.ts'
import { acceptanceHarmonics } from '../reconstruction/transfer.ts'
import { ringsOf } from '../sphere/rings.ts'
import { jointCovariance } from './jointCovariance.ts'
import { likelihoodDipole } from './mapDipole.ts'

function found(detectors: readonly Marginals[], lmax: number) {
  const state = beginLikelihood(detectors)
  for (const _ of solve(state, { tolerance: 1e-12 }));
  return likelihoodDipole(detectors, state.intensity, state.expected, lmax)
}
const seen = (latitude: number, zenith: number, intensity: Float64Array, uneven = false) =>
  expectedMarginals({ grid: COARSE, rate: (uneven ? unevenRate : evenRate)(COARSE, 1e9), acceptance: siteAcceptance(COARSE, latitude, zenith), intensity })

describe('the dipole in the map of a likelihood', () => {
  const dipole = dipoleSky(COARSE, [2e-3, -1e-3, 0])
  const withQuadrupole = skyOf(COARSE, (alpha, s, c) => c * (2e-3 * Math.cos(alpha) - 1e-3 * Math.sin(alpha)) + 1e-3 * s * c * Math.sin(alpha) + 5e-4 * c * c * Math.cos(2 * alpha))

  test.each([1, 2, 3])('is the truth of a pure dipole when l ≤ %d are fitted, in uneven live time too', (lmax) => {
    for (const uneven of [false, true]) {
      const { d0h, d6h } = found([seen(19, 60, dipole, uneven)], lmax)
      expect(Math.hypot(d0h - 2e-3, d6h + 1e-3)).toBeLessThan(1e-8)
    }
  })

  test.each([1, 2])('is the truth where live time has a gap and rings are seen in part, whose means are not those of all of the sky (l ≤ %d)', (lmax) => {
    const gap = expectedMarginals({ grid: COARSE, rate: unevenRate(COARSE, 1e9, 7), acceptance: siteAcceptance(COARSE, 19, 60), intensity: dipole })
    const { seen: cells, rows } = beginLikelihood([gap])
    const whole = rows.filter((ring) => !cells.subarray(ring * COARSE.cells, (ring + 1) * COARSE.cells).includes(0)).length
    expect([whole > 0, whole < rows.length]).toEqual([true, true])
    const { d0h, d6h } = found([gap], lmax)
    expect(Math.hypot(d0h - 2e-3, d6h + 1e-3)).toBeLessThan(3e-6) // O(δI²)
  })

  test('is mixed with a quadrupole that is not fitted, and not with one that is', () => {
    const counts = seen(19, 60, withQuadrupole)
    const [alone, beside] = [found([counts], 1), found([counts], 2)]
    expect(Math.hypot(alone.d0h - 2e-3, alone.d6h + 1e-3)).toBeGreaterThan(5e-5)
    expect(Math.hypot(beside.d0h - 2e-3, beside.d6h + 1e-3)).toBeLessThan(2e-6) // ring means divide by 1 + O(δI²)
    expect([alone.blindTo.leaksFrom, beside.blindTo.leaksFrom]).toEqual([2, 3])
  })

  test('of several detectors is better known than of any, and never better than a dipole alone', () => {
    const detectors = [seen(19, 60, dipole), seen(-90, 65, dipole)]
    const [joint, north, south] = [found(detectors, 2), found(detectors.slice(0, 1), 2), found(detectors.slice(1), 2)]
    expect(joint.covariance[0]).toBeLessThan(Math.min(north.covariance[0], south.covariance[0]))
    for (const some of [detectors, detectors.slice(0, 1), detectors.slice(1)]) {
      for (const lmax of [1, 2, 3]) expect(found(some, lmax).covariance[0]).toBeGreaterThan(dipoleLikelihood(some).covariance[0] * (1 - 1e-6))
    }
    expect(Math.hypot(joint.d0h - 2e-3, joint.d6h + 1e-3)).toBeLessThan(1e-8)
    expect(joint.events).toBeCloseTo(north.events + south.events, 0)
  })

  test.each([1, 2, 3])('has for even live time the errors of the closed form, to 1e-9, of one detector and of several that lean (l ≤ %d)', (lmax) => {
    const isotropic = dipoleSky(COARSE, [0, 0, 0])
    const of = (latitude: number, zenith: number, lean: number, events: number) =>
      expectedMarginals({ grid: COARSE, rate: evenRate(COARSE, events), acceptance: siteAcceptance(COARSE, latitude, zenith, 1, lean), intensity: isotropic })
    const rings = ringsOf(geometryOf(COARSE))
    for (const detectors of [[of(19, 60, 0.3, 1e9)], [of(19, 60, 0.3, 1e9), of(-42, 50, -0.2, 4e8), of(-90, 65, 0, 2e9)]]) {
      const exposures = detectors.map(({ local }) => ({ exposure: acceptanceHarmonics(COARSE, local, 1), events: local.reduce((sum, n) => sum + n, 0) }))
      const variance = (3 / (2 * Math.PI)) * jointCovariance(rings, exposures, Array.from({ length: lmax }, (_, i) => i + 1), 1).same[0]!
      const [xx, xy, yx, yy] = found(detectors, lmax).covariance
      expect(Math.abs(xx / variance - 1)).toBeLessThan(1e-9)
      expect(Math.abs(yy / variance - 1)).toBeLessThan(1e-9)
      expect([Math.abs(xy / variance), xy]).toEqual([expect.closeTo(0, 9), yx])
    }
  })

  test('is much less well known where live time has a gap than the closed form of even live time says', () => {
    const gap = expectedMarginals({ grid: COARSE, rate: unevenRate(COARSE, 1e9, 7), acceptance: siteAcceptance(COARSE, 19, 60), intensity: dipole })
    const [xx, xy, , yy] = found([gap], 1).covariance
    const even = found([seen(19, 60, dipole)], 1).covariance[0]
    expect(Math.min(xx * yy - xy * xy, even ** 2)).toBe(even ** 2)
    expect(Math.max(xx, yy) / even).toBeGreaterThan(2)
    expect(dipoleLikelihood([gap]).covariance[0]).toBeLessThan(xx)
  })

  test('is not stated where live time is so short that a slope of the sky stays open', () => {
    const short = expectedMarginals({ grid: COARSE, rate: unevenRate(COARSE, 1e9, 16), acceptance: siteAcceptance(COARSE, 19, 60), intensity: dipole })
    try {
      found([short], 1)
      expect.unreachable()
    } catch (reason) {
      expect(isProblem(reason, 'no-coverage')).toBe(true)
    }
  })

  test('needs a detector', () => {
    expect(() => likelihoodDipole([], dipole, dipole, 1)).toThrow(/what a detector saw/)
  })
})
