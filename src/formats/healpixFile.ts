/** A file of HEALPix maps, whatever its format and what it is packed in: bytes in, columns and what the file says of them out. */
import { isProblem } from '../science/problem.ts'
import { ByteStream, Witness, unreadable } from './byteStream.ts'
import type { CurveRead } from './curveFile.ts'
import { readUnits } from './fitsUnits.ts'
import { gzipMembers, unpackMembers } from './gzipMembers.ts'
import { readNpy } from './npyFile.ts'
import type { Fact } from './readCard.ts'
import type { Header } from './fitsHeader.ts'
import { refuse, refuseGzip, refuseKind } from './refusals.ts'
import { SNIFF_BYTES, type Sniffed, sniff } from './sniff.ts'
import type { Frame, Ordering } from './statements.ts'
import { counted } from './text.ts'
import { readTextTable } from './textTable.ts'
import { readZip } from './zipMaps.ts'

export interface HealpixColumn {
  readonly name: string
  readonly unit: string
  /** The FITS code, as in `1024E`, or NumPy's, as in `<f8`. */
  readonly format: string
  /** [12 nside²] in the file's own ordering and frame; NaN where the file has no number. */
  readonly values: Float64Array
  /** What the first header calls a column whose own name says nothing. */
  readonly alias?: string
}

export interface HealpixFile {
  readonly geometry: { readonly kind: 'healpix'; readonly nside: number }
  readonly ordering: Ordering
  readonly orderingStated: boolean
  readonly frame: Frame
  readonly frameStated: boolean
  readonly columns: readonly HealpixColumn[]
  readonly facts: readonly Fact[]
  readonly assumptions: readonly string[]
  readonly warnings: readonly string[]
  readonly compressed: boolean
  /** What the table's header and the first header say, by keyword. */
  readonly keywords?: Header['values']
}

export interface ReadOptions {
  /** Sees every raw byte of the file, still compressed, once and in order: to hash it while it is read. */
  readonly onBytes?: (chunk: Uint8Array) => void
  /** Awaited after every chunk; what it throws ends the reading. */
  readonly breathe?: () => Promise<void>
  /** Told the share of the file that has been read. */
  readonly report?: (done: number) => void
  /** Which columns are wanted, by their place among those of the map; the others come without values. All if left out. */
  readonly only?: readonly number[]
  /** Maps in local coordinates are what is wanted: they are refused otherwise. */
  readonly local?: boolean
}

export type Read = Omit<HealpixFile, 'compressed'>
export type CurveFile = CurveRead & Pick<HealpixFile, 'compressed'>

export const isCurve = (file: Read | CurveRead): file is CurveRead => 'kind' in file

/** The maps of a file. Throws as `readFile`, and unsupported-file for a table of C_l. */
export async function readHealpix(file: Blob, name: string, options: ReadOptions = {}): Promise<HealpixFile> {
  const read = await readFile(file, name, options)
  if (isCurve(read)) throw refuse('This is a table of C_l (an angular power spectrum), not a map.', 'Open the map that it was computed from.')
  return read
}

/** The curve of a file. Throws as `readFile`, and unsupported-file for maps. */
export async function readCurve(file: Blob, name: string, options: ReadOptions = {}): Promise<CurveFile> {
  const read = await readFile(file, name, options)
  if (isCurve(read)) return read
  throw refuse('This is a map, not a table of C_l.', 'Open it as a map.')
}

/**
 * Reads the first HEALPix table of a FITS file, the maps of a NumPy array or of a text table; plain, gzip-packed, or alone in a ZIP archive.
 * A file that holds an angular power spectrum instead is read as a curve.
 * Nothing is allocated on the word of a header: memory follows the bytes that are really there.
 *
 * Throws unreadable-file for damaged, truncated and contradictory files, unsupported-file for everything that is not
 * a map of one NSIDE; nothing half-read is ever returned.
 */
export async function readFile(file: Blob, name: string, options: ReadOptions = {}): Promise<HealpixFile | CurveFile> {
  const beginning = await file.slice(0, SNIFF_BYTES).arrayBuffer().catch((cause: unknown) => { throw unreadable(cause) })
  const outside = sniff(new Uint8Array(beginning))
  const witness = new Witness(file, options.onBytes)
  const eachChunk = async (): Promise<void> => {
    options.report?.(witness.seen / file.size)
    await options.breathe?.()
  }
  if (outside.kind === 'zip') {
    const { onBytes: _, ...inside } = options
    const read = await readZip(file, inside, readFile, readContent)
    await witness.finish(async () => options.breathe?.())
    return { ...read, compressed: true }
  }
  const compressed = outside.kind === 'gzip'
  if (!compressed && !isReadable(outside)) throw refuseKind(outside, name, false)
  const members = compressed ? await gzipMembers(file, async () => options.breathe?.()) : undefined
  const raw = witness.stream()
  const stream = new ByteStream(members === undefined ? raw : unpackMembers(raw, members), {
    eachChunk,
    explain: (cause) => witness.fault ?? (isProblem(cause) ? cause : compressed ? refuseGzip(cause) : unreadable(cause)),
  })
  try {
    const kind = compressed ? sniff(await stream.peek(SNIFF_BYTES)) : outside
    if (!isReadable(kind) || (compressed && kind.kind === 'npy')) throw refuseKind(kind, name, compressed && 'gzip file')
    const read = await readContent(kind, stream, name, compressed ? undefined : file.size, options)
    await stream.close()
    await witness.finish(eachChunk)
    const padding = members === undefined || members.padding === 0 ? [] : [`${counted(members.padding, 'zero byte')} after the gzip data ${members.padding === 1 ? 'was' : 'were'} ignored.`]
    return { ...read, warnings: [...read.warnings, ...padding], compressed }
  } finally {
    await stream.close()
  }
}

const isReadable = ({ kind }: Sniffed): boolean => kind === 'fits' || kind === 'npy' || kind === 'text'

/** What the stream is about to give, by its kind. @param size  its bytes, where they are known */
function readContent({ kind }: Sniffed, stream: ByteStream, name: string, size: number | undefined, options: ReadOptions): Promise<Read | CurveRead> {
  if (kind === 'npy' && size !== undefined) return readNpy(stream, size, options.only)
  return kind === 'text' ? readTextTable(stream, options) : readUnits(stream, name, size, options)
}
