/**
 * The shelf: the few things a browser keeps for the next visit, in IndexedDB. One put is one transaction: it is there
 * whole or not at all, so that of two tabs the last writer wins and never mixes with the other.
 *
 * A page that is about to go does not live to see a transaction end, and browsers then drop it, committed or not (seen in
 * Chromium). What is to be kept in that moment is written at once to localStorage, and found there first.
 */
import { clear, createStore, del, entries, get, set } from 'idb-keyval'

export interface Shelf {
  get(key: string): Promise<unknown>
  /** All that lies there under keys that begin with `prefix`. */
  list(prefix: string): Promise<(readonly [key: string, value: unknown])[]>
  set(key: string, value: unknown): Promise<void>
  /** Something small, as JSON, before this returns; undefined removes it. May fail without a word: there is nobody left to hear it. */
  setNow(key: string, value: unknown): void
  remove(key: string): Promise<void>
  clear(): Promise<void>
}

/** Some browsers never answer when they are asked to open a database; nobody is to wait for them. */
const PATIENCE_MS = 2000

/**
 * The browser's shelf. Everything it promises may be refused (no IndexedDB, a private window, no room left), also by a
 * browser that never answers.
 */
export function browserShelf(): Shelf {
  const store = createStore('anisky', 'kept')
  // `async`, because a browser without IndexedDB throws before there is a promise.
  const put = async (key: string, value: unknown): Promise<void> => {
    await set(key, value, store)
    lastMoment.remove(key)
  }
  const remove = async (key: string): Promise<void> => {
    lastMoment.remove(key)
    await del(key, store)
  }
  return {
    async get(key) {
      const found = lastMoment.get(key)
      return found === undefined ? answered(async () => get(key, store)) : (found ?? undefined)
    },
    list: (prefix) => answered(async () => (await entries<string, unknown>(store)).filter(([key]) => key.startsWith(prefix))),
    set: (key, value) => (value instanceof Blob ? put(key, value) : answered(() => put(key, value))), // a large file takes what it takes
    setNow: (key, value) => lastMoment.set(key, value ?? null),
    remove: (key) => answered(() => remove(key)),
    async clear() {
      lastMoment.clear()
      await answered(async () => clear(store))
    },
  }
}

/** localStorage, as far as there is one: what a page wrote as it went. */
const lastMoment = {
  get: (key: string): unknown => attempt(() => JSON.parse(localStorage.getItem(LAST + key) ?? '')),
  set: (key: string, value: unknown): void => void attempt(() => localStorage.setItem(LAST + key, JSON.stringify(value))),
  remove: (key: string): void => void attempt(() => localStorage.removeItem(LAST + key)),
  clear: (): void => void attempt(() => Object.keys(localStorage).forEach((key) => key.startsWith(LAST) && localStorage.removeItem(key))),
}
const LAST = 'anisky.last '

function attempt<T>(what: () => T): T | undefined {
  try {
    return what()
  } catch {
    return undefined // none, refused, full, or not JSON
  }
}

async function answered<T>(ask: () => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('its storage does not answer')), PATIENCE_MS)))
  try {
    return await Promise.race([ask(), late])
  } finally {
    clearTimeout(timer)
  }
}
