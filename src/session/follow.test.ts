import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Problem } from '../science/problem.ts'
import { openMap, setCard, setQuantity, toggleOverlay } from '../study/edits.ts'
import { of, type Ref } from '../study/graph.ts'
import { seededStudy } from '../study/seeded.ts'
import { follow, type Following } from './follow.ts'
import { missingFiles } from './missing.ts'
import { createSession, findingOf, type SessionStore } from './store.ts'
import { someFile, someSource } from './testing/edits.ts'
import { FakeBridge, turn } from './testing/fakeBridge.ts'

const display = of('display', 'sky', 'relativeIntensity')
const radius = (radiusDeg: number) => setCard('main', 'smooth', { radiusDeg })

let store: SessionStore
let bridge: FakeBridge
let following: Following
beforeEach(() => {
  store = createSession()
  bridge = new FakeBridge()
  following = follow(store, bridge)
})
afterEach(() => {
  following.stop()
  vi.useRealTimers()
})

const state = (ref: Ref = display) => findingOf(store.getState(), ref)

describe('following a study', () => {
  test('asks at once for what is seen, the map first, and shows what comes', async () => {
    expect(bridge.last.asks[0]).toEqual({ ref: display })
    bridge.last.tell({ kind: 'stale', index: 0 })
    expect(state()).toMatchObject({ state: 'working', done: 0 })
    bridge.last.tell({ kind: 'progress', index: 0, result: 'mocked', done: 0.5 })
    expect(state()).toMatchObject({ state: 'working', done: 0.5 })
    bridge.last.tell({ kind: 'value', index: 0, key: 'k', value: 'picture' as never, ms: 7 })
    expect(state()).toEqual({ state: 'fresh', key: 'k', value: 'picture', ms: 7 })
  })

  test('an edit asks anew, with the keys of what is held, before it aborts the old request', async () => {
    await bridge.last.answerAll('ten')
    store.getState().edit(radius(5))
    const second = bridge.last
    expect(second.held['display@sky:relativeIntensity']).toBe('ten display@sky:relativeIntensity')
    const abortedWhenAsked: boolean[] = []
    bridge.derive = ((inner) => (...request) => (abortedWhenAsked.push(second.aborted), inner(...request)))(bridge.derive)
    store.getState().edit(radius(6))
    expect(abortedWhenAsked).toEqual([false])
    expect(second.aborted).toBe(true)
    expect(bridge.requests).toHaveLength(3)
  })

  test('the old picture stays, dimmed, while a new one is made', async () => {
    await bridge.last.answerAll('ten')
    store.getState().edit(radius(5))
    expect(state()!.state).toBe('fresh')
    bridge.last.tell({ kind: 'stale', index: 0 })
    expect(state()).toMatchObject({ state: 'working', value: 'display@sky:relativeIntensity', key: 'ten display@sky:relativeIntensity' })
  })

  test('what is still true stays fresh, and is the same object', async () => {
    await bridge.last.answerAll('ten')
    const before = state(of('profile', 'sky'))
    store.getState().edit(radius(5))
    const index = bridge.last.asks.findIndex(({ ref }) => ref.result === 'profile')
    bridge.last.tell({ kind: 'same', index })
    expect(state(of('profile', 'sky'))).toBe(before)
  })

  test('undone in the middle of work, a dimmed picture is fresh again without being sent', async () => {
    await bridge.last.answerAll('ten')
    store.getState().edit(radius(5))
    bridge.last.tell({ kind: 'stale', index: 0 })
    store.getState().undo()
    bridge.last.tell({ kind: 'same', index: 0 })
    expect(state()).toEqual({ state: 'fresh', key: 'ten display@sky:relativeIntensity', value: 'display@sky:relativeIntensity', ms: 1 })
  })

  test('a camera that moves asks nothing, and neither does what is drawn over the map', async () => {
    await bridge.last.answerAll('ten')
    store.getState().look({ centreDeg: [20, 30], zoom: 3 })
    store.getState().edit(toggleOverlay('ecliptic'))
    expect(bridge.requests).toHaveLength(1)
    store.getState().edit(setQuantity(0, 'counts'))
    expect(bridge.requests).toHaveLength(2)
  })

  test('news of a superseded request changes nothing', async () => {
    const old = bridge.last
    store.getState().edit(radius(5))
    old.listening.onNews?.({ ticket: 1, kind: 'value', index: 0, key: 'late', value: 'late' as never, ms: 1 })
    old.end()
    await turn()
    expect(state()).toBeUndefined()
  })

  test('what neither this nor the last view shows is let go', async () => {
    await bridge.last.answerAll('one')
    store.getState().edit(setQuantity(0, 'significance'))
    await bridge.last.answerAll('two')
    expect(state()?.state).toBe('fresh') // one step back is instant
    store.getState().edit(radius(5))
    await bridge.last.answerAll('three')
    expect(state()).toBeUndefined()
    expect(Object.keys(store.getState().findings)).toHaveLength(bridge.last.asks.length)
  })
})

