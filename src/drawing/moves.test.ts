import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { radians } from '../science/units.ts'
import type { CameraView, ProjectionName } from '../study/document.ts'
import { defaultCamera } from '../study/seeded.ts'
import { cameraOf, toScreen, toSky } from './camera.ts'
import { centredOn, DIRECTIONS, directed, directionOf, panned, reframed, zoomed, type Direction } from './moves.ts'

const NAMES: readonly ProjectionName[] = ['mollweide', 'hammer', 'equirectangular', 'equalArea', 'polar', 'globe']
const at = (view: Partial<CameraView> = {}) => cameraOf({ ...defaultCamera, ...view }, 1000, 520)

describe.each(NAMES)('in the %s projection', (projection) => {
  test.each(['leftward', 'rightward'] as const)('a drawn sky follows the hand at the middle, longitude %s', (longitude) => {
    const from = at({ projection, longitude, zoom: 8, centreDeg: [80, 20] })
    const there = toSky(from, from.x, from.y)!
    const to = at({ ...from.view, ...panned(from, 6, -4) })
    const [x, y] = toScreen(to, there.alpha, there.delta)!
    expect(x).toBeCloseTo(from.x + 6, 0)
    expect(y).toBeCloseTo(from.y - 4, 0)
  })

  test('a drawn sky follows the hand at high latitude too, where meridians are close', () => {
    const from = at({ projection, zoom: 8, centreDeg: [80, -60] })
    const there = toSky(from, from.x, from.y)!
    const to = at({ ...from.view, ...panned(from, -9, 5) })
    const [x, y] = toScreen(to, there.alpha, there.delta)!
    expect(Math.hypot(x - from.x + 9, y - from.y - 5)).toBeLessThan(0.5)
  })

  test('a direction that is centred lies in the middle', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 6.28, noNaN: true }), fc.double({ min: -1.5, max: 1.5, noNaN: true }), (alpha, delta) => {
        const from = at({ projection, frame: 'galactic', zoom: 2 })
        const to = at({ ...from.view, ...centredOn(from, alpha, delta) })
        const [x, y] = toScreen(to, alpha, delta)!
        expect(Math.hypot(x - to.x, y - to.y)).toBeLessThan(0.2)
      }),
      { numRuns: 40 },
    )
  })
})

describe('coming nearer', () => {
  test('keeps what is under the pointer there, and never goes beyond the whole sky', () => {
    const from = at({ zoom: 6, centreDeg: [120, 0] })
    const [px, py] = [560, 240]
    const { alpha, delta } = toSky(from, px, py)!
    const to = at({ ...from.view, ...zoomed(from, 1.25, px, py) })
    const [x, y] = toScreen(to, alpha, delta)!
    expect(Math.hypot(x - px, y - py)).toBeLessThan(3)
    expect(zoomed(at(), 0.5)).toEqual({ zoom: 1 })
  })

  test('in the middle and back again is where it began', () => {
    const from = at({ zoom: 2, centreDeg: [33, 10] })
    const near = at({ ...from.view, ...zoomed(from, 2) })
    expect({ ...near.view, ...zoomed(near, 0.5) }).toEqual(from.view)
  })
})

test('a picture of the whole sky is not tilted by a hand that trembles, and right ascension is taken round', () => {
  const { centreDeg } = { ...defaultCamera, ...panned(at({ centreDeg: [2, 0] }), -20, 9) }
  expect(centreDeg[1]).toBe(0)
  expect(centreDeg[0]).toBeGreaterThan(350)
  expect(panned(at(), 0, 60).centreDeg![1]).toBeGreaterThan(5)
})

