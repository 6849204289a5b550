import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Dipole } from '../../science/analysis/dipole.ts'
import { DELTA_CHI2, dipolePlot, ellipsePath } from './dipolePlot.ts'
import { harmonicsAt, profilePlot } from './profilePlot.ts'
import { spectrumPlot } from './spectrumPlot.ts'

const l = Float64Array.from({ length: 41 }, (_, i) => i)
const law = (amplitude: number) => ({ l, cl: l.map((i) => (i === 0 ? 9 : amplitude * i ** -3)) })

describe('the spectrum plot', () => {
  const noise = { l, level: l.map(() => 1e-10) }

  test('shows a power law as a straight line, without the monopole', () => {
    const { before } = spectrumPlot({ before: law(1e-6), noise }, 500, 240)
    expect(before.map((point) => point.l)[0]).toBe(1)
    const slope = (i: number, k: number) => (before[k]!.y - before[i]!.y) / (before[k]!.x - before[i]!.x)
    expect(slope(0, 9)).toBeCloseTo(slope(9, 39), 6)
    expect(slope(0, 9)).toBeGreaterThan(0) // power falls, and y grows downward
  })

  test('keeps points below the noise, and those that were subtracted away at the lower edge', () => {
    const after = law(1e-6)
    after.cl[1] = 1e-38
    after.cl[40] = 5e-12
    const plot = spectrumPlot({ after, noise }, 500, 240)
    expect(plot.after).toHaveLength(40)
    expect(plot.after[0]!.below).toBe(true)
    expect(plot.after[39]!.below).toBe(false)
    expect(plot.after[39]!.y).toBeGreaterThan(plot.noiseStart!.y)
    for (const { x, y } of plot.after) {
      expect(x).toBeGreaterThanOrEqual(plot.frame.left)
      expect(x).toBeLessThanOrEqual(plot.frame.right)
      expect(y).toBeLessThanOrEqual(plot.frame.bottom)
    }
  })

  test('has the angle 180°/l on top, above its l', () => {
    const { angleTicks, lTicks } = spectrumPlot({ before: law(1e-6) }, 500, 240)
    expect(angleTicks.find(({ text }) => text === '180°')!.at).toBe(lTicks.find(({ text }) => text === '1')!.at)
    expect(angleTicks.find(({ text }) => text === '90°')!.at).toBe(lTicks.find(({ text }) => text === '2')!.at)
  })

  test('draws a curve from elsewhere through the very places of equal numbers, as far as the axis of l goes, broken where it has none', () => {
    const longer = { name: 'theirs', l: Float64Array.from({ length: 200 }, (_, i) => i), cl: Float64Array.from({ length: 200 }, (_, i) => (i === 7 ? NaN : i === 9 ? -1e-9 : 1e-6 * i ** -3)) }
    const { before, others, frame } = spectrumPlot({ before: law(1e-6), noise, others: [{ ...longer, error: longer.cl.map((cl) => cl / 2) }] }, 500, 240)
    const drawn = before.filter(({ l: degree }) => degree !== 7 && degree !== 9)
    const places = others[0]!.path.match(/[\d.]+,[\d.]+/g)!.map((pair) => pair.split(',').map(Number))
    expect(places).toHaveLength(drawn.length)
    drawn.forEach(({ x, y }, i) => {
      expect(places[i]![0]).toBeCloseTo(x, 2)
      expect(places[i]![1]).toBeCloseTo(y, 2)
    })
    expect(others[0]!.path.match(/M/g)).toHaveLength(3)
    const bars = others[0]!.bars.match(/M[\d.]+ [\d.]+V[\d.]+/g)!.map((bar) => bar.slice(1).split(/[ V]/).map(Number))
    expect(bars).toHaveLength(drawn.length)
    for (const [x, bottom, top] of bars as [number, number, number][]) {
      expect(x).toBeLessThanOrEqual(frame.right)
      expect(bottom - top).toBeGreaterThan(0)
      expect(bottom).toBeLessThanOrEqual(frame.bottom)
    }
    // 3/2 over 1/2 of every value: equally long on a logarithmic axis, where it does not end at the edge.
    const [one, two] = [bars[0]!, bars[3]!].map(([, low, high]) => low! - high!)
    expect(one).toBeCloseTo(two!, 6)
  })

  test('draws no noise line where no level is known', () => {
    const plot = spectrumPlot({ before: law(1e-6), noise: { l, level: new Float64Array(0) } }, 500, 240)
    expect([plot.noisePath, plot.noiseStart]).toEqual(['', undefined])
  })
})

