import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
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
})
