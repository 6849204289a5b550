/** How a text table is written: what stands between its columns, what marks decimals, whether names lead it. Told from its first 64 kB, and shown. */
import type { Fact } from './readCard.ts'
import { refuse } from './refusals.ts'
import { type Line, isComment } from './textLines.ts'
import { type Mark, numberIn } from './textNumber.ts'
import { grouped, visible } from './text.ts'

export type Separator = ',' | ';' | '\t' | ' '

export interface Dialect {
  readonly separator: Separator
  readonly mark: Mark
  /** Columns of a row. */
  readonly width: number
  /** As the line before the numbers calls them. */
  readonly names: readonly string[] | undefined
  /** The line of names, where it is not a comment: it is not to be read as numbers. */
  readonly header: Line | undefined
}

const WORDS: Readonly<Record<Separator, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', ' ': 'blanks' }

const MOST_COLUMNS = 999

/** Comments and lines of blanks hold no row. */
export const isRow = ({ text }: Line): boolean => text.trim() !== '' && !isComment(text)

/**
 * @param sample  the first lines, comments too
 * @throws unsupported-file where there is no table, or one of too many columns, and where commas may mean two things
 */
export function dialectOf(sample: readonly Line[]): Dialect {
  const rows = sample.filter(isRow)
  const first = rows.at(0)
  if (first === undefined) throw refuse('This text holds no numbers: its first 64 kB are comments or blanks.', 'Open a table with one pixel per line.')
  const separator = separatorOf(rows)
  const width = fieldsOf(first.text, separator).length
  if (width > MOST_COLUMNS) throw refuse(`This text table has ${grouped(width)} columns; ${MOST_COLUMNS} are the most that are read.`, 'Write one pixel per line, or save the array with numpy.save.')
  const split = rows.map(({ text }) => fieldsOf(text, separator))
  const mark = separator === ';' ? markOf(split) : '.'
  const isNumber = (field: string): boolean => numberIn(field, mark) !== undefined
  const header = split[0].every(isNumber) || !split[0].some((field) => /\p{L}/u.test(field) && !isNumber(field)) ? undefined : first
  const body = header === undefined ? split : split.slice(1)
  if (body.length === 0 || !body.some((fields) => fields.some(isNumber))) throw refuse('This is a text without a table of numbers in its first 64 kB.', 'Open a table with one pixel per line.')
  if (header === undefined) demandMeaning(split, separator)
  const names = header === undefined ? namesInComment(sample, first, separator, width) : split[0].map((name) => name.trim())
  return { separator, mark, width, names, header }
}

/** The sign that stands in rows and header alike; rows of one number have none. */
function separatorOf(rows: readonly Line[]): Separator {
  const last = rows.slice(1).concat(rows.length === 1 ? rows : [])
  for (const sign of [';', '\t', ','] as const) if (last.filter(({ text }) => text.trim().includes(sign)).length > last.length / 2) return sign
  return last.some(({ text }) => /\S\s+\S/.test(text)) ? ' ' : ','
}

function markOf(rows: readonly (readonly string[])[]): Mark {
  const fields = rows.flat()
  return fields.some((field) => /^[+-]?\d*,\d+(e[+-]?\d+)?$/i.test(field)) && !fields.some((field) => /^[+-]?\d*\.\d+(e[+-]?\d+)?$/i.test(field)) ? ',' : '.'
}

/** `10,5,20,25` may be four numbers or two: where no name says how many there are, nobody guesses. */
function demandMeaning(rows: readonly (readonly string[])[], separator: Separator): void {
  if (separator !== ',' || rows[0].length % 2 === 1) return
  if (!rows.every((fields) => fields.every((field) => /^-?\d+$/.test(field)))) return
  const [a, b] = rows[0]
  throw refuse(
    `This text table can be read in two ways: "${visible(`${a},${b}`, 30)}" may be two whole numbers, or one number with a decimal comma or with its digits in groups.`,
    'Name the columns in a first line (pixel,counts), or write numbers with a decimal point.',
  )
}

/** Names that numpy.savetxt puts into the last comment before the numbers: as many as columns, and no statement. */
function namesInComment(sample: readonly Line[], first: Line, separator: Separator, width: number): readonly string[] | undefined {
  const text = sample.findLast(({ number, text: line }) => number < first.number && line.trim() !== '')?.text.replace(/^[\s#]+/, '')
  if (text === undefined || /[=:]/.test(text)) return undefined
  const names = fieldsOf(text, separator)
  const all = names.length === width ? names : fieldsOf(text, ' ')
  return all.length === width && all.every((name) => /^\p{L}/u.test(name)) && (width > 1 || !/\s/.test(all[0])) ? all : undefined
}

/** The fields of a row without blanks around them and without quotes. */
export function fieldsOf(text: string, separator: Separator): string[] {
  if (!text.includes('"')) return separator === ' ' ? text.trim().split(/\s+/) : text.split(separator).map((field) => field.trim())
  return quotedFields(text, separator)
}

function quotedFields(text: string, separator: Separator): string[] {
  const fields: string[] = []
  let field = ''
  let [inside, met] = [false, false]
  const end = (): void => {
    if (separator !== ' ' || met) fields.push(field.trim())
    field = ''
    met = false
  }
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]
    const apart = separator === ' ' ? sign === ' ' || sign === '\t' : sign === separator
    if (!inside && apart) end()
    else if (sign !== '"') field += sign
    else if (inside && text[i + 1] === '"') field += text[++i]
    else inside = !inside
    met ||= inside || !apart
  }
  end()
  return fields
}

/** What was decided, for the read card. */
export function dialectFacts({ separator, mark, names, header, width }: Dialect): Fact[] {
  const named = names === undefined ? 'none: columns are called by their number' : visible(names.join(', '), 120)
  return [
    ...(width === 1 ? [] : [{ keyword: 'separator', value: WORDS[separator], usedAs: 'what stands between columns' }]),
    { keyword: 'decimal mark', value: mark === '.' ? 'point' : 'comma', usedAs: mark === '.' ? '1.5 is one and a half' : '1,5 is one and a half' },
    { keyword: header === undefined ? 'names' : `line ${grouped(header.number)}`, value: named, usedAs: header === undefined && names !== undefined ? 'names of the columns, from the last comment' : 'names of the columns' },
  ]
}
