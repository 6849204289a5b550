/** Maps inside a ZIP archive: the only one, or the arrays of an .npz file (numpy.savez), which share one sky. */
import { isProblem } from '../science/problem.ts'
import { ByteStream, unreadable } from './byteStream.ts'
import type { CurveRead } from './curveFile.ts'
import type { HealpixColumn, Read, ReadOptions } from './healpixFile.ts'
import { MEMORY_LIMIT, refuse, refuseKind, refuseSize, refuseUnseen } from './refusals.ts'
import { SNIFF_BYTES, type Sniffed, sniff } from './sniff.ts'
import { counted, grouped, visible } from './text.ts'
import { type ZipMember, memberBlob, memberStream, zipMembers } from './zipMembers.ts'

/** Members whose first bytes are looked at. */
const MOST_SNIFFED = 1000

interface Found {
  readonly member: ZipMember
  readonly sniffed: Sniffed
}

type Open = (file: Blob, name: string, options: ReadOptions) => Promise<Read | CurveRead>
type Content = (kind: Sniffed, stream: ByteStream, name: string, size: number | undefined, options: ReadOptions) => Promise<Read | CurveRead>

/**
 * Reads the maps of an archive: its only map, or all arrays of one NSIDE as columns that bear their names.
 *
 * @param open     reads a file that is packed once more
 * @param content  reads an unpacked stream
 * @throws unsupported-file naming what is inside, where there is no map or several files that are no set of arrays; unreadable-file as `zipMembers`
 */
export async function readZip(file: Blob, options: ReadOptions, open: Open, content: Content): Promise<Read | CurveRead> {
  const members = await zipMembers(file)
  const found = await Promise.all(members.slice(0, MOST_SNIFFED).map(async (member): Promise<Found> => ({ member, sniffed: await firstBytes(file, member, options) })))
  const maps = mapsAmong(found)
  const one = maps.at(0)
  if (one === undefined) throw refuseContents(members, found)
  if (maps.every(({ sniffed }) => sniffed.kind === 'npy') && members.length <= MOST_SNIFFED) return readArrays(file, maps, members, options, content)
  if (maps.length > 1 || members.length > MOST_SNIFFED) throw refuseSeveral(members, maps)
  const read = await readMember(file, one, options, open, content)
  return { ...read, facts: [{ keyword: 'ZIP', value: visible(one.member.name), usedAs: `the map${othersLeft(members, maps)}` }, ...read.facts] }
}

/** What may be a map. Texts count only where nothing else does: archives carry their instructions. */
function mapsAmong(found: readonly Found[]): readonly Found[] {
  const certain = found.filter(({ sniffed: { kind } }) => kind === 'fits' || kind === 'npy' || kind === 'gzip')
  return certain.length > 0 ? certain : found.filter(({ member, sniffed }) => sniffed.kind === 'text' && /\.(csv|tsv|txt|dat|ecsv)$/i.test(member.name) && !/(^|\/)(readme|licen[cs]e)/i.test(member.name))
}

const streamOf = async (file: Blob, member: ZipMember, { breathe, report }: ReadOptions): Promise<ByteStream> => {
  let seen = 0
  const counting = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      seen += chunk.length
      controller.enqueue(chunk)
    },
  })
  return new ByteStream((await memberStream(file, member)).pipeThrough(counting), {
    eachChunk: async () => {
      report?.(Math.min(1, seen / Math.max(1, member.size)))
      await breathe?.()
    },
    explain: (cause) => (isProblem(cause) ? cause : unreadable(cause)),
  })
}

async function firstBytes(file: Blob, member: ZipMember, { breathe }: ReadOptions): Promise<Sniffed> {
  const stream = await streamOf(file, member, breathe === undefined ? {} : { breathe })
  try {
    return sniff(await stream.peek(SNIFF_BYTES))
  } finally {
    await stream.close()
  }
}

async function readMember(file: Blob, { member, sniffed }: Found, options: ReadOptions, open: Open, content: Content): Promise<Read | CurveRead> {
  if (sniffed.kind === 'gzip') return open(await memberBlob(file, member, async () => options.breathe?.()), member.name, options)
  const stream = await streamOf(file, member, options)
  try {
    const read = await content(sniffed, stream, member.name, sniffed.kind === 'npy' ? member.size : undefined, options)
    await stream.skip(Number.MAX_SAFE_INTEGER) // the checksum is known at the end
    return read
  } finally {
    await stream.close()
  }
}

