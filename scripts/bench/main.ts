/**
 * `npm run bench`: our kernels beside the naive way, on this machine and in this run, and beside what healpy needed.
 * Times are the least processor time of several runs, in milliseconds on one thread; the naive way is timed on some of the pixels
 * and scaled up. The last column compares with another machine: read it with the calibration, and not to the last digit.
 */
import { fitMultipoles } from '../../src/science/analysis/multipoleFit.ts'
import { topHatSums } from '../../src/science/analysis/topHat.ts'
import { almIndex, emptyAlm, type Alm } from '../../src/science/harmonics/alm.ts'
import { analysis, iteratedAnalysis, synthesis } from '../../src/science/harmonics/transform.ts'
import { ringsOf, type Rings } from '../../src/science/sphere/rings.ts'
import { denseFit, directAnalysis, directions, directSynthesis, discSums } from './naive.ts'

interface Row {
  readonly job: string
  readonly ours: number
  readonly naive?: number
  /** Largest difference between the two answers, over the largest answer. */
  readonly apart?: number
  /** healpy 1.16.1, one core at 2.1–2.5 GHz, one thread, shortest CPU time. */
  readonly peer?: number
}

const DEGREE = Math.PI / 180

/**
 * The least processor time of several runs, after one that warms up; other programs of the machine do not count. Short jobs
 * run for half a second at least: before that it is the compiler that is measured, whose threads count too.
 */
function shortest(work: () => unknown, runs = 7): number {
  work()
  let best = Infinity
  let spent = 0
  for (let i = 0; i < runs || spent < 500; i++) {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    const ms = (user + system) / 1000
    best = Math.min(best, ms)
    spent += ms
  }
  return best
}

function apart(ours: ArrayLike<number>, naive: ArrayLike<number>): number {
  let difference = 0
  let largest = 0
  for (let i = 0; i < naive.length; i++) {
    difference = Math.max(difference, Math.abs(ours[i]! - naive[i]!))
    largest = Math.max(largest, Math.abs(naive[i]!))
  }
  return difference / largest
}

/** Nanoseconds a step of a chain of multiplications and additions, each waiting for the one before: the machine's pace. */
function calibration(): number {
  const steps = 20_000_000
  let end = 0
  const ms = shortest(() => {
    let x = 0.5
    for (let i = 0; i < steps; i++) x = x * 0.999999 + 1e-7
    end += x
  }, 5)
  if (Number.isNaN(end)) throw new Error('the calibration loop was lost')
  return (ms * 1e6) / steps
}

/** Coefficients that fall like 1/l, the same in every run. */
function sampleAlm(lmax: number): Alm {
  const alm = emptyAlm(lmax)
  for (let m = 0; m <= lmax; m++) {
    for (let l = Math.max(1, m); l <= lmax; l++) {
      const i = almIndex(lmax, l, m)
      alm.re[i] = Math.sin(1 + 1.7 * i) / l
      alm.im[i] = m === 0 ? 0 : Math.cos(2 + 1.3 * i) / l
    }
  }
  return alm
}

const everyNth = (rings: Rings, n: number) => Int32Array.from({ length: Math.floor(rings.pixels / n) }, (_, i) => i * n)

function topHat(nside: number, degrees: number, peer: number, share: number): Row {
  const rings = ringsOf({ kind: 'healpix', nside })
  const layer = Float64Array.from({ length: rings.pixels }, (_, p) => 100 + 10 * Math.sin(p))
  const out = new Float64Array(rings.pixels)
  const some = everyNth(rings, share)
  const sky = directions(rings)
  let sums: Float64Array = new Float64Array(0)
  const ours = shortest(() => topHatSums(rings, degrees * DEGREE, [layer], [out]))
  const naive = shortest(() => (sums = discSums(sky, layer, degrees * DEGREE, some)), 2) * (rings.pixels / some.length)
  return { job: `top-hat ${degrees}°, nside ${nside}`, ours, naive, apart: apart(Array.from(some, (p) => out[p]!), sums), peer }
}

