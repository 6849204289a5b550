/** The laws of HEALPix geometry, tried on random pixels and directions. One text for the daily tests and for the long ones. */
import { uniforms } from '../../math/philox.ts'
import { discPixels } from '../discs.ts'
import { nestedNumbers, nestedPixels, ringNumbers } from '../healpix.ts'
import { faceFromRing, ringFromFace } from '../healpixFaces.ts'
import { neighbours } from '../neighbours.ts'
import { facePoint, pixelReach } from '../overlap.ts'
import { directionsOfPixels, pixelAt, pixelsOfDirections, pixelsOfVectors, vectorsOfPixels } from '../pixelAt.ts'
import { ringOf, ringsOf, type Rings } from '../rings.ts'

/** How often each law was broken; all zero if the geometry is sound. */
export type Failures = Record<string, number>

export const NONE: Failures = {
  'a pixel holds its own centre': 0,
  'a direction is within the largest pixel radius of the centre of its pixel': 0,
  'vectors and angles lead to the same pixel': 0,
  'a pixel lies on the ring whose pixels are numbered around it': 0,
  'RING to NESTED and back is nothing': 0,
  'RING to FACE and back is nothing': 0,
  'a fourth of a NESTED number is the pixel at half the nside': 0,
  'a pixel is a neighbour of its neighbours': 0,
  'a pixel has its neighbours only once, and is none of them': 0,
  'neighbours are missing only where three faces meet': 0,
  'a step over the middle of an edge leads to the neighbour behind it': 0,
  'neighbours over a corner have that corner too': 0,
  'NESTED neighbours are the RING neighbours': 0,
  'a disc holds a pixel if and only if its scalar product is large enough': 0,
  'every point of a disc lies in an overlapping pixel': 0,
}

const BLOCK = 10_000

/** Tries all laws at one nside. For each hundred samples there is one disc, of a tenth of a pixel to ten pixels, with twenty probes. */
export function healpixFailures(nside: number, samples: number, seed: number): Failures {
  const rings = ringsOf({ kind: 'healpix', nside })
  const failures = { ...NONE }
  for (let first = 0; first < samples; first += BLOCK) {
    const n = Math.min(BLOCK, samples - first)
    const draws = uniforms({ seed, stream: nside }, 3 * first, new Float64Array(3 * n))
    const pixels = Int32Array.from({ length: n }, (_, i) => Math.floor(draws[i] * rings.pixels))
    const sinDelta = Float64Array.from({ length: n }, (_, i) => heightOf(i, draws[n + i]))
    const alpha = Float64Array.from({ length: n }, (_, i) => 2 * Math.PI * draws[2 * n + i])
    tryPixels(rings, pixels, failures)
    tryDirections(rings, sinDelta, alpha, failures)
    tryNumbers(rings, pixels, failures)
    tryNeighbours(rings, pixels, failures)
    for (let i = 0; i < n / 100; i++) tryDisc(rings, sinDelta[i], alpha[i], { seed, stream: 0x10000 + nside }, first + i, failures)
  }
  return failures
}

/** Uniform on the sphere, but every eighth direction close to a pole. */
const heightOf = (i: number, draw: number) => (i % 8 === 0 ? Math.sign(draw - 0.5) * (1 - 10 ** (-14 * Math.abs(2 * draw - 1))) : 2 * draw - 1)

const columns = (n: number) => [new Float64Array(n), new Float64Array(n), new Float64Array(n)] as const

function tryPixels(rings: Rings, pixels: Int32Array, failures: Failures): void {
  const [s, c, alpha] = columns(pixels.length)
  const [x, y, z] = columns(pixels.length)
  directionsOfPixels(rings, pixels, s, c, alpha)
  vectorsOfPixels(rings, pixels, x, y, z)
  const byAngles = pixelsOfDirections(rings, s, c, alpha)
  const byVectors = pixelsOfVectors(rings, x, y, z)
  for (let i = 0; i < pixels.length; i++) {
    if (byAngles[i] !== pixels[i] || byVectors[i] !== pixels[i]) failures['a pixel holds its own centre']++
    const ring = ringOf(rings, pixels[i])
    if (!(rings.first[ring] <= pixels[i] && pixels[i] < rings.first[ring + 1])) failures['a pixel lies on the ring whose pixels are numbered around it']++
  }
}

