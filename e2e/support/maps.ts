/** Small maps of our own for journeys: a known dipole, in every layout that matters. */
import { gzipSync } from 'node:zlib'
import { ascii, imageUnit, join, mapFile, npy, packedNumbers, primary } from '../../src/formats/testing/fixtures.ts'
import { zip } from '../../src/formats/testing/zips.ts'
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
/** As a German spreadsheet writes it: semicolons, decimal commas, only what was observed. */
export function textTable(): Uint8Array {
  const rows = [...counts().entries()].flatMap(([pixel, n]) => (Number.isNaN(n) ? [] : [`${pixel};${n},0`]))
  return new TextEncoder().encode(`# nside = ${NSIDE}\r\npixel;counts\r\n${rows.join('\r\n')}\r\n`)
}
/** As numpy.savez_compressed writes two arrays. */
export const arrays = (): Uint8Array => zip([{ name: 'counts.npy', bytes: array() }, { name: 'exposure.npy', bytes: npy(packedNumbers([...counts()], 8, (view, at) => view.setFloat64(at, 1, true)), { shape: [12 * NSIDE ** 2] }) }])
export const zipped = (bytes: Uint8Array): Uint8Array => zip([{ name: 'README.txt', bytes: ascii('The map is beside this.') }, { name: 'run/counts.fits', bytes }])
/** An image of one line of pixels. */
export const image = (): Uint8Array => join(primary(), imageUnit(-64, [12 * NSIDE ** 2], [...counts()], { EXTNAME: 'counts' }))
/** C_l of somebody else, as text. */
export const powerTable = (): Uint8Array => new TextEncoder().encode(`l,C_l,error\n${Array.from({ length: 39 }, (_, i) => `${i + 2},${2e-7 / (i + 2) ** 2.2},${3e-8 / (i + 2) ** 2}`).join('\n')}\n`)
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

const column = (name: string, values: Float64Array) => ({ name, code: 'E' as const, repeat: 1, values: [...values] })
/** What the counts would be without a dipole, in a file of its own. */
export const backgroundAlone = (): Uint8Array => file([{ name: 'expectation', values: counts().map((n) => (Number.isNaN(n) ? NaN : 1e5 + 0.25)) }])
/** A dipole that points the other way. */
export const oppositeIntensity = (): Uint8Array => file([{ name: 'relative intensity', values: dipoleMap().map((x) => -x) }])
/** A file that does not say in which coordinates it is. */
export const frameless = (): Uint8Array => mapFile([column('counts', counts())], { COORDSYS: undefined })
/** Rows in NESTED order under a header that says RING. */
export function misplaced(): Uint8Array {
  const ring = dipoleMap()
  const order = ringToNested(NSIDE)
  const values = new Float64Array(ring.length)
  ring.forEach((x, i) => (values[order[i]] = x))
  return mapFile([column('relative intensity', values)])
}
/** The same expectation on pixels half as wide, in NESTED order; ten of them unseen, which lie in three of the wider ones. */
export const finerBackground = (): Uint8Array =>
  mapFile([{ name: 'expectation', code: 'D', repeat: 1, values: Array.from({ length: 12 * (2 * NSIDE) ** 2 }, (_, p) => (p < 10 ? NaN : (1e5 + 0.25) / 4)) }], { ORDERING: 'NESTED' })
