import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { radians, wrap } from '../science/units.ts'
import { defaultCamera } from '../study/seeded.ts'
import { cameraOf, sameCamera, toScreen, toSky } from './camera.ts'

const camera = cameraOf(defaultCamera, 1000, 520, { x: 0, y: 10 })

describe('the camera', () => {
  test('has right ascension 180° in the middle, 359.5° at the left edge, 0.5° at the right edge', () => {
    const [x, y] = toScreen(camera, Math.PI, 0)!
    expect(x).toBeCloseTo(500, 9)
    expect(y).toBeCloseTo(260, 9)
    expect(toScreen(camera, radians(359.5), 0)![0]).toBeLessThan(2)
    expect(toScreen(camera, radians(0.5), 0)![0]).toBeGreaterThan(998)
  })

  test('shows right ascension growing to the left and declination growing upward', () => {
    expect(toScreen(camera, radians(181), 0)![0]).toBeLessThan(500)
    expect(toScreen(camera, Math.PI, radians(1))![1]).toBeLessThan(260)
  })

  test('finds the direction it drew', () => {
    const alphas = fc.double({ min: 1e-6, max: 2 * Math.PI - 1e-6, noNaN: true })
    const deltas = fc.double({ min: -1.55, max: 1.55, noNaN: true })
    fc.assert(
      fc.property(alphas, deltas, (alpha, delta) => {
        const [x, y] = toScreen(camera, alpha, delta)!
        const sky = toSky(camera, x, y)!
        expect(sky.delta).toBeCloseTo(delta, 9)
        expect(Math.cos(sky.alpha - wrap(alpha))).toBeCloseTo(1, 9)
      }),
    )
  })

  test('is the same as another that shows every direction in the same place, and as no other', () => {
    const again = (view = defaultCamera, width = 1000, height = 520, y = 10) => cameraOf(view, width, height, { x: 0, y })
    expect(sameCamera(camera, camera)).toBe(true)
    expect(sameCamera(camera, again({ ...defaultCamera }))).toBe(true)
    for (const other of [again({ ...defaultCamera, zoom: 2 }), again(defaultCamera, 1001), again(defaultCamera, 1000, 521), again(defaultCamera, 1000, 520, 11)]) expect(sameCamera(camera, other)).toBe(false)
  })

  test('finds no sky under no place', () => {
    expect(toSky(camera, NaN, 260)).toBeUndefined()
    expect(toSky(camera, 500, Infinity)).toBeUndefined()
  })

  test('knows that the corners are not sky, and keeps the ellipse twice as wide as high in any window', () => {
    expect(toSky(camera, 3, 3)).toBeUndefined()
    expect(toSky(camera, 997, 517)).toBeUndefined()
    for (const [width, height] of [[400, 900], [1400, 300]] as const) {
      const { a, b } = cameraOf(defaultCamera, width, height, { x: 20, y: 10 })
      expect(a).toBeCloseTo(2 * b, 9)
      expect(2 * a).toBeLessThanOrEqual(width - 40 + 1e-9)
      expect(2 * b).toBeLessThanOrEqual(height - 20 + 1e-9)
    }
  })
})

test('near is as many times larger as the zoom says, about the same middle', () => {
  const near = cameraOf({ ...defaultCamera, zoom: 3 }, 1000, 520, { x: 0, y: 10 })
  expect([near.scale / camera.scale, near.a / camera.a, near.b / camera.b]).toEqual([3, 3, 3].map((ratio) => expect.closeTo(ratio, 12)))
  expect([near.x, near.y]).toEqual([500, 260])
})

test('two cameras are the same where the view, the size and the room for labels all are', () => {
  const like = (width: number, height: number, y: number, zoom = 1) => cameraOf({ ...defaultCamera, zoom }, width, height, { x: 0, y })
  expect(sameCamera(camera, like(1000, 520, 10))).toBe(true)
  for (const other of [like(999, 520, 10), like(1000, 521, 10), like(1000, 520, 11), like(1000, 520, 10, 2)]) expect(sameCamera(camera, other)).toBe(false)
})
