/** The graphics card against the processor: the same sky pixel under every screen pixel, and the same colour. */
import { afterAll, describe, expect, test } from 'vitest'
import { ringsOf, type Geometry } from '../../science/sphere/rings.ts'
import type { CameraView, ProjectionName } from '../../study/document.ts'
import { defaultCamera } from '../../study/seeded.ts'
import { cameraOf } from '../camera.ts'
import { CanvasSky } from '../canvasSky.ts'
import { colourTable } from '../colourMaps.ts'
import type { Painting } from '../paint.ts'
import { projections } from '../projections/projection.ts'
import { skyRaster } from '../raster.ts'
import type { SkyPicture } from '../skyPicture.ts'
import { openContext, rendererOf } from './context.ts'
import { openSky } from './openSky.ts'
import { renderedIndex } from './testing/renderedIndex.ts'
import { ROW, ValueTextures } from './valueTextures.ts'
import { WebglSky } from './webglSky.ts'

const gl = openContext(true)!
const sky = new WebglSky(gl)
afterAll(() => gl.getExtension('WEBGL_lose_context')!.loseContext())

const names = Object.keys(projections) as ProjectionName[]
const turned: CameraView = { ...defaultCamera, frame: 'galactic', centreDeg: [131, 27], zoom: 2.3 }
const views = names.flatMap((projection) => [defaultCamera, turned].flatMap((view) => (['leftward', 'rightward'] as const).map((longitude) => ({ ...view, projection, longitude }))))
// Odd room, so that no border between sky pixels lies on a column of the screen.
const look = (view: CameraView, width = 800, height = 400) => cameraOf(view, width, height, { x: 4.137, y: 3.271 })

const geometries: readonly { geometry: Geometry; share: number }[] = [
  { geometry: { kind: 'healpix', nside: 64 }, share: 0.9999 },
  { geometry: { kind: 'healpix', nside: 512 }, share: 0.999 },
  { geometry: { kind: 'gauss', rings: 121, perRing: 242 }, share: 0.9999 },
]

describe.each(geometries)('the index by the graphics card: $geometry.kind $geometry.nside', ({ geometry, share }) => {
  test.each(views)('is that of the processor: $projection, $frame, $longitude', async (view) => {
    const camera = look(view)
    const { pixel } = skyRaster(camera, ringsOf(geometry))
    const found = await renderedIndex(sky, camera, geometry)
    let [seen, same] = [0, 0]
    for (let i = 0; i < pixel.length; i++) {
      if (pixel[i]! < 0 && found[i]! < 0) continue
      seen++
      if (pixel[i] === found[i]) same++
    }
    console.log(`${JSON.stringify(geometry)} ${view.projection} ${view.frame} ${view.longitude}: ${((100 * same) / seen).toFixed(4)} % of ${seen}`)
    expect(seen).toBeGreaterThan(80_000)
    expect(same / seen).toBeGreaterThanOrEqual(share)
  })
})

/** A map with every kind of value: smooth, tiny, infinite, and a south that was not seen. */
function strangeValues(geometry: Geometry): Float32Array {
  const rings = ringsOf(geometry)
  const values = new Float32Array(rings.pixels)
  for (let ring = 0; ring < rings.count; ring++) {
    for (let i = rings.first[ring]; i < rings.first[ring + 1]; i++) {
      const wave = 1e-3 * Math.sin(0.7 * ring + 5 * rings.sinDelta[ring]) * Math.cos((11 * Math.PI * (i - rings.first[ring])) / (rings.first[ring + 1] - rings.first[ring]))
      values[i] = rings.sinDelta[ring] < -0.4 ? NaN : i % 97 === 0 ? Infinity : i % 89 === 0 ? -Infinity : wave
    }
  }
  return values
}

const plain: Painting = {
  table: colourTable('blueRed'),
  span: { low: -8e-4, high: 8e-4 },
  threshold: 0,
  hatchNegative: false,
  unseen: { ground: [148.3, 154.6, 163], hatch: [120, 127.2, 137] },
}
const paintings: readonly Painting[] = [
  plain,
  { ...plain, table: colourTable('vik'), threshold: 2e-4, hatchNegative: true },
  { ...plain, table: colourTable('counts'), span: { low: 0, high: 1.37e-3 }, hatchNegative: true },
]

/** What a pane shows: [pixels] red, green, blue, each multiplied by the cover, as canvases keep them, and the cover. */
function shown(canvas: HTMLCanvasElement): Float64Array {
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
  return Float64Array.from(data, (byte, i) => (i % 4 === 3 ? byte : (byte * data[i | 3]!) / 255))
}

async function drawnByCard(picture: SkyPicture, on = sky): Promise<HTMLCanvasElement> {
  const target = document.createElement('canvas')
  while (on.draw(target, picture) === 'soon') await new Promise(requestAnimationFrame)
  return target
}

async function drawnByHand(picture: SkyPicture): Promise<HTMLCanvasElement> {
  const target = document.createElement('canvas')
  new CanvasSky().draw(target, picture)
  await expect.poll(() => target.dataset['detail']).toBe('fine')
  return target
}

/** The largest difference between neighbours in a table: a value on the border between two colours may get either. */
const stepOf = ({ table: { colours } }: Painting): number => Math.max(...colours.slice(1).flatMap((colour, i) => colour.map((c, k) => Math.abs(Math.round(c) - Math.round(colours[i]![k]!)))))

/** Turned so that every projection shows both what was seen and what was not. */
const southern: CameraView = { ...defaultCamera, frame: 'ecliptic', centreDeg: [200, -25] }

