/**
 * The scheduler: what is asked of the desk's worker, and what becomes of it when the caller loses interest or the worker
 * loses its life. Comlink alone would leave callers of a dead worker waiting for ever.
 */
import { wrap, type Endpoint, type Remote } from 'comlink'
import { isProblem, Problem } from '../science/problem.ts'
import type { DeskApi, Ticket } from './contract.ts'
import { carryProblems } from './wire.ts'

/** What is needed of a Worker: tests pass one end of a MessageChannel. */
export interface WorkerLike extends Endpoint {
  terminate(): void
}

export interface SchedulerOptions {
  /** How long a worker may take to hear that a request is cancelled. */
  readonly patienceMs?: number
  /** While something is asked: how often the worker is asked for a sign of life … */
  readonly beatMs?: number
  /** … and how many may fail to come. Beats are counted, not timed: a laptop that slept has missed one. */
  readonly missedBeats?: number
  /** Called for every new worker before anything else is asked of it. */
  readonly welcome?: (api: Remote<DeskApi>) => void
}

export type Question<T> = (api: Remote<DeskApi>, ticket: Ticket) => Promise<T>

interface Request {
  triesLeft: number
  readonly question: Question<unknown>
  readonly resolve: (value: never) => void
  readonly reject: (reason: unknown) => void
}

/** Requests are pure, so one caught in somebody else's crash is simply asked again, twice at most. */
const TRIES = 3

export class Scheduler {
  #spawn: () => WorkerLike
  #options: Required<SchedulerOptions>
  #worker: WorkerLike | undefined
  #api: Remote<DeskApi> | undefined
  #requests = new Map<Ticket, Request>()
  #lastTicket = 0
  #heart: ReturnType<typeof setInterval> | undefined
  #missed = 0

  constructor(spawn: () => WorkerLike, options: SchedulerOptions = {}) {
    carryProblems()
    this.#spawn = spawn
    this.#options = { patienceMs: 2000, beatMs: 1000, missedBeats: 10, welcome: () => {}, ...options }
  }

  /**
   * Asks the worker, and asks its successor if it dies. An aborted caller is answered at once.
   * Rejects with what the desk throws, with `cancelled`, or with worker-lost.
   */
  ask<T>(question: Question<T>, signal?: AbortSignal): Promise<T> {
    const ticket = ++this.#lastTicket
    return new Promise<T>((resolve, reject) => {
      if (signal?.aborted) return reject(stopped())
      const abort = (): void => {
        this.#settle(ticket)?.reject(stopped())
        this.#tellCancelled(ticket)
      }
      signal?.addEventListener('abort', abort, { once: true })
      const deafen = (): void => signal?.removeEventListener('abort', abort)
      this.#requests.set(ticket, {
        triesLeft: TRIES,
        question,
        resolve: (value: T) => (deafen(), resolve(value)),
        reject: (reason) => (deafen(), reject(reason)),
      })
      this.#send(ticket)
    })
  }

  /** Ends the worker; whoever still waits hears `cancelled`. */
  close(): void {
    this.#drop()
    for (const ticket of this.#requests.keys()) this.#settle(ticket)?.reject(stopped())
  }

  #send(ticket: Ticket): void {
    const request = this.#requests.get(ticket)
    if (request === undefined) return
    request.triesLeft--
    const api = this.#connect()
    if (api === undefined) return
    const current = <A>(settle: (request: Request, outcome: A) => void) => (outcome: A): void => {
      if (api !== this.#api) return // an answer from beyond the grave: its question has been asked again
      const waiting = this.#settle(ticket)
      if (waiting !== undefined) settle(waiting, outcome)
    }
    request.question(api, ticket).then(
      current((waiting, value) => waiting.resolve(value as never)),
      current((waiting, reason: unknown) => waiting.reject(reason)),
    )
  }

  #settle(ticket: Ticket): Request | undefined {
    const request = this.#requests.get(ticket)
    this.#requests.delete(ticket)
    if (this.#requests.size === 0) this.#rest()
    return request
  }

  #connect(): Remote<DeskApi> | undefined {
    this.#beat()
    if (this.#api !== undefined) return this.#api
    let worker: WorkerLike
    try {
      worker = this.#spawn()
    } catch (cause) {
      queueMicrotask(() => this.#replace(`it could not be started (${String(cause)})`))
      return undefined
    }
    this.#worker = worker
    const lost = (event: Event): void => {
      event.preventDefault?.()
      const message = (event as ErrorEvent).message
      if (worker === this.#worker) this.#replace(message ? `it broke down (${message})` : 'its script could not be loaded')
    }
    worker.addEventListener('error', lost as EventListener)
    worker.addEventListener('messageerror', lost as EventListener)
    this.#api = wrap<DeskApi>(worker)
    this.#options.welcome(this.#api)
    return this.#api
  }

  /** A live worker hears of it within a breath; a deaf one is replaced. */
  #tellCancelled(ticket: Ticket): void {
    const api = this.#api
    if (api === undefined) return
    const timer = setTimeout(() => api === this.#api && this.#replace('it did not stop when asked to'), this.#options.patienceMs)
    api.cancel(ticket).then(
      () => clearTimeout(timer),
      () => clearTimeout(timer),
    )
  }

  #beat(): void {
    this.#heart ??= setInterval(() => {
      const api = this.#api
      if (api === undefined) return
      if (++this.#missed > this.#options.missedBeats) return this.#replace('it gave no sign of life')
      void api.ping().then(() => api === this.#api && (this.#missed = 0))
    }, this.#options.beatMs)
  }

  #rest(): void {
    clearInterval(this.#heart)
    this.#heart = undefined
    this.#missed = 0
  }

  #drop(): void {
    this.#worker?.terminate()
    this.#worker = this.#api = undefined
    this.#rest()
  }

  /** A new worker for those who still wait. Nobody can tell who was to blame, so all are asked again. */
  #replace(reason: string): void {
    this.#drop()
    for (const [ticket, request] of this.#requests) {
      if (request.triesLeft > 0) this.#send(ticket)
      else this.#settle(ticket)?.reject(lost(reason))
    }
  }
}

const stopped = (): Problem => new Problem('cancelled', 'Superseded by a newer request.')

const lost = (reason: string): Problem =>
  new Problem('worker-lost', `The background thread that computes was lost ${TRIES} times: ${reason}.`, {
    remedy: 'Your map and settings are safe. Change any setting to try again, or reload the page.',
    facts: { reason, tries: TRIES },
  })

/** True when a request ended because its caller, or a newer request, ended it. */
export const wasCancelled = (reason: unknown): boolean => isProblem(reason, 'cancelled')
