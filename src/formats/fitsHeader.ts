/** FITS headers (FITS standard 4.0, Sec. 3–4): 80-character cards in blocks of 2,880 bytes, from SIMPLE or XTENSION to END. */
import { Problem } from '../science/problem.ts'
import type { ByteStream } from './byteStream.ts'
import { grouped, latin1, visible } from './text.ts'

export const BLOCK = 2880
const CARD = 80
/** No header of a map comes near this; without a bound, a file without END would be read for ever. */
const MAX_BLOCKS = 4000

export type CardValue = string | number | boolean

export interface Header {
  /** First value of every keyword, in capitals. */
  readonly values: ReadonlyMap<string, CardValue>
  /** Where the header begins and where its data begin, in bytes of the (unpacked) file. */
  readonly start: number
  readonly dataStart: number
}

/**
 * Reads one header whose first block has been read already. Linear in its length, which is bounded.
 * Throws unreadable-file when it has no END.
 */
export async function readHeader(stream: ByteStream, firstBlock: Uint8Array): Promise<Header> {
  const values = new Map<string, CardValue>()
  const start = stream.position - firstBlock.length
  let block = firstBlock
  for (let blocks = 1; ; blocks++) {
    if (readCards(latin1(block), values)) return { values, start, dataStart: stream.position }
    if (block.length < BLOCK || blocks === MAX_BLOCKS) break
    block = await stream.take(BLOCK)
  }
  const why = block.length < BLOCK ? `the file ends inside it, at byte ${grouped(stream.position)}` : `${grouped(MAX_BLOCKS * 36)} lines were read`
  throw new Problem('unreadable-file', `This FITS file has a header without an END line (${why}), so its data cannot be found.`, {
    remedy: 'Copy or download the file again.',
    facts: { headerStart: start },
  })
}

/** True when END was among them. */
function readCards(text: string, values: Map<string, CardValue>): boolean {
  for (let at = 0; at + CARD <= text.length; at += CARD) {
    const keyword = text.slice(at, at + 8).replaceAll('\0', ' ').trimEnd().toUpperCase() // zero bytes where the standard has blanks
    if (keyword === 'END') return true
    if (text.slice(at + 8, at + 10) !== '= ' || values.has(keyword)) continue
    const value = parseValue(text.slice(at + 10, at + CARD))
    if (value !== undefined) values.set(keyword, value)
  }
  return false
}

/** 'text', T, F, or a number (D exponents too); undefined when there is none. */
export function parseValue(field: string): CardValue | undefined {
  const text = field.trimStart()
  if (text.startsWith("'")) {
    const quoted = /^'((?:[^']|'')*)/.exec(text)
    return visible((quoted?.[1] ?? '').replaceAll("''", "'").trimEnd())
  }
  const bare = text.split('/', 1)[0].trim()
  if (/^[tf]$/i.test(bare)) return bare.toUpperCase() === 'T'
  return /^[+-]?(\d+\.?\d*|\.\d+)([ed][+-]?\d+)?$/i.test(bare) ? Number(bare.replace(/d/i, 'e')) : undefined
}

export const textOf = (header: Header, keyword: string): string | undefined => {
  const value = header.values.get(keyword)
  return value === undefined ? undefined : String(value)
}

export const numberOf = (header: Header, keyword: string): number | undefined => {
  const value = header.values.get(keyword)
  return typeof value === 'number' ? value : undefined
}

/** A whole number ≥ 0 that the standard demands. Throws unreadable-file when it is missing, fractional, negative or beyond 2⁵³. */
export function countOf(header: Header, keyword: string, whenMissing?: number): number {
  const value = header.values.get(keyword) ?? whenMissing
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  throw damaged(`${keyword} ${value === undefined ? 'is missing' : `= ${String(value)}`}, where a whole number is needed`)
}

/** A header that says what cannot be. */
export const damaged = (how: string): Problem =>
  new Problem('unreadable-file', `This FITS file has a damaged header: ${how}.`, { remedy: 'Copy or download the file again, or write it anew.' })

/** Bytes of data behind a header, without the padding: exact, so that no lie of a header can overflow. */
export function dataBytes(header: Header): bigint {
  const axes = countOf(header, 'NAXIS')
  if (axes === 0) return 0n
  if (axes > 999) throw damaged(`NAXIS = ${axes}, where 999 is the most`)
  const bits = numberOf(header, 'BITPIX') ?? 0
  if (![8, 16, 32, 64, -32, -64].includes(bits)) throw damaged(`BITPIX = ${bits} is no number format`)
  let cells = 1n
  for (let axis = 1; axis <= axes; axis++) {
    const length = countOf(header, `NAXIS${axis}`)
    if (axis > 1 || length > 0 || header.values.get('GROUPS') !== true) cells *= BigInt(length)
  }
  return BigInt(Math.abs(bits) / 8) * BigInt(countOf(header, 'GCOUNT', 1)) * (BigInt(countOf(header, 'PCOUNT', 0)) + cells)
}

/** Rounded up to whole blocks. */
export const padded = (bytes: bigint): bigint => ((bytes + BigInt(BLOCK - 1)) / BigInt(BLOCK)) * BigInt(BLOCK)
