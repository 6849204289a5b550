/** Keeping: what a browser keeps for the next visit follows the session, and one sentence says so where it refuses. */
import type { Bridge } from '../compute/bridge.ts'
import type { Study } from '../study/document.ts'
import { seededStudy } from '../study/seeded.ts'
import { keepFiles } from './keepingFiles.ts'
import { keepStudy } from './keepingStudy.ts'
import { KeptFiles } from './keptFiles.ts'
import type { LastStudy } from './keptStudy.ts'
import { browserRoom, isFull } from './room.ts'
import type { Kept } from './session.ts'
import type { Shelf } from './shelf.ts'
import type { SessionStore } from './store.ts'
import { same } from './studyRecord.ts'

/** What is needed of `window` and `document`; tests pass a small one. */
export interface PageLife {
  readonly location: { readonly hash: string }
  addEventListener(type: 'pagehide' | 'visibilitychange', listener: () => void, capture: boolean): void
  removeEventListener(type: 'pagehide' | 'visibilitychange', listener: () => void, capture: boolean): void
}

export interface KeepingOptions {
  readonly store: SessionStore
  readonly bridge: Pick<Bridge, 'inspect' | 'file'>
  readonly page: PageLife
  readonly shelf: Shelf
  readonly files?: KeptFiles
  /** The study that the page opened with, what lay on the shelf then, and which study of it is not what is open. */
  readonly opened: Study
  readonly found: LastStudy
  readonly displaced: Study | undefined
  /** The study that was moved aside on an earlier visit. */
  readonly earlier: Promise<Study | undefined>
  /** Asks again for what was waiting for a file. */
  readonly refresh: () => void
}

export interface Keeping {
  /** Stops reading a kept file. */
  cancel(): void
  stop(): void
}

/** Begins to keep. Nothing it does can stop the page: what the browser refuses is said once, and tried again with the next change. */
export function keep({ store, bridge, page, shelf, files = new KeptFiles(shelf, browserRoom(shelf)), opened, found, displaced, earlier, refresh }: KeepingOptions): Keeping {
  const tell = (kept: Partial<Kept>): void => store.setState((session) => ({ kept: { ...session.kept, ...kept } }))
  const refuse = refusal(store)

  const study = keepStudy({
    store, shelf, opened, displaced,
    hash: () => page.location.hash,
    onKept(kept, refused) {
      tell({ study: refused !== undefined ? 'refused' : same(kept, seededStudy) ? 'nothing' : 'kept' })
      if (refused !== undefined) refuse('study', refused)
    },
  })
  if (found !== undefined && 'study' in found && displaced === undefined) tell({ study: 'kept' })
  if (displaced !== undefined) tell({ earlier: displaced })
  else void earlier.then((study) => tell({ earlier: study }))
  const opening = keepFiles({ store, bridge, files, refresh, tell, onRefused: (reason) => refuse('files', reason) })

  store.setState({
    keepOpened: opening.keepOpened,
    async forgetKept() {
      study.rest()
      try {
        await files.clear()
        await shelf.clear()
        tell({ study: 'nothing', files: [], earlier: undefined })
        store.getState().say({ tone: 'status', text: 'Forgotten. What is open stays open, and is kept again when you change it.' })
      } catch (reason) {
        refuse('forgetting', reason)
      }
    },
  })
  page.addEventListener('pagehide', study.flush, true)
  page.addEventListener('visibilitychange', study.flush, true)
  return {
    cancel: opening.cancel,
    stop() {
      page.removeEventListener('pagehide', study.flush, true)
      page.removeEventListener('visibilitychange', study.flush, true)
      study.stop()
      opening.stop()
    },
  }
}

type Refused = 'study' | 'files' | 'forgetting'

const REFUSALS: { readonly [K in Refused]: { readonly text: string; readonly remedy: string } } = {
  study: { text: 'This browser does not keep your study for the next visit', remedy: 'Nothing is lost while the page is open. To have it later, save a study file (Export) or the link.' },
  files: { text: 'This browser could not keep a copy of your file', remedy: 'The file stays open, and will be asked for after a reload.' },
  forgetting: { text: 'This browser did not empty what it keeps', remedy: 'Delete the data of this site in the settings of the browser.' },
}

/** Says once of each kind of thing that it is not kept, and why. */
function refusal(store: SessionStore): (what: Refused, reason: unknown) => void {
  const said = new Set<Refused>()
  return (what, reason) => {
    if (said.has(what)) return
    said.add(what)
    const { text, remedy } = REFUSALS[what]
    store.getState().say({ tone: 'alert', text: `${text}: ${isFull(reason) ? 'there is no room left for it' : wordsOf(reason)}.`, remedy })
  }
}

/** A browser's own words, without the full stop. */
const wordsOf = (reason: unknown): string => (reason instanceof Error && reason.message !== '' ? reason.message.replace(/\.$/, '') : 'it gives no reason')
