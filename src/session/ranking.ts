/** Ranking the ways to read an azimuth: asked for by a person, answered in the worker. */
import type { Bridge } from '../compute/bridge.ts'
import { wasCancelled } from '../compute/scheduler.ts'
import { problemOf } from '../compute/wire.ts'
import type { Problem } from '../science/problem.ts'
import type { Data } from '../study/document.ts'
import type { AzimuthRanking } from '../study/ranking.ts'
import type { SessionStore } from './store.ts'

/** What has become of a ranking; `of` names the answers it was made with. */
export type RankingFound = { readonly of: string } & (
  | { readonly state: 'working'; readonly done: number }
  | { readonly state: 'done'; readonly ranking: AzimuthRanking }
  | { readonly state: 'failed'; readonly problem: Problem }
)

export interface Ranker {
  rankAzimuths(data: Data): Promise<void>
  cancel(): void
}

/** The answers that a ranking depends on: which maps, which site. */
export function rankedAs({ origin, reading }: Data): string {
  return JSON.stringify([origin.sha256, reading.as === 'localMaps' ? [reading.site.latitudeDeg, reading.site.zenithMaxDeg] : null])
}

export function ranker(store: SessionStore, bridge: Pick<Bridge, 'rankAzimuths'>): Ranker {
  let running: AbortController | undefined
  return {
    async rankAzimuths(data) {
      running?.abort()
      const own = (running = new AbortController())
      const of = rankedAs(data)
      const tell = (found: RankingFound | undefined): void => void (running === own && store.setState({ ranking: found }))
      tell({ of, state: 'working', done: 0 })
      try {
        const ranking = await bridge.rankAzimuths(data, { signal: own.signal, onNews: (news) => void (news.kind === 'progress' && tell({ of, state: 'working', done: news.done })) })
        tell({ of, state: 'done', ranking })
      } catch (reason) {
        tell(wasCancelled(reason) ? undefined : { of, state: 'failed', problem: problemOf(reason) })
      }
    },
    cancel: () => running?.abort(),
  }
}