function fit(nside: number, degrees: readonly number[], peer?: number): Row {
  const rings = ringsOf({ kind: 'healpix', nside })
  const sky = directions(rings)
  const value = Float64Array.from(sky.alpha, (a, p) => 1e-3 * Math.cos(a) * sky.cosDelta[p]! + 1e-4 * Math.sin(7.3 * p))
  const weight = Float64Array.from(sky.sinDelta, (s) => (Math.abs(s - 0.3) < 0.6 ? 1000 : 0))
  let fitted = fitMultipoles(rings, value, weight, degrees, false, true)
  let dense: Float64Array = new Float64Array(0)
  const ours = shortest(() => (fitted = fitMultipoles(rings, value, weight, degrees, false, true)))
  const naive = shortest(() => (dense = denseFit(sky, value, weight, fitted.terms)), 2)
  const row = { job: `fit l = ${degrees.join(', ')} on a cut sky, nside ${nside}`, ours, naive, apart: apart(fitted.coefficients, dense) }
  return peer === undefined ? row : { ...row, peer }
}

function transforms(nside: number, peers: readonly [number, number, number], share: number): Row[] {
  const rings = ringsOf({ kind: 'healpix', nside })
  const lmax = 3 * nside - 1
  const alm = sampleAlm(lmax)
  const sky = directions(rings)
  const some = everyNth(rings, share)
  const map = synthesis(rings, alm)
  const room = new Float64Array(rings.pixels)
  const few = new Float64Array(rings.pixels)
  for (const p of some) few[p] = map[p]!
  let direct: Float64Array = new Float64Array(0)
  let back = emptyAlm(0)
  const scale = rings.pixels / some.length
  const [synthesised, analysed, refined] = [shortest(() => synthesis(rings, alm, room)), shortest(() => analysis(rings, map, lmax)), shortest(() => iteratedAnalysis(rings, map, lmax), 3)]
  const naiveSynthesis = shortest(() => (direct = directSynthesis(sky, alm, some)), 2) * scale
  const naiveAnalysis = shortest(() => (back = directAnalysis(sky, map, rings.pixelArea[0]!, lmax, some)), 2) * scale
  const of = `nside ${nside}, l ≤ ${lmax}`
  return [
    { job: `synthesis, ${of}`, ours: synthesised, naive: naiveSynthesis, apart: apart(Array.from(some, (p) => map[p]!), direct), peer: peers[0] },
    { job: `analysis, ${of}`, ours: analysed, naive: naiveAnalysis, apart: apart(analysis(rings, few, lmax).re, back.re), peer: peers[1] },
    { job: `analysis refined 3 times, ${of}`, ours: refined, peer: peers[2] },
  ]
}

const number = (x: number | undefined, digits = 3) => (x === undefined ? '—' : x >= 1000 ? Math.round(x).toLocaleString('en') : x.toPrecision(digits))

function print(rows: readonly Row[]): void {
  const header = ['job', 'ours ms', 'naive ms', 'naive/ours', 'apart', 'healpy ms', 'ours/healpy']
  const lines = rows.map(({ job, ours, naive, apart, peer }) => [
    job, number(ours), number(naive), number(naive && naive / ours), apart === undefined ? '—' : apart.toExponential(0), number(peer), number(peer && ours / peer, 2),
  ])
  const widths = header.map((_, i) => Math.max(...[header, ...lines].map((line) => line[i]!.length)))
  for (const line of [header, ...lines]) console.log(line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '))
}

console.log(`Node ${process.versions.node}; calibration ${calibration().toFixed(2)} ns a step of a dependent multiply-and-add\n`)
print([
  topHat(64, 5, 328, 64),
  topHat(64, 10, 370, 64),
  topHat(64, 20, 525, 64),
  fit(64, [1], 12.4),
  fit(64, [1, 2, 3]),
  ...transforms(64, [1.45, 1.96, 10.8], 256),
  ...transforms(128, [9.3, 8.7, 68.9], 4096),
])
console.log('\nhealpy 1.16.1 on one core at 2.1–2.5 GHz: query_disc loop, remove_dipole, alm2map, map2alm (iter = 0 and 3).')
