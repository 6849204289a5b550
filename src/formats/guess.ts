/** What each column is taken for, and why. Numbers decide; names only break ties, since many programs write names that mean nothing. */
import { type ColumnStats, compareColumns } from './columnStats.ts'
import type { HealpixColumn } from './healpixFile.ts'
import { genericName } from './healpixHeader.ts'
import type { Role } from './readCard.ts'
import { grouped, short } from './text.ts'

export interface Guess {
  readonly guess: Role
  readonly because: string
  /** True for an intensity given as I = 1 + δI: 1 is taken away. */
  readonly aboutOne?: boolean
  readonly ambiguous?: string
}

export interface Guesses {
  readonly columns: readonly Guess[]
  readonly warnings: readonly string[]
}

/** A column as the guesses see it: `name` is empty when it says nothing. */
interface Clue {
  readonly index: number
  readonly name: string
  /** As written in the file. */
  readonly title: string
  readonly stats: ColumnStats
  readonly values: Float64Array
}

const COUNTS = /^(n|data|signal_?counts|n_?(on|obs|events|data)|.*counts?|.*events?|hits?)$/i
const BACKGROUND = /background|bkg|^bg|^b$|expect|n_?off|reference|isotrop/i
const ERROR = /err|sigma|std|uncert|unsert|rms/i
const SIGNIFICANCE = /signif|li_?-?ma|^sig$|^s$|^ts$/i
/** Stokes parameters: of a microwave map only the intensity is shown unasked. */
const POLARISATION = /^[QUV]([_-]|$)/i
const ASIDE = /mask|weight|exposure|accept|coverage|efficien/i

/** Guesses the role of every column; each role is given once. */
export function guessRoles(columns: readonly HealpixColumn[], stats: readonly ColumnStats[]): Guesses {
  const clues = columns.map(({ name, alias, values }, index): Clue => ({ index, name: alias ?? (genericName(name) ? '' : name), title: alias ?? name, stats: stats[index], values }))
  const guesses = new Map<Clue, Guess>()
  const warnings: string[] = []
  const free = () => clues.filter((clue) => !guesses.has(clue))
  for (const clue of clues) {
    const why = aside(clue, clues.length)
    if (why !== undefined) guesses.set(clue, { guess: 'unused', because: why, ...doubtOf(clue) })
  }
  const counts = guessCounts(free(), guesses)
  if (counts !== undefined) guessBackground(counts, free(), guesses, warnings)
  else guessIntensity(free(), guesses, warnings)
  guessError(clues, free(), guesses)
  for (const clue of free()) guesses.set(clue, { guess: 'unused', because: leftover(clue, counts) })
  return { columns: clues.map((clue) => guesses.get(clue) ?? { guess: 'unused', because: '' }), warnings }
}

const label = ({ index, name }: Clue): string => `column ${index + 1}${name === '' ? '' : ` (${name})`}`

function aside({ name, stats }: Clue, columns: number): string | undefined {
  if (stats.seen === 0) return 'no pixel has a number'
  if (stats.min === 0 && stats.max === 0 && columns > 1) return 'every pixel is 0'
  if (SIGNIFICANCE.test(name)) return `named ${name}: significances are computed here, not read`
  if (ASIDE.test(name)) return `named ${name}: neither counts nor an intensity`
  return undefined
}

/** Programs write the significance of Li and Ma squared or signed under the same name; without a negative value nobody can tell. */
const doubtOf = ({ name, stats }: Clue): Pick<Guess, 'ambiguous'> =>
  SIGNIFICANCE.test(name) && stats.seen > 0 && stats.negative === 0 ? { ambiguous: 'No value is negative: are these significances squared, or without their sign? They are not used either way.' } : {}

const nonNegative = ({ stats }: Clue): boolean => stats.negative === 0
const whole = ({ stats }: Clue): boolean => stats.integers || stats.nearIntegers
/** Positive values about 1: I = 1 + δI. */
const nearOne = ({ stats }: Clue): boolean => stats.min > 0 && stats.max < 2 && !stats.integers && Math.abs(stats.sum / stats.seen - 1) < 0.1
/** What no one would call a relative intensity. */
const large = ({ stats }: Clue): boolean => Math.max(stats.max, -stats.min) >= 1

