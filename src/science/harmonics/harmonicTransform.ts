/**
 * A harmonic transform under way, in pieces that a driver can breathe between: over pairs of rings, and over orders m. Each
 * has a kernel and a room of its own, so that transforms may be interleaved. How the pieces are cut changes no bit of the result.
 */
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'
import { almSize, type Alm } from './alm.ts'
import { harmonicKernels } from './harmonicKernel.ts'
import { columnOf, LANES, PARTS, placesFor, type HarmonicKernel, type Places, type RingPair } from './harmonicRoom.ts'
import { almToSteps, layOut, stepsOf, stepsToAlm } from './legendreSteps.ts'
import { mirrorPairs, nextPowers, pairsToRoom, startPowers, type Pairs } from './mirrorPairs.ts'

export interface HarmonicTransform {
  readonly lmax: number
  /** Pairs of mirror rings, from the pole to the equator. */
  readonly pairs: number
  /** Pixels of a pair, for drivers that cut blocks. */
  pixelsOf(pair: number): number
  /** Analysis, first: Fourier sums of the rings fromPair … toPair − 1. `values` [rings.pixels]; NaN counts as 0, and so does what is not `seen` [rings.pixels]. */
  takeRings(values: Float64Array, fromPair?: number, toPair?: number, seen?: Uint8Array): void
  /** Analysis, second, once all rings are taken: a_lm = Σ ΔΩ λ_lm F_m (spec 10). `alm` is written for mFrom ≤ m < mTo. */
  giveOrders(alm: Alm, mFrom?: number, mTo?: number): void
  /** Synthesis, first: F_m = Σ_l λ_lm a_lm (R14) for mFrom ≤ m < mTo. */
  takeOrders(alm: Alm, mFrom?: number, mTo?: number): void
  /** Synthesis, second, once all orders are taken. `values` [rings.pixels] is written on the rings fromPair … toPair − 1. */
  giveRings(values: Float64Array, fromPair?: number, toPair?: number): void
  /** Ends the work: the kernel goes to the next transform. */
  end(): void
}

/** Begins a transform. Throws invalid-argument for rings that do not mirror each other in the equator. */
export function beginTransform(rings: Rings, lmax: number): HarmonicTransform {
  demand(Number.isInteger(lmax) && lmax >= 0, 'lmax is a whole number, 0 or more', { lmax })
  const pairs = mirrorPairs(rings, lmax)
  const places = placesFor(pairs, lmax)
  const leased = harmonicKernels.lease(places.size)
  const { kernel, room } = leased
  pairsToRoom(pairs, room, places)
  const orders = { pairs, places, kernel, room }
  const checkMap = (values: Float64Array) => demand(values.length === rings.pixels, 'a map has one value for each pixel of its rings', { values: values.length, pixels: rings.pixels })
  const checkAlm = (alm: Alm) => demand(alm.lmax === lmax && alm.re.length === almSize(lmax), 'coefficients must have the lmax of the transform and fill their triangle', { lmax: alm.lmax, size: alm.re.length })
  return {
    lmax,
    pairs: pairs.count,
    pixelsOf: (pair) => 2 * pairs.rings[pair].n,
    takeRings(values, from = 0, to = pairs.count, seen = undefined) {
      checkMap(values)
      const masked = new Float64Array(seen === undefined ? 0 : 2 * pairs.longest)
      for (let i = from; i < to; i++) {
        const pair = pairs.rings[i]
        if (seen === undefined) kernel.ringsToColumns(places, pair, values)
        else kernel.ringsToColumns(places, maskPair(pair, values, seen, masked), masked)
      }
    },
    giveRings(values, from = 0, to = pairs.count) {
      checkMap(values)
      for (let i = from; i < to; i++) kernel.columnsToRings(places, pairs.rings[i], values)
    },
    takeOrders(alm, from = 0, to = lmax + 1) {
      checkAlm(alm)
      overOrders(orders, from, to, (m, first) => takeOrder(orders, alm, m, first))
    },
    giveOrders(alm, from = 0, to = lmax + 1) {
      checkAlm(alm)
      overOrders(orders, from, to, (m, first) => giveOrder(orders, alm, m, first))
    },
    end: () => harmonicKernels.release(leased),
  }
}

/** Copies the seen part of a pair of rings, and says where it then lies. */
function maskPair(pair: RingPair, values: Float64Array, seen: Uint8Array, out: Float64Array): RingPair {
  const { n, north, south } = pair
  for (let k = 0; k < n; k++) out[k] = seen[north + k] !== 0 ? values[north + k] : 0
  if (south < 0) return { ...pair, north: 0 }
  for (let k = 0; k < n; k++) out[n + k] = seen[south + k] !== 0 ? values[south + k] : 0
  return { ...pair, north: 0, south: n }
}

interface Orders {
  readonly pairs: Pairs
  readonly places: Places
  readonly kernel: HarmonicKernel
  readonly room: Float64Array
}

/** Runs orders with cos^m δ in place, from the northernmost pair where the order is felt at all. */
function overOrders({ pairs, places, room }: Orders, mFrom: number, mTo: number, run: (m: number, first: number) => void): void {
  let first = 0
  for (let m = mFrom; m < mTo; m++) {
    if (m === mFrom) startPowers(pairs, m, room, places)
    else nextPowers(pairs, m, room, places)
    while (first < pairs.count && pairs.limit[first] < m) first++
    run(m, first - (first % LANES))
  }
}

function giveOrder({ places, kernel, room }: Orders, alm: Alm, m: number, from: number): void {
  const steps = stepsOf(alm.lmax, m)
  layOut(steps, room, places.table)
  kernel.analyse(places, { column: columnOf(places, m), from, norm: steps.norm, steps: steps.count })
  stepsToAlm(steps, room, places.table, alm)
}

function takeOrder({ places, kernel, room }: Orders, alm: Alm, m: number, from: number): void {
  const column = columnOf(places, m)
  const steps = stepsOf(alm.lmax, m)
  layOut(steps, room, places.table)
  almToSteps(alm, steps, room, places.table)
  for (let part = 0; part < PARTS; part++) room.fill(0, column + part * places.row, column + part * places.row + from)
  kernel.synthesise(places, { column, from, norm: steps.norm, steps: steps.count })
}
