/** The map as a picture: which sky pixel lies under each screen pixel, and what colour it has. */
import { pixelAt } from '../science/sphere/pixelAt.ts'
import type { Rings } from '../science/sphere/rings.ts'
import { radians } from '../science/units.ts'
import { isLevel, type Camera } from './camera.ts'
import { mixed, wordOf, type Colour } from './colour.ts'
import type { ColourTable } from './colourMaps.ts'
import { rowPixels } from './rowPixels.ts'

export interface SkyRaster {
  readonly camera: Camera
  /** Device pixels per CSS pixel. */
  readonly density: number
  /** Device pixels. */
  readonly width: number
  readonly height: number
  /** [height × width] sky pixel, −1 outside the outline. */
  readonly pixel: Int32Array
  /** [height × width] share of the screen pixel inside the outline, 0 … 255. */
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

/** Writes the rows `from` … `to` − 1. */
export function rasterRows(raster: SkyRaster, rings: Rings, from: number, to: number): SkyRaster {
  const fill = isLevel(raster.camera) ? levelRow : bentRow
  for (let row = from; row < to; row++) {
    const [left, right] = reachOf(raster, row)
    if (right <= left) continue
    fill(raster, rings, row, left, right)
    cover(raster, row, left, right)
  }
  return raster
}

/** The columns of a row that the outline touches, one more on either side, and more where it lies flat: the rim is drawn with partial cover. */
function reachOf({ camera: { projection, x, y, a, b }, density, width }: SkyRaster, row: number): [number, number] {
  const v = Math.abs(y - (row + 0.5) / density) / b
  const pixel = 1 / (b * density)
  if (v >= 1 + pixel) return [0, 0]
  const widest = projection.outline === 'rectangle' ? a : a * Math.sqrt(Math.max(0, 1 - Math.max(0, v - pixel) ** 2))
  const reach = widest + 1 / density
  return [Math.max(0, Math.floor((x - reach) * density)), Math.min(width, Math.ceil((x + reach) * density))]
}

/** A row of one declination, right ascension even along it. */
function levelRow({ camera, density, width, pixel }: SkyRaster, rings: Rings, row: number, left: number, right: number): void {
  const { projection, view, sense, x, y, a, b, scale } = camera
  const v = Math.max(-1, Math.min(1, (y - (row + 0.5) / density) / b))
  const [, delta] = projection.raw.invert(0, (v * b) / scale)
  const half = projection.outline === 'rectangle' ? a : a * Math.sqrt(1 - v * v)
  const step = half > 1e-9 ? (sense * Math.PI) / half : 0
  const alpha = radians(view.centreDeg[0]) + ((left + 0.5) / density - x) * step
  rowPixels(rings, Math.sin(delta), Math.max(0, Math.cos(delta)), alpha, step / density, right - left, pixel, row * width + left)
}

/** Any row: every point on its own. */
function bentRow({ camera, density, width, pixel }: SkyRaster, rings: Rings, row: number, left: number, right: number): void {
  const { projection: { raw }, rotation: r, sense, x, y, scale } = camera
  const v = (y - (row + 0.5) / density) / scale
  for (let column = left; column < right; column++) {
    const [lambda, phi] = raw.invert((sense * ((column + 0.5) / density - x)) / scale, v)
    const within = Math.max(-Math.PI, Math.min(Math.PI, lambda))
    const c = Math.cos(phi)
    const [p, q, s] = [c * Math.cos(within), c * Math.sin(within), Math.sin(phi)]
    const [i, j, k] = [r[0] * p + r[3] * q + r[6] * s, r[1] * p + r[4] * q + r[7] * s, r[2] * p + r[5] * q + r[8] * s]
    const across = Math.sqrt(i * i + j * j)
    pixel[row * width + column] = across + Math.abs(k) > 0 ? pixelAt(rings, k, across, Math.atan2(j, i)) : -1
  }
}

/** Partial cover along the rim, from the distance to the outline; pixels wholly outside become −1 again. */
function cover({ camera, density, width, pixel, inside }: SkyRaster, row: number, left: number, right: number): void {
  const py = (row + 0.5) / density
  for (let column = left; column < right; column++) {
    const share = 0.5 + distanceWithin(camera, (column + 0.5) / density, py) * density
    const i = row * width + column
    inside[i] = share >= 1 ? 255 : share <= 0 ? 0 : Math.round(255 * share)
    if (share <= 0) pixel[i] = -1
  }
}

/** How far within the outline a point lies (CSS pixels; negative outside), to first order at the outline. */
function distanceWithin({ projection, x, y, a, b }: Camera, px: number, py: number): number {
  const u = (px - x) / a
  const v = (py - y) / b
  if (projection.outline === 'rectangle') return Math.min(a - Math.abs(px - x), b - Math.abs(py - y))
  return (1 - u * u - v * v) / Math.max(1e-12, 2 * Math.hypot(u / a, v / b))
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
