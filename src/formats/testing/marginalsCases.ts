/** Marginals files, good and bad. */
import type { Section } from './cases.ts'
import { ascii, npy } from './fixtures.ts'
import { arrayBytes, EVENTS, FULL, HEADER, headerArray, LOCAL, marginalsBytes, type NamedArray, PLAIN, RATE, RECORDS, SKY } from './marginals.ts'
import { zip } from './zips.ts'

const file = (name: string, bytes: () => Uint8Array<ArrayBuffer>) => ({ name, file: 'day.marginals.npz', bytes })
const headed = (patch: object, arrays = PLAIN): Uint8Array<ArrayBuffer> => marginalsBytes({ ...HEADER, ...patch }, arrays)
const changed = (name: string, change: Partial<NamedArray>): Uint8Array<ArrayBuffer> => marginalsBytes(HEADER, PLAIN.map((one) => (one.name === name ? { ...one, ...change } : one)))
const pieces = (...events: readonly number[]) => events.map((n, i) => ({ fingerprint: `${i}`.repeat(32), events: n, from: null }))

export const MARGINALS_CASES: readonly Section[] = [
  {
    title: 'Marginals: what a detector counted, summed for reconstruction',
    cases: [
      file('sky, local and rate', () => marginalsBytes()),
      file('all records, three pieces', () => headed({ records: RECORDS, pieces: pieces(100, 196, 200) }, FULL)),
      file('counts that are not whole', () => headed({ pieces: pieces(EVENTS / 2) }, PLAIN.map((one) => ({ ...one, values: one.values.map((n) => n / 2) })))),
      file('an array more', () => marginalsBytes(HEADER, PLAIN, [{ name: 'notes.npy', bytes: arrayBytes(PLAIN[2]!) }])),
      file('an array missing', () => marginalsBytes(HEADER, PLAIN.slice(0, 2))),
      file('a record missing', () => headed({ records: { eastWest: true } })),
      file('another shape', () => changed('sky', { shape: [8, 4] })),
      file('fewer numbers than the shape says', () => changed('sky', { values: SKY.slice(1) })),
      file('complex numbers', () => zip([{ name: 'header.npy', bytes: headerArray(HEADER) }, { name: 'sky.npy', bytes: npy(new Uint8Array(512), { descr: '<c16', shape: [4, 8] }) }])),
      file('NaN', () => changed('rate', { values: [NaN, ...RATE.slice(1)] })),
      file('negative counts', () => changed('local', { values: [-1, 32, ...LOCAL.slice(2)] })),
      file('more events in the sky than in time', () => changed('sky', { values: SKY.map((n) => n + 1) })),
      file('no event', () => headed({ pieces: pieces(0) }, PLAIN.map((one) => ({ ...one, values: one.values.map(() => 0) })))),
      file('a torn header', () => marginalsBytes('{"format": "anisky marginals", "edition": 1, "site"')),
      file('edition 2', () => headed({ edition: 2 })),
      file('a site beyond the Pole', () => headed({ site: { ...HEADER.site, latitudeDeg: 99 } })),
      file('a negative grid', () => headed({ grid: { rings: -4, cells: 8 } })),
      file('more windows than cells', () => headed({ records: { windows: 9 } })),
      file('a clock nobody knows', () => headed({ clock: 'lunar' })),
      file('a piece twice', () => headed({ pieces: [...pieces(100), ...pieces(EVENTS - 100)] })),
      file('pieces with other events than there are', () => headed({ pieces: pieces(100) })),
      file('arrays that would need 3 GB', () => headed({ grid: { rings: 720, cells: 720 }, records: { windows: 720 } })),
      file('cut short', () => marginalsBytes().slice(0, -40)),
      file('a checksum that is wrong', () => zip([{ name: 'header.npy', bytes: headerArray(HEADER) }, ...PLAIN.map((one) => ({ name: `${one.name}.npy`, bytes: arrayBytes(one), ...(one.name === 'sky' ? { crc: 1 } : {}) }))])),
      file('arrays of these names without a header', () => zip(PLAIN.map((one) => ({ name: `${one.name}.npy`, bytes: arrayBytes(one) })))),
      file('a header of something else', () => zip([{ name: 'header.npy', bytes: headerArray('{"format": "mine"}') }, { name: 'README', bytes: ascii('Hello') }])),
    ],
  },
]
