/** Small maps of our own for journeys: a known dipole, in every layout that matters. */
import { gzipSync } from 'node:zlib'
import { join, mapFile, npy, packedNumbers } from '../../src/formats/testing/fixtures.ts'
import { writeHealpix } from '../../src/formats/writeHealpix.ts'
import { ringToNested } from '../../src/science/sphere/healpix.ts'
import { ringsOf } from '../../src/science/sphere/rings.ts'

export const NSIDE = 16
/** Towards right ascension 60°. */
export const AMPLITUDE = 0.02
const ALPHA = Math.PI / 3

/** δI of a pure equatorial dipole. [pixels] */
export function dipoleMap(): Float64Array {
  const rings = ringsOf({ kind: 'healpix', nside: NSIDE })
  const map = new Float64Array(rings.pixels)
  for (let r = 0; r < rings.count; r++) {
    const size = rings.first[r + 1] - rings.first[r]
    for (let j = 0; j < size; j++) map[rings.first[r] + j] = AMPLITUDE * rings.cosDelta[r] * Math.cos(rings.alpha0[r] + (2 * Math.PI * j) / size - ALPHA)
  }
  return map
}

/** Whole counts about 10⁵ per pixel, without noise but for rounding; nothing beyond declination +60°. */
export function counts(): Float64Array {
  const rings = ringsOf({ kind: 'healpix', nside: NSIDE })
  const map = dipoleMap().map((x) => Math.round(1e5 * (1 + x)))
  for (let r = 0; r < rings.count; r++) if (rings.sinDelta[r] > Math.sin(Math.PI / 3)) map.fill(NaN, rings.first[r], rings.first[r + 1])
  return map
}

const file = (columns: { name: string; values: Float64Array }[]): Uint8Array =>
  writeHealpix({ nside: NSIDE, columns: columns.map((column) => ({ unit: '', ...column })), comments: [], cards: [] })

export const countsAndBackground = (): Uint8Array => file([{ name: 'data', values: counts() }, { name: 'background', values: counts().map((n) => (Number.isNaN(n) ? NaN : 1e5 + 0.25)) }])
export const countsAlone = (): Uint8Array => file([{ name: 'counts', values: counts() }])
export const intensityAlone = (): Uint8Array => file([{ name: 'relative intensity', values: dipoleMap() }])
/** The same counts as a table that lists the observed pixels, put together byte by byte. */
export function listed(): Uint8Array {
  const all = counts()
  const pixels = Array.from(all.keys()).filter((p) => !Number.isNaN(all[p]))
  return mapFile(
    [{ name: 'PIXEL', code: 'J', repeat: 1, values: pixels }, { name: 'counts', code: 'E', repeat: 1, values: pixels.map((p) => all[p]) }],
    { NSIDE, INDXSCHM: 'EXPLICIT', OBJECT: 'PARTIAL', FIRSTPIX: undefined, LASTPIX: undefined },
  )
}
/** The same counts as numpy.save writes them. */
export const array = (): Uint8Array => npy(packedNumbers([...counts()], 8, (view, at, x) => view.setFloat64(at, x, true)), { shape: [12 * NSIDE ** 2] })
/** Packed as bgzip and tapes have it: in members, with zeros behind the last. */
export function packedInMembers(bytes: Uint8Array): Uint8Array {
  const members = Array.from({ length: Math.ceil(bytes.length / 7000) }, (_, i) => gzipSync(bytes.subarray(7000 * i, 7000 * (i + 1))))
  return join(...members, new Uint8Array(512))
}
export const packed = (bytes: Uint8Array): Uint8Array => gzipSync(bytes)

/** The same table with its rows in NESTED order and its header saying so. */
export function nested(): Uint8Array {
  const ring = counts()
  const order = ringToNested(NSIDE)
  const values = new Float64Array(ring.length)
  ring.forEach((x, i) => (values[order[i]] = x))
  const bytes = file([{ name: 'counts', values }])
  const text = Buffer.from(bytes)
  const at = text.indexOf("ORDERING= 'RING    '")
  text.write("ORDERING= 'NESTED  '", at, 'latin1')
  return new Uint8Array(text)
}
