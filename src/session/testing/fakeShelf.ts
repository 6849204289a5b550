/** A shelf without a browser: what is put there is copied, as in IndexedDB. It can be broken. */
import type { Room } from '../room.ts'
import type { Shelf } from '../shelf.ts'

export class FakeShelf implements Shelf {
  readonly things = new Map<string, unknown>()
  /** What every question is refused with; `unwritable` refuses only what is to be put there. */
  broken: unknown
  unwritable: unknown
  writes = 0
  /** Which write fails, counted from 1. */
  failAt = 0

  get = async (key: string): Promise<unknown> => (this.#check(), structuredClone(this.things.get(key)))
  list = async (prefix: string) => (this.#check(), [...this.things].filter(([key]) => key.startsWith(prefix)))
  async set(key: string, value: unknown): Promise<void> {
    this.writes++
    this.#check()
    if (this.unwritable !== undefined) throw this.unwritable
    if (this.writes === this.failAt) throw new Error('a disk gave up')
    this.things.set(key, structuredClone(value))
  }
  setNow = (key: string, value: unknown): void => {
    if (this.broken !== undefined || this.unwritable !== undefined) return
    if (value === undefined) this.things.delete(key)
    else this.things.set(key, structuredClone(value))
  }
  remove = async (key: string): Promise<void> => (this.#check(), void this.things.delete(key))
  clear = async (): Promise<void> => (this.#check(), this.things.clear())

  #check(): void {
    if (this.broken !== undefined) throw this.broken
  }
}

export class FakeRoom implements Room {
  readonly things = new Map<string, Blob>()
  broken: unknown
  put = async (sha256: string, bytes: Blob): Promise<void> => (this.#check(), void this.things.set(sha256, bytes))
  get = async (sha256: string): Promise<Blob | undefined> => (this.#check(), this.things.get(sha256))
  remove = async (sha256: string): Promise<void> => (this.#check(), void this.things.delete(sha256))
  clear = async (): Promise<void> => (this.#check(), this.things.clear())

  #check(): void {
    if (this.broken !== undefined) throw this.broken
  }
}

/** What browsers say when there is no room left. */
export const full = (): Error => Object.assign(new Error('The quota has been exceeded.'), { name: 'QuotaExceededError' })