function guessCounts(clues: readonly Clue[], guesses: Map<Clue, Guess>): Clue | undefined {
  const possible = clues.filter((clue) => nonNegative(clue) && whole(clue) && !nearOne(clue) && !ERROR.test(clue.name))
  const counts = possible.find((clue) => COUNTS.test(clue.name)) ?? possible.find((clue) => !BACKGROUND.test(clue.name))
  if (counts !== undefined) {
    guesses.set(counts, { guess: 'counts', because: `${counts.stats.integers ? 'whole' : 'nearly whole'} numbers, none negative, ${short(counts.stats.sum)} in all` })
    return counts
  }
  const weighted = clues.find((clue) => nonNegative(clue) && large(clue) && !nearOne(clue) && !ERROR.test(clue.name) && !BACKGROUND.test(clue.name))
  if (weighted === undefined || clues.some((clue) => clue.stats.negative > 0 && !large(clue))) return undefined
  guesses.set(weighted, { guess: 'counts', because: `none negative and too large for a relative intensity; not whole numbers, so weighted or expected counts` })
  return weighted
}

function guessBackground(counts: Clue, clues: readonly Clue[], guesses: Map<Clue, Guess>, warnings: string[]): void {
  const matches = clues.filter((clue) => {
    if (!nonNegative(clue) || (clue.stats.integers && !BACKGROUND.test(clue.name))) return false
    const sums = compareColumns(counts.values, clue.values)
    return Math.abs(sums.second - sums.first) <= Math.max(1e-3 * sums.first, 5 * Math.sqrt(sums.first))
  })
  const background = matches.find((clue) => BACKGROUND.test(clue.name)) ?? matches.at(0)
  const named = background ?? clues.find((clue) => nonNegative(clue) && BACKGROUND.test(clue.name))
  if (!counts.stats.integers) warnings.push(`The counts in ${label(counts)} are not whole numbers: their errors and significances are not those of counted events.`)
  if (named === undefined) return
  const because = background === undefined ? `named ${named.name}` : `none negative, and adds up to ${short(named.stats.sum)}, like ${label(counts)}`
  guesses.set(named, { guess: 'background', because })
  const { unmatched } = compareColumns(counts.values, named.values)
  if (unmatched > 0) warnings.push(`In ${grouped(unmatched)} pixels the background is 0 although events were counted: no intensity can be given there.`)
}

function guessIntensity(clues: readonly Clue[], guesses: Map<Clue, Guess>, warnings: string[]): void {
  const usable = clues.filter((clue) => !ERROR.test(clue.name))
  const unpolarised = usable.filter((clue) => !POLARISATION.test(clue.title))
  const possible = unpolarised.length > 0 ? unpolarised : usable
  const small = possible.find((clue) => clue.stats.negative > 0 && !large(clue))
  const one = possible.find(nearOne)
  const chosen = small ?? one ?? possible.find((clue) => clue.stats.negative > 0) ?? possible.at(0)
  if (chosen === undefined) return
  const { min, max, sum, seen } = chosen.stats
  if (chosen === small) {
    guesses.set(chosen, { guess: 'intensity', because: `small values of both signs (${short(min)} to ${short(max)}), as a relative intensity δI has` })
  } else if (chosen === one) {
    guesses.set(chosen, { guess: 'intensity', because: `values about 1 (mean ${short(sum / seen)}), as I = 1 + δI has; 1 is taken away`, aboutOne: true })
  } else {
    guesses.set(chosen, { guess: 'intensity', because: 'the first column that is no count; shown as it stands' })
    if (!large(chosen)) return
    warnings.push(`The values of ${label(chosen)} go from ${short(min)} to ${short(max)}: too large for a relative intensity δI. They are shown as they stand.`)
  }
}

function guessError(clues: readonly Clue[], free: readonly Clue[], guesses: Map<Clue, Guess>): void {
  const intensity = clues.find((clue) => guesses.get(clue)?.guess === 'intensity')
  const named = free.find((clue) => nonNegative(clue) && ERROR.test(clue.name))
  if (named !== undefined) {
    guesses.set(named, { guess: 'error', because: `none negative, and named ${named.name}` })
    return
  }
  const next = clues[(intensity?.index ?? clues.length) + 1] as Clue | undefined
  if (next === undefined || !free.includes(next) || next.name !== '' || !nonNegative(next) || next.stats.max > 1) return
  guesses.set(next, { guess: 'error', because: 'none negative, small, and right behind an intensity' })
}

function leftover(clue: Clue, counts: Clue | undefined): string {
  if (counts !== undefined) return clue.stats.integers ? `whole numbers, but ${label(counts)} was taken for the counts` : `not needed beside ${label(counts)}`
  return clue.stats.negative > 0 ? 'values of both signs, but another column was taken for the intensity' : 'nothing tells what it holds'
}
