import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { angleBetween, equatorialVector } from '../science/sphere/directions.ts'
import { ringOf, ringsOf } from '../science/sphere/rings.ts'
import { centreOf } from '../science/sphere/pixelAt.ts'
import { defaultCamera } from '../study/seeded.ts'
import { anglesIn, cameraOf, toScreen } from './camera.ts'
import { stride, walk } from './walk.ts'

const rings = ringsOf({ kind: 'healpix', nside: 8 })
const start = (pixel: number) => {
  const ring = ringOf(rings, pixel)
  return { pixel, alpha: rings.alpha0[ring] + ((pixel - rings.first[ring]) * 2 * Math.PI) / (rings.first[ring + 1] - rings.first[ring]) }
}
const pixels = fc.integer({ min: 0, max: rings.pixels - 1 })

describe('walking over the map', () => {
  test('a full turn along a ring returns to the start', () => {
    fc.assert(
      fc.property(pixels, (pixel) => {
        const ring = ringOf(rings, pixel)
        expect(walk(rings, start(pixel), rings.first[ring + 1] - rings.first[ring], 0).pixel).toBe(pixel)
      }),
    )
  })

  test('going south and north again returns to the start, and the walk stops at the last ring', () => {
    fc.assert(
      fc.property(pixels, fc.integer({ min: 1, max: 40 }), (pixel, n) => {
        const ring = ringOf(rings, pixel)
        const there = walk(rings, start(pixel), 0, n)
        expect(ringOf(rings, there.pixel)).toBe(Math.min(rings.count - 1, ring + n))
        if (ring + n < rings.count) expect(walk(rings, there, 0, -n).pixel).toBe(pixel)
      }),
    )
  })

  test('aims at the middle of the pixel it came to by a step to the east or west', () => {
    fc.assert(
      fc.property(pixels, fc.integer({ min: -50, max: 50 }).filter((east) => east !== 0), (pixel, east) => {
        const there = walk(rings, start(pixel), east, 0)
        expect(ringOf(rings, there.pixel)).toBe(ringOf(rings, pixel))
        expect(there.alpha).toBeCloseTo(start(there.pixel).alpha, 12)
      }),
    )
  })

  test('a step to the south changes the right ascension by no more than a pixel', () => {
    const there = walk(rings, start(200), 0, 1)
    const centre = start(there.pixel).alpha
    expect(Math.abs(Math.sin((centre - there.alpha) / 2))).toBeLessThan(Math.PI / 16)
  })
})

describe('a step in the picture', () => {
  const at = (view: Partial<typeof defaultCamera>) => cameraOf({ ...defaultCamera, ...view }, 1000, 520)

  test('goes right on the screen whichever way right ascension grows', () => {
    for (const longitude of ['leftward', 'rightward'] as const) {
      const camera = at({ longitude })
      const from = start(rings.first[15]! + 16)
      const to = centreOf(rings, stride(camera, rings, from, 1, 0).pixel)
      expect(toScreen(camera, to.alpha, to.delta)![0]).toBeGreaterThan(toScreen(camera, from.alpha, 0)![0])
    }
  })

  test('keeps the latitude of the frame it is in, to half a pixel', () => {
    const camera = at({ frame: 'galactic', centreDeg: [0, 0] })
    fc.assert(
      fc.property(pixels, (pixel) => {
        const from = centreOf(rings, pixel)
        const before = anglesIn(camera.frame, from.alpha, from.delta).latitude
        if (Math.abs(before) > 1.2) return
        const to = centreOf(rings, stride(camera, rings, { pixel, alpha: from.alpha }, 1, 0).pixel)
        expect(Math.abs(anglesIn(camera.frame, to.alpha, to.delta).latitude - before)).toBeLessThan(Math.sqrt((4 * Math.PI) / rings.pixels))
      }),
    )
  })

  test('in an equatorial picture is a step from pixel to pixel', () => {
    fc.assert(
      fc.property(pixels, fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), (pixel, right, down) => {
        expect(stride(at({ longitude: 'leftward' }), rings, start(pixel), right, down)).toEqual(walk(rings, start(pixel), -right, down))
      }),
    )
  })

  test.each(['leftward', 'rightward'] as const)('in another frame goes as many pixels over the sky, the way the key points, longitude %s', (longitude) => {
    const camera = at({ frame: 'galactic', centreDeg: [0, 0], longitude })
    const size = Math.sqrt((4 * Math.PI) / rings.pixels)
    const on = (pixel: number) => {
      const { alpha, delta } = centreOf(rings, pixel)
      return { vector: equatorialVector(alpha, delta), screen: toScreen(camera, alpha, delta)!, ...anglesIn(camera.frame, alpha, delta) }
    }
    fc.assert(
      fc.property(pixels, fc.constantFrom([4, 0], [-4, 0], [0, 4], [0, -4]), (pixel, [right, down]) => {
        const from = on(pixel)
        if (Math.abs(from.latitude) > 0.8 || Math.cos(from.longitude) < -0.5) return
        const to = on(stride(camera, rings, start(pixel), right!, down!).pixel)
        expect(Math.abs(angleBetween(from.vector, to.vector) - 4 * size)).toBeLessThan(1.2 * size)
        const [x, y] = [to.screen[0] - from.screen[0], to.screen[1] - from.screen[1]]
        expect((right !== 0 ? x : y) * (right! + down!)).toBeGreaterThan(0)
      }),
    )
  })

  test('stops at the poles of the frame, and comes back', () => {
    const camera = at({ frame: 'galactic', centreDeg: [0, 0] })
    const latitudeOf = (pixel: number) => {
      const { alpha, delta } = centreOf(rings, pixel)
      return anglesIn(camera.frame, alpha, delta).latitude
    }
    for (const down of [-1, 1]) {
      let foot = start(400)
      for (let step = 0; step < 40; step++) foot = stride(camera, rings, foot, 0, down)
      expect(-down * latitudeOf(foot.pixel)).toBeGreaterThan(Math.PI / 2 - 0.12)
      for (let step = 0; step < 8; step++) foot = stride(camera, rings, foot, 0, -down)
      expect(-down * latitudeOf(foot.pixel)).toBeLessThan(1.2)
    }
  })
})
