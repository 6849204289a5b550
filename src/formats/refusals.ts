/** The sentences with which a file is refused: what it is · why that stops us · what to do. */
import { Problem } from '../science/problem.ts'
import { type Header, numberOf, textOf } from './fitsHeader.ts'
import type { Sniffed } from './sniff.ts'
import { counted, grouped } from './text.ts'

const AGAIN = 'Copy or download the file again.'
const WRITE = "Write the map with healpy: healpy.write_map('map.fits', m, coord='C')."

/** The bytes of one map value can be 1, so a column in memory can be 8 times the file: this bounds the whole, and with it what a page may need (docs/architecture.md). */
export const MEMORY_LIMIT = 1e9

/** A partial map takes room for the whole sky, which its bytes do not vouch for. */
export const PARTIAL_LIMIT = 4.1e8

export function refuseKind(sniffed: Sniffed, name: string, packed: false | 'gzip file' | 'ZIP archive'): Problem {
  const subject = packed !== false ? `Inside this ${packed} is ${sniffed.what}` : `This is ${sniffed.what}`
  const surprise = /\.(fits?|fts)(\.gz)?$/i.test(name) ? ', although its name ends like that of a FITS file' : ''
  const code = sniffed.kind === 'empty' ? 'unreadable-file' : 'unsupported-file'
  return new Problem(code, `${subject}${surprise}; Anisky reads maps from HEALPix FITS files, NumPy arrays (.npy, .npz) and text tables.`, { remedy: sniffed.remedy ?? WRITE, facts: { kind: sniffed.what } })
}

export const refuseGzip = (cause: unknown): Problem =>
  new Problem('unreadable-file', 'This gzip file is damaged or cut short: it does not unpack to its end, so nothing of it was used.', {
    remedy: `${AGAIN} If gunzip unpacks it without complaint, open what it writes.`,
    cause,
  })

/** A file that ends inside its table. */
export function refuseShort(table: { needed: bigint; found: number; values: number; missing: number; nside: number; end: number }): Problem {
  const { needed, found, values, missing, nside, end } = table
  const valueWords = missing > 0 ? `: ${grouped(missing)} of ${grouped(values)} values (NSIDE ${nside}) ${missing === 1 ? 'is' : 'are'} missing` : ''
  return new Problem(
    'unreadable-file',
    `This HEALPix file is cut short: its table needs ${needed.toLocaleString('en-US')} bytes, but only ${grouped(found)} are there; it was truncated at byte ${grouped(end)}${valueWords}.`,
    { remedy: AGAIN, facts: { found, missing, end } },
  )
}

/** A file that ends in what is to follow its table (PCOUNT, the heap of columns of varying length). */
export const refuseHeap = (needed: bigint, found: number): Problem =>
  new Problem('unreadable-file', `This HEALPix file is cut short: behind its table ${needed.toLocaleString('en-US')} more bytes should follow (PCOUNT), but only ${grouped(found)} are there.`, { remedy: AGAIN, facts: { found } })

/** A number of values that fits no NSIDE, or another than the header says. */
export function refuseLength(values: number, stated: number | undefined): Problem {
  const nearest = Math.max(1, Math.round(Math.sqrt(values / 12)))
  const pixels = 12 * nearest ** 2
  const facts = { values, nearestNside: nearest }
  if (pixels === values && stated !== undefined) {
    return new Problem(
      'unreadable-file',
      `This HEALPix table contradicts itself: its header says NSIDE = ${stated}, which is ${grouped(12 * stated ** 2)} pixels, but it holds ${grouped(values)} values, which is NSIDE ${nearest}.`,
      { remedy: 'Correct the NSIDE card, or write the map anew.', facts },
    )
  }
  const gap = values < pixels ? `${counted(pixels - values, 'value')} missing` : `${counted(values - pixels, 'value')} too many`
  const says = stated === undefined || stated === nearest ? '' : `; the header says NSIDE = ${stated}`
  return new Problem(
    'unreadable-file',
    `This HEALPix table is not a whole sky: ${grouped(values)} values is not 12·NSIDE² for any NSIDE (nearest: ${grouped(pixels)} = NSIDE ${nearest}; ${gap}${says}).`,
    { remedy: AGAIN, facts },
  )
}

export function refuseSize(nside: number, columns: number, limit = MEMORY_LIMIT): Problem {
  const gigabytes = (12 * nside ** 2 * 8 * columns) / 1e9
  return new Problem(
    'unsupported-file',
    `This HEALPix map is too large: NSIDE ${grouped(nside)} × ${counted(columns, 'column')} would need ${gigabytes.toPrecision(2)} GB of memory, and the limit here is ${Number((limit / 1e9).toPrecision(1))} GB.`,
    { remedy: 'Degrade the map first; in Python: healpy.ud_grade(m, 512) (power=-2 keeps counts as counts).', facts: { nside, columns } },
  )
}

export const refusePartial = (how: string): Problem =>
  new Problem('unsupported-file', `This partial-sky HEALPix table cannot be placed on the sky: ${how}.`, {
    remedy: "Write the whole sky; in Python: healpy.write_map('full.fits', healpy.read_map('part.fits'), coord='C').",
  })

