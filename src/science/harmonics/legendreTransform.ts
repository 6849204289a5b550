/**
 * The Legendre halves of the harmonic transforms: between the ring coefficients F_m and a_lm, one m at a time. Rings
 * come in mirror pairs, and λ_lm(−s) = (−1)^{l−m} λ_lm(s): even and odd l − m see the sum and the difference of a pair,
 * so the recursion runs over the north only. Four pairs go side by side, which hides the recursion's latency.
 */
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'
import { almIndex, almSize, type Alm } from './alm.ts'
import { logCosine, orderLimit } from './legendre.ts'
import { analyseLanes, EVEN_IM, EVEN_RE, LANE, LANES, layOut, newTable, ODD_IM, ODD_RE, STEP, synthesiseLanes, XX } from './legendreLanes.ts'
import { legendreSteps, startSteps, type LegendreSteps } from './legendreSteps.ts'
import type { RingPhases } from './ringPhases.ts'

/** Four ring pairs on their way through the degrees of one m. */
interface Sweep {
  readonly lanes: Float64Array
  /** [LANES] the step at which each lane wakes up */
  readonly wake: Int32Array
  /** [2 LANES] the two values of the recursion that it wakes up with */
  readonly start: Float64Array
}

type Kernel = (table: Float64Array, lanes: Float64Array, from: number, to: number) => void

const newSweep = (): Sweep => ({ lanes: new Float64Array(LANES * LANE), wake: new Int32Array(LANES), start: new Float64Array(2 * LANES) })

function checkShapes(rings: Rings, phases: RingPhases, alm: Alm): void {
  const { count, sinDelta } = rings
  demand(phases.mmax >= alm.lmax && phases.re.length === count * (phases.mmax + 1), 'ring phases must reach m = lmax on every ring', { mmax: phases.mmax, lmax: alm.lmax })
  demand(alm.re.length === almSize(alm.lmax), 'coefficients must fill their triangle', { lmax: alm.lmax, size: alm.re.length })
  for (let i = 0; 2 * i < count; i++) demand(Math.abs(sinDelta[i] + sinDelta[count - 1 - i]) < 1e-15, 'rings must mirror each other in the equator', { ring: i })
}

/**
 * a_lm = Σ_rings ΔΩ λ_lm(s) F_m (spec 10), for mFrom ≤ m < mTo.
 *
 * @param alm  written for these m only
 */
export function legendreAnalysis(rings: Rings, phases: RingPhases, alm: Alm, mFrom = 0, mTo = alm.lmax + 1): Alm {
  checkShapes(rings, phases, alm)
  const { lmax } = alm
  const table = newTable(lmax)
  const sweep = newSweep()
  const pairs = (rings.count + 1) >> 1
  const logCos = logCosines(rings, pairs)
  for (let m = mFrom; m < mTo; m++) {
    const steps = legendreSteps(m, lmax)
    layOut(table, steps)
    for (let i = firstRing(rings, m, lmax); i < pairs; i += LANES) {
      begin(rings, steps, logCos, i, sweep)
      for (let lane = 0; lane < LANES && i + lane < pairs; lane++) gather(rings, phases, m, i + lane, sweep.lanes, lane * LANE)
      run(analyseLanes, table, steps.count, sweep)
    }
    sumsToAlm(table, steps, alm)
  }
  return alm
}

/**
 * F_m(ring) = Σ_l λ_lm(s) a_lm (R14), for mFrom ≤ m < mTo.
 *
 * @param phases  written for these m only
 */
export function legendreSynthesis(rings: Rings, alm: Alm, phases: RingPhases, mFrom = 0, mTo = alm.lmax + 1): RingPhases {
  checkShapes(rings, phases, alm)
  const { lmax } = alm
  const table = newTable(lmax)
  const sweep = newSweep()
  const pairs = (rings.count + 1) >> 1
  const logCos = logCosines(rings, pairs)
  for (let m = mFrom; m < mTo; m++) {
    const steps = legendreSteps(m, lmax)
    layOut(table, steps)
    almToSums(alm, steps, table)
    const quiet = Math.min(firstRing(rings, m, lmax), pairs)
    sweep.lanes.fill(0)
    for (let i = 0; i < quiet; i++) scatter(rings, phases, m, i, sweep.lanes, 0)
    for (let i = quiet; i < pairs; i += LANES) {
      begin(rings, steps, logCos, i, sweep)
      run(synthesiseLanes, table, steps.count, sweep)
      for (let lane = 0; lane < LANES && i + lane < pairs; lane++) scatter(rings, phases, m, i + lane, sweep.lanes, lane * LANE)
    }
  }
  return phases
}

function logCosines(rings: Rings, pairs: number): Float64Array {
  return Float64Array.from({ length: pairs }, (_, i) => logCosine(rings.sinDelta[i], rings.cosDelta[i]))
}