/** Arrays side by side: those of one NSIDE become columns, what is no map is told as left aside. */
async function readArrays(file: Blob, maps: readonly Found[], members: readonly ZipMember[], { only, ...options }: ReadOptions, content: Content): Promise<Read> {
  const columns: HealpixColumn[] = []
  const aside: string[] = []
  let first: Read | undefined
  for (const found of maps) {
    const name = visible(found.member.name.replace(/\.npy$/i, ''), 60)
    // An array without a number is a column like any other: whether all are is asked at the end.
    const wanted = only?.map((column) => column - columns.length) ?? ALL
    const read = await readMember(file, found, { ...options, only: wanted }, neverPacked, content).catch((reason: unknown) => {
      if (!isProblem(reason, 'unsupported-file') || maps.length === 1) throw reason
      aside.push(name)
    })
    if (read === undefined || 'kind' in read) continue
    first ??= read
    const { nside } = read.geometry
    if (nside !== first.geometry.nside) throw refuse(`This ZIP archive holds arrays of different NSIDE (${first.geometry.nside}, and ${nside} in ${name}), so they are no columns of one map.`, ONE_MAP)
    columns.push(...read.columns.map((column, index) => ({ ...column, name: read.columns.length === 1 ? name : `${name} ${index + 1}` })))
    if (columns.length > ALL.length || 8 * 12 * nside ** 2 * columns.length > MEMORY_LIMIT) throw refuseSize(nside, columns.length)
  }
  if (first === undefined) throw refuseContents(members, maps)
  if (only === undefined && columns.every(({ values }) => values.every(Number.isNaN))) throw refuseUnseen()
  const facts = [{ keyword: 'ZIP', value: counted(columns.length, 'map'), usedAs: `columns named after their arrays${othersLeft(members, maps)}` }, ...first.facts]
  const left = aside.length === 0 ? [] : [`${counted(aside.length, 'array')} that ${aside.length === 1 ? 'is' : 'are'} no map ${aside.length === 1 ? 'was' : 'were'} left aside: ${aside.slice(0, 6).join(', ')}${aside.length > 6 ? ', …' : ''}.`]
  return { ...first, columns, facts, warnings: [...first.warnings, ...left] }
}

const ONE_MAP = 'Save the arrays of one map together; in Python: numpy.savez(\'map.npz\', counts=n, background=b).'
const ALL = Array.from({ length: 999 }, (_, column) => column)

const neverPacked: Open = () => Promise.reject(refuse('This array is packed twice.', 'Unpack it first.'))

const othersLeft = (members: readonly ZipMember[], maps: readonly Found[]): string =>
  members.length === maps.length ? '' : `; ${counted(members.length - maps.length, 'other file')} in the archive ${members.length - maps.length === 1 ? 'is' : 'are'} not used`

const bytesOf = ({ name, size }: ZipMember): string => `${visible(name, 40)} (${size < 1e6 ? `${grouped(Math.ceil(size / 1000))} kB` : `${(size / 1e6).toPrecision(3)} MB`})`
const listed = (members: readonly ZipMember[]): string => members.slice(0, 6).map(bytesOf).join(', ') + (members.length > 6 ? ', …' : '')

function refuseContents(members: readonly ZipMember[], found: readonly Found[]) {
  if (members.length === 0) return refuse('This ZIP archive is empty.', 'Open a HEALPix FITS file.')
  if (found.length === 1) return refuseKind(found[0].sniffed, found[0].member.name, 'ZIP archive')
  return refuse(`This ZIP archive holds no map: inside are ${counted(members.length, 'file')}: ${listed(members)}.`, 'Open a HEALPix FITS file, a NumPy array or a text table of a map.')
}

const refuseSeveral = (members: readonly ZipMember[], maps: readonly Found[]) =>
  refuse(`This ZIP archive holds ${counted(maps.length, 'map file')}, and nothing says which is meant: inside are ${listed(members)}.`, 'Unpack it, and open one of the files.')
