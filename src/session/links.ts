/**
 * Links: a study in a hash fragment, `#1.<text>`, where the text is base64url of raw deflate of the JSON merge patch
 * that makes the study out of the seeded one. It restores everything but files, which are asked for by fingerprint.
 */
import { Problem } from '../science/problem.ts'
import { checkStudy } from '../study/check.ts'
import type { Study } from '../study/document.ts'
import { seededStudy } from '../study/seeded.ts'
import { difference, merge, type Json } from './mergePatch.ts'

/** Longer links are cut by mail programs and chats. */
const MAX_LINK = 8192
/** A link is opened before anything about it is known: it may not unfold to more than this. */
const MAX_JSON = 65_536
const VERSION = '1.'

export interface Decoded {
  readonly study: Study
  /** What was not understood, a sentence each; the rest of the link holds. */
  readonly complaints: readonly string[]
}

/** The link of a study, with its `#`; the seeded study's is empty. Throws invalid-study when it would exceed 8 kB. */
export async function encodeLink(study: Study): Promise<string> {
  const patch = difference(plain(seededStudy), plain(study))
  if (patch === undefined) return ''
  const packed = await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(JSON.stringify(patch)), Infinity)
  const link = `#${VERSION}${base64url(packed!)}`
  if (link.length > MAX_LINK) {
    throw new Problem('invalid-study', `This study is too large for a link: ${link.length} characters, where ${MAX_LINK} arrive everywhere.`, {
      remedy: 'Save it as a study file and send that.',
      facts: { characters: link.length },
    })
  }
  return link
}

/**
 * The study behind a hash fragment. Never throws and takes nothing on trust: what cannot be understood is listed and
 * has its default; a link that makes no sense at all gives the seeded study.
 */
export async function decodeLink(hash: string): Promise<Decoded> {
  const text = hash.replace(/^#/, '')
  if (text === '') return { study: seededStudy, complaints: [] }
  try {
    if (!text.startsWith(VERSION)) return unread(/^\d+\./.test(text) ? 'it was made by another version of this page' : 'it does not begin like one')
    if (text.length > 2 * MAX_LINK) return unread('it is too long')
    const bytes = await through(new DecompressionStream('deflate-raw'), bytesOf(text.slice(VERSION.length)), MAX_JSON)
    if (bytes === undefined) return unread('it unfolds to far too much')
    const merged = merge(plain(seededStudy), JSON.parse(new TextDecoder().decode(bytes)) as Json)
    const { study, complaints } = checkStudy(merged)
    if (study === undefined) return unread('it describes no possible study', complaints)
    return { study, complaints: [...complaints, ...ignored(merged, plain(study))] }
  } catch {
    return unread('it is damaged, perhaps cut short')
  }
}

const unread = (why: string, details: readonly string[] = []): Decoded => ({ study: seededStudy, complaints: [`This link could not be read, because ${why}`, ...details] })

/** Studies are plain JSON, whatever their types say of undefined. */
const plain = (study: Study): Json => JSON.parse(JSON.stringify(study)) as Json

/** Settings that are in `merged` and that the check did not know: their paths, as sentences. */
function ignored(merged: Json, study: Json | undefined, path = ''): string[] {
  if (typeof merged !== 'object' || merged === null) return []
  return Object.entries(merged).flatMap(([key, value]: [string, Json]) => {
    const here = path === '' ? key : `${path}.${key}`
    const known = typeof study === 'object' && study !== null && Object.hasOwn(study, key)
    return known ? ignored(value, (study as { [key: string]: Json })[key], here) : [`${here}: there is no such setting`]
  })
}

/** All that comes out of a stream for the bytes that go in; undefined if it is more than `limit`. Throws on damage. */
async function through(stream: CompressionStream | DecompressionStream, bytes: Uint8Array<ArrayBuffer>, limit: number): Promise<Uint8Array | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > limit) {
      void reader.cancel().catch(() => {})
      return undefined
    }
    chunks.push(value)
  }
  const all = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

const base64url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