function tryDirections(rings: Rings, sinDelta: Float64Array, alpha: Float64Array, failures: Failures): void {
  const n = alpha.length
  const [x, y, z] = columns(n)
  const cosDelta = sinDelta.map((s) => Math.sqrt((1 - s) * (1 + s)))
  const pixels = pixelsOfDirections(rings, sinDelta, cosDelta, alpha)
  vectorsOfPixels(rings, pixels, x, y, z)
  const [u, v, w] = [alpha.map((a, i) => 7 * cosDelta[i] * Math.cos(a)), alpha.map((a, i) => 7 * cosDelta[i] * Math.sin(a)), sinDelta.map((s) => 7 * s)]
  const byVectors = pixelsOfVectors(rings, u, v, w)
  const reach = 2 * Math.sin(pixelReach(rings) / 2) + 1e-14
  for (let i = 0; i < n; i++) {
    if (!(Math.hypot(u[i] / 7 - x[i], v[i] / 7 - y[i], w[i] / 7 - z[i]) <= reach)) failures['a direction is within the largest pixel radius of the centre of its pixel']++
    if (byVectors[i] !== pixels[i]) failures['vectors and angles lead to the same pixel']++
  }
  if (!isPower(nsideOf(rings)) || nsideOf(rings) === 1) return
  const fine = nestedPixels(nsideOf(rings), sinDelta, cosDelta, alpha)
  const coarse = nestedPixels(nsideOf(rings) / 2, sinDelta, cosDelta, alpha)
  for (let i = 0; i < n; i++) if (fine[i] >> 2 !== coarse[i]) failures['a fourth of a NESTED number is the pixel at half the nside']++
}

function tryNumbers(rings: Rings, pixels: Int32Array, failures: Failures): void {
  const nside = nsideOf(rings)
  for (const pixel of pixels) {
    const cell = faceFromRing(nside, pixel)
    if (!(cell >= 0 && cell < rings.pixels) || ringFromFace(nside, cell) !== pixel) failures['RING to FACE and back is nothing']++
  }
  if (!isPower(nside)) return
  const back = ringNumbers(nside, nestedNumbers(nside, pixels))
  const forth = nestedNumbers(nside, ringNumbers(nside, pixels))
  for (let i = 0; i < pixels.length; i++) if (back[i] !== pixels[i] || forth[i] !== pixels[i]) failures['RING to NESTED and back is nothing']++
}

/** Where the neighbours lie, in half pixels from the middle: SW, W, NW, N, NE, E, SE, S. */
const TOWARDS = [[-1, 0], [-1, 1], [0, 1], [1, 1], [1, 0], [1, -1], [0, -1], [-1, -1]] as const

function tryNeighbours(rings: Rings, pixels: Int32Array, failures: Failures): void {
  const nside = nsideOf(rings)
  const near = neighbours(nside, 'ring', pixels)
  const nested = isPower(nside) ? neighbours(nside, 'nested', nestedNumbers(nside, pixels)) : undefined
  const back = neighbours(nside, 'ring', near.map((q) => Math.max(0, q)))
  for (let i = 0; i < pixels.length; i++) {
    const own = near.subarray(8 * i, 8 * i + 8)
    const known = own.filter((q) => q >= 0)
    if (new Set(known).size !== known.length || known.includes(pixels[i])) failures['a pixel has its neighbours only once, and is none of them']++
    if (known.length < (nside === 1 ? 6 : 7)) failures['neighbours are missing only where three faces meet']++
    for (let k = 0; k < 8; k++) {
      const place = 8 * i + k
      if (near[place] >= 0 && !back.subarray(8 * place, 8 * place + 8).includes(pixels[i])) failures['a pixel is a neighbour of its neighbours']++
      if (nested !== undefined && nested[place] !== (near[place] < 0 ? -1 : nestedNumbers(nside, near.subarray(place, place + 1))[0])) failures['NESTED neighbours are the RING neighbours']++
      tryNeighbour(rings, pixels[i], k, near[place], failures)
    }
  }
}

const middle = new Float64Array(3)
const border = new Float64Array(3)
const corner = new Float64Array(3)