describe('busy', () => {
  test('is said only of work that has lasted 300 ms, and taken back at its end', async () => {
    vi.useFakeTimers()
    bridge.last.tell({ kind: 'stale', index: 0 }, { kind: 'progress', index: 0, result: 'mocked', done: 0.2 })
    vi.advanceTimersByTime(299)
    expect(store.getState().busy).toBeUndefined()
    vi.advanceTimersByTime(1)
    expect(store.getState().busy).toEqual({ result: 'mocked', done: 0.2 })
    bridge.last.tell({ kind: 'progress', index: 0, result: 'fit', done: 0.9 })
    expect(store.getState().busy).toEqual({ result: 'fit', done: 0.9 })
    bridge.last.end()
    await vi.advanceTimersByTimeAsync(0)
    expect(store.getState().busy).toBeUndefined()
  })

  test('counts a drag as one stretch of work', () => {
    vi.useFakeTimers()
    for (const deg of [9, 8, 7, 6]) {
      bridge.last.tell({ kind: 'stale', index: 0 })
      vi.advanceTimersByTime(100)
      store.getState().edit(radius(deg), { gesture: 'drag' })
    }
    expect(store.getState().busy).toBeDefined()
  })
})

describe('failures', () => {
  const noCoverage = new Problem('no-coverage', 'Nothing is seen.', { remedy: 'Widen the mask.' })

  test('keep the old picture and say once what to do', async () => {
    await bridge.last.answerAll('ten')
    store.getState().edit(radius(5))
    bridge.last.tell({ kind: 'failed', index: 0, problem: noCoverage }, { kind: 'failed', index: 1, problem: noCoverage })
    bridge.last.end()
    await turn()
    expect(state()).toMatchObject({ state: 'failed', problem: noCoverage, value: 'display@sky:relativeIntensity' })
    expect(store.getState().notices).toMatchObject([{ tone: 'alert', text: 'Nothing is seen.', remedy: 'Widen the mask.' }])
  })

  test('are taken back when they are no longer so', async () => {
    bridge.last.tell({ kind: 'failed', index: 0, problem: noCoverage })
    bridge.last.end()
    await turn()
    store.getState().edit(radius(5))
    await bridge.last.answerAll('five')
    expect(store.getState().notices).toEqual([])
  })

  test('of a file nobody has opened are a question, not an alert', async () => {
    const data = someFile()
    store.getState().edit(openMap(data, someSource))
    const problem = new Problem('file-missing', 'Not here.', { facts: { ...data.origin } })
    bridge.last.tell(...bridge.last.asks.map((_, index) => ({ kind: 'failed', index, problem }) as const))
    bridge.last.end()
    await turn()
    expect(store.getState().notices).toEqual([])
    const missing = missingFiles(store.getState())
    expect(missing).toEqual([data.origin])
    store.getState().say({ tone: 'status', text: 'else' })
    expect(missingFiles(store.getState())).toBe(missing)
    const asked = bridge.requests.length
    following.refresh()
    await bridge.last.answerAll('here')
    expect(bridge.requests).toHaveLength(asked + 1)
    expect(missingFiles(store.getState())).toEqual([])
  })

  test('of the worker itself fail what was still owed and leave the rest', async () => {
    bridge.last.tell({ kind: 'value', index: 0, key: 'k', value: 'picture' as never, ms: 7 })
    bridge.last.fail(new Problem('worker-lost', 'Gone.', { remedy: 'Again.' }))
    await turn()
    expect(state()!.state).toBe('fresh')
    expect(state(of('profile', 'sky'))).toMatchObject({ state: 'failed', problem: { code: 'worker-lost' } })
    expect(store.getState().notices).toMatchObject([{ tone: 'alert', text: 'Gone.' }])
    store.getState().edit(radius(5))
    await bridge.last.answerAll('five')
    expect(state(of('profile', 'sky'))!.state).toBe('fresh')
  })

  test('before the desk has said a word leave nothing that passes for true of the new study', async () => {
    await bridge.last.answerAll('ten')
    store.getState().edit(radius(5))
    bridge.last.fail(new Problem('worker-lost', 'Gone.'))
    await turn()
    expect(state()).toMatchObject({ state: 'failed', value: 'display@sky:relativeIntensity' })
  })

  test('stopping on purpose leaves the old picture, without an alert, and the next edit begins again', async () => {
    await bridge.last.answerAll('ten')
    store.getState().edit(radius(5))
    bridge.last.tell({ kind: 'stale', index: 0 })
    following.cancel()
    await turn()
    expect(bridge.last.aborted).toBe(true)
    expect(state()).toMatchObject({ state: 'failed', problem: { code: 'cancelled' }, value: 'display@sky:relativeIntensity' })
    expect(store.getState()).toMatchObject({ notices: [], busy: undefined })
    store.getState().edit(radius(6))
    await bridge.last.answerAll('six')
    expect(state()!.state).toBe('fresh')
  })
})

test('a stopped session asks nothing any more', () => {
  following.stop()
  store.getState().edit(() => ({ ...seededStudy, title: 'other' }))
  expect(bridge.requests).toHaveLength(1)
})
