/** A file as a stream of bytes that is read once, in order, with a bounded memory, whatever its size. */
import { Problem } from '../science/problem.ts'

const EMPTY = new Uint8Array(0)
/** A Blob in memory may come as a single chunk: nobody should work on so much without a breath. */
const PART = 1 << 17

/** Reads on behalf of two: the parser, and someone who wants to see every raw byte exactly once (a hash). */
export class Witness {
  /** Raw bytes shown so far. */
  seen = 0
  /** What went wrong with the file itself or with the one who looks on, as opposed to the file's content. */
  fault: unknown
  readonly #file: Blob
  readonly #onBytes: ((chunk: Uint8Array) => void) | undefined

  constructor(file: Blob, onBytes?: (chunk: Uint8Array) => void) {
    this.#file = file
    this.#onBytes = onBytes
  }

  /** The file's bytes from the first not yet seen. */
  stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const reader = this.#file.slice(this.seen).stream().getReader()
    let chunk: Uint8Array<ArrayBuffer> = EMPTY
    return new ReadableStream(
      {
        pull: async (controller) => {
          while (chunk.length === 0) {
            const { done, value } = await reader.read().catch((cause: unknown) => this.#fail(unreadable(cause)))
            if (done) return controller.close()
            chunk = value
          }
          const part = chunk.subarray(0, PART)
          chunk = chunk.subarray(PART)
          this.seen += part.length
          this.#show(part)
          controller.enqueue(part)
        },
        cancel: (reason) => reader.cancel(reason),
      },
      { highWaterMark: 0 },
    )
  }

  /** Shows what nobody has read: a hash is of the whole file, not of the part that was parsed. */
  async finish(eachChunk: () => Promise<void>): Promise<void> {
    if (this.seen >= this.#file.size) return
    const reader = this.stream().getReader()
    while (!(await reader.read()).done) await eachChunk()
  }

  #show(chunk: Uint8Array): void {
    try {
      this.#onBytes?.(chunk)
    } catch (fault) {
      this.#fail(fault)
    }
  }

  #fail(fault: unknown): never {
    this.fault = fault
    throw fault
  }
}

export const unreadable = (cause: unknown) =>
  new Problem('unreadable-file', 'The file could not be read to its end: it was moved, changed or removed after it was chosen.', {
    remedy: 'Choose the file again.',
    cause,
  })

export interface ByteStreamOptions {
  /** Runs after every chunk that arrives: the place to breathe, to report, to be cancelled. */
  readonly eachChunk: () => Promise<void>
  /** Turns what the stream throws into what the reader of the file should be told. */
  readonly explain: (cause: unknown) => unknown
}

export class ByteStream {
  /** Bytes consumed so far. */
  position = 0
  /** True once the stream itself has failed: what was read before is not to be trusted. */
  failed = false
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  readonly #options: ByteStreamOptions
  #chunk: Uint8Array = EMPTY
  #scratch: Uint8Array = EMPTY

  constructor(stream: ReadableStream<Uint8Array>, options: ByteStreamOptions) {
    this.#reader = stream.getReader()
    this.#options = options
  }

  /** Consumes up to `count` bytes; fewer only at the end. Valid until the next call. `count` must be small: it may be allocated. */
  async take(count: number): Promise<Uint8Array> {
    if (this.#chunk.length >= count) return this.#consume(count)
    if (this.#scratch.length < count) this.#scratch = new Uint8Array(count)
    let have = 0
    while (have < count && (this.#chunk.length > 0 || (await this.#next()))) {
      const part = this.#consume(Math.min(count - have, this.#chunk.length))
      this.#scratch.set(part, have)
      have += part.length
    }
    return this.#scratch.subarray(0, have)
  }

  /** Up to `count` bytes that will be consumed next; fewer only at the end. `count` must be small. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.#chunk.length < count) {
      const before = this.#chunk.slice()
      this.#chunk = EMPTY
      const more = await this.#next()
      const both = new Uint8Array(before.length + this.#chunk.length)
      both.set(before)
      both.set(this.#chunk, before.length)
      this.#chunk = both
      if (!more) break
    }
    return this.#chunk.subarray(0, count)
  }

  /** Consumes up to `count` bytes without keeping them; returns how many there were. */
  async skip(count: number): Promise<number> {
    let left = count
    while (left > 0 && (this.#chunk.length > 0 || (await this.#next()))) {
      left -= this.#consume(Math.min(left, this.#chunk.length)).length
    }
    return count - left
  }

  #consume(count: number): Uint8Array {
    const bytes = this.#chunk.subarray(0, count)
    this.#chunk = this.#chunk.subarray(count)
    this.position += count
    return bytes
  }

  async close(): Promise<void> {
    await this.#reader.cancel().catch(() => undefined) // an errored stream is closed already
  }

  async #next(): Promise<boolean> {
    for (;;) {
      const { done, value } = await this.#reader.read().catch((cause: unknown) => {
        this.failed = true
        throw this.#options.explain(cause)
      })
      if (done) return false
      await this.#options.eachChunk()
      if (value.length > 0) {
        this.#chunk = value
        return true
      }
    }
  }
}
