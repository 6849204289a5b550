/**
 * The service worker: the whole built site, kept by the browser, so that it opens without a connection.
 *
 * One build, one cache. A page is answered from the cache of one build and never from the network beside it, so versions
 * never mix: what is fetched is checked against the list of the build, and a list that cannot be had whole is not taken.
 * A newer build waits until a person asks for it. Pages of an older build that are still open find their parts in its
 * cache, which goes when a single page is open and nothing newer is on its way.
 *
 * The build writes the list above this script (`scripts/serviceWorker.ts`).
 */

/** Every file of the build but this one: path from the page, and its digest as `fetch` checks it. The page itself is ''. */
interface BuildList {
  readonly version: string
  readonly files: readonly (readonly [path: string, integrity: string])[]
}

const worker = self as unknown as ServiceWorkerGlobalScope & { readonly BUILD: BuildList }
const { version, files } = worker.BUILD
const { scope } = worker.registration
/** Several sites of this origin may be of this kind. */
const CACHES = `anisky ${scope} `
const OWN = CACHES + version

worker.addEventListener('install', (event) => event.waitUntil(fill()))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('message', ({ data }) => {
  if (data === 'renew') void worker.skipWaiting()
  if (data === 'opened') void tidy()
})
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const address = request.url.replace(/[?#].*$/, '')
  if (request.method !== 'GET' || !address.startsWith(scope)) return
  if (request.mode !== 'navigate') event.respondWith(kept(address, request))
  else if (address === scope || address === `${scope}index.html`) event.respondWith(kept(scope, request))
})

async function fill(): Promise<void> {
  const cache = await caches.open(OWN)
  const take = async ([path, integrity]: BuildList['files'][number]): Promise<void> => {
    const address = new URL(path, scope).href
    const response = await fetch(address, { cache: 'no-cache', integrity })
    if (!response.ok) throw new Error(`${address} is not there`)
    await cache.put(address, response)
  }
  try {
    await Promise.all(files.map(take))
  } catch (reason) {
    await caches.delete(OWN)
    throw reason
  }
}

/** From the own build; else, for a page that is still open, from an older one; else what the network has. */
async function kept(address: string, request: Request): Promise<Response> {
  const names = (await caches.keys()).filter((name) => name.startsWith(CACHES) && name !== OWN)
  for (const name of [OWN, ...names]) {
    const found = await (await caches.open(name)).match(address)
    if (found !== undefined) return found
  }
  return fetch(request)
}

async function tidy(): Promise<void> {
  const { waiting, installing } = worker.registration
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (waiting !== null || installing !== null || pages.length > 1) return
  for (const name of await caches.keys()) if (name.startsWith(CACHES) && name !== OWN) await caches.delete(name)
}
