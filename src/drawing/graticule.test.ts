import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rotate, transposed, type Vector3 } from '../science/math/matrix3.ts'
import { equatorialAngles, equatorialVector } from '../science/sphere/directions.ts'
import { degrees, radians } from '../science/units.ts'
import type { CameraView, FrameName, ProjectionName } from '../study/document.ts'
import { defaultCamera } from '../study/seeded.ts'
import { anglesIn, cameraOf, frameOf, outward, toScreen, toSky, type Camera } from './camera.ts'
import { equatorPath, graticuleOf, gridPath } from './graticule.ts'
import { placeGridLabels } from './gridLabels.ts'
import { boxOf, labelRoom, type Label } from './labels.ts'
import { penOf } from './pen.ts'
import { piecesOf, pointsOf, type Point } from './testing/paths.ts'

const usual = cameraOf(defaultCamera, 1000, 500)

const gridOf = (camera: Camera) => gridPath(camera, penOf(camera), graticuleOf(camera)!)

function labelsOf(camera: Camera): readonly Label[] {
  const room = labelRoom(camera.width, camera.height)
  placeGridLabels(camera, graticuleOf(camera)!, room)
  return room.labels
}

const frames: readonly FrameName[] = ['equatorial', 'galactic', 'ecliptic', 'magnetic']
const projectionNames: readonly ProjectionName[] = ['mollweide', 'hammer', 'equirectangular', 'equalArea', 'polar', 'globe']

const views: fc.Arbitrary<CameraView & { readonly graticule: FrameName }> = fc.record({
  projection: fc.constantFrom(...projectionNames),
  frame: fc.constantFrom(...frames),
  graticule: fc.constantFrom(...frames),
  longitude: fc.constantFrom('leftward' as const, 'rightward' as const),
  unit: fc.constantFrom('degrees' as const, 'hours' as const),
  centreDeg: fc.tuple(fc.integer({ min: 0, max: 360 }), fc.constantFrom(0, 0, 90, -90, 37, -61)),
  zoom: fc.constantFrom(1, 1, 1.7, 4, 11, 40),
  magneticPoleDeg: fc.tuple(fc.integer({ min: 0, max: 359 }), fc.integer({ min: -90, max: 90 })),
})

type Segment = readonly [Point, Point]

const segmentsOf = (path: string): readonly Segment[] => piecesOf(path).flatMap((piece) => piece.slice(1).map((end, i): Segment => [piece[i]!, end]))

function distanceTo([[ax, ay], [bx, by]]: Segment, [x, y]: Point): number {
  const [dx, dy] = [bx - ax, by - ay]
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}

const toCanvas = (camera: Camera, v: Vector3) => {
  const { alpha, delta } = equatorialAngles(v)
  return toScreen(camera, alpha, delta)
}

