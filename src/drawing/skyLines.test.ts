import { describe, expect, test } from 'vitest'
import { angleBetween, equatorialVector } from '../science/sphere/directions.ts'
import { radians } from '../science/units.ts'
import type { CameraView, Overlay } from '../study/document.ts'
import { defaultCamera } from '../study/seeded.ts'
import { cameraOf, toScreen, toSky, type Camera } from './camera.ts'
import { boxOf } from './labels.ts'
import { lineStyles, type LineStyle } from './lineStyles.ts'
import { compassText } from './skyKey.ts'
import { skyLines, type SkyLinesOptions } from './skyLines.ts'
import { piecesOf, pointsOf, type Point } from './testing/paths.ts'

const camera = cameraOf(defaultCamera, 1000, 520, { x: 42, y: 4 })

const ALL: readonly Overlay[] = ['galacticPlane', 'ecliptic', 'regions', 'magneticAxis', 'magneticEquator', 'interstellarFlow', 'lsrApex', 'fieldOfView', 'marks', 'extremes']

const everything: SkyLinesOptions = {
  overlays: ALL,
  observed: [radians(-60), radians(64)],
  sites: [{ name: 'HAWC', latitudeDeg: 19, zenithMaxDeg: 45 }, { name: 'IceCube', latitudeDeg: -90, zenithMaxDeg: 65 }],
  marks: [{ name: 'Crab', raDeg: 83.63, decDeg: 22.01 }, { name: 'ours', raDeg: 200, decDeg: -40, radiusDeg: 12 }],
  extremes: { brightest: { alpha: 1, delta: 0.3 }, faintest: { alpha: 4, delta: -0.4 } },
}

const only = (overlay: Overlay, more: Partial<SkyLinesOptions> = {}, view: Camera = camera) => skyLines(view, { ...everything, ...more, overlays: [overlay] })

const traced = ({ paths }: { readonly paths: readonly { readonly d: string; readonly style: LineStyle }[] }, style: LineStyle): readonly Point[] =>
  paths.filter((path) => path.style === style).flatMap(({ d }) => pointsOf(d))

const direction = (at: Point, view: Camera = camera) => {
  const { alpha, delta } = toSky(view, ...at) ?? { alpha: NaN, delta: NaN }
  return equatorialVector(alpha, delta)
}

/** Away from the rim, where a tenth of a pixel is many degrees. */
const inner = (points: readonly Point[]) => points.filter(([x, y]) => ((x - camera.x) / camera.a) ** 2 + ((y - camera.y) / camera.b) ** 2 < 0.95)