test('a middle is written in hundredths of a degree, and stays on the sphere', () => {
  fc.assert(
    fc.property(fc.integer({ min: -4000, max: 4000 }), fc.integer({ min: -4000, max: 4000 }), fc.double({ min: 1, max: 64, noNaN: true }), (right, down, zoom) => {
      const [longitude, latitude] = panned(at({ projection: 'globe', zoom, centreDeg: [359.99, 40] }), right, down).centreDeg!
      for (const deg of [longitude, latitude]) expect(Math.abs(deg * 100 - Math.round(deg * 100))).toBeLessThan(1e-6)
      expect([longitude >= 0 && longitude < 360, Math.abs(latitude) <= 90]).toEqual([true, true])
    }),
  )
  expect(zoomed(at({ zoom: 60 }), 10).zoom).toBe(64)
})

test('a place is centred in the frame of the map', () => {
  const from = at({ frame: 'galactic', zoom: 3 })
  const [l, b] = centredOn(from, radians(266.405), radians(-28.936)).centreDeg!
  expect(Math.min(l, 360 - l)).toBeLessThan(0.02)
  expect(b).toBeCloseTo(0, 1)
})

describe('another frame', () => {
  test('has its usual middle when the whole sky is seen, and lines that were the map’s own go with it', () => {
    expect(reframed(at(), 'galactic')).toEqual({ frame: 'galactic', graticule: 'galactic', centreDeg: [0, 0] })
    expect(reframed(at(), 'ecliptic').centreDeg).toEqual([180, 0])
    expect(reframed(at(), 'magnetic').centreDeg).toEqual([0, 0])
    expect(reframed(at({ graticule: 'ecliptic' }), 'galactic').graticule).toBe('ecliptic')
    expect(reframed(at({ frame: 'galactic', graticule: 'galactic', centreDeg: [0, 0] }), 'equatorial').centreDeg).toEqual([180, 0])
  })

  test('keeps in the middle what is looked at closely', () => {
    const from = at({ zoom: 5, centreDeg: [83.6, 22] })
    const there = toSky(from, from.x, from.y)!
    const to = at({ ...from.view, ...reframed(from, 'magnetic') })
    const [x, y] = toScreen(to, there.alpha, there.delta)!
    expect(Math.hypot(x - to.x, y - to.y)).toBeLessThan(0.3)
  })
})

test('each choice of direction is the one its view agrees with, and says where 0° lies', () => {
  for (const name of Object.keys(DIRECTIONS) as Direction[]) {
    const view = { ...defaultCamera, ...directed(defaultCamera, name) }
    expect(directionOf(view)).toBe(name)
    const x = (deg: number) => toScreen(at(view), radians(deg), 0)![0]
    // The first number of the name lies on the left, the last on the right; a degree inside the edge is unambiguous.
    const [left, middle, right] = name.split(/ [←→] /).map((text) => parseFloat(text) * (text.endsWith('h') ? 15 : 1))
    expect(view.centreDeg[0]).toBe(middle)
    const inward = name.includes('←') ? -1 : 1
    expect(x(left! + inward)).toBeLessThan(60)
    expect(x(right! - inward)).toBeGreaterThan(940)
  }
  expect(directionOf({ ...defaultCamera, centreDeg: [77, 0] })).toBeUndefined()
})

test('towards a pole the sky turns about it: at 60° a hand moves the middle by twice the longitude, never by more than five times', () => {
  const turned = (latitudeDeg: number) => 100 - panned(at({ projection: 'equirectangular', longitude: 'rightward', zoom: 4, centreDeg: [100, latitudeDeg] }), 10, 0).centreDeg![0]
  const level = turned(0)
  expect(level).toBeGreaterThan(0.3)
  expect(Math.abs(turned(60) - 2 * level)).toBeLessThan(0.02)
  expect(Math.abs(turned(85) - 5 * level)).toBeLessThan(0.04)
})

test('the whole sky of a frame has its usual middle', () => {
  const middles = (['equatorial', 'galactic', 'ecliptic', 'magnetic'] as const).map((frame) => reframed(at({ centreDeg: [40, 20] }), frame).centreDeg)
  expect(middles).toEqual([[180, 0], [0, 0], [180, 0], [0, 0]])
})

test('a middle just short of 360° is written as 0°', () => {
  expect(centredOn(at(), radians(359.998), 0).centreDeg).toEqual([0, 0])
})