describe('the net', () => {
  test('leaves the picture on one side and enters on the other, never crossing it', () => {
    const curve = Array.from({ length: 41 }, (_, i) => equatorialVector(radians(i - 20), radians(10)))
    const [east, west] = piecesOf(penOf(usual)(curve, usual.rotation))
    expect(east!.at(-1)![0]).toBeLessThan(20) // right ascension grows towards 360° at the left edge
    expect(west![0]![0]).toBeGreaterThan(980)
    for (const piece of [east!, west!]) for (let i = 1; i < piece.length; i++) expect(Math.abs(piece[i]![0] - piece[i - 1]![0])).toBeLessThan(10)
  })

  test('of the usual picture has eleven meridians and four parallels inside the ellipse', () => {
    const { x, y, a, b } = usual
    for (const [px, py] of pointsOf(gridOf(usual))) expect(((px - x) / a) ** 2 + ((py - y) / b) ** 2).toBeLessThan(1.003)
    expect(piecesOf(gridOf(usual)).length).toBe(11 + 4)
  })

  test('lies, in every projection and at every zoom, on whole multiples of its step in its own frame', () => {
    fc.assert(
      fc.property(views, (view) => {
        const camera = cameraOf(view, 700, 420, { x: 42, y: 4 })
        const { stepDeg } = graticuleOf(camera)!
        const off = (deg: number) => Math.abs(deg - stepDeg * Math.round(deg / stepDeg))
        for (const [px, py] of pointsOf(gridOf(camera))) {
          if (outward(camera, px, py) > 0.95) continue // at the rim a tenth of a pixel may be many degrees
          const sky = toSky(camera, px, py)!
          const { longitude, latitude } = anglesIn(frameOf(view.graticule, view), sky.alpha, sky.delta)
          const missed = Math.min(off(degrees(longitude)) * Math.cos(latitude), off(degrees(latitude)))
          expect(radians(missed) * camera.scale).toBeLessThan(0.6)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('grows finer as one comes nearer', () => {
    const steps = [1, 2, 3, 5, 12, 30].map((zoom) => graticuleOf(cameraOf({ ...defaultCamera, zoom }, 1000, 500))!.stepDeg)
    expect(steps).toEqual([30, 15, 10, 5, 2, 1])
  })

  test('misses no line that crosses the canvas', () => {
    const spots = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(views, spots, (view, shares) => {
        const camera = cameraOf(view, 700, 420, { x: 42, y: 4 })
        const grid = graticuleOf(camera)!
        const drawn = segmentsOf(gridOf(camera) + equatorPath(penOf(camera), grid))
        const frame = frameOf(view.graticule, view)
        for (const [right, down] of shares) {
          const sky = toSky(camera, 700 * right, 420 * down)
          if (sky === undefined) continue
          const { longitude, latitude } = anglesIn(frame, sky.alpha, sky.delta)
          const snapped = radians(grid.stepDeg * Math.round(degrees(latitude) / grid.stepDeg))
          const [x, y] = toCanvas(camera, rotate(transposed(frame), equatorialVector(longitude, snapped))) ?? [-1, -1]
          const inside = x >= 0 && y >= 0 && x <= 700 && y <= 420 && outward(camera, x, y) < 0.95 && Math.abs(snapped) < 1.57
          if (inside) expect(Math.min(...drawn.map((segment) => distanceTo(segment, [x, y])))).toBeLessThan(1)
        }
      }),
      { numRuns: 80 },
    )
  })

  test('misses no meridian either, up to where only every thirtieth degree has one', () => {
    for (const [centreDeg, zoom] of [[[3, 71], 9], [[180, -40], 4], [[90, 0], 30], [[10, 88], 12]] as const) {
      const camera = cameraOf({ ...defaultCamera, zoom, centreDeg }, 700, 420)
      const { stepDeg } = graticuleOf(camera)!
      const drawn = segmentsOf(gridOf(camera))
      let met = 0
      for (let longitudeDeg = 0; longitudeDeg < 360; longitudeDeg += stepDeg) {
        for (let latitudeDeg = -89.5; latitudeDeg < 90; latitudeDeg += 0.5) {
          if (Math.abs(latitudeDeg) > 90 - Math.max(10, stepDeg) && longitudeDeg % 30 !== 0) continue
          const [x, y] = toCanvas(camera, equatorialVector(radians(longitudeDeg), radians(latitudeDeg))) ?? [-1, -1]
          if (!(x >= 0 && y >= 0 && x <= 700 && y <= 420)) continue
          met++
          expect(Math.min(...drawn.map((segment) => distanceTo(segment, [x, y])))).toBeLessThan(1)
        }
      }
      expect(met).toBeGreaterThan(10)
    }
  })

  test('has its equator drawn apart, and none where none is seen', () => {
    expect(pointsOf(equatorPath(penOf(usual), graticuleOf(usual)!)).every(([, y]) => Math.abs(y - 250) < 0.06)).toBe(true)
    const north = cameraOf({ ...defaultCamera, zoom: 20, centreDeg: [10, 60] }, 700, 420)
    expect(equatorPath(penOf(north), graticuleOf(north)!)).toBe('')
    expect(graticuleOf(cameraOf({ ...defaultCamera, graticule: 'none' }, 700, 420))).toBeUndefined()
  })
})

describe('the numbers of the net', () => {
  const shown = (labels: readonly Label[], ground: Label['ground']) => labels.filter((label) => label.ground === ground)

  test('say 360° on the left and 0° on the right, +60° above −60°, and whole hours where hours are wanted', () => {
    const labels = labelsOf(cameraOf(defaultCamera, 1000, 520, { x: 42, y: 4 }))
    const at = (text: string) => labels.find((label) => label.text === text)!
    expect(at('360°').x).toBeLessThan(at('0°').x)
    expect(at('+60°').y).toBeLessThan(at('−60°').y)
    expect(shown(labels, 'map').map(({ text }) => text)).toEqual(['60°', '120°', '180°', '240°', '300°'])
    const hours = cameraOf({ ...defaultCamera, unit: 'hours' }, 1000, 520, { x: 42, y: 4 })
    expect(shown(labelsOf(hours), 'map').map(({ text }) => text)).toEqual(['4h', '8h', '12h', '16h', '20h'])
    expect(shown(labelsOf(hours), 'page').map(({ text }) => text)).toEqual(['24h', '0h', '−60°', '−30°', '+30°', '+60°'])
  })

  test('follow the direction and the middle of the picture', () => {
    const ends = (view: Partial<CameraView>) => shown(labelsOf(cameraOf({ ...defaultCamera, ...view }, 1000, 520, { x: 42, y: 4 })), 'page').slice(0, 2).map(({ text }) => text)
    expect(ends({ longitude: 'rightward' })).toEqual(['0°', '360°'])
    expect(ends({ centreDeg: [0, 0] })).toEqual(['180°', '180°'])
    expect(ends({ centreDeg: [200, 0] })).toEqual(['20°', '20°'])
  })

  test('count hours for right ascension alone', () => {
    const galactic = cameraOf({ ...defaultCamera, unit: 'hours', frame: 'galactic', graticule: 'galactic' }, 1000, 520, { x: 42, y: 4 })
    expect(labelsOf(galactic).some(({ text }) => text.includes('h'))).toBe(false)
    const near = cameraOf({ ...defaultCamera, unit: 'hours', zoom: 6, centreDeg: [100, 20] }, 1000, 520)
    expect(labelsOf(near).map(({ text }) => text)).toContain('6h40')
  })

  test('fit beside a phone’s map', () => {
    const labels = labelsOf(cameraOf(defaultCamera, 390, 203, { x: 34, y: 4 }))
    expect(labels.map(({ text }) => text)).toEqual(['360°', '0°', '−60°', '−30°', '+30°', '+60°', '90°', '180°', '270°'])
  })

  test('never meet, never leave the canvas, and are there in every picture', () => {
    fc.assert(
      fc.property(views, fc.constantFrom([390, 203], [1000, 520], [700, 700]), (view, [width, height]) => {
        const labels = labelsOf(cameraOf(view, width!, height!, { x: width === 390 ? 34 : 42, y: 4 }))
        const boxes = labels.map(boxOf)
        boxes.forEach((a, i) => {
          expect(a.left >= 0 && a.top >= 0 && a.right <= width! && a.bottom <= height!).toBe(true)
          for (const b of boxes.slice(0, i)) expect(a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom).toBe(true)
        })
        expect(labels.length).toBeGreaterThan(2)
      }),
      { numRuns: 150 },
    )
  })

  test('stand at the line they name', () => {
    fc.assert(
      fc.property(views, (view) => {
        const camera = cameraOf({ ...view, unit: 'degrees' }, 1000, 520, { x: 42, y: 4 })
        for (const { text, x, y, ground, baseline } of labelsOf(camera)) {
          if (ground === 'page' || baseline !== 'top' || outward(camera, x, y - 5) > 0.95) continue
          const sky = toSky(camera, ...([x, y - 5] satisfies Point))!
          const { longitude, latitude } = anglesIn(frameOf(view.graticule, view), sky.alpha, sky.delta)
          const offDeg = Math.abs(((degrees(longitude) - Number.parseFloat(text) + 540) % 360) - 180)
          expect(radians(offDeg) * Math.cos(latitude) * camera.scale).toBeLessThan(0.1)
        }
      }),
      { numRuns: 100 },
    )
  })
})
