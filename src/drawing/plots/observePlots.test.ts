import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { almIndex, emptyAlm } from '../../science/harmonics/alm.ts'
import { almPlot, coefficientsOf, differenceOf, largestOf } from './almPlot.ts'
import { dialPoint, hoursAt, hoursText, hourText, siderealAngle, wrapHours, zenithText } from './clock.ts'
import { dipolePlane } from './dipolePlane.ts'
import { DELTA_CHI2 } from './dipolePlot.ts'
import { ratePlot, waveOf } from './ratePlot.ts'
import { sparkline } from './sparkline.ts'

const cells = 72
const band = (declinationDeg: number, value: (turn: number) => number) => ({ declinationDeg, values: Float64Array.from({ length: cells }, (_, i) => value((2 * Math.PI * (i + 0.5)) / cells)) })
const places = (path: string) => path.match(/-?[\d.]+,-?[\d.]+/g)!.map((pair) => pair.split(',').map(Number) as [number, number])

describe('the sidereal clock', () => {
  test('has 0 h at the top and goes round clockwise in 24 hours', () => {
    expect(dialPoint(0, 10)).toEqual([0, -10])
    const [x, y] = dialPoint(6, 10)
    expect(x).toBeCloseTo(10, 12)
    expect(y).toBeCloseTo(0, 12)
    fc.assert(fc.property(fc.double({ min: 0, max: 23.999, noNaN: true }), fc.double({ min: 1, max: 99, noNaN: true }), (hours, radius) => {
      expect(hoursAt(...dialPoint(hours, radius))).toBeCloseTo(hours, 9)
    }))
  })

  test('writes hours, and the right ascension of the zenith that they are', () => {
    expect(hoursText(13.3333)).toBe('13 h 20 m')
    expect(hoursText(23.9999)).toBe('0 h 00 m')
    expect(hoursText(-1)).toBe('23 h 00 m')
    expect(zenithText(13.3333)).toBe('200.0°')
    expect(siderealAngle(18)).toBeCloseTo(1.5 * Math.PI, 12)
    expect([hourText(Math.PI / 2), hourText(-1e-9), hourText(Math.PI, 0.05), hourText(Math.PI, 0.01), hourText(1, NaN)]).toEqual(['6.0 h', '0.0 h', '12.0 ± 0.2 h', '12.00 ± 0.04 h', '3.8 h'])
    expect([wrapHours(24), wrapHours(-1e-20), wrapHours(49.5)]).toEqual([0, 0, 1.5])
  })
})

describe('the rates of declination bands', () => {
  const wave = band(30, (turn) => 8e-4 * Math.cos(turn - Math.PI / 2))
  const shifted = band(-20, () => -4e-4)
  const plot = ratePlot([shifted, wave], 600, 200)

  test('lie one above the other, north at the top, deviations of all bands in one scale', () => {
    expect(plot.rows.map(({ declinationDeg }) => declinationDeg)).toEqual([30, -20])
    expect(plot.rows[0]!.zero).toBeLessThan(plot.rows[1]!.zero)
    const rise = (row: number) => Math.max(...places(plot.rows[row]!.line).map(([, y]) => Math.abs(plot.rows[row]!.zero - y)))
    expect(rise(0) / rise(1)).toBeCloseTo(2, 1)
    expect(plot.bar.text).toBe('5 × 10⁻⁴')
    expect(plot.bar.length / rise(1)).toBeCloseTo(5 / 4, 2)
  })

  test('a horizontal dipole makes a line wave, a vertical one shifts it as a whole', () => {
    expect(waveOf(wave).mean).toBeCloseTo(0, 15)
    expect(waveOf(wave).amplitude).toBeCloseTo(8e-4, 12)
    expect(waveOf(wave).hour).toBeCloseTo(6, 9)
    expect(waveOf(shifted)).toMatchObject({ mean: expect.closeTo(-4e-4, 15), amplitude: expect.closeTo(0, 15) })
    const heights = new Set(places(plot.rows[1]!.line).map(([, y]) => y))
    expect(heights.size).toBe(1)
  })

  test('more is drawn higher on the page', () => {
    for (const [, y] of places(plot.rows[1]!.line)) expect(y).toBeGreaterThan(plot.rows[1]!.zero) // 4 × 10⁻⁴ fewer
    const crest = places(plot.rows[0]!.line).reduce((highest, place) => (place[1] < highest[1] ? place : highest))
    expect(plot.hoursAt(crest[0])).toBeCloseTo(6, 0)
  })

  test('what is more lies above the zero of its band, what is less below it', () => {
    for (const { zero, more, less } of plot.rows) {
      for (const [, y] of places(more)) expect(y).toBeLessThanOrEqual(zero + 1e-3)
      for (const [, y] of places(less)) expect(y).toBeGreaterThanOrEqual(zero - 1e-3)
    }
  })

  test('a gap in live time breaks the line, and the wave is found from the rest', () => {
    const gappy = { ...wave, values: wave.values.map((value, i) => (i >= 10 && i < 14 ? NaN : value)) }
    const [row] = ratePlot([gappy], 600, 200).rows
    expect(row!.line.match(/M/g)).toHaveLength(2)
    expect(row!.more.match(/M/g)).toHaveLength(2)
    expect(Number.isFinite(waveOf(gappy).amplitude)).toBe(true)
  })

  test('hours are found back from the page, and never leave the day', () => {
    for (const hours of [0, 5.5, 23]) expect(plot.hoursAt(plot.xOf(hours))).toBeCloseTo(hours, 9)
    expect(plot.hoursAt(-50)).toBe(0)
    expect(plot.hoursAt(5000)).toBeLessThan(24)
  })

  test('flat lines are drawn flat, whatever their scale', () => {
    const { rows } = ratePlot([band(0, () => 0)], 600, 200)
    for (const [, y] of places(rows[0]!.line)) expect(y).toBeCloseTo(rows[0]!.zero, 6)
  })
})

