/** A figure as pixels, a strip of rows at a time: however large it is, little of it is in memory, and the page stays awake. */
import { ringsOf } from '../../science/sphere/rings.ts'
import type { Display } from '../../study/results.ts'
import type { Camera } from '../camera.ts'
import { hatchShares, paint, type Painting } from '../paint.ts'
import { emptyRaster, rasterRows } from '../raster.ts'
import { fontOf, type Item, type Ramp, type Text } from './figure.ts'
import type { Laid } from './layout.ts'
import type { Pace } from './pace.ts'
import { rampStops } from './ramp.ts'
import { pixelsOf } from './sizes.ts'

export interface Painted {
  readonly display: Pick<Display, 'geometry' | 'values'>
  readonly painting: Painting
}

/** Pixels in a strip, about. */
const STRIP = 400_000
/** Pixels of the map looked up between two breaths. */
const BLOCK = 16_384

/**
 * The rows of a figure from the top, as ImageData holds them.
 *
 * @param density  pixels per unit
 * @param take     is given each strip, and waited for
 */
export async function paintFigure(laid: Laid, painted: Painted, density: number, pace: Pace, take: (rgba: Uint8ClampedArray) => Promise<void>): Promise<void> {
  const { width, height } = pixelsOf(laid.figure, density)
  const context = contextOf(width)
  for (const [from, to] of strips(laid, density, width, height)) {
    const sky = await skyStrip(laid, painted, density, from, to, pace)
    context.canvas.height = to - from // clears it, too
    if (laid.figure.ground === 'white') {
      context.fillStyle = '#ffffff'
      context.fillRect(0, 0, width, to - from)
    }
    context.setTransform(density, 0, 0, density, 0, -from)
    drawItems(context, laid.figure.items, () => sky !== undefined && drawSky(context, sky))
    await pace.breathe()
    await take(context.getImageData(0, 0, width, to - from).data)
    await pace.breathe()
    pace.report(to / height)
  }
}

function contextOf(width: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  canvas.width = width
  return canvas.getContext('2d', { willReadFrequently: true })!
}

/** Where the strips are cut: at the top of the map, and from there on whole periods of the hatch apart, so that it goes on across the cuts. */
function strips({ map }: Laid, density: number, width: number, height: number): readonly (readonly [number, number])[] {
  const top = Math.min(height, Math.round(map.y * density))
  const period = hatchShares(density).length
  const rows = Math.max(1, Math.floor(STRIP / width / period)) * period
  const cuts = top === 0 ? [0] : [0, top]
  while (cuts.at(-1)! < height) cuts.push(Math.min(height, cuts.at(-1)! + rows))
  return cuts.slice(1).map((to, i) => [cuts[i]!, to])
}

/** The rows of the map that fall between two rows of the figure. */
async function skyStrip({ camera, map }: Laid, { display, painting }: Painted, density: number, from: number, to: number, pace: Pace): Promise<HTMLCanvasElement | undefined> {
  const top = Math.round(map.y * density)
  const rows = Math.min(to - top, Math.round(map.height * density)) - (from - top)
  if (from < top || rows <= 0) return undefined
  const rings = ringsOf(display.geometry)
  const raster = emptyRaster(moved(camera, (from - top) / density, rows / density), density)
  const block = Math.max(1, Math.floor(BLOCK / raster.width))
  for (let row = 0; row < raster.height; row += block) {
    rasterRows(raster, rings, row, Math.min(raster.height, row + block))
    await pace.breathe()
  }
  const image = new ImageData(raster.width, raster.height)
  paint(raster, display.values, painting, image.data)
  // Through a second canvas: putImageData would write its transparent corners over the ground.
  const layer = document.createElement('canvas')
  layer.width = raster.width
  layer.height = raster.height
  layer.getContext('2d', { willReadFrequently: true })!.putImageData(image, 0, 0)
  return layer
}

/** A window of the same picture, `down` units below its top. */
const moved = (camera: Camera, down: number, height: number): Camera => ({ ...camera, y: camera.y - down, height })

/** Pixel for pixel: the strip begins where the layer does. */
function drawSky(context: CanvasRenderingContext2D, layer: HTMLCanvasElement): void {
  context.save()
  context.resetTransform()
  context.drawImage(layer, 0, 0)
  context.restore()
}

function drawItems(context: CanvasRenderingContext2D, items: readonly Item[], sky: () => void): void {
  for (const item of items) {
    switch (item.kind) {
      case 'sky':
        sky()
        break
      case 'group':
        context.save()
        context.translate(item.x, item.y)
        context.beginPath()
        context.rect(0, 0, item.width, item.height)
        context.clip()
        drawItems(context, item.items, sky)
        context.restore()
        break
      case 'stroke':
        context.save()
        context.translate(...(item.at ?? [0, 0]))
        context.globalAlpha = item.opacity
        context.strokeStyle = item.colour
        context.lineWidth = item.width
        context.setLineDash([...(item.dash ?? [])])
        context.stroke(new Path2D(item.path))
        context.restore()
        break
      case 'fill':
        context.save()
        context.translate(...(item.at ?? [0, 0]))
        context.fillStyle = item.colour
        context.fill(new Path2D(item.path))
        context.restore()
        break
      case 'ramp':
        drawRamp(context, item)
        break
      case 'text':
        drawText(context, item)
    }
  }
}

function drawRamp(context: CanvasRenderingContext2D, { x, y, width, height, colours }: Ramp): void {
  const gradient = context.createLinearGradient(x, 0, x + width, 0)
  for (const { at, colour } of rampStops(colours)) gradient.addColorStop(at, colour)
  context.fillStyle = gradient
  context.fillRect(x, y, width, height)
}

function drawText(context: CanvasRenderingContext2D, item: Text): void {
  context.font = fontOf(item)
  context.textAlign = item.anchor === 'middle' ? 'center' : item.anchor
  context.textBaseline = item.baseline
  if (item.halo) {
    context.lineJoin = 'round'
    context.lineWidth = 3
    context.strokeStyle = 'rgb(255 255 255 / 0.75)'
    context.strokeText(item.text, item.x, item.y)
  }
  context.fillStyle = item.colour
  context.fillText(item.text, item.x, item.y)
}

/** How wide a text is on a canvas. */
export function textMeasure(): (text: Pick<Text, 'text' | 'size' | 'bold'>) => number {
  const context = document.createElement('canvas').getContext('2d')!
  return (text) => {
    context.font = fontOf(text)
    return context.measureText(text.text).width
  }
}

/** Only the map of a figure, on nothing. */
export const skyAlone = ({ figure, camera, map }: Laid): Laid => {
  const alone = { ...map, x: 0, y: 0, items: [{ kind: 'sky' as const }] }
  return { figure: { ...figure, width: map.width, height: map.height, ground: 'transparent', items: [alone] }, camera, map: alone }
}
