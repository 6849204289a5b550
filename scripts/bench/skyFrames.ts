/** Runs in a page: how long frames of the sky take, by either renderer. */
import { cameraOf } from '../../src/drawing/camera.ts'
import { CanvasSky } from '../../src/drawing/canvasSky.ts'
import { colourTable } from '../../src/drawing/colourMaps.ts'
import type { Painting } from '../../src/drawing/paint.ts'
import type { SkyPicture } from '../../src/drawing/skyPicture.ts'
import { openContext, rendererOf, type RendererName } from '../../src/drawing/webgl/context.ts'
import { WebglSky } from '../../src/drawing/webgl/webglSky.ts'
import { defaultCamera } from '../../src/study/seeded.ts'

export interface SkyFrames {
  /** Who drew: `canvas`, or the browser's name of the graphics card. */
  readonly renderer: string
  readonly nside: number
  /** CSS pixels; the picture has `density` device pixels for each. */
  readonly width: number
  readonly height: number
  readonly density: number
  /** Milliseconds from nothing: compiling, uploading, drawing. */
  readonly first: number
  /** Milliseconds for a frame of a camera that moves, the picture turned; the median and the longest. */
  readonly moving: number
  readonly longest: number
  /** Milliseconds for other colours, the camera at rest. */
  readonly recoloured: number
  /** Milliseconds from the last move until the picture is fine. */
  readonly fine: number
}

const MOVES = 30

/** Undefined where there is no such renderer. One picture is in memory at a time. */
export async function skyFrames(name: RendererName, nside: number, width: number, height: number, density: number): Promise<SkyFrames | undefined> {
  const gl = name === 'webgl' ? openContext(true) : undefined
  if (name === 'webgl' && gl === undefined) return undefined
  const sky = gl === undefined ? new CanvasSky() : new WebglSky(gl)
  const target = document.createElement('canvas')
  const values = Float32Array.from({ length: 12 * nside * nside }, (_, i) => (i % 5 === 0 ? NaN : Math.sin(i / 50)))
  const picture = (step: number, threshold = 0): SkyPicture => ({
    camera: cameraOf({ ...defaultCamera, centreDeg: [180 + step, 20] }, width, height),
    ...{ density, geometry: { kind: 'healpix', nside }, values, painting: { ...painting, threshold } },
  })
  const begun = performance.now()
  await drawn(sky, target, picture(0))
  const first = performance.now() - begun
  const times: number[] = []
  for (let step = 1; step <= MOVES; step++) {
    times.push(await timed(() => drawn(sky, target, picture(step))))
    await new Promise(requestAnimationFrame)
  }
  const rested = performance.now()
  while (sky instanceof CanvasSky && target.dataset['detail'] !== 'fine') await new Promise(requestAnimationFrame)
  const fine = performance.now() - rested
  const recoloured: number[] = []
  for (let k = 1; k <= 5; k++) recoloured.push(await timed(() => drawn(sky, target, picture(MOVES, k / 10))))
  const renderer = gl === undefined ? 'canvas' : rendererOf(gl)
  gl?.getExtension('WEBGL_lose_context')?.loseContext()
  return { renderer, nside, width, height, density, first, moving: median(times), longest: Math.max(...times), recoloured: median(recoloured), fine }
}

const painting: Painting = {
  table: colourTable('blueRed'),
  span: { low: -1, high: 1 },
  threshold: 0,
  hatchNegative: false,
  unseen: { ground: [148, 154, 163], hatch: [120, 127, 137] },
}

let stop = () => {}

/** Draws, and waits until the pixels are really there: a card only notes what it is to do. */
async function drawn(sky: CanvasSky | WebglSky, target: HTMLCanvasElement, picture: SkyPicture): Promise<void> {
  stop()
  if (sky instanceof CanvasSky) stop = sky.draw(target, picture)
  else while (sky.draw(target, picture) === 'soon') await new Promise(requestAnimationFrame)
  target.getContext('2d')!.getImageData(0, 0, 1, 1)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const before = performance.now()
  await work()
  return performance.now() - before
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1]!