describe('a picture by the graphics card', () => {
  const geometry: Geometry = { kind: 'healpix', nside: 32 }
  const values = strangeValues(geometry)

  test.each(names.flatMap((projection) => paintings.map((painting, i) => ({ projection, painting, i }))))('has the colours of the processor: $projection, painting $i', async ({ projection, painting }) => {
    const picture: SkyPicture = { camera: look({ ...southern, projection }, 400, 200), density: 1.5, geometry, values, painting }
    const { pixel, inside } = skyRaster(picture.camera, ringsOf(geometry), picture.density)
    const index = await renderedIndex(sky, picture.camera, geometry, picture.density)
    const [card, hand] = [shown(await drawnByCard(picture)), shown(await drawnByHand(picture))]
    let [agreeing, equal, rim, worst, worstAtRim] = [0, 0, 0, 0, 0]
    for (let i = 0; i < pixel.length; i++) {
      if (pixel[i] !== index[i]) continue
      const apart = Math.max(...[0, 1, 2, 3].map((k) => Math.abs(card[4 * i + k]! - hand[4 * i + k]!)))
      if (pixel[i]! >= 0 && inside[i]! < 255) {
        rim++
        worstAtRim = Math.max(worstAtRim, apart)
      } else {
        agreeing++
        if (apart === 0) equal++
        worst = Math.max(worst, apart)
      }
    }
    console.log(`${projection}: ${((100 * equal) / agreeing).toFixed(4)} % equal of ${agreeing}, at worst ${worst} of 255; ${rim} on the rim at worst ${worstAtRim.toFixed(1)}`)
    expect(equal / agreeing).toBeGreaterThan(0.9999)
    expect(worst).toBeLessThanOrEqual(stepOf(painting))
    expect(rim).toBeGreaterThan(100)
    expect(worstAtRim).toBeLessThanOrEqual(2) // the cover is rounded, and what it is multiplied with, and that again by the canvas
  })

  test('replaces the one before, in panes of any size, whichever is drawn first', async () => {
    const small: SkyPicture = { camera: look(defaultCamera, 200, 110), density: 1, geometry, values, painting: plain }
    const large: SkyPicture = { camera: look(turned, 640, 300), density: 2, geometry, values, painting: paintings[1]! }
    const target = document.createElement('canvas')
    for (const picture of [large, small, large, small]) {
      while (sky.draw(target, picture) === 'soon') await new Promise(requestAnimationFrame)
      expect([target.width, target.height]).toEqual([picture.camera.width * picture.density, picture.camera.height * picture.density])
      const fresh = shown(await drawnByCard(picture))
      expect(shown(target).every((byte, i) => byte === fresh[i])).toBe(true)
    }
  })
})

describe('values on the graphics card', () => {
  test('are sent once for each map, and the one unused for longest makes room', () => {
    const textures = new ValueTextures(gl)
    const maps = Array.from({ length: 6 }, () => new Float32Array(16 * 2 ** 20)) // 64 MiB each, of at most 256
    const made = maps.slice(0, 4).map((values) => textures.of(values, Infinity))
    expect(textures.of(maps[0]!, Infinity)).toBe(made[0])
    textures.of(maps[4]!, Infinity)
    expect(textures.count).toBe(4)
    expect(textures.of(maps[0]!, Infinity)).toBe(made[0])
    expect(gl.isTexture(made[1]!)).toBe(false)
    expect(gl.isTexture(made[0]!)).toBe(true)
    textures.clear()
    expect(textures.count).toBe(0)
    expect(gl.isTexture(made[0]!)).toBe(false)
  })

  test('are sent in parts when there is no time, also a last row that is not full', () => {
    const textures = new ValueTextures(gl)
    const values = new Float32Array(ROW * 130 + 17)
    let turns = 1
    while (textures.of(values, 0) === undefined) turns++
    expect(turns).toBe(4)
    textures.clear()
  })

  test('that have no room are refused, not cut', () => {
    expect(new ValueTextures(gl).canHold(12 * 1024 ** 2)).toBe(true)
    expect(new ValueTextures(gl).canHold(12 * 4096 ** 2)).toBe(false)
  })
})

describe('a context', () => {
  test('that the processor plays is not taken unless someone asks', () => {
    expect(rendererOf(gl)).toMatch(/swiftshader|llvmpipe/i)
    expect(openContext(false)).toBeUndefined()
  })

  test('that is lost draws nothing, and when it is restored draws the same picture', async () => {
    const geometry: Geometry = { kind: 'gauss', rings: 60, perRing: 120 }
    const picture: SkyPicture = { camera: look(defaultCamera, 300, 160), density: 1, geometry, values: strangeValues(geometry), painting: plain }
    const events: string[] = []
    let restored: WebglSky | undefined
    const opened = openSky(true, {
      lost: () => events.push('lost'),
      restored: (again) => {
        events.push('restored')
        restored = again
      },
    })!
    const before = shown(await drawnByCard(picture, opened))
    const losing = opened.gl.getExtension('WEBGL_lose_context')!
    losing.loseContext()
    const target = document.createElement('canvas')
    expect(opened.draw(target, picture)).toBe('soon')
    await expect.poll(() => events).toEqual(['lost'])
    losing.restoreContext()
    await expect.poll(() => events).toEqual(['lost', 'restored'])
    const after = shown(await drawnByCard(picture, restored))
    expect(after.every((byte, i) => byte === before[i])).toBe(true)
    opened.gl.getExtension('WEBGL_lose_context')!.loseContext()
  })
})
