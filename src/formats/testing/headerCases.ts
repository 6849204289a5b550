/** Cases of FITS headers: sizes that lie, order, frame, names, and text that means no good. */
import { ringFromNested } from '../../science/sphere/healpix.ts'
import type { FileCase, Section } from './cases.ts'
import { type Cards, type TableColumn, ascii, header, healpixTable, join, mapFile, padding, primary, ramp } from './fixtures.ts'

const counts = (nside: number): TableColumn => ({ name: 'N', code: 'J', repeat: 1, values: ramp(nside).map((p) => 100 + (p % 7)) })
/** nside 2 with these cards. */
const withCards = (cards: Cards, nside = 2) => () => mapFile([counts(nside)], cards)
const of = (name: string, cards: Cards, nside?: number): FileCase => ({ name, file: 'map.fits', bytes: withCards(cards, nside) })
const map = withCards({})

/** Smooth on the sky when read in nested order: each value grows from north to south. */
const smoothNested = (): TableColumn => ({ name: 'N', code: 'D', repeat: 1, values: ramp(16).map((p) => 1000 + ringFromNested(16, p) / 10) })

const damage: Section = {
  title: 'Damaged FITS files',
  cases: [
    { name: 'cut short inside the header', file: 'map.fits', bytes: () => map().slice(0, 3000) },
    { name: 'no END in the header', file: 'map.fits', bytes: () => join(ascii('SIMPLE  =                    T'.padEnd(80)), ascii(' '.repeat(2880 * 4001 - 80))) },
    { name: 'cut short inside the table', file: 'map.fits', bytes: () => map().slice(0, 5760 + 100) },
    { name: 'only the padding is missing', file: 'map.fits', bytes: () => map().slice(0, 5760 + 192) },
    { name: 'bytes behind the end', file: 'map.fits', bytes: () => join(map(), ascii('\0\0\0some more')) },
    { name: 'SIMPLE = F', file: 'map.fits', bytes: () => join(primary({ SIMPLE: false }), healpixTable([counts(2)])) },
    { name: 'zero bytes as padding of a header', file: 'map.fits', bytes: () => zeroPadded() },
    of('empty DATASUM and CHECKSUM', { DATASUM: '', CHECKSUM: '' }),
    of('a negative number of rows', { NAXIS2: -5 }),
    of('2 · 10¹⁵ rows', { NAXIS2: 2e15 }),
    of('more columns than there are', { TFIELDS: 2 }),
    of('1,000 columns, where 999 are the most', { TFIELDS: 1000 }),
    of('a repeat count of 2 · 10⁹', { TFORM1: '2000000000J' }),
    of('rows wider than their columns', { NAXIS1: 8 }),
    of('PCOUNT beyond the file', { PCOUNT: 1_000_000 }),
    of('a format that does not exist', { TFORM1: 'Z' }),
    { name: '100,000 header cards', file: 'map.fits', bytes: () => join(primary(), manyCards(100_000)) },
  ],
}

function zeroPadded(): Uint8Array<ArrayBuffer> {
  const bytes = map()
  const end = new TextDecoder('latin1').decode(bytes.subarray(0, 2880)).indexOf('END     ') + 80
  bytes.fill(0, end, 2880)
  return bytes
}

/** A table behind a header of many comments, with 3,000 CONTINUE cards among them. */
function manyCards(count: number): Uint8Array<ArrayBuffer> {
  const table = healpixTable([counts(2)])
  const end = new TextDecoder('latin1').decode(table).indexOf('END     ')
  const comment = ascii('COMMENT and so on'.padEnd(80).repeat(count - 3000) + "CONTINUE  'and on&'".padEnd(80).repeat(3000) + 'END'.padEnd(80))
  const head = join(table.subarray(0, end), comment)
  return join(head, ascii(' '.repeat(padding(head.length).length)), table.subarray(2880))
}

