/** Start: joins a session to its desk and to the page's address. Called once, by `main.tsx`. */
import type { Bridge } from '../compute/bridge.ts'
import { isProblem } from '../science/problem.ts'
import { placeOf } from '../study/desks.ts'
import type { Study } from '../study/document.ts'
import { seededStudy } from '../study/seeded.ts'
import { follow } from './follow.ts'
import type { Keeping, KeepingOptions } from './keeping.ts'
import { findEarlier, findStudy } from './keptStudy.ts'
import { decodeLink, encodeLink, type Decoded } from './links.ts'
import { misunderstood, opening } from './opening.ts'
import { point } from './pointing.ts'
import { ranker } from './ranking.ts'
import { reopen } from './returning.ts'
import type { Shelf } from './shelf.ts'
import type { SessionStore } from './store.ts'

/** The address follows the study once hands are still. */
const ADDRESS_AFTER_MS = 300

/** What is needed of `window`; tests pass a small one. */
export interface Page {
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string }
  readonly history: { replaceState(data: unknown, unused: string, url: string): void; pushState(data: unknown, unused: string, url: string): void }
  addEventListener(type: 'hashchange' | 'pagehide' | 'visibilitychange', listener: () => void, capture?: boolean): void
  removeEventListener(type: 'hashchange' | 'pagehide' | 'visibilitychange', listener: () => void, capture?: boolean): void
}

/**
 * Reads the address and what the browser kept, follows the study, opens files. Resolves to how to stop once the first
 * study is known. Without a shelf nothing is kept.
 */
export async function start(store: SessionStore, bridge: Bridge, page: Page = window, shelf?: Shelf): Promise<() => void> {
  const hash = page.location.hash
  const [linked, found] = await Promise.all([decodeLink(hash), shelf === undefined ? undefined : findStudy(shelf)])
  const leaveAddress = followAddress(store, page, linked)
  const displaced = reopen(store, found, hash, hash.length > 1 && !isUnread(linked))
  const following = follow(store, bridge)
  const files = opening(store, bridge, following.refresh)
  const ranking = ranker(store, bridge)
  const unpoint = point(store, bridge)
  const keeping = shelf === undefined ? undefined : keepLater({ store, bridge, page, shelf, found, displaced, earlier: findEarlier(shelf), opened: store.getState().study, refresh: following.refresh })
  store.setState({
    expectFile: () => void bridge.expectFile(),
    openFiles: files.openFiles,
    rankAzimuths: ranking.rankAzimuths,
    cancelWork() {
      files.cancel()
      ranking.cancel()
      keeping?.cancel()
      following.cancel()
    },
  })
  return () => {
    keeping?.stop()
    unpoint()
    ranking.cancel()
    files.cancel()
    following.stop()
    leaveAddress()
  }
}

/** Keeping can wait until there is a picture. */
function keepLater(options: KeepingOptions): Keeping {
  const { store, opened } = options
  let stopped = false
  let keeping: Keeping | undefined
  const reading = (files: readonly string[]): void => store.setState(({ kept }) => ({ kept: { ...kept, reading: files } }))
  reading(Object.values(opened.parts).flatMap((part) => (part.kind === 'data' ? [part.origin.sha256] : []))) // perhaps they are here: nobody is asked for them yet
  import('./keeping.ts').then(
    ({ keep }) => void (stopped || (keeping = keep(options))),
    () => reading([]), // it could not be fetched: the page works, and keeps nothing
  )
  return {
    cancel: () => keeping?.cancel(),
    stop() {
      stopped = true
      keeping?.stop()
    },
  }
}

/** The study of the address becomes the session's, and the other way round. Nothing is written until something is edited. */
function followAddress(store: SessionStore, page: Page, linked: Decoded): () => void {
  if (page.location.hash.length > 1 && !isUnread(linked)) store.setState({ study: linked.study, past: [], future: [] })
  tellComplaints(store, linked)

  let written = page.location.hash
  let timer: ReturnType<typeof setTimeout> | undefined
  let moved = false
  // A study too large for a link has none: a stale address would restore something else.
  const linkOf = (study: Study): Promise<string> => encodeLink(study).catch((problem: unknown) => (isProblem(problem) ? '' : Promise.reject(problem)))
  const put = (link: string, how: 'pushState' | 'replaceState'): void => {
    if (link === written) return
    written = link
    page.history[how](null, '', `${page.location.pathname}${page.location.search}${link}`)
  }
  const write = async (): Promise<void> => {
    timer = undefined
    const { study } = store.getState()
    const link = await linkOf(study)
    if (study !== store.getState().study) return
    // Back leads from one place to the one before, not through every setting.
    put(link, moved ? 'pushState' : 'replaceState')
    moved = false
  }
  /** At once, so that nobody is quicker with Back; what was to be written of the place before comes first. */
  const writeMove = async (left: Study, unwritten: boolean): Promise<void> => {
    if (unwritten) put(await linkOf(left), 'replaceState')
    await write()
  }
  const read = async (): Promise<void> => {
    const { hash } = page.location
    if (hash === written) return
    written = hash
    const decoded = await decodeLink(hash)
    if (page.location.hash !== hash) return
    clearTimeout(timer) // the address that this was meant for has been left
    timer = undefined
    if (!isUnread(decoded)) store.getState().edit(() => decoded.study, { label: 'Opened a link' })
    tellComplaints(store, decoded)
  }

  const onHash = (): void => void read()
  page.addEventListener('hashchange', onHash)
  const unsubscribe = store.subscribe(({ study }, { study: was }) => {
    if (study === was) return
    const unwritten = timer !== undefined
    clearTimeout(timer)
    timer = undefined
    if (placeOf(study) === placeOf(was)) return void (timer = setTimeout(() => void write(), ADDRESS_AFTER_MS))
    moved = true
    void writeMove(was, unwritten)
  })
  return () => {
    clearTimeout(timer)
    unsubscribe()
    page.removeEventListener('hashchange', onHash)
  }
}

/** A link that makes no sense at all: what is open stays open. */
const isUnread = ({ study, complaints }: Decoded): boolean => study === seededStudy && complaints.length > 0

function tellComplaints(store: SessionStore, decoded: Decoded): void {
  const { complaints } = decoded
  if (complaints.length === 0) return
  store.getState().say({ tone: 'alert', text: isUnread(decoded) ? `${complaints.join('; ')}.` : misunderstood(complaints, 'this link') })
}
