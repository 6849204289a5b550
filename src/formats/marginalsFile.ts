/** Reading a marginals file (.marginals.npz, docs/marginals.md): what a detector counted, summed into what reconstruction needs. */
import { isProblem, Problem } from '../science/problem.ts'
import type { Marginals } from '../science/reconstruction/marginals.ts'
import { ByteStream, unreadable, Witness } from './byteStream.ts'
import { type ArrayName, ARRAY_NAMES, disagreement, eventsIn, marginalsOf, shapesOf } from './marginalsArrays.ts'
import { damagedMarginals, FORMAT, headerOf, type MarginalsHeader } from './marginalsHeader.ts'
import { numbersOf, readNpyForm, tuple } from './npyHeader.ts'
import { MEMORY_LIMIT, refuse } from './refusals.ts'
import { sniff, SNIFF_BYTES } from './sniff.ts'
import { counted, grouped, latin1, short, visible } from './text.ts'
import { memberStream, type ZipMember, zipMembers } from './zipMembers.ts'

/** An observation as it is kept. */
export interface ObservedCounts extends Omit<MarginalsHeader, 'grid' | 'records'> {
  readonly marginals: Marginals
  /** By array, what of a sum no single number holds: sums of numbers that are not whole are kept as two. */
  readonly rest?: ReadonlyMap<ArrayName, Float64Array>
}

export interface MarginalsFile extends ObservedCounts {
  /** Whole sentences about what is odd but was read. */
  readonly warnings: readonly string[]
}

export interface MarginalsReadOptions {
  /** Sees every raw byte of the file, once and in order. */
  readonly onBytes?: (chunk: Uint8Array) => void
  /** Awaited between pieces of the file. */
  readonly breathe?: () => Promise<void>
  /** Told the share of the arrays that has been read. */
  readonly report?: (done: number) => void
}

const HEADER = 'header.npy'
const MOST_HEADER_BYTES = 2 ** 24
const BLOCK_NUMBERS = 16_384
const WRITE = "Write it as docs/marginals.md says; in Python: numpy.savez('day.marginals.npz', header=…, sky=D, local=L, rate=n)."

/** Whether a file is for `readMarginals`: an archive whose header says so. Reads beginnings only. */
export async function areMarginals(file: Blob): Promise<boolean> {
  const beginning = await file.slice(0, SNIFF_BYTES).arrayBuffer().catch((cause: unknown) => { throw unreadable(cause) })
  if (sniff(new Uint8Array(beginning)).what !== 'a ZIP archive') return false
  const member = (await zipMembers(file)).find(({ name }) => name === HEADER)
  if (member === undefined) return false
  const stream = await openMember(file, member, async () => {})
  try {
    return latin1(await stream.peek(8 * SNIFF_BYTES)).replaceAll('\0', '').includes(`"${FORMAT}"`)
  } catch (reason) {
    if (isProblem(reason)) return false // whoever reads the archive as something else will say what is wrong with it
    throw reason
  } finally {
    await stream.close()
  }
}

/**
 * Reads a marginals file whole. Nothing is allocated on the word of the header alone: an array must have its shape and as many bytes first.
 *
 * Throws unreadable-file for damaged and contradictory files, unsupported-file for other editions, numbers that are none, and what is too large; both
 * name the array or the entry of the header.
 */
export async function readMarginals(file: Blob, { onBytes, breathe = async () => {}, report }: MarginalsReadOptions = {}): Promise<MarginalsFile> {
  const members = await zipMembers(file)
  const named = byName(members)
  const header = headerOf(await headerIn(file, named.get('header'), breathe))
  const shapes = shapesOf(header.grid, header.records)
  const numbers = [...shapes.values()].reduce((sum, shape) => sum + countOf(shape), 0)
  if (8 * numbers > MEMORY_LIMIT) throw refuse(`This marginals file is too large: its arrays would need ${(numbers / 1.25e8).toPrecision(2)} GB of memory, and the limit here is ${MEMORY_LIMIT / 1e9} GB.`, 'Keep fewer windows, or a coarser cube.')
  const arrays = new Map<ArrayName, Float64Array>()
  const rest = new Map<ArrayName, Float64Array>()
  let seen = 0
  for (const [name, shape] of shapes) {
    const member = named.get(name)
    if (member === undefined) throw damagedMarginals(`its array ${name} is missing, of which the header speaks`)
    const values = await readArray(file, member, name, shape, breathe)
    arrays.set(name, demandCounts(values, name))
    const more = named.get(`${name}_rest`)
    if (more !== undefined) rest.set(name, demandRest(await readArray(file, more, `${name}_rest`, shape, breathe), values, name))
    report?.((seen += values.length) / numbers)
  }
  const { grid, records, ...observed } = header
  const marginals = marginalsOf(grid, records, arrays)
  demandSums(marginals, arrays, header)
  const witness = new Witness(file, onBytes)
  await witness.finish(breathe)
  return { ...observed, marginals, ...(rest.size === 0 ? {} : { rest }), warnings: [...aside(members, new Set([...shapes.keys()])), ...wholeness(arrays), ...declinations(marginals)] }
}

