/** The study inside a picture that was taken away from here: the text with keyword `anisky` of a PNG. */
import { Problem } from '../science/problem.ts'
import { crc32, PNG_SIGNATURE } from './pngChunks.ts'
import { latin1 } from './text.ts'

/** The keyword of the text that holds a study. */
export const STUDY_KEYWORD = 'anisky'
/** A study is a few kilobytes; a longer text is not one. */
export const MAX_STUDY_TEXT = 1_000_000
/** Ours have one chunk for every quarter of a megabyte; a picture of more is not looked through to its end. */
const MAX_CHUNKS = 4096

/**
 * The JSON of the study in a PNG, or undefined where there is none. Reads the heads of the chunks, and the one chunk it
 * looks for. Throws unreadable-file when that chunk is damaged.
 */
export async function studyInPng(file: Blob): Promise<string | undefined> {
  if (!(await bytesAt(file, 0, 8)).every((byte, i) => byte === PNG_SIGNATURE[i])) return undefined
  for (let at = 8, chunks = 0; at + 12 <= file.size && chunks < MAX_CHUNKS; chunks++) {
    const head = await bytesAt(file, at, 8 + STUDY_KEYWORD.length + 1)
    const length = new DataView(head.buffer).getUint32(0)
    const name = latin1(head.subarray(4, 8))
    if (name === 'IEND') return undefined
    if (name === 'iTXt' && latin1(head.subarray(8)) === `${STUDY_KEYWORD}\0`) return studyOf(await wholeChunk(file, at, length))
    at += 12 + length
  }
  return undefined
}

async function bytesAt(file: Blob, from: number, count: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(count)
  bytes.set(new Uint8Array(await file.slice(from, from + count).arrayBuffer()))
  return bytes
}

/** Name and data of a chunk whose checksum is right. */
async function wholeChunk(file: Blob, at: number, length: number): Promise<Uint8Array> {
  if (length > MAX_STUDY_TEXT) throw damaged('it is far too long')
  if (at + 12 + length > file.size) throw damaged('the file ends within it')
  const bytes = await bytesAt(file, at + 4, length + 8)
  const named = bytes.subarray(0, length + 4)
  if (new DataView(bytes.buffer).getUint32(length + 4) !== crc32(named)) throw damaged('its checksum is wrong')
  return named
}

function studyOf(chunk: Uint8Array): string {
  const from = 4 + STUDY_KEYWORD.length + 1
  // Not packed, no language, no translated keyword: as we write it.
  if (!chunk.subarray(from, from + 4).every((byte) => byte === 0)) throw damaged('it is written in a way that Anisky does not write')
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(chunk.subarray(from + 4))
  } catch {
    throw damaged('it is not UTF-8')
  }
}

const damaged = (why: string): Problem =>
  new Problem('unreadable-file', `This PNG picture holds a study, but it cannot be read: ${why}.`, { remedy: 'Use the picture as it was saved, or the study file (.anisky.json).' })
