/** Keeps the study on the shelf while it is worked on. What is read there on the next visit is in `keptStudy.ts`. */
import type { Study } from '../study/document.ts'
import { seededStudy } from '../study/seeded.ts'
import { ASIDE, FORMAT, STUDY, same, type StudyRecord } from './studyRecord.ts'
import type { Shelf } from './shelf.ts'
import type { SessionStore } from './store.ts'

/** The shelf follows the study once hands are still. */
const KEEP_AFTER_MS = 500

export interface Keeper {
  /** Keeps what is not kept yet, now: the page may be about to go. */
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
  /** What the shelf does not have yet, as far as is known. */
  let owed: Study | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  async function write(study: Study): Promise<void> {
    try {
      if (aside !== undefined) await shelf.set(ASIDE, recordOf(aside, ''))
      aside = undefined
      await (needsNone(study) ? shelf.remove(STUDY) : shelf.set(STUDY, recordOf(study, hash())))
      if (owed === study) owed = undefined
      onKept(study)
    } catch (refused) {
      onKept(study, refused)
    }
  }
  const flush = (): void => {
    if (owed === undefined) return
    if (aside !== undefined) shelf.setNow(ASIDE, recordOf(aside, ''))
    shelf.setNow(STUDY, needsNone(owed) ? undefined : recordOf(owed, hash()))
  }
  const rest = (): void => {
    clearTimeout(timer)
    owed = undefined
  }
  const owe = (study: Study): void => {
    clearTimeout(timer)
    owed = study
    timer = setTimeout(() => void write(study), KEEP_AFTER_MS)
  }
  const unsubscribe = store.subscribe(({ study }, { study: was }) => void (study !== was && owe(study)))
  const { study } = store.getState()
  if (study !== opened) owe(study)
  return { flush, rest, stop: () => (rest(), unsubscribe()) }
}

/** The seeded study is here on every visit. */
const needsNone = (study: Study): boolean => same(study, seededStudy)

const recordOf = (study: Study, hash: string): StudyRecord => ({ format: FORMAT, hash, study })
