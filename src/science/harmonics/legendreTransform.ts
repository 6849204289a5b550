/**
 * The Legendre halves of the harmonic transforms: between the ring coefficients F_m and a_lm, one m at a time. Rings
 * come in mirror pairs, and λ_lm(−s) = (−1)^{l−m} λ_lm(s): even and odd l − m see the sum and the difference of a pair,
 * so the recursion runs over the north only. Four pairs go side by side, which hides the recursion's latency.
 */
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'
import { almIndex, almSize, type Alm } from './alm.ts'
import { legendreColumn, logCosine, orderLimit, startLegendre, type LegendreColumn } from './legendre.ts'
import { analyseLanes, BEFORE, EVEN_IM, EVEN_RE, HERE, LANE, LANES, layOut, newTable, ODD_IM, ODD_RE, SINE, STEP, synthesiseLanes } from './legendreLanes.ts'
import type { RingPhases } from './ringPhases.ts'

/** The mirror pairs from the pole to the equator. */
interface Pairs {
  readonly count: number
  /** [count] sin δ */
  readonly sine: Float64Array
  /** [count] ln cos δ */
  readonly logCos: Float64Array
  /** [count] the largest m that is felt there; grows towards the equator */
  readonly limit: Int32Array
}

function mirrorPairs({ count, sinDelta, cosDelta }: Rings, lmax: number): Pairs {
  const half = (count + 1) >> 1
  const pairs = { count: half, sine: new Float64Array(half), logCos: new Float64Array(half), limit: new Int32Array(half) }
  for (let i = 0; i < half; i++) {
    pairs.sine[i] = sinDelta[i]
    pairs.logCos[i] = logCosine(sinDelta[i], cosDelta[i])
    pairs.limit[i] = orderLimit(lmax, cosDelta[i])
  }
  return pairs
}

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
  const pairs = mirrorPairs(rings, lmax)
  let first = 0 // the northernmost pair where m is felt at all
  for (let m = mFrom; m < mTo; m++) {
    const column = legendreColumn(m, lmax)
    const count = ((lmax - m) >> 1) + 1
    layOut(table, column)
    while (first < pairs.count && pairs.limit[first] < m) first++
    for (let i = first; i < pairs.count; i += LANES) {
      begin(pairs, column, i, sweep)
      for (let lane = 0; lane < LANES && i + lane < pairs.count; lane++) gather(rings, phases, m, i + lane, sweep.lanes, lane * LANE)
      run(analyseLanes, table, count, sweep)
    }
    sumsToAlm(table, m, alm)
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
  const pairs = mirrorPairs(rings, lmax)
  let first = 0 // the northernmost pair where m is felt at all
  for (let m = mFrom; m < mTo; m++) {
    const column = legendreColumn(m, lmax)
    const count = ((lmax - m) >> 1) + 1
    layOut(table, column)
    almToTable(alm, m, table)
    while (first < pairs.count && pairs.limit[first] < m) first++
    sweep.lanes.fill(0)
    for (let i = 0; i < first; i++) scatter(rings, phases, m, i, sweep.lanes, 0)
    for (let i = first; i < pairs.count; i += LANES) {
      begin(pairs, column, i, sweep)
      run(synthesiseLanes, table, count, sweep)
      for (let lane = 0; lane < LANES && i + lane < pairs.count; lane++) scatter(rings, phases, m, i + lane, sweep.lanes, lane * LANE)
    }
  }
  return phases
}

/** Puts the pairs i … into the lanes, asleep and empty; lanes beyond the last pair never wake up. */
function begin({ count, sine, logCos }: Pairs, column: LegendreColumn, i: number, { lanes, wake, start }: Sweep): void {
  lanes.fill(0)
  for (let lane = 0; lane < LANES; lane++) {
    wake[lane] = column.lmax + 1
    if (i + lane >= count) continue
    lanes[lane * LANE + SINE] = sine[i + lane]
    wake[lane] = startLegendre(column, sine[i + lane], logCos[i + lane], start, 2 * lane) >> 1
  }
}

/** Takes the lanes through all steps. Until a lane wakes up its values are zeros, which add nothing. */
function run(kernel: Kernel, table: Float64Array, count: number, { lanes, wake, start }: Sweep): void {
  let from = 0
  while (from < count) {
    let to = count
    let awake = false
    for (let lane = 0; lane < LANES; lane++) {
      if (wake[lane] > from) to = Math.min(to, wake[lane])
      else awake = true
      if (wake[lane] !== from) continue
      lanes[lane * LANE + BEFORE] = start[2 * lane]
      lanes[lane * LANE + HERE] = start[2 * lane + 1]
    }
    if (awake) kernel(table, lanes, from, to)
    from = to
  }
}

/** The sum and the difference of the mirror rings i. */
function gather(rings: Rings, phases: RingPhases, m: number, i: number, lanes: Float64Array, at: number): void {
  const { re, im, mmax } = phases
  const mirror = rings.count - 1 - i
  const north = i * (mmax + 1) + m
  const south = mirror * (mmax + 1) + m
  const own = north === south ? 0 : rings.pixelArea[mirror] // the equator is its own mirror image
  const area = rings.pixelArea[i]
  lanes[at + EVEN_RE] = area * re[north] + own * re[south]
  lanes[at + EVEN_IM] = area * im[north] + own * im[south]
  lanes[at + ODD_RE] = area * re[north] - own * re[south]
  lanes[at + ODD_IM] = area * im[north] - own * im[south]
}

function scatter(rings: Rings, phases: RingPhases, m: number, i: number, lanes: Float64Array, at: number): void {
  const { re, im, mmax } = phases
  const north = i * (mmax + 1) + m
  const south = (rings.count - 1 - i) * (mmax + 1) + m
  const oddRe = lanes[at + ODD_RE]
  const oddIm = lanes[at + ODD_IM]
  re[south] = lanes[at + EVEN_RE] - oddRe
  im[south] = lanes[at + EVEN_IM] - oddIm
  re[north] = lanes[at + EVEN_RE] + oddRe
  im[north] = lanes[at + EVEN_IM] + oddIm
}

function sumsToAlm(table: Float64Array, m: number, { lmax, re, im }: Alm): void {
  const at = almIndex(lmax, m, m)
  for (let k = 0; k <= lmax - m; k++) {
    const t = STEP * (k >> 1) + (k & 1) * (ODD_RE - EVEN_RE)
    re[at + k] = table[t + EVEN_RE]
    im[at + k] = table[t + EVEN_IM]
  }
}

/** The imaginary parts of m = 0 do not exist. */
function almToTable({ lmax, re, im }: Alm, m: number, table: Float64Array): void {
  const at = almIndex(lmax, m, m)
  for (let k = 0; k <= lmax - m; k++) {
    const t = STEP * (k >> 1) + (k & 1) * (ODD_RE - EVEN_RE)
    table[t + EVEN_RE] = re[at + k]
    table[t + EVEN_IM] = m === 0 ? 0 : im[at + k]
  }
}