describe('what lies over the map', () => {
  test('is the net and the rim alone when nothing is on', () => {
    const { paths, symbols, key } = skyLines(camera, { overlays: [] })
    expect(paths.map(({ style }) => style)).toEqual([lineStyles.grid, lineStyles.equator, lineStyles.rim])
    expect([symbols, key]).toEqual([[], []])
    expect(skyLines(cameraOf({ ...defaultCamera, graticule: 'none' }, 1000, 520), { overlays: [] }).paths).toHaveLength(1)
  })

  test('shows the Galactic plane without a jump across the picture, its centre in Sagittarius', () => {
    const { paths, symbols } = only('galacticPlane')
    for (const piece of piecesOf(paths.find(({ style }) => style === lineStyles.galacticPlane)!.d)) {
      for (let i = 1; i < piece.length; i++) expect(Math.hypot(piece[i]![0] - piece[i - 1]![0], piece[i]![1] - piece[i - 1]![1])).toBeLessThan(40)
    }
    const pole = equatorialVector(radians(192.85948), radians(27.12825))
    for (const at of inner(traced({ paths }, lineStyles.galacticPlane))) expect(Math.abs(angleBetween(direction(at), pole) - Math.PI / 2)).toBeLessThan(radians(0.1))
    expect(symbols).toHaveLength(1)
    const [x, y] = toScreen(camera, radians(266.405), radians(-28.936))!
    expect(Math.hypot(symbols[0]!.x - x, symbols[0]!.y - y)).toBeLessThan(0.1)
  })

  test('draws the ecliptic through both equinoxes and 23.44° off the equator at the solstices', () => {
    const points = traced(only('ecliptic'), lineStyles.ecliptic)
    for (const [raDeg, decDeg] of [[180, 0], [90, 23.44], [270, -23.44]] as const) {
      const [x, y] = toScreen(camera, radians(raDeg), radians(decDeg))!
      expect(Math.min(...points.map(([px, py]) => Math.hypot(px - x, py - y)))).toBeLessThan(3)
    }
  })

  test.each([
    ['magneticAxis', 'away', 48.469, -21.244],
    ['magneticAxis', 'towards', 228.469, 21.244],
    ['lsrApex', 'diamond', 266.98, 23.22],
  ] as const)('puts %s (%s) where it was worked out by hand: %f°, %f°', (overlay, shape, raDeg, decDeg) => {
    const found = only(overlay).symbols.find((symbol) => symbol.shape === shape)!
    const [x, y] = toScreen(camera, radians(raDeg), radians(decDeg))!
    expect(Math.hypot(found.x - x, found.y - y)).toBeLessThan(0.2)
  })

  test('gives a measured axis its error, and one set by hand none', () => {
    const points = traced(only('magneticAxis'), lineStyles.errorCircle)
    const ends = [equatorialVector(radians(48.5), radians(-21.2)), equatorialVector(radians(228.5), radians(21.2))]
    for (const at of points) expect(Math.abs(Math.min(...ends.map((end) => angleBetween(direction(at), end))) - radians(1.5))).toBeLessThan(radians(0.05))
    expect(points.length).toBeGreaterThan(40)
    const byHand = cameraOf({ ...defaultCamera, magneticPoleDeg: [10, 10] }, 1000, 520)
    expect(traced(only('magneticAxis', {}, byHand), lineStyles.errorCircle)).toEqual([])
    expect(only('magneticAxis', {}, byHand).key[0]!.text).toContain('by hand')
  })

  test('draws the magnetic equator 90° from the pole, its ticks on the side of the pole', () => {
    const pole = equatorialVector(radians(48.5), radians(-21.2))
    const away = inner(traced(only('magneticEquator'), lineStyles.magneticEquator)).map((at) => Math.PI / 2 - angleBetween(direction(at), pole))
    expect(Math.min(...away)).toBeGreaterThan(radians(-0.1))
    expect(Math.max(...away)).toBeGreaterThan(radians(1))
    expect(Math.max(...away)).toBeLessThan(5.2 / camera.scale)
  })

  test('puts the tail of the flow opposite its head', () => {
    const { symbols } = only('interstellarFlow')
    const [head, tail] = ['arrowhead', 'tail'].map((shape) => symbols.find((symbol) => symbol.shape === shape)!)
    expect(angleBetween(direction([head!.x, head!.y]), direction([tail!.x, tail!.y]))).toBeCloseTo(Math.PI, 6)
  })

  test('draws circles that are circles on the sky, in any frame and projection', () => {
    for (const view of [{}, { projection: 'globe', centreDeg: [100, 10] }, { projection: 'hammer', frame: 'galactic' }, { projection: 'equirectangular', frame: 'magnetic' }] satisfies Partial<CameraView>[]) {
      const turned = cameraOf({ ...defaultCamera, ...view }, 1000, 520)
      const centres = [[60, -7.1], [122.1, 43.8], [208.1, 23.9]].map(([raDeg, decDeg]) => equatorialVector(radians(raDeg!), radians(decDeg!)))
      const own = { name: 'x', raDeg: 122.1, decDeg: 43.8, radiusDeg: 10 }
      const points = traced(only('marks', { marks: [own] }, turned), lineStyles.mark)
      expect(points.length).toBeGreaterThan(30)
      for (const at of points) expect(Math.abs(angleBetween(direction(at, turned), centres[1]!) - radians(10))).toBeLessThan(radians(0.5))
      const circles = only('regions', {}, turned)
      const ring = traced(circles, lineStyles.region).map((at) => Math.min(...centres.map((centre) => Math.abs(angleBetween(direction(at, turned), centre) - radians(10)))))
      expect(ring.filter((off) => off < radians(0.5)).length).toBeGreaterThan(60)
      const letters = circles.labels.filter(({ text }) => /^[ABC]$/.test(text))
      for (const { text, x, y } of letters) expect(angleBetween(direction([x, y], turned), centres['ABC'.indexOf(text)]!)).toBeLessThan(radians(10))
    }
  })

  test('limits a detector’s sky at its latitude plus and minus its zenith cut, and names it', () => {
    const { paths, labels } = only('fieldOfView')
    const rows = new Set(paths.filter(({ style }) => style === lineStyles.site).flatMap(({ d }) => inner(pointsOf(d)).map((at) => Math.round((10 * 180 * Math.asin(direction(at)[2])) / Math.PI) / 10)))
    // 64° is the edge of what was observed, too: one line is enough.
    expect([...rows].sort((a, b) => a - b)).toEqual([-26, -25])
    expect(labels.map(({ text }) => text)).toEqual(expect.arrayContaining(['HAWC', 'IceCube']))
  })

  test('leaves the names of lines to the key where the map is small', () => {
    const phone = cameraOf(defaultCamera, 390, 203, { x: 34, y: 4 })
    expect(only('fieldOfView', {}, phone).labels.map(({ text }) => text)).not.toContain('HAWC')
    expect(only('fieldOfView', {}, phone).key.map(({ text }) => text)).toContain('limits of each detector')
  })

  test('draws the edges of what was observed, and none at a pole', () => {
    const edges = (observed: readonly [number, number]) => {
      const path = only('ecliptic', { observed, sites: [] }).paths.find(({ style }) => style === lineStyles.fieldEdge)
      return path === undefined ? 0 : piecesOf(path.d).length
    }
    expect(edges([radians(-26), radians(64)])).toBe(2)
    expect(edges([-Math.PI / 2, radians(64)])).toBe(1)
    expect(edges([-Math.PI / 2, Math.PI / 2])).toBe(0)
  })

  test('marks the brightest place with × and the faintest with +', () => {
    for (const [shape, alpha, delta] of [['cross', 1, 0.3], ['plus', 4, -0.4]] as const) {
      const { x, y } = only('extremes').symbols.find((symbol) => symbol.shape === shape)!
      expect(toScreen(camera, alpha, delta)).toEqual([x, y])
    }
    expect(skyLines(camera, { overlays: ['extremes'] }).symbols).toEqual([])
  })

  test('names a person’s places', () => {
    expect(only('marks').labels.map(({ text }) => text)).toEqual(expect.arrayContaining(['Crab', 'ours']))
  })

  test('hides what is behind the globe', () => {
    const globe = cameraOf({ ...defaultCamera, projection: 'globe', centreDeg: [48, -21] }, 600, 600)
    expect(only('magneticAxis', {}, globe).symbols.map(({ shape }) => shape)).toEqual(['away'])
  })

  test('has labels that meet neither each other nor a symbol and stay on the canvas, with everything on', () => {
    const crowd = Array.from({ length: 200 }, (_, i) => ({ name: `place ${i}`, raDeg: (i * 47) % 360, decDeg: ((i * 31) % 160) - 80 }))
    for (const size of [[390, 203], [1000, 520]] as const) {
      const { labels, symbols } = skyLines(cameraOf(defaultCamera, size[0], size[1], { x: 34, y: 4 }), { ...everything, marks: crowd })
      const boxes = labels.map(boxOf)
      boxes.forEach((a, i) => {
        expect(a.left >= 0 && a.top >= 0 && a.right <= size[0] && a.bottom <= size[1]).toBe(true)
        for (const b of boxes.slice(0, i)) expect(a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom).toBe(true)
      })
      expect(labels.map(({ text }) => text)).toEqual(expect.arrayContaining(['360°', '0°', '−60°', '−30°', '+30°', '+60°', '180°']))
      for (const { x, y } of symbols.filter(({ shape }) => shape !== 'square')) {
        for (const { left, right, top, bottom } of boxes) expect(x > left && x < right && y > top && y < bottom).toBe(false)
      }
    }
  })

  test('has a key that names all that is on and nothing else', () => {
    const named = (options: SkyLinesOptions) => new Set(skyLines(camera, options).key.map(({ overlay }) => overlay))
    expect(named(everything)).toEqual(new Set(ALL))
    for (const overlay of ALL) expect(named({ ...everything, overlays: [overlay] })).toEqual(new Set([overlay]))
    const other = cameraOf({ ...defaultCamera, graticule: 'galactic' }, 1000, 520)
    expect(skyLines(other, { overlays: [] }).key).toMatchObject([{ overlay: 'graticule', text: 'Galactic graticule' }])
  })
})

