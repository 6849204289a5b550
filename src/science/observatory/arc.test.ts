import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arcOf, integralTo, moment, type Arc } from './arc.ts'

const angle = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true })
const wave = fc.record({ amplitude: fc.double({ min: -1, max: 1, noNaN: true }), peak: angle })

/** Midpoint sum of the wave times e^{ipu} over part of a circle. */
function sum({ from, length, amplitude, peak }: Arc, p: number, upTo = length): [number, number] {
  const n = 4000
  let [re, im] = [0, 0]
  for (let i = 0; i < n; i++) {
    const u = from + (upTo * (i + 0.5)) / n
    const value = ((1 + amplitude * Math.cos(u - peak)) * upTo) / n
    re += value * Math.cos(p * u)
    im += value * Math.sin(p * u)
  }
  return [re, im]
}

describe('a wave on part of a circle', () => {
  test('has the moments of a midpoint sum', () => {
    fc.assert(
      fc.property(angle, angle, wave, fc.integer({ min: -4, max: 4 }), (from, to, one, p) => {
        const arc = arcOf([from, to], one)
        const [wanted, seen] = [sum(arc, p), moment(arc, p)]
        expect(Math.hypot(seen[0] - wanted[0], seen[1] - wanted[1])).toBeLessThan(1e-4)
      }),
    )
  })

  test('is integrated from its beginning, over any number of turns, and does not grow where it is not', () => {
    fc.assert(
      fc.property(angle, angle, wave, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: -3, max: 3 }), (from, to, one, part, turns) => {
        const arc = arcOf([from, to], one)
        const whole = sum(arc, 0)[0]
        const inside = arc.from + part * arc.length
        expect(Math.abs(integralTo(arc, inside + 2 * Math.PI * turns) - turns * whole - sum(arc, 0, part * arc.length)[0])).toBeLessThan(1e-4)
        const outside = arc.from + arc.length + part * (2 * Math.PI - arc.length) * 0.999
        expect(Math.abs(integralTo(arc, outside) - whole)).toBeLessThan(1e-4)
      }),
    )
  })

  test('goes through 0 where it ends before it begins, and is refused where it would be negative', () => {
    expect(arcOf([6, 1], undefined).length).toBeCloseTo(2 * Math.PI - 5, 12)
    expect(() => arcOf(undefined, { amplitude: 1.1, peak: 0 })).toThrow(/nowhere negative/)
    expect(() => arcOf([0, 7], undefined)).toThrow(/turn apart/)
  })
})