describe('the triangle of coefficients', () => {
  const alm = emptyAlm(8)
  const set = (l: number, m: number, re: number, im: number) => {
    alm.re[almIndex(8, l, m)] = re
    alm.im[almIndex(8, l, m)] = im
  }
  set(1, 1, 3e-3, 4e-3)
  set(2, 0, 5e-4, 0)
  set(4, 3, 0, -5e-5)
  const list = coefficientsOf(alm, 6)
  const plot = almPlot(list, 6, 300, 260, largestOf(list))
  const mark = (l: number, m: number) => plot.marks.find((one) => one.l === l && one.m === m)!

  test('has each number at its own l and m, as the transform stores it', () => {
    expect(list).toHaveLength(27)
    for (const { l, m, re, im } of list) expect([re, im]).toEqual([alm.re[almIndex(8, l, m)], alm.im[almIndex(8, l, m)]])
  })

  test('grows by equal steps for equal factors, down to a thousandth of the largest', () => {
    const [large, middle, small, none] = [mark(1, 1), mark(2, 0), mark(4, 3), mark(5, 5)].map(({ radius }) => radius) as [number, number, number, number]
    expect(large - middle).toBeCloseTo(middle - small, 9)
    expect(large).toBeCloseTo(0.45 * plot.cell, 9)
    expect(none).toBeLessThan(small)
  })

  test('points its hand to the phase: right is real, up imaginary', () => {
    const [x, y] = mark(1, 1).hand
    expect(x / y).toBeCloseTo(-3 / 4, 9)
    expect(y).toBeLessThan(0)
    expect(mark(4, 3).hand[1]).toBeGreaterThan(0)
    expect(mark(6, 6).hand).toEqual([0, -0])
  })

  test('a difference is of complex numbers: equal amplitudes of opposite phase differ by twice as much', () => {
    const other = list.map((one) => ({ ...one, re: -one.re, im: -one.im }))
    const found = differenceOf(list, other).find(({ l, m }) => l === 1 && m === 1)!
    expect(Math.hypot(found.re, found.im)).toBeCloseTo(1e-2, 12)
    expect(differenceOf(list, list).every(({ re, im }) => re === 0 && im === 0)).toBe(true)
  })
})

describe('the plane of dipoles', () => {
  test('has all arrows in one scale, 6 h upward, with ellipses of 68 %', () => {
    const plane = dipolePlane([{ id: 'a', d0h: 1e-3, d6h: 0 }, { id: 'b', d0h: 0, d6h: 5e-4, covariance: [1e-8, 0, 0, 1e-8] }, { id: 'c', d0h: NaN, d6h: 0 }], 200)
    expect(plane.arrows.map(({ id }) => id)).toEqual(['a', 'b'])
    const [a, b] = plane.arrows as [(typeof plane.arrows)[0], (typeof plane.arrows)[0]]
    expect(a.tip.x - plane.origin.x).toBeCloseTo(2 * (plane.origin.y - b.tip.y), 9)
    const reach = Math.max(...b.ellipse.match(/[\d.]+ [\d.]+/g)!.map((pair) => Number(pair.split(' ')[0]) - b.tip.x))
    expect(reach / (a.tip.x - plane.origin.x)).toBeCloseTo(0.1 * Math.sqrt(DELTA_CHI2.p68), 3)
    expect(a.ellipse).toBe('')
  })
})

test('a sparkline goes up to its largest number and leaves out what is none', () => {
  const { points, path } = sparkline([-10, -4, NaN, -1], 100, 30)
  expect(points.map(({ y }) => y)).toEqual([26, expect.closeTo(26 - (22 * 6) / 9, 9), 4])
  expect(path.match(/M/g)).toHaveLength(2)
  expect(sparkline([7, 7], 100, 30).points.map(({ y }) => y)).toEqual([15, 15])
})
