/**
 * Rings: the one geometry every map lives on. Pixels lie on rings of equal declination, equally spaced in right
 * ascension, numbered eastward ring by ring from north to south. HEALPix in RING order is one such geometry; the
 * ring grid of Gauss–Legendre nodes is the other. Transforms, fits, smoothing and profiles are written once, for Rings.
 */
import { demand } from '../problem.ts'
import { gaussLegendre } from '../math/gaussLegendre.ts'
import { demandNside, ringFromNorth } from './healpixFaces.ts'

/** What identifies a geometry; plain data, so that results can cross to another thread without their tables. */
export type Geometry =
  | { readonly kind: 'healpix'; readonly nside: number }
  | { readonly kind: 'gauss'; readonly rings: number; readonly perRing: number }

export interface Rings {
  readonly geometry: Geometry
  /** Number of rings. */
  readonly count: number
  /** Number of pixels. */
  readonly pixels: number
  /** [count] sine of the declination of the pixel centres, north to south. */
  readonly sinDelta: Float64Array
  /** [count] cosine of the declination, exact near the poles too. */
  readonly cosDelta: Float64Array
  /** [count] solid angle of one pixel of the ring (sr): also its quadrature weight. */
  readonly pixelArea: Float64Array
  /** [count + 1] index of each ring's first pixel; the last entry is `pixels`. */
  readonly first: Int32Array
  /** [count] right ascension of the centre of each ring's first pixel, 0 ≤ α₀ < 2π. */
  readonly alpha0: Float64Array
}

const known = new Map<string, Rings>()

/** The tables of a geometry, made once. Throws invalid-argument for sizes that do not exist. */
export function ringsOf(geometry: Geometry): Rings {
  const name = geometryName(geometry)
  let rings = known.get(name)
  if (rings === undefined) {
    rings = geometry.kind === 'healpix' ? healpixRings(geometry.nside) : gaussRings(geometry.rings, geometry.perRing)
    known.set(name, rings)
  }
  return rings
}

export function geometryName(geometry: Geometry): string {
  return geometry.kind === 'healpix' ? `HEALPix nside ${geometry.nside}` : `ring grid ${geometry.rings} × ${geometry.perRing}`
}

export const sameGeometry = (a: Geometry, b: Geometry): boolean => geometryName(a) === geometryName(b)

/** The number of pixels without building the tables. */
export function pixelCount(geometry: Geometry): number {
  return geometry.kind === 'healpix' ? 12 * geometry.nside ** 2 : geometry.rings * geometry.perRing
}

/** HEALPix in RING order (Górski et al. 2005, Sec. 5.1), any nside ≥ 1, powers of two or not. */
function healpixRings(nside: number): Rings {
  demandNside(nside)
  const count = 4 * nside - 1
  const tables = emptyTables(count)
  const area = (4 * Math.PI) / (12 * nside * nside)
  let first = 0
  for (let i = 0; i < count; i++) {
    const fromNorth = i + 1
    const fromPole = Math.min(fromNorth, 4 * nside - fromNorth)
    const polar = fromPole < nside
    const size = polar ? 4 * fromPole : 4 * nside
    const shifted = polar || (fromNorth - nside) % 2 === 0
    // 1 − |sin δ| is a ratio of integers; taking it first keeps cos δ exact near the poles.
    // One division of whole numbers each, so that mirror rings are exact negatives and the equator is exactly 0.
    const between = (4 * nside - 2 * fromNorth) / (3 * nside)
    const gap = polar ? fromPole ** 2 / (3 * nside ** 2) : 1 - Math.abs(between)
    tables.sinDelta[i] = polar ? (fromNorth < 2 * nside ? 1 - gap : gap - 1) : between
    tables.cosDelta[i] = Math.sqrt(gap * (2 - gap))
    tables.pixelArea[i] = area
    tables.first[i] = first
    tables.alpha0[i] = shifted ? Math.PI / size : 0
    first += size
  }
  tables.first[count] = first
  return { geometry: { kind: 'healpix', nside }, count, pixels: first, ...tables }
}

/** Rings at the Gauss–Legendre nodes of sin δ, equal cells in right ascension: band-limited maps are integrated exactly. */
function gaussRings(count: number, perRing: number): Rings {
  demand(Number.isInteger(count) && count >= 1 && Number.isInteger(perRing) && perRing >= 1, 'a ring grid needs whole numbers of rings and cells', { count, perRing })
  const tables = emptyTables(count)
  const { nodes, weights } = gaussLegendre(count)
  for (let i = 0; i < count; i++) {
    const s = nodes[count - 1 - i]
    tables.sinDelta[i] = s
    tables.cosDelta[i] = Math.sqrt((1 - s) * (1 + s))
    tables.pixelArea[i] = (weights[count - 1 - i] * 2 * Math.PI) / perRing
    tables.first[i] = i * perRing
    tables.alpha0[i] = Math.PI / perRing
  }
  tables.first[count] = count * perRing
  return { geometry: { kind: 'gauss', rings: count, perRing }, count, pixels: count * perRing, ...tables }
}

function emptyTables(count: number) {
  return {
    sinDelta: new Float64Array(count),
    cosDelta: new Float64Array(count),
    pixelArea: new Float64Array(count),
    first: new Int32Array(count + 1),
    alpha0: new Float64Array(count),
  }
}

/** The ring that holds a pixel, counted from 0 in the north. */
export function ringOf(rings: Rings, pixel: number): number {
  const { geometry } = rings
  return geometry.kind === 'healpix' ? ringFromNorth(geometry.nside, pixel) - 1 : Math.floor(pixel / geometry.perRing)
}

/** The last ring that is not south of a declination; −1 if there is none. At once for HEALPix, by bisection for ring grids. */
export function ringAbove(rings: Rings, sinDelta: number): number {
  const { geometry, count, sinDelta: s } = rings
  if (geometry.kind === 'healpix') {
    let ring = Math.max(0, Math.min(count - 1, Math.round(ringNumber(geometry.nside, sinDelta)) - 1))
    while (ring + 1 < count && s[ring + 1] >= sinDelta) ring++
    while (ring >= 0 && s[ring] < sinDelta) ring--
    return ring
  }
  let low = -1
  let high = count
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (s[middle] >= sinDelta) low = middle
    else high = middle
  }
  return low
}

/** The number, counted from the north, that a HEALPix ring at this declination would have (Górski et al. 2005, eq. 4 and 8, solved for i). */
function ringNumber(nside: number, sinDelta: number): number {
  const height = Math.abs(sinDelta)
  if (height <= 2 / 3) return nside * (2 - 1.5 * sinDelta)
  const fromPole = nside * Math.sqrt(3 * Math.max(0, 1 - height))
  return sinDelta > 0 ? fromPole : 4 * nside - fromPole
}

const colatitudeTables = new WeakMap<Rings, Float64Array>()

/** [count] colatitude of each ring, exact near the poles too. */
export function colatitudes(rings: Rings): Float64Array {
  let theta = colatitudeTables.get(rings)
  if (theta === undefined) {
    theta = rings.cosDelta.map((c, i) => Math.atan2(c, rings.sinDelta[i]))
    colatitudeTables.set(rings, theta)
  }
  return theta
}
