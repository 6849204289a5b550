/**
 * ZIP archives (APPNOTE 6.3.10, ZIP64 too): what is inside, and its members one by one. The list is read from the end of the file, so that
 * nothing is unpacked to know it. Names are labels: nobody writes to them. One level: an archive inside an archive is a member like any other.
 */
import { Problem } from '../science/problem.ts'
import { unreadable } from './byteStream.ts'
import { Crc32 } from './crc32.ts'
import { grouped, latin1, visible } from './text.ts'

type Bytes = Uint8Array<ArrayBuffer>

export interface ZipMember {
  /** As the archive has it, folders included; show it through `visible`. */
  readonly name: string
  /** Unpacked bytes, to which `memberStream` holds the archive. */
  readonly size: number
  readonly packedBytes: number
  readonly crc32: number
  /** 0 stored, 8 deflated; others are refused when the member is opened. */
  readonly method: number
  readonly encrypted: boolean
  /** Where its own header begins. */
  readonly offset: number
}

const END = { signature: 0x06054b50, bytes: 22 }
const LOCATOR = { signature: 0x07064b50, bytes: 20 }
const END64 = { signature: 0x06064b50, bytes: 56 }
const ENTRY = { signature: 0x02014b50, bytes: 46 }
const LOCAL = { signature: 0x04034b50, bytes: 30 }
/** A comment may follow the end record. */
const LONGEST_COMMENT = 65_535
export const MOST_MEMBERS = 5_000
const LONGEST_LIST = 2 ** 24
/** Deflate cannot do better (RFC 1951): what claims to is a lie. */
const MOST_RATIO = 1032
/** What the page hands on to its readers at once. */
const PART = 1 << 17

const AGAIN = 'Copy or download the file again, or zip it anew.'
const damaged = (how: string): Problem => new Problem('unreadable-file', `This ZIP archive is damaged: ${how}.`, { remedy: AGAIN })
const refused = (why: string, remedy: string): Problem => new Problem('unsupported-file', `This ZIP archive ${why}.`, { remedy })

/**
 * The files in an archive, in its own order, without folders and without what a file manager adds for itself.
 * Throws unreadable-file for a damaged archive, unsupported-file for one in several pieces, with too many members, or with members that overlap.
 */
export async function zipMembers(file: Blob): Promise<readonly ZipMember[]> {
  const { count, bytes, offset } = await findList(file)
  if (count > MOST_MEMBERS || bytes > LONGEST_LIST) throw refused(`has ${grouped(count)} members; ${grouped(MOST_MEMBERS)} are the most that are looked through`, 'Zip fewer files at a time.')
  if (offset + bytes > file.size) throw damaged('its list of contents lies outside of the file')
  const list = await viewOf(file, offset, bytes)
  const members: ZipMember[] = []
  let at = 0
  for (let n = 0; n < count; n++) {
    const { member, length } = entryAt(list, at)
    members.push(member)
    at += length
  }
  demandApart(members, offset)
  return members.filter(({ name }) => !/\/$|(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name))
}

interface List {
  readonly count: number
  readonly bytes: number
  readonly offset: number
}

/** Looks for the end record from the end of the file, and for its 64-bit companion where a number does not fit. */
async function findList(file: Blob): Promise<List> {
  const start = Math.max(0, file.size - END.bytes - LONGEST_COMMENT)
  const tail = await viewOf(file, start, file.size - start)
  let at = tail.byteLength - END.bytes
  while (at >= 0 && !(tail.getUint32(at, true) === END.signature && at + END.bytes + tail.getUint16(at + 20, true) <= tail.byteLength)) at--
  if (at < 0) throw damaged('its list of contents, which stands at the end, is missing; probably it is cut short')
  const list = { count: tail.getUint16(at + 10, true), bytes: tail.getUint32(at + 12, true), offset: tail.getUint32(at + 16, true) }
  const wide = list.count === 0xffff || list.bytes === 0xffffffff || list.offset === 0xffffffff
  const locator = at - LOCATOR.bytes
  if (wide && locator >= 0 && tail.getUint32(locator, true) === LOCATOR.signature) return findWideList(file, whole(tail, locator + 8))
  if (tail.getUint16(at + 4, true) !== 0 || tail.getUint16(at + 6, true) !== 0) throw refused('is one piece of several', 'Join the pieces first; with the command zip: zip -s 0 pieces.zip --out whole.zip.')
  return list
}

async function findWideList(file: Blob, at: number): Promise<List> {
  if (at + END64.bytes > file.size) throw damaged('its list of contents lies outside of the file')
  const end = await viewOf(file, at, END64.bytes)
  if (end.getUint32(0, true) !== END64.signature) throw damaged('the record that says where its list of contents lies is missing')
  return { count: whole(end, 32), bytes: whole(end, 40), offset: whole(end, 48) }
}

/** A 64-bit whole number; beyond 2⁵³ it is no place in a file. */
function whole(view: DataView, at: number): number {
  const value = view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true)
  if (!Number.isSafeInteger(value)) throw damaged(`a place or length of ${value.toPrecision(3)} bytes`)
  return value
}

