import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ringsOf } from '../../science/sphere/rings.ts'
import type { View } from '../../study/document.ts'
import type { Display } from '../../study/results.ts'
import { defaultScale, seededStudy } from '../../study/seeded.ts'
import { colourScale } from '../scale.ts'
import type { SkyLinesOptions } from '../skyLines.ts'
import { textsOf, type Item } from './figure.ts'
import { layout, wrapped, type Measure, type Wanted } from './layout.ts'
import { FIGURE_SIZES, MOST_PIXELS, pixelsOf, POINTS_PER_UNIT, sizedFor, type SizeName } from './sizes.ts'

const geometry = { kind: 'healpix', nside: 4 } as const
const display = (values: (i: number) => number): Display => ({
  geometry, quantity: 'relativeIntensity', values: Float32Array.from({ length: ringsOf(geometry).pixels }, (_, i) => values(i)), autoLimit: 1e-3, min: 0, max: 0, declination: [-1, 0.9], skyFraction: 0.9, ringMeanRemoved: false,
  places: { brightest: { alpha: 0, delta: 0, value: 0 }, faintest: { alpha: 0, delta: 0, value: 0 } },
})
/** Everything that can lie over a map, with a place of a name that would act if it could. */
const LINES: SkyLinesOptions = {
  overlays: ['galacticPlane', 'ecliptic', 'regions', 'magneticAxis', 'magneticEquator', 'interstellarFlow', 'lsrApex', 'fieldOfView', 'marks', 'extremes'],
  observed: [-1, 0.9],
  marks: [{ name: 'a\u202eb', raDeg: 200, decDeg: 30 }],
  extremes: { brightest: { alpha: 2, delta: 0.1 }, faintest: { alpha: 4, delta: -0.5 } },
}
/** As wide as Helvetica is on average. */
const measure: Measure = ({ text, size }) => 0.5 * size * text.length
const view = (camera: Partial<View['camera']> = {}): View => ({ ...seededStudy.view, camera: { ...seededStudy.view.camera, ...camera } })
const wanted: Wanted = { width: 600, ground: 'white', title: 'A sky', caption: 'What was done to it. '.repeat(12), bar: true, key: true }
const laid = (patch: Partial<Wanted> = {}, camera: Partial<View['camera']> = {}, values = (i: number) => Math.sin(i) * 1e-3, scale = defaultScale) => {
  const shown = display(values)
  return layout({ display: shown, view: view(camera), colours: colourScale('relativeIntensity', scale, shown.autoLimit), lines: LINES, edge: false, pin: { alpha: 1, delta: 0.2 } }, { ...wanted, ...patch }, measure)
}
const kinds = (items: readonly Item[]): string[] => items.map(({ kind }) => kind)

