/** Tables as CSV: what they are in comment lines, then rows as RFC 4180 writes them, numbers in full. */
import { visible } from './text.ts'

export interface CsvColumn {
  readonly name: string
  /** A NaN is an empty cell: there is no such number. */
  readonly values: ArrayLike<number | string>
}

export interface CsvTable {
  /** Each on a line of its own behind `# `. */
  readonly comments: readonly string[]
  /** All of one length. */
  readonly columns: readonly CsvColumn[]
}

const END = '\r\n'

export const csvText = ({ comments, columns }: CsvTable): string => csvHead(comments, columns) + csvRows(columns, 0, columns[0]?.values.length ?? 0)

/** Comments and the names of the columns. */
export const csvHead = (comments: readonly string[], columns: readonly Pick<CsvColumn, 'name'>[]): string =>
  [...comments.map((line) => `# ${visible(line, 4000)}`), columns.map(({ name }) => cell(name)).join(',')].map((line) => line + END).join('')

/** The rows `from` … `to` − 1. */
export function csvRows(columns: readonly CsvColumn[], from: number, to: number): string {
  let text = ''
  for (let row = from; row < to; row++) {
    for (let c = 0; c < columns.length; c++) text += (c === 0 ? '' : ',') + cell(columns[c]!.values[row]!)
    text += END
  }
  return text
}

/** A number as the shortest text that reads back as itself; a text so that no program takes it for a formula. */
function cell(value: number | string): string {
  if (typeof value === 'number') return Number.isNaN(value) ? '' : Object.is(value, -0) ? '-0' : String(value)
  const text = (/^[=+\-@\t\r]/.test(value) ? "'" : '') + visible(value, 4000)
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