function entryAt(list: DataView, at: number): { member: ZipMember; length: number } {
  if (at + ENTRY.bytes > list.byteLength || list.getUint32(at, true) !== ENTRY.signature) throw damaged('its list of contents ends too early')
  const flags = list.getUint16(at + 8, true)
  const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((place) => list.getUint16(at + place, true))
  const length = ENTRY.bytes + nameBytes + extraBytes + commentBytes
  if (at + length > list.byteLength) throw damaged('its list of contents ends too early')
  const name = new Uint8Array(list.buffer, list.byteOffset + at + ENTRY.bytes, nameBytes)
  const wide = wideNumbers(list, at + ENTRY.bytes + nameBytes, extraBytes)
  const number = (place: number): number => {
    const stated = list.getUint32(at + place, true)
    return stated === 0xffffffff ? (wide.shift() ?? stated) : stated
  }
  // In this order: the 64-bit numbers stand one behind another, only those that are needed.
  const [size, packedBytes, offset] = [number(24), number(20), number(42)]
  const member = { name: (flags & 0x800) !== 0 ? new TextDecoder().decode(name) : latin1(name), size, packedBytes, offset }
  return { member: { ...member, crc32: list.getUint32(at + 16, true), method: list.getUint16(at + 10, true), encrypted: (flags & 1) !== 0 }, length }
}

/** The numbers of the ZIP64 field of an entry. */
function wideNumbers(list: DataView, start: number, length: number): number[] {
  for (let at = start; at + 4 <= start + length; ) {
    const bytes = list.getUint16(at + 2, true)
    const end = Math.min(at + 4 + bytes, start + length)
    if (list.getUint16(at, true) === 1) return Array.from({ length: Math.min(3, Math.floor((end - at - 4) / 8)) }, (_, n) => whole(list, at + 4 + 8 * n))
    at = end
  }
  return []
}

/** Members that share bytes are how a small archive unpacks to anything. */
function demandApart(members: readonly ZipMember[], listOffset: number): void {
  let end = 0
  for (const { name, offset, packedBytes, size, method } of [...members].sort((a, b) => a.offset - b.offset)) {
    if (offset < end || offset + LOCAL.bytes + packedBytes > listOffset) throw damaged(`${visible(name)} lies outside of its place`)
    if (method === 8 ? size > MOST_RATIO * (packedBytes + 1) : method === 0 && size !== packedBytes) throw damaged(`${visible(name)} claims to unpack from ${grouped(packedBytes)} to ${grouped(size)} bytes`)
    end = offset + LOCAL.bytes + packedBytes
  }
}

/**
 * The unpacked bytes of a member, in small pieces. The stream errors with unreadable-file when they are not as many as the list says, or do not
 * have its checksum: what was read before is not to be trusted then. Throws unsupported-file for a member that is encrypted or packed by other means.
 */
export async function memberStream(file: Blob, member: ZipMember): Promise<ReadableStream<Bytes>> {
  const { name, method, encrypted, offset, packedBytes } = member
  if (encrypted) throw refused(`keeps ${visible(name)} behind a password`, 'Unpack it first, then open the map inside.')
  if (method !== 0 && method !== 8) throw refused(`packs ${visible(name)} by a method (number ${method}) that browsers cannot unpack`, 'Unpack it first, or zip it the usual way (deflate).')
  const local = await viewOf(file, offset, LOCAL.bytes)
  if (local.getUint32(0, true) !== LOCAL.signature) throw damaged(`${visible(name)} is not where the list says`)
  const start = offset + LOCAL.bytes + local.getUint16(26, true) + local.getUint16(28, true)
  const packed = file.slice(start, start + packedBytes).stream() as ReadableStream<Bytes>
  return checked(method === 0 ? packed : packed.pipeThrough(new DecompressionStream('deflate-raw')), member)
}

/** Passes bytes on in pieces, counted and summed. */
function checked(unpacked: ReadableStream<Bytes>, { name, size, crc32 }: ZipMember): ReadableStream<Bytes> {
  const reader = unpacked.getReader()
  const sum = new Crc32()
  let chunk: Bytes = new Uint8Array(0)
  let seen = 0
  return new ReadableStream<Bytes>({
    pull: async (controller) => {
      while (chunk.length === 0) {
        const { done, value } = await reader.read().catch((cause: unknown) => { throw cause instanceof DOMException ? unreadable(cause) : damaged(`${visible(name)} does not unpack to its end`) })
        if (done && seen === size && sum.value === crc32) return controller.close()
        if (done) throw damaged(seen === size ? `${visible(name)} does not have its checksum` : `${visible(name)} unpacks to ${grouped(seen)} bytes instead of ${grouped(size)}`)
        chunk = value
      }
      const part = chunk.subarray(0, PART)
      chunk = chunk.subarray(PART)
      seen += part.length
      if (seen > size) throw damaged(`${visible(name)} unpacks to more than the ${grouped(size)} bytes it claims`)
      sum.update(part)
      controller.enqueue(part)
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: 0 })
}

/** A member as a file of its own: for what must be read from any place, like a gzip file inside. `breathe` is awaited between pieces. */
export async function memberBlob(file: Blob, member: ZipMember, breathe: () => Promise<void>): Promise<Blob> {
  const reader = (await memberStream(file, member)).getReader()
  const parts: Bytes[] = []
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return new Blob(parts)
      parts.push(value)
      await breathe()
    }
  } finally {
    await reader.cancel().catch(() => undefined) // an errored stream is closed already
  }
}

async function viewOf(file: Blob, from: number, bytes: number): Promise<DataView> {
  const buffer = await file.slice(from, from + bytes).arrayBuffer().catch((cause: unknown) => { throw unreadable(cause) })
  if (buffer.byteLength < bytes) throw damaged('it ends too early')
  return new DataView(buffer)
}
