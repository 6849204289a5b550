import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { angleBetween, equatorialVector, localVector } from '../science/sphere/directions.ts'
import { parallel } from './curves.ts'
import { domeOf, fromDome, localPoint, toDome, zenithRadius, type DomeSide } from './dome.ts'
import { domeLines, pathAbove } from './domeLines.ts'
import { domeRaster, paintDome } from './domePixels.ts'

const half = Math.PI / 2
const latitudes = fc.double({ min: -half, max: half, noNaN: true })
const turns = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true })
const sides = fc.constantFrom<DomeSide>('inside', 'above')
const hawc = { latitude: (19 * Math.PI) / 180, sidereal: 2, side: 'inside' } as const
const numbers = (path: string) => path.match(/-?[\d.]+,-?[\d.]+/g)!.map((pair) => pair.split(',').map(Number) as [number, number])

describe('the dome', () => {
  test('has the zenith, α = ωt and δ = Φ, in the middle', () => {
    fc.assert(
      fc.property(latitudes, turns, sides, (latitude, sidereal, side) => {
        const [x, y] = toDome(domeOf({ latitude, sidereal, side }, 300, 20), sidereal, latitude)!
        expect(Math.hypot(x - 150, y - 150)).toBeLessThan(1e-5)
      }),
    )
  })

  test('has the distance from the middle of the angle from the zenith, found by vectors alone, and the horizon on its rim', () => {
    fc.assert(
      fc.property(latitudes, turns, turns, fc.double({ min: -1.5, max: 1.5, noNaN: true }), (latitude, sidereal, alpha, delta) => {
        const dome = domeOf({ latitude, sidereal, side: 'inside' }, 300, 20)
        const theta = angleBetween(equatorialVector(alpha, delta), equatorialVector(sidereal, latitude))
        const at = toDome(dome, alpha, delta)
        if (theta > half + 1e-9) expect(at).toBeUndefined()
        else if (theta < half - 1e-9) expect(Math.hypot(at![0] - 150, at![1] - 150)).toBeCloseTo(zenithRadius(dome, theta), 5)
      }),
    )
    expect(zenithRadius(domeOf(hawc, 300, 20), half)).toBeCloseTo(130, 12)
  })

  test('keeps areas: the cap within θ is 1 − cos θ of the disc', () => {
    const dome = domeOf(hawc, 300)
    for (const theta of [0.2, Math.PI / 6, Math.PI / 3, 1.4]) expect((zenithRadius(dome, theta) / dome.radius) ** 2).toBeCloseTo(1 - Math.cos(theta), 12)
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1.5, noNaN: true }), turns, (theta, phi) => {
        const h = 1e-5
        const at = (t: number, p: number) => localPoint(dome, localVector(p, t))
        const [far, near, right, left] = [at(theta + h, phi), at(theta - h, phi), at(theta, phi + h), at(theta, phi - h)]
        const jacobian = ((far[0] - near[0]) * (right[1] - left[1]) - (far[1] - near[1]) * (right[0] - left[0])) / (4 * h * h)
        // 2π of sky are π radius² of picture.
        expect(Math.abs(jacobian) / (dome.radius ** 2 * Math.sin(theta))).toBeCloseTo(0.5, 6)
      }),
    )
  })

  test('has north at the top and, looking up, east on the left: right ascension grows towards it', () => {
    const inside = domeOf(hawc, 300)
    const north = localPoint(inside, localVector(0, 1))
    const east = localPoint(inside, localVector(half, 1))
    expect(north[0]).toBeCloseTo(150, 10)
    expect(north[1]).toBeLessThan(150)
    expect(east[0]).toBeLessThan(150)
    expect(toDome(inside, hawc.sidereal + 0.2, hawc.latitude)![0]).toBeLessThan(150) // not yet culminated
    const above = domeOf({ ...hawc, side: 'above' }, 300)
    expect(localPoint(above, localVector(half, 1))[0]).toBeGreaterThan(150)
  })

  test('finds every direction above the horizon back', () => {
    fc.assert(
      fc.property(latitudes, turns, sides, turns, fc.double({ min: 0, max: 1.57, noNaN: true }), (latitude, sidereal, side, phi, theta) => {
        const dome = domeOf({ latitude, sidereal, side }, 300, 10)
        const point = localPoint(dome, localVector(phi, theta))
        const { alpha, delta } = fromDome(dome, ...point)!
        const [x, y] = toDome(dome, alpha, delta)!
        expect(Math.hypot(x - point[0], y - point[1])).toBeLessThan(1e-5)
      }),
    )
    expect(fromDome(domeOf(hawc, 300, 20), 10, 10)).toBeUndefined()
  })
})

