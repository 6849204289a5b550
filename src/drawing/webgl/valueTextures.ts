/** Values of maps on the graphics card: each array is uploaded once, some at a time, and kept while it is in use and there is room. */

/** Values in a row of a texture; texel i lies in column i mod 4096 of row ⌊i / 4096⌋. */
export const ROW = 4096

/** Together they hold no more than this; the one that was not used for longest goes first. */
const MOST_BYTES = 256 * 2 ** 20
/** Rows between two looks at the clock: 1 MiB. */
const ROWS_AT_ONCE = 64

interface Held {
  /** Weak: what nobody shows any more goes, and its texture with it. */
  readonly values: WeakRef<Float32Array>
  readonly texture: WebGLTexture
  readonly bytes: number
  /** Values on the card so far. */
  sent: number
}

export class ValueTextures {
  readonly #gl: WebGL2RenderingContext
  readonly #mostRows: number
  /** From the one unused for longest to the latest. */
  #held: Held[] = []

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl
    this.#mostRows = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number
  }

  get count(): number {
    return this.#held.length
  }

  /** Whether a map of so many pixels has room. */
  canHold(pixels: number): boolean {
    return Math.ceil(pixels / ROW) <= this.#mostRows && 4 * pixels <= MOST_BYTES
  }

  /**
   * The texture of some values, or undefined when the upload goes on next time.
   *
   * @param until  the time (of `performance.now`) at which to pause
   */
  of(values: Float32Array, until: number): WebGLTexture | undefined {
    const held = this.#find(values) ?? this.#allocate(values)
    this.#held = [...this.#held.filter((other) => other !== held), held]
    if (held.sent < values.length) this.#send(held, values, until)
    return held.sent < values.length ? undefined : held.texture
  }

  /** Lets go of everything. */
  clear(): void {
    for (const held of this.#held) this.#release(held)
  }

  #find(values: Float32Array): Held | undefined {
    const gone = this.#held.filter((held) => held.values.deref() === undefined)
    for (const held of gone) this.#release(held)
    return this.#held.find((held) => held.values.deref() === values)
  }

  #allocate(values: Float32Array): Held {
    const gl = this.#gl
    const rows = Math.max(1, Math.ceil(values.length / ROW))
    const bytes = 4 * rows * ROW
    while (this.#held.length > 0 && this.#held.reduce((sum, held) => sum + held.bytes, bytes) > MOST_BYTES) this.#release(this.#held[0]!)
    const texture = gl.createTexture()
    gl.bindTexture(gl.TEXTURE_2D, texture)
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.R32F, ROW, rows)
    // Single precision is not interpolated everywhere; a texture that asks for it would read as zero.
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST)
    if (gl.getError() === gl.OUT_OF_MEMORY) throw new Error('the graphics card has no room for the map')
    return { values: new WeakRef(values), texture, bytes, sent: 0 }
  }

  #send(held: Held, values: Float32Array, until: number): void {
    const gl = this.#gl
    gl.bindTexture(gl.TEXTURE_2D, held.texture)
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4)
    do {
      const row = held.sent / ROW
      const left = values.length - held.sent
      const rows = Math.min(ROWS_AT_ONCE, Math.floor(left / ROW))
      const [width, height] = rows > 0 ? [ROW, rows] : [left, 1]
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, row, width, height, gl.RED, gl.FLOAT, values.subarray(held.sent, held.sent + width * height))
      held.sent += width * height
    } while (held.sent < values.length && performance.now() < until)
  }

  #release(held: Held): void {
    this.#gl.deleteTexture(held.texture)
    this.#held = this.#held.filter((other) => other !== held)
  }
}
