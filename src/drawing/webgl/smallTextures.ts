/** The small textures of a painting: the colour table, one period of the hatch, and the edges of a ring grid. */
import { ringEdges } from '../../science/sphere/pixelAt.ts'
import type { Rings } from '../../science/sphere/rings.ts'
import type { ColourTable } from '../colourMaps.ts'
import { hatchColours, hatchShares, shaded, type Unseen } from '../paint.ts'
import { ROW } from './valueTextures.ts'

/** A texture that is written again when what it shows is another thing. */
export class LatestTexture<T> {
  readonly #gl: WebGL2RenderingContext
  readonly #texture: WebGLTexture
  readonly #write: (gl: WebGL2RenderingContext, thing: T) => void
  readonly #same: (a: T, b: T) => boolean
  #thing: T | undefined

  constructor(gl: WebGL2RenderingContext, write: (gl: WebGL2RenderingContext, thing: T) => void, same: (a: T, b: T) => boolean = Object.is) {
    this.#gl = gl
    this.#texture = gl.createTexture()
    this.#write = write
    this.#same = same
  }

  of(thing: T): WebGLTexture {
    if (this.#thing === undefined || !this.#same(this.#thing, thing)) {
      const gl = this.#gl
      gl.bindTexture(gl.TEXTURE_2D, this.#texture)
      // Never interpolated, and without smaller versions: else it would count as incomplete.
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST)
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST)
      this.#write(gl, thing)
      this.#thing = thing
    }
    return this.#texture
  }
}

/** The table, and below it the same colours under the lines over negative values. */
export function writePalette(gl: WebGL2RenderingContext, { words }: ColourTable): void {
  const both = new Uint32Array(2 * words.length)
  both.set(words)
  both.set(words.map(shaded), words.length)
  write8(gl, both, words.length, 2)
}

export interface Pattern {
  readonly unseen: Unseen
  readonly density: number
}

export const samePattern = (a: Pattern, b: Pattern): boolean => a.density === b.density && String([a.unseen.ground, a.unseen.hatch]) === String([b.unseen.ground, b.unseen.hatch])

/** The colours of the hatch; their alpha says where lines over negative values run. */
export function writePattern(gl: WebGL2RenderingContext, { unseen, density }: Pattern): void {
  const lines = hatchShares(density).map((share) => share > 0.5)
  const words = hatchColours(unseen, density).map((word, i) => (lines[i] ? word : word & 0xffffff))
  write8(gl, words, words.length, 1)
}

/** Declinations of the borders between rings, which single precision knows to the same digits everywhere; their sines it does not. */
export function writeEdges(gl: WebGL2RenderingContext, rings: Rings): void {
  const rows = Math.ceil((rings.count + 1) / ROW)
  const edges = new Float32Array(rows * ROW)
  edges.set(ringEdges(rings).map((z) => Math.atan2(z, Math.sqrt((1 - z) * (1 + z)))))
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32F, ROW, rows, 0, gl.RED, gl.FLOAT, edges)
}

const write8 = (gl: WebGL2RenderingContext, words: Uint32Array, width: number, height: number): void =>
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(words.buffer))