/** The northernmost ring where order m is felt at all. */
function firstRing(rings: Rings, m: number, lmax: number): number {
  let i = 0
  while (2 * i < rings.count && m > orderLimit(lmax, rings.cosDelta[i])) i++
  return i
}

/** Puts the pairs from ring i on into the lanes, asleep and empty; lanes beyond the last pair never wake up. */
function begin(rings: Rings, steps: LegendreSteps, logCos: Float64Array, i: number, { lanes, wake, start }: Sweep): void {
  lanes.fill(0)
  for (let lane = 0; lane < LANES; lane++) {
    wake[lane] = steps.count
    if (i + lane >= logCos.length) continue
    const xx = rings.sinDelta[i + lane] ** 2
    lanes[lane * LANE + XX] = xx
    wake[lane] = startSteps(steps, xx, logCos[i + lane], start, 2 * lane)
  }
}

/** Takes the lanes through all steps. Until a lane wakes up its values are zeros, which add nothing. */
function run(kernel: Kernel, table: Float64Array, count: number, { lanes, wake, start }: Sweep): void {
  let from = Math.min(...wake)
  while (from < count) {
    let to = count
    for (let lane = 0; lane < LANES; lane++) {
      if (wake[lane] > from) to = Math.min(to, wake[lane])
      else if (wake[lane] === from) lanes.set(start.subarray(2 * lane, 2 * lane + 2), lane * LANE)
    }
    kernel(table, lanes, from, to)
    from = to
  }
}

/** The sum and the difference of the mirror rings i; the odd part takes along the x of λ_{l+1} = x α q. */
function gather(rings: Rings, phases: RingPhases, m: number, i: number, lanes: Float64Array, at: number): void {
  const { re, im, mmax } = phases
  const mirror = rings.count - 1 - i
  const north = i * (mmax + 1) + m
  const south = mirror * (mmax + 1) + m
  const own = north === south ? 0 : rings.pixelArea[mirror] // the equator is its own mirror image
  const area = rings.pixelArea[i]
  const x = rings.sinDelta[i]
  lanes[at + EVEN_RE] = area * re[north] + own * re[south]
  lanes[at + EVEN_IM] = area * im[north] + own * im[south]
  lanes[at + ODD_RE] = x * (area * re[north] - own * re[south])
  lanes[at + ODD_IM] = x * (area * im[north] - own * im[south])
}

function scatter(rings: Rings, phases: RingPhases, m: number, i: number, lanes: Float64Array, at: number): void {
  const { re, im, mmax } = phases
  const north = i * (mmax + 1) + m
  const south = (rings.count - 1 - i) * (mmax + 1) + m
  const x = rings.sinDelta[i]
  const oddRe = x * lanes[at + ODD_RE]
  const oddIm = x * lanes[at + ODD_IM]
  re[south] = lanes[at + EVEN_RE] - oddRe
  im[south] = lanes[at + EVEN_IM] - oddIm
  re[north] = lanes[at + EVEN_RE] + oddRe
  im[north] = lanes[at + EVEN_IM] + oddIm
}

/** From sums over rings with q_j to sums with λ_lm: each even l − m takes from two steps. */
function sumsToAlm(table: Float64Array, { m, count, odd, even, next }: LegendreSteps, { lmax, re, im }: Alm): void {
  const at = almIndex(lmax, m, m)
  let fromBeforeRe = 0
  let fromBeforeIm = 0
  for (let j = 0; j < count; j++) {
    const t = STEP * j
    const k = at + 2 * j
    re[k] = even[j] * table[t + EVEN_RE] + fromBeforeRe
    im[k] = even[j] * table[t + EVEN_IM] + fromBeforeIm
    fromBeforeRe = next[j] * table[t + EVEN_RE]
    fromBeforeIm = next[j] * table[t + EVEN_IM]
    if (m + 2 * j === lmax) break
    re[k + 1] = odd[j] * table[t + ODD_RE]
    im[k + 1] = odd[j] * table[t + ODD_IM]
  }
}

/** The factors of q_j in Σ_l a_lm λ_lm. The imaginary parts of m = 0 do not exist. */
function almToSums({ lmax, re, im }: Alm, { m, count, odd, even, next }: LegendreSteps, table: Float64Array): void {
  const at = almIndex(lmax, m, m)
  const real = m === 0
  for (let j = 0; j < count; j++) {
    const t = STEP * j
    const k = at + 2 * j
    const l = m + 2 * j
    table[t + EVEN_RE] = even[j] * re[k] + (l + 2 <= lmax ? next[j] * re[k + 2] : 0)
    table[t + ODD_RE] = l + 1 <= lmax ? odd[j] * re[k + 1] : 0
    if (real) continue
    table[t + EVEN_IM] = even[j] * im[k] + (l + 2 <= lmax ? next[j] * im[k + 2] : 0)
    table[t + ODD_IM] = l + 1 <= lmax ? odd[j] * im[k + 1] : 0
  }
}
