/** The map as a picture to take away: white ground, dark lines, the scale and a caption inside the image. */
import { ringsOf } from '../science/sphere/rings.ts'
import type { CameraView, Scale } from '../study/document.ts'
import type { Display } from '../study/results.ts'
import { cameraOf, toScreen, type Camera } from './camera.ts'
import { cssColour } from './colour.ts'
import { symbolShapes, type Tone } from './lineStyles.ts'
import { observedRange } from './observedRange.ts'
import { paint, type Unseen } from './paint.ts'
import { skyRaster } from './raster.ts'
import { colourScale, type ColourScale } from './scale.ts'
import { skyLines } from './skyLines.ts'

export interface PictureOptions {
  readonly camera: CameraView
  readonly scale: Scale
  /** CSS pixels at scale 1. */
  readonly width?: number
  /** A place marked by a ring (right ascension, declination; radians). */
  readonly pin?: { readonly alpha: number; readonly delta: number }
}

const INK = '#1a212b'
const SOFT = '#4d5866'
const UNSEEN: Unseen = { ground: [148, 154, 163], hatch: [120, 127, 137] }
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
const BAR = 64
const LINE = 17

/**
 * Draws a map with graticule, labels, colour bar and caption.
 *
 * @param scale    device pixels per CSS pixel, 1 … 4
 * @param caption  wrapped to the width of the picture
 * @returns        a PNG
 */
export async function mapPicture(display: Display, options: PictureOptions, scale: number, caption: string): Promise<Blob> {
  const width = options.width ?? 1000
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')!
  context.font = `13px ${FONT}`
  const lines = wrapped(context, caption, width - 48)
  const mapHeight = Math.round((width - 88) / 2) + 24
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round((mapHeight + BAR + lines.length * LINE + 14) * scale)
  context.scale(scale, scale)
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)

  const camera = cameraOf(options.camera, width, mapHeight, { x: 44, y: 12 })
  const colours = colourScale(display.quantity, options.scale, display.autoLimit)
  drawSky(context, camera, display, colours, scale)
  drawLines(context, camera, display, options)
  drawBar(context, width, mapHeight, colours)
  context.fillStyle = SOFT
  context.font = `13px ${FONT}`
  context.textAlign = 'left'
  context.textBaseline = 'alphabetic'
  lines.forEach((line, i) => context.fillText(line, 24, mapHeight + BAR + 12 + i * LINE))
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob === null ? reject(new Error('the browser made no PNG')) : resolve(blob)), 'image/png'))
}

function drawSky(context: CanvasRenderingContext2D, camera: Camera, display: Display, colours: ColourScale, scale: number): void {
  const raster = skyRaster(camera, ringsOf(display.geometry), scale)
  const image = new ImageData(raster.width, raster.height)
  paint(raster, display.values, { ...colours, unseen: UNSEEN }, image.data)
  // Through a second canvas: putImageData would write its transparent corners over the white.
  const layer = document.createElement('canvas')
  layer.width = raster.width
  layer.height = raster.height
  layer.getContext('2d')!.putImageData(image, 0, 0)
  context.drawImage(layer, 0, 0, raster.width / scale, raster.height / scale)
}

/** On white paper. */
const TONES: { readonly [T in Tone]: string } = { grid: 'rgb(26 33 43 / 0.25)', equator: 'rgb(26 33 43 / 0.45)', edge: INK, rim: INK, overlay: 'rgb(26 33 43 / 0.9)' }

function drawLines(context: CanvasRenderingContext2D, camera: Camera, { geometry, declination }: Display, { pin }: PictureOptions): void {
  const { paths, symbols, labels, compass } = skyLines(camera, { overlays: ['galacticPlane', 'fieldOfView'], observed: observedRange(geometry, declination) })
  for (const { d, style } of paths) {
    context.strokeStyle = TONES[style.tone]
    context.lineWidth = style.width
    context.setLineDash([...style.dash])
    context.stroke(new Path2D(d))
  }
  context.setLineDash([])
  context.fillStyle = context.strokeStyle = INK
  for (const { x, y, shape } of symbols) {
    const path = new Path2D()
    path.addPath(new Path2D(symbolShapes[shape].d), new DOMMatrix([1, 0, 0, 1, x, y]))
    if (symbolShapes[shape].filled) context.fill(path)
    else context.stroke(path)
  }
  context.font = `12px ${FONT}`
  context.lineJoin = 'round'
  for (const { x, y, text, anchor, baseline } of labels) {
    context.textBaseline = baseline
    context.textAlign = anchor === 'middle' ? 'center' : anchor
    context.strokeStyle = 'rgb(255 255 255 / 0.75)'
    context.lineWidth = 3
    context.strokeText(text, x, y)
    context.fillStyle = INK
    context.fillText(text, x, y)
  }
  context.textBaseline = 'middle'
  const { x, a, y, b } = camera
  context.textAlign = 'right'
  context.fillStyle = SOFT
  context.fillText(compass, x + a, y + b - 4)
  const pinned = pin && toScreen(camera, pin.alpha, pin.delta)
  if (pinned !== undefined) {
    context.beginPath()
    context.arc(...pinned, 9, 0, 2 * Math.PI)
    context.strokeStyle = INK
    context.lineWidth = 1.6
    context.stroke()
  }
}

function drawBar(context: CanvasRenderingContext2D, width: number, top: number, { table, ticks, title }: ColourScale): void {
  const [left, long, high] = [width * 0.25, width * 0.5, 12]
  const gradient = context.createLinearGradient(left, 0, left + long, 0)
  for (let i = 0; i <= 32; i++) gradient.addColorStop(i / 32, cssColour(table.colours[Math.round((i / 32) * (table.colours.length - 1))]!))
  context.fillStyle = gradient
  context.fillRect(left, top + 8, long, high)
  context.strokeStyle = INK
  context.lineWidth = 0.7
  context.strokeRect(left, top + 8, long, high)
  context.fillStyle = INK
  context.font = `12px ${FONT}`
  context.textAlign = 'center'
  context.textBaseline = 'top'
  for (const { at, text } of ticks) context.fillText(text, left + at * long, top + 24)
  context.fillText(title, width / 2, top + 41)
}

/** Breaks a text into lines no wider than the picture. */
function wrapped(context: CanvasRenderingContext2D, text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && context.measureText(longer).width > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line === '' ? lines : [...lines, line]
}
