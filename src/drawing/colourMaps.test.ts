import { describe, expect, test } from 'vitest'
import { coloursFor, colourTable, gradientOf, suitedColours } from './colourMaps.ts'
import { contrast, difference, lightness } from './testing/eye.ts'
import { seenAs } from './vision.ts'

describe.each(['blueRed', 'vik', 'purpleOrange', 'tealBrown'] as const)('the diverging scale %s', (name) => {
  const { colours, words } = colourTable(name)
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

  test.each(['normal', 'protanopia', 'deuteranopia', 'tritanopia'] as const)('tells the signs apart from a quarter of the range on, for %s vision', (vision) => {
    for (let i = Math.ceil(middle / 4); i <= middle; i++) {
      const [below, above] = [colours[middle - i]!, colours[middle + i]!].map((c) => (vision === 'normal' ? c : seenAs(vision, c)))
      expect(difference(below!, above!)).toBeGreaterThanOrEqual(20)
    }
  })

  test('cannot tell the signs apart without any colour: that is what the zero contour is for', () => {
    for (let i = 0; i <= middle; i += 5) expect(difference(seenAs('achromatopsia', colours[middle - i]!), seenAs('achromatopsia', colours[middle + i]!))).toBeLessThan(5)
  })

  test('stands out from unobserved grey at zero', () => {
    expect(contrast(colours[middle]!, [0x7f, 0x88, 0x94])).toBeGreaterThan(3)
  })

  test('is stored with its red in the lowest byte and opaque', () => {
    expect(words[0]! & 0xff).toBe(Math.round(colours[0]![0]))
    expect(words[0]! >>> 24).toBe(255)
  })
})

test.each(['blueRed', 'vik'] as const)('%s is blue below zero and red above', (name) => {
  const { colours } = colourTable(name)
  expect(colours[0]![2]).toBeGreaterThan(colours[0]![0])
  expect(colours.at(-1)![0]).toBeGreaterThan(colours.at(-1)![2])
})

describe.each(['counts', 'blueYellow', 'violetYellow', 'grey'] as const)('the scale of one direction %s', (name) => {
  const { colours } = colourTable(name)

  test('grows steadily lighter, to every eye', () => {
    for (const eye of [(c: (typeof colours)[number]) => c, ...(['protanopia', 'deuteranopia', 'tritanopia', 'achromatopsia'] as const).map((vision) => (c: (typeof colours)[number]) => seenAs(vision, c))]) {
      const l = colours.map((c) => lightness(eye(c)))
      for (let i = 0; i + 8 < l.length; i += 8) expect(l[i + 8]!).toBeGreaterThan(l[i]!)
    }
  })
})

test('jet is what it always was, and exempt from the rules above because it cannot keep them: its lightness rises and falls again', () => {
  const { colours } = colourTable('jet')
  const at = (place: number) => colours[Math.round(place * (colours.length - 1))]!.map(Math.round)
  expect([at(0), at(0.375), at(0.5), at(1)]).toEqual([[0, 0, 128], [1, 255, 254], [128, 255, 128], [128, 0, 0]].map((c) => c.map((x) => expect.closeTo(x, -1))))
  const l = colours.map(lightness)
  const turns = l.filter((x, i) => i > 8 && i + 8 < l.length && Math.sign(x - l[i - 8]!) * Math.sign(l[i + 8]! - x) < 0).length
  expect(turns).toBeGreaterThan(0)
})

test('every quantity has colours that suit it, and asks for no others', () => {
  expect(coloursFor('significance')).toEqual(['blueRed', 'vik', 'purpleOrange', 'tealBrown', 'grey', 'jet'])
  expect(coloursFor('counts')).toEqual(['counts', 'blueYellow', 'violetYellow', 'grey', 'jet'])
  expect(suitedColours('counts', 'vik')).toBe('counts')
  expect(suitedColours('relativeIntensity', 'violetYellow')).toBe('blueRed')
  expect(suitedColours('counts', 'grey')).toBe('grey')
})

test('a gradient begins and ends with the ends of its table', () => {
  expect(gradientOf(colourTable('grey'), 3)).toMatch(/^linear-gradient\(to right, rgb\(24 24 24\), rgb\(1\d\d 1\d\d 1\d\d\), rgb\(246 246 246\)\)$/)
})
