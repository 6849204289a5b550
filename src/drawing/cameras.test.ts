/** Every projection in every frame, both ways round, from several middles, near and far. */
import { describe, expect, test } from 'vitest'
import { angleBetween, equatorialVector } from '../science/sphere/directions.ts'
import { axisFrame, frameRotation } from '../science/sphere/frames.ts'
import { rotate, transposed } from '../science/math/matrix3.ts'
import { pixelAt } from '../science/sphere/pixelAt.ts'
import { ringsOf } from '../science/sphere/rings.ts'
import { radians } from '../science/units.ts'
import type { CameraView, FrameName, ProjectionName } from '../study/document.ts'
import { defaultCamera } from '../study/seeded.ts'
import { cameraOf, isLevel, outward, toScreen, toSky, type Camera } from './camera.ts'
import { skyRaster } from './raster.ts'

const projectionNames: readonly ProjectionName[] = ['mollweide', 'hammer', 'equirectangular', 'equalArea', 'polar', 'globe']
const frames: readonly FrameName[] = ['equatorial', 'galactic', 'ecliptic', 'magnetic']
const centres: readonly CameraView['centreDeg'][] = [[180, 0], [0, 0], [266.4, -28.9], [75, 90]]
const magneticPoleDeg = [120, -33] as const

const views: CameraView[] = projectionNames.flatMap((projection) =>
  frames.flatMap((frame) => (['leftward', 'rightward'] as const).flatMap((longitude) =>
    centres.flatMap((centreDeg) => [1, 5, 40].map((zoom) => ({ ...defaultCamera, projection, frame, longitude, centreDeg, zoom, magneticPoleDeg }))))))

/** A fixed, even spread of points: no two tests see different ones. */
const points = (width: number, height: number, count: number): [number, number][] =>
  Array.from({ length: count }, (_, i) => [((i * 0.754877666) % 1) * width, ((i * 0.569840291) % 1) * height])

/** Equatorial components of a longitude and latitude of a frame, by its definition. */
function inFrame(frame: FrameName, longitudeDeg: number, latitudeDeg: number) {
  const matrix = frame === 'magnetic' ? axisFrame(equatorialVector(radians(magneticPoleDeg[0]), radians(magneticPoleDeg[1]))) : frameRotation(frame)
  return rotate(transposed(matrix), equatorialVector(radians(longitudeDeg), radians(latitudeDeg)))
}

const place = (camera: Camera, v: readonly [number, number, number]) => toScreen(camera, Math.atan2(v[1], v[0]), Math.asin(Math.max(-1, Math.min(1, v[2]))))

