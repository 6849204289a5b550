/** Local maps, bin after bin in one pass: nothing is kept but the bin that is being read. */
import { isProblem, Problem } from '../science/problem.ts'
import { ByteStream, unreadable, Witness } from './byteStream.ts'
import { gzipMembers, unpackMembers } from './gzipMembers.ts'
import type { Handed } from './handed.ts'
import { readHealpix, type ReadOptions } from './healpixFile.ts'
import { beginningOf } from './localBeginning.ts'
import { localHeaders } from './localHeaders.ts'
import { type LocalShape, MOST_NSIDE, type OnValues, readLocalImage } from './localImage.ts'
import { localSource, type LocalSource, MOST_BINS, type Part } from './localSource.ts'
import { baseName } from './numberedNames.ts'
import type { Fact, LocalSite } from './readCard.ts'
import { toRing } from './reorder.ts'
import { refuseGzip, refuseKind } from './refusals.ts'
import { sniff } from './sniff.ts'
import { counted, grouped, visible } from './text.ts'

export interface LocalMapsFile extends LocalShape {
  readonly layout: LocalSource['layout']
  /** How the files are called together. */
  readonly title: string
  /** Of all files of maps, as they were handed over or lay in their archive. */
  readonly bytes: number
  readonly compressed: boolean
  readonly sites: readonly LocalSite[]
  readonly site: LocalSite | undefined
  readonly facts: readonly Fact[]
  readonly assumptions: readonly string[]
  readonly warnings: readonly string[]
}

export interface LocalReadOptions extends Pick<ReadOptions, 'breathe' | 'report'> {
  /** Sees every byte of every file of maps, in order. @param part  counted from 0, in the order of the bins */
  readonly onBytes?: (chunk: Uint8Array, part: number) => void
  /** Told the shape before the first bin. */
  readonly onShape?: (shape: LocalShape) => void | Promise<void>
}

/**
 * Reads local maps bin by bin: whole or weighted counts, RING order, 0 where the file has no number. Memory holds one bin and, out of an archive, one
 * of its files.
 *
 * Throws what `localSource` throws, unreadable-file for files that are damaged or do not fit together, unsupported-file for what is no local map.
 */
export async function readLocalMaps(handed: Handed, name: string, onBin: OnValues, options: LocalReadOptions = {}): Promise<LocalMapsFile> {
  const source = await localSource(handed, name)
  const bytes = source.parts.reduce((sum, part) => sum + part.bytes, 0)
  const tally = { events: 0, gaps: 0, whole: true }
  const headers = localHeaders()
  const take: OnValues = async (bin, values) => {
    addUp(values, bin, tally)
    await onBin(bin, values)
  }
  const read = source.layout === 'image' ? await readImage(source.parts[0]!, headers.add, take, options) : await readSet(source, bytes, headers.add, take, options)
  if (tally.events === 0) throw new Problem('unsupported-file', 'These local maps are empty: no pixel of any time bin holds an event.', { remedy: 'Open maps with events in them.' })
  const { config, detector } = source
  return {
    ...{ nside: read.nside, bins: read.bins, layout: source.layout, title: source.title, bytes, compressed: read.compressed },
    sites: config?.detectors.map(({ site }) => site) ?? [],
    site: detector?.site,
    facts: [...read.facts, ...headers.facts(), ...configFacts(source)],
    assumptions: ['Local pixels are numbered from the zenith (RING order), and time bins divide one sidereal day.'],
    warnings: [...source.warnings, ...headers.warnings(read.bins, tally.events), ...configWarnings(source, read), ...numberWarnings(tally)],
  }
}

interface Tally {
  events: number
  gaps: number
  whole: boolean
}

/** Checks and adds up a bin; what is no number holds no events. */
function addUp(values: Float64Array, bin: number, tally: Tally): void {
  for (let i = 0; i < values.length; i++) {
    const n = values[i]
    if (Number.isNaN(n)) {
      values[i] = 0
      tally.gaps++
    } else if (n < 0) {
      throw new Problem('unreadable-file', `These local maps cannot be counts: pixel ${grouped(i)} of time bin ${bin} holds ${n}.`, { remedy: 'Open maps of counts of events.', facts: { bin, pixel: i, value: n } })
    } else {
      tally.events += n
      if (tally.whole && !Number.isInteger(n)) tally.whole = false
    }
  }
}

interface ReadParts extends LocalShape {
  readonly compressed: boolean
  readonly facts: readonly Fact[]
}

type AddHeader = ReturnType<typeof localHeaders>['add']

async function readImage(part: Part, addHeader: AddHeader, take: OnValues, { breathe = async () => {}, report, onBytes, onShape }: LocalReadOptions): Promise<ReadParts> {
  const file = await part.open(breathe)
  const kind = sniff(new Uint8Array(await beginningOf(file)))
  if (kind.kind !== 'fits' && kind.kind !== 'gzip') throw refuseKind(kind, part.name, false)
  const members = kind.kind === 'gzip' ? await gzipMembers(file, breathe) : undefined
  const witness = new Witness(file, (chunk) => onBytes?.(chunk, 0))
  const eachChunk = async (): Promise<void> => {
    report?.(witness.seen / file.size)
    await breathe()
  }
  const raw = witness.stream()
  const stream = new ByteStream(members === undefined ? raw : unpackMembers(raw, members), {
    eachChunk,
    explain: (cause) => witness.fault ?? (isProblem(cause) ? cause : members === undefined ? unreadable(cause) : refuseGzip(cause)),
  })
  try {
    let found: LocalShape = { nside: 0, bins: 0 }
    const facts = await readLocalImage(stream, members === undefined ? file.size : undefined, MOST_BINS, async (shape, values) => {
      found = shape
      addHeader(part.name, NaN, withoutBin(values))
      await onShape?.(shape)
    }, take)
    await stream.close()
    await witness.finish(eachChunk)
    return { ...found, compressed: members !== undefined, facts: [{ keyword: 'LMAPS', value: `${found.bins} × ${grouped(12 * found.nside ** 2)}`, usedAs: 'time bins × local pixels' }, ...facts] }
  } finally {
    await stream.close()
  }
}

