/**
 * The likelihood on the default ring grid, counts n(δ, h, τ) to a sky whose dipole is known to 1e−6 of its power, beside the triple sums of the definition in
 * the same run, and beside what the peer took for 20 iterations on nside 64 and 360 bins (measured once, another day; the calibration tells the machine's pace).
 */
import { randomAlm } from '../../src/science/harmonics/syntheticSky.ts'
import { analysis, synthesis } from '../../src/science/harmonics/transform.ts'
import { powerSpectrum } from '../../src/science/harmonics/power.ts'
import { geometryOf, nothingCounted, type Marginals, type RingGrid } from '../../src/science/reconstruction/marginals.ts'
import { removeRingMeans } from '../../src/science/reconstruction/ringFilter.ts'
import { beginLikelihood, plainPass, type RingLikelihood } from '../../src/science/reconstruction/ringLikelihood.ts'
import { quasiNewtonStep } from '../../src/science/reconstruction/ringLikelihoodQuasiNewton.ts'
import { solve } from '../../src/science/reconstruction/ringLikelihoodSolve.ts'
import { ringsOf } from '../../src/science/sphere/rings.ts'
import { radians } from '../../src/science/units.ts'
import { number, print, shortest } from './timing.ts'

const GRID: RingGrid = { rings: 180, cells: 360 }
/** cra-ahlers-llh, release build, 20 iterations: seconds of one core, and of one iteration; resident megabytes. */
const PEER = { seconds: 246, iteration: 12.3, megabytes: 292 }
const AIMED = { whole: 1 / 1000, iteration: 1 / 2000, residual: 1e-6, megabytes: PEER.megabytes / 2 }
/** Better than the goal: what is wanted of the whole. */
const WANTED = { whole: 1 / 5000 }

const rings = ringsOf(geometryOf(GRID))
const { cells } = GRID
const sky = synthesis(rings, randomAlm({ amplitude: 2e-7, slope: -2.5, lmax: 30 }, [4e-4, -7e-4, 3e-4], { seed: 1, stream: 1 }))

/** Expected counts of HAWC, 1e10 in all, in the rings that it sees: [rings × hours × times]. */
function countsOfHawc(): Float32Array {
  const [latitude, lowest] = [radians(19), Math.cos(radians(60))]
  const out = new Float32Array(GRID.rings * cells * cells)
  for (let i = 0; i < GRID.rings * cells; i++) {
    const [ring, k] = [Math.floor(i / cells), i % cells]
    const cosine = Math.sin(latitude) * rings.sinDelta[ring]! + Math.cos(latitude) * rings.cosDelta[ring]! * Math.cos((2 * Math.PI * k) / cells)
    if (cosine < lowest - 1e-12) continue
    for (let t = 0; t < cells; t++) out[i * cells + t] = (1e10 / cells) * rings.pixelArea[ring]! * cosine * (1 + sky[ring * cells + ((t - k + cells) % cells)]!)
  }
  return out
}

/** The three sums, the counts being read once. */
function summed(counts: Float32Array): Marginals {
  const out = nothingCounted(GRID)
  for (let i = 0, at = 0; i < GRID.rings * cells; i++, at += cells) {
    if (counts[at] === 0) continue
    const [row, k] = [i - (i % cells), i % cells]
    let local = 0
    for (let t = 0, a = row + ((cells - k) % cells); t < cells; t++, a = a + 1 === row + cells ? row : a + 1) {
      const n = counts[at + t]!
      out.sky[a]! += n
      out.rate[t]! += n
      local += n
    }
    out.local[i] = local
  }
  return out
}

/** One pass of (S9) by the definition. */
function triplePass({ sky: seen, local, rate: times }: Marginals, rate: Float64Array, acceptance: Float64Array, intensity: Float64Array): void {
  const each = (visit: (i: number, t: number, a: number) => void) => {
    for (let i = 0; i < local.length; i++) if (local[i]! > 0) for (let t = 0; t < cells; t++) visit(i, t, i - (i % cells) + ((t - (i % cells) + cells) % cells))
  }
  const expected = new Float64Array(seen.length)
  each((i, t, a) => (expected[a]! += rate[t]! * acceptance[i]!))
  for (let first = 0; first < seen.length; first += cells) {
    let mean = 0
    for (let a = first; a < first + cells; a++) mean += (intensity[a] = expected[a]! > 0 ? seen[a]! / expected[a]! : 0) / cells
    for (let a = first; a < first + cells; a++) if (mean > 0) intensity[a]! /= mean
  }
  const perRate = new Float64Array(cells)
  each((i, t, a) => (perRate[t]! += acceptance[i]! * intensity[a]!))
  perRate.forEach((x, t) => (rate[t] = times[t]! / x))
  const perAcceptance = new Float64Array(local.length)
  each((i, t, a) => (perAcceptance[i]! += rate[t]! * intensity[a]!))
  local.forEach((n, i) => (acceptance[i] = n > 0 ? n / perAcceptance[i]! : 0))
}

