import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gate, smoothedBy, toyStudy } from '../engine/testing/toy.ts'
import { Problem } from '../science/problem.ts'
import type { Pane } from '../study/document.ts'
import { of } from '../study/graph.ts'
import { Bridge } from './bridge.ts'
import type { Ask, DeskApi, News } from './contract.ts'
import { FakeWorker, toyDesk } from './testing/fakeWorker.ts'

const workers: FakeWorker[] = []
const bridges: Bridge[] = []
const NEVER = new Promise<never>(() => {})

/** A bridge whose n-th worker is made of the n-th desk; the last serves for all later ones. */
function bridgeTo(...desks: (() => Partial<DeskApi>)[]): Bridge {
  const spawn = (): FakeWorker => {
    const worker = new FakeWorker({ ping: () => {}, watch: () => {}, cancel: () => {}, ...desks[Math.min(workers.length, desks.length - 1)]!() })
    workers.push(worker)
    return worker
  }
  const bridge = new Bridge(spawn, { patienceMs: 60, beatMs: 10, missedBeats: 5 })
  bridges.push(bridge)
  return bridge
}

beforeEach(() => void (workers.length = bridges.length = 0))
afterEach(() => {
  for (const bridge of bridges) bridge.close()
  for (const worker of workers) worker.terminate()
})

const asks = (...results: ('display' | 'spectrum' | 'residual')[]): Ask[] => results.map((result) => ({ ref: of(result, 'a') }))

/** A derivation and the news of it. */
function listening(bridge: Bridge, study = toyStudy, wanted: readonly Ask[] = asks('display', 'spectrum')) {
  const news: News[] = []
  const controller = new AbortController()
  const done = bridge.derive(study, wanted, { signal: controller.signal, onNews: (n) => news.push(n) })
  return { news, done, kinds: () => news.map(({ kind }) => kind), abort: () => controller.abort() }
}

describe('deriving through the bridge', () => {
  test('says at once what is stale, then sends values in the order asked', async () => {
    const { news, done, kinds } = listening(bridgeTo(() => toyDesk()))
    await done
    expect(kinds()).toEqual(['stale', 'stale', 'value', 'value'])
    expect(news.at(-1)).toMatchObject({ index: 1, key: expect.stringMatching(/^[0-9a-f]{32}$/), value: { cl: Float64Array.of(0.25 * toyStudy.recipes['main']!.spectrum.lmax) } })
  })

  test('a held value that is still true is not sent again', async () => {
    const ran: string[] = []
    const bridge = bridgeTo(() => toyDesk(undefined, ran))
    const first = listening(bridge)
    await first.done
    const held = first.news.flatMap((n) => (n.kind === 'value' ? [n.key] : []))
    ran.length = 0
    const second = listening(bridge, smoothedBy(5), asks('display', 'spectrum').map((ask, i) => ({ ...ask, held: held[i]! })))
    await second.done
    expect(second.kinds()).toEqual(['stale', 'same', 'value'])
    expect(ran).toEqual(['smoothed@a', 'display@a'])
  })

  test('what is sent is a copy: asked for twice, it arrives whole twice', async () => {
    const bridge = bridgeTo(() => toyDesk())
    for (let i = 0; i < 2; i++) {
      const { news, done } = listening(bridge, toyStudy, asks('residual'))
      await done
      expect(news.at(-1)).toMatchObject({ kind: 'value', value: { value: new Float64Array(12).fill(0.5) } })
    }
  })

  test('a failure arrives as the Problem it was, and fails only what needs it', async () => {
    const { news, done } = listening(bridgeTo(() => toyDesk()), toyStudy, [{ ref: of('display', 'map') }, ...asks('spectrum')])
    await done
    const failure = news.find((n) => n.kind === 'failed')!
    expect(failure).toMatchObject({ index: 0, problem: { name: 'Problem', code: 'file-missing', remedy: expect.stringContaining('map.fits'), facts: { name: 'map.fits', bytes: 1 } } })
    expect((failure as { problem: unknown }).problem).toBeInstanceOf(Problem)
    expect(news.at(-1)).toMatchObject({ kind: 'value', index: 1 })
  })

  test('a thrown Problem keeps its code, remedy and facts', async () => {
    const problem = new Problem('unreadable-file', 'It is torn.', { remedy: 'Mend it.', facts: { at: 7 } })
    const bridge = bridgeTo(() => ({ inspect: () => Promise.reject(problem) }))
    await expect(bridge.inspect(new Blob(), 'x')).rejects.toMatchObject({ name: 'Problem', code: 'unreadable-file', message: 'It is torn.', remedy: 'Mend it.', facts: { at: 7 } })
  })

  test('a mistake of ours arrives as a failure that says so', async () => {
    const broken = toyDesk((result) => {
      if (result === 'residual') throw new TypeError('x is undefined')
      return undefined
    })
    const { news, done } = listening(bridgeTo(() => broken), toyStudy, asks('display'))
    await done
    expect(news.at(-1)).toMatchObject({ kind: 'failed', problem: { name: 'Problem', message: expect.stringContaining('x is undefined') } })
  })

  test('peeking sees what has been made, and nothing else', async () => {
    const bridge = bridgeTo(() => toyDesk())
    const place = { alpha: (7 * Math.PI) / 4, delta: 0.7 } // in the last pixel of the first ring
    expect(await bridge.peek(toyStudy, place)).toEqual([undefined])
    await listening(bridge).done
    expect(await bridge.peek(toyStudy, place)).toEqual([{ pixel: 3, seen: true, intensity: 0.05, sigma: 0.5 }])
    expect(await bridge.peek(smoothedBy(5), place)).toMatchObject([{ intensity: 0.5 }]) // unsmoothed: the smoothed one is not made yet
    const nobody = { ...toyStudy, view: { ...toyStudy.view, compare: { ...toyStudy.view.compare, how: 'beside' as const }, panes: [toyStudy.view.panes[0]!, { ...toyStudy.view.panes[0]!, part: 'nobody' } as Pane] } }
    expect(await bridge.peek(nobody, place)).toEqual([expect.objectContaining({ pixel: 3 }), undefined])
  })
})

