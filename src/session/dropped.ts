/** Which of the files that were dropped together belong together, by their names and beginnings alone. */
import { Problem } from '../science/problem.ts'
import { baseName, lookLikeTimeBins, numberedSets } from '../formats/numberedNames.ts'

const lonely = (name: string): Problem =>
  new Problem('unsupported-file', `${name} is the configuration of local maps, and the maps are not beside it.`, { remedy: 'Drop it together with the maps that it names, or zip them up and open the archive.' })

export interface Dropped {
  readonly name: string
  readonly size: number
  /** The first bytes of a JSON file, as text; empty for all others. */
  readonly head: string
}

/** What one opening is about; numbers are places in the list. */
export type Group =
  /** A map, a curve, a study, a picture of one: what it is shows when it is read. */
  | { readonly kind: 'single'; readonly file: number }
  /** Time bins of local maps, and their configuration. */
  | { readonly kind: 'localMaps'; readonly files: readonly number[] }
  /** A configuration without the maps it is about. */
  | { readonly kind: 'lonelyConfig'; readonly file: number; readonly problem: Problem }

/** Bytes of a JSON file that are looked at. */
export const HEAD_BYTES = 4096

const isJson = ({ name }: Dropped): boolean => /\.json$/i.test(name)
/** A study has a version and parts; a configuration of local maps a list of detectors. */
const isConfig = (file: Dropped): boolean => isJson(file) && /^\s*\{[^]*"detectors"\s*:/.test(file.head) && !/"recipes"\s*:/.test(file.head)
const isFits = ({ name }: Dropped): boolean => /\.(fits?|fts)(\.gz)?$/i.test(name)

/**
 * Sorts a drop into openings, in the order of the files. A configuration takes with it every FITS file beside it: it is about them, and what does not
 * belong is named when they are read. Without one, files that are numbered like time bins are a set.
 */
export function grouped(files: readonly Dropped[]): readonly Group[] {
  const places = files.map((_, place) => place)
  const configs = places.filter((place) => isConfig(files[place]!))
  const maps = places.filter((place) => isFits(files[place]!))
  const groups: { at: number; group: Group }[] = []
  const taken = new Set<number>()
  const take = (members: readonly number[], group: Group): void => {
    members.forEach((place) => taken.add(place))
    groups.push({ at: Math.min(...members), group })
  }
  if (configs.length > 0 && maps.length > 0) take([...configs, ...maps], { kind: 'localMaps', files: [...maps, ...configs] })
  else {
    for (const set of numberedSets(maps.map((place) => baseName(files[place]!.name)))) {
      const members = set.members.map(({ index }) => maps[index]!)
      if (lookLikeTimeBins(set)) take(members, { kind: 'localMaps', files: members })
    }
  }
  for (const file of places) {
    if (taken.has(file)) continue
    take([file], configs.includes(file) ? { kind: 'lonelyConfig', file, problem: lonely(files[file]!.name) } : { kind: 'single', file })
  }
  return groups.sort((a, b) => a.at - b.at).map(({ group }) => group)
}
