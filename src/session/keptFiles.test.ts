import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ReadCard } from '../formats/readCard.ts'
import { Problem } from '../science/problem.ts'
import { openMap } from '../study/edits.ts'
import { keepFiles, type FileKeeping } from './keepingFiles.ts'
import { KeptFiles } from './keptFiles.ts'
import { browserRoom, shelfRoom } from './room.ts'
import type { KeptFile } from './session.ts'
import { createSession, type SessionStore } from './store.ts'
import { someFile, someSource } from './testing/edits.ts'
import { FakeBridge, turn } from './testing/fakeBridge.ts'
import { FakeRoom, FakeShelf, full } from './testing/fakeShelf.ts'

const file = (letter: string, bytes: number): KeptFile => ({ name: `${letter}.fits`, bytes, sha256: letter.repeat(64) })
const contentOf = ({ name, bytes }: KeptFile) => Uint8Array.from({ length: bytes }, (_, i) => name.charCodeAt(0) + i)
const bytesOf = (one: KeptFile): Blob => new Blob([contentOf(one)])
const names = async (files: KeptFiles): Promise<string[]> => (await files.list()).map(({ name }) => name[0]!)

let shelf: FakeShelf
let room: FakeRoom
beforeEach(() => {
  shelf = new FakeShelf()
  room = new FakeRoom()
  vi.useFakeTimers({ toFake: ['Date'], now: 1e12 })
})
afterEach(() => void vi.useRealTimers())

describe('kept files', () => {
  const keptFiles = (limit = 100, free?: number): KeptFiles => new KeptFiles(shelf, room, async () => free, limit)
  async function keep(files: KeptFiles, ...which: KeptFile[]): Promise<void> {
    for (const one of which) {
      vi.setSystemTime(Date.now() + 1000)
      await files.keep(one, bytesOf(one))
    }
  }
  const [a, b, c] = [file('a', 40), file('b', 40), file('c', 40)] as const

  test('come back byte for byte, the most recently opened first', async () => {
    const files = keptFiles()
    await keep(files, a, b)
    expect(await names(files)).toEqual(['b', 'a'])
    expect(new Uint8Array(await (await files.take(a))!.arrayBuffer())).toEqual(contentOf(a))
  })

  test('make room: those opened longest ago go, and being read is being opened', async () => {
    const files = keptFiles()
    await keep(files, a, b)
    vi.setSystemTime(Date.now() + 1000)
    await files.take(a)
    await keep(files, c)
    expect(await names(files)).toEqual(['c', 'a'])
    expect([...room.things.keys()].sort()).toEqual([a.sha256, c.sha256])
  })

  test('never hold more than their limit, in whatever order files come', async () => {
    const files = keptFiles()
    let seed = 1
    const random = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647
    for (let i = 0; i < 60; i++) {
      await keep(files, file(String.fromCharCode(97 + Math.floor(26 * random())), 1 + Math.floor(99 * random())))
      const total = (await files.list()).reduce((sum, { bytes }) => sum + bytes, 0)
      expect(total).toBeLessThanOrEqual(100)
      expect([...room.things.values()].reduce((sum, { size }) => sum + size, 0)).toBe(total)
    }
  })

  test('take at most four fifths of what the browser has left', async () => {
    await expect(keep(keptFiles(100, 49), a)).rejects.toMatchObject({ code: 'not-kept', facts: { bytes: 40, most: 0.8 * 49 } })
    await keep(keptFiles(100, 50), a)
    expect(await names(keptFiles())).toEqual(['a'])
  })

  test('larger than the limit are refused with both sizes, and nothing goes to make room for them', async () => {
    const files = keptFiles()
    await keep(files, a)
    const whale = file('w', 101)
    expect(files.fits(whale)).toBe(false)
    await expect(keep(files, whale)).rejects.toMatchObject({ code: 'not-kept', message: expect.stringMatching(/101 bytes.*100 bytes/) })
    expect(await names(files)).toEqual(['a'])
  })

  test('leave nothing behind when the browser stops in the middle', async () => {
    const files = keptFiles()
    shelf.unwritable = full() // the bytes are there, the note of them is refused
    await expect(keep(files, a)).rejects.toMatchObject({ name: 'QuotaExceededError' })
    expect(room.things.size).toBe(0)
  })

  test('of another length than they had are not handed out', async () => {
    const files = keptFiles()
    await keep(files, a)
    room.things.set(a.sha256, new Blob(['short']))
    expect(await files.take(a)).toBeUndefined()
  })

  test('are gone when they are forgotten, and so is what was left half written', async () => {
    const files = keptFiles()
    await keep(files, a, b)
    room.things.set(c.sha256, bytesOf(c))
    await files.clear()
    expect([await files.list(), room.things.size, shelf.things.size]).toEqual([[], 0, 0])
  })

  test('notes that are not ours are passed over', async () => {
    for (const [i, note] of ['x', null, { name: 'x' }, { ...a, openedAt: 'yesterday' }, { ...a, bytes: NaN, openedAt: 1 }].entries()) shelf.things.set(`file ${i}`, note)
    expect(await keptFiles().list()).toEqual([])
  })
})

