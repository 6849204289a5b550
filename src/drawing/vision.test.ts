import { describe, expect, test } from 'vitest'
import type { Colour } from './colour.ts'
import { luminance } from './testing/eye.ts'
import { filterValues, seenAs, visions } from './vision.ts'

const WHITE: Colour = [255, 255, 255]
const MIDDLE: Colour = [128, 128, 128]
const DICHROMATS = ['protanopia', 'deuteranopia', 'tritanopia'] as const

test.each([...DICHROMATS, 'achromatopsia'] as const)('%s leaves white and grey as they are', (vision) => {
  for (const colour of [WHITE, MIDDLE, [0, 0, 0] as const]) seenAs(vision, colour).forEach((c, i) => expect(c).toBeCloseTo(colour[i]!, 2))
})

// Made with numpy, once, from the matrices as the paper's table prints them.
test.each([
  ['protanopia', [200, 30, 40], [87.86, 79.13, 38.08]],
  ['protanopia', [60, 160, 90], [160.91, 146.99, 84.83]],
  ['deuteranopia', [200, 30, 40], [128.72, 115.02, 31.79]],
  ['deuteranopia', [30, 90, 200], [0, 88.95, 197.86]],
  ['tritanopia', [240, 220, 60], [255, 204.1, 189.63]],
  ['tritanopia', [60, 160, 90], [27.79, 157.34, 142.92]],
] as const)('%s sees %j as %j', (vision, colour, seen) => {
  seenAs(vision, colour).forEach((c, i) => expect(c).toBeCloseTo(seen[i]!, 1))
})

/** CIE 1931 XYZ to linear sRGB. */
const rgbOfXyz = ([x, y, z]: Colour): Colour => [3.2404542 * x - 1.5371385 * y - 0.4985314 * z, -0.969266 * x + 1.8760108 * y + 0.041556 * z, 0.0556434 * x - 0.2040259 * y + 1.0572252 * z]

// Confusion points of dichromats in CIE 1931 chromaticity (Smith and Pokorny 1975): light of that direction excites the missing cone alone.
test.each([
  ['protanopia', 0.7465, 0.2535, 0.04],
  ['deuteranopia', 1.4, -0.4, 0.02],
  ['tritanopia', 0.1748, 0, 0.25], // the matrices of the third kind are an approximation, and are not singular
] as const)('%s is blind to what only the missing cone sees', (vision, x, y, left) => {
  const light = rgbOfXyz([x, y, 1 - x - y])
  const seen = visions[vision].rows.map((row) => row.reduce((sum, m, i) => sum + m * light[i]!, 0))
  expect(Math.hypot(...seen) / Math.hypot(...light)).toBeLessThan(left)
})

describe('the bright room', () => {
  test('keeps white and lifts black to a fifth of it', () => {
    seenAs('projector', WHITE).forEach((c) => expect(c).toBeCloseTo(255, 6))
    expect(luminance(seenAs('projector', [0, 0, 0])) / luminance(WHITE)).toBeCloseTo(0.2, 2)
  })

  test('never makes a difference larger', () => {
    for (let c = 0; c < 255; c += 5) {
      const gap = seenAs('projector', [c + 5, 0, 0])[0] - seenAs('projector', [c, 0, 0])[0]
      expect(gap).toBeGreaterThan(0)
      expect(gap).toBeLessThan(5)
    }
  })
})

test('a filter has four rows of five numbers and leaves alpha alone', () => {
  const values = filterValues(visions.projector).split(' ').map(Number)
  expect(values).toHaveLength(20)
  expect(values.slice(15)).toEqual([0, 0, 0, 1, 0])
  expect([values[4], values[9], values[14]]).toEqual([0.2, 0.2, 0.2])
})
