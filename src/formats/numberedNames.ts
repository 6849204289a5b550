/** Files numbered as `prefix%03dsuffix` numbers them: 000, 001 … 999, 1000. */

export interface NumberedSet {
  readonly prefix: string
  readonly suffix: string
  /** By number, ascending; a number may come twice. */
  readonly members: readonly { readonly number: number; readonly index: number }[]
}

/** Digits further from the end of a name than this are not tried: names may come from anywhere. */
const TRIED = 8

/**
 * Sets of names that differ in one number, the largest first. A name belongs to one set at most, to the largest it could belong to: of
 * `year2015_000.fits` … the last number counts. Names without company are left out.
 */
export function numberedSets(names: readonly string[]): readonly NumberedSet[] {
  const groups = new Map<string, { prefix: string; suffix: string; members: { number: number; index: number }[] }>()
  names.forEach((name, index) => {
    for (const run of [...name.matchAll(/(?<!\d)\d{3,4}(?!\d)/g)].slice(-TRIED)) {
      if (run[0] !== String(Number(run[0])).padStart(3, '0')) continue
      const [prefix, suffix] = [name.slice(0, run.index), name.slice(run.index + run[0].length)]
      const key = `${prefix}\0${suffix}`
      const group = groups.get(key) ?? { prefix, suffix, members: [] }
      group.members.push({ number: Number(run[0]), index })
      groups.set(key, group)
    }
  })
  const taken = new Set<number>()
  const sets: NumberedSet[] = []
  for (const { prefix, suffix, members } of [...groups.values()].sort((a, b) => b.members.length - a.members.length)) {
    const free = members.filter(({ index }) => !taken.has(index))
    if (free.length < 2) continue
    free.forEach(({ index }) => taken.add(index))
    sets.push({ prefix, suffix, members: free.sort((a, b) => a.number - b.number) })
  }
  return sets
}

/** Fewer files than this may as well be maps of years or energies: a day has more bins. */
const FEWEST_BINS = 8

/** Whether names alone make a set of time bins likely. */
export const lookLikeTimeBins = ({ members }: NumberedSet): boolean => members.length >= FEWEST_BINS

/** The name of one member. */
export const nameOfMember = ({ prefix, suffix }: NumberedSet, number: number): string => `${prefix}${String(number).padStart(3, '0')}${suffix}`

/** A name without the folders before it. */
export const baseName = (name: string): string => name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
