/** Which sky pixel lies under each screen pixel. */
import { pixelAt } from '../science/sphere/pixelAt.ts'
import type { Rings } from '../science/sphere/rings.ts'
import { radians } from '../science/units.ts'
import { isLevel, type Camera } from './camera.ts'
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
