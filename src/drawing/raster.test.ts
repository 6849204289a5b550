import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { centreOf, pixelAt } from '../science/sphere/pixelAt.ts'
import { ringsOf, type Geometry } from '../science/sphere/rings.ts'
import type { CameraView, ProjectionName } from '../study/document.ts'
import { defaultCamera } from '../study/seeded.ts'
import { cameraOf, toSky } from './camera.ts'
import { colourTable } from './colourMaps.ts'
import { clipped, paint } from './paint.ts'
import { projections } from './projections/projection.ts'
import { emptyRaster, rasterRows, skyRaster } from './raster.ts'
import { rowPixels } from './rowPixels.ts'

/** A view that is turned, framed, zoomed into, and seen from outside. */
const turned: CameraView = { ...defaultCamera, frame: 'galactic', longitude: 'rightward', centreDeg: [131, 27], zoom: 1.7 }
const views = (Object.keys(projections) as ProjectionName[]).flatMap((projection) => [defaultCamera, turned].map((view) => ({ ...view, projection })))

const geometries: readonly Geometry[] = [
  { kind: 'healpix', nside: 64 },
  { kind: 'healpix', nside: 5 },
  { kind: 'gauss', rings: 41, perRing: 84 },
]

describe.each(geometries)('the raster of $kind', (geometry) => {
  const rings = ringsOf(geometry)

  test('finds along a row the pixels that are found one by one', () => {
    const row = new Int32Array(40)
    fc.assert(
      fc.property(fc.double({ min: -Math.PI / 2, max: Math.PI / 2, noNaN: true }), fc.double({ min: -7, max: 14, noNaN: true }), (delta, alpha) => {
        const [s, c] = [Math.sin(delta), Math.max(0, Math.cos(delta))]
        const step = -0.0317
        rowPixels(rings, s, c, alpha, step, row.length, row, 0)
        const strange = row.findIndex((pixel, i) => {
          // Directions on the border between two pixels may fall to either.
          return ![0, -1e-9, 1e-9].some((shift) => pixelAt(rings, s, c, alpha + i * step + shift) === pixel)
        })
        expect(strange).toBe(-1)
      }),
      { numRuns: 300 },
    )
  })

  test.each(views)('shows under every screen pixel what the camera says is there: $projection, $frame, $longitude', (view) => {
    // Odd room, so that no border between pixels lies on a column.
    const camera = cameraOf(view, 211, 113, { x: 4.137, y: 3.271 })
    const raster = skyRaster(camera, rings, 1.5)
    let [differing, missing] = [0, 0]
    for (let row = 0; row < raster.height; row++) {
      for (let column = 0; column < raster.width; column++) {
        const sky = toSky(camera, (column + 0.5) / 1.5, (row + 0.5) / 1.5)
        const drawn = raster.pixel[row * raster.width + column]
        if (sky === undefined) continue
        if (drawn < 0) missing++
        if (pixelAt(rings, Math.sin(sky.delta), Math.cos(sky.delta), sky.alpha) !== drawn) differing++
      }
    }
    expect(missing).toBe(0)
    expect(differing).toBeLessThan(3) // on borders between pixels
  })
})

describe.each(Object.keys(projections) as ProjectionName[])('the rim of %s', (projection) => {
  const rings = ringsOf({ kind: 'healpix', nside: 8 })

  test('encloses the area of its outline, softened', () => {
    const camera = cameraOf({ ...turned, projection, zoom: 1 }, 301, 163, { x: 7, y: 5.3 })
    const { inside } = skyRaster(camera, rings, 2)
    const area = (projections[projection].outline === 'ellipse' ? Math.PI : 4) * camera.a * camera.b * 4
    expect(inside.reduce((sum, x) => sum + x / 255, 0) / area).toBeCloseTo(1, 3)
    expect(inside.some((x) => x > 0 && x < 255)).toBe(true)
  })

  test('shows sky wherever it covers a screen pixel, and none elsewhere', () => {
    const { pixel, inside } = skyRaster(cameraOf({ ...turned, projection, zoom: 1 }, 301, 163, { x: 7, y: 5.3 }), rings, 2)
    expect(inside.every((share, i) => (share === 0 ? pixel[i] === -1 || pixel[i]! < rings.pixels : pixel[i]! >= 0 && pixel[i]! < rings.pixels))).toBe(true)
  })
})