test('no two overlays are drawn alike', () => {
  const { galacticPlane, ecliptic, site, errorCircle, mark, region, magneticEquator } = lineStyles
  const dashed = [galacticPlane, ecliptic, site, errorCircle, mark].map(({ dash }) => dash.join(' '))
  expect(new Set(dashed).size).toBe(dashed.length)
  expect([region.dash, magneticEquator.dash]).toEqual([[], []]) // the one is round, the other has ticks
})

test.each([
  [{}, 'E ← → W'],
  [{ longitude: 'rightward' }, 'W ← → E'],
  [{ frame: 'galactic' }, 'l ←'],
  [{ frame: 'galactic', longitude: 'rightward' }, '→ l'],
  [{ projection: 'polar', centreDeg: [0, 90] }, 'α ↻'],
  [{ projection: 'polar', centreDeg: [0, -90] }, 'α ↺'],
] satisfies [Partial<CameraView>, string][])('the compass of %j says %s', (view, text) => {
  expect(compassText({ ...defaultCamera, ...view })).toBe(text)
})

test('about the north pole right ascension grows with the clock, as the compass says', () => {
  const polar = cameraOf({ ...defaultCamera, projection: 'polar', centreDeg: [0, 90] }, 500, 500)
  const [x, y] = toScreen(polar, radians(0), radians(60))!
  const [nextX, nextY] = toScreen(polar, radians(5), radians(60))!
  // On a screen, whose y grows downward, the cross product of a turn with the clock is positive.
  expect((x - 250) * (nextY - 250) - (y - 250) * (nextX - 250)).toBeGreaterThan(0)
})
