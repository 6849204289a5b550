/** The vault: key → promise of a value. Who asks for what is being made waits for it; who asks for what is made has it. */
import { Crowd } from './crowd.ts'
import { stopped, type Work } from './job.ts'
import { buffersOf } from './sizes.ts'

const MEBIBYTE = 1024 * 1024

interface Entry {
  readonly promise: Promise<unknown>
  readonly crowd: Crowd
  /** Once made. */
  value?: unknown
  buffers?: Set<ArrayBufferLike>
}

/**
 * Keeps results until the byte budget is spent, then lets go of the least recently used. Failures are not kept.
 * A value that alone exceeds the budget stays until the next one is made.
 */
export class Vault {
  readonly budget: number
  /** In order of use: the first is the one not asked for longest. */
  #entries = new Map<string, Entry>()
  /** How many entries hold a buffer: an arrow may hand on its input's arrays, and they count once. */
  #holders = new Map<ArrayBufferLike, number>()
  #bytes = 0

  constructor(budget = 768 * MEBIBYTE) {
    this.budget = budget
  }

  /** Bytes in the typed arrays of all values kept. */
  get bytes(): number {
    return this.#bytes
  }

  /** A value that is already made, or undefined. Never starts or joins anything. */
  held(key: string): unknown {
    const entry = this.#entries.get(key)
    if (entry?.buffers === undefined) return undefined
    this.#touch(key, entry)
    return entry.value
  }

  /**
   * The value of a key: kept, being made, or made now by `make` on behalf of everyone who asks meanwhile.
   * `make` runs under a job that is cancelled only when all askers are. Rejects with `cancelled` when `asker` is.
   */
  share<T>(key: string, asker: Work, make: (work: Work) => Promise<T>): Promise<T> {
    if (asker.signal.aborted) return Promise.reject(stopped())
    let entry = this.#entries.get(key)
    const made = entry?.buffers !== undefined
    if (entry === undefined || (!made && entry.crowd.abandoned)) entry = this.#begin(key, make)
    this.#touch(key, entry)
    return (made ? entry.promise : entry.crowd.wait(entry.promise, asker)) as Promise<T>
  }

  #begin<T>(key: string, make: (work: Work) => Promise<T>): Entry {
    const crowd = new Crowd()
    const promise = Promise.resolve().then(() => make(crowd))
    const entry: Entry = { promise, crowd }
    this.#entries.set(key, entry)
    promise.then(
      (value) => this.#keep(key, entry, value),
      () => this.#forget(key, entry),
    )
    return entry
  }

  #touch(key: string, entry: Entry): void {
    this.#entries.delete(key)
    this.#entries.set(key, entry)
  }

  #keep(key: string, entry: Entry, value: unknown): void {
    // Abandoned in its last stretch, yet finished: worth keeping, unless somebody has begun it again.
    const current = this.#entries.get(key)
    if (current !== entry && current !== undefined) return
    entry.value = value
    entry.buffers = buffersOf(value)
    for (const buffer of entry.buffers) {
      const holders = this.#holders.get(buffer) ?? 0
      this.#holders.set(buffer, holders + 1)
      if (holders === 0) this.#bytes += buffer.byteLength
    }
    this.#touch(key, entry) // made after what it needs, so what it needs goes first
    this.#shrink(entry)
  }

  #forget(key: string, entry: Entry): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key)
  }

  #shrink(newest: Entry): void {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= this.budget) return
      if (entry === newest || entry.buffers === undefined) continue
      this.#entries.delete(key)
      for (const buffer of entry.buffers) {
        const holders = this.#holders.get(buffer)! - 1
        if (holders > 0) this.#holders.set(buffer, holders)
        else {
          this.#holders.delete(buffer)
          this.#bytes -= buffer.byteLength
        }
      }
    }
  }
}
