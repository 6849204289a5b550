/**
 * Rings: the one geometry every map lives on. Pixels lie on rings of equal declination, equally spaced in right
 * ascension, numbered eastward ring by ring from north to south. HEALPix in RING order is one such geometry; the
 * ring grid of Gauss–Legendre nodes is the other. Transforms, fits, smoothing and profiles are written once, for Rings.
 */
import { demand } from '../problem.ts'
import { gaussLegendre } from '../math/gaussLegendre.ts'

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
  demand(Number.isInteger(nside) && nside >= 1 && nside <= 8192, 'nside must be a whole number from 1 to 8192', { nside })
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

/** The ring that holds a pixel, by bisection. */
export function ringOf(rings: Rings, pixel: number): number {
  let low = 0
  let high = rings.count
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (rings.first[middle] <= pixel) low = middle
    else high = middle
  }
  return low
}