function tryNeighbour(rings: Rings, pixel: number, k: number, neighbour: number, failures: Failures): void {
  const nside = nsideOf(rings)
  placeOn(nside, pixel, 0, 0, middle)
  placeOn(nside, pixel, TOWARDS[k][0], TOWARDS[k][1], border)
  if (k % 2 === 0) {
    const [x, y, z] = border.map((b, axis) => b + 1e-3 * (b - middle[axis]))
    const length = Math.hypot(x, y, z)
    const beyond = pixelAt(rings, z / length, Math.hypot(x, y) / length, Math.atan2(y, x))
    if (beyond !== neighbour) failures['a step over the middle of an edge leads to the neighbour behind it']++
    return
  }
  // Three faces meet at sin δ = ±2/3 where α is a whole number of right angles, and nowhere else.
  const threeMeet = Math.abs(Math.abs(border[2]) - 2 / 3) < 1e-9 && Math.abs(Math.sin(2 * Math.atan2(border[1], border[0]))) < 1e-6 / nside
  if (threeMeet !== (neighbour < 0)) failures['neighbours are missing only where three faces meet']++
  if (neighbour < 0) return
  const shared = [1, 3, 5, 7].some((j) => {
    placeOn(nside, neighbour, TOWARDS[j][0], TOWARDS[j][1], corner)
    return Math.hypot(corner[0] - border[0], corner[1] - border[1], corner[2] - border[2]) < 1e-13
  })
  if (!shared) failures['neighbours over a corner have that corner too']++
}

/** A point of a pixel, its corners at (±1, ±1). */
function placeOn(nside: number, pixel: number, u: number, v: number, out: Float64Array): void {
  const cell = faceFromRing(nside, pixel)
  const row = Math.floor(cell / nside)
  const face = Math.floor(row / nside)
  facePoint(nside, face, cell - row * nside + (1 + u) / 2, row - face * nside + (1 + v) / 2, out)
}

/** One disc, and random places in and around it. */
function tryDisc(rings: Rings, s: number, alpha: number, stream: { seed: number; stream: number }, index: number, failures: Failures): void {
  const PROBES = 20
  const draws = uniforms(stream, index * (2 * PROBES + 1), new Float64Array(2 * PROBES + 1))
  const radius = Math.min(Math.PI, 10 ** (2 * draws[2 * PROBES] - 1) * pixelReach(rings))
  const c = Math.sqrt((1 - s) * (1 + s))
  const axis = [c * Math.cos(alpha), c * Math.sin(alpha), s] as const
  const centred = new Set(discPixels(rings, axis, radius))
  const overlapping = new Set(discPixels(rings, axis, radius, 'overlap'))
  const cut = Math.cos(radius) - 1e-12
  const [x, y, z] = columns(PROBES)
  const separation = new Float64Array(PROBES)
  for (let i = 0; i < PROBES; i++) {
    separation[i] = Math.min(Math.PI, 1.5 * radius * Math.sqrt(draws[i]))
    const [along, aside, turn] = [Math.cos(separation[i]), Math.sin(separation[i]), 2 * Math.PI * draws[PROBES + i]]
    const [north, east] = [aside * Math.cos(turn), aside * Math.sin(turn)]
    x[i] = along * axis[0] - north * s * Math.cos(alpha) - east * Math.sin(alpha)
    y[i] = along * axis[1] - north * s * Math.sin(alpha) + east * Math.cos(alpha)
    z[i] = along * s + north * c
  }
  const pixels = pixelsOfVectors(rings, x, y, z)
  vectorsOfPixels(rings, pixels, x, y, z)
  for (let i = 0; i < PROBES; i++) {
    const inside = x[i] * axis[0] + y[i] * axis[1] + z[i] * axis[2] >= cut
    if (inside !== centred.has(pixels[i])) failures['a disc holds a pixel if and only if its scalar product is large enough']++
    if (separation[i] < radius && !overlapping.has(pixels[i])) failures['every point of a disc lies in an overlapping pixel']++
  }
}

const isPower = (nside: number) => (nside & (nside - 1)) === 0
const nsideOf = ({ geometry }: Rings) => (geometry.kind === 'healpix' ? geometry.nside : 0)
