import { describe, expect, test } from 'vitest'
import { ALONE, applied, inverse, times, transposed, withoutBias, type DipoleEstimate, type Square } from '../reconstruction/dipoleEstimate.ts'
import { statedDipole } from './statedDipole.ts'

const estimate: DipoleEstimate = { method: 'directIntegration', d0h: 3e-4, d6h: -4e-4, covariance: [1e-8, 0, 0, 1e-8], response: [0.5, 0, 0, 0.5], blindTo: ALONE, events: 1e9 }

describe('an estimate as it is printed', () => {
  test('has amplitude, phase, errors along and across, and Rayleigh’s probability', () => {
    const stated = statedDipole(estimate)
    expect(stated.a1).toBeCloseTo(5e-4, 15)
    expect(stated.alpha1).toBeCloseTo(2 * Math.PI + Math.atan2(-4, 3), 12)
    expect(stated.a1Error).toBeCloseTo(1e-4, 15)
    expect(stated.alpha1Error).toBeCloseTo(0.2, 12)
    expect(stated.chance).toBeCloseTo(Math.exp(-12.5), 12)
    expect([stated.method, stated.response, stated.events]).toEqual(['directIntegration', [0.5, 0, 0, 0.5], 1e9])
  })

  test('without its bias is as significant as with it', () => {
    const [plain, freed] = [statedDipole(estimate), statedDipole(withoutBias(estimate))]
    expect(freed.a1).toBeCloseTo(1e-3, 15)
    expect(freed.a1Error).toBeCloseTo(2e-4, 15)
    expect(freed.chance).toBeCloseTo(plain.chance!, 12)
  })
})

test('two by two matrices are multiplied, turned over and inverted', () => {
  const [a, b]: Square[] = [[1, 2, 3, 5], [0, -1, 4, 2]]
  expect(times(a, b)).toEqual([8, 3, 20, 7])
  expect(transposed(a)).toEqual([1, 3, 2, 5])
  expect(times(a, inverse(a)).map((x) => Math.round(1e12 * x) / 1e12)).toEqual([1, 0, 0, 1])
  expect(applied(a, [1, -1])).toEqual([-1, -2])
  expect(() => inverse([1, 2, 2, 4])).toThrow(/both components/)
})
