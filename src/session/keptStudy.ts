/**
 * The study of the last visit: found on the shelf when the page opens, checked as strictly as a link, and put back there
 * whenever it changes.
 *
 * An address without a link opens the study that is kept. A link wins over it, and the kept one is offered. A link that
 * the page itself had written when it kept the study is that study, a moment younger: a reload loses nothing.
 *
 * Two tabs share the shelf. The study of whoever changed something last is kept, whole; that of the other is still in its
 * own tab and in its own address. A study that a link took the place of is moved aside by the first change.
 */
import { checkStudy } from '../study/check.ts'
import type { Study } from '../study/document.ts'
import type { Shelf } from './shelf.ts'
import { ASIDE, FORMAT, STUDY, type StudyRecord } from './studyRecord.ts'

export interface Found {
  readonly hash: string
  readonly study: Study
  /** What in it was not understood, a sentence each. */
  readonly complaints: readonly string[]
}

/** What was found on opening: a study, nothing, or something that cannot be read. */
export type LastStudy = Found | { readonly unread: readonly string[] } | { readonly refused: unknown } | undefined

/** Looks for the study of the last visit. Never throws; what cannot be read is moved aside, so that nothing writes over it. */
export async function findStudy(shelf: Shelf): Promise<LastStudy> {
  try {
    const found = await shelf.get(STUDY)
    if (found === undefined) return undefined
    const read = readRecord(found)
    if ('unread' in read) await shelf.set(ASIDE, found).then(() => shelf.remove(STUDY))
    return read
  } catch (refused) {
    return { refused }
  }
}

/** The study that was moved aside, if there is one and it can be read. Never throws. */
export async function findEarlier(shelf: Shelf): Promise<Study | undefined> {
  const read = readRecord(await shelf.get(ASIDE).catch(() => undefined))
  return 'study' in read ? read.study : undefined
}

function readRecord(found: unknown): Found | { unread: readonly string[] } {
  if (typeof found !== 'object' || found === null) return { unread: ['it is not a study'] }
  const { format, hash, study: kept } = found as Partial<{ [K in keyof StudyRecord]: unknown }>
  if (format !== FORMAT) return { unread: ['it was kept by another version of this page'] }
  const { study, complaints } = checkStudy(kept)
  return study === undefined ? { unread: complaints } : { study, complaints, hash: typeof hash === 'string' ? hash : '' }
}
