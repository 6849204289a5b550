/** Gzip files of several members (`cat a.gz b.gz`, bgzip) and of padding: browsers unpack one member and refuse what follows it (RFC 1952). */
import { unreadable } from './byteStream.ts'

type Bytes = Uint8Array<ArrayBuffer>

const HEADER_BYTES = 10
const EMPTY: Bytes = new Uint8Array(0)
/** The trailer ends in the unpacked length, lowest byte first: so many zeros can belong to it. */
const OWN_ZEROS = 3
const CHUNK = 1 << 20
/** Bytes that are unpacked to find boundaries, at most: a bomb is not a reason to wait. */
const BUDGET = 1e9

/** Where the members of a gzip file end, ascending; and how many zero bytes follow the last. */
export interface Members {
  readonly ends: readonly number[]
  readonly padding: number
}

/**
 * Finds the members. A place is taken for a boundary only if what lies before it unpacks to its checksum; a file of one
 * member, which nearly all are, is looked through but not unpacked. What is damaged counts as part of its member.
 */
export async function gzipMembers(file: Blob, breathe: () => Promise<void>): Promise<Members> {
  let budget = BUDGET
  const unpacks = async (from: number, to: number): Promise<boolean> =>
    isWhole(file.slice(from, to), async (bytes) => {
      budget -= bytes
      await breathe()
      return budget > 0
    })
  const ends: number[] = []
  for (const place of await possibleStarts(file, breathe)) if (await unpacks(ends.at(-1) ?? 0, place)) ends.push(place)
  const end = await lastEnd(file, ends.at(-1) ?? 0, unpacks)
  return { ends: [...ends, end], padding: file.size - end }
}

/** Places behind the first byte with what a member begins with: magic, deflate, no reserved flag, a known kind of compression and system. */
async function possibleStarts(file: Blob, breathe: () => Promise<void>): Promise<number[]> {
  const found: number[] = []
  for (let from = 0; from < file.size; from += CHUNK) {
    const bytes = await bytesOf(file.slice(from, from + CHUNK + HEADER_BYTES - 1))
    for (let at = bytes.indexOf(0x1f); at >= 0 && at < CHUNK; at = bytes.indexOf(0x1f, at + 1)) if (from + at > 0 && beginsMember(bytes, at)) found.push(from + at)
    await breathe()
  }
  return found
}

function beginsMember(bytes: Uint8Array, at: number): boolean {
  if (at + HEADER_BYTES > bytes.length || bytes[at + 1] !== 0x8b || bytes[at + 2] !== 8 || (bytes[at + 3] & 0xe0) !== 0) return false
  const [compression, system] = [bytes[at + 8], bytes[at + 9]]
  return [0, 2, 4].includes(compression) && (system <= 13 || system === 255)
}

/** The end of the last member: zeros behind it are padding, as gzip itself has it. */
async function lastEnd(file: Blob, start: number, unpacks: (from: number, to: number) => Promise<boolean>): Promise<number> {
  const filled = await filledBytes(file, start)
  if (file.size - filled <= OWN_ZEROS) return file.size
  for (let end = filled; end <= filled + OWN_ZEROS; end++) if (await unpacks(start, end)) return end
  return file.size
}

/** Up to and with the last byte that is not zero. */
async function filledBytes(file: Blob, start: number): Promise<number> {
  for (let end = file.size; end > start; end -= CHUNK) {
    const first = Math.max(start, end - CHUNK)
    const bytes = await bytesOf(file.slice(first, end))
    for (let i = bytes.length; i > 0; i--) if (bytes[i - 1] !== 0) return first + i
  }
  return start
}

/** Whether this is a whole member, checksum and length included. Keeps nothing of it. @param go  told the bytes of each chunk; ends the trial with false */
async function isWhole(member: Blob, go: (bytes: number) => Promise<boolean>): Promise<boolean> {
  const reader = member.stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  try {
    for (;;) {
      const step = await reader.read().catch(() => undefined)
      if (step === undefined) return false
      if (step.done) return true
      if (!(await go(step.value.length))) return false
    }
  } finally {
    await reader.cancel().catch(() => undefined) // an errored stream is closed already
  }
}

const bytesOf = async (blob: Blob): Promise<Bytes> => new Uint8Array(await blob.arrayBuffer().catch((cause: unknown) => { throw unreadable(cause) }))

/** Unpacks member after member of a raw stream. Errors with what the browser says of a damaged one. */
export function unpackMembers(raw: ReadableStream<Bytes>, { ends }: Members): ReadableStream<Bytes> {
  const source = raw.getReader()
  let position = 0
  let rest = EMPTY
  const member = (end: number): ReadableStreamDefaultReader<Bytes> =>
    new ReadableStream<Bytes>({
      pull: async (controller) => {
        if (position >= end) return controller.close()
        if (rest.length === 0) {
          const { done, value } = await source.read()
          if (done) return controller.close()
          rest = value
        }
        const part = rest.subarray(0, end - position)
        rest = rest.subarray(part.length)
        position += part.length
        controller.enqueue(part)
      },
    }, { highWaterMark: 0 })
      .pipeThrough(new DecompressionStream('gzip'))
      .getReader()
  let index = 0
  let current: ReadableStreamDefaultReader<Bytes> | undefined
  return new ReadableStream<Bytes>({
    pull: async (controller) => {
      for (;;) {
        current ??= member(ends[index])
        const { done, value } = await current.read()
        if (!done) return controller.enqueue(value)
        current = undefined
        if (++index === ends.length) return controller.close()
      }
    },
    cancel: async (reason) => {
      await current?.cancel(reason)
      await source.cancel(reason)
    },
  }, { highWaterMark: 0 })
}
