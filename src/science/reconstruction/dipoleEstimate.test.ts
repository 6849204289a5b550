import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALONE, applied, expectedOf, joinedEstimate, times, transposed, UNBIASED, type DipoleEstimate, type Pair, type Square } from './dipoleEstimate.ts'

const estimate = ([d0h, d6h]: Pair, covariance: Square, response: Square = UNBIASED, events = 1): DipoleEstimate => ({ method: 'eastWest', d0h, d6h, covariance, response, blindTo: ALONE, events })

const number = fc.double({ min: -1, max: 1, noNaN: true })
const pair = fc.tuple(number, number)
const square = fc.tuple(number, number, number, number)
/** B Bᵀ and something on the diagonal: positive definite. */
const covariance = square.map((b): Square => {
  const [a, c, d, e] = times(b, transposed(b))
  return [a + 0.1, c, d, e + 0.1]
})
const several = fc.array(fc.record({ d: pair, c: covariance, r: square }), { minLength: 2, maxLength: 5 })

/** Σ (d − d_i)ᵀ C_i⁻¹ (d − d_i), by the adjugate of each C_i. */
const distance = (estimates: readonly DipoleEstimate[], [x, y]: Pair): number =>
  estimates.reduce((sum, { d0h, d6h, covariance: [a, b, , d] }) => sum + (d * (x - d0h) ** 2 - 2 * b * (x - d0h) * (y - d6h) + a * (y - d6h) ** 2) / (a * d - b * b), 0)

describe('estimates of several detectors', () => {
  test('join to the dipole that is nearest to all of them, each by its errors', () => {
    fc.assert(fc.property(several, pair, (ones, step) => {
      const estimates = ones.map(({ d, c }) => estimate(d, c))
      const { d0h, d6h } = joinedEstimate(estimates)
      const least = distance(estimates, [d0h, d6h])
      expect(distance(estimates, [d0h + step[0], d6h + step[1]])).toBeGreaterThanOrEqual(least * (1 - 1e-9) - 1e-9)
    }))
  })

  test('have the covariance of the curvature of that distance', () => {
    fc.assert(fc.property(several, (ones) => {
      const estimates = ones.map(({ d, c }) => estimate(d, c))
      const { d0h, d6h, covariance: joint } = joinedEstimate(estimates)
      const at = (x: number, y: number) => distance(estimates, [d0h + x, d6h + y]) - distance(estimates, [d0h, d6h])
      const curvature: Square = [at(1, 0), (at(1, 1) - at(1, 0) - at(0, 1)) / 2, (at(1, 1) - at(1, 0) - at(0, 1)) / 2, at(0, 1)]
      times(joint, curvature).forEach((x, i) => expect(x).toBeCloseTo(UNBIASED[i]!, 7))
    }))
  })

  test('find of a true dipole what the responses say they must', () => {
    fc.assert(fc.property(several, pair, (ones, truth) => {
      const joint = joinedEstimate(ones.map(({ c, r }) => estimate(applied(r, truth), c, r)))
      const [x, y] = expectedOf(joint, truth)
      expect(joint.d0h).toBeCloseTo(x, 9)
      expect(joint.d6h).toBeCloseTo(y, 9)
    }))
  })

  test('of one are that one; events add up; ways of measuring do not mix', () => {
    const one = estimate([1, 2], [1, 0, 0, 1], UNBIASED, 3)
    expect(joinedEstimate([one])).toBe(one)
    expect(joinedEstimate([one, one])).toEqual({ ...one, covariance: [0.5, 0, 0, 0.5], events: 6 })
    expect(() => joinedEstimate([one, { ...one, method: 'projection' }])).toThrow(/by one method/)
    expect(() => joinedEstimate([])).toThrow(/by one method/)
  })
})
