/** Without a connection: the service worker that keeps the program, what the page says when the connection is lost, and when a new version is here. */
import type { SessionStore } from './store.ts'

/** A page may stay open for days: whether there is a newer version is asked when it is looked at again, but not more often than this. */
const ASK_EVERY_MS = 3_600_000

/** What is needed of `window`; tests pass a small one. */
export interface Surroundings {
  readonly navigator: Pick<Navigator, 'onLine'> & { readonly serviceWorker?: ServiceWorkerContainer }
  readonly document: Pick<Document, 'baseURI' | 'visibilityState' | 'addEventListener'>
  readonly location: { reload(): void }
  addEventListener(type: 'online' | 'offline', listener: () => void): void
}

/** Keeps `offline` of a session. Then, where the browser can and may, has the program kept; where it cannot, nothing is said. */
export async function keepProgram(store: SessionStore, page: Surroundings = window): Promise<void> {
  let registration: ServiceWorkerRegistration | undefined
  const isComplete = (): boolean => registration !== undefined && registration.active !== null
  const look = (): void => store.setState({ offline: page.navigator.onLine ? undefined : { complete: isComplete() } })
  page.addEventListener('online', look)
  page.addEventListener('offline', look)
  look()
  const { serviceWorker } = page.navigator
  if (serviceWorker === undefined) return // plain http, or a private window
  try {
    registration = await serviceWorker.register(new URL('sw.js', page.document.baseURI), { updateViaCache: 'none' })
    if (registration === undefined) return // a browser under test
  } catch {
    return
  }
  look()
  serviceWorker.controller?.postMessage('opened')
  followVersions(store, page, serviceWorker, registration)
}

/** Offers a newer version when it is here in full. It never comes by itself: what a page has begun with it goes on with. */
function followVersions(store: SessionStore, page: Surroundings, container: ServiceWorkerContainer, registration: ServiceWorkerRegistration): void {
  const offer = (text: string, run: () => void): void => store.getState().say({ tone: 'offer', text, actions: [{ label: 'Reload', run }] })
  const renew = (): void => {
    if (registration.waiting === null) return page.location.reload()
    container.addEventListener('controllerchange', () => page.location.reload(), { once: true })
    registration.waiting.postMessage('renew')
  }
  const offerRenewal = (): void => {
    if (registration.waiting !== null && container.controller !== null) offer('A new version of Anisky is here. Your study comes with you.', renew)
  }
  /** A page from the cache would hide for ever that something else has moved in at its address. */
  const askWhetherGone = async (): Promise<void> => {
    const answer = await fetch(new URL('sw.js', page.document.baseURI), { method: 'HEAD', cache: 'no-store' })
    if (answer.status !== 404 && answer.status !== 410) return
    await registration.unregister()
    offer('This address no longer has Anisky: what you see is the copy that this browser kept.', () => page.location.reload())
  }
  let asked = -Infinity
  const ask = (): void => {
    if (page.document.visibilityState === 'hidden' || !page.navigator.onLine || Date.now() - asked < ASK_EVERY_MS) return
    asked = Date.now()
    registration.update().catch(askWhetherGone).catch(() => {}) // no connection: there is nothing to ask
  }
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing
    coming?.addEventListener('statechange', () => void (coming.state === 'installed' && offerRenewal()))
  })
  page.document.addEventListener('visibilitychange', ask)
  offerRenewal()
  ask()
}