describe('the picture of the sky', () => {
  const camera = cameraOf(defaultCamera, 300, 160, { x: 6, y: 5 })
  const rings = ringsOf({ kind: 'healpix', nside: 16 })
  const raster = skyRaster(camera, rings, 2)
  const span = { low: -1, high: 1 }
  const unseen = { ground: [128, 128, 128], hatch: [90, 90, 90] } as const
  const coloured = (values: Float32Array) => {
    const out = new Uint8ClampedArray(4 * raster.pixel.length)
    paint(raster, values, { table: colourTable('vik'), span, threshold: 0, hatchNegative: false, unseen }, out)
    return out
  }

  test('covers the area of the ellipse, its rim softened', () => {
    const { a, b } = camera
    const cover = raster.inside.reduce((sum, x) => sum + x / 255, 0)
    expect(cover / (Math.PI * a * b * 4)).toBeCloseTo(1, 3)
    expect(raster.inside.some((x) => x > 0 && x < 255)).toBe(true)
    expect(raster.inside[0]).toBe(0)
  })

  test('made in slices, and in the arrays of another, is the picture made at once', () => {
    const other = skyRaster(cameraOf({ ...defaultCamera, projection: 'equalArea' }, 300, 160), rings, 2)
    const sliced = emptyRaster(camera, 2, other)
    expect(sliced.pixel).toBe(other.pixel)
    for (let row = 0; row < sliced.height; row += 17) rasterRows(sliced, rings, row, Math.min(sliced.height, row + 17))
    // Compared here and not by the matcher, which is slow on large arrays.
    expect(sliced.pixel.every((pixel, i) => pixel === raster.pixel[i])).toBe(true)
    expect(sliced.inside.every((cover, i) => cover === raster.inside[i])).toBe(true)
  })

  test('painted in slices is the picture painted at once', () => {
    const values = Float32Array.from({ length: rings.pixels }, (_, i) => (i % 7 === 0 ? NaN : Math.sin(i)))
    const painting = { table: colourTable('vik'), span, threshold: 0.2, hatchNegative: true, unseen }
    const [whole, sliced] = [new Uint8ClampedArray(4 * raster.pixel.length), new Uint8ClampedArray(4 * raster.pixel.length)]
    paint(raster, values, painting, whole)
    for (let row = 0; row < raster.height; row += 17) paint(raster, values, painting, sliced, row, Math.min(raster.height, row + 17))
    expect(sliced.every((byte, i) => byte === whole[i])).toBe(true)
  })

  test('has white for zero, the end colours for whatever lies beyond, and grey hatch for no data', () => {
    const at = 4 * (160 * raster.width + 300) // the middle
    const { colours } = colourTable('vik')
    const colourOf = (value: number) => [...coloured(new Float32Array(rings.pixels).fill(value)).slice(at, at + 3)]
    expect(colourOf(0)).toEqual(colours[255]!.map(Math.round))
    expect(colourOf(7)).toEqual(colours.at(-1)!.map(Math.round))
    expect(colourOf(-Infinity)).toEqual(colours[0]!.map(Math.round))
    const grey = coloured(new Float32Array(rings.pixels).fill(NaN))
    const reds = new Set(Array.from({ length: 14 }, (_, i) => grey[at + 4 * i]))
    expect([...reds].every((red) => red! >= 90 && red! <= 128)).toBe(true)
    expect(reds.size).toBeGreaterThan(1)
  })

  test('counts the sky pixels beyond the scale on either side, and never the unseen ones', () => {
    expect(clipped(Float32Array.of(NaN, -2, -1, 0, 1, 1.5, 3), span)).toEqual({ below: 1, above: 2 })
  })
})

test('rows of the rim, whose middle may lie beyond it, show the sky just within', () => {
  const rings = ringsOf({ kind: 'healpix', nside: 8 })
  for (const projection of ['mollweide', 'equirectangular'] as const) {
    for (let height = 40; height < 60; height += 0.25) {
      const camera = cameraOf({ ...defaultCamera, projection }, 200, height)
      const { pixel, inside, width, height: rows } = skyRaster(camera, rings, 1)
      for (const [row, sign] of [[0, 1], [rows - 1, -1]] as const) {
        for (let i = row * width; i < (row + 1) * width; i++) {
          if (inside[i] === 0) continue
          // Within a pixel and a half of the rim: Mollweide's v = sin θ, 2θ + sin 2θ = π sin δ, has δ > 45° at v > 0.8.
          expect(sign * centreOf(rings, pixel[i]!).delta).toBeGreaterThan(Math.PI / 4)
        }
      }
    }
  }
})
