import { describe, expect, test } from 'vitest'
import { radians } from '../science/units.ts'
import { angleText, degreesText, magnitude, measured, quantity, signed, signedDegreesText, unitFor } from './format.ts'

describe('numbers beside a picture', () => {
  test.each([
    [5.23e-4, 4.1e-5, '(+5.2 ± 0.4) × 10⁻⁴'],
    [-5.23e-4, 4.1e-5, '(−5.2 ± 0.4) × 10⁻⁴'],
    [1e-5, 3e-4, '(0 ± 3) × 10⁻⁴'],
    [-1e-5, 3e-4, '(0 ± 3) × 10⁻⁴'],
    [12.83, 1, '+13 ± 1'],
    [12.834, undefined, '+12.8'],
    [8.1e-4, undefined, '+8.10 × 10⁻⁴'],
    [0, 0.2, '0.0 ± 0.2'],
    [NaN, 1, '—'],
  ])('%d with error %s reads %s', (x, sigma, text) => expect(measured(x, sigma)).toBe(text))

  test.each([
    [8.12e-4, 1.1e-5, '(8.1 ± 0.1) × 10⁻⁴'],
    [-5e-4, 4e-4, '(−5 ± 4) × 10⁻⁴'],
    [2.5, 0.1, '2.5 ± 0.1'],
    [8.12e-4, undefined, '8.12 × 10⁻⁴'],
  ])('an amplitude has no plus: %d with error %s reads %s', (x, sigma, text) => expect(magnitude(x, sigma)).toBe(text))

  test('an angle is as precise as its error', () => {
    expect(angleText(0.6632, 0.0175)).toBe('38° ± 1°')
    expect(angleText(0.6632, 0.0035)).toBe('38.0° ± 0.2°')
    expect([angleText(0.6632, undefined), angleText(0.6632, NaN)]).toEqual(['38.0°', '38.0°'])
  })

  test('a range chooses its power of ten so that one digit stands before the point', () => {
    expect([1.5e-3, 8e-4, 12, 1, 250, 3e8].map((limit) => unitFor(limit).text)).toEqual(['×10⁻³', '×10⁻⁴', '', '', '', '×10⁸'])
  })

  test('counts are written in full while they can be read', () => {
    expect([8649150.4, 5.61e8, 8641.26, NaN].map(quantity)).toEqual(['8,649,150', '5.61 × 10⁸', '8,641.3', '—'])
  })

  test('angles have their sign, and zero has none', () => {
    expect([88, 22, -3.2, -0.01].map((deg) => signedDegreesText(radians(deg)))).toEqual(['+88.0°', '+22.0°', '−3.2°', '0.0°'])
    expect(degreesText(radians(186.4))).toBe('186.4°')
    expect([signed(0.5), signed(-0.75), signed(0)]).toEqual(['+0.5', '−0.75', '0'])
  })
})
