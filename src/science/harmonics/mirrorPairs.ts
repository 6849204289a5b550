/**
 * The mirror pairs of rings, from the pole to the equator, and cos^m δ of each. λ_lm(−s) = (−1)^{l−m} λ_lm(s): even and odd l − m
 * see the sum and the difference of a pair, so that the recursion runs over the north only.
 */
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'
import { LARGE, SCALE_BITS, TINY, type Places, type RingPair } from './harmonicRoom.ts'
import { logCosine, orderLimit } from './legendre.ts'

export interface Pairs {
  readonly count: number
  /** [count] */
  readonly rings: readonly RingPair[]
  /** The lengths that occur, each once. */
  readonly lengths: readonly number[]
  readonly longest: number
  /** [count] sin δ */
  readonly sine: Float64Array
  /** [count] cos δ */
  readonly cosine: Float64Array
  /** [count] ln cos δ */
  readonly logCos: Float64Array
  /** [count] the largest m that is felt there; grows towards the equator */
  readonly limit: Int32Array
}

const known = new WeakMap<Rings, Map<number, Pairs>>()

/** The pairs of a geometry, made once. Throws invalid-argument where the rings do not mirror each other in the equator. */
export function mirrorPairs(rings: Rings, lmax: number): Pairs {
  let ofRings = known.get(rings)
  if (ofRings === undefined) known.set(rings, (ofRings = new Map()))
  let pairs = ofRings.get(lmax)
  if (pairs === undefined) ofRings.set(lmax, (pairs = makePairs(rings, lmax)))
  return pairs
}

function makePairs(rings: Rings, lmax: number): Pairs {
  const { count, sinDelta, cosDelta } = rings
  const half = (count + 1) >> 1
  const pairs = Array.from({ length: half }, (_, i) => pairOf(rings, i))
  const lengths = [...new Set(pairs.map(({ n }) => n))]
  return {
    count: half,
    rings: pairs,
    lengths,
    longest: Math.max(...lengths),
    sine: sinDelta.slice(0, half),
    cosine: cosDelta.slice(0, half),
    logCos: Float64Array.from({ length: half }, (_, i) => logCosine(sinDelta[i], cosDelta[i])),
    limit: Int32Array.from({ length: half }, (_, i) => orderLimit(lmax, cosDelta[i])),
  }
}

function pairOf({ count, sinDelta, first, alpha0, pixelArea }: Rings, index: number): RingPair {
  const mirror = count - 1 - index
  const n = first[index + 1] - first[index]
  const mirrors = Math.abs(sinDelta[index] + sinDelta[mirror]) < 1e-15 && first[mirror + 1] - first[mirror] === n && alpha0[mirror] === alpha0[index] && pixelArea[mirror] === pixelArea[index]
  demand(mirrors, 'rings must mirror each other in the equator', { ring: index })
  const shifted = Math.abs(alpha0[index] - Math.PI / n) < 1e-15
  demand(shifted || alpha0[index] === 0, 'the first pixel of a ring must lie on α = 0, or half a cell east of it', { ring: index })
  return { index, n, north: first[index], south: mirror === index ? -1 : first[mirror], shifted, area: pixelArea[index] }
}

/** Writes sin δ and its square into the room; the filling gets zeros, with which nothing is ever added. */
export function pairsToRoom({ count, sine }: Pairs, room: Float64Array, { pairs, columns, sine: at, square }: Places): void {
  room.fill(0, 0, columns)
  for (let i = 0; i < count; i++) {
    room[at + i] = sine[i]
    room[square + i] = sine[i] * sine[i]
  }
  for (let i = count; i < pairs; i++) room[square + i] = 0
}

/** Powers are taken afresh every so many orders, always at the same ones: how the orders are cut into blocks changes no bit. */
const AFRESH = 16

/** Makes the room's cos^m δ those of order m, whatever they were before. */
export function startPowers(pairs: Pairs, m: number, room: Float64Array, places: Places): void {
  const base = m - (m % AFRESH)
  for (let i = 0; i < pairs.count; i++) powerByLogarithm(pairs.logCos[i], base, room, places, i)
  for (let order = base + 1; order <= m; order++) nextPowers(pairs, order, room, places)
}

function powerByLogarithm(logCos: number, m: number, room: Float64Array, { power, scale }: Places, i: number): void {
  const log = m === 0 ? 0 : m * logCos
  const none = log === -Infinity // at a pole every λ with m > 0 vanishes
  const k = none ? 0 : Math.max(0, Math.ceil(-log / (SCALE_BITS * Math.LN2) - 0.5))
  room[power + i] = none ? 0 : Math.exp(log + k * (SCALE_BITS * Math.LN2))
  room[scale + i] = k
}

/** Takes cos^{m−1} δ to cos^m δ. */
export function nextPowers(pairs: Pairs, m: number, room: Float64Array, places: Places): void {
  const { power, scale } = places
  if (m % AFRESH === 0) {
    startPowers(pairs, m, room, places)
    return
  }
  const { cosine, count } = pairs
  for (let i = 0; i < count; i++) {
    const next = room[power + i] * cosine[i]
    const small = next < 1 / LARGE && next > 0
    room[power + i] = small ? next / TINY : next
    if (small) room[scale + i]++
  }
}
