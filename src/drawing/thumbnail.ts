/** A small picture of a file's map, as one reading of it would lay it out on the sky. */
import { product, transposed } from '../science/math/matrix3.ts'
import { frameRotation, type Frame } from '../science/sphere/frames.ts'
import { ringsOf } from '../science/sphere/rings.ts'
import type { CameraView } from '../study/document.ts'
import { cameraOf, toScreen, type Camera } from './camera.ts'
import type { ColourTable } from './colourMaps.ts'
import { paint, type Unseen } from './paint.ts'
import { skyRaster } from './raster.ts'

const VIEW: CameraView = {
  ...{ projection: 'mollweide', frame: 'equatorial', graticule: 'none', longitude: 'leftward', unit: 'degrees' },
  ...{ centreDeg: [180, 0], zoom: 1, magneticPoleDeg: [0, 90] },
}

/** The equatorial sky at this size, twice as wide as high. */
export const thumbnailCamera = (width: number): Camera => cameraOf(VIEW, width, width / 2, { x: 1, y: 1 })

/** The same picture of numbers that lie in another frame. */
function readIn(camera: Camera, frame: Frame): Camera {
  if (frame === 'equatorial') return camera
  return { ...camera, view: { ...camera.view, frame: 'galactic' }, rotation: product(camera.rotation, transposed(frameRotation(frame))) }
}

/** The smallest and the largest value, or as far on either side of 0 where there are both signs; 0 … 1 where there is no value. */
export function spanOf(values: Float32Array): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  if (low < 0 && high > 0) return { low: Math.min(low, -high), high: Math.max(high, -low) }
  return low < high ? { low, high } : { low: Number.isFinite(low) ? low - 1 : 0, high: Number.isFinite(low) ? low + 1 : 1 }
}

/**
 * Draws a map of 12 nside² values in ring order.
 *
 * @param frame    the frame its numbers are taken to be in
 * @param density  device pixels per CSS pixel
 */
export function drawThumbnail(canvas: HTMLCanvasElement, values: Float32Array, frame: Frame, table: ColourTable, unseen: Unseen, width: number, density: number): void {
  const camera = thumbnailCamera(width)
  const raster = skyRaster(readIn(camera, frame), ringsOf({ kind: 'healpix', nside: Math.round(Math.sqrt(values.length / 12)) }), density)
  canvas.width = raster.width
  canvas.height = raster.height
  const context = canvas.getContext('2d')
  if (context === null) return
  const image = context.createImageData(raster.width, raster.height)
  paint(raster, values, { table, span: spanOf(values), threshold: 0, hatchNegative: false, unseen }, image.data)
  context.putImageData(image, 0, 0)
}

/** The Galactic plane in the equatorial picture, as path data: what a frame is recognised by. */
export function galacticPlaneIn(width: number): string {
  const camera = thumbnailCamera(width)
  const back = transposed(frameRotation('galactic'))
  let path = ''
  let before: readonly [number, number] | undefined
  for (let deg = 0; deg <= 360; deg += 4) {
    const [c, s] = [Math.cos((deg * Math.PI) / 180), Math.sin((deg * Math.PI) / 180)]
    const [x, y, z] = [back[0] * c + back[1] * s, back[3] * c + back[4] * s, back[6] * c + back[7] * s]
    const here = toScreen(camera, Math.atan2(y, x), Math.asin(z))!
    const apart = before !== undefined && Math.abs(here[0] - before[0]) > width / 4
    path += `${before === undefined || apart ? 'M' : 'L'}${here[0].toFixed(1)} ${here[1].toFixed(1)}`
    before = here
  }
  return path
}
