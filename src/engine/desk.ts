/**
 * The desk: everything visible is made here, away from the page's own thread. It holds the vault and the files, answers
 * requests with news, and knows neither Comlink nor Worker: the same object works in a worker, in Node and in a test.
 */
import type { Ask, DeskApi, News, Ticket } from '../compute/contract.ts'
import { bytesOf, type Handed } from '../formats/handed.ts'
import type { FileCard } from '../formats/readCard.ts'
import { Problem } from '../science/problem.ts'
import type { Data, Study } from '../study/document.ts'
import type { Graph, Ref } from '../study/graph.ts'
import { later } from '../study/later.ts'
import type { AzimuthRanking } from '../study/ranking.ts'
import type { Reading, Spot } from '../study/results.ts'
import type { MapFormat, MapRef } from '../study/takenAway.ts'
import { derive, type OnRun } from './derive.ts'
import { ready } from './digest.ts'
import { createFiles, type Files } from './files.ts'
import { ThreadJob } from './job.ts'
import { keysOf } from './keys.ts'
import type { Make } from './mapColumns.ts'
import { filesOf, orOutOfMemory } from './memory.ts'
import { peek } from './peek.ts'
import { parcelOf } from './sizes.ts'
import { Vault } from './vault.ts'

/** Hears news; the buffers listed may be transferred. May answer with a promise of having been heard. */
export type Listener = (news: News, transfers: ArrayBuffer[]) => unknown

export interface DeskOptions {
  readonly graph: Graph
  readonly vault?: Vault
  readonly files?: Files
  readonly onRun?: OnRun
}

interface Request {
  readonly ticket: Ticket
  readonly job: ThreadJob
  /** Which ask is being worked on. */
  index: number
  /** News on its way: a request ends when all of it has been heard. */
  readonly told: unknown[]
}

export class Desk implements DeskApi {
  readonly vault: Vault
  readonly files: Files
  #graph: Graph
  #onRun: OnRun | undefined
  #listener: Listener = () => {}
  #requests = new Map<Ticket, Request>()
  #newest: Request | undefined

  constructor(options: DeskOptions) {
    this.#graph = options.graph
    this.#onRun = options.onRun
    this.vault = options.vault ?? new Vault()
    this.files = options.files ?? createFiles()
  }

  watch(listener: Listener): void {
    this.#listener = listener
  }

  /** Hears a beat of the heart. */
  ping(): void {}

  /**
   * Settles asks in the order given: first says which of them are `same` or `stale`, then makes the stale ones, each
   * `value` or `failed` by itself. Resolves when all news has been heard. The newest request wins: an older one
   * ends with `cancelled`, but only after this one has joined whatever work they share.
   */
  async derive(ticket: Ticket, study: Study, asks: readonly Ask[]): Promise<void> {
    await this.#serve(ticket, async (request) => {
      await ready()
      await request.job.breathe()
      const older = this.#newest
      if (older !== undefined) setTimeout(() => older.job.cancel())
      this.#newest = request
      const keys = asks.map((ask, index) => this.#compare(request, study, ask, index))
      for (const [index, key] of keys.entries()) if (key !== undefined) await this.#settle(request, study, asks[index]!, index, key)
    })
  }

  async expectFile(): Promise<void> {
    await Promise.all([ready(), later(() => import('./inspect.ts'))])
  }

  async inspect(ticket: Ticket, file: Handed, name: string): Promise<FileCard> {
    return this.#serve(ticket, async ({ job }) => {
      await ready()
      const { inspect } = await later(() => import('./inspect.ts'))
      const card = await inspect(file, name, job)
      this.files.supply(card.sha256, file)
      return card
    }, [{ name, bytes: bytesOf(file) }])
  }

  async supply(sha256: string, file: Handed): Promise<void> {
    this.files.supply(sha256, file)
  }

  async rankAzimuths(ticket: Ticket, { origin, reading }: Data): Promise<AzimuthRanking> {
    return this.#serve(ticket, async ({ job }) => {
      if (reading.as !== 'localMaps') throw new Problem('invalid-argument', 'Only local maps have an azimuth to be ranked.')
      const { rankAzimuths } = await later(() => import('../study/steps/rankAzimuths.ts'))
      return rankAzimuths(await job.file(origin), origin.name, reading, job)
    })
  }

  async peek(study: Study, place: Spot): Promise<readonly (Reading | undefined)[]> {
    await ready()
    return peek(this.#graph, this.vault, study, place)
  }

  async exportMap(ticket: Ticket, study: Study, ref: MapRef, format: MapFormat): Promise<Blob> {
    return this.#serve(ticket, async ({ job }) => {
      await ready()
      const make: Make = (needed) => derive(this.#graph, needed, study, this.vault, job, this.#onRun)
      if (format === 'csv') return (await later(() => import('./exportCsv.ts'))).exportCsv(make, ref, study, job)
      return (await later(() => import('./exportFits.ts'))).exportFits(make, ref, study, job)
    }, filesOf(study))
  }

  cancel(ticket: Ticket): void {
    this.#requests.get(ticket)?.job.cancel()
  }

  /** `files` are what the work is about, should there be no memory for it. */
  async #serve<T>(ticket: Ticket, work: (request: Request) => Promise<T>, files: Parameters<typeof orOutOfMemory>[1] = []): Promise<T> {
    const tell = (done: number, result: Ref['result'] = 'table'): void => this.#tell(request, { ticket, kind: 'progress', index: request.index, result, done })
    const request: Request = { ticket, job: new ThreadJob({ files: this.files, tell }), index: 0, told: [] }
    this.#requests.set(ticket, request)
    try {
      const result = await work(request)
      await Promise.all(request.told)
      return result
    } catch (reason) {
      throw orOutOfMemory(reason, files)
    } finally {
      this.#requests.delete(ticket)
      if (this.#newest === request) this.#newest = undefined
    }
  }

  /** Says whether what the asker holds is still true; the key if something must be done about it. */
  #compare(request: Request, study: Study, ask: Ask, index: number): string | undefined {
    const { ticket } = request
    try {
      const key = keysOf(this.#graph, study)(ask.ref)
      this.#tell(request, { ticket, kind: key === ask.held ? 'same' : 'stale', index })
      return key === ask.held ? undefined : key
    } catch (problem) {
      this.#tell(request, { ticket, kind: 'failed', index, problem })
      return undefined
    }
  }

  async #settle(request: Request, study: Study, { ref }: Ask, index: number, key: string): Promise<void> {
    const { ticket, job } = request
    request.index = index
    const start = performance.now()
    try {
      const made = await derive(this.#graph, ref, study, this.vault, job, this.#onRun)
      const ms = performance.now() - start
      const { value, transfers } = parcelOf(made)
      this.#tell(request, { ticket, kind: 'value', index, key, value, ms }, transfers)
      await job.breathe()
    } catch (reason) {
      if (job.cancelled) throw reason
      this.#tell(request, { ticket, kind: 'failed', index, problem: orOutOfMemory(reason, filesOf(study)) })
    }
  }

  #tell({ job, told }: Request, news: News, transfers: ArrayBuffer[] = []): void {
    if (job.cancelled) return
    const heard = this.#listener(news, transfers)
    if (news.kind !== 'progress') told.push(heard)
  }
}
