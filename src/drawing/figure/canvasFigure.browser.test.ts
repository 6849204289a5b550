import { describe, expect, test } from 'vitest'
import { pngWriter } from '../../formats/writePng.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import type { CameraView } from '../../study/document.ts'
import type { Display } from '../../study/results.ts'
import { defaultScale, seededStudy } from '../../study/seeded.ts'
import { paint, type Painting } from '../paint.ts'
import { skyRaster } from '../raster.ts'
import { colourScale } from '../scale.ts'
import { paintFigure, skyAlone, textMeasure } from './canvasFigure.ts'
import { layout, type Laid } from './layout.ts'
import { paceOf, type Pace } from './pace.ts'

const geometry = { kind: 'healpix', nside: 32 } as const
const display: Display = {
  geometry, quantity: 'relativeIntensity', values: Float32Array.from({ length: ringsOf(geometry).pixels }, (_, i) => (i % 7 === 0 ? NaN : Math.sin(i / 40) * 1e-3)), autoLimit: 1e-3, min: 0, max: 0, declination: [-1, 0.9], skyFraction: 0.9, ringMeanRemoved: false,
  places: { brightest: { alpha: 0, delta: 0, value: 0 }, faintest: { alpha: 0, delta: 0, value: 0 } },
}
const colours = colourScale('relativeIntensity', { ...defaultScale, hatchNegative: true }, 1e-3)
const painting: Painting = { ...colours, unseen: { ground: [148, 154, 163], hatch: [10, 20, 30] } }
const laidAs = (camera: Partial<CameraView>, ground: 'white' | 'transparent' = 'white'): Laid =>
  layout({ display, view: { ...seededStudy.view, camera: { ...seededStudy.view.camera, ...camera } }, colours, lines: { overlays: ['galacticPlane'] }, edge: false }, { width: 416, ground, title: 'A sky', caption: 'What was done to it.', bar: true, key: true }, textMeasure())

async function rowsOf(laid: Laid, density: number, pace: Pace = paceOf()): Promise<{ strips: Uint8ClampedArray[]; all: Uint8ClampedArray }> {
  const strips: Uint8ClampedArray[] = []
  await paintFigure(laid, { display, painting }, density, pace, async (rgba) => void strips.push(rgba))
  const all = new Uint8ClampedArray(strips.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const strip of strips) {
    all.set(strip, at)
    at += strip.length
  }
  return { strips, all }
}

describe('a figure as pixels', () => {
  test.each([{}, { projection: 'globe', zoom: 2, centreDeg: [40, 30] }, { projection: 'polar', frame: 'galactic', centreDeg: [0, 90] }] as const)('has the map of one raster, through all strips: %j', async (camera) => {
    const laid = skyAlone(laidAs(camera))
    const density = 5
    const { strips, all } = await rowsOf(laid, density)
    expect(strips.length).toBeGreaterThan(3)
    const raster = skyRaster(laid.camera, ringsOf(geometry), density)
    const whole = new Uint8ClampedArray(4 * raster.width * raster.height)
    paint(raster, display.values, painting, whole)
    expect(all.length).toBe(whole.length)
    let different = 0
    // The rim is half covered: a canvas stores such colours rounded.
    for (let i = 0; i < all.length; i += 4) if (whole[i + 3] === 255 && (all[i] !== whole[i] || all[i + 1] !== whole[i + 1] || all[i + 2] !== whole[i + 2])) different++
    expect(different).toBe(0)
    expect(all.filter((_, i) => i % 4 === 3 && whole[i] === 255).every((alpha) => alpha === 255)).toBe(true)
  })

  test('is the same again, and its ground is white, or nothing at all', async () => {
    const { all } = await rowsOf(laidAs({}), 1.25)
    expect((await rowsOf(laidAs({}), 1.25)).all).toEqual(all)
    expect([...all.subarray(0, 4)]).toEqual([255, 255, 255, 255])
    expect([...(await rowsOf(laidAs({}, 'transparent'), 1.25)).all.subarray(0, 4)]).toEqual([0, 0, 0, 0])
  })

  test('is a PNG the browser opens to the same pixels', async () => {
    const { figure } = laidAs({})
    const { all } = await rowsOf(laidAs({}), 2.5)
    const [width, height] = [Math.round(figure.width * 2.5), Math.round(figure.height * 2.5)]
    const writer = pngWriter({ width, height, transparent: false })
    await writer.rows(all)
    const picture = await createImageBitmap(await writer.finish())
    expect([picture.width, picture.height]).toEqual([width, height])
    const context = new OffscreenCanvas(width, height).getContext('2d')!
    context.drawImage(picture, 0, 0)
    const seen = context.getImageData(0, 0, width, height).data
    expect(seen.findIndex((byte, i) => byte !== all[i])).toBe(-1)
  })

  test('breathes at least once for every 70,000 pixels, tells how far it is, and stops when nobody waits', async () => {
    const laid = laidAs({})
    let breaths = 0
    const told: number[] = []
    const { all } = await rowsOf(laid, 5, { breathe: async () => void breaths++, report: (done) => told.push(done) })
    expect(breaths).toBeGreaterThan(all.length / 4 / 70_000)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told.at(-1)).toBe(1)
    const own = new AbortController()
    own.abort()
    await expect(rowsOf(laid, 5, paceOf(own.signal))).rejects.toMatchObject({ code: 'cancelled' })
  })
})
