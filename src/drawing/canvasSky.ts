/**
 * Draws maps by the processor: an index raster, kept while the camera rests, and its colours. A large picture is drawn
 * coarsely at once — with the exact sky pixel under each of its larger screen pixels — and finely, some rows at a time, when
 * nothing has moved for a moment.
 */
import { ringsOf, sameGeometry, type Geometry } from '../science/sphere/rings.ts'
import { isLevel, sameCamera, type Camera } from './camera.ts'
import { paint } from './paint.ts'
import { emptyRaster, rasterRows, rasterSize, type SkyRaster } from './raster.ts'
import type { SkyPicture } from './skyPicture.ts'

/** What takes no longer is drawn finely at once. */
const AT_ONCE_MS = 16
const COARSE_MS = 12
const COARSEST = 8
/** The page is never held longer than this by the rows of a fine picture. */
const SLICE_MS = 8
const REST_MS = 80
/** Screen pixels between two looks at the clock. */
const BAND = 40_000

type Work = 'level' | 'bent' | 'paint'

/** Milliseconds for each screen pixel, as they turn out on this machine; before that what a slow one needs. */
const pace: Record<Work, number> = { level: 1e-5, bent: 6e-5, paint: 1e-5 }

const workOf = (camera: Camera): Work => (isLevel(camera) ? 'level' : 'bent')

/** A picture in the making: rows of the raster are known up to `known`, coloured up to `painted`. */
interface Sheet {
  readonly geometry: Geometry
  readonly raster: SkyRaster
  readonly image: ImageData
  known: number
  painted: number
}

export class CanvasSky {
  #fine: Sheet | undefined
  #coarse: Sheet | undefined
  /** Screen pixels of the fine picture along one of the coarse picture. */
  #coarser = 1

  /** Draws a picture on a pane's canvas, whose size it sets. @returns  stops what is still to be refined */
  draw(target: HTMLCanvasElement, picture: SkyPicture): () => void {
    const full = expected(picture.camera, picture.density, this.#knows(picture))
    if (full <= AT_ONCE_MS) {
      this.#coarse = undefined
      this.#fine = sheetFor(this.#fine, picture, picture.density)
      proceed(this.#fine, picture, Infinity)
      show(target, this.#fine, 'fine')
      return () => {}
    }
    this.#coarse = sheetFor(this.#coarse, picture, picture.density / this.#coarserBy(expected(picture.camera, picture.density, 0)))
    proceed(this.#coarse, picture, Infinity)
    show(target, this.#coarse, 'coarse')
    return this.#refine(target, picture)
  }

  /** Lets go of its arrays: another renderer has taken over. */
  clear(): void {
    this.#fine = undefined
    this.#coarse = undefined
  }

  /** Changes only when it must: a picture that gets sharper and softer as it moves is not a pleasure to look at. */
  #coarserBy(ms: number): number {
    const needed = Math.sqrt(ms / COARSE_MS)
    if (this.#coarser < needed || this.#coarser > 2 * needed) this.#coarser = Math.max(2, Math.min(COARSEST, Math.ceil(1.2 * needed)))
    return this.#coarser
  }

  #knows(picture: SkyPicture): number {
    return this.#fine !== undefined && isOf(this.#fine, picture, picture.density) ? this.#fine.known / this.#fine.raster.height : 0
  }

  #refine(target: HTMLCanvasElement, picture: SkyPicture): () => void {
    let frame = 0
    const begin = () => {
      const fine = (this.#fine = sheetFor(this.#fine, picture, picture.density))
      const go = () => {
        if (proceed(fine, picture, performance.now() + SLICE_MS)) frame = requestAnimationFrame(() => show(target, fine, 'fine'))
        else frame = requestAnimationFrame(go)
      }
      frame = requestAnimationFrame(go)
    }
    const timer = setTimeout(begin, REST_MS)
    return () => {
      clearTimeout(timer)
      cancelAnimationFrame(frame)
    }
  }
}

/** How long a picture would take (ms), of whose raster a share is known. */
function expected(camera: Camera, density: number, known: number): number {
  const { width, height } = rasterSize(camera, density)
  return width * height * ((1 - known) * pace[workOf(camera)] + pace.paint)
}

const isOf = ({ raster, geometry }: Sheet, picture: SkyPicture, density: number): boolean =>
  raster.density === density && sameCamera(raster.camera, picture.camera) && sameGeometry(geometry, picture.geometry)

/** The sheet for a picture, its colours still to be painted: the old one if only they have changed, else a new one in its arrays. */
function sheetFor(old: Sheet | undefined, picture: SkyPicture, density: number): Sheet {
  if (old !== undefined && isOf(old, picture, density)) return Object.assign(old, { painted: 0 })
  const raster = emptyRaster(picture.camera, density, old?.raster)
  const fits = old?.image.width === raster.width && old.image.height === raster.height
  return { geometry: picture.geometry, raster, image: fits ? old.image : new ImageData(raster.width, raster.height), known: 0, painted: 0 }
}

/** Makes rows until a time. @returns  whether all are made */
function proceed(sheet: Sheet, { geometry, values, painting }: SkyPicture, until: number): boolean {
  const { raster, image } = sheet
  const { width, height } = raster
  const band = Math.max(1, Math.ceil(BAND / width))
  const rings = ringsOf(geometry)
  const work = workOf(raster.camera)
  while (sheet.painted < height) {
    const [from, to] = [sheet.painted, Math.min(height, sheet.painted + band)]
    if (sheet.known < to) timed(work, width * (to - sheet.known), () => rasterRows(raster, rings, sheet.known, to))
    sheet.known = Math.max(sheet.known, to)
    timed('paint', width * (to - from), () => paint(raster, values, painting, image.data, from, to))
    sheet.painted = to
    if (performance.now() >= until) break
  }
  return sheet.painted >= height
}

/** Works, and remembers how quickly. A machine that is busy for a moment does not count for more than a moment. */
function timed(work: Work, pixels: number, run: () => void): void {
  const before = performance.now()
  run()
  if (pixels >= BAND / 2) pace[work] += 0.1 * ((performance.now() - before) / pixels - pace[work])
}

function show(canvas: HTMLCanvasElement, { raster, image }: Sheet, detail: 'coarse' | 'fine'): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  // Setting the size clears the canvas, so it is set only when the new picture is there.
  if (canvas.width !== raster.width) canvas.width = raster.width
  if (canvas.height !== raster.height) canvas.height = raster.height
  context.putImageData(image, 0, 0)
  canvas.dataset['detail'] = detail
}
