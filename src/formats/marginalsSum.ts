/** Adding marginals files: exact, so that the order does not matter, nor whether sums are added to sums. */
import { Problem } from '../science/problem.ts'
import { type ArrayName, arraysOf, marginalsOf, recordsIn, shapesOf } from './marginalsArrays.ts'
import type { ObservedCounts } from './marginalsFile.ts'
import type { Piece } from './marginalsHeader.ts'
import { counted, grouped } from './text.ts'

export interface MarginalsSum {
  /** @param name  how the file is called. Throws invalid-argument for another configuration than the first had, and for a piece that is there already. */
  add(file: ObservedCounts, name: string): void
  /** Everything so far. Throws invalid-argument for nothing. */
  total(): ObservedCounts
}

/** One entry of a sum is two numbers: the nearest that a double holds, and the rest. */
interface Pair {
  readonly sum: Float64Array
  readonly rest: Float64Array
}

/** Nothing yet. Two observations are in memory at a time: the sum, and what is added. */
export function marginalsSum(): MarginalsSum {
  const holder = new Map<string, string>()
  const pieces: Piece[] = []
  let first: { readonly file: ObservedCounts; readonly name: string; readonly pairs: ReadonlyMap<ArrayName, Pair> } | undefined
  return {
    add(file, name) {
      first ??= { file, name, pairs: roomFor(file) }
      demandAlike(file, name, first.file, first.name)
      for (const piece of file.pieces) {
        const other = holder.get(piece.fingerprint)
        if (other !== undefined) throw countedTwice(piece, name, other)
      }
      for (const piece of file.pieces) holder.set(piece.fingerprint, name)
      pieces.push(...file.pieces)
      for (const [array, values] of arraysOf(file.marginals)) addExactly(first.pairs.get(array)!, values, file.rest?.get(array))
    },
    total() {
      if (first === undefined) throw new Problem('invalid-argument', 'There is nothing to add: no marginals file was named.', { remedy: 'Name one or more.' })
      const { file: { site, clock, marginals }, pairs } = first
      const sums = new Map([...pairs].map(([array, { sum }]) => [array, sum] as const))
      const rest = new Map([...pairs].filter(([, pair]) => pair.rest.some((x) => x !== 0)).map(([array, pair]) => [array, pair.rest] as const))
      return { site, clock, marginals: marginalsOf(marginals.grid, recordsIn(marginals), sums), pieces, ...(rest.size === 0 ? {} : { rest }) }
    },
  }
}

const roomFor = ({ marginals }: ObservedCounts): ReadonlyMap<ArrayName, Pair> =>
  new Map([...arraysOf(marginals)].map(([array, { length }]) => [array, { sum: new Float64Array(length), rest: new Float64Array(length) }]))

/** Of an event: what is not whole is rounded to this once, when it is first added. Sums of multiples lose nothing (two doubles hold 106 bits). */
const QUANTUM = 2 ** -40

/**
 * Adds to a pair so that sum + rest is the exact sum of all that was ever added, with sum the double that is nearest: one pair for one sum, however it
 * came about (Knuth's and Dekker's sums without loss).
 */
function addExactly({ sum, rest }: Pair, values: Float64Array, more: Float64Array | undefined): void {
  for (let i = 0; i < sum.length; i++) {
    const x = Math.round(values[i] / QUANTUM) * QUANTUM
    const before = sum[i]
    const both = before + x
    const part = both - before
    const lost = before - (both - part) + (x - part)
    const small = rest[i] + lost + (more === undefined ? 0 : Math.round(more[i] / QUANTUM) * QUANTUM)
    sum[i] = both + small
    rest[i] = small - (sum[i] - both)
  }
}

const siteInWords = ({ site }: ObservedCounts): string => `${site.name}: latitude ${site.latitudeDeg}°, longitude ${site.longitudeDeg}°, zenith up to ${site.zenithMaxDeg}°`

function recordsInWords({ marginals }: ObservedCounts): string {
  const names = [...shapesOf(marginals.grid, recordsIn(marginals))].map(([name, shape]) => `${name} ${shape.join(' × ')}`)
  const bands = marginals.forwardBackward === undefined ? '' : `, bands ${marginals.forwardBackward.reach} cells about cell ${marginals.forwardBackward.offset}`
  return names.join(', ') + bands
}

/** What must be the same for counts to be added, in words. */
const CONFIGURATION: readonly (readonly [string, (file: ObservedCounts) => string])[] = [
  ['site', siteInWords],
  ['clock', ({ clock }) => clock],
  ['grid', ({ marginals: { grid } }) => `${grid.rings} rings × ${grid.cells} cells`],
  ['set of records', recordsInWords],
]

function demandAlike(file: ObservedCounts, name: string, first: ObservedCounts, firstName: string): void {
  for (const [what, inWords] of CONFIGURATION) {
    if (inWords(file) !== inWords(first)) {
      throw new Problem('invalid-argument', `${name} cannot be added to ${firstName}: its ${what} is another (${inWords(file)}; not ${inWords(first)}).`, { remedy: 'Add what was counted alike; different detectors are joined by the likelihood, in a study.' })
    }
  }
}

const countedTwice = ({ fingerprint, events }: Piece, name: string, other: string): Problem =>
  new Problem('invalid-argument', `${name} holds a piece that ${other} holds too (${fingerprint.slice(0, 12)}…, ${events < 1e15 ? counted(Math.round(events), 'event') : `${grouped(events)} events`}): it would count twice.`, { remedy: 'Leave one of the two out.' })
