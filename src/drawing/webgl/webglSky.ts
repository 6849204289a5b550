/** Draws maps by the graphics card: one context for all panes of the page. Nothing is read back. */
import { ringsOf, type Geometry, type Rings } from '../../science/sphere/rings.ts'
import type { Camera } from '../camera.ts'
import type { ColourTable } from '../colourMaps.ts'
import { MUTED, type Painting } from '../paint.ts'
import { rasterSize } from '../raster.ts'
import type { SkyPicture } from '../skyPicture.ts'
import { Programs, type Program } from './programs.ts'
import { LatestTexture, samePattern, writeEdges, writePalette, writePattern, type Pattern } from './smallTextures.ts'
import { ValueTextures } from './valueTextures.ts'

/** Uploading and compiling hold the page no longer than this at a time. */
const SLICE_MS = 8

/** `soon`: not everything is on the card yet, ask again; `never`: this picture is too large for it. */
export type Drawn = 'drawn' | 'soon' | 'never'

/** What a context holds; made anew when the context was lost. */
export class WebglSky {
  readonly gl: WebGL2RenderingContext
  readonly programs: Programs
  readonly values: ValueTextures
  readonly #palette: LatestTexture<ColourTable>
  readonly #pattern: LatestTexture<Pattern>
  readonly #edges: LatestTexture<Rings>

  constructor(gl: WebGL2RenderingContext) {
    this.gl = gl
    gl.activeTexture(gl.TEXTURE7) // textures are written on this unit, where nothing is looked up
    this.programs = new Programs(gl)
    this.values = new ValueTextures(gl)
    this.#palette = new LatestTexture(gl, writePalette)
    this.#pattern = new LatestTexture(gl, writePattern, samePattern)
    this.#edges = new LatestTexture(gl, writeEdges)
  }

  /** Draws a picture and copies it to a pane's canvas, whose size it sets. Throws when the card refuses. */
  draw(target: HTMLCanvasElement, picture: SkyPicture): Drawn {
    const { gl } = this
    const { camera, density, geometry, values, painting } = picture
    const { width, height } = rasterSize(camera, density)
    if (gl.isContextLost()) return 'soon' // the page is told of the loss in an event
    if (!this.values.canHold(values.length) || !this.#makeRoom(width, height)) return 'never'
    const program = this.programs.of(camera.view.projection, geometry.kind, 'colour')
    const texture = this.values.of(values, performance.now() + SLICE_MS)
    if (program === undefined || texture === undefined) return 'soon'
    gl.bindFramebuffer(gl.FRAMEBUFFER, null)
    gl.useProgram(program.program)
    this.aim(program, camera, density, geometry)
    this.#colour(program, texture, density, painting)
    this.fill(width, height)
    if (gl.isContextLost()) return 'soon'
    copy(gl.canvas as HTMLCanvasElement, target, width, height)
    return 'drawn'
  }

  /** Tells a program where to look. */
  aim({ at }: Program, camera: Camera, density: number, geometry: Geometry): void {
    const { gl } = this
    const { rotation, sense, scale, x, y, a, b } = camera
    const unit = 1 / (scale * density)
    gl.uniform1f(at('rows'), rasterSize(camera, density).height)
    gl.uniform2f(at('middle'), x * density, y * density)
    gl.uniform2f(at('perPixel'), sense * unit, -unit)
    gl.uniform2f(at('outline'), a * density, b * density)
    // Read column by column, as WebGL does, the rows of the way to the picture are the way back.
    gl.uniformMatrix3fv(at('toSky'), false, rotation)
    if (geometry.kind === 'healpix') gl.uniform1i(at('nside'), geometry.nside)
    else {
      gl.uniform1i(at('rings'), geometry.rings)
      gl.uniform1i(at('perRing'), geometry.perRing)
      this.#bind(at('edges'), 3, this.#edges.of(ringsOf(geometry)))
    }
  }

  /** Runs the program over the lower left part of the target. */
  fill(width: number, height: number): void {
    this.gl.viewport(0, 0, width, height)
    this.gl.drawArrays(this.gl.TRIANGLES, 0, 3)
  }

  #colour({ at }: Program, values: WebGLTexture, density: number, { table, span: { low, high }, threshold, hatchNegative, unseen }: Painting): void {
    const { gl } = this
    this.#bind(at('values'), 0, values)
    this.#bind(at('palette'), 1, this.#palette.of(table))
    this.#bind(at('pattern'), 2, this.#pattern.of({ unseen, density }))
    gl.uniform1f(at('low'), low)
    gl.uniform1f(at('perStep'), (table.words.length - 1) / (high - low))
    gl.uniform1f(at('threshold'), single(threshold))
    gl.uniform3fv(at('muted'), MUTED.map((channel) => channel / 255))
    gl.uniform1i(at('hatchNegative'), hatchNegative ? 1 : 0)
  }

  #bind(place: WebGLUniformLocation | null, unit: number, texture: WebGLTexture): void {
    const { gl } = this
    gl.activeTexture(gl.TEXTURE0 + unit)
    gl.bindTexture(gl.TEXTURE_2D, texture)
    gl.uniform1i(place, unit)
    gl.activeTexture(gl.TEXTURE7)
  }

  /** The canvas grows with the largest pane and never shrinks: it would be made anew for each pane of another size. */
  #makeRoom(width: number, height: number): boolean {
    const { gl } = this
    if (gl.canvas.width < width) gl.canvas.width = width
    if (gl.canvas.height < height) gl.canvas.height = height
    return gl.drawingBufferWidth >= width && gl.drawingBufferHeight >= height
  }
}

/** The single-precision number at or above x ≥ 0: no single-precision value lies between the two, so both thresholds hide the same. */
function single(x: number): number {
  const near = Float32Array.of(x)
  if (near[0]! < x) new Int32Array(near.buffer)[0]!++
  return near[0]!
}

function copy(from: HTMLCanvasElement, to: HTMLCanvasElement, width: number, height: number): void {
  const context = to.getContext('2d')
  if (context === null) return
  // Setting the size clears the canvas, so it is done only when it must be.
  if (to.width !== width) to.width = width
  if (to.height !== height) to.height = height
  context.globalCompositeOperation = 'copy'
  context.drawImage(from, 0, from.height - height, width, height, 0, 0, width, height)
  context.globalCompositeOperation = 'source-over'
}
