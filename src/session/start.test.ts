import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Bridge } from '../compute/bridge.ts'
import { addMap } from '../study/comparing.ts'
import { placeOf } from '../study/desks.ts'
import { setCard } from '../study/edits.ts'
import { setMethod } from '../study/observeEdits.ts'
import { goTo } from '../study/places.ts'
import { seededStudy } from '../study/seeded.ts'
import { decodeLink, encodeLink } from './links.ts'
import { start, type Page } from './start.ts'
import { createSession, type SessionStore } from './store.ts'
import { FakeBridge, turn } from './testing/fakeBridge.ts'

/** An address bar. */
class FakePage implements Page {
  location = { hash: '', pathname: '/anisky/', search: '?x=1' }
  written: string[] = []
  listeners = new Set<() => void>()
  history = {
    replaceState: (_: unknown, __: string, url: string): void => {
      this.written.push(url)
      this.location.hash = url.includes('#') ? url.slice(url.indexOf('#')) : ''
    },
    pushState: (_: unknown, __: string, url: string): void => {
      this.pushed.push(url)
      this.history.replaceState(_, __, url)
    },
  }
  /** Addresses that Back leads away from. */
  pushed: string[] = []
  addEventListener(_: string, listener: () => void): void {
    this.listeners.add(listener)
  }
  removeEventListener(_: string, listener: () => void): void {
    this.listeners.delete(listener)
  }
  /** Somebody pastes a link. */
  async go(hash: string): Promise<void> {
    this.location.hash = hash
    for (const listener of this.listeners) listener()
    await turn(30)
  }
}

const radius = (radiusDeg: number) => setCard('main', 'smooth', { radiusDeg })
let store: SessionStore
let bridge: FakeBridge
let page: FakePage
let stop = (): void => {}
const begin = async (): Promise<void> => void (stop = await start(store, bridge as unknown as Bridge, page))

beforeEach(() => {
  store = createSession()
  bridge = new FakeBridge()
  page = new FakePage()
})
afterEach(() => stop())