export const refuse = (what: string, remedy: string = WRITE): Problem => new Problem('unsupported-file', what, { remedy })

export const refuseUnseen = (): Problem =>
  refuse('This HEALPix map is empty: every pixel of every column is marked as unseen, so nothing was observed.', 'Open a map with an observed pixel.')

/** A FITS file without a HEALPix table: names its most telling HDU, and lists the others. */
export function refuseFits(headers: readonly Header[]): Problem {
  const telling = headers.find((header) => special(header) !== undefined) ?? headers.find((header) => (numberOf(header, 'NAXIS') ?? 0) > 0) ?? headers[0]
  const { what, remedy } = special(telling) ?? plain(telling)
  const list = headers.slice(0, 6).map(hduName).join(', ') + (headers.length > 6 ? ', …' : '')
  return new Problem('unsupported-file', `This FITS file holds ${what}; Anisky needs a HEALPix table. ${counted(headers.length, 'HDU')} found: ${list}.`, {
    remedy,
    facts: { hdus: headers.length },
  })
}

export const hduName = (header: Header): string => {
  const type = textOf(header, 'XTENSION')?.trim().toLowerCase()
  const shape = axesOf(header)
  const kind = type === undefined ? (shape.length === 0 ? 'empty primary' : 'primary image') : type === 'bintable' ? 'table' : type === 'table' ? 'text table' : type
  const name = textOf(header, 'EXTNAME')?.trim()
  return `${kind}${name ? ` ${name}` : ''}${shape.length > 0 && !kind.includes('table') ? ` ${shape.map(grouped).join(' × ')}` : ''}`
}

const axesOf = (header: Header): number[] => {
  const axes = Math.min(numberOf(header, 'NAXIS') ?? 0, 9)
  return Array.from({ length: Math.max(0, axes) }, (_, i) => numberOf(header, `NAXIS${i + 1}`) ?? 0)
}

/** Kinds of FITS content that physicists do drop on this page, each by its own name. */
function special(header: Header): { what: string; remedy: string } | undefined {
  const name = (textOf(header, 'EXTNAME') ?? '').trim().toUpperCase()
  const first = (textOf(header, 'TTYPE1') ?? '').trim().toUpperCase()
  if (header.values.get('ZIMAGE') === true || header.values.get('ZTABLE') === true) {
    return { what: `a tile-compressed ${header.values.get('ZTABLE') === true ? 'table' : 'image'}`, remedy: 'Unpack it first with funpack.' }
  }
  if (header.values.has('MOCORDER') || header.values.has('MOCVERS') || header.values.has('MOCORD_S')) {
    return { what: 'a MOC, a coverage map: it says which part of the sky was seen, not what was seen there', remedy: 'Open the map that it belongs to.' }
  }
  if (/^[LM]MAPS$|^W2?MAPS$|^MAPS$/.test(name) && axesOf(header).length > 0) return multimap(header, name)
  if (first === 'INDEX' && /REAL/i.test(textOf(header, 'TTYPE2') ?? '')) {
    return { what: 'a table of spherical-harmonic coefficients a_lm, not a map', remedy: "Make a map of them first; in Python: healpy.write_map('map.fits', healpy.alm2map(alm, 64))." }
  }
  if (/WEIGHT/.test(first) && header.values.has('NSIDE')) return { what: 'HEALPix quadrature weights, not a map', remedy: WRITE }
  return undefined
}

function multimap(header: Header, name: string): { what: string; remedy: string } {
  const [pixels = 0, bins = 1] = axesOf(header)
  const nside = Math.sqrt(pixels / 12)
  const size = Number.isInteger(nside) ? `${grouped(pixels)} pixels = NSIDE ${nside}` : `${grouped(pixels)} pixels`
  return {
    what: `${counted(bins, 'time-binned map')} in one image (${name}, ${size} each), the input of an iterative reconstruction`,
    remedy: 'Of time-binned maps the image called LMAPS is read, with the counts in local pixels: open a file that holds it.',
  }
}

function plain(header: Header): { what: string; remedy: string } {
  const type = textOf(header, 'XTENSION')?.trim().toUpperCase()
  const axes = axesOf(header)
  if (type === 'BINTABLE' || type === 'TABLE') {
    const names = Array.from({ length: Math.min(numberOf(header, 'TFIELDS') ?? 0, 4) }, (_, i) => textOf(header, `TTYPE${i + 1}`)?.trim() ?? `column ${i + 1}`)
    const more = (numberOf(header, 'TFIELDS') ?? 0) > names.length ? ', …' : ''
    return { what: `a table of ${counted(numberOf(header, 'NAXIS2') ?? 0, 'row')} (${names.join(', ')}${more}) without the cards NSIDE or PIXTYPE = 'HEALPIX'`, remedy: WRITE }
  }
  if (axes.length === 0) return { what: 'no data at all', remedy: WRITE }
  const projection = /^[A-Z]{2}[A-Z-]{2}-([A-Z]{3})/i.exec(textOf(header, 'CTYPE1') ?? '')?.[1]
  return { what: `an image of ${axes.map(grouped).join(' × ')}${projection === undefined ? '' : ` with a ${projection} sky projection`}, not a HEALPix map`, remedy: WRITE }
}
