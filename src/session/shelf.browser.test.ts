/** The shelf and the room for bytes in a real browser. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { browserRoom, shelfRoom } from './room.ts'
import { browserShelf } from './shelf.ts'

beforeEach(() => browserShelf().clear())
afterEach(() => void vi.unstubAllGlobals())

describe('the shelf', () => {
  test('gives back what was put there, also to a later visit, until it is taken away', async () => {
    const shelf = browserShelf()
    await shelf.set('a 1', { x: [1, 2] })
    await shelf.set('b', new Blob(['bytes']))
    const later = browserShelf()
    expect(await later.get('a 1')).toEqual({ x: [1, 2] })
    expect(await ((await later.get('b')) as Blob).text()).toBe('bytes')
    expect(await later.list('a ')).toEqual([['a 1', { x: [1, 2] }]])
    await later.remove('a 1')
    expect(await shelf.get('a 1')).toBeUndefined()
    await later.clear()
    expect(await shelf.list('')).toEqual([])
  })

  test('finds first what was written in a last moment, and afterwards what was written later', async () => {
    const shelf = browserShelf()
    await shelf.set('a', 1)
    shelf.setNow('a', 2)
    expect(await browserShelf().get('a')).toBe(2)
    await shelf.set('a', 3)
    expect(await browserShelf().get('a')).toBe(3)
    shelf.setNow('a', undefined)
    expect(await browserShelf().get('a')).toBeUndefined()
    await shelf.remove('a')
    shelf.setNow('a', 4)
    await shelf.clear()
    expect(await shelf.get('a')).toBeUndefined()
  })

  test('is not led astray by a last moment that is no JSON', async () => {
    const shelf = browserShelf()
    await shelf.set('a', 1)
    localStorage.setItem('anisky.last a', '{"x":')
    expect(await shelf.get('a')).toBe(1)
  })

  test.each([
    ['there is no IndexedDB', undefined, /./],
    ['it refuses', { open: () => { throw new DOMException('The operation is insecure.', 'SecurityError') } }, /insecure/],
    ['it never answers', { open: () => ({}) }, /does not answer/],
  ])('says so where %s', async (_, indexedDB, words) => {
    vi.stubGlobal('indexedDB', indexedDB)
    const shelf = browserShelf()
    await expect(shelf.get('a')).rejects.toThrow(words)
    await expect(shelf.set('a', 1)).rejects.toThrow(words)
    await expect(shelf.list('')).rejects.toThrow(words)
  })
})

describe.each([
  ['in the file system', () => browserRoom(browserShelf())],
  ['on the shelf', () => shelfRoom(browserShelf())],
])('the room for bytes %s', (_, room) => {
  test('gives back every byte, and nothing once it is removed', async () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (__, i) => (i * i) % 251)
    await room().put('a', new Blob([bytes]))
    expect(new Uint8Array(await (await room().get('a'))!.arrayBuffer())).toEqual(bytes)
    await room().put('a', new Blob(['short']))
    expect((await room().get('a'))!.size).toBe(5)
    await room().remove('a')
    expect(await room().get('a')).toBeUndefined()
    await room().clear()
    await room().put('a', new Blob(['x']))
    await room().clear()
    expect(await room().get('a')).toBeUndefined()
  })
})

test('a file goes to the file system, where there is one', async () => {
  await browserRoom(browserShelf()).put('b', new Blob(['x']))
  expect(await browserShelf().list('bytes ')).toEqual([])
  await browserRoom(browserShelf()).remove('b')
})
