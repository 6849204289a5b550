/** Cases of what FITS files hold: numbers, pixels that are listed, other things than maps. */
import type { FileCase, Section } from './cases.ts'
import { type Cards, type TableColumn, ascii, header, healpixTable, imageUnit, join, mapFile, padding, primary, ramp } from './fixtures.ts'

const map = (column: Partial<TableColumn>, cards: Cards = {}) => () => mapFile([{ name: 'N', code: 'D', repeat: 1, values: ramp(2).map((p) => 100 + (p % 7)), ...column }], cards)
const of = (name: string, column: Partial<TableColumn>, cards?: Cards): FileCase => ({ name, file: 'map.fits', bytes: map(column, cards) })
const replaced = (...those: readonly number[]): number[] => ramp(2).map((p) => those[p] ?? 100 + (p % 7))

const numbers: Section = {
  title: 'Numbers',
  cases: [
    of('NaN, UNSEEN, and UNSEEN after float32', { values: replaced(NaN, -1.6375e30, Math.fround(-1.6375e30)) }),
    of('infinite values', { values: replaced(Infinity, -Infinity) }),
    of('another number for "no data" (BAD_DATA)', { values: replaced(-999) }, { BAD_DATA: -999 }),
    of('a blank among whole numbers (TNULL)', { code: 'I', values: replaced(-1) }, { TNULL1: -1 }),
    of('unsigned 16-bit numbers (TZERO = 32768)', { code: 'I', values: ramp(2).map((p) => p - 32768) }, { TZERO1: 32768 }),
    of('64-bit numbers beyond 2⁵³', { code: 'K', values: ramp(2).map((p) => 2n ** 60n + BigInt(p)) }),
    of('logical values', { code: 'L', values: ramp(2).map((p) => (p % 2 === 0 ? 84 : 70)) }),
    of('negative counts', { values: replaced(-3, -2) }),
    of('counts with fractions', { values: ramp(2).map((p) => 100.5 + (p % 7)) }),
    of('every value zero', { values: ramp(2).map(() => 0) }),
    of('every value the same', { values: ramp(2).map(() => 7) }),
    of('one event', { values: ramp(2).map((p) => (p === 5 ? 1 : 0)) }),
    of('many zeros among many counts', { values: ramp(2).map((p) => (p < 16 ? 0 : 1000)) }),
    of('every pixel unseen', { values: ramp(2).map(() => NaN) }),
    { name: 'background 0 where events were counted', file: 'map.fits', bytes: () => mapFile([{ name: 'N', code: 'J', repeat: 1, values: ramp(2).map(() => 100) }, { name: 'background', code: 'D', repeat: 1, values: ramp(2).map((p) => (p < 2 ? 0 : 4800 / 46)) }]) },
  ],
}

const listed = (pixels: readonly (number | bigint)[], cards: Cards = {}, code: TableColumn['code'] = 'K') => () =>
  mapFile([{ name: 'PIXEL', code, repeat: 1, values: pixels }, { name: 'N', code: 'D', repeat: 1, values: pixels.map(() => 5) }], { INDXSCHM: 'EXPLICIT', NSIDE: 4, LASTPIX: undefined, OBJECT: 'PARTIAL', ...cards })
const part = (name: string, pixels: readonly (number | bigint)[], cards?: Cards, code?: TableColumn['code']): FileCase => ({ name, file: 'part.fits', bytes: listed(pixels, cards, code) })

const partial: Section = {
  title: 'Listed pixels',
  cases: [
    part('in any order', [191n, 3n, 64n]),
    part('a pixel twice', [3n, 3n]),
    part('pixel −1', [-1n, 3n]),
    part('a pixel beyond the last', [192n]),
    part('a pixel beyond 2⁵³', [2n ** 60n]),
    part('numbers with fractions', [1.5], {}, 'D'),
    part('whole numbers stored as real ones', [1, 2], {}, 'E'),
    part('no NSIDE', [1n], { NSIDE: undefined }),
    part('a giant NSIDE', [1n], { NSIDE: 8192 }),
    part('no pixel listed', [], { NAXIS2: 0, NSIDE: 4 }),
  ],
}

