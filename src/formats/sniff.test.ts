import { expect, test } from 'vitest'
import { sniff } from './sniff.ts'
import { ascii, gzip, join, primary } from './testing/fixtures.ts'
import { refusal } from './testing/reading.ts'

const FOREIGN: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['HDF5', ascii('\x89HDF\r\n\x1a\n and more'), /an HDF5 file/],
  ['PNG', ascii('\x89PNG\r\n\x1a\n'), /a PNG picture/],
  ['bzip2', ascii('BZh91AY&SY'), /bzip2/],
  ['Unix compress', ascii('\x1f\x9d\x90'), /Unix compress/],
  ['ROOT', ascii('root\0\0\xf1\xf2'), /a ROOT file/],
  ['JSON', ascii('{"version": 1, "parts": {}}'), /a JSON file/],
  ['HTML', ascii('\n<!DOCTYPE html><html><title>404</title>'), /a web page/],
  ['VOTable', ascii('<?xml version="1.0"?><VOTABLE version="1.3">'), /a VOTable/],
  ['nothing', new Uint8Array(0), /an empty file/],
  ['zeros', new Uint8Array(100), /zero bytes only/],
  ['noise', ascii('\x01\x02\xfe\x07abc'), /unknown kind \(it begins with 01 02 FE 07\)/],
  ['an XTENSION without its beginning', ascii("XTENSION= 'BINTABLE'"), /without its beginning/],
]

test.each(FOREIGN)('%s is named by its first bytes and refused in one sentence with a remedy', async (_, bytes, words) => {
  expect(sniff(bytes).what).toMatch(words)
  const problem = await refusal(bytes, 'thing.dat')
  expect(problem.code).toBe(bytes.length === 0 ? 'unreadable-file' : 'unsupported-file')
  expect(problem.message).toMatch(words)
  expect(problem.message).toMatch(/^This is an? .*; Anisky reads maps from HEALPix FITS files, NumPy arrays \(\.npy, \.npz\) and text tables\.$/)
  expect(problem.remedy).toMatch(/^[A-Z].*\.$/)
})

test('an error page saved as .fits is called what it is', async () => {
  expect((await refusal(ascii('<html>login</html>'), 'map.fits')).message).toMatch(/web page \(HTML\), although its name ends like that of a FITS file/)
})

test('what is packed inside a gzip file is named too', async () => {
  expect((await refusal(gzip(ascii('{"a": 1}')), 'map.json.gz')).message).toMatch(/^Inside this gzip file is a JSON file/)
  expect((await refusal(gzip(new Uint8Array(0)))).message).toMatch(/^Inside this gzip file is an empty file/)
})

test('FITS, NumPy, ZIP, gzip and texts are recognised, FITS in capitals or not', () => {
  for (const text of ['1\n2\n', '# comments only', 'ra,dec\n1,2\n', '\xef\xbb\xbf1;2', '\xff\xfe1\0', 'Prose.']) expect(sniff(ascii(text)).kind).toBe('text')
  expect(sniff(ascii('PK\x03\x04xyz')).kind).toBe('zip')
  expect(sniff(ascii('\x93NUMPY\x01\x00')).kind).toBe('npy')
  expect(sniff(primary()).kind).toBe('fits')
  expect(sniff(ascii('simple  =                    T')).kind).toBe('fits')
  expect(sniff(gzip(join(primary()))).kind).toBe('gzip')
})
