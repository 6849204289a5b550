import { sessionStore } from '../../session/store.ts'
import { later } from '../../study/later.ts'
import { complaintOf } from '../announce.ts'
import type { TableName } from './tables.ts'

export type { TableName }

/** Saves the numbers of a plot as CSV. */
export function CsvButton({ table, label }: { readonly table: TableName; readonly label: string }) {
  const save = async () => {
    const session = sessionStore.getState()
    try {
      ;(await later(() => import('./saveTable.ts'))).saveTable(session, table)
    } catch (reason) {
      session.say({ tone: 'alert', ...complaintOf('The export', reason) })
    }
  }
  return (
    <button type="button" className="text-button small" aria-label={`${label} as CSV`} title="Save these numbers as CSV" onClick={() => void save()}>
      CSV
    </button>
  )
}
