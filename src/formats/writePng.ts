/** Pictures as PNG files, row by row: a picture is never whole in memory, and the same rows are the same bytes. */
import { demand } from '../science/problem.ts'
import { PNG_SIGNATURE, pngChunk, textChunk, type PngText } from './pngChunks.ts'

export interface PngHead {
  readonly width: number
  readonly height: number
  /** Keeps the fourth channel; without it every pixel is opaque. */
  readonly transparent: boolean
  /** How large it is meant to be printed. */
  readonly dotsPerInch?: number
  readonly texts?: readonly PngText[]
}

export interface PngWriter {
  /** @param rgba  [rows × width × 4] the next rows, as ImageData holds them */
  rows(rgba: Uint8ClampedArray): Promise<void>
  /** Throws invalid-argument when rows are missing. */
  finish(): Promise<Blob>
  /** Lets go of everything. */
  abandon(): void
}

/** Bytes of packed rows in one chunk. */
const PIECE = 1 << 18
/** Each byte of a row is written as its difference from the byte above (filter type 2, Sec. 9.2): a pixel of a map is many rows high, and becomes zeros. */
const UP = 2

/** A PNG of 8 bits a channel. Throws invalid-argument for sizes and keywords that PNG cannot hold. */
export function pngWriter({ width, height, transparent, dotsPerInch, texts = [] }: PngHead): PngWriter {
  demand([width, height].every((n) => Number.isInteger(n) && n >= 1 && n < 2 ** 24), 'a picture has whole numbers of rows and columns', { width, height })
  const channels = transparent ? 4 : 3
  const parts: Uint8Array<ArrayBuffer>[] = [PNG_SIGNATURE, pngChunk('IHDR', head(width, height, transparent)), ...texts.map(textChunk)]
  if (dotsPerInch !== undefined) parts.push(pngChunk('pHYs', density(dotsPerInch)))
  const packer = new CompressionStream('deflate')
  const into = packer.writable.getWriter()
  const packed = collect(packer.readable, (piece) => parts.push(pngChunk('IDAT', piece)))
  packed.catch(() => {}) // it is heard in finish()
  let above = new Uint8ClampedArray(4 * width)
  let written = 0

  async function rows(rgba: Uint8ClampedArray): Promise<void> {
    const count = rgba.length / (4 * width)
    demand(Number.isInteger(count) && written + count <= height, 'rows are whole, and no more than the picture has', { count, written, height })
    const bytes = filtered(rgba, width, channels, above)
    if (count > 0) above = rgba.slice(-4 * width)
    written += count
    await into.write(bytes)
  }

  async function finish(): Promise<Blob> {
    demand(written === height, 'a picture has all its rows', { written, height })
    await into.close()
    await packed
    return new Blob([...parts, pngChunk('IEND', new Uint8Array(0))], { type: 'image/png' })
  }

  return { rows, finish, abandon: () => void into.abort().catch(() => {}) }
}

function head(width: number, height: number, transparent: boolean): Uint8Array {
  const bytes = new Uint8Array(13)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  bytes.set([8, transparent ? 6 : 2, 0, 0, 0], 8) // bits a channel, colours, deflate, filters by row, not interlaced
  return bytes
}

/** Pixels per metre both ways. */
function density(dotsPerInch: number): Uint8Array {
  const bytes = new Uint8Array(9)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, Math.round(dotsPerInch / 0.0254))
  view.setUint32(4, Math.round(dotsPerInch / 0.0254))
  bytes[8] = 1
  return bytes
}

/** @param above  the row above the first, as ImageData holds it; zeros above the picture */
function filtered(rgba: Uint8ClampedArray, width: number, channels: number, above: Uint8ClampedArray): Uint8Array<ArrayBuffer> {
  const count = rgba.length / (4 * width)
  const bytes = new Uint8Array(count * (channels * width + 1))
  for (let row = 0, i = 0, out = 0; row < count; row++) {
    const [before, shift] = row === 0 ? [above, 0] : [rgba, 4 * width]
    bytes[out++] = UP
    for (let x = 0; x < width; x++, i += 4) for (let c = 0; c < channels; c++) bytes[out++] = rgba[i + c] - before[i + c - shift]
  }
  return bytes
}

/** Hands on what a stream gives in pieces of one size, so that its own cuts leave no trace. */
async function collect(stream: ReadableStream<Uint8Array>, take: (piece: Uint8Array<ArrayBuffer>) => void): Promise<void> {
  let piece = new Uint8Array(PIECE)
  let filled = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    for (let at = 0; at < value.length; ) {
      const part = value.subarray(at, at + PIECE - filled)
      piece.set(part, filled)
      filled += part.length
      at += part.length
      if (filled < PIECE) continue
      take(piece)
      piece = new Uint8Array(PIECE)
      filled = 0
    }
  }
  if (filled > 0) take(piece.slice(0, filled))
}
