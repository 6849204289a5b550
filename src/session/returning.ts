/** Returning: which study a visit opens with, when the address and the shelf may each have one. */
import type { Study } from '../study/document.ts'
import { seededStudy } from '../study/seeded.ts'
import type { LastStudy } from './keptStudy.ts'
import { misunderstood } from './opening.ts'
import type { SessionStore } from './store.ts'
import { same } from './studyRecord.ts'

/** What lies on the shelf and is not what the page opened with. */
export type Displaced = Study | undefined

/**
 * Opens the study that was kept, unless a link has opened another: then the kept one is offered. `linked` tells
 * whether `hash` was a link that could be read, and its study is open already.
 */
export function reopen(store: SessionStore, found: LastStudy, hash: string, linked: boolean): Displaced {
  if (found === undefined || 'refused' in found) return undefined
  const { say, edit } = store.getState()
  if ('unread' in found) {
    say({
      tone: 'alert',
      text: `The study that this browser kept of your last visit cannot be opened: ${found.unread.join('; ')}.`,
      remedy: 'It is kept aside, and the page begins with its own sky. A study file that you saved opens as ever.',
    })
    return undefined
  }
  const { study } = found
  if (linked && found.hash === hash) store.setState({ study }) // the page's own link, and a moment younger
  else if (linked && same(study, store.getState().study)) return undefined
  else if (hash.length > 1) {
    say({ tone: 'offer', text: `Your last study, “${study.title}”, is kept in this browser.`, actions: [{ label: 'Open it', run: () => edit(() => study, { label: 'Opened the last study' }) }] })
    return study
  } else {
    if (same(study, seededStudy)) return undefined
    const label = 'Opened your last study, as this browser kept it'
    edit(() => study, { label })
    say({ tone: 'status', text: `${label}.`, undo: true })
  }
  if (found.complaints.length > 0) say({ tone: 'alert', text: misunderstood(found.complaints, 'your last study') })
  return undefined
}