describe.each(projectionNames)('the camera through %s', (projection) => {
  const own = views.filter((view) => view.projection === projection)

  test('finds on the screen what it found in the sky there', () => {
    for (const view of own) {
      const camera = cameraOf(view, 640, 400, { x: 20, y: 10 })
      for (const [px, py] of points(640, 400, 25)) {
        const sky = toSky(camera, px, py)
        expect(sky === undefined).toBe(outward(camera, px, py) > 1)
        if (sky === undefined || outward(camera, px, py) > 0.999) continue
        const [x, y] = toScreen(camera, sky.alpha, sky.delta)!
        expect(Math.hypot(x - px, y - py)).toBeLessThan(1e-4)
      }
    }
  })

  test('has its centre in the middle, and north of it above', () => {
    for (const view of own) {
      const camera = cameraOf(view, 640, 400)
      const [longitudeDeg, latitudeDeg] = view.centreDeg
      const [x, y] = place(camera, inFrame(view.frame, longitudeDeg, latitudeDeg))!
      expect(Math.hypot(x - 320, y - 200)).toBeLessThan(1e-6)
      if (latitudeDeg === 90) continue
      const [above, up] = place(camera, inFrame(view.frame, longitudeDeg, latitudeDeg + 1))!
      expect(Math.abs(above - 320)).toBeLessThan(1e-6)
      expect(up).toBeLessThan(200)
    }
  })

  test('lets longitude grow to the side that is asked for', () => {
    for (const view of own.filter(({ centreDeg }) => centreDeg[1] !== 90)) {
      const [x] = place(cameraOf(view, 640, 400), inFrame(view.frame, view.centreDeg[0] + 1, view.centreDeg[1]))!
      expect(Math.sign(x - 320)).toBe(view.longitude === 'leftward' ? -1 : 1)
    }
  })

  test.each(frames)('puts the pole of the %s frame in the middle when it is the centre', (frame) => {
    const view: CameraView = { ...defaultCamera, projection, frame, centreDeg: [30, 90], magneticPoleDeg }
    const poles = { equatorial: [0, 90], galactic: [192.85948, 27.12825], ecliptic: [270, 90 - 84381.406 / 3600], magnetic: magneticPoleDeg } as const
    const [raDeg, decDeg] = poles[frame]
    const [x, y] = toScreen(cameraOf(view, 640, 400), radians(raDeg), radians(decDeg))!
    expect(Math.hypot(x - 320, y - 200)).toBeLessThan(1e-3)
  })

  test('shows under a point the pixel of the direction it has there, on five hundred points', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 32 })
    for (const view of [{}, { frame: 'galactic', centreDeg: [20, 10], longitude: 'rightward' }, { frame: 'magnetic', centreDeg: [75, 90], zoom: 3 }] satisfies Partial<CameraView>[]) {
      const camera = cameraOf({ ...defaultCamera, projection, magneticPoleDeg, ...view }, 300, 200, { x: 5, y: 5 })
      const raster = skyRaster(camera, rings)
      let wrong = 0
      for (const [px, py] of points(300, 200, 500)) {
        const [column, row] = [Math.floor(px), Math.floor(py)]
        const sky = toSky(camera, column + 0.5, row + 0.5)
        if (sky !== undefined && raster.pixel[row * 300 + column] !== pixelAt(rings, Math.sin(sky.delta), Math.cos(sky.delta), sky.alpha)) wrong++
      }
      expect(wrong).toBeLessThanOrEqual(1) // a point on the border of two pixels
    }
  })

  test('hides the far side of a hemisphere, and nothing else', () => {
    for (const view of own.filter(({ zoom }) => zoom === 1)) {
      const camera = cameraOf(view, 640, 400)
      const [longitudeDeg, latitudeDeg] = view.centreDeg
      const middle = inFrame(view.frame, longitudeDeg, latitudeDeg)
      for (let i = 0; i < 50; i++) {
        const v = equatorialVector(i * 2.4, Math.asin(((i + 0.5) / 50) * 2 - 1))
        const hidden = camera.projection.reach === 'hemisphere' && angleBetween(v, middle) > Math.PI / 2
        expect(place(camera, v) === undefined).toBe(hidden)
      }
    }
  })
})

test('the usual picture has right ascension 0.5° at its right edge and 359.5° at its left', () => {
  const camera = cameraOf(defaultCamera, 1000, 500)
  expect(toScreen(camera, radians(0.5), 0)![0]).toBeGreaterThan(998)
  expect(toScreen(camera, radians(359.5), 0)![0]).toBeLessThan(2)
})

test.each(['mollweide', 'equirectangular', 'equalArea'] as const)('a level picture in %s is the same, row by row or point by point', (projection) => {
  const rings = ringsOf({ kind: 'healpix', nside: 32 })
  for (const [zoom, longitude] of [[1, 'leftward'], [1, 'rightward'], [4, 'leftward']] as const) {
    const level = cameraOf({ ...defaultCamera, projection, longitude, zoom, centreDeg: [77, 0] }, 301, 173, { x: 9, y: 4 })
    // A tilt of a hundred-thousandth of a degree takes the slow way and moves nothing that can be seen.
    const bent = cameraOf({ ...level.view, centreDeg: [77, 1e-5] }, 301, 173, { x: 9, y: 4 })
    expect([isLevel(level), isLevel(bent)]).toEqual([true, false])
    const [a, b] = [skyRaster(level, rings), skyRaster(bent, rings)]
    expect(a.inside).toEqual(b.inside)
    const within = (i: number) => outward(level, (i % 301) + 0.5, Math.floor(i / 301) + 0.5) <= 1
    const differing = a.pixel.reduce((sum, pixel, i) => sum + Number(within(i) && pixel !== b.pixel[i]), 0)
    expect(differing).toBeLessThan(5) // on borders between pixels
  }
})
