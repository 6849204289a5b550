import { describe, expect, test } from 'vitest'
import { uniform } from '../math/philox.ts'
import { fitDailyWaves } from './dailyWaves.ts'

const cells = 24
const tau = (t: number) => (2 * Math.PI * (t + 0.5)) / cells
const curve = Float64Array.from({ length: cells }, (_, t) => 0.3 + 2 * Math.cos(tau(t)) - Math.sin(tau(t)) + 0.5 * Math.cos(2 * tau(t)) + 0.7 * Math.sin(3 * tau(t)))
const wanted = [0.3, 2, -1, 0.5, 0, 0, 0.7]

describe('waves through the day', () => {
  test('are found whatever the weights, and where hours are missing', () => {
    const weights = Float64Array.from({ length: cells }, (_, t) => (t > 3 && t < 9 ? 0 : uniform({ seed: 1, stream: 1 }, t)))
    const gappy = curve.map((x, t) => (weights[t] > 0 ? x : NaN))
    const { coefficients, order } = fitDailyWaves(gappy, weights, cells, 3, 'centre')!
    wanted.forEach((x, i) => expect(coefficients[i]).toBeCloseTo(x, 11))
    expect(order).toBe(3)
  })

  test('have the covariance of weighted least squares, checked column by column', () => {
    const weights = Float64Array.from({ length: cells }, (_, t) => 1 + uniform({ seed: 2, stream: 1 }, t))
    const columns = [() => 1, Math.cos, Math.sin, (x: number) => Math.cos(2 * x), (x: number) => Math.sin(2 * x)]
    const { covariance } = fitDailyWaves(curve, weights, cells, 2, 'centre')!
    // C times the normal matrix is one.
    for (let i = 0; i < 5; i++) {
      for (let j = 0; j < 5; j++) {
        let sum = 0
        for (let k = 0; k < 5; k++) for (let t = 0; t < cells; t++) sum += covariance[i * 5 + k] * weights[t] * columns[k](tau(t)) * columns[j](tau(t))
        expect(sum).toBeCloseTo(i === j ? 1 : 0, 12)
      }
    }
  })

  test('of means over cells are larger by what the mean took', () => {
    const fine = 100
    const means = Float64Array.from({ length: cells }, (_, t) => {
      let sum = 0
      for (let i = 0; i < fine; i++) sum += Math.cos((2 * 2 * Math.PI * (t + (i + 0.5) / fine)) / cells - 1) / fine
      return sum
    })
    const { coefficients, covariance } = fitDailyWaves(means, new Float64Array(cells).fill(4), cells, 2, 'cell')!
    expect(Math.hypot(coefficients[3], coefficients[4])).toBeCloseTo(1, 5)
    expect(Math.atan2(coefficients[4], coefficients[3])).toBeCloseTo(1, 10)
    const shrink = Math.sin((2 * Math.PI) / cells) / ((2 * Math.PI) / cells)
    expect(covariance[3 * 5 + 3]).toBeCloseTo(1 / (4 * 12 * shrink ** 2), 12)
  })

  test('are not found in too few hours', () => {
    const once = new Float64Array(cells)
    once[2] = once[7] = 1
    expect(fitDailyWaves(curve, once, cells, 1, 'centre')).toBeUndefined()
    expect(fitDailyWaves(curve, new Float64Array(cells), cells, 1, 'centre')).toBeUndefined()
    expect(() => fitDailyWaves(curve, once, cells, 12, 'centre')).toThrow(/fewer than n\/2/)
  })
})
