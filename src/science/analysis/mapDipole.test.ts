import { describe, expect, test } from 'vitest'
import { beginLikelihood } from '../reconstruction/ringLikelihood.ts'
import { solve } from '../reconstruction/ringLikelihoodSolve.ts'
import { COARSE, dipoleSky, evenRate, expectedMarginals, siteAcceptance, skyOf, unevenRate } from '../reconstruction/testing/dipoleMocks.ts'
import { dipoleLikelihood } from '../reconstruction/dipoleLikelihood.ts'
import type { Marginals } from '../reconstruction/marginals.ts'
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

  test('needs a detector', () => {
    expect(() => likelihoodDipole([], dipole, dipole, 1)).toThrow(/what a detector saw/)
  })
})