function byName(members: readonly ZipMember[]): ReadonlyMap<string, ZipMember> {
  const named = new Map<string, ZipMember>()
  for (const member of members) {
    const name = member.name.replace(/\.npy$/, '')
    if (named.has(name)) throw damagedMarginals(`its array ${visible(name, 40)} is there twice`)
    named.set(name, member)
  }
  return named
}

const openMember = async (file: Blob, member: ZipMember, breathe: () => Promise<void>): Promise<ByteStream> =>
  new ByteStream(await memberStream(file, member), { eachChunk: breathe, explain: (cause) => (isProblem(cause) ? cause : unreadable(cause)) })

/** Opens an array and says with its name what is wrong with it: first of all that it does not have its checksum, which is known at the end. */
async function withArray<T>(file: Blob, member: ZipMember, name: string, breathe: () => Promise<void>, work: (stream: ByteStream) => Promise<T>): Promise<T> {
  const stream = await openMember(file, member, breathe)
  try {
    const made = await work(stream).catch(async (reason: unknown) => {
      await stream.skip(Number.MAX_SAFE_INTEGER)
      throw reason
    })
    if ((await stream.skip(Number.MAX_SAFE_INTEGER)) > 0) throw new Problem('unreadable-file', 'Bytes follow behind its numbers.')
    return made
  } catch (reason) {
    if (!isProblem(reason) || reason.code === 'cancelled') throw reason
    const { code, message, remedy = 'Copy or download the file again, or write it anew.', facts } = reason
    throw new Problem(code, `The array ${name} of this marginals file cannot be read. ${message}`, { remedy, facts, cause: reason })
  } finally {
    await stream.close()
  }
}

/** The text of the header, which is an array too: bytes of UTF-8, or one text as NumPy keeps it. */
async function headerIn(file: Blob, member: ZipMember | undefined, breathe: () => Promise<void>): Promise<string> {
  if (member === undefined) throw damagedMarginals('it has no header')
  if (member.size > MOST_HEADER_BYTES) throw refuse(`This marginals file has a header of ${grouped(member.size)} bytes; ${grouped(MOST_HEADER_BYTES)} are the most that are read.`, WRITE)
  return withArray(file, member, 'header', breathe, async (stream) => {
    const { type, shape, descr, littleEndian } = await readNpyForm(stream, WRITE)
    const one = shape.length === 0 || (shape.length === 1 && shape[0] === 1)
    const isText = /^[US]\d+$/.test(type) && one
    if (!isText && !(type === 'u1' && shape.length === 1)) throw refuse(`It has shape ${tuple(shape)} and type '${visible(descr, 20)}', where one text, or its bytes, are needed.`, WRITE)
    const bytes = (await stream.take(member.size)).slice()
    const needed = isText ? Number(type.slice(1)) * (type.startsWith('U') ? 4 : 1) : shape[0]!
    if (bytes.length !== needed) throw new Problem('unreadable-file', `It should have ${grouped(needed)} bytes, and has ${grouped(bytes.length)}.`)
    return type.startsWith('U') ? utf32(bytes, littleEndian) : utf8(bytes)
  })
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\0+$/, '')
  } catch {
    throw new Problem('unreadable-file', 'It is not a text.')
  }
}

function utf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian)
    if (code > 0x10ffff) throw new Problem('unreadable-file', 'It is not a text.')
    parts.push(String.fromCodePoint(code))
  }
  return parts.join('').replace(/\0+$/, '')
}

