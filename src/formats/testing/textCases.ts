/** Cases of text tables. */
import type { FileCase, Section } from './cases.ts'
import { gzip, join, ramp } from './fixtures.ts'
import { lines, utf16, utf8 } from './texts.ts'

const text = (name: string, content: () => string, file = 'map.csv'): FileCase => ({ name, file, bytes: () => join(utf8(content())) })
const TWELVE = ramp(1)
const counts = TWELVE.map((p) => 100 + (p % 7))
const STATED = '# nside=1, ordering=RING, coordsys=C\n'
/** A map of which one line is another. */
const but = (line: string): string => lines([...counts.slice(1), line])
const columns = (separator: string, point = '.'): string => lines([['pixel', 'delta', 'sigma'].join(separator), ...TWELVE.map((p) => [p, `0${point}00${p + 1}`, `0${point}001`].join(separator))])

const opens: Section = {
  title: 'Text tables that open',
  cases: [
    text('one value a line', () => lines(counts), 'map.txt'),
    text('commas', () => STATED + columns(',')),
    text('semicolons and decimal commas', () => STATED + columns(';', ',')),
    text('tabs', () => STATED + columns('\t'), 'map.tsv'),
    text('blanks', () => STATED + columns('  '), 'map.dat'),
    text('names in the last comment', () => `${STATED}# ${columns(' ')}`, 'map.dat'),
    { name: 'UTF-16 with a byte-order mark, lines that end in CR', file: 'map.csv', bytes: () => join(utf16((STATED + columns(',')).replaceAll('\n', '\r'), 'be')) },
    { name: 'packed by gzip', file: 'map.csv.gz', bytes: () => gzip(utf8(STATED + columns(','))) },
    text('statements in comments', () => `# nside 2\n# ordering = NESTED, coordsys: G\n${columns(',')}`),
    text('an astropy header (ECSV)', () => `# %ECSV 1.0\n# ---\n# datatype:\n# - {name: pixel, datatype: int64}\n# meta: {NSIDE: 1, ORDERING: RING, COORDSYS: C}\n${columns(' ')}`, 'map.ecsv'),
    text('quoted fields', () => `${STATED}"pixel","N, all"\n${lines(TWELVE.map((p) => `${p},"${counts[p]}"`))}`),
    text('nan, nothing and UNSEEN', () => `${STATED}pixel,N\n${lines(TWELVE.map((p) => `${p},${['nan', '', 'UNSEEN'][p] ?? counts[p]}`))}`),
    text('l and C_l', () => `l,C_l,error\n${lines(ramp(1).map((l) => `${l},${1e-9 / (l + 1)},1e-11`))}`, 'cl.csv'),
    text('two columns without names that count up', () => lines([2, 3, 4, 5].map((l) => `${l} ${1e-9 / l}`)), 'cl.dat'),
  ],
}

const refused: Section = {
  title: 'Text tables that do not',
  cases: [
    text('four fields under two names', () => lines(['ra,dec', ...TWELVE.map(() => '10,5,20,25')]).replace('ra,dec', 'a,b')),
    text('digits in groups, or decimal commas', () => lines(TWELVE.map(() => '1,234'))),
    text('a decimal comma', () => but('1,5'), 'map.txt'),
    text('hexadecimal', () => but('0x10')),
    text('underscores', () => but('1_000')),
    text('beyond all numbers', () => but('1e400')),
    text('full-width digits', () => but('１２')),
    text('Arabic digits', () => but('١٢')),
    text('ragged rows', () => `${columns(',')}1,2\n1,2,3,4\n`),
    text('thirty lines of words', () => `${lines(counts)}${lines(Array.from({ length: 30 }, () => 'word'))}`),
    text('zero bytes', () => but(`1${' '.repeat(2000)}\0`)),
    text('a quote that is never closed', () => `"pixel,N\n${lines(counts)}`),
    text('one line of 60 MB', () => '1'.repeat(6e7)),
    text('20,000 columns', () => lines(['1,'.repeat(19_999) + '1'])),
    text('an event list', () => 'RA,Dec,energy\n10.2,-5.1,8.9\n11,2,3\n', 'events.csv'),
    text('events without names', () => lines(['# year dec ra', '2004 1.5 2.5', '2005 1.5 2.5']).replace('year dec ra', 'Auger'), 'events.dat'),
    text('angles in sixties', () => lines(['name,N', ...TWELVE.map(() => '12:30:00,1')])),
    text('another number of lines', () => lines(counts.slice(1))),
    text('pixel numbers without an NSIDE', () => 'pixel,N\n3,4\n'),
    text('a pixel twice', () => '# nside 1\npixel,N\n3,4\n3,5\n'),
    text('pixels or multipoles', () => lines(ramp(4).map((p) => `${p} 0.5`))),
    text('two statements that contradict', () => `# nside 2\n${lines(counts)}`),
    text('multipoles that go down', () => 'l,C_l\n3,1\n2,1\n', 'cl.csv'),
    text('prose', () => 'This is not a map.\nReally not.\n', 'note.txt'),
    text('comments only', () => '# one\n# two\n'),
    text('nothing observed', () => lines(counts.map(() => 'nan'))),
  ],
}

export const TEXT_CASES: readonly Section[] = [opens, refused]
