/** Tables of an angular power spectrum: which column is l, which C_l, which its error. */
import { Problem } from '../science/problem.ts'
import type { Fact } from './readCard.ts'
import { refuse } from './refusals.ts'
import type { Notes } from './statements.ts'
import { counted, grouped, short, visible } from './text.ts'

/** An angular power spectrum as a file has it; NaN where it has no number. */
export interface CurveRead {
  readonly kind: 'curve'
  /** [n] ascending whole numbers. */
  readonly l: Float64Array
  /** [n] */
  readonly cl: Float64Array
  /** [n] standard deviation, where a column is named as such. */
  readonly error?: Float64Array
  readonly facts: readonly Fact[]
  readonly assumptions: readonly string[]
  readonly warnings: readonly string[]
}

export interface CurveColumn {
  readonly name: string
  readonly unit: string
  readonly values: Float64Array
}

/** No spectrum of a map goes so far. */
export const MOST_DEGREES = 100_000

const DEGREE = /^(l|ell|ℓ|multipole|degree)$/i
const ERROR = /err|sigma|std|uncert|^d_?c_?l|delta/i
/** Names of C_l, as healpy, anafast and people write them. */
const POWER = /^(c_?(l|ell|ℓ)s?([_ -].*)?|tt|ee|bb|te|temperature( c\(l\))?|power|c\(l\)|pseudo[_ -]?c_?l|gradient|curl)$/i
/** Spectra times l (l + 1): another quantity under a name like the first. */
const SCALED = /^d_?(l|ell|ℓ)$|l\s*\*?\s*\(\s*l\s*\+\s*1\s*\)/i

export const isDegreeName = (name: string): boolean => DEGREE.test(name.trim())
export const isPowerName = (name: string): boolean => POWER.test(name.trim())

/** True for 0, 1, 2 …, or counted from 1 or 2. */
export const countsUp = (values: Float64Array): boolean => values.length > 1 && [0, 1, 2].includes(values[0]) && values.every((l, i) => l === values[0] + i)

/**
 * The curve among columns of one length. Without a column of l, C_0 is taken to come first.
 * Throws unsupported-file for l (l + 1) C_l, or where no number is left; unreadable-file where l is no ascending whole number.
 */
export function curveOf(columns: readonly CurveColumn[], notes: Notes): CurveRead {
  const degree = columns.find(({ name }) => isDegreeName(name)) ?? (columns.length > 1 && countsUp(columns[0].values) ? columns[0] : undefined)
  const others = columns.filter((column) => column !== degree)
  const power = others.find(({ name }) => isPowerName(name) && !ERROR.test(name)) ?? others.find(({ name }) => !ERROR.test(name))
  if (power === undefined) throw refuse('This table of multipoles has no column of C_l.', 'Add a column named C_l.')
  if (SCALED.test(power.name.trim())) throw refuse(`This table holds ${visible(power.name, 30)}, which is C_l times l (l + 1) and a factor; only C_l itself is drawn.`, 'Divide by l (l + 1) / 2π, and name the column C_l.')
  const n = power.values.length
  if (n > MOST_DEGREES) throw refuse(`This table of C_l has ${grouped(n)} rows; ${grouped(MOST_DEGREES)} are the most that are read.`, 'Cut it at a smaller l.')
  if (n === 0 || power.values.every(Number.isNaN)) throw refuse('This table of C_l holds no number.', 'Open a table with one C_l per line.')
  const l = degree?.values ?? Float64Array.from({ length: n }, (_, i) => i)
  demandDegrees(l)
  const error = others.find((column) => column !== power && (ERROR.test(column.name) || (degree !== undefined && columns.length === 3 && /^column \d+$/.test(column.name))) && column.values.every((x) => !(x < 0)))
  tell({ l, degree, power, error, others }, notes)
  return { kind: 'curve', l, cl: power.values, ...(error === undefined ? {} : { error: error.values }), ...notes }
}

function demandDegrees(l: Float64Array): void {
  const wrong = l.findIndex((x, i) => !Number.isInteger(x) || x < 0 || x > 1e6 || (i > 0 && x <= l[i - 1]))
  if (wrong < 0) return
  throw new Problem('unreadable-file', `The multipoles of this table of C_l are damaged: row ${grouped(wrong + 1)} has l = ${Number.isNaN(l[wrong]) ? 'no number' : short(l[wrong])}, where whole numbers from 0 up are needed, each larger than the one before.`, { remedy: 'Sort the table by l, one row for each.' })
}

interface Chosen {
  readonly l: Float64Array
  readonly degree: CurveColumn | undefined
  readonly power: CurveColumn
  readonly error: CurveColumn | undefined
  readonly others: readonly CurveColumn[]
}

function tell({ l, degree, power, error, others }: Chosen, { facts, assumptions }: Notes): void {
  const named = (column: CurveColumn): string => visible(column.name, 40) + (column.unit === '' ? '' : ` (${visible(column.unit, 20)})`)
  facts.push({ keyword: 'l', value: degree === undefined ? 'the number of the row' : named(degree), usedAs: `${grouped(l[0])} to ${grouped(l[l.length - 1])}, ${counted(l.length, 'row')}` })
  facts.push({ keyword: 'C_l', value: named(power), usedAs: 'drawn beside the spectrum of the map' })
  if (error !== undefined) facts.push({ keyword: 'error', value: named(error), usedAs: 'its standard deviation' })
  const left = others.filter((column) => column !== power && column !== error)
  if (left.length > 0) facts.push({ keyword: 'other columns', value: left.slice(0, 6).map(named).join(', '), usedAs: 'not used' })
  if (degree === undefined) assumptions.push('The table has no column of l: its rows were taken for l = 0, 1, 2 ….')
  else if (!isDegreeName(degree.name)) assumptions.push('The table does not name its columns: the first, which counts up by one, was taken for l, the second for C_l.')
  assumptions.push('The C_l are drawn as they stand: neither their unit, nor what noise is in them, is known.')
}
