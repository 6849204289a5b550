/** A map of 12.6 million pixels for the journey of large maps, written byte by byte: 100 MB that nobody wants in the repository. */
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { ringsOf } from '../../src/science/sphere/rings.ts'

export const LARGE_NSIDE = 1024
/** δI of the equatorial dipole, towards right ascension 60°. */
export const LARGE_AMPLITUDE = 0.02
const ALPHA = Math.PI / 3
const PER_ROW = 1024
const EXPECTED = 1000.25

const card = (keyword: string, value: string | number): string =>
  `${keyword.padEnd(8)}= ${typeof value === 'string' ? `'${value.padEnd(8)}'` : String(value).padStart(20)}`.padEnd(80)

const header = (...cards: string[]): string => {
  const text = [...cards, 'END'.padEnd(80)].join('')
  return text.padEnd(2880 * Math.ceil(text.length / 2880))
}

/** Counts n = B(1 + δI) rounded to whole numbers (1J) and their expectation B (1E), RING, 1,024 pixels to a row. */
export async function writeLargeMap(path: string): Promise<void> {
  const rings = ringsOf({ kind: 'healpix', nside: LARGE_NSIDE })
  const file = createWriteStream(path)
  file.write(header('SIMPLE  =                    T'.padEnd(80), card('BITPIX', 8), card('NAXIS', 0)))
  file.write(header(
    card('XTENSION', 'BINTABLE'), card('BITPIX', 8), card('NAXIS', 2), card('NAXIS1', 8 * PER_ROW), card('NAXIS2', rings.pixels / PER_ROW), card('PCOUNT', 0), card('GCOUNT', 1),
    card('TFIELDS', 2), card('TTYPE1', 'COUNTS'), card('TFORM1', `${PER_ROW}J`), card('TTYPE2', 'BACKGROUND'), card('TFORM2', `${PER_ROW}E`),
    card('PIXTYPE', 'HEALPIX'), card('ORDERING', 'RING'), card('COORDSYS', 'C'), card('NSIDE', LARGE_NSIDE),
  ))
  const row = new DataView(new ArrayBuffer(8 * PER_ROW))
  let at = 0
  for (let ring = 0; ring < rings.count; ring++) {
    const n = rings.first[ring + 1] - rings.first[ring]
    for (let k = 0; k < n; k++) {
      const delta = LARGE_AMPLITUDE * rings.cosDelta[ring] * Math.cos(rings.alpha0[ring] + (2 * Math.PI * k) / n - ALPHA)
      row.setInt32(4 * at, Math.round(EXPECTED * (1 + delta)))
      row.setFloat32(4 * (PER_ROW + at), EXPECTED)
      if (++at < PER_ROW) continue
      at = 0
      if (!file.write(new Uint8Array(row.buffer.slice(0)))) await once(file, 'drain')
    }
  }
  const bytes = 8 * rings.pixels
  file.end(new Uint8Array((2880 - (bytes % 2880)) % 2880))
  await once(file, 'finish')
}
