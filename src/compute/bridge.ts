/** The page's only door to the threads that compute. */
import { proxy } from 'comlink'
import type { Handed } from '../formats/handed.ts'
import type { FileCard } from '../formats/readCard.ts'
import type { Data, Study } from '../study/document.ts'
import type { AzimuthRanking } from '../study/ranking.ts'
import type { Reading, Spot } from '../study/results.ts'
import type { MapFormat, MapRef } from '../study/takenAway.ts'
import type { Ask, News, Ticket } from './contract.ts'
import { Scheduler, type Question, type SchedulerOptions, type WorkerLike } from './scheduler.ts'

export interface Listening {
  readonly signal?: AbortSignal
  /** Called in the order of the news; never after the request has settled or its signal is aborted. */
  readonly onNews?: (news: News) => void
}

export class Bridge {
  #scheduler: Scheduler
  #listeners = new Map<Ticket, (news: News) => void>()
  /** By fingerprint, so that a new worker can be given what the old one had. */
  #files = new Map<string, Handed>()

  constructor(spawn: () => WorkerLike, options: Omit<SchedulerOptions, 'welcome'> = {}) {
    this.#scheduler = new Scheduler(spawn, {
      ...options,
      welcome: (api) => {
        void api.watch(proxy((news: News) => this.#listeners.get(news.ticket)?.(news)))
        for (const [sha256, file] of this.#files) void api.supply(sha256, file)
      },
    })
  }

  /**
   * Makes results of a study, the most visible first; what is asked for arrives as news. Resolves when all is settled.
   * A newer call supersedes this one, which then rejects with `cancelled`. Call the newer before aborting the older:
   * it takes over the work they share. Rejects with worker-lost when three workers in a row have died of it.
   */
  derive(study: Study, asks: readonly Ask[], { signal, onNews }: Listening = {}): Promise<void> {
    const wanted = [...asks]
    const hear = (news: News): void => {
      // If the worker dies, its successor need not make again what has already arrived.
      if (news.kind === 'value') wanted[news.index] = { ...wanted[news.index]!, held: news.key }
      onNews?.(news)
    }
    return this.#ask((api, ticket) => api.derive(ticket, study, wanted), { onNews: hear, ...(signal === undefined ? {} : { signal }) })
  }

  /** Reads a file, or files that belong together, and says what they hold. They can be asked for by their fingerprint from then on. */
  async inspect(file: Handed, name: string, listening: Listening = {}): Promise<FileCard> {
    const card = await this.#ask((api, ticket) => api.inspect(ticket, file, name) as Promise<FileCard>, listening)
    this.#files.set(card.sha256, file)
    return card
  }

  /** Every way to read the azimuth of local maps, the one that suits the counts best first. */
  rankAzimuths(data: Data, listening: Listening = {}): Promise<AzimuthRanking> {
    return this.#ask((api, ticket) => api.rankAzimuths(ticket, data), listening)
  }

  /** What is known of one place on each map that is shown, undefined where nothing is. */
  peek(study: Study, place: Spot): Promise<readonly (Reading | undefined)[]> {
    return this.#ask((api) => api.peek(study, place))
  }

  /** A map as a file; its news are progress. */
  exportMap(study: Study, ref: MapRef, format: MapFormat, listening: Listening = {}): Promise<Blob> {
    return this.#ask((api, ticket) => api.exportMap(ticket, study, ref, format), listening)
  }

  /** A file is on its way: what reads it is fetched meanwhile. Whatever goes wrong is said when the file is there. */
  async expectFile(): Promise<void> {
    await this.#ask((api) => api.expectFile()).catch(() => undefined)
  }

  /** Hands over what is behind a fingerprint, now and to every later worker. */
  async supply(sha256: string, file: Handed): Promise<void> {
    this.#files.set(sha256, file)
    await this.#ask((api) => api.supply(sha256, file))
  }

  /** The bytes behind a fingerprint, if they were handed over in this visit in one piece. */
  file(sha256: string): Blob | undefined {
    const handed = this.#files.get(sha256)
    return handed instanceof Blob ? handed : undefined
  }

  close(): void {
    this.#scheduler.close()
  }

  async #ask<T>(question: Question<T>, { signal, onNews }: Listening = {}): Promise<T> {
    const tickets = new Set<Ticket>()
    const listen: Question<T> = (api, ticket) => {
      tickets.add(ticket)
      if (onNews !== undefined) this.#listeners.set(ticket, (news) => signal?.aborted !== true && onNews(news))
      return question(api, ticket)
    }
    try {
      return await this.#scheduler.ask(listen, signal)
    } finally {
      for (const ticket of tickets) this.#listeners.delete(ticket)
    }
  }
}
