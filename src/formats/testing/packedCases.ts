/** Cases of packed files, NumPy arrays, and files of other programs. */
import type { FileCase, Section } from './cases.ts'
import { ascii, gzip, join, mapFile, npy, packedNumbers, primary, ramp } from './fixtures.ts'
import { lines, utf8 } from './texts.ts'
import { zip } from './zips.ts'

const map = (): Uint8Array<ArrayBuffer> => mapFile([{ name: 'N', code: 'J', repeat: 1, values: ramp(2).map((p) => 100 + (p % 7)) }])
const doubles = (values: readonly number[]) => packedNumbers(values, 8, (view, at, x) => view.setFloat64(at, x, true))
const array = (shape: readonly number[], values = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => 100 + (i % 7))) => npy(doubles(values), { shape })
const of = (file: string, name: string, bytes: () => Uint8Array): FileCase => ({ name, file, bytes: () => join(bytes()) })
const changed = (bytes: Uint8Array<ArrayBuffer>, at: number): Uint8Array<ArrayBuffer> => {
  const copy = bytes.slice()
  copy[at < 0 ? copy.length + at : at] ^= 0x55
  return copy
}

const gzips: Section = {
  title: 'gzip',
  cases: [
    of('map.fits.gz', 'a map', () => gzip(map())),
    of('map.fits.gz', 'of several members', () => join(gzip(map().slice(0, 4000)), gzip(map().slice(4000)))),
    of('map.fits.gz', 'zero bytes behind it', () => join(gzip(map()), new Uint8Array(512))),
    of('map.fits.gz', 'cut short', () => gzip(map()).slice(0, -20)),
    of('map.fits.gz', 'a checksum that is wrong', () => changed(gzip(map()), -8)),
    of('map.fits.gz', 'a length that is wrong', () => changed(gzip(map()), -4)),
    of('map.fits.gz', 'other bytes behind it', () => join(gzip(map()), ascii('and more'))),
    of('map.fits.gz', 'a bomb: 100 MB of zeros behind a map', () => gzip(join(map(), new Uint8Array(1e8)))),
    of('page.gz', 'something else inside', () => gzip(ascii('<!doctype html><title>404</title>'))),
    of('map.npy.gz', 'a NumPy array inside', () => gzip(array([48]))),
  ],
}

const zips: Section = {
  title: 'ZIP and .npz',
  cases: [
    of('map.zip', 'a map among texts', () => zip([{ name: 'README.txt', bytes: ascii('Hello') }, { name: 'map.fits', bytes: map() }])),
    of('maps.npz', 'two arrays of one NSIDE', () => zip([{ name: 'counts.npy', bytes: array([48]) }, { name: 'mean.npy', bytes: array([48], ramp(2).map(() => 102.75)) }])),
    of('maps.npz', 'arrays of different NSIDE', () => zip([{ name: 'a.npy', bytes: array([48]) }, { name: 'b.npy', bytes: array([12]) }])),
    of('maps.npz', 'a map and a number', () => zip([{ name: 'map.npy', bytes: array([48]) }, { name: 'nside.npy', bytes: array([], [2]) }])),
    of('maps.zip', 'several maps', () => zip([{ name: 'a.fits', bytes: map() }, { name: 'b.fits', bytes: map() }])),
    of('paper.zip', 'no map', () => zip([{ name: 'paper.pdf', bytes: ascii('%PDF-1.7') }, { name: 'fig.png', bytes: ascii('\x89PNG') }])),
    of('map.zip', 'an archive in an archive', () => zip([{ name: 'inner.zip', bytes: zip([{ name: 'map.fits', bytes: map() }]) }])),
    of('map.zip', 'empty', () => zip([])),
    of('map.zip', 'cut short', () => zip([{ name: 'map.fits', bytes: map() }]).slice(0, -30)),
    of('map.zip', 'a checksum that is wrong', () => zip([{ name: 'map.fits', bytes: map(), crc: 1 }])),
    of('map.zip', 'a password', () => zip([{ name: 'map.fits', bytes: map(), encrypted: true }])),
    of('map.zip', 'packed by a method that browsers lack', () => zip([{ name: 'map.fits', bytes: map(), method: 93 }])),
    of('map.zip', 'a bomb that claims 4 GB', () => zip([{ name: 'map.fits', bytes: map(), size: 4e9 }])),
    of('map.zip', 'a path that leaves its folder is a label', () => zip([{ name: '../../etc/map.fits', bytes: map() }])),
  ],
}

const arrays: Section = {
  title: 'NumPy arrays',
  cases: [
    of('map.npy', 'one map', () => array([48])),
    of('map.npy', 'two maps', () => array([2, 48])),
    of('map.npy', 'both axes could be pixels', () => array([12, 12])),
    of('map.npy', 'a length that is no map', () => array([100])),
    of('map.npy', 'three axes', () => array([2, 2, 12])),
    of('map.npy', 'complex numbers', () => npy(new Uint8Array(192), { descr: '<c16', shape: [12] })),
    of('map.npy', 'Python objects', () => npy(new Uint8Array(96), { descr: '|O', shape: [12] })),
    of('map.npy', 'named fields', () => npy(new Uint8Array(96), { shape: [], line: "{'descr': [('n', '<f8')], 'fortran_order': False, 'shape': (12,), }" })),
    of('map.npy', 'cut short', () => array([48]).slice(0, -8)),
    of('map.npy', 'NSIDE 4,096 × 3 maps', () => npy(new Uint8Array(0), { shape: [3, 12 * 4096 ** 2] })),
  ],
}

const starts: readonly (readonly [string, string, string])[] = [
  ['map.h5', 'HDF5', '\x89HDF\r\n\x1a\n'], ['map.png', 'PNG', '\x89PNG\r\n\x1a\n'], ['map.jpg', 'JPEG', '\xff\xd8\xff\xe0'], ['map.pdf', 'PDF', '%PDF-1.7'], ['map.root', 'ROOT', 'root\0\0\xf1\xf2'],
  ['map.parquet', 'Parquet', 'PAR1'], ['map.nc', 'netCDF', 'CDF\x01'], ['map.pkl', 'a Python pickle', '\x80\x04\x95'], ['map.fits.Z', 'Unix compress', '\x1f\x9d\x90'], ['map.fits.bz2', 'bzip2', 'BZh91AY&SY'],
  ['map.fits.xz', 'xz', '\xfd7zXZ\0'], ['map.fits.zst', 'Zstandard', '\x28\xb5\x2f\xfd'], ['map.7z', '7-Zip', '7z\xbc\xaf\x27\x1c'], ['table.vot', 'VOTable', '<?xml version="1.0"?><VOTABLE version="1.3">'],
  ['data.json', 'JSON', '{"a": 1}'], ['map.fits', 'a web page called .fits', '<!DOCTYPE html><html><title>Sign in</title>'], ['map.fits', 'nothing', ''], ['map.fits', 'zero bytes only', '\0'.repeat(100)], ['map.dat', 'noise', '\x01\x02\xfe\x07abc'],
]

const foreign: Section = {
  title: 'Files of other programs',
  cases: [...starts.map(([file, name, begin]) => of(file, name, () => ascii(begin))), of('map.fits', 'a text table called .fits', () => utf8(lines(ramp(1)))), of('map.tar', 'tar', () => join(new Uint8Array(257).fill(65), ascii('ustar\0'))), of('map.fits', 'a header and noise', () => join(primary().subarray(0, 80), ascii('xyz')))],
}

export const PACKED_CASES: readonly Section[] = [gzips, zips, arrays, foreign]
