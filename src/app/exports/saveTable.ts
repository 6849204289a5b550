/** Tables on their way out, one by one or all in an archive. */
import { zipOf } from '../../formats/writeZip.ts'
import type { Session } from '../../session/session.ts'
import { fileName, save } from './files.ts'
import { tablesOf, tableText, type Table, type TableName } from './tables.ts'

/** Saves one table; nothing happens while its numbers are not there. */
export function saveTable(session: Session, name: TableName): void {
  const table = tablesOf(session).find((one) => one.name === name)
  if (table !== undefined) save(fileOf(session, table), fileName(session.study, name, 'csv'))
}

const fileOf = (session: Session, table: Table): Blob => new Blob([tableText(session, table)], { type: 'text/csv' })

export function saveTables(session: Session): void {
  const files = tablesOf(session).map((table) => ({ name: `${table.name}.csv`, bytes: new TextEncoder().encode(tableText(session, table)) }))
  save(new Blob([zipOf(files)], { type: 'application/zip' }), fileName(session.study, 'tables', 'zip'))
}
