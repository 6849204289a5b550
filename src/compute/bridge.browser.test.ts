/** The bridge with real workers, in a real browser: how they really die. */
import { afterEach, describe, expect, test } from 'vitest'
import { toyStudy } from '../engine/testing/toy.ts'
import type { Study } from '../study/document.ts'
import { of } from '../study/graph.ts'
import { Bridge } from './bridge.ts'
import type { News } from './contract.ts'

let spawned: Worker[] = []
let bridge: Bridge | undefined

const scratch = (name: string): Worker => new Worker(new URL('./testing/scratch.worker.ts', import.meta.url), { type: 'module', name })
const nowhere = (): Worker => new Worker('/there-is-no-such-worker.js', { type: 'module' })

/** A bridge whose workers are numbered from 1. */
function bridgeTo(spawn: (count: number) => Worker, options = {}): Bridge {
  spawned = []
  bridge = new Bridge(
    () => {
      const worker = spawn(spawned.length + 1)
      spawned.push(worker)
      return worker
    },
    { patienceMs: 300, beatMs: 100, missedBeats: 20, ...options },
  )
  return bridge
}
const numbered = (count: number): Worker => scratch(String(count))

afterEach(() => {
  bridge?.close()
  for (const worker of spawned) worker.terminate()
})

const titled = (title: string): Study => ({ ...toyStudy, title })

async function display(bridge: Bridge, study: Study = toyStudy): Promise<News[]> {
  const news: News[] = []
  await bridge.derive(study, [{ ref: of('display', 'a') }], { onNews: (one) => news.push(one) })
  return news
}
const kinds = (news: readonly News[]): string[] => news.filter(({ kind }) => kind !== 'progress').map(({ kind }) => kind)

describe('a worker in a browser', () => {
  test('computes, and sends copies', async () => {
    const bridge = bridgeTo(numbered)
    for (let i = 0; i < 2; i++) {
      const news = await display(bridge)
      expect(kinds(news)).toEqual(['stale', 'value'])
      expect(news.at(-1)).toMatchObject({ value: { values: new Float32Array(12).fill(0.05) } })
    }
    expect(await bridge.peek(toyStudy, { alpha: 0, delta: 1 })).toMatchObject([{ intensity: 0.05 }])
  })

  test('carries a Problem whole', async () => {
    const news: News[] = []
    await bridgeTo(numbered).derive(toyStudy, [{ ref: of('display', 'map') }], { onNews: (one) => news.push(one) })
    expect(news.at(-1)).toMatchObject({ kind: 'failed', problem: { name: 'Problem', code: 'file-missing', facts: { name: 'map.fits' } } })
    await expect(bridge!.inspect(new Blob(['no map']), 'a.txt')).rejects.toMatchObject({ name: 'Problem', remedy: expect.any(String) })
  })

  test('is given its files again after it was lost', async () => {
    const bridge = bridgeTo(numbered)
    await bridge.supply('f'.repeat(64), new Blob([Uint8Array.of(21)]))
    await display(bridge, titled('broken'))
    expect(spawned).toHaveLength(2)
    const news: News[] = []
    await bridge.derive(toyStudy, [{ ref: of('residual', 'map') }], { onNews: (one) => news.push(one) })
    expect(news.at(-1)).toMatchObject({ kind: 'value', value: { value: new Float64Array(12).fill(20) } })
  })
})

describe('a lost worker', () => {
  test.each(['broken', 'dead'])('that is %s is replaced and the request answered', async (title) => {
    expect(kinds(await display(bridgeTo(numbered), titled(title)))).toEqual(['stale', 'value'])
    expect(spawned).toHaveLength(2)
  })

  test('that somebody terminates behind our back is missed by its heartbeat', async () => {
    const bridge = bridgeTo(numbered)
    const asked = display(bridge, titled('slow'))
    spawned[0]!.terminate()
    expect(kinds(await asked)).toEqual(['stale', 'value'])
  })

  test('whose script is not there is reported, and the page can try again', async () => {
    const bridge = bridgeTo((count) => (count <= 3 ? nowhere() : numbered(count)))
    await expect(display(bridge)).rejects.toMatchObject({ code: 'worker-lost', remedy: expect.stringContaining('safe') })
    expect(spawned).toHaveLength(3)
    expect(kinds(await display(bridge))).toEqual(['stale', 'value'])
  })

  test('whose script is missing once is not noticed', async () => {
    const bridge = bridgeTo((count) => (count === 1 ? nowhere() : numbered(count)))
    expect(kinds(await display(bridge))).toEqual(['stale', 'value'])
  })
})

test('a worker that has no memory for what it should compute says how large it is, and lives on', async () => {
  const bridge = bridgeTo(numbered)
  const news = await display(bridge, titled('hungry'))
  expect(news.at(-1)).toMatchObject({ kind: 'failed', problem: { name: 'Problem', code: 'out-of-memory', message: expect.stringContaining('map.fits has 1 bytes'), remedy: expect.stringContaining('nside') } })
  expect(kinds(await display(bridge))).toEqual(['stale', 'value'])
  expect(spawned).toHaveLength(1)
})

describe('a cancelled request', () => {
  async function cancelled(title: string): Promise<number> {
    const bridge = bridgeTo(numbered)
    await bridge.peek(toyStudy, { alpha: 0, delta: 1 }) // the worker is up
    const controller = new AbortController()
    const asked = bridge.derive(titled(title), [{ ref: of('display', 'a') }], { signal: controller.signal })
    await new Promise((resolve) => setTimeout(resolve, 50))
    controller.abort()
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
    expect(kinds(await display(bridge))).toEqual(['stale', 'value'])
    await new Promise((resolve) => setTimeout(resolve, 500))
    return spawned.length
  }

  test('leaves a worker that hears it alive', async () => {
    expect(await cancelled('slow')).toBe(1)
  })

  test('costs a deaf worker its life, and the next request does not wait for it', async () => {
    expect(await cancelled('deaf')).toBe(2)
  })
})
