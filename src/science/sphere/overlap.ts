/** Which pixels share a point with a disc: the nearest points of their borders, which are known curves. */
import type { Vector3 } from '../math/matrix3.ts'
import { FACE_MIDDLE, FACE_SOUTH, faceFromRing } from './healpixFaces.ts'
import { pixelAt, ringEdges } from './pixelAt.ts'
import { ringOf, type Rings } from './rings.ts'

/** Rounding of a point on a border; a border this much beyond a disc still counts as touching it. */
const ROUNDING = 2e-13

/** No point of a pixel is farther from its centre than this. HEALPix: exact; ring grids: along the meridian and then along the parallel. */
export function pixelReach(rings: Rings): number {
  const { geometry } = rings
  if (geometry.kind === 'healpix') {
    // The farthest of all: from the centres on the ring at sin δ = 2/3 to the corners north of them.
    const { nside } = geometry
    const corner = facePoint(nside, 0, nside, 1, new Float64Array(3))
    const z = 2 / 3
    const alpha = (Math.PI / 4) * (2 - 1 / nside)
    const [x, y] = [Math.sqrt(1 - z * z) * Math.cos(alpha), Math.sqrt(1 - z * z) * Math.sin(alpha)]
    return 2 * Math.asin(Math.hypot(corner[0] - x, corner[1] - y, corner[2] - z) / 2)
  }
  const edges = ringEdges(rings)
  let reach = 0
  for (let ring = 0; ring < rings.count; ring++) {
    const delta = Math.asin(rings.sinDelta[ring])
    const along = Math.max(Math.asin(edges[ring]) - delta, delta - Math.asin(edges[ring + 1]))
    reach = Math.max(reach, along + (rings.cosDelta[ring] * Math.PI) / geometry.perRing)
  }
  return Math.min(Math.PI, reach)
}

/**
 * The direction of a place on a face, pixel borders being the lines of whole x or y (Górski et al. 2005, Appendix A).
 * With J = nside·south − x − y, the distance in cells from the nearer pole or from the border of its cap:
 *
 *     caps   sin δ = ±(1 − (J/nside)²/3),      α = (π/4)(middle + (x − y)/J)
 *     belt   sin δ = (2/3)(2 − J/nside),       α = (π/4)(middle + (x − y)/nside)
 *
 * @param x, y  0 … nside, from the southern corner of the face
 * @param out   [3] unit vector, written
 */
export function facePoint(nside: number, face: number, x: number, y: number, out: Float64Array): Float64Array {
  const fromNorth = FACE_SOUTH[face] * nside - x - y
  const fromPole = Math.min(fromNorth, 4 * nside - fromNorth)
  const polar = fromPole < nside
  const j = fromPole / nside
  const height = polar ? 1 - (j * j) / 3 : (2 / 3) * (2 - fromNorth / nside)
  const radius = polar ? j * Math.sqrt((2 - (j * j) / 3) / 3) : Math.sqrt(1 - height * height)
  const alpha = (Math.PI / 4) * (FACE_MIDDLE[face] + (fromPole > 0 ? (x - y) / Math.min(nside, fromPole) : 0))
  out[0] = radius * Math.cos(alpha)
  out[1] = radius * Math.sin(alpha)
  out[2] = polar && fromNorth > 2 * nside ? -height : height
  return out
}

/**
 * Those of the candidates that hold the axis or whose border comes as near to it as the radius.
 *
 * @param candidates  ascending, all that may overlap
 * @param certain     ascending, those of the candidates that surely do
 */
export function overlapping(rings: Rings, candidates: Int32Array, certain: Int32Array, axis: Vector3, radius: number): Int32Array {
  const home = pixelAt(rings, axis[2], Math.hypot(axis[0], axis[1]), Math.atan2(axis[1], axis[0]))
  const chord = 2 * Math.sin(radius / 2) + ROUNDING
  const nside = rings.geometry.kind === 'healpix' ? rings.geometry.nside : 0
  const search: Search = { nside, axis, limit: chord * chord, slack: 1e-9 * chord * chord + 2e-25 }
  const kept = new Int32Array(candidates.length)
  let n = 0
  let next = 0
  for (const pixel of candidates) {
    const sure = pixel === certain[next]
    if (sure) next++
    if (sure || pixel === home || (nside > 0 ? bordersDisc(search, pixel) : cellChord2(rings, pixel, axis) <= search.limit)) kept[n++] = pixel
  }
  return kept.slice(0, n)
}

