import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { declinationLimits } from '../science/observatory/fieldOfView.ts'
import { angleBetween, equatorialAngles, equatorialVector } from '../science/sphere/directions.ts'
import { radians } from '../science/units.ts'
import { seededStudy } from '../study/seeded.ts'
import { cameraOf, toScreen } from './camera.ts'
import { dailyLimits, drawView, momentaryLines } from './fieldOfViewNow.ts'

const views = fc.record({
  latitude: fc.double({ min: -Math.PI / 2, max: Math.PI / 2, noNaN: true }),
  sidereal: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
  zenithMax: fc.double({ min: 0.05, max: 1.5, noNaN: true }),
})

describe('the field of view at a moment', () => {
  test('has every point of its circles at their angle from the zenith', () => {
    fc.assert(
      fc.property(views, (view) => {
        const zenith = equatorialVector(view.sidereal, view.latitude)
        const lines = momentaryLines(view, radians(2))
        const thetas = [...[30, 60].map(radians).filter((theta) => theta < view.zenithMax - radians(0.5)), view.zenithMax]
        expect(lines).toHaveLength(thetas.length)
        lines.forEach(({ curve }, i) => curve.forEach((v) => expect(angleBetween(v, zenith)).toBeCloseTo(thetas[i]!, 9)))
      }),
    )
  })

  test('touches the limits of the day, which are those of the field of view, and no more', () => {
    fc.assert(
      fc.property(views, (view) => {
        const { south, north } = declinationLimits(view)
        const cut = momentaryLines(view, radians(0.5)).at(-1)!
        const deltas = cut.curve.map((v) => equatorialAngles(v).delta)
        for (const delta of deltas) expect(delta).toBeGreaterThanOrEqual(south - 1e-9)
        for (const delta of deltas) expect(delta).toBeLessThanOrEqual(north + 1e-9)
        const limits = dailyLimits(view, radians(2)).map(({ curve }) => equatorialAngles(curve[0]!).delta)
        const open = [view.latitude - view.zenithMax, view.latitude + view.zenithMax].filter((delta) => Math.abs(delta) < Math.PI / 2 - 1e-9)
        expect(limits).toHaveLength(open.length)
        for (const delta of limits) expect(Math.min(Math.abs(delta - south), Math.abs(delta - north))).toBeLessThan(1e-9)
        if (open.length === 2) {
          expect(Math.min(...deltas)).toBeCloseTo(south, 3)
          expect(Math.max(...deltas)).toBeCloseTo(north, 3)
        }
      }),
    )
  })

  test('draws HAWC from −41° to +79°, with its zenith where the camera sees it, the cut heavier than the guides', () => {
    const camera = cameraOf(seededStudy.view.camera, 720, 360)
    const { paths, zenith } = drawView(camera, { latitude: radians(19), sidereal: 2, zenithMax: radians(60) })
    expect(paths.map(({ style }) => style.dash.length)).toEqual([4, 4, 2, 0]) // the circle of 60° is the cut itself
    expect(paths.at(-1)!.style.width).toBeGreaterThan(paths[2]!.style.width)
    const [x, y] = toScreen(camera, 2, radians(19))!
    expect(zenith![0]).toBeCloseTo(x, 6)
    expect(zenith![1]).toBeCloseTo(y, 6)
    const limits = dailyLimits({ latitude: radians(19), zenithMax: radians(60) }, 0.1).map(({ curve }) => Math.asin(curve[0]![2]))
    expect(limits).toEqual([expect.closeTo(radians(-41), 12), expect.closeTo(radians(79), 12)])
  })

  test('is one circle of declination about the Pole', () => {
    const view = { latitude: -Math.PI / 2, sidereal: 1, zenithMax: radians(65) }
    for (const { curve, kind } of momentaryLines(view, radians(2))) if (kind === 'cut') for (const v of curve) expect(Math.asin(v[2])).toBeCloseTo(radians(-25), 9)
    expect(dailyLimits(view, radians(2))).toHaveLength(1)
  })
})