describe('the address', () => {
  test('without a link, the seeded study is followed and nothing is written', async () => {
    await begin()
    expect(bridge.last.study).toBe(seededStudy)
    await turn(350)
    expect(page.written).toEqual([])
  })

  test('a link opens its study, which is then the start of history', async () => {
    page.location.hash = await encodeLink(radius(4)(seededStudy))
    await begin()
    expect(bridge.last.study).toEqual(radius(4)(seededStudy))
    expect(bridge.requests).toHaveLength(1)
    expect(store.getState().past).toEqual([])
  })

  test('a damaged link opens the seeded study and says so', async () => {
    page.location.hash = '#1.zzzz'
    await begin()
    expect(store.getState().study).toBe(seededStudy)
    expect(store.getState().notices).toMatchObject([{ tone: 'alert', text: expect.stringMatching(/^This link could not be read, because .*\.$/) }])
  })

  test('follows edits once hands are still for 300 ms, in one entry', async () => {
    await begin()
    for (const deg of [9, 8, 7]) store.getState().edit(radius(deg), { gesture: 'drag' })
    await turn(100)
    expect(page.written).toEqual([])
    await vi.waitFor(() => expect(page.written).toHaveLength(1), 2000)
    expect(page.written[0]).toMatch(/^\/anisky\/\?x=1#1\./)
    expect((await decodeLink(page.location.hash)).study).toEqual(radius(7)(seededStudy))
    store.getState().undo()
    await vi.waitFor(() => expect(page.written).toHaveLength(2), 2000)
    expect(page.written[1]).toBe('/anisky/?x=1')
  })

  test('is an entry of the browser’s history where another place is gone to; Back leads to the place before', async () => {
    await begin()
    store.getState().edit(radius(4))
    await turn(350)
    const explored = page.location.hash
    store.getState().edit(goTo('observe'))
    await turn(350)
    store.getState().edit(setMethod({ method: 'directIntegration' }))
    await turn(350)
    expect(page.pushed).toHaveLength(1)
    expect(page.written).toHaveLength(3)
    await page.go(explored)
    expect(placeOf(store.getState().study)).toBe('explore')
    await turn(350)
    expect(page.written).toHaveLength(3)
    store.getState().edit(radius(5))
    await turn(350)
    expect(page.pushed).toHaveLength(1)
  })

  test('of another place is written at once, after what was still to be written of the place before; Back takes neither away', async () => {
    await begin()
    store.getState().edit(radius(4))
    store.getState().edit(goTo('observe'))
    await turn(20)
    expect(page.written).toHaveLength(2)
    expect(page.pushed).toEqual([page.written[1]])
    const [explored] = page.written
    expect(explored!.slice(explored!.indexOf('#'))).toBe(await encodeLink(radius(4)(seededStudy)))
    store.getState().edit(setMethod({ method: 'directIntegration' }))
    await page.go(explored!.slice(explored!.indexOf('#')))
    await turn(350)
    expect(placeOf(store.getState().study)).toBe('explore')
    expect(page.written).toHaveLength(2)
  })

  test('a link pasted into an open page is an edit that can be undone', async () => {
    await begin()
    await page.go(await encodeLink(radius(4)(seededStudy)))
    expect(store.getState().study).toEqual(radius(4)(seededStudy))
    expect(store.getState().past.map(({ label }) => label)).toEqual(['Opened a link'])
    store.getState().undo()
    expect(store.getState().study).toBe(seededStudy)
  })

  test('a damaged link pasted into an open page leaves what is open', async () => {
    await begin()
    store.getState().edit(radius(4))
    await page.go('#1.zzzz')
    expect(store.getState().study).toEqual(radius(4)(seededStudy))
    expect(store.getState().notices).toHaveLength(1)
  })

  test('of a study too large for a link is bare, rather than one of another study', async () => {
    page.location.hash = await encodeLink(radius(4)(seededStudy))
    await begin()
    const noise = Array.from({ length: 9000 }, (_, i) => String.fromCharCode(33 + ((i * 7919 + ((i * i) % 8191)) % 90))).join('')
    store.getState().edit((study) => ({ ...study, title: noise }))
    await vi.waitFor(() => expect(page.written).toEqual(['/anisky/?x=1']), 2000)
  })
})

describe('pointing', () => {
  const at = (pixel: number) => ({ alpha: pixel / 10, delta: 0, pixel })

  test('asks for the place under the pointer, one question at a time, the latest last', async () => {
    await begin()
    const { pointAt } = store.getState()
    bridge.readings = [{ pixel: 1, seen: true, intensity: 1 }, { pixel: 9, seen: true, intensity: 9 }]
    for (const pixel of [1, 2, 3, 9]) pointAt(at(pixel))
    await vi.waitFor(() => expect(store.getState().reading).toEqual({ pixel: 9, seen: true, intensity: 9 }))
    expect(bridge.peeked.map(({ alpha }) => alpha)).toEqual([0.1, 0.9])
  })

  test('moving within a pixel asks nothing, unless another map may be finer', async () => {
    await begin()
    const { pointAt, edit } = store.getState()
    pointAt(at(1))
    await turn(10)
    pointAt({ ...at(1), alpha: 0.11 })
    await turn(10)
    expect(bridge.peeked).toHaveLength(1)
    edit(addMap('truth', 'relativeIntensity'))
    await turn(10)
    bridge.peek = async (_, { alpha }) => [{ pixel: 1, seen: true, intensity: 1 }, { pixel: Math.round(1000 * alpha), seen: true, intensity: 2 }]
    pointAt({ ...at(1), alpha: 0.12 })
    await turn(10)
    expect(store.getState().readings.map((reading) => reading?.pixel)).toEqual([1, 120])
    expect(store.getState().reading?.pixel).toBe(1)
  })

  test('asks again when the pictures change, and forgets when the pointer leaves', async () => {
    await begin()
    const { pointAt } = store.getState()
    pointAt(at(1))
    await turn(10)
    bridge.readings = [{ pixel: 1, seen: true, intensity: 5 }]
    await bridge.last.answerAll('new')
    await turn(10)
    expect(store.getState().reading?.intensity).toBe(5)
    pointAt(undefined)
    await turn(10)
    expect(store.getState().reading).toBeUndefined()
  })
})

test('a stopped session leaves the page alone', async () => {
  await begin()
  stop()
  store.getState().edit(radius(4))
  await turn(350)
  expect(page.written).toEqual([])
  expect(page.listeners.size).toBe(0)
})

test('reaching for a file tells the desk, so that what reads it is there when it comes', async () => {
  await begin()
  store.getState().expectFile()
  await turn()
  expect(bridge.expected).toBe(1)
})
