/** Alerts about pictures: said once, and taken back when they are no longer so. */
import type { Problem } from '../science/problem.ts'
import type { SessionStore } from './store.ts'

/** A missing file is a question (`missingFiles`), not an alert; what was cancelled was meant. */
const SILENT: readonly string[] = ['file-missing', 'cancelled']

/** Tells a session what failed for its present study. */
export function alertsOf(store: SessionStore): (failures: readonly Problem[]) => void {
  const said = new Set<string>()
  return (failures) => {
    const { say, dismiss, notices } = store.getState()
    const now = new Set(failures.map(({ message }) => message))
    for (const { id, text } of notices) if (said.has(text) && !now.has(text)) dismiss(id)
    for (const text of said) if (!now.has(text)) said.delete(text)
    for (const { code, message, remedy } of failures) {
      if (SILENT.includes(code) || said.has(message)) continue
      said.add(message)
      say({ tone: 'alert', text: message, ...(remedy === undefined ? {} : { remedy }) })
    }
  }
}
