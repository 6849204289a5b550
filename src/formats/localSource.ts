/** Where the time bins of local maps lie: one image of all of them, or one file each; loose or in a ZIP archive, with or without their configuration. */
import { Problem } from '../science/problem.ts'
import type { Handed, Member } from './handed.ts'
import { detectorOfFiles, type Detector, type LocalConfig, readLocalConfig } from './localConfig.ts'
import { baseName, nameOfMember, type NumberedSet, numberedSets } from './numberedNames.ts'
import { sniff, SNIFF_BYTES } from './sniff.ts'
import { counted, visible } from './text.ts'
import { memberBlob, zipMembers } from './zipMembers.ts'

export const MOST_BINS = 3600

/** A file that need not have been unpacked yet. */
export interface Part {
  readonly name: string
  readonly bytes: number
  open(breathe: () => Promise<void>): Promise<Blob>
}

export interface LocalSource {
  /** One part with every bin in an image, or one part for each bin, in order. */
  readonly layout: 'image' | 'set'
  readonly parts: readonly Part[]
  /** How the parts are called together. */
  readonly title: string
  readonly config: LocalConfig | undefined
  readonly detector: Detector | undefined
  readonly warnings: readonly string[]
}

/**
 * Sorts what was handed over. Throws unsupported-file where there are no local maps or several sets of them, unreadable-file for a set with gaps or
 * doubles, which are named.
 */
export async function localSource(handed: Handed, name: string): Promise<LocalSource> {
  const parts = await partsOf(handed, name)
  const configs = parts.filter((part) => /\.json$/i.test(part.name))
  const maps = parts.filter((part) => isFits(part.name))
  const left = parts.filter((part) => !configs.includes(part) && !maps.includes(part))
  if (configs.length > 1) throw new Problem('unsupported-file', `There are ${configs.length} configurations beside these local maps: ${listed(configs.map(({ name: one }) => one))}.`, { remedy: 'Open the maps with one of them.' })
  const config = configs.length === 0 ? undefined : await readLocalConfig(await configs[0]!.open(async () => {}), configs[0]!.name)
  const warnings = left.length === 0 ? [] : [`${counted(left.length, 'file')} that ${left.length === 1 ? 'is no map was' : 'are no maps were'} left aside: ${listed(left.map(({ name: one }) => one))}.`]
  if (maps.length === 1) return { layout: 'image', parts: maps, title: maps[0]!.name, config, detector: config && detectorOfFiles(config, baseName(maps[0]!.name), ''), warnings }
  const set = theSet(maps, config)
  return {
    layout: 'set',
    parts: set.members.map(({ index }) => maps[index]!),
    title: `local maps, ${set.members.length} files`,
    config,
    detector: config && detectorOfFiles(config, baseName(set.prefix), set.suffix),
    warnings,
  }
}

const isFits = (name: string): boolean => /\.(fits?|fts)(\.gz)?$/i.test(name)

async function partsOf(handed: Handed, name: string): Promise<readonly Part[]> {
  if (!(handed instanceof Blob)) return handed.map((member) => partOf(member))
  if (sniff(new Uint8Array(await handed.slice(0, SNIFF_BYTES).arrayBuffer())).what !== 'a ZIP archive') return [partOf({ name: /\.(fits?|fts)(\.gz)?$/i.test(name) ? name : `${name}.fits`, file: handed })]
  const members = await zipMembers(handed)
  return members.map((member) => ({ name: member.name, bytes: member.size, open: (breathe) => memberBlob(handed, member, breathe) }))
}

const partOf = ({ name, file }: Member): Part => ({ name, bytes: file.size, open: () => Promise.resolve(file) })

/** The numbered set among the maps, whole. */
function theSet(maps: readonly Part[], config: LocalConfig | undefined): NumberedSet {
  const names = maps.map(({ name }) => name)
  const sets = numberedSets(names)
  const named = config === undefined ? [] : sets.filter((set) => config.detectors.some(({ prefix, suffix }) => prefix === baseName(set.prefix) && suffix === set.suffix))
  const set = named.length === 1 ? named[0]! : sets[0]
  if (set === undefined) {
    throw new Problem('unsupported-file', `These ${counted(maps.length, 'file')} are no set of local maps: their names are not numbered 000, 001 … (${listed(names)}).`, {
      remedy: 'Open maps one by one, or a set of files numbered like loc_000.fits, one for each time bin.',
    })
  }
  const others = names.filter((_, index) => !set.members.some((member) => member.index === index))
  if (others.length > 0) throw broken(set, `${others.length === 1 ? 'one file does' : `${others.length} files do`} not belong to it: ${listed(others)}`, 'Open the set without')
  demandWhole(set)
  return set
}

const broken = (set: NumberedSet, how: string, what: string): Problem =>
  new Problem('unreadable-file', `The set of local maps ${visible(nameOfMember(set, 0))} … ${visible(baseName(nameOfMember(set, set.members.at(-1)!.number)))} cannot be read: ${how}.`, {
    remedy: `${what} ${how.slice(how.lastIndexOf(': ') + 2)}.`,
  })

/** Every number from 0 to the last, once. */
function demandWhole(set: NumberedSet): void {
  const { members } = set
  const numbers = members.map(({ number }) => number)
  const doubled = numbers.filter((number, i) => number === numbers[i - 1])
  if (doubled.length > 0) throw broken(set, `${counted(doubled.length, 'file')} ${doubled.length === 1 ? 'comes' : 'come'} twice: ${listed(doubled.map((n) => nameOfMember(set, n)))}`, 'Hand over only once:')
  const present = new Set(numbers)
  const missing = Array.from({ length: numbers.at(-1)! + 1 }, (_, n) => n).filter((n) => !present.has(n))
  if (missing.length > 0) throw broken(set, `${counted(missing.length, 'file')} of ${numbers.at(-1)! + 1} ${missing.length === 1 ? 'is' : 'are'} missing: ${listed(missing.map((n) => nameOfMember(set, n)))}`, 'Open the set together with')
  if (numbers.length > MOST_BINS) throw new Problem('unsupported-file', `This set has ${counted(numbers.length, 'time bin')}; ${MOST_BINS} are the most that are read.`, { remedy: 'Add neighbouring bins together first.' })
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => visible(baseName(name)))
  return shown.join(', ') + (names.length > shown.length ? `, … (${names.length - shown.length} more)` : '')
}