describe('cancelling', () => {
  test('answers the caller at once and stops the desk within a breath', async () => {
    const reached = gate()
    const held = gate()
    let outcome: unknown
    const desk = toyDesk((result, job) => (result !== 'residual' ? undefined : (reached.open(), held.opened.then(() => job.breathe()).catch((e: unknown) => Promise.reject((outcome = e))))))
    const { done, abort } = listening(bridgeTo(() => desk))
    await reached.opened
    abort()
    await expect(done).rejects.toMatchObject({ code: 'cancelled' })
    await new Promise((resolve) => setTimeout(resolve, 5))
    held.open()
    await new Promise((resolve) => setTimeout(resolve, 100)) // longer than patience: the worker heard, so it lives
    expect(outcome).toMatchObject({ code: 'cancelled' })
    expect([workers.length, workers[0]!.terminated]).toEqual([1, false])
  })

  test('a signal aborted beforehand asks nothing', async () => {
    const bridge = bridgeTo(() => toyDesk())
    await expect(bridge.derive(toyStudy, asks('display'), { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
    expect(workers.length).toBe(0)
  })

  test('the newest request wins, and takes over the work it shares with the older', async () => {
    const reached = gate()
    const held = gate()
    const ran: string[] = []
    const desk = toyDesk((result, job) => (result !== 'harmonicIntensity' ? undefined : (reached.open(), held.opened.then(() => job.breathe()))), ran)
    const bridge = bridgeTo(() => desk)
    const old = listening(bridge)
    await reached.opened
    const young = listening(bridge, smoothedBy(5))
    old.abort()
    await expect(old.done).rejects.toMatchObject({ code: 'cancelled' })
    await new Promise((resolve) => setTimeout(resolve, 10))
    held.open()
    await young.done
    expect(ran.filter((name) => name === 'harmonicIntensity@a')).toHaveLength(1)
    expect(old.kinds()).not.toContain('value')
  })

  test('a deaf worker is replaced; innocent requests are asked again', async () => {
    const deaf: Partial<DeskApi> = { derive: () => NEVER, inspect: () => NEVER, cancel: () => NEVER as never }
    const bridge = bridgeTo(() => deaf, () => ({ inspect: async (_, __, name) => ({ name }) as never }))
    const { done, abort } = listening(bridge)
    const innocent = bridge.inspect(new Blob(['x']), 'innocent.fits')
    abort()
    await expect(done).rejects.toMatchObject({ code: 'cancelled' })
    expect(await innocent).toEqual({ name: 'innocent.fits' })
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false])
  })
})

describe('losing the worker', () => {
  const silent = (): Partial<DeskApi> => ({ derive: () => NEVER })

  test('a crash is survived: the request is asked of a new worker', async () => {
    const bridge = bridgeTo(silent, () => toyDesk())
    const { done, kinds } = listening(bridge)
    workers[0]!.crash()
    await done
    expect(kinds()).toEqual(['stale', 'stale', 'value', 'value'])
  })

  test('what arrived before the crash is not made again', async () => {
    const reached = gate()
    const ran: string[] = []
    const bridge = bridgeTo(
      () => toyDesk((result) => (result === 'residual' ? undefined : result === 'table' ? (reached.open(), NEVER) : undefined)),
      () => toyDesk(undefined, ran),
    )
    const { done, kinds } = listening(bridge, toyStudy, [...asks('display'), { ref: of('display', 'map') }])
    await reached.opened
    await new Promise((resolve) => setTimeout(resolve, 20))
    workers[0]!.crash()
    await done
    expect(kinds()).toEqual(['stale', 'stale', 'value', 'same', 'stale', 'failed'])
    expect(ran).toEqual([])
  })

  test('a worker that ends without a word is missed by its heartbeat', async () => {
    const bridge = bridgeTo(silent, () => toyDesk())
    const { done } = listening(bridge)
    workers[0]!.vanish()
    await done
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false])
  })

  test('a slow worker that answers its heartbeat is left in peace', async () => {
    const slow = gate()
    const bridge = bridgeTo(() => toyDesk((result) => (result === 'residual' ? slow.opened : undefined)))
    const { done } = listening(bridge)
    await new Promise((resolve) => setTimeout(resolve, 200))
    slow.open()
    await done
    expect(workers.length).toBe(1)
  })

  test('after three lost workers the caller hears why and what to do; the next request begins anew', async () => {
    let desks = 0
    const bridge = bridgeTo(() => (desks++ < 3 ? silent() : toyDesk()))
    const { done } = listening(bridge)
    const refused = done.catch((problem: unknown) => problem)
    for (let i = 0; i < 3; i++) workers[i]!.crash()
    expect(await refused).toMatchObject({ code: 'worker-lost', message: expect.stringContaining('boom'), remedy: expect.stringContaining('safe') })
    expect(workers.length).toBe(3)
    await listening(bridge).done
    expect(workers.length).toBe(4)
  })

  test('a worker that cannot even be started is reported alike', async () => {
    const bridge = new Bridge(() => {
      throw new Error('SecurityError')
    })
    await expect(bridge.derive(toyStudy, asks('display'))).rejects.toMatchObject({ code: 'worker-lost', facts: { tries: 3 } })
  })

  test('files handed over once are handed to every later worker', async () => {
    const bridge = bridgeTo(() => toyDesk())
    await bridge.supply('f'.repeat(64), new Blob([Uint8Array.of(21)]))
    workers[0]!.crash()
    const { news, done } = listening(bridge, toyStudy, [{ ref: of('residual', 'map') }])
    await done
    expect(news.at(-1)).toMatchObject({ kind: 'value', value: { value: new Float64Array(12).fill(20) } })
    expect(workers.length).toBe(2)
  })

  test('closing answers everybody', async () => {
    const bridge = bridgeTo(silent)
    const { done } = listening(bridge)
    bridge.close()
    await expect(done).rejects.toMatchObject({ code: 'cancelled' })
    expect(workers[0]!.terminated).toBe(true)
  })
})
