/** The rows of a text table as columns of numbers that grow with the lines that are really there. Lines that cannot be read are gathered, twenty at most. */
import { Problem } from '../science/problem.ts'
import { type Dialect, fieldsOf, isRow } from './textDialect.ts'
import { type Line } from './textLines.ts'
import { numberIn, whyNoNumber } from './textNumber.ts'
import { MEMORY_LIMIT, refuse } from './refusals.ts'
import { isUnseen } from './fitsTable.ts'
import { counted, grouped, visible } from './text.ts'

const MOST_COMPLAINTS = 20
/** Told with their reason; of the others, the number of the line. */
const EXPLAINED = 3

export interface TextColumn {
  readonly field: { readonly number: number; readonly name: string }
  readonly wanted: boolean
  values: Float64Array
  infinite: number
  /** Whole numbers beyond 2⁵³. */
  rounded: number
}

export class TextRows {
  rows = 0
  readonly columns: readonly TextColumn[]
  readonly #dialect: Dialect
  readonly #complaints: { line: number; why: string }[] = []

  constructor(dialect: Dialect, names: readonly string[], wanted: (column: number) => boolean) {
    this.#dialect = dialect
    this.columns = names.map((name, index) => ({ field: { number: index + 1, name }, wanted: wanted(index), values: new Float64Array(wanted(index) ? 4096 : 0), infinite: 0, rounded: 0 }))
  }

  /** Appends the rows among these lines. Throws unreadable-file once twenty lines cannot be read. */
  add(lines: readonly Line[]): void {
    const { separator, width, header } = this.#dialect
    for (const line of lines) {
      if (!isRow(line) || line.number === header?.number) continue
      const fields = fieldsOf(line.text, separator)
      const why = fields.length === width ? this.#append(fields) : raggedness(fields, this.#dialect)
      if (why !== undefined) this.#complaints.push({ line: line.number, why })
      if (this.#complaints.length === MOST_COMPLAINTS) this.end()
    }
  }

  /** Cuts the columns to their rows. Throws unreadable-file when a line could not be read. */
  end(): void {
    if (this.#complaints.length > 0) throw unreadableLines(this.#complaints)
    for (const column of this.columns) column.values = column.values.slice(0, column.wanted ? this.rows : 0)
  }

  #append(fields: readonly string[]): string | undefined {
    const { mark } = this.#dialect
    const row = this.rows
    if (row === this.columns.find(({ wanted }) => wanted)?.values.length) this.#grow()
    for (const [index, column] of this.columns.entries()) {
      const value = numberIn(fields[index], mark)
      if (value === undefined) return `"${visible(fields[index], 30)}"${fields.length === 1 ? '' : ` in column ${index + 1}`} ${whyNoNumber(fields[index], mark)}`
      if (!column.wanted) continue
      if (Math.abs(value) === Infinity) column.infinite++
      else if (Math.abs(value) > 2 ** 53 && /^[+-]?\d+$/.test(fields[index])) column.rounded++
      column.values[row] = Number.isFinite(value) && !isUnseen(value) ? value : NaN
    }
    this.rows++
    return undefined
  }

  #grow(): void {
    const wanted = this.columns.filter((column) => column.wanted)
    const length = 2 * this.rows
    if (8 * length * wanted.length > 2 * MEMORY_LIMIT) throw refuse(`This text table is too large: ${counted(wanted.length, 'column')} of more than ${grouped(this.rows)} rows.`, 'Save the map as FITS, or degrade it first.')
    for (const column of wanted) {
      const grown = new Float64Array(length)
      grown.set(column.values)
      column.values = grown
    }
  }
}

function raggedness({ length }: readonly string[], { width, separator }: Dialect): string {
  const commas = separator === ',' && length === 2 * width ? ' (decimal commas?)' : ''
  return `has ${counted(length, 'field')} instead of ${width}${commas}`
}

function unreadableLines(complaints: readonly { line: number; why: string }[]): Problem {
  const all = complaints.length === MOST_COMPLAINTS ? `at least ${MOST_COMPLAINTS} lines` : counted(complaints.length, 'line')
  const told = complaints.slice(0, EXPLAINED).map(({ line, why }) => `line ${grouped(line)} ${why.startsWith('"') ? `(${why})` : why}`)
  const rest = complaints.slice(EXPLAINED).map(({ line }) => grouped(line))
  const more = rest.length === 0 ? '' : `; the same holds for line${rest.length === 1 ? '' : 's'} ${rest.join('; ')}`
  return new Problem('unreadable-file', `This text table has ${all} that cannot be read: ${told.join('; ')}${more}.`, {
    remedy: 'Correct these lines: one number in every column, written as 1234.5 or 1.2345e3; nan or nothing where there is no data.',
    facts: { lines: complaints.length, first: complaints[0].line },
  })
}