function readArray(file: Blob, member: ZipMember, name: string, shape: readonly number[], breathe: () => Promise<void>): Promise<Float64Array> {
  return withArray(file, member, name, breathe, async (stream) => {
    const form = await readNpyForm(stream, WRITE)
    if (form.shape.join() !== shape.join()) throw new Problem('unreadable-file', `It has shape ${tuple(form.shape)}, where the header asks for ${tuple(shape)}.`)
    if (form.fortran && shape.length > 1) throw refuse('Its numbers are in the order of Fortran.', 'Write it in the order of C; in Python: numpy.ascontiguousarray(a).')
    const read = numbersOf(form)
    const itemBytes = Number(form.type.slice(1))
    const [needed, found] = [countOf(shape) * itemBytes, member.size - stream.position]
    if (found !== needed) throw new Problem('unreadable-file', `Its numbers need ${grouped(needed)} bytes, and ${grouped(found)} are there.`)
    const values = new Float64Array(countOf(shape))
    for (let first = 0; first < values.length; first += BLOCK_NUMBERS) {
      const count = Math.min(BLOCK_NUMBERS, values.length - first)
      const bytes = await stream.take(count * itemBytes)
      if (bytes.length < count * itemBytes) throw new Problem('unreadable-file', 'It ends inside its numbers.')
      const view = new DataView(bytes.buffer, bytes.byteOffset)
      for (let i = 0; i < count; i++) values[first + i] = read(view, i * itemBytes, form.littleEndian)
    }
    const large = form.type.endsWith('8') && !form.type.startsWith('f') ? values.findIndex((n) => Math.abs(n) > Number.MAX_SAFE_INTEGER) : -1
    if (large >= 0) throw refuse(`Its entry ${grouped(large)} is a whole number beyond 9,007,199,254,740,991, which is not held exactly.`, 'Write it as real numbers, if rounding to 16 digits does no harm.')
    return values
  })
}

const countOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1)

function demandCounts(values: Float64Array, name: string): Float64Array {
  const bad = values.findIndex((n) => !(n >= 0 && n < Infinity))
  if (bad >= 0) throw damagedMarginals(`entry ${grouped(bad)} of ${name} is ${inWords(values[bad]!)}, where a number of events is needed`)
  return values
}

const inWords = (x: number): string => (Number.isNaN(x) ? 'no number' : Math.abs(x) === Infinity ? 'infinite' : String(x))

/** A rest is smaller than the last digit of what it belongs to. */
function demandRest(rest: Float64Array, values: Float64Array, name: string): Float64Array {
  const bad = rest.findIndex((x, i) => values[i]! + x !== values[i])
  if (bad >= 0) throw damagedMarginals(`entry ${grouped(bad)} of ${name}_rest is ${inWords(rest[bad]!)}, which is no rest of ${values[bad]!}`)
  return rest
}

function demandSums(marginals: Marginals, arrays: ReadonlyMap<ArrayName, Float64Array>, { pieces }: MarginalsHeader): void {
  const wrong = disagreement(arrays)
  if (wrong !== undefined) throw damagedMarginals(wrong)
  const events = eventsIn(marginals)
  if (events === 0) throw refuse('This marginals file is empty: it holds no event.', 'Open a file with events in it.')
  const told = pieces.reduce((sum, piece) => sum + piece.events, 0)
  if (!(Math.abs(told - events) <= 1e-9 * Math.max(told, events))) throw damagedMarginals(`its pieces are said to hold ${short(told)} events, and its arrays hold ${short(events)}`)
}

/** Arrays that nobody asked for. */
function aside(members: readonly ZipMember[], used: ReadonlySet<ArrayName>): readonly string[] {
  const known = new Set(['header', ...ARRAY_NAMES.filter((name) => used.has(name)).flatMap((name) => [name, `${name}_rest`])])
  const left = members.map(({ name }) => name.replace(/\.npy$/, '')).filter((name) => !known.has(name))
  return left.length === 0 ? [] : [`${counted(left.length, 'array')} of which the header does not speak ${left.length === 1 ? 'was' : 'were'} left aside: ${left.slice(0, 6).map((name) => visible(name, 40)).join(', ')}${left.length > 6 ? ', …' : ''}.`]
}

/** An event is counted at one declination, on the sky and over the detector. */
function declinations({ grid: { rings, cells }, sky, local }: Marginals): readonly string[] {
  const sum = (values: Float64Array, ring: number) => values.subarray(ring * cells, (ring + 1) * cells).reduce((a, b) => a + b, 0)
  const apart = Array.from({ length: rings }, (_, ring) => ring).filter((ring) => Math.abs(sum(sky, ring) - sum(local, ring)) > 1e-9 * Math.max(sum(sky, ring), sum(local, ring)))
  const [first] = apart
  if (first === undefined) return []
  return [
    `In ${apart.length} of ${rings} rings of declination there are other numbers of events on the sky and over the detector (ring ${first}: ${short(sum(sky, first))} and ${short(sum(local, first))}): no sky, rate and acceptance can explain both. Count both by one declination, that of date.`,
  ]
}

const wholeness = (arrays: ReadonlyMap<ArrayName, Float64Array>): readonly string[] =>
  arrays.get('sky')!.every(Number.isInteger) ? [] : ['The counts are not whole numbers: they are weighted, or what is expected without chance. Errors and significances are not those of counted events.']
