import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import fc from 'fast-check'
import type { Bridge } from '../compute/bridge.ts'
import { setCard } from '../study/edits.ts'
import { seededStudy } from '../study/seeded.ts'
import { encodeLink } from './links.ts'
import { start, type Page } from './start.ts'
import { createSession, type SessionStore } from './store.ts'
import { anEdit } from './testing/edits.ts'
import { FakeBridge, turn } from './testing/fakeBridge.ts'
import { FakeShelf, full } from './testing/fakeShelf.ts'

/** One visit: a tab with an address bar, its session and its desk. The shelf outlives it. */
class Visit implements Page {
  readonly store: SessionStore = createSession()
  readonly bridge = new FakeBridge()
  readonly location: { hash: string; pathname: string; search: string }
  readonly history = { replaceState: (_: unknown, __: string, url: string): void => this.#write(url), pushState: (_: unknown, __: string, url: string): void => this.#write(url) }
  #listeners = new Map<string, () => void>()
  stop = (): void => {}

  constructor(hash = '') {
    this.location = { hash, pathname: '/', search: '' }
  }
  #write(url: string): void {
    this.location.hash = url.includes('#') ? url.slice(url.indexOf('#')) : ''
  }
  addEventListener = (type: string, listener: () => void): void => void this.#listeners.set(type, listener)
  removeEventListener = (type: string): void => void this.#listeners.delete(type)

  async begin(): Promise<this> {
    this.stop = await start(this.store, this.bridge as unknown as Bridge, this, shelf)
    visits.push(this)
    await vi.waitUntil(() => this.#listeners.has('pagehide')) // keeping has begun
    return this
  }
  /** Leaves as a reload does, however little time has passed. */
  async leave(): Promise<void> {
    this.#listeners.get('pagehide')?.()
    this.stop()
    await turn()
  }
  get study() {
    return this.store.getState().study
  }
  edit(radiusDeg: number): void {
    this.store.getState().edit(radius(radiusDeg))
  }
  texts = (): string[] => this.store.getState().notices.map(({ text }) => text)
}

const radius = (radiusDeg: number) => setCard('main', 'smooth', { radiusDeg })
let shelf: FakeShelf
let visits: Visit[] = []
const visit = (hash?: string): Promise<Visit> => new Visit(hash).begin()

beforeEach(() => void (shelf = new FakeShelf()))
afterEach(() => {
  for (const one of visits) one.stop()
  visits = []
})

describe('the study of the last visit', () => {
  test('is here again at the bare address, and undo leads to the first sky', async () => {
    const first = await visit()
    first.edit(4)
    await first.leave()
    const second = await visit()
    expect(second.study).toEqual(radius(4)(seededStudy))
    expect(second.texts()).toEqual(['Opened your last study, as this browser kept it.'])
    expect(second.store.getState().kept.study).toBe('kept')
    second.store.getState().undo()
    expect(second.study).toBe(seededStudy)
  })

  test('is kept half a second after hands are still, in one write', async () => {
    const { store } = await visit()
    for (const deg of [9, 8, 7]) store.getState().edit(radius(deg))
    await turn(250)
    expect(shelf.writes).toBe(0)
    await vi.waitFor(() => expect(store.getState().kept.study).toBe('kept'), 3000)
    expect(shelf.writes).toBe(1)
  })

  test('survives a reload that comes before the address has followed', async () => {
    const first = await visit()
    first.edit(4)
    await vi.waitFor(() => expect(first.location.hash).not.toBe(''), 3000)
    await turn(300)
    first.edit(5)
    await first.leave()
    const again = await visit(first.location.hash)
    expect(again.study).toEqual(radius(5)(seededStudy))
    expect(again.texts()).toEqual([])
  })

  test('comes back whatever was done to it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anEdit, { maxLength: 12 }), async (edits) => {
        shelf = new FakeShelf()
        const first = await visit()
        for (const edit of edits) first.store.getState().edit(edit)
        await first.leave()
        expect((await visit()).study).toEqual(first.study)
      }),
      { numRuns: 25 },
    )
  })

  test('is not kept when it is the first sky again', async () => {
    const first = await visit()
    first.edit(4)
    await first.leave()
    const second = await visit()
    second.store.getState().undo()
    await second.leave()
    expect([...shelf.things.keys()]).toEqual([])
  })
})

