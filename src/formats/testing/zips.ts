/** ZIP archives put together by hand, record by record. */
import { crc32, deflateRawSync } from 'node:zlib'
import { ascii, join } from './fixtures.ts'

export interface Packed {
  readonly name: string
  readonly bytes: Uint8Array
  readonly stored?: boolean
  /** What the records say instead of the truth. */
  readonly size?: number
  readonly crc?: number
  readonly method?: number
  readonly encrypted?: boolean
  /** Numbers in a ZIP64 field, as archivers write them that do not know the size beforehand. */
  readonly wide?: boolean
}

/** One archive; `comment` follows the end record. */
export function zip(members: readonly Packed[], comment = ''): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  const list: Uint8Array[] = []
  let offset = 0
  for (const member of members) {
    const data = member.stored === true ? member.bytes : new Uint8Array(deflateRawSync(member.bytes))
    const local = join(record(0x04034b50, member, data.length), ascii(member.name), data)
    list.push(join(record(0x02014b50, member, data.length, offset), ascii(member.name), member.wide === true ? wideField(member, data.length) : new Uint8Array(0)))
    parts.push(local)
    offset += local.length
  }
  const directory = join(...list)
  const end = new DataView(new ArrayBuffer(22))
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(8, members.length, true)
  end.setUint16(10, members.length, true)
  end.setUint32(12, directory.length, true)
  end.setUint32(16, offset, true)
  end.setUint16(20, comment.length, true)
  return join(...parts, directory, new Uint8Array(end.buffer), ascii(comment))
}

/** The fixed part of a local header, or with `offset` of an entry of the list. */
function record(signature: number, { name, bytes, stored, size, crc, method, encrypted, wide }: Packed, packed: number, offset?: number): Uint8Array {
  const listed = offset !== undefined
  const view = new DataView(new ArrayBuffer(listed ? 46 : 30))
  const at = listed ? 2 : 0 // the list says first which program made it
  view.setUint32(0, signature, true)
  view.setUint16(6 + at, encrypted === true ? 1 : 0, true)
  view.setUint16(8 + at, method ?? (stored === true ? 0 : 8), true)
  view.setUint32(14 + at, crc ?? crc32(bytes), true)
  view.setUint32(18 + at, wide === true ? 0xffffffff : packed, true)
  view.setUint32(22 + at, wide === true ? 0xffffffff : (size ?? bytes.length), true)
  view.setUint16(26 + at, name.length, true)
  if (listed && wide === true) view.setUint16(30, 20, true)
  if (listed) view.setUint32(42, offset, true)
  return new Uint8Array(view.buffer)
}

function wideField({ bytes, size }: Packed, packed: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(20))
  view.setUint16(0, 1, true)
  view.setUint16(2, 16, true)
  view.setBigUint64(4, BigInt(size ?? bytes.length), true)
  view.setBigUint64(12, BigInt(packed), true)
  return new Uint8Array(view.buffer)
}
