/** Jobs: how long work stays interruptible, tells how far it is, and gets at files. */
import { Problem } from '../science/problem.ts'
import type { Job, Name } from '../study/graph.ts'
import { missingFile, type Files } from './files.ts'

/** Longest stretch of work between two chances to hear a message. */
const BREATH_MS = 12
/** Progress faster than the eye is noise. */
const REPORT_MS = 50

/** A job as the engine sees it: it knows when nobody waits any more, and which arrow is speaking. */
export interface Work extends Job {
  readonly signal: AbortSignal
  report(done: number, result?: Name): void
}

export interface ThreadJobOptions {
  readonly files?: Pick<Files, 'file'>
  /** Progress, 0 … 1, of the arrow that is running. */
  readonly tell?: (done: number, result: Name | undefined) => void
  readonly now?: () => number
}

/** The job of one request on this thread: cancelled by its owner, heard at the next breath. */
export class ThreadJob implements Work {
  #controller = new AbortController()
  #options: ThreadJobOptions
  #now: () => number
  #lastReport = -Infinity
  #lastResult: Name | undefined

  constructor(options: ThreadJobOptions = {}) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  get cancelled(): boolean {
    return this.signal.aborted
  }

  cancel(): void {
    this.#controller.abort()
  }

  breathe(): Promise<void> {
    return breathe(this.signal)
  }

  /** Passed on at most every 50 ms, but always for a new arrow and for its end. */
  report(done: number, result?: Name): void {
    const now = this.#now()
    if (now - this.#lastReport < REPORT_MS && done < 1 && result === this.#lastResult) return
    this.#lastReport = now
    this.#lastResult = result
    this.#options.tell?.(done, result)
  }

  async file(origin: Parameters<Job['file']>[0]): ReturnType<Job['file']> {
    if (this.#options.files === undefined) throw missingFile(origin)
    return this.#options.files.file(origin)
  }
}

export const stopped = (): Problem => new Problem('cancelled', 'Superseded by a newer request.')

let lastBreath = performance.now()

/**
 * Lets queued messages in when this thread has worked for 12 ms; then throws `cancelled` if nobody waits any more.
 *
 * It yields through a MessageChannel: `scheduler.yield()` would resume before queued messages and never hear
 * them, and `setTimeout` costs 4 ms a breath. The clock belongs to the thread, not to a job: two jobs in turn
 * would otherwise each believe they had only just begun.
 */
export async function breathe(signal: AbortSignal): Promise<void> {
  if (performance.now() - lastBreath >= BREATH_MS) {
    await nextMessageTurn()
    lastBreath = performance.now()
  }
  if (signal.aborted) throw stopped()
}

const waiting: (() => void)[] = []
let channel: MessageChannel | undefined

function nextMessageTurn(): Promise<void> {
  channel ??= openChannel()
  const { port1, port2 } = channel
  return new Promise((resolve) => {
    waiting.push(() => {
      keepAlive(port1, waiting.length > 0)
      resolve()
    })
    keepAlive(port1, true)
    port2.postMessage(null)
  })
}

function openChannel(): MessageChannel {
  const opened = new MessageChannel()
  opened.port1.onmessage = () => waiting.shift()?.()
  keepAlive(opened.port1, false)
  return opened
}

/** In Node an open port keeps the process from ending; it may do so only while somebody is out of breath. */
function keepAlive(port: MessagePort, alive: boolean): void {
  const nodePort = port as MessagePort & { ref?(): void; unref?(): void }
  if (alive) nodePort.ref?.()
  else nodePort.unref?.()
}
