import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { degrees, radians } from '../science/units.ts'
import { pressed, seenAmplitude, seenPercent, settled } from './dipoleMoves.ts'

const arrow = { alpha: radians(358), delta: radians(87), amplitude: 1e-3 }

describe('a dipole', () => {
  test('is seen by A cos δ: 71 % at 45°, 50 % at 60°, nothing at the pole', () => {
    expect([0, 45, 60, 90, -90].map((deg) => seenPercent({ delta: radians(deg) }))).toEqual([100, 71, 50, 0, 0])
    expect(seenAmplitude({ alpha: 1, delta: radians(60), amplitude: 1e-3 })).toBeCloseTo(5e-4, 15)
    expect(seenAmplitude({ alpha: 1, delta: -Math.PI / 2, amplitude: 1 })).toBe(0)
  })

  test('turns by 5°, with Shift by 1°, towards where the map has it', () => {
    expect(degrees(pressed(arrow, 'ArrowLeft', false, true)!.alpha)).toBeCloseTo(3, 9)
    expect(degrees(pressed(arrow, 'ArrowLeft', false, false)!.alpha)).toBeCloseTo(353, 9)
    expect(degrees(pressed(arrow, 'ArrowRight', true, true)!.alpha)).toBeCloseTo(357, 9)
    expect(degrees(pressed(arrow, 'ArrowDown', true, true)!.delta)).toBeCloseTo(86, 9)
    expect(degrees(pressed(arrow, 'ArrowUp', false, true)!.delta)).toBeCloseTo(90, 9)
    expect(pressed(arrow, 'a', false, true)).toBeUndefined()
  })

  test('grows tenfold in ten presses and never beyond 1', () => {
    let [up, down] = [arrow, { ...arrow, amplitude: 1 }]
    for (let i = 0; i < 10; i++) up = pressed(up, 'PageUp', false, true)!
    for (let i = 0; i < 10; i++) down = pressed(down, 'PageDown', false, true)!
    expect(up.amplitude / 1e-2).toBeCloseTo(1, 2)
    expect(down.amplitude / 0.1).toBeCloseTo(1, 2)
    expect(pressed({ ...arrow, amplitude: 0.95 }, 'PageUp', false, true)!.amplitude).toBe(1)
  })

  test('stays a direction, wherever a hand drops it', () => {
    fc.assert(
      fc.property(fc.double({ min: -20, max: 20, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true }), (alpha, delta) => {
        const kept = settled({ alpha, delta, amplitude: 1e-3 })
        expect(kept.alpha).toBeGreaterThanOrEqual(0)
        expect(kept.alpha).toBeLessThan(2 * Math.PI)
        expect(Math.abs(kept.delta)).toBeLessThanOrEqual(Math.PI / 2)
        expect(1 - Math.cos(kept.alpha - alpha)).toBeLessThan(1e-6)
      }),
    )
  })
})
