import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { colourScale } from '../../drawing/scale.ts'
import type { Quantity, Scale } from '../../study/document.ts'
import { defaultScale } from '../../study/seeded.ts'
import { dragged, stepped, type Grip } from './scaleMoves.ts'

const locked = colourScale('relativeIntensity', defaultScale, 8e-4)
const free = colourScale('significance', { ...defaultScale, low: -15, limit: 5 }, 12)

describe('dragging an end of a locked scale', () => {
  test('gives the scale the value that lay under the grip, on both sides of zero', () => {
    expect(dragged(locked, 'high', -0.25)).toEqual({ limit: 4e-4 })
    expect(dragged(locked, 'high', 0.5)).toEqual({ limit: 1.6e-3 })
    expect(dragged(locked, 'low', 0.25)).toEqual({ limit: 4e-4 })
  })

  test('never turns the scale over', () => {
    expect(dragged(locked, 'high', -3).limit).toBeGreaterThan(0)
  })

  test('of counts moves the upper end alone', () => {
    const counts = colourScale('counts', defaultScale, 400)
    expect(dragged(counts, 'high', 0.25)).toEqual({ limit: 500 })
    expect(dragged(counts, 'low', 0.25)).toEqual({})
  })
})

describe('dragging an end of a free scale', () => {
  test('leaves the other end where it is, and stays on its side of it', () => {
    expect(dragged(free, 'low', 0.5)).toEqual({ low: -5 })
    expect(dragged(free, 'high', 0.25)).toEqual({ limit: 10 })
    expect(dragged(free, 'low', 2).low).toBeLessThan(5)
    expect(dragged(free, 'high', -2).limit).toBeGreaterThan(-15)
  })

  test('finds zero again', () => {
    expect(dragged(free, 'low', 0.75)).toEqual({ low: 0 })
  })
})

test('a threshold is one number, held on either side', () => {
  const scale = colourScale('significance', { ...defaultScale, threshold: 5 }, 10)
  expect(dragged(scale, 'threshold', 0.1)).toEqual({ threshold: 7 })
  expect(dragged(scale, 'threshold', 0.1, true)).toEqual({ threshold: 3 })
  expect(dragged(scale, 'threshold', -1)).toEqual({ threshold: 0 })
  expect(dragged(scale, 'threshold', 1)).toEqual({ threshold: 10 })
})

test('an arrow key moves an end by a tenth of its leading digit', () => {
  expect(stepped(locked, 'high', 1)).toEqual({ limit: 8.1e-4 })
  expect(stepped(locked, 'high', -10)).toEqual({ limit: 7e-4 })
  expect(stepped(free, 'low', 1)).toEqual({ low: -14 })
})

test('whatever is done to a grip, the scale that comes of it is a scale', () => {
  const quantities = fc.constantFrom<Quantity>('relativeIntensity', 'significance', 'counts')
  const grips = fc.constantFrom<Grip>('low', 'high', 'threshold')
  fc.assert(
    fc.property(quantities, fc.boolean(), fc.double({ min: 1e-9, max: 1e9, noNaN: true }), fc.array(fc.tuple(grips, fc.double({ min: -2, max: 2, noNaN: true })), { maxLength: 6 }), (quantity, unlocked, limit, moves) => {
      let scale: Scale = { ...defaultScale, limit, ...(unlocked ? { low: -limit / 3 } : {}) }
      for (const [grip, share] of moves) scale = { ...scale, ...dragged(colourScale(quantity, scale, 1), grip, share) } as Scale
      const { span, threshold } = colourScale(quantity, scale, 1)
      expect(span.low).toBeLessThan(span.high)
      expect(threshold).toBeGreaterThanOrEqual(0)
      expect(Number.isFinite(span.high - span.low)).toBe(true)
    }),
  )
})
