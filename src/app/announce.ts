import { isProblem } from '../science/problem.ts'
import type { Notice, Session } from '../session/session.ts'
import type { Study } from '../study/document.ts'

type Announcing = Pick<Session, 'study' | 'edit' | 'say'>

/** An edit that says what it did and offers to take it back. Drags do not: they are seen while they happen. */
export function announce({ study, edit, say }: Announcing, change: (study: Study) => Study, label: string): void {
  if (change(study) === study) return
  edit(change, { label })
  say({ tone: 'status', text: sentence(label), undo: true })
}

/** Takes the last edit back, and says which it was. */
export function undoAloud({ past, undo, say }: Pick<Session, 'past' | 'undo' | 'say'>): void {
  const entry = past.at(-1)
  if (entry === undefined) return
  undo()
  say({ tone: 'status', text: `Undone: ${entry.label}.` })
}

export function redoAloud({ future, redo, say }: Pick<Session, 'future' | 'redo' | 'say'>): void {
  const entry = future[0]
  if (entry === undefined) return
  redo()
  say({ tone: 'status', text: `Done again: ${entry.label}.` })
}

/** How a label reads as a notice; also how a notice is known to speak of the last edit. */
export const sentence = (label: string): string => `${label}.`

/** What to say of something that failed: a Problem in its own words, a mistake of ours as one. `what` as in "The export". */
export function complaintOf(what: string, reason: unknown): Pick<Notice, 'text' | 'remedy'> {
  if (isProblem(reason)) return { text: reason.message, ...(reason.remedy === undefined ? {} : { remedy: reason.remedy }) }
  return { text: `${what} failed for a reason of our own.`, remedy: 'Try it once more; a report of what you did would help to mend it.' }
}
