import { describe, expect, test } from 'vitest'
import type { Colour } from './colour.ts'
import { colourTables } from './colourMaps.ts'

const linear = (c: number) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)

/** Lightness L* from the luminance of the colour as it is stored, in whole steps of 1/255. */
function lightness(colour: Colour): number {
  const [r, g, b] = colour.map((c) => linear(Math.round(c)))
  const y = 0.2126729 * r! + 0.7151522 * g! + 0.072175 * b!
  return y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (24389 / 27) * y
}

const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
const luminance = (l: number) => (l > 8 ? ((l + 16) / 116) ** 3 : l / (24389 / 27))

describe.each(['blueRed', 'vik'] as const)('the diverging scale %s', (name) => {
  const { colours, words } = colourTables[name]
  const l = colours.map(lightness)
  const middle = (colours.length - 1) / 2

  test('has its zero in the middle of an odd number of colours, almost white', () => {
    expect(Number.isInteger(middle)).toBe(true)
    expect(l[middle]).toBeGreaterThan(94)
    expect(Math.max(...l)).toBe(l[middle])
  })

  test('has one lightness for both signs', () => {
    for (let i = 0; i <= middle; i++) expect(Math.abs(l[middle - i]! - l[middle + i]!)).toBeLessThan(0.7)
  })

  test('darkens steadily away from zero', () => {
    // Over five entries: the rounding of single colours to 8 bits is as large as one step.
    for (let i = 0; i + 5 <= middle; i += 5) {
      expect(l[middle + i + 5]!).toBeLessThan(l[middle + i]!)
      expect(l[middle - i - 5]!).toBeLessThan(l[middle - i]!)
    }
    const steps = [0, 1, 2, 3, 4].map((k) => l[middle + (k * middle) / 5]! - l[middle + ((k + 1) * middle) / 5]!)
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.5)
  })

  test('is blue below zero, red above, and stands out from unobserved grey at zero', () => {
    expect(colours[0]![2]).toBeGreaterThan(colours[0]![0])
    expect(colours.at(-1)![0]).toBeGreaterThan(colours.at(-1)![2])
    expect(contrast(luminance(l[middle]!), luminance(lightness([0x7f, 0x88, 0x94])))).toBeGreaterThan(3)
  })

  test('is stored with its red in the lowest byte and opaque', () => {
    expect(words[0]! & 0xff).toBe(Math.round(colours[0]![0]))
    expect(words[0]! >>> 24).toBe(255)
  })
})

test('the scale of counts grows steadily lighter', () => {
  const l = colourTables.counts.colours.map(lightness)
  for (let i = 0; i + 5 < l.length; i += 5) expect(l[i + 5]!).toBeGreaterThan(l[i]!)
})