const sizes: Section = {
  title: 'Size and order',
  cases: [
    of('NSIDE 3 in ring order', {}, 3),
    of('NSIDE 3 in nested order', { ORDERING: 'NESTED' }, 3),
    of('NSIDE missing', { NSIDE: undefined }),
    of('another NSIDE than the table has', { NSIDE: 4 }),
    of('an NSIDE that is none', { NSIDE: 1.5 }),
    { name: 'a number of values that fits no NSIDE', file: 'map.fits', bytes: () => mapFile([{ name: 'N', code: 'J', repeat: 1, values: ramp(2).slice(2) }], { NSIDE: undefined }) },
    of('NSIDE 16,384 stated, 48 values there', { NSIDE: 16384, NAXIS2: 12 * 16384 ** 2 }),
    of('NSIDE 2,048 stated, 48 values there', { NSIDE: 2048, NAXIS2: 12 * 2048 ** 2 }),
    of('ORDERING missing', { ORDERING: undefined }),
    of('ORDERING = ring in small letters', { ORDERING: 'ring' }),
    of('ORDERING = NEST', { ORDERING: 'NEST' }),
    of('ORDERING that means nothing', { ORDERING: 'SPIRAL' }),
    of('ORDERING = NUNIQ', { ORDERING: 'NUNIQ' }),
    { name: 'nested numbers under ORDERING = RING', file: 'map.fits', bytes: () => mapFile([smoothNested()]) },
    of('no row', { NAXIS2: 0, NSIDE: undefined }),
    { name: 'no column', file: 'map.fits', bytes: () => join(primary(), header({ XTENSION: 'BINTABLE', BITPIX: 8, NAXIS: 2, NAXIS1: 0, NAXIS2: 48, PCOUNT: 0, GCOUNT: 1, TFIELDS: 0, PIXTYPE: 'HEALPIX', NSIDE: 2 })) },
  ],
}

const frames: Section = {
  title: 'Coordinates',
  cases: [
    ...['C', 'G', 'E', 'EQU', 'J2000', 'ICRS', 'CELESTIAL'].map((word) => of(`COORDSYS = ${word}`, { COORDSYS: word })),
    of('COORDS instead of COORDSYS', { COORDSYS: undefined, COORDS: 'G' }),
    of('SKYCOORD instead of COORDSYS', { COORDSYS: undefined, SKYCOORD: 'EQU' }),
    of('no word about coordinates', { COORDSYS: undefined }),
    of('a word that means nothing', { COORDSYS: 'unknown' }),
    of('the local sky', { COORDSYS: 'L' }),
    of('coordinates of 1950', { COORDSYS: 'FK4' }),
    of('supergalactic coordinates', { COORDSYS: 'SUPERGALACTIC' }),
  ],
}

const names: Section = {
  title: 'Names and text',
  cases: [
    { name: 'columns without names, twice the same name, and __proto__', file: 'map.fits', bytes: () => mapFile([counts(2), { ...counts(2), name: '__proto__' }, { ...counts(2), name: '__proto__' }], { TTYPE1: '' }) },
    { name: 'a script in a keyword', file: 'map.fits', bytes: withCards({ OBJECT: '<script>alert(1)</script>', ORDERING: '<b>ring</b>' }) },
    { name: 'escape codes for terminals', file: 'map.fits', bytes: withCards({ COORDSYS: '\u001b[31mC' }) },
    { name: 'TEMPERATURE, Q and U under the name of a file of cra-ahlers-llh', file: 'CR_HAWC_64_360_iteration20.fits', bytes: () => mapFile(misnamed()) },
    { name: 'significances of which none is negative', file: 'CR_squared.fits', bytes: () => mapFile(misnamed(true)) },
  ],
}

function misnamed(squared = false): TableColumn[] {
  const wave = (p: number): number => Math.sin(p * 0.61)
  const values = [ramp(4).map((p) => 1e-3 * wave(p)), ramp(4).map(() => 2e-4), ramp(4).map((p) => (squared ? 25 * wave(p) ** 2 : 5 * wave(p)))]
  return ['TEMPERATURE', 'Q_POLARISATION', 'U_POLARISATION'].map((name, c): TableColumn => ({ name, code: 'D', repeat: 1, values: values[c] }))
}

export const HEADER_CASES: readonly Section[] = [damage, sizes, frames, names]