describe('a link', () => {
  async function keptThenLinked(): Promise<Visit> {
    const first = await visit()
    first.edit(4)
    await first.leave()
    return visit(await encodeLink(radius(20)(seededStudy)))
  }

  test('wins over what is kept, which is offered', async () => {
    const linked = await keptThenLinked()
    expect(linked.study).toEqual(radius(20)(seededStudy))
    const [offer] = linked.store.getState().notices
    expect(offer).toMatchObject({ tone: 'offer', text: expect.stringContaining('Your last study') })
    offer!.actions![0]!.run()
    expect(linked.study).toEqual(radius(4)(seededStudy))
  })

  test('that is changed moves what was kept aside, from where it opens on any later visit', async () => {
    const linked = await keptThenLinked()
    linked.edit(21)
    await linked.leave()
    const later = await visit()
    expect(later.study).toEqual(radius(21)(seededStudy))
    await vi.waitFor(() => expect(later.store.getState().kept.earlier).toEqual(radius(4)(seededStudy)))
  })

  test('that is only looked at changes nothing on the shelf', async () => {
    const linked = await keptThenLinked()
    await linked.leave()
    expect((await visit()).study).toEqual(radius(4)(seededStudy))
  })

  test('to the very study that is kept asks nothing', async () => {
    const first = await visit()
    first.edit(4)
    await first.leave()
    expect((await visit(await encodeLink(radius(4)(seededStudy)))).texts()).toEqual([])
  })
})

test('of two tabs the last writer is kept whole, and the other has its own address', async () => {
  const [a, b] = [await visit(), await visit()]
  a.edit(4)
  b.store.getState().edit(setCard('main', 'subtract', { on: true }))
  await a.leave()
  await b.leave()
  expect((await visit()).study).toEqual(b.study)
  expect((await visit(await encodeLink(a.study))).study).toEqual(a.study)
})

describe('what lies on the shelf and is no study', () => {
  test.each([
    ['of another version', { format: 2, study: seededStudy }, /another version/],
    ['damaged', { format: 1, hash: '', study: { version: 1, title: 'x' } }, /parts/],
    ['nonsense', 'hello', /not a study/],
  ])('%s is told as such, kept aside and never written over', async (_, thing, why) => {
    shelf.things.set('study', thing)
    const one = await visit()
    expect(one.study).toBe(seededStudy)
    expect(one.store.getState().notices).toMatchObject([{ tone: 'alert', text: expect.stringMatching(why), remedy: expect.stringContaining('aside') }])
    one.edit(4)
    await one.leave()
    expect(shelf.things.get('aside')).toEqual(thing)
    expect((await visit()).texts()).toEqual(['Opened your last study, as this browser kept it.'])
  })

  test('a setting that makes no sense returns to its default and is named', async () => {
    const recipes = { main: { ...seededStudy.recipes['main'], spectrum: { lmax: -4, zonal: false } } }
    shelf.things.set('study', { format: 1, hash: '', study: { ...radius(4)(seededStudy), recipes: { main: { ...recipes.main, smooth: { on: true, radiusDeg: 4 } } } } })
    const one = await visit()
    expect(one.study).toEqual(radius(4)(seededStudy))
    expect(one.texts().at(-1)).toMatch(/^One setting in your last study was not understood: .*lmax/)
  })
})

describe('a browser that keeps nothing', () => {
  test.each([['everything', 'broken'], ['what is to be written', 'unwritable']] as const)('and refuses %s is told of once, and the page goes on', async (_, how) => {
    shelf[how] = full()
    const one = await visit()
    expect(one.texts()).toEqual([])
    for (const deg of [9, 8]) {
      one.edit(deg)
      await turn(600)
    }
    expect(one.study).toEqual(radius(8)(seededStudy))
    expect(one.store.getState().kept.study).toBe('refused')
    expect(one.store.getState().notices).toMatchObject([{ tone: 'alert', text: expect.stringContaining('no room left'), remedy: expect.stringContaining('save a study file') }])
    const writes = shelf.writes
    await turn(1200)
    expect(shelf.writes).toBe(writes) // no loop
  })

  test('keeps again as soon as it can', async () => {
    shelf.unwritable = full()
    const one = await visit()
    one.edit(9)
    await turn(600)
    shelf.unwritable = undefined
    one.edit(8)
    await vi.waitFor(() => expect(one.store.getState().kept.study).toBe('kept'), 3000)
  })
})

test.each([1, 2, 3])('if write %i fails, both studies are still whole: in the page, on the shelf, or aside', async (failAt) => {
  const first = await visit()
  first.edit(4)
  await first.leave()
  shelf.failAt = failAt
  const linked = await visit(await encodeLink(radius(20)(seededStudy)))
  linked.edit(21)
  await turn(600)
  expect(linked.study).toEqual(radius(21)(seededStudy))
  await linked.leave()
  const last = await visit()
  await turn(10)
  expect(last.study).toEqual(radius(21)(seededStudy))
  expect(last.store.getState().kept.earlier).toEqual(radius(4)(seededStudy))
})

test('forgetting empties the shelf; what is open stays open and is kept again when it changes', async () => {
  const one = await visit()
  one.edit(4)
  await vi.waitFor(() => expect(one.store.getState().kept.study).toBe('kept'), 3000)
  await one.store.getState().forgetKept()
  expect(shelf.things.size).toBe(0)
  expect(one.study).toEqual(radius(4)(seededStudy))
  await one.leave()
  expect(shelf.things.size).toBe(0)
  expect((await visit()).study).toBe(seededStudy)
})
