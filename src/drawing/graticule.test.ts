import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { degrees, radians } from '../science/units.ts'
import { defaultCamera } from '../study/seeded.ts'
import { cameraOf, toScreen } from './camera.ts'
import { fieldOfViewPath, fromGalactic, galacticPlane, gridLabels, gridPath, pathOf, toGalactic } from './graticule.ts'

const camera = cameraOf(defaultCamera, 1000, 500)

/** The points of each piece of a path. */
const pieces = (path: string): [number, number][][] =>
  path.split('M').slice(1).map((piece) => piece.split('L').map((pair) => pair.split(',').map(Number) as [number, number]))

describe('lines over the map', () => {
  test('a curve over the edge leaves the picture on one side and enters on the other, never crossing it', () => {
    const curve = Array.from({ length: 41 }, (_, i) => [radians(i - 20), radians(10)] as const)
    const [east, west] = pieces(pathOf(camera, curve))
    expect(east!.at(-1)![0]).toBeLessThan(20) // right ascension grows towards 360° at the left edge
    expect(west![0]![0]).toBeGreaterThan(980)
    for (const piece of pieces(pathOf(camera, curve))) {
      for (let i = 1; i < piece.length; i++) expect(Math.abs(piece[i]![0] - piece[i - 1]![0])).toBeLessThan(10)
    }
  })

  test('the grid stays inside the ellipse', () => {
    const { x, y, a, b } = camera
    for (const [px, py] of pieces(gridPath(camera)).flat()) expect(((px - x) / a) ** 2 + ((py - y) / b) ** 2).toBeLessThan(1.003)
    expect(pieces(gridPath(camera)).length).toBe(11 + 4)
  })

  test('the Galactic plane has no jump across the picture, and its centre lies in Sagittarius', () => {
    const { path, centre } = galacticPlane(camera)
    for (const piece of pieces(path)) for (let i = 1; i < piece.length; i++) expect(Math.hypot(piece[i]![0] - piece[i - 1]![0], piece[i]![1] - piece[i - 1]![1])).toBeLessThan(40)
    const [x, y] = toScreen(camera, radians(266.405), radians(-28.936))!
    expect(Math.hypot(centre![0] - x, centre![1] - y)).toBeLessThan(0.1)
  })

  test('Galactic coordinates lead there and back, and the Galactic pole is at α = 192.859°, δ = +27.128°', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 6.28, noNaN: true }), fc.double({ min: -1.5, max: 1.5, noNaN: true }), (l, b) => {
        const { alpha, delta } = fromGalactic(l, b)
        const back = toGalactic(alpha, delta)
        expect(back.b).toBeCloseTo(b, 9)
        expect(Math.cos(back.l - l)).toBeCloseTo(1, 9)
      }),
    )
    const pole = fromGalactic(0, Math.PI / 2)
    expect(degrees(pole.alpha)).toBeCloseTo(192.859, 2)
    expect(degrees(pole.delta)).toBeCloseTo(27.128, 2)
  })

  test('a field of view that reaches a pole has no edge there', () => {
    expect(fieldOfViewPath(camera, [-Math.PI / 2, radians(64)]).match(/M/g)).toHaveLength(1)
    expect(fieldOfViewPath(camera, [-Math.PI / 2, Math.PI / 2])).toBe('')
  })

  test('labels say 360° on the left and 0° on the right, +60° above −60°', () => {
    const { outside, inside } = gridLabels(camera)
    const at = (text: string) => outside.find((label) => label.text === text)!
    expect(at('360°').x).toBeLessThan(at('0°').x)
    expect(at('+60°').y).toBeLessThan(at('−60°').y)
    expect(inside.map(({ text }) => text)).toEqual(['60°', '120°', '180°', '240°', '300°'])
    expect(gridLabels(camera, 'hours').inside.map(({ text }) => text)).toEqual(['4h', '8h', '12h', '16h', '20h'])
  })
})
