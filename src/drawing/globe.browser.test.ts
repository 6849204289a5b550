import { expect, test } from 'vitest'
import { pixelAt } from '../science/sphere/pixelAt.ts'
import { ringsOf } from '../science/sphere/rings.ts'
import { defaultCamera } from '../study/seeded.ts'
import { cameraOf, toSky, type Camera } from './camera.ts'
import { colourTable } from './colourMaps.ts'
import { createGlobe, dressGlobe } from './globe.ts'

const geometry = { kind: 'healpix', nside: 4 } as const
const rings = ringsOf(geometry)
/** Colours that differ between neighbours. */
const values = Float32Array.from({ length: rings.pixels }, (_, p) => (p * 37) % 101)
const table = colourTable('counts')
const painting = { table, span: { low: 0, high: 100 }, threshold: 0, hatchNegative: false, unseen: { ground: [128, 128, 128], hatch: [128, 128, 128] } } as const

const pixelUnder = (camera: Camera, x: number, y: number): number | undefined => {
  const sky = toSky(camera, x, y)
  return sky && pixelAt(rings, Math.sin(sky.delta), Math.cos(sky.delta), sky.alpha)
}

/** The colours of the canvas, read before the browser shows and forgets them. */
function colours(canvas: HTMLCanvasElement): ImageData {
  const copy = document.createElement('canvas')
  copy.width = canvas.width
  copy.height = canvas.height
  const context = copy.getContext('2d')!
  context.drawImage(canvas, 0, 0)
  return context.getImageData(0, 0, copy.width, copy.height)
}

test('a globe has under every point the colour of the sky that the camera says is there, seen either way', async () => {
  const globe = createGlobe()
  await new Promise<void>((done) => void dressGlobe(globe, { geometry, values }, painting, done))
  for (const [longitude, centreDeg, zoom] of [['leftward', [80, 30], 1], ['rightward', [250, -50], 1], ['leftward', [10, 85], 1.7]] as const) {
    const camera = cameraOf({ ...defaultCamera, projection: 'globe', frame: 'galactic', longitude, centreDeg, zoom }, 240, 200, { x: 8, y: 8 })
    globe.look(camera, 1)
    const { data, width } = colours(globe.canvas)
    let looked = 0
    for (let y = 6; y < 194; y += 3) {
      for (let x = 6; x < 234; x += 3) {
        const pixel = pixelUnder(camera, x + 0.5, y + 0.5)
        // Away from borders: the skin is smoothed between its own pixels.
        const around = [[-4, 0], [4, 0], [0, -4], [0, 4]].map(([right, down]) => pixelUnder(camera, x + 0.5 + right!, y + 0.5 + down!))
        if (pixel === undefined || around.some((other) => other !== pixel)) continue
        looked++
        const expected = table.colours[Math.round((values[pixel]! / 100) * (table.colours.length - 1))]!
        const at = 4 * (y * width + x)
        for (let c = 0; c < 3; c++) expect(Math.abs(data[at + c]! - expected[c]!)).toBeLessThan(3)
      }
    }
    expect(looked).toBeGreaterThan(300)
  }
  globe.dispose()
})

test('arrows stand out of the globe where they point, and an axis on both sides', async () => {
  const globe = createGlobe()
  await new Promise<void>((done) => void dressGlobe(globe, { geometry, values }, painting, done))
  const camera = cameraOf({ ...defaultCamera, projection: 'globe', longitude: 'rightward', centreDeg: [0, 0] }, 200, 200, { x: 40, y: 40 })
  const opaque = (x: number, y: number, { data, width }: ImageData) => data[4 * (Math.round(y) * width + Math.round(x)) + 3]! > 0
  /** Just beyond the rim, to the right (right ascension 90°) and to the left. */
  const [right, left] = [camera.x + camera.a * 1.1, camera.x - camera.a * 1.1]
  globe.look(camera, 1)
  expect([right, left].map((x) => opaque(x, camera.y, colours(globe.canvas)))).toEqual([false, false])
  globe.point([{ direction: [0, 1, 0], length: 1.3, colour: [255, 200, 0] }])
  globe.look(camera, 1)
  expect([right, left].map((x) => opaque(x, camera.y, colours(globe.canvas)))).toEqual([true, false])
  globe.point([{ direction: [0, 1, 0], length: 1.3, colour: [255, 200, 0], axis: true }])
  globe.look(camera, 1)
  expect([right, left].map((x) => opaque(x, camera.y, colours(globe.canvas)))).toEqual([true, true])
  globe.dispose()
})
