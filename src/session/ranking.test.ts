import { expect, test } from 'vitest'
import type { Listening } from '../compute/bridge.ts'
import { Problem } from '../science/problem.ts'
import type { Data } from '../study/document.ts'
import { rankingOf, type AzimuthRanking } from '../study/ranking.ts'
import { rankedAs, ranker } from './ranking.ts'
import { createSession } from './store.ts'

const site = { name: 'HAWC', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 57 }
const data: Data = { kind: 'data', origin: { name: 'm', bytes: 1, sha256: 'a'.repeat(64) }, reading: { as: 'localMaps', site, azimuth: 'southEast', binTime: 'centre', firstBinDeg: 0 } }
const found = rankingOf(3, 12, [8, 7, 6, 5, 4, 3, 2, 1])

/** A desk that answers when told to. */
function asked() {
  const calls: { listening: Listening; answer(ranking: AzimuthRanking): void; fail(reason: unknown): void }[] = []
  const store = createSession()
  const { rankAzimuths, cancel } = ranker(store, {
    rankAzimuths: (_, listening = {}) => new Promise((answer, fail) => {
      listening.signal?.addEventListener('abort', () => fail(new Problem('cancelled', 'stopped')))
      calls.push({ listening, answer, fail })
    }),
  })
  return { store, rankAzimuths, cancel, calls, state: () => store.getState().ranking }
}

test('a ranking tells how far it is, then what it found', async () => {
  const { rankAzimuths, calls, state } = asked()
  const done = rankAzimuths(data)
  expect(state()).toEqual({ of: rankedAs(data), state: 'working', done: 0 })
  calls[0]!.listening.onNews!({ ticket: 1, kind: 'progress', index: 0, result: 'table', done: 0.4 })
  expect(state()).toMatchObject({ done: 0.4 })
  calls[0]!.answer(found)
  await done
  expect(state()).toEqual({ of: rankedAs(data), state: 'done', ranking: found })
})

test('a failed one says why; a cancelled one says nothing', async () => {
  const { rankAzimuths, calls, cancel, state } = asked()
  const failing = rankAzimuths(data)
  calls[0]!.fail(new Problem('file-missing', 'Not here.'))
  await failing
  expect(state()).toMatchObject({ state: 'failed', problem: { message: 'Not here.' } })
  const stopping = rankAzimuths(data)
  cancel()
  await stopping
  expect(state()).toBeUndefined()
})

test('asked again, the older is stopped and its end is not mistaken for that of the newer', async () => {
  const { rankAzimuths, calls, state } = asked()
  const older = rankAzimuths(data)
  const newer = rankAzimuths(data)
  await older
  expect(state()).toMatchObject({ state: 'working' })
  calls[1]!.answer(found)
  await newer
  expect(state()).toMatchObject({ state: 'done' })
})

test('it holds for the maps, latitude and zenith limit it was made with, whatever else is changed', () => {
  const as = (patch: object) => rankedAs({ ...data, reading: { ...data.reading, ...patch } as Data['reading'] })
  expect([as({ azimuth: 'northWest' }), as({ binTime: 'lowerEdge' }), as({ firstBinDeg: 3 }), as({ site: { ...site, longitudeDeg: 1 } })]).toEqual(Array.from({ length: 4 }, () => rankedAs(data)))
  expect(new Set([rankedAs(data), as({ site: { ...site, latitudeDeg: 1 } }), as({ site: { ...site, zenithMaxDeg: 1 } }), rankedAs({ ...data, origin: { ...data.origin, sha256: 'b'.repeat(64) } })]).size).toBe(4)
})
