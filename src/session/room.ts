/**
 * The room for bytes: where kept files lie, by fingerprint. That is the browser's own file system (OPFS) where it has one
 * that the page may write to, and otherwise the shelf.
 */
import type { Shelf } from './shelf.ts'

export interface Room {
  put(sha256: string, bytes: Blob): Promise<void>
  get(sha256: string): Promise<Blob | undefined>
  remove(sha256: string): Promise<void>
  /** Everything goes, also what was left half written. */
  clear(): Promise<void>
}

const FOLDER = 'anisky'
const BYTES = 'bytes '

export const shelfRoom = (shelf: Shelf): Room => ({
  put: (sha256, bytes) => shelf.set(BYTES + sha256, new Blob([bytes])),
  async get(sha256) {
    const found = await shelf.get(BYTES + sha256)
    return found instanceof Blob ? found : undefined
  },
  remove: (sha256) => shelf.remove(BYTES + sha256),
  async clear() {
    for (const [key] of await shelf.list(BYTES)) await shelf.remove(key)
  },
})

const folder = async (): Promise<FileSystemDirectoryHandle> => (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true })

const folderRoom: Room = {
  async put(sha256, bytes) {
    const file = await (await folder()).getFileHandle(sha256, { create: true })
    const writable = await file.createWritable()
    try {
      await writable.write(bytes) // the browser copies: no byte passes through this thread
      await writable.close() // what was written appears now, whole or not at all
    } catch (reason) {
      await writable.abort().catch(() => {})
      throw reason
    }
  },
  get: async (sha256) => (await (await folder()).getFileHandle(sha256)).getFile(),
  remove: async (sha256) => (await folder()).removeEntry(sha256),
  clear: async () => (await navigator.storage.getDirectory()).removeEntry(FOLDER, { recursive: true }),
}

const hasFolder = (): boolean =>
  typeof navigator !== 'undefined' && typeof navigator.storage?.getDirectory === 'function' && typeof FileSystemFileHandle === 'function' && 'createWritable' in FileSystemFileHandle.prototype

/** A room of this browser. A file system that fails, but for want of room, is passed over: the shelf may do. */
export function browserRoom(shelf: Shelf, first: Room | undefined = hasFolder() ? folderRoom : undefined): Room {
  const second = shelfRoom(shelf)
  if (first === undefined) return second
  return {
    async put(sha256, bytes) {
      try {
        await first.put(sha256, bytes)
      } catch (reason) {
        if (isFull(reason)) throw reason
        await second.put(sha256, bytes)
      }
    },
    get: async (sha256) => (await first.get(sha256).catch(() => undefined)) ?? second.get(sha256),
    async remove(sha256) {
      await first.remove(sha256).catch(() => {}) // it may lie on the shelf
      await second.remove(sha256)
    },
    async clear() {
      await first.clear().catch(() => {}) // there may be no folder yet
      await second.clear()
    },
  }
}

export const isFull = (reason: unknown): boolean => reason instanceof Error && reason.name === 'QuotaExceededError'
