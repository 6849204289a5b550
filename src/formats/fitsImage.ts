/** FITS images of pixels × maps (FITS standard 4.0, Sec. 4.4.2): each map a line of pixels, or each pixel a line of maps. */
import { type Header, damaged, numberOf, textOf } from './fitsHeader.ts'
import type { Code, Field, TableLayout } from './fitsTable.ts'
import type { HealpixHeader } from './healpixHeader.ts'
import { MEMORY_LIMIT, refuseSize } from './refusals.ts'
import { type Notes, demandOrder, frameOf, nsideOf, orderingOf, statedNside } from './statements.ts'
import { counted, grouped } from './text.ts'

const CODES: ReadonlyMap<number, Code> = new Map([[8, 'B'], [16, 'I'], [32, 'J'], [64, 'K'], [-32, 'E'], [-64, 'D']])
const MOST_MAPS = 999
/** Time bins of the local sky, by the names that cra-ahlers-llh gives them. */
const LOCAL_SET = /^[LM]MAPS$|^W2?MAPS$|^MAPS$/

interface Axes {
  readonly nside: number
  readonly maps: number
  /** 1: pixels run fastest, and each map is one stretch; 2: maps take turns. */
  readonly pixelAxis: 1 | 2
  /** Either axis could be pixels. */
  readonly either: boolean
}

/**
 * True for an image of which one axis is the pixels of a sky. Where no card says so, its NSIDE must be a power of two and no card may describe it as a
 * picture of the sky: 300 × 300 is an image like any other.
 */
export const claimsHealpixImage = (header: Header): boolean => axesOf(header) !== undefined

function axesOf(header: Header): Axes | undefined {
  const type = textOf(header, 'XTENSION')?.trim().toUpperCase()
  if ((type !== undefined && type !== 'IMAGE') || header.values.get('GROUPS') === true) return undefined
  if (LOCAL_SET.test((textOf(header, 'EXTNAME') ?? '').trim().toUpperCase())) return undefined
  const count = numberOf(header, 'NAXIS') ?? 0
  if (count < 1 || count > 9) return undefined
  const [first, second = 1, ...others] = Array.from({ length: count }, (_, axis) => numberOf(header, `NAXIS${axis + 1}`) ?? 0)
  if (others.some((length) => length !== 1)) return undefined
  const stated = header.values.get('NSIDE')
  const named = stated !== undefined || header.values.has('ORDERING') || textOf(header, 'PIXTYPE')?.trim().toUpperCase() === 'HEALPIX'
  if (!named && /^[A-Z]{1,4}-+[A-Z]{3}/i.test(textOf(header, 'CTYPE1') ?? '')) return undefined
  const fits = (pixels: number, maps: number): number | undefined => {
    const nside = nsideOf(pixels)
    if (nside === undefined || maps < 1 || maps > MOST_MAPS) return undefined
    return (stated === undefined ? named || (nside & (nside - 1)) === 0 : stated === nside) ? nside : undefined
  }
  const [along, across] = [fits(first, second), fits(second, first)]
  // Of two axes that could be pixels the longer is.
  if (along !== undefined && (across === undefined || first >= second)) return { nside: along, maps: second, pixelAxis: 1, either: across !== undefined }
  return across === undefined ? undefined : { nside: across, maps: first, pixelAxis: 2, either: along !== undefined }
}

/** The image as a table: of one row whose columns are maps, or of one row per pixel. Throws like `interpret`. */
export function interpretImage(header: Header, primary: Header, notes: Notes): { layout: TableLayout; map: HealpixHeader } {
  const axes = axesOf(header)
  if (axes === undefined) throw new Error('only for images that claim to be HEALPix')
  const { nside, maps, pixelAxis, either } = axes
  const pixels = 12 * nside ** 2
  const order = orderingOf(header, notes)
  const frame = frameOf(header === primary ? [header] : [header, { ...primary, suffix: ' (first header)' }], notes)
  demandOrder(nside, order.ordering)
  if (8 * pixels * maps > MEMORY_LIMIT) throw refuseSize(nside, maps)
  const shape = pixelAxis === 1 ? `${grouped(pixels)} × ${grouped(maps)}` : `${grouped(maps)} × ${grouped(pixels)}`
  notes.facts.push({ keyword: 'image', value: shape, usedAs: `${counted(maps, 'map')} of ${counted(pixels, 'pixel')}: NSIDE ${nside}, the whole sky` })
  if (statedNside(header) === undefined) notes.assumptions.push(`The file has no NSIDE card: that its image of ${shape} numbers is ${maps === 1 ? 'a map' : `${maps} maps`} of NSIDE ${nside} follows from its size.`)
  if (either) notes.assumptions.push(`Both axes of the image could be pixels: the ${pixelAxis === 1 ? 'first' : 'second'} was taken.`)
  const fields = fieldsOf(header, axes)
  return { layout: { rows: pixelAxis === 1 ? 1 : pixels, rowBytes: fields.reduce((sum, { bytes }) => sum + bytes, 0), fields: fields.map(({ field }) => field) }, map: { nside, ...order, ...frame, fields: fields.map(({ field }) => field), pixels: undefined, aliases: new Map() } }
}

function fieldsOf(header: Header, { nside, maps, pixelAxis }: Axes): { field: Field; bytes: number }[] {
  const bits = numberOf(header, 'BITPIX') ?? 0
  const code = CODES.get(bits)
  if (code === undefined) throw damaged(`BITPIX = ${bits} is no number format`)
  const repeat = pixelAxis === 1 ? 12 * nside ** 2 : 1
  const bytes = (Math.abs(bits) / 8) * repeat
  const name = textOf(header, 'EXTNAME')?.trim() || 'map'
  return Array.from({ length: maps }, (_, map) => ({
    bytes,
    field: {
      number: map + 1,
      name: maps === 1 ? name : `${name} ${map + 1}`,
      unit: textOf(header, 'BUNIT')?.trim() ?? '',
      format: `BITPIX ${bits}`,
      code,
      repeat,
      offset: map * bytes,
      scale: numberOf(header, 'BSCALE') ?? 1,
      zero: numberOf(header, 'BZERO') ?? 0,
      blank: bits > 0 ? numberOf(header, 'BLANK') : numberOf(header, 'BAD_DATA'),
    },
  }))
}
