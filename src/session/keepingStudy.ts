/** Keeps the study on the shelf while it is worked on. What is read there on the next visit is in `keptStudy.ts`. */
import type { Study } from '../study/document.ts'
import { seededStudy } from '../study/seeded.ts'
import { ASIDE, FORMAT, STUDY, same, type StudyRecord } from './studyRecord.ts'
import type { Shelf } from './shelf.ts'
import type { SessionStore } from './store.ts'

/** The shelf follows the study once hands are still. */
const KEEP_AFTER_MS = 500

export interface Keeper {
  /** Keeps what is not kept yet, now: the page is about to go. */
  flush(): void
  /** Drops what is not kept yet: until the next change nothing is written. */
  rest(): void
  stop(): void
}

export interface KeeperOptions {
  readonly store: SessionStore
  readonly shelf: Shelf
  /** The link in the address. */
  readonly hash: () => string
  /** The study that the page opened with. */
  readonly opened: Study
  /** The study that lies on the shelf, if it is another one. */
  readonly displaced: Study | undefined
  /** Told after every attempt; `refused` is what the browser said. */
  readonly onKept: (study: Study, refused?: unknown) => void
}

/** Keeps the study on the shelf, half a second after the last change. The seeded study needs no keeping. */
export function keepStudy({ store, shelf, hash, opened, displaced, onKept }: KeeperOptions): Keeper {
  let aside = displaced
  let timer: ReturnType<typeof setTimeout> | undefined

  async function write(study: Study): Promise<void> {
    try {
      // Both at once: a page that is about to go has no time for one after the other.
      await Promise.all([
        aside === undefined ? undefined : shelf.set(ASIDE, recordOf(aside, '')),
        same(study, seededStudy) ? shelf.remove(STUDY) : shelf.set(STUDY, recordOf(study, hash())),
      ])
      aside = undefined
      onKept(study)
    } catch (refused) {
      onKept(study, refused)
    }
  }
  const rest = (): void => {
    clearTimeout(timer)
    timer = undefined
  }
  const flush = (): void => {
    if (timer === undefined) return
    rest()
    void write(store.getState().study)
  }
  const wait = (): void => {
    rest()
    timer = setTimeout(flush, KEEP_AFTER_MS)
  }
  const unsubscribe = store.subscribe(({ study }, { study: was }) => void (study !== was && wait()))
  if (store.getState().study !== opened) wait()
  return { flush, rest, stop: () => (rest(), unsubscribe()) }
}

const recordOf = (study: Study, hash: string): StudyRecord => ({ format: FORMAT, hash, study })
