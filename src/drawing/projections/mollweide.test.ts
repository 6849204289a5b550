import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mollweide } from './mollweide.ts'

const lambdas = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true })
const phis = fc.double({ min: -Math.PI / 2, max: Math.PI / 2, noNaN: true })

describe('the Mollweide projection', () => {
  test('satisfies its defining equation 2t + sin 2t = π sin φ', () => {
    fc.assert(
      fc.property(phis, (phi) => {
        const t = Math.asin(Math.max(-1, Math.min(1, mollweide(0, phi)[1] / Math.SQRT2)))
        expect(2 * t + Math.sin(2 * t)).toBeCloseTo(Math.PI * Math.sin(phi), 12)
      }),
    )
  })

  test('is undone by its inverse', () => {
    fc.assert(
      fc.property(lambdas, fc.double({ min: -1.57, max: 1.57, noNaN: true }), (lambda, phi) => {
        const [back, latitude] = mollweide.invert(...mollweide(lambda, phi))
        expect(latitude).toBeCloseTo(phi, 10)
        expect(back).toBeCloseTo(lambda, 8)
      }),
    )
  })

  test('keeps areas: the Jacobian is cos φ everywhere', () => {
    fc.assert(
      fc.property(lambdas, fc.double({ min: -1.5, max: 1.5, noNaN: true }), (lambda, phi) => {
        const h = 1e-4
        const dx = (mollweide(lambda + h, phi)[0] - mollweide(lambda - h, phi)[0]) / (2 * h)
        const dy = (mollweide(lambda, phi + h)[1] - mollweide(lambda, phi - h)[1]) / (2 * h)
        expect(dx * dy).toBeCloseTo(Math.cos(phi), 6)
      }),
    )
  })

  test('puts the poles on the axis, the edges of the equator at ±2√2, north up', () => {
    expect(mollweide(1, Math.PI / 2)).toEqual([0, Math.SQRT2])
    expect(mollweide(-1, -Math.PI / 2)).toEqual([-0, -Math.SQRT2])
    expect(mollweide(Math.PI, 0)[0]).toBeCloseTo(2 * Math.SQRT2, 14)
    expect(mollweide(0, 0.3)[1]).toBeGreaterThan(0)
  })
})
