/** A multimap: local maps of all time bins in one FITS image, a row each (cra-ahlers-llh: HDU LMAPS, beside it WMAPS and W2MAPS for weights). */
import { Problem } from '../science/problem.ts'
import type { ByteStream } from './byteStream.ts'
import { BLOCK, countOf, dataBytes, type Header, numberOf, padded, readHeader, textOf } from './fitsHeader.ts'
import { isUnseen } from './fitsTable.ts'
import type { Fact } from './readCard.ts'
import { hduName, refuse } from './refusals.ts'
import { counted, grouped, latin1 } from './text.ts'

/** Bins of up to 3 million pixels: 25 MB at a time. */
export const MOST_NSIDE = 512

export interface LocalShape {
  readonly nside: number
  readonly bins: number
}

/** Told the shape once, before the first bin. */
export type OnShape = (shape: LocalShape, header: Header['values']) => void | Promise<void>
/** Given the values of a bin; NaN where there are none. They are overwritten by the next. */
export type OnValues = (bin: number, values: Float64Array) => void | Promise<void>

/** Headers to look through for the image, and before it: a multimap has four in all. */
const MAX_UNITS = 50

/** True for the header of an image of local maps. */
export const isLocalImage = (header: Header): boolean => (textOf(header, 'EXTNAME') ?? '').trim().toUpperCase() === 'LMAPS' && numberOf(header, 'NAXIS') === 2 && header.values.get('ZIMAGE') !== true

/** Whether a FITS stream holds local maps in an image; reads no further than its first data. Never throws. */
export async function holdsLocalImage(stream: ByteStream): Promise<boolean> {
  try {
    for (let unit = 0; unit < 3; unit++) {
      const block = await stream.take(BLOCK)
      if (!/^(SIMPLE|XTENSION)/.test(latin1(block.subarray(0, 8)))) return false
      const header = await readHeader(stream, block)
      if (isLocalImage(header)) return true
      if (dataBytes(header) > 0n) return false
    }
    return false
  } catch {
    return false
  } finally {
    await stream.close()
  }
}

/**
 * Reads the image LMAPS row by row and names the other units. Throws unsupported-file where there is none or it is no HEALPix map of up to 3,600
 * bins, unreadable-file where it is damaged or cut short.
 *
 * @param size  bytes of the file, where it is not packed: a row that cannot be there gets no room
 */
export async function readLocalImage(stream: ByteStream, size: number | undefined, mostBins: number, onShape: OnShape, onValues: OnValues): Promise<readonly Fact[]> {
  const facts: Fact[] = []
  let found = false
  for (let unit = 0; unit < MAX_UNITS; unit++) {
    const block = await stream.take(BLOCK)
    if (block.length === 0 || (unit > 0 && !/^XTENSION/i.test(latin1(block.subarray(0, 8))))) break
    const header = await readHeader(stream, block)
    if (!found && isLocalImage(header)) {
      await readRows(stream, header, size, mostBins, onShape, onValues)
      found = true
      await stream.skip(Number(padded(dataBytes(header)) - dataBytes(header)))
    } else {
      if (unit > 0) facts.push({ keyword: `HDU ${unit + 1}`, value: hduName(header), usedAs: /^W2?MAPS$/i.test((textOf(header, 'EXTNAME') ?? '').trim()) ? 'weights: not used, events are counted' : 'not used' })
      await stream.skip(Number(padded(dataBytes(header))))
    }
  }
  if (found) return facts
  throw refuse('There are no local maps in this FITS file: no image is called LMAPS.', 'Open an image of time bins × local pixels, or one HEALPix file for each time bin.')
}

type Read = (view: DataView, at: number) => number
const NUMBERS: Readonly<Record<number, Read>> = {
  8: (view, at) => view.getUint8(at),
  16: (view, at) => view.getInt16(at),
  32: (view, at) => view.getInt32(at),
  [-32]: (view, at) => view.getFloat32(at),
  [-64]: (view, at) => view.getFloat64(at),
}
/** Bytes taken at once. */
const PIECE = 1 << 17

async function readRows(stream: ByteStream, header: Header, size: number | undefined, mostBins: number, onShape: OnShape, onValues: OnValues): Promise<void> {
  const [pixels, bins] = [countOf(header, 'NAXIS1'), countOf(header, 'NAXIS2')]
  const bits = numberOf(header, 'BITPIX') ?? 0
  const read = NUMBERS[bits]
  const [scale, zero, blank] = [numberOf(header, 'BSCALE') ?? 1, numberOf(header, 'BZERO') ?? 0, bits > 0 ? numberOf(header, 'BLANK') : undefined]
  const nside = Math.sqrt(pixels / 12)
  if (!Number.isInteger(nside) || nside < 1) throw refuse(`The image LMAPS has ${grouped(pixels)} pixels in a row, which is not 12·NSIDE² for any NSIDE: it is no HEALPix map.`)
  if (nside > MOST_NSIDE || bins < 2 || bins > mostBins) {
    throw refuse(`The image LMAPS holds ${counted(bins, 'time bin')} of NSIDE ${nside}; 2 to ${grouped(mostBins)} bins up to NSIDE ${MOST_NSIDE} are read.`, 'Rebin it first; 360 bins of NSIDE 64 are usual.')
  }
  if (read === undefined) throw refuse(`The image LMAPS has numbers of BITPIX ${bits}, which are not read.`, 'Write it as float64 (BITPIX −64).')
  const bytesEach = Math.abs(bits) / 8
  const rowsThere = size === undefined ? bins : Math.floor((size - stream.position) / (pixels * bytesEach))
  if (size !== undefined && rowsThere < bins) throw cutShort(rowsThere, bins, size)
  await onShape({ nside, bins }, header.values)
  const values = new Float64Array(pixels)
  for (let bin = 0; bin < bins; bin++) {
    for (let at = 0; at < pixels; ) {
      const wanted = Math.min(PIECE, (pixels - at) * bytesEach)
      const bytes = await stream.take(wanted)
      if (bytes.length < wanted) throw cutShort(bin, bins, stream.position)
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      for (let p = 0; p < wanted; p += bytesEach) {
        const stored = read(view, p)
        values[at++] = stored === blank || isUnseen(stored) || !Number.isFinite(stored) ? NaN : scale * stored + zero
      }
    }
    await onValues(bin, values)
  }
}

const cutShort = (bin: number, bins: number, end: number): Problem =>
  new Problem('unreadable-file', `This multimap is cut short: it ends at byte ${grouped(end)}, inside time bin ${bin + 1} of ${bins}.`, { remedy: 'Copy or download the file again.', facts: { bin, bins, end } })