describe('a figure', () => {
  test('at every printed width has no letter smaller than 7 points', () => {
    for (const name of Object.keys(FIGURE_SIZES) as SizeName[]) {
      const { width, millimetres } = sizedFor(name, 1000, 1)
      if (millimetres === undefined) continue
      const { figure } = laid({ width })
      const points = ((millimetres / 25.4) * 72) / width // of a unit, from the printed width alone
      expect(points).toBeCloseTo(POINTS_PER_UNIT, 12)
      const sizes = textsOf(figure.items).map(({ size }) => size * points)
      expect(sizes.length).toBeGreaterThan(10)
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(7)
    }
  })

  test('keeps every text within its edges, at every width and in every projection', () => {
    for (const projection of ['mollweide', 'hammer', 'equirectangular', 'equalArea', 'polar', 'globe'] as const) {
      for (const name of Object.keys(FIGURE_SIZES) as SizeName[]) {
        const { figure, map } = laid({ width: sizedFor(name, 500, 1).width }, { projection })
        const place = (items: readonly Item[], dx: number, dy: number) => {
          for (const item of items) {
            if (item.kind === 'group') place(item.items, dx + item.x, dy + item.y)
            if (item.kind !== 'text') continue
            const [x, y, wide] = [item.x + dx, item.y + dy, measure(item)]
            const left = item.anchor === 'start' ? x : item.anchor === 'end' ? x - wide : x - wide / 2
            expect(left, `${projection} ${name} ${item.text}`).toBeGreaterThanOrEqual(0)
            expect(left + wide, `${projection} ${name} ${item.text}`).toBeLessThanOrEqual(figure.width)
            expect(y).toBeGreaterThan(0)
            expect(y).toBeLessThan(figure.height)
          }
        }
        place(figure.items, 0, 0)
        expect(map.y + map.height).toBeLessThan(figure.height)
      }
    }
  })

  test('has title, map, colour bar and caption from the top down, and only those that are wanted', () => {
    const { figure } = laid({ key: false })
    const group = figure.items.findIndex(({ kind }) => kind === 'group')
    const ramp = figure.items.findIndex(({ kind }) => kind === 'ramp')
    expect(kinds(figure.items.slice(0, group))).toEqual(['text'])
    expect(ramp).toBe(group + 1)
    expect(figure.items.at(-1)).toMatchObject({ kind: 'text', anchor: 'start' })
    const { title: _, caption: __, ...bare } = wanted
    const shown = display(() => 0)
    const alone = layout({ display: shown, view: view(), colours: colourScale('relativeIntensity', defaultScale, 1), lines: LINES, edge: false }, { ...bare, bar: false, key: false }, measure)
    expect(kinds(alone.figure.items)).toEqual(['group'])
    expect(alone.map.y).toBe(0)
  })

  test('names every line and symbol that lies over the map, once', () => {
    const texts = (key: boolean) => laid({ key, bar: false }).figure.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []))
    const named = texts(true).filter((text) => !texts(false).includes(text))
    for (const what of ['Galactic plane', 'ecliptic', 'regions of excess', 'local magnetic field', 'magnetic equator', 'interstellar', 'solar apex', 'edge of what was observed', 'own places', 'brightest and faintest']) {
      expect(named.filter((text) => text.startsWith(what) || text.includes(what)).length, what).toBeGreaterThanOrEqual(1)
    }
    expect(new Set(named).size).toBe(named.length)
    expect(laid({ key: true }).figure.height).toBeGreaterThan(laid({ key: false }).figure.height)
  })

  test('draws where the map is zero as one more line, and the edge of what was seen where white hides it', () => {
    const parallel = { points: Float32Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 3 + i / 40 : 0.2)), first: Int32Array.of(0, 10) }
    const strokes = (over: object) => {
      const shown = display(() => 0)
      const { map } = layout({ display: shown, view: view(), colours: colourScale('relativeIntensity', defaultScale, 1), lines: { overlays: [] }, edge: false, ...over }, { ...wanted }, measure)
      return map.items.filter(({ kind }) => kind === 'stroke').length
    }
    const contours = { levels: [{ level: 0, lines: parallel }], edge: parallel }
    expect(strokes({ contours }) - strokes({})).toBe(1)
    expect(strokes({ contours, edge: true }) - strokes({})).toBe(2)
  })

  test('points at an end of the bar exactly where the sky has values beyond it', () => {
    const ends = (values: (i: number) => number) => laid({ key: false }, {}, values).figure.items.filter(({ kind }) => kind === 'fill').length
    expect(ends((i) => (i % 2 === 0 ? 0.9e-3 : -0.9e-3))).toBe(0)
    expect(ends((i) => (i === 7 ? 1.1e-3 : 0))).toBe(1)
    expect(ends((i) => (i === 7 ? 1.1e-3 : -2e-3))).toBe(2)
  })

  test('greys the middle of the bar as far as a threshold hides values', () => {
    const { figure } = laid({ key: false }, {}, () => 0, { ...defaultScale, threshold: 2.5e-4 })
    const ramp = figure.items.find((item) => item.kind === 'ramp')!
    const [hidden] = figure.items.flatMap((item) => (item.kind === 'fill' ? [item.path.match(/[\d.]+/g)!.map(Number)] : []))
    expect(hidden![0]).toBeCloseTo(ramp.x + ramp.width * 0.375, 9)
    expect(hidden![2]).toBeCloseTo(ramp.x + ramp.width * 0.625, 9)
  })

  test('shows what texts say instead of doing it', () => {
    const texts = textsOf(laid({ title: 'a\u202eb\u0000<script>]]>', caption: '\u2066x' }).figure.items).map(({ text }) => text)
    expect(texts[0]).toBe('a⟨202E⟩b⟨00⟩<script>]]>')
    expect(texts.at(-1)).toBe('⟨2066⟩x')
    for (const text of texts) expect(text).toMatch(/^[^\p{C}]*$/u)
  })
})

test('wrapped lines hold all words in order, and none is wider than there is room', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 40 }), { maxLength: 20 }), fc.integer({ min: 20, max: 300 }), (words, width) => {
      const wide = (line: string) => line.length * 6
      const lines = wrapped(words.join(' '), width, wide)
      for (const line of lines) expect(wide(line) <= width || [...line].length === 1).toBe(true)
      expect(lines.join('').replace(/\s/g, '')).toBe(words.join('').replace(/\s/g, ''))
    }),
  )
})

describe('sizes', () => {
  test('A&A’s column is 88 mm and its page 180 mm; ApJ’s are 3.35 and 7.10 inches', () => {
    const inches = (name: SizeName) => sizedFor(name, 0, 1).millimetres! / 25.4
    expect([inches('aaColumn') * 25.4, inches('aaPage') * 25.4]).toEqual([88, 180])
    expect(inches('apjColumn')).toBeCloseTo(3.353, 3)
    expect(inches('apjPage')).toBeCloseTo(7.1, 2)
  })

  test('a column of 88 mm at 2× is 300 dots an inch, so 1,039 pixels wide', () => {
    const { width, density, dotsPerInch } = sizedFor('aaColumn', 0, 2)
    expect(dotsPerInch).toBe(300)
    expect(pixelsOf({ width, height: 100 }, density).width).toBe(Math.round((88 / 25.4) * 300))
  })

  test('a screen has the pixels that were asked for, whatever the size of its letters', () => {
    for (const wide of [400, 1000, 1400, 1999, 2000]) {
      const { width, density } = sizedFor('screen', wide, 3)
      expect(width * density).toBeCloseTo(3 * wide, 9)
      expect((4 * density) % 1).toBe(0)
      expect(width).toBeGreaterThan(700)
      expect(width).toBeLessThan(1200)
    }
  })

  test('1,400 pixels at 4× are made, and what is too large is refused in words', () => {
    expect(pixelsOf({ width: 1400, height: 1000 }, 4)).toEqual({ width: 5600, height: 4000 })
    expect(() => pixelsOf({ width: 3000, height: 1500 }, 4)).toThrow(expect.objectContaining({ code: 'invalid-argument', message: `A picture of 12000 × 6000 pixels has 72 million of them, and at most ${MOST_PIXELS / 1e6} million are made.` }))
  })
})
