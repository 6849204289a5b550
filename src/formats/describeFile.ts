/** From a file to its read card: statistics, guesses with their reasons, and everything that was taken for granted. */
import { type ColumnStats, columnStats } from './columnStats.ts'
import { guessRoles } from './guess.ts'
import type { CurveFile, HealpixFile } from './healpixFile.ts'
import { likenessOf, orderingWarning } from './orderingHint.ts'
import type { ColumnCard, CurveCard, ReadCard, Role } from './readCard.ts'
import { mainColumn } from './roles.ts'
import { counted, grouped, short } from './text.ts'

/** What a file was when it was handed over. */
export interface Fingerprint {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/**
 * The read card of a file: statistics, guesses with their reasons, and everything that was taken for granted.
 *
 * @param stats  of every column, if they are known already
 */
export function describeFile(
  file: HealpixFile, { name, bytes, sha256 }: Fingerprint, milliseconds: number, stats: readonly ColumnStats[] = file.columns.map(({ values }) => columnStats(values)),
): ReadCard {
  const guesses = guessRoles(file.columns, stats)
  const columns = file.columns.map(({ name: title, unit, format, alias }, index): ColumnCard => {
    const { seen: _, nearIntegers: __, ...told } = stats[index]
    return { index, name: title, unit, format, ...told, ...(alias === undefined ? {} : { alias }), ...guesses.columns[index] }
  })
  const { geometry, ordering, orderingStated, frame, frameStated, facts, compressed } = file
  const counts = columns.find(({ guess }) => guess === 'counts')
  const main = mainColumn(columns)
  const likeness = main === undefined ? undefined : likenessOf(file.columns[main.index].values, geometry.nside)
  const hint = likeness === undefined ? undefined : orderingWarning(likeness, ordering)
  const zeros = counts === undefined ? undefined : readZeros(counts, stats[counts.index])
  const assumed = assumedOf(columns)
  return {
    ...{ name, bytes, sha256, compressed, geometry, ordering, orderingStated, frame, frameStated, columns, facts },
    assumptions: [...file.assumptions, ...assumed, ...(zeros?.assumption ?? [])],
    warnings: [...file.warnings, ...guesses.warnings, ...(zeros?.warning ?? []), ...(hint === undefined ? [] : [hint])],
    aboutRoles: [...assumed, ...guesses.warnings],
    zerosLookUnseen: (zeros?.warning.length ?? 0) > 0,
    milliseconds,
    ...(likeness === undefined ? {} : { likeness, orderingDoubted: hint !== undefined }),
  }
}

/** The card of a table of C_l. */
export const describeCurve = ({ l, facts, assumptions, warnings, compressed }: CurveFile, { name, bytes, sha256 }: Fingerprint, milliseconds: number): CurveCard =>
  ({ kind: 'curve', name, bytes, sha256, compressed, degrees: [l[0], l[l.length - 1]], facts, assumptions, warnings, milliseconds })

function assumedOf(columns: readonly ColumnCard[]): string[] {
  const used = columns.filter(({ guess }) => guess !== 'unused')
  const words: Readonly<Record<Role, string>> = { counts: 'counts', background: 'expected counts', intensity: 'relative intensity', error: 'error of the intensity', unused: '' }
  const taken = used.map(({ index, name, alias, guess, because }) => `Column ${index + 1} (${alias ?? name}) was taken for the ${words[guess]}: ${because}.`)
  const alone = used.some(({ guess }) => guess === 'counts') && !used.some(({ guess }) => guess === 'background')
  return alone ? [...taken, 'There is no background column: counts are compared with the mean of their declination ring, which assumes an exposure that does not depend on right ascension.'] : taken
}

/**
 * Empty pixels are chance when few events fall on each, and the edge of the field of view when many do:
 * with m counts in an average pixel that has any, chance leaves a share of about e⁻ᵐ empty (e^(−m/2) where the exposure is thin).
 */
function readZeros({ zero }: ColumnCard, { seen, sum }: ColumnStats): { assumption: string[]; warning: string[] } {
  if (zero === 0) return { assumption: [], warning: [] }
  const mean = sum / Math.max(1, seen - zero)
  const pixels = `${counted(zero, 'pixel')} ${zero === 1 ? 'is' : 'are'} exactly 0`
  if (zero > 0.05 * seen && zero > 3 * seen * Math.exp(-mean / 2)) {
    return { assumption: [], warning: [`${pixels}, although the others hold ${short(mean)} counts on average: probably they lie outside the field of view. Read zeros as unobserved if so.`] }
  }
  return { assumption: [`${pixels}: taken as observed and empty, ${grouped(seen)} pixels in all.`], warning: [] }
}