describe('the room for bytes', () => {
  const a = file('a', 3)
  test('is the shelf where the file system fails', async () => {
    room.broken = new TypeError('no file system')
    const both = browserRoom(shelf, room)
    await both.put(a.sha256, bytesOf(a))
    expect((await both.get(a.sha256))?.size).toBe(3)
    await both.remove(a.sha256)
    expect(shelf.things.size).toBe(0)
  })

  test('that is full is full: the shelf would be as well', async () => {
    room.broken = full()
    await expect(browserRoom(shelf, room).put(a.sha256, bytesOf(a))).rejects.toMatchObject({ name: 'QuotaExceededError' })
    expect(shelf.writes).toBe(0)
  })

  test('on the shelf gives nothing that is no file', async () => {
    shelf.things.set(`bytes ${a.sha256}`, 'text')
    expect(await shelfRoom(shelf).get(a.sha256)).toBeUndefined()
  })
})

describe('the files of a visit', () => {
  const A = 'a'.repeat(64)
  const origin = someFile(A, 'mine.fits').origin
  const card = (sha256 = A) => ({ sha256 }) as ReadCard
  const bytes = new Blob([new Uint8Array(origin.bytes)])
  let store: SessionStore
  let bridge: FakeBridge
  let files: KeptFiles
  let keeping: FileKeeping
  let answers: Map<string, string>
  let refreshed = 0
  const refused: unknown[] = []
  const persist = vi.fn(async () => true)

  beforeEach(() => {
    store = createSession()
    bridge = new FakeBridge()
    files = new KeptFiles(shelf, room, async () => undefined)
    refreshed = refused.length = 0
    answers = new Map()
    persist.mockClear()
    vi.stubGlobal('navigator', { storage: { persist } })
    vi.stubGlobal('localStorage', { getItem: (key: string) => answers.get(key) ?? null, setItem: (key: string, value: string) => answers.set(key, value) })
  })
  afterEach(() => {
    keeping.stop()
    vi.unstubAllGlobals()
  })

  async function begin(): Promise<void> {
    keeping = keepFiles({
      store, bridge, files,
      refresh: () => refreshed++,
      tell: (kept) => store.setState((session) => ({ kept: { ...session.kept, ...kept } })),
      onRefused: (reason) => refused.push(reason),
    })
    await turn(20)
  }
  async function open(sha256 = A, name = 'mine.fits'): Promise<void> {
    bridge.files.set(sha256, bytes)
    store.getState().edit(openMap(someFile(sha256, name), someSource))
    await turn(20)
  }
  const offers = () => store.getState().notices.filter(({ tone }) => tone === 'offer')
  const answer = async (label: string): Promise<void> => {
    offers()[0]!.actions!.find((action) => action.label === label)!.run()
    await turn(20)
  }

  test('are kept once the person agrees, and from then on without asking, also on later visits', async () => {
    await begin()
    await open()
    expect(offers()).toMatchObject([{ text: 'Keep mine.fits in this browser, so that it is here after a reload? 1.0 kB.' }])
    expect([room.things.size, persist.mock.calls.length]).toEqual([0, 0])
    await answer('Keep')
    expect(persist).toHaveBeenCalledOnce()
    expect(store.getState().kept).toMatchObject({ opened: true, files: [{ name: 'mine.fits', bytes: 1000, sha256: A }] })
    await open('b'.repeat(64), 'second.fits')
    keeping.stop()
    await begin()
    await open('c'.repeat(64), 'third.fits')
    expect([...room.things.keys()].map((sha) => sha[0])).toEqual(['a', 'b', 'c'])
    expect(offers()).toEqual([])
  })

  test('are not kept after “Not now”, and nobody asks again', async () => {
    await begin()
    await open()
    await answer('Not now')
    await open('b'.repeat(64))
    keeping.stop()
    await begin()
    await open('c'.repeat(64))
    expect([room.things.size, offers().length]).toEqual([0, 0])
  })

  test('that the study names and the browser keeps are read back without asking, and everything waiting for them is asked for again', async () => {
    await files.keep(origin, bytes)
    store.getState().edit(openMap(someFile(A, 'mine.fits'), someSource))
    bridge.card = card()
    await begin()
    expect(bridge.files.get(A)?.size).toBe(1000)
    expect(store.getState().cards[A]).toMatchObject({ sha256: A, name: 'mine.fits' })
    expect(store.getState()).toMatchObject({ opening: undefined, kept: { reading: [] } })
    expect(refreshed).toBe(1)
    expect(store.getState().notices).toEqual([])
  })

  test('that are being read back are named until they are, so that nobody is asked for them', async () => {
    await files.keep(origin, bytes)
    store.getState().edit(openMap(someFile(A, 'mine.fits'), someSource))
    bridge.card = card()
    const said: (readonly string[])[] = []
    const unsubscribe = store.subscribe(({ kept: { reading } }, was) => void (reading !== was.kept.reading && said.push(reading)))
    await begin()
    unsubscribe()
    expect(said[0]).toEqual([A])
    expect(said.at(-1)).toEqual([])
  })

  test('that the study names and the browser does not keep are no damaged copies: nothing is read, and nothing said', async () => {
    store.getState().edit(openMap(someFile(A, 'mine.fits'), someSource))
    bridge.card = card()
    await begin()
    expect([bridge.inspected, store.getState().notices, store.getState().kept.reading, refreshed]).toEqual([[], [], [], 0])
  })

  test('are kept after all when the person changes their mind', async () => {
    await begin()
    await open()
    await answer('Not now')
    expect(room.things.size).toBe(0)
    keeping.keepOpened(true)
    await turn(20)
    expect([...room.things.keys()]).toEqual([A])
  })

  test.each([
    ['has other bytes', async () => {}, card('d'.repeat(64))],
    ['was cut short', async () => void room.things.set(A, new Blob(['x'])), card()],
  ])('whose copy %s are thrown away and asked for', async (_, harm, read) => {
    await files.keep(origin, bytes)
    await harm()
    store.getState().edit(openMap(someFile(A, 'mine.fits'), someSource))
    bridge.card = read
    await begin()
    expect(store.getState().cards[A]).toBeUndefined()
    expect(store.getState().notices).toMatchObject([{ tone: 'alert', text: expect.stringContaining('damaged') }])
    expect([room.things.size, store.getState().kept.files]).toEqual([0, []])
  })

  test('whose reading fails for another reason keep their copy', async () => {
    await files.keep(origin, bytes)
    store.getState().edit(openMap(someFile(A, 'mine.fits'), someSource))
    bridge.card = new Problem('worker-lost', 'It was lost.', { remedy: 'Try again.' })
    await begin()
    expect(store.getState().notices).toMatchObject([{ text: 'The copy of mine.fits that this browser kept could not be read. It was lost.', remedy: 'Try again.' }])
    expect(room.things.size).toBe(1)
  })

  test('that the browser has no room for stay open; it is said once, and not tried again', async () => {
    answers.set('anisky.keepFiles', 'yes')
    room.broken = full()
    await begin()
    await open()
    store.getState().edit((study) => ({ ...study, title: 'x' }))
    await turn(20)
    expect(refused).toMatchObject([{ name: 'QuotaExceededError' }])
    expect(store.getState().kept.files).toEqual([])
  })

  test('are asked for where the browser no longer takes notes: what it refused is said, and nothing is waited for', async () => {
    await files.keep(origin, bytes)
    store.getState().edit(openMap(someFile(A, 'mine.fits'), someSource))
    store.setState(({ kept }) => ({ kept: { ...kept, reading: [A] } })) // as the page begins
    bridge.files.set(A, bytes) // handed over before the shelf had answered
    shelf.unwritable = full()
    await begin()
    expect(refused).toMatchObject([{ name: 'QuotaExceededError' }])
    expect(store.getState().kept.reading).toEqual([])
  })

  test('are not asked about where the browser keeps nothing', async () => {
    shelf.broken = new Error('private')
    await begin()
    await open()
    expect([offers(), refused]).toEqual([[], []])
  })
})