const unit = (cards: Cards, bytes = 0) => () => join(primary(), header(cards), new Uint8Array(bytes), padding(bytes))
const table: Cards = { XTENSION: 'BINTABLE', BITPIX: 8, NAXIS: 2, NAXIS1: 8, NAXIS2: 65, PCOUNT: 0, GCOUNT: 1, TFIELDS: 1, TFORM1: 'D' }
const other = (name: string, bytes: () => Uint8Array<ArrayBuffer>, file = 'other.fits'): FileCase => ({ name, file, bytes })
const power = { name: 'TT', code: 'D', repeat: 1, values: ramp(1).map((l) => 1e-9 / (l + 1)) } as const
const bare: Cards = { PIXTYPE: undefined, ORDERING: undefined, COORDSYS: undefined, NSIDE: undefined, FIRSTPIX: undefined, LASTPIX: undefined, INDXSCHM: undefined, OBJECT: undefined }

const contents: Section = {
  title: 'What else a FITS file may hold',
  cases: [
    other('several maps: the first is read', () => join(mapFile([{ name: 'N', code: 'J', repeat: 1, values: ramp(2) }]), healpixTable([{ name: 'M', code: 'J', repeat: 1, values: ramp(1) }]))),
    other('10,000 empty units', () => join(primary(), ...Array.from({ length: 9_999 }, () => header({ XTENSION: 'IMAGE', BITPIX: 8, NAXIS: 0, PCOUNT: 0, GCOUNT: 1 })))),
    other('an image of pixels × maps', () => join(primary(), imageUnit(-32, [48, 2], [...ramp(2), ...ramp(2)]))),
    other('a picture of the sky', () => join(primary(), imageUnit(16, [60, 40], Array.from({ length: 2400 }, () => 1), { CTYPE1: 'RA---TAN', CTYPE2: 'DEC--TAN' }))),
    other('time bins of the equatorial sky', () => join(primary(), imageUnit(-64, [48, 4], Array.from({ length: 192 }, () => 1), { EXTNAME: 'MAPS' }))),
    other('time bins of the local sky', () => join(primary(), imageUnit(-64, [48, 4], Array.from({ length: 192 }, () => 1), { EXTNAME: 'LMAPS' }))),
    other('weighted time bins without their counts', () => join(primary(), imageUnit(-64, [48, 4], Array.from({ length: 192 }, () => 1), { EXTNAME: 'WMAPS' }))),
    other('a table of C_l', () => join(primary(), healpixTable([power], bare))),
    other('C_l cut short', () => join(primary(), healpixTable([power], bare)).slice(0, 5760 + 50)),
    other('l (l + 1) C_l', () => join(primary(), healpixTable([{ ...power, name: 'ell', values: ramp(1) }, { ...power, name: 'D_ell' }], bare))),
    other('a_lm', unit({ ...table, NAXIS1: 20, TFIELDS: 3, TFORM1: 'J', TFORM2: 'D', TFORM3: 'D', TTYPE1: 'index', TTYPE2: 'real', TTYPE3: 'imag' }, 1300)),
    other('ring weights with an NSIDE card', unit({ ...table, TTYPE1: 'TEMPERATURE WEIGHTS', NSIDE: 32 }, 520)),
    other('a MOC', unit({ ...table, TTYPE1: 'UNIQ', ORDERING: 'NUNIQ', MOCORDER: 8, PIXTYPE: 'HEALPIX' }, 520)),
    other('a tile-compressed image', unit({ ...table, ZIMAGE: true }, 520)),
    other('a tile-compressed table', unit({ ...table, ZTABLE: true, NSIDE: 4 }, 520)),
    other('a table of events', unit({ ...table, TTYPE1: 'ENERGY', EXTNAME: 'EVENTS' }, 520)),
    other('nothing', () => join(primary())),
    other('a piece without its beginning', () => join(healpixTable([power]), ascii(''))),
  ],
}

export const FITS_CASES: readonly Section[] = [numbers, partial, contents]