/** An image of all bins stands for none of them. */
const withoutBin = <V>(values: ReadonlyMap<string, V>): ReadonlyMap<string, V> => new Map([...values].filter(([keyword]) => keyword !== 'TIMEBIN' && keyword !== 'NSIDE'))

async function readSet({ parts }: LocalSource, bytes: number, addHeader: AddHeader, take: OnValues, { breathe = async () => {}, report, onBytes, onShape }: LocalReadOptions): Promise<ReadParts> {
  let [nside, before, compressed, weights] = [0, 0, false, 0]
  let ring = new Float64Array(0)
  for (const [bin, part] of parts.entries()) {
    const file = await readMember(part, {
      ...{ breathe, only: [0], local: true },
      report: (done) => report?.((before + done * part.bytes) / bytes),
      onBytes: (chunk) => onBytes?.(chunk, bin),
    })
    if (bin === 0) {
      nside = file.geometry.nside
      if (nside > MOST_NSIDE) throw new Problem('unsupported-file', `These local maps have NSIDE ${nside}; NSIDE ${MOST_NSIDE} is the most that is read.`, { remedy: 'Degrade them first; 64 is usual.' })
      ;[compressed, weights] = [file.compressed, file.columns.length - 1]
      await onShape?.({ nside, bins: parts.length })
    } else if (file.geometry.nside !== nside) {
      throw new Problem('unreadable-file', `These local maps do not fit together: ${visible(baseName(parts[0]!.name))} has NSIDE ${nside}, and ${visible(baseName(part.name))} has NSIDE ${file.geometry.nside}.`, {
        remedy: `Open the set with ${visible(baseName(part.name))} at NSIDE ${nside}.`,
      })
    }
    addHeader(baseName(part.name), bin, file.keywords ?? new Map())
    const { values } = file.columns[0]!
    if (file.ordering === 'nested' && ring.length === 0) ring = new Float64Array(values.length)
    await take(bin, file.ordering === 'nested' ? toRing(values, nside, ring) : values)
    before += part.bytes
  }
  const others = weights === 0 ? [] : [{ keyword: 'TTYPE2', value: counted(weights, 'further column'), usedAs: 'weights: not used, events are counted' }]
  return { nside, bins: parts.length, compressed, facts: others }
}

/** What is wrong with one file of many is said with its name. */
async function readMember(part: Part, options: ReadOptions): ReturnType<typeof readHealpix> {
  try {
    return await readHealpix(await part.open(options.breathe ?? (async () => {})), part.name, options)
  } catch (reason) {
    if (!isProblem(reason) || reason.code === 'cancelled') throw reason
    const { code, message, remedy, facts } = reason
    throw new Problem(code, `The file ${visible(baseName(part.name))} of this set cannot be read. ${message}`, { facts, cause: reason, ...(remedy === undefined ? {} : { remedy }) })
  }
}

function configFacts({ config, detector }: LocalSource): readonly Fact[] {
  if (config === undefined) return []
  const name = visible(baseName(config.name))
  if (detector === undefined) return [{ keyword: name, value: config.detectors.map(({ site }) => site.name).join(', '), usedAs: 'sites to choose from' }]
  const { site, unknown } = detector
  return [
    { keyword: name, value: `${site.name}: latitude ${site.latitudeDeg}°, longitude ${site.longitudeDeg}°, zenith up to ${site.zenithMaxDeg}°`, usedAs: 'the site' },
    ...unknown.map(([keyword, value]) => ({ keyword, value, usedAs: 'not understood' })),
  ]
}

function configWarnings({ config, detector }: LocalSource, { nside }: LocalShape): readonly string[] {
  if (config === undefined) return []
  const name = visible(baseName(config.name))
  if (detector === undefined) return [`${name} lists ${counted(config.detectors.length, 'detector')}, and the names of the maps fit none or several of them: choose the site on this card.`]
  return [
    ...(detector.nside !== undefined && detector.nside !== nside ? [`${name} says nside = ${detector.nside}, but the maps have NSIDE ${nside}: the maps were believed.`] : []),
    ...(detector.weights ? [`${name} asks for weights; they are not used here, events are counted.`] : []),
  ]
}

function numberWarnings({ gaps, whole }: Tally): readonly string[] {
  return [
    ...(gaps === 0 ? [] : [`${counted(gaps, 'value')} ${gaps === 1 ? 'is' : 'are'} no number (unseen) and counted as no events.`]),
    ...(whole ? [] : ['The counts are not whole numbers: they are weighted, or were packed with loss (CFITSIO does so when it writes images of float64 to .fits.gz). Their errors and significances are not those of counted events.']),
  ]
}
