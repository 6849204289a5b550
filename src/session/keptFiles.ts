/**
 * Kept files: copies of opened files, by fingerprint, so that a reload need not ask for them. At most 500 MB in all, and
 * no more than four fifths of what the browser has left; the least recently opened go first.
 */
import { Problem } from '../science/problem.ts'
import { byteSize } from '../science/units.ts'
import type { Room } from './room.ts'
import type { KeptFile } from './session.ts'
import type { Shelf } from './shelf.ts'

export const MOST_KEPT_BYTES = 500e6
const FILE = 'file '
const SHARE_OF_FREE = 0.8

interface FileRecord extends KeptFile {
  /** Milliseconds since the epoch. */
  readonly openedAt: number
}

/** How many bytes the browser would still take, as far as it says. */
export type Free = () => Promise<number | undefined>

export class KeptFiles {
  #shelf: Shelf
  #room: Room
  #free: Free
  #limit: number

  constructor(shelf: Shelf, room: Room, free: Free = freeBytes, limit = MOST_KEPT_BYTES) {
    this.#shelf = shelf
    this.#room = room
    this.#free = free
    this.#limit = limit
  }

  /** What is kept, the most recently opened first. */
  async list(): Promise<KeptFile[]> {
    return (await this.#records()).map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }))
  }

  /** Whether a file of this size may be kept at all. */
  fits({ bytes }: Pick<KeptFile, 'bytes'>): boolean {
    return bytes <= this.#limit
  }

  /** Keeps a copy; files that were opened longer ago make room for it. Throws not-kept where there is too little, and whatever the browser throws. */
  async keep({ name, bytes, sha256 }: KeptFile, blob: Blob): Promise<void> {
    const others = (await this.#records()).filter((other) => other.sha256 !== sha256)
    let total = sum(others)
    const free = await this.#free()
    const most = Math.min(this.#limit, free === undefined ? Infinity : total + SHARE_OF_FREE * free)
    if (bytes > most) throw noRoom(name, bytes, most)
    while (total + bytes > most) {
      const oldest = others.pop()!
      await this.remove(oldest.sha256)
      total -= oldest.bytes
    }
    try {
      await this.#room.put(sha256, blob)
      await this.touch({ name, bytes, sha256 })
    } catch (reason) {
      await this.remove(sha256).catch(() => {}) // half a file is of no use, and in the way
      throw reason
    }
  }

  /** The copy behind a fingerprint, if it is there in full length. It counts as opened now. */
  async take(file: KeptFile): Promise<Blob | undefined> {
    const blob = await this.#room.get(file.sha256)
    if (blob?.size !== file.bytes) return undefined
    await this.touch(file)
    return blob
  }

  /** Notes that a kept file has been opened now. */
  touch({ name, bytes, sha256 }: KeptFile): Promise<void> {
    return this.#shelf.set(FILE + sha256, { name, bytes, sha256, openedAt: Date.now() } satisfies FileRecord)
  }

  async remove(sha256: string): Promise<void> {
    await this.#shelf.remove(FILE + sha256)
    await this.#room.remove(sha256)
  }

  async clear(): Promise<void> {
    for (const [key] of await this.#shelf.list(FILE)) await this.#shelf.remove(key)
    await this.#room.clear()
  }

  async #records(): Promise<FileRecord[]> {
    const found = await this.#shelf.list(FILE)
    return found.map(([, value]) => value).filter(isRecord).sort((a, b) => b.openedAt - a.openedAt)
  }
}

const isRecord = (value: unknown): value is FileRecord => {
  if (typeof value !== 'object' || value === null) return false
  const { name, bytes, sha256, openedAt } = value as { [K in keyof FileRecord]?: unknown }
  return typeof name === 'string' && typeof sha256 === 'string' && typeof openedAt === 'number' && Number.isSafeInteger(bytes)
}

const sum = (files: readonly KeptFile[]): number => files.reduce((total, { bytes }) => total + bytes, 0)

async function freeBytes(): Promise<number | undefined> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {}
  return quota === undefined || usage === undefined ? undefined : Math.max(0, quota - usage)
}

const noRoom = (name: string, bytes: number, most: number): Problem =>
  new Problem('not-kept', `${name} is not kept: it has ${byteSize(bytes)}, and this browser leaves room for ${byteSize(most)}.`, {
    remedy: 'It stays open, and will be asked for after a reload.',
    facts: { name, bytes, most },
  })
