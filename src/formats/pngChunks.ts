/** What a PNG is made of (ISO/IEC 15948, PNG specification 3rd edition, Sec. 5): a signature, then chunks of length, name, data and checksum. */
import { demand } from '../science/problem.ts'

export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** The remainders of all bytes, for the checksum of Annex D: x³² + x²⁶ + x²³ + … + 1, bits reversed. */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let c = byte
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

/** The checksum (CRC-32) of bytes. */
export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (let i = 0; i < bytes.length; i++) c = REMAINDERS[(c ^ bytes[i]) & 255] ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}

/** One chunk, whole. */
export function pngChunk(name: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(12 + data.length)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, data.length)
  for (let i = 0; i < 4; i++) chunk[4 + i] = name.charCodeAt(i)
  chunk.set(data, 8)
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)))
  return chunk
}

export interface PngText {
  /** 1 to 79 letters, digits and inner blanks. */
  readonly keyword: string
  readonly text: string
}

/** A text that comes with a picture (iTXt, Sec. 11.3.3.4): UTF-8, neither packed nor translated. Throws invalid-argument for keywords PNG cannot hold. */
export function textChunk({ keyword, text }: PngText): Uint8Array<ArrayBuffer> {
  demand(/^[A-Za-z0-9]+( [A-Za-z0-9]+)*$/.test(keyword) && keyword.length <= 79, 'a keyword has 1 to 79 letters and digits', { keyword })
  const zeros = '\0\0\0\0\0' // end of the keyword, not packed, method 0, no language, no translated keyword
  return pngChunk('iTXt', new TextEncoder().encode(keyword + zeros + text.replaceAll('\0', '')))
}