/** What the four edges of all candidates are held against; squares of chords, which stay exact where cosines have no digits left. */
interface Search {
  /** 0 for a ring grid, whose cells need no search. */
  readonly nside: number
  readonly axis: Vector3
  readonly limit: number
  readonly slack: number
}

const point = new Float64Array(3)

function chord2(p: Float64Array, axis: Vector3): number {
  return (p[0] - axis[0]) ** 2 + (p[1] - axis[1]) ** 2 + (p[2] - axis[2]) ** 2
}

function bordersDisc(search: Search, pixel: number): boolean {
  const { nside, axis } = search
  const cell = faceFromRing(nside, pixel)
  const row = Math.floor(cell / nside)
  const face = Math.floor(row / nside)
  const [x, y] = [cell - row * nside, row - face * nside]
  const corner = (dx: number, dy: number) => chord2(facePoint(nside, face, x + dx, y + dy, point), axis)
  const [south, east, west, north] = [corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1)]
  return edgeTouches(search, face, x, y, 1, 0, 1, south, east) || edgeTouches(search, face, x, y, 0, 1, 1, south, west)
    || edgeTouches(search, face, x, y + 1, 1, 0, 1, west, north) || edgeTouches(search, face, x + 1, y, 0, 1, 1, east, north)
}

/**
 * Whether a piece of an edge, from (x, y) on along (dx, dy), comes within the limit. Between its ends the squared chord
 * g falls below the lower of them by at most g″ₘₐₓ length²/8, and |g″| ≤ 2|n″| with |n″| ≤ (π²/4)/(nside·max(1, J)),
 * J cells from the nearer pole or from the cap's border: halves are tried until that decides.
 */
function edgeTouches(search: Search, face: number, x: number, y: number, dx: number, dy: number, length: number, from: number, to: number): boolean {
  const { nside, axis, limit, slack } = search
  if (from <= limit || to <= limit) return true
  const fromNorth = FACE_SOUTH[face] * nside - x - y
  const J = Math.min(nside, Math.floor(fromNorth - length / 2), 4 * nside - Math.ceil(fromNorth - length / 2))
  const sag = ((Math.PI ** 2 / 16) * length * length) / (nside * Math.max(1, J))
  if (Math.min(from, to) - sag > limit) return false
  if (sag < slack) return true
  const half = length / 2
  const [u, v] = [x + dx * half, y + dy * half]
  const middle = chord2(facePoint(nside, face, u, v, point), axis)
  return edgeTouches(search, face, x, y, dx, dy, half, from, middle) || edgeTouches(search, face, u, v, dx, dy, half, middle, to)
}

/** The squared chord from an axis to the nearest point of a cell of a ring grid; 0 inside. */
function cellChord2(rings: Rings, pixel: number, axis: Vector3): number {
  const ring = ringOf(rings, pixel)
  const n = rings.first[ring + 1] - rings.first[ring]
  const edges = ringEdges(rings)
  const [south, north] = [Math.asin(edges[ring + 1]), Math.asin(edges[ring])]
  const delta = Math.atan2(axis[2], Math.hypot(axis[0], axis[1]))
  const turn = Math.atan2(axis[1], axis[0]) - rings.alpha0[ring] - (2 * Math.PI * (pixel - rings.first[ring])) / n
  // Of all points of one declination the nearest is the one nearest in right ascension: on the axis' own meridian or on the cell's side.
  const aside = Math.max(0, Math.abs(turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI))) - Math.PI / n)
  const best = Math.atan2(Math.sin(delta), Math.cos(delta) * Math.cos(aside))
  const along = (d: number) => 4 * (Math.sin((d - delta) / 2) ** 2 + Math.cos(d) * Math.cos(delta) * Math.sin(aside / 2) ** 2)
  return best > south && best < north ? along(best) : Math.min(along(south), along(north))
}
