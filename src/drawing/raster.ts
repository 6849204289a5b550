/** Which sky pixel lies under each screen pixel. */
import type { Rings } from '../science/sphere/rings.ts'
import { radians } from '../science/units.ts'
import { isLevel, type Camera } from './camera.ts'
import { rowPixels } from './rowPixels.ts'
import { vectorPixels } from './vectorPixels.ts'

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

/** A raster whose rows are still to be written; it takes over the arrays of one of the same size that nobody needs any more. */
export function emptyRaster(camera: Camera, density: number, old?: SkyRaster): SkyRaster {
  const { width, height } = rasterSize(camera, density)
  const fits = old?.pixel.length === width * height
  return { camera, density, width, height, pixel: fits ? old.pixel : new Int32Array(width * height), inside: fits ? old.inside : new Uint8Array(width * height) }
}

/** Device pixels. */
export function rasterSize(camera: Camera, density: number): { readonly width: number; readonly height: number } {
  return { width: Math.max(1, Math.round(camera.width * density)), height: Math.max(1, Math.round(camera.height * density)) }
}

export function skyRaster(camera: Camera, rings: Rings, density = 1): SkyRaster {
  const raster = emptyRaster(camera, density)
  return rasterRows(raster, rings, 0, raster.height)
}

/** Writes the rows `from` … `to` − 1. */
export function rasterRows(raster: SkyRaster, rings: Rings, from: number, to: number): SkyRaster {
  const { camera, width, pixel, inside } = raster
  const fill = isLevel(camera) ? levelRow : camera.projection.level ? sweptRow : bentRow
  const vectors = new Float64Array(3 * width)
  pixel.fill(-1, from * width, to * width)
  inside.fill(0, from * width, to * width)
  for (let row = from; row < to; row++) {
    const [left, right] = reachOf(raster, row)
    if (right <= left) continue
    fill(raster, rings, row, left, right, vectors)
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

/** What a row of a level projection has in common: its latitude, and the longitude of its first column and from one to the next. */
function parallelOf({ camera, density }: SkyRaster, row: number, left: number): { phi: number; lambda: number; step: number } {
  const { projection, sense, x, y, a, b, scale } = camera
  const v = mirrored((y - (row + 0.5) / density) / b)
  const [, phi] = projection.raw.invert(0, (v * b) / scale)
  const half = projection.outline === 'rectangle' ? a : a * Math.sqrt(1 - v * v)
  const slope = half > 1e-9 ? (sense * Math.PI) / half : 0
  return { phi, lambda: ((left + 0.5) / density - x) * slope, step: slope / density }
}

/** Rows of the rim whose middle lies beyond it show the sky as far within. */
const mirrored = (v: number): number => (v > 1 ? 2 - v : v < -1 ? -2 - v : v)

/** A row of one declination, right ascension even along it. */
function levelRow(raster: SkyRaster, rings: Rings, row: number, left: number, right: number): void {
  const { camera: { view }, width, pixel } = raster
  const { phi, lambda, step } = parallelOf(raster, row, left)
  rowPixels(rings, Math.sin(phi), Math.max(0, Math.cos(phi)), radians(view.centreDeg[0]) + lambda, step, right - left, pixel, row * width + left)
}

/** A row of one latitude of a picture that is turned: a circle on the sky, in equal steps. One rotation leads from each vector to the next. */
function sweptRow(raster: SkyRaster, rings: Rings, row: number, left: number, right: number, vectors: Float64Array): void {
  const { camera: { rotation: r }, width, pixel } = raster
  const { phi, lambda, step } = parallelOf(raster, row, left)
  const [c, s] = [Math.cos(phi), Math.sin(phi)]
  const [ax, ay, az, bx, by, bz, cx, cy, cz] = [r[0] * c, r[1] * c, r[2] * c, r[3] * c, r[4] * c, r[5] * c, r[6] * s, r[7] * s, r[8] * s]
  const [cosStep, sinStep] = [Math.cos(step), Math.sin(step)]
  let [p, q] = [Math.cos(lambda), Math.sin(lambda)]
  const n = right - left
  for (let i = 0; i < 3 * n; i += 3) {
    vectors[i] = ax * p + bx * q + cx
    vectors[i + 1] = ay * p + by * q + cy
    vectors[i + 2] = az * p + bz * q + cz
    const next = p * cosStep - q * sinStep
    q = q * cosStep + p * sinStep
    p = next
  }
  vectorPixels(rings, vectors, n, pixel, row * width + left)
}

/** Any row: every point on its own. */
function bentRow({ camera, density, width, pixel }: SkyRaster, rings: Rings, row: number, left: number, right: number, vectors: Float64Array): void {
  const { projection: { raw }, rotation: r, sense, x, y, scale } = camera
  const vector = raw.vector!
  const v = (y - (row + 0.5) / density) / scale
  const n = right - left
  for (let k = 0, i = 0; k < n; k++, i += 3) {
    vector((sense * ((left + k + 0.5) / density - x)) / scale, v, vectors, i)
    const [p, q, s] = [vectors[i], vectors[i + 1], vectors[i + 2]]
    vectors[i] = r[0] * p + r[3] * q + r[6] * s
    vectors[i + 1] = r[1] * p + r[4] * q + r[7] * s
    vectors[i + 2] = r[2] * p + r[5] * q + r[8] * s
  }
  vectorPixels(rings, vectors, n, pixel, row * width + left)
}

/** Partial cover along the rim, from the distance to the outline; pixels wholly outside become −1 again. */
function cover(raster: SkyRaster, row: number, left: number, right: number): void {
  const { width, inside } = raster
  const [from, to] = coveredOf(raster, row, left, right)
  coverPart(raster, row, left, from)
  inside.fill(255, row * width + from, row * width + to)
  coverPart(raster, row, to, right)
}

/** Columns of a row that are surely covered: those farther than a pixel within the outline. */
function coveredOf({ camera: { projection, x, y, a, b }, density }: SkyRaster, row: number, left: number, right: number): [number, number] {
  const v = Math.abs(y - (row + 0.5) / density) / b
  const free = 1 - v * v - 1 / (density * Math.min(a, b))
  const reach = projection.outline === 'ellipse' ? a * Math.sqrt(Math.max(0, free)) : a - 1 / density
  if (projection.outline === 'ellipse' ? free <= 0 : b * (1 - v) * density < 1) return [left, left]
  const from = Math.min(right, Math.max(left, Math.ceil((x - reach) * density)))
  return [from, Math.max(from, Math.min(right, Math.floor((x + reach) * density)))]
}

function coverPart({ camera, density, width, pixel, inside }: SkyRaster, row: number, from: number, to: number): void {
  const py = (row + 0.5) / density
  for (let column = from; column < to; column++) {
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
