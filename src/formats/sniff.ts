/** What a file is, from its first bytes: enough to read it, or to name it when we cannot. */
import { latin1, visible } from './text.ts'

export interface Sniffed {
  readonly kind: 'fits' | 'gzip' | 'npy' | 'text' | 'zip' | 'empty' | 'packed' | 'other'
  /** With its article, to follow "This is …". */
  readonly what: string
  /** What to do instead; absent for what we read. */
  readonly remedy?: string
}

/** How many bytes `sniff` likes to see. */
export const SNIFF_BYTES = 1024

const WRITE_FITS = "Write the map as FITS; in Python: healpy.write_map('map.fits', m)."
const UNPACK_ARRAY = 'Unpack it first (gunzip), then open the array inside.'
const UNPACK = (tool: string) => `Unpack it first (${tool}), then open the FITS file inside.`

/** [first bytes as Latin-1, what, remedy, kind] */
const SIGNATURES: readonly (readonly [string, string, string, Sniffed['kind']?])[] = [
  ['\x89HDF\r\n\x1a\n', 'an HDF5 file', WRITE_FITS],
  ['\x89PNG', 'a PNG picture', 'Open the map’s numbers, not its picture: a HEALPix FITS file.'],
  ['\xff\xd8\xff', 'a JPEG picture', 'Open the map’s numbers, not its picture: a HEALPix FITS file.'],
  ['GIF8', 'a GIF picture', 'Open the map’s numbers, not its picture: a HEALPix FITS file.'],
  ['II*\0', 'a TIFF picture', 'Open the map’s numbers, not its picture: a HEALPix FITS file.'],
  ['MM\0*', 'a TIFF picture', 'Open the map’s numbers, not its picture: a HEALPix FITS file.'],
  ['%PDF', 'a PDF document', 'Open the map’s numbers, not a page about it: a HEALPix FITS file.'],
  ['\x93NUMPY', 'a NumPy array', UNPACK_ARRAY, 'npy'],
  ['PK\x03\x04', 'a ZIP archive', UNPACK('unzip'), 'zip'],
  ['PK\x05\x06', 'an empty ZIP archive', 'Open a HEALPix FITS file.', 'packed'],
  ['BZh', 'a bzip2-packed file', UNPACK('bunzip2'), 'packed'],
  ['\xfd7zXZ\0', 'an xz-packed file', UNPACK('unxz'), 'packed'],
  ['\x28\xb5\x2f\xfd', 'a Zstandard-packed file', UNPACK('unzstd'), 'packed'],
  ['7z\xbc\xaf\x27\x1c', 'a 7-Zip archive', UNPACK('7z x'), 'packed'],
  ['Rar!', 'a RAR archive', UNPACK('unrar'), 'packed'],
  ['\x1f\x9d', 'a file packed by Unix compress (.Z)', UNPACK('uncompress'), 'packed'],
  ['root', 'a ROOT file', WRITE_FITS],
  ['CDF\x01', 'a netCDF file', WRITE_FITS],
  ['CDF\x02', 'a netCDF file', WRITE_FITS],
  ['PAR1', 'a Parquet table', WRITE_FITS],
  ['SQLite format 3', 'an SQLite database', WRITE_FITS],
  ['\x80\x02', 'a Python pickle', WRITE_FITS],
  ['\x80\x03', 'a Python pickle', WRITE_FITS],
  ['\x80\x04', 'a Python pickle', WRITE_FITS],
  ['\x80\x05', 'a Python pickle', WRITE_FITS],
]

/** Names a file by its first bytes. Never throws, whatever they are. */
export function sniff(bytes: Uint8Array): Sniffed {
  const head = latin1(bytes.subarray(0, SNIFF_BYTES))
  if (head === '') return { kind: 'empty', what: 'an empty file (0 bytes)', remedy: 'Copy or download the file again.' }
  if (/^SIMPLE {2}=/i.test(head)) return { kind: 'fits', what: 'a FITS file' }
  if (head.startsWith('\x1f\x8b')) return { kind: 'gzip', what: 'a gzip-packed file' }
  for (const [signature, what, remedy, kind = 'other'] of SIGNATURES) if (head.startsWith(signature)) return { kind, what, remedy }
  if (head.slice(257, 262) === 'ustar') return { kind: 'packed', what: 'a tar archive', remedy: UNPACK('tar xf') }
  return sniffText(head)
}

function sniffText(head: string): Sniffed {
  const text = head.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (head.startsWith('\xff\xfe') || head.startsWith('\xfe\xff')) return { kind: 'text', what: 'a text in UTF-16' }
  if (/^XTENSION/i.test(text)) return { kind: 'other', what: 'a piece of a FITS file without its beginning', remedy: 'Copy or download the file again.' }
  if (/^\0+$/.test(head)) return { kind: 'other', what: 'a file of zero bytes only', remedy: 'Copy or download the file again.' }
  if (/[\0-\x08\x0e-\x1f]/.test(head)) return unknown(head)
  if (/^<(!doctype html|html|head|body)/i.test(text)) {
    return { kind: 'other', what: 'a web page (HTML)', remedy: 'A download often saves the page of an error or a login instead: download the file itself again.' }
  }
  if (/^<\?xml|^<votable|^<svg/i.test(text)) {
    return { kind: 'other', what: /<votable/i.test(text) ? 'a VOTable' : /<svg/i.test(text) ? 'an SVG picture' : 'an XML file', remedy: WRITE_FITS }
  }
  if (/^[{[]\s*(["{[\]}\d-]|true|false|null)/.test(text)) {
    return { kind: 'other', what: 'a JSON file, not a map', remedy: WRITE_FITS }
  }
  if (text === '') return { kind: 'other', what: 'a file of blanks only', remedy: 'Copy or download the file again.' }
  return { kind: 'text', what: 'a text', remedy: WRITE_FITS }
}

function unknown(head: string): Sniffed {
  const first = [...head.slice(0, 4)].map((c) => c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')).join(' ')
  return { kind: 'other', what: `a file of an unknown kind (it begins with ${visible(first)})`, remedy: WRITE_FITS }
}
