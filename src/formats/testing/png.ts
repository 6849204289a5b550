/** PNG files taken apart by Node's own inflate and the rules of the specification: for tests of what writes and reads them. */
import { inflateSync } from 'node:zlib'

export interface Chunk {
  readonly name: string
  readonly data: Uint8Array
}

export function chunksOf(file: Uint8Array): Chunk[] {
  const view = new DataView(file.buffer, file.byteOffset)
  const chunks: Chunk[] = []
  for (let at = 8; at < file.length; ) {
    const length = view.getUint32(at)
    chunks.push({ name: Buffer.from(file.subarray(at + 4, at + 8)).toString('latin1'), data: file.subarray(at + 8, at + 8 + length) })
    at += 12 + length
  }
  return chunks
}

/** The samples of an 8-bit picture that is not interlaced: rows of `channels` bytes a pixel. Knows filters 0, 1 and 2. */
export function samplesOf(file: Uint8Array): { width: number; height: number; channels: number; samples: Uint8Array } {
  const chunks = chunksOf(file)
  const head = Buffer.from(chunks[0]!.data)
  const [width, height, channels] = [head.readUInt32BE(0), head.readUInt32BE(4), head[9] === 6 ? 4 : 3]
  const raw = inflateSync(Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data)))
  const long = width * channels
  const samples = new Uint8Array(height * long)
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (long + 1)]!
    for (let k = 0; k < long; k++) {
      const left = k >= channels ? samples[row * long + k - channels]! : 0
      const above = row > 0 ? samples[(row - 1) * long + k]! : 0
      samples[row * long + k] = raw[row * (long + 1) + 1 + k]! + (filter === 1 ? left : filter === 2 ? above : 0)
    }
  }
  return { width, height, channels, samples }
}
