/** The map as a picture: which sky pixel lies under each screen pixel, and what colour it has. */
import type { Rings } from '../science/sphere/rings.ts'
import { ellipseOf, type Camera } from './camera.ts'
import { mixed, wordOf, type Colour } from './colour.ts'
import type { ColourTable } from './colourMaps.ts'
import { mollweide } from './projections/mollweide.ts'
import { rowPixels } from './rowPixels.ts'

export interface SkyRaster {
  readonly camera: Camera
  /** Device pixels per CSS pixel. */
  readonly density: number
  /** Device pixels. */
  readonly width: number
  readonly height: number
  /** [height × width] sky pixel, −1 outside the ellipse. */
  readonly pixel: Int32Array
  /** [height × width] share of the screen pixel inside the ellipse, 0 … 255. */
  readonly inside: Uint8Array
}

/** A raster whose rows are still to be written. */
export function emptyRaster(camera: Camera, density: number): SkyRaster {
  const width = Math.max(1, Math.round(camera.width * density))
  const height = Math.max(1, Math.round(camera.height * density))
  return { camera, density, width, height, pixel: new Int32Array(width * height).fill(-1), inside: new Uint8Array(width * height) }
}

export function skyRaster(camera: Camera, rings: Rings, density = 1): SkyRaster {
  const raster = emptyRaster(camera, density)
  return rasterRows(raster, rings, 0, raster.height)
}

/**
 * Writes the rows `from` … `to` − 1. A row of the Mollweide picture has one declination, and right ascension is
 * linear along it.
 */
export function rasterRows(raster: SkyRaster, rings: Rings, from: number, to: number): SkyRaster {
  const { camera, density, width, pixel } = raster
  const { x: cx, y: cy, a, b } = ellipseOf(camera)
  for (let row = from; row < to; row++) {
    const v = (cy - (row + 0.5) / density) / b
    if (Math.abs(v) >= 1 + 1 / (b * density)) continue
    const clamped = Math.max(-1, Math.min(1, v))
    const half = a * Math.sqrt(1 - clamped * clamped)
    // One pixel more on either side, and more where the edge lies flat: the rim is drawn with partial cover.
    const rim = 1 / density + Math.min(a, a * Math.sqrt(Math.max(0, 1 - Math.max(0, Math.abs(v) - 1 / (b * density)) ** 2)) - half)
    const left = Math.max(0, Math.floor((cx - half - rim) * density))
    const right = Math.min(width, Math.ceil((cx + half + rim) * density))
    const n = right - left
    if (n <= 0) continue
    const [, delta] = mollweide.invert(0, clamped * Math.SQRT2)
    const scale = half > 1e-9 ? Math.PI / half : 0
    const alpha = camera.centreAlpha - ((left + 0.5) / density - cx) * scale
    const at = row * width + left
    rowPixels(rings, Math.sin(delta), Math.max(0, Math.cos(delta)), alpha, -scale / density, n, pixel, at)
    cover(raster, row, left, right, v)
  }
  return raster
}

/** Partial cover along the rim, from the distance to the ellipse; pixels wholly outside become −1 again. */
function cover({ camera, density, width, pixel, inside }: SkyRaster, row: number, left: number, right: number, v: number): void {
  const { x: cx, a, b } = ellipseOf(camera)
  const safe = 1 - 3 / (b * density)
  for (let column = left; column < right; column++) {
    const u = ((column + 0.5) / density - cx) / a
    const radius2 = u * u + v * v
    const i = row * width + column
    if (radius2 < safe) {
      inside[i] = 255
      continue
    }
    const slope = 2 * Math.sqrt((u * u) / (a * a) + (v * v) / (b * b))
    const cover = 0.5 - ((radius2 - 1) / slope) * density
    inside[i] = cover >= 1 ? 255 : cover <= 0 ? 0 : Math.round(255 * cover)
    if (cover <= 0) pixel[i] = -1
  }
}

/** Unobserved sky is grey and hatched, so that nobody reads it as zero. */
export interface Unseen {
  readonly ground: Colour
  readonly hatch: Colour
}

/** Values from `low` to `high` spread over the whole table; what lies beyond has the end colours. */
export interface Span {
  readonly low: number
  readonly high: number
}

/** CSS pixels between hatch lines, measured along a row. */
const HATCH = 7

/**
 * Colours every screen pixel.
 *
 * @param values  [sky pixels] NaN where nothing was seen
 * @param out     [height × width × 4] RGBA, written
 */
export function paint(raster: SkyRaster, values: Float32Array, table: ColourTable, { low, high }: Span, unseen: Unseen, out: Uint8ClampedArray): void {
  const { pixel, inside, width, height } = raster
  const words = new Uint32Array(out.buffer, out.byteOffset, pixel.length)
  const hatch = hatchColours(unseen, raster.density)
  const period = hatch.length
  const { words: colours } = table
  const last = colours.length - 1
  const scale = last / (high - low)
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      const p = pixel[i]
      if (p < 0) {
        words[i] = 0
        continue
      }
      const x = (values[p] - low) * scale
      // x − x is 0 for every number and NaN for NaN.
      const word = x - x === 0 ? colours[x <= 0 ? 0 : x >= last ? last : (x + 0.5) | 0] : x === x ? colours[x > 0 ? last : 0] : hatch[(row + column) % period]
      words[i] = (word & 0xffffff) | (inside[i] << 24)
    }
  }
}

/** One period of the hatch, its line softened over a pixel. */
function hatchColours({ ground, hatch }: Unseen, density: number): Uint32Array {
  const period = Math.max(3, Math.round(HATCH * density))
  return Uint32Array.from({ length: period }, (_, i) => {
    const distance = Math.abs(i + 0.5 - period / 2) / Math.SQRT2
    const share = Math.max(0, Math.min(1, 0.5 * density + 0.5 - distance))
    return wordOf(mixed(ground, hatch, share))
  })
}

/** How many sky pixels lie beyond the ends of the scale. */
export function clipped(values: Float32Array, { low, high }: Span): { below: number; above: number } {
  let below = 0
  let above = 0
  for (let i = 0; i < values.length; i++) {
    if (values[i] > high) above++
    else if (values[i] < low) below++
  }
  return { below, above }
}