describe('the profile plot', () => {
  const alpha = Float64Array.from({ length: 24 }, (_, i) => ((i + 0.5) * Math.PI) / 12)
  const harmonics = [{ m: 1, amplitude: 1e-3, amplitudeError: 1e-5, alpha: 0.66, alphaError: 0.01 }, { m: 2, amplitude: 3e-4, amplitudeError: 1e-5, alpha: 2, alphaError: 0.02 }]
  const value = alpha.map((a) => harmonicsAt(harmonics, a))
  const plot = profilePlot({ alpha, value, error: alpha.map(() => 2e-5), harmonics, chi2: 20, degreesOfFreedom: 19, declination: [-0.4, 1] }, 500, 200)

  test('has right ascension growing to the left and finds it back', () => {
    expect(plot.bars[0]!.x).toBeGreaterThan(plot.bars[23]!.x)
    expect(plot.xOf(0.001)).toBeGreaterThan(plot.frame.right - 1)
    const { left, right } = plot.frame
    expect(plot.alphaAt(left - 30)).toBeCloseTo(2 * Math.PI, 8)
    expect(plot.alphaAt(left - 30)).toBeLessThan(2 * Math.PI)
    expect(plot.alphaAt(right + 30)).toBe(0)
    fc.assert(fc.property(fc.double({ min: 0.001, max: 6.28, noNaN: true }), (a) => void expect(plot.alphaAt(plot.xOf(a))).toBeCloseTo(a, 9)))
  })

  test('draws the harmonics through values made of them', () => {
    const points = [...plot.fitPath.matchAll(/(-?[\d.]+),(-?[\d.]+)(?=[MLC]|$)/g)].map((m) => [Number(m[1]), Number(m[2])] as const)
    for (const { x, y } of plot.bars) {
      const nearest = points.reduce((a, b) => (Math.abs(b[0] - x) < Math.abs(a[0] - x) ? b : a))
      expect(Math.abs(nearest[1] - y)).toBeLessThan(4)
    }
  })

  test('shares one power of ten, and draws error bars of one standard deviation', () => {
    expect(plot.unit.text).toBe('×10⁻³')
    const { high, y, low } = plot.bars[3]!
    expect(low - y).toBeCloseTo(y - high, 9)
    expect((low - high) / (plot.frame.bottom - plot.frame.top)).toBeCloseTo(4e-5 / (2 * 1.08 * (Math.max(...value.map(Math.abs)) + 2e-5)), 2)
  })
})

describe('the dipole plot', () => {
  const dipole = (d0h: number, d6h: number): Dipole => ({
    d0h, d6h, covariance: [4e-10, 1e-10, 1e-10, 2e-10], a1: Math.hypot(d0h, d6h), a1Error: 1e-5, alpha1: Math.atan2(d6h, d0h), alpha1Error: 0.02,
    chance: 1e-9, interval68: undefined, limit95: undefined, degrees: [1], condition: 1, multipoles: [],
  })

  test('points to the right for 0h, upward for 6h', () => {
    const { origin, tip } = dipolePlot(dipole(6e-4, 5e-4), 200)
    expect(tip.x).toBeGreaterThan(origin.x)
    expect(tip.y).toBeLessThan(origin.y)
  })

  test('has a head that ends in its tip, square to the shaft and as broad on either side', () => {
    const { origin, tip, headPath } = dipolePlot(dipole(6e-4, 5e-4), 200)
    const [head, left, right] = headPath.slice(1, -1).split('L').map((corner) => corner.split(' ').map(Number))
    expect(head).toEqual([tip.x, tip.y])
    const middle = [(left![0]! + right![0]!) / 2, (left![1]! + right![1]!) / 2]
    const cross = (u: number[], v: number[]): number => u[0]! * v[1]! - u[1]! * v[0]!
    const shaft = [tip.x - origin.x, tip.y - origin.y]
    expect(cross([tip.x - middle[0]!, tip.y - middle[1]!], shaft)).toBeCloseTo(0, 9)
    expect((right![0]! - left![0]!) * shaft[0]! + (right![1]! - left![1]!) * shaft[1]!).toBeCloseTo(0, 9)
    expect(Math.hypot(right![0]! - left![0]!, right![1]! - left![1]!)).toBeCloseTo(8.1, 9)
  })

  test('encloses 68.3 % and 95 % of the plane', () => {
    expect(DELTA_CHI2.p68).toBeCloseTo(2.296, 3)
    expect(DELTA_CHI2.p95).toBeCloseTo(5.991, 3)
    const c = [4, 1, 1, 2] as const
    ellipsePath(c, 5.991, (u, v) => {
      // C⁻¹ = (1/7) [[2, −1], [−1, 4]]
      expect((2 * u * u - 2 * u * v + 4 * v * v) / 7).toBeCloseTo(5.991, 9)
      return [u, v]
    })
  })
})