describe('the lines of the dome', () => {
  test('show the celestial pole as high as the latitude, over the horizon of its own side', () => {
    for (const deg of [19, 64, -35]) {
      const dome = domeOf({ ...hawc, latitude: (deg * Math.PI) / 180 }, 300, 20)
      const [pole, ...others] = domeLines(dome).poles
      expect(others).toHaveLength(0)
      expect(pole!.text).toBe(deg > 0 ? 'NCP' : 'SCP')
      expect(pole!.x).toBeCloseTo(150, 8)
      expect(150 - pole!.y).toBeCloseTo(Math.sign(deg) * zenithRadius(dome, half - Math.abs((deg * Math.PI) / 180)), 8)
    }
    expect(domeLines(domeOf({ ...hawc, latitude: 0 }, 300)).poles).toHaveLength(2)
  })

  test('end on the horizon, where the equator comes from east and goes to west', () => {
    const dome = domeOf(hawc, 300, 20)
    const points = numbers(pathAbove(dome, parallel(0, 0.02)))
    for (const [x, y] of points) expect(Math.hypot(x - 150, y - 150)).toBeLessThan(130.001)
    const ends = points.filter(([x, y]) => Math.hypot(x - 150, y - 150) > 129.999).map(([x, y]) => [Math.round(x), Math.round(y)])
    expect(ends).toContainEqual([20, 150])
    expect(ends).toContainEqual([280, 150])
  })

  test('name east where the projection has it, on either side', () => {
    for (const side of ['inside', 'above'] as const) {
      const dome = domeOf({ ...hawc, side }, 300, 20)
      const places = Object.fromEntries(domeLines(dome).cardinals.map(({ text, x, y }) => [text, [x, y] as const]))
      ;['N', 'E', 'S', 'W'].forEach((letter, quarter) => {
        const [x, y] = localPoint(dome, localVector((quarter * Math.PI) / 2, half))
        expect(Math.hypot(places[letter]![0] - x, places[letter]![1] - y)).toBeCloseTo(11, 6)
      })
    }
  })

  test('have the circles of 30° and 60° at √2 sin 15° and √2 sin 30° of the radius', () => {
    const { guides } = domeLines(domeOf(hawc, 300, 20))
    expect(guides.map(({ r }) => r / 130)).toEqual([expect.closeTo(Math.SQRT2 * Math.sin(Math.PI / 12), 12), expect.closeTo(Math.SQRT1_2, 12)])
  })
})

test('the pixels of the dome have the colours of the directions that the projection puts there', () => {
  const seen: [number, number][] = []
  const pixels = 24
  const out = new Uint32Array(pixels * pixels)
  paintDome(domeRaster(hawc, pixels), hawc.sidereal, (alpha, delta) => seen.push([alpha, delta]), out)
  const dome = domeOf(hawc, pixels)
  let compared = 0
  for (let row = 0, i = 0; row < pixels; row++) {
    for (let column = 0; column < pixels; column++, i++) {
      const wanted = fromDome(dome, column + 0.5, row + 0.5)
      if (wanted === undefined) continue
      expect(out[i]).toBe(i + 1)
      expect(angleBetween(equatorialVector(...seen[i]!), equatorialVector(wanted.alpha, wanted.delta))).toBeLessThan(1e-6)
      compared++
    }
  }
  expect(compared / pixels ** 2).toBeCloseTo(Math.PI / 4, 1)
})
