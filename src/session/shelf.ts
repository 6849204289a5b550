/**
 * The shelf: the few things a browser keeps for the next visit, in IndexedDB. One put is one transaction: it is there
 * whole or not at all, so that of two tabs the last writer wins and never mixes with the other.
 */
import { clear, createStore, del, entries, get, promisifyRequest } from 'idb-keyval'

export interface Shelf {
  get(key: string): Promise<unknown>
  /** All that lies there under keys that begin with `prefix`. */
  list(prefix: string): Promise<(readonly [key: string, value: unknown])[]>
  set(key: string, value: unknown): Promise<void>
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
  /** Committed by us: a page that is about to go does not live to see its requests answered. */
  const put = async (key: string, value: unknown): Promise<void> =>
    store('readwrite', (things) => {
      things.put(value, key)
      things.transaction.commit?.()
      return promisifyRequest(things.transaction)
    })
  // `async`, because a browser without IndexedDB throws before there is a promise.
  return {
    get: (key) => answered(async () => get(key, store)),
    list: (prefix) => answered(async () => (await entries<string, unknown>(store)).filter(([key]) => key.startsWith(prefix))),
    set: (key, value) => (value instanceof Blob ? put(key, value) : answered(() => put(key, value))), // a large file takes what it takes
    remove: (key) => answered(async () => del(key, store)),
    clear: () => answered(async () => clear(store)),
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