/** Power of l = 1 that is missing, over the true one, both without ring means and as far as is seen. */
function missingDipole({ intensity, seen }: RingLikelihood): number {
  const truth = removeRingMeans(rings, sky, seen)
  const power = (map: Float64Array) => powerSpectrum(analysis(rings, map, 1), { zonal: false })[1]!
  return power(truth.map((x, p) => intensity[p]! - 1 - x)) / power(truth)
}

/** Passes of the plain iteration until no more is missing than aimed at. */
function plainPasses(marginals: Marginals): number {
  const state = beginLikelihood([marginals])
  for (let pass = 1; ; pass++) {
    plainPass(state)
    if (missingDipole(state) <= AIMED.residual) return pass
  }
}

export function reconstructionRows(): void {
  const counts = countsOfHawc()
  const marginals = summed(counts)
  let steps = 0
  let state = beginLikelihood([marginals])
  const reconstruct = (of: Marginals): void => {
    steps = 0
    state = beginLikelihood([of])
    for (const { pass } of solve(state)) steps = pass
  }
  const before = process.memoryUsage()
  reconstruct(marginals)
  const after = process.memoryUsage()
  const megabytes = (after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed) / 2 ** 20
  const solving = shortest(() => reconstruct(marginals))
  const whole = shortest(() => reconstruct(summed(counts)))
  const passing = beginLikelihood([marginals])
  const [plain, quick, reading] = [shortest(() => plainPass(passing)), shortest(() => quasiNewtonStep(passing)), shortest(() => summed(counts))]
  const [rate, acceptance, intensity] = [marginals.rate.slice(), marginals.local.map((n) => n / 1e10), new Float64Array(marginals.sky.length)]
  const triple = shortest(() => triplePass(marginals, rate, acceptance, intensity), 2)
  const passes = plainPasses(marginals)
  const missing = missingDipole(state)
  const line = (job: string, ours: number, naive: number | undefined, peerSeconds: number | undefined, goal: number | undefined, want?: number) => {
    const ratio = peerSeconds === undefined ? undefined : ours / (1000 * peerSeconds)
    const reached = (bound: number | undefined) => (ratio === undefined || bound === undefined ? '—' : ratio <= bound ? 'yes' : 'no')
    const part = (x: number | undefined, sign: string) => (x === undefined ? '—' : `${sign}1/${Math.round(1 / x)}`)
    return [job, number(ours), number(naive && naive / ours), part(ratio, ''), part(goal, '≤ '), reached(goal), part(want, '≤ '), reached(want)]
  }
  const left = `${steps} quasi-Newton steps leave ${missing.toExponential(1)} of the power of l = 1`
  const others = `${passes} plain passes leave ${AIMED.residual.toExponential(0)}; the peer after 20: 1.1e-3`
  console.log(`\nReconstruction, ${GRID.rings} × ${cells} × ${cells} counts of HAWC-60: ${left} (${others})`)
  print(['job', 'ours ms', 'triple sum/ours', 'ours/peer', 'goal', 'reached', 'want', 'reached'], [
    line('counts to sky', whole, reading + passes * triple, PEER.seconds, AIMED.whole, WANTED.whole),
    line('  reading the counts once', reading, undefined, undefined, undefined),
    line('  solving', solving, passes * triple, undefined, undefined),
    line('one plain pass', plain, triple, PEER.iteration, AIMED.iteration),
    line('one quasi-Newton step', quick, undefined, undefined, undefined),
  ])
  console.log(`The reconstruction itself holds ${number(megabytes)} MB (the peer ${PEER.megabytes} MB in all; goal ≤ ${AIMED.megabytes} MB, reached: ${megabytes <= AIMED.megabytes ? 'yes' : 'no'}).`)
  console.log(`The counts it was read from, ${number(counts.byteLength / 2 ** 20)} MB, are not kept.`)
}
