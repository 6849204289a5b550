/**
 * `npm run bench`: our kernels beside the naive way and beside healpy, as ratios in one run on one thread; then what they cost
 * against nside. The naive way is timed on some of the pixels and scaled up. Goals are those the project set itself.
 */
import { fitMultipoles } from '../../src/science/analysis/multipoleFit.ts'
import { topHatSums } from '../../src/science/analysis/topHat.ts'
import { almIndex, emptyAlm, type Alm } from '../../src/science/harmonics/alm.ts'
import { harmonicKernels } from '../../src/science/harmonics/harmonicKernel.ts'
import { beginTransform } from '../../src/science/harmonics/harmonicTransform.ts'
import { LANES } from '../../src/science/harmonics/harmonicRoom.ts'
import { mirrorPairs } from '../../src/science/harmonics/mirrorPairs.ts'
import { powerSpectrum } from '../../src/science/harmonics/power.ts'
import { rotatedAlm } from '../../src/science/harmonics/rotation.ts'
import { analysis, iteratedAnalysis, synthesis } from '../../src/science/harmonics/transform.ts'
import { typescriptKernel } from '../../src/science/harmonics/typescriptKernel.ts'
import { wasmKernel } from '../../src/science/harmonics/wasmKernel.ts'
import { equatorialToGalactic } from '../../src/science/sphere/frames.ts'
import { ringsOf, type Rings } from '../../src/science/sphere/rings.ts'
import { radians } from '../../src/science/units.ts'
import { denseFit, directAnalysis, directions, directSynthesis, discSums } from './naive.ts'
import { findPeer, type Job, type Peer } from './peer.ts'
import { reconstructionRows } from './reconstruction.ts'
import { apart, calibration, number, print, shortest } from './timing.ts'

interface Row {
  readonly job: string
  readonly ours: number
  readonly nside: number
  /** healpy's job, and the largest ratio to it that was aimed at. */
  readonly peer?: Job
  readonly goal?: number
  readonly naive?: number
  readonly apart?: number
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

function topHat(nside: number, degrees: 5 | 10 | 20): Row {
  const rings = ringsOf({ kind: 'healpix', nside })
  const layer = Float64Array.from({ length: rings.pixels }, (_, p) => 100 + 10 * Math.sin(p))
  const out = new Float64Array(rings.pixels)
  const some = everyNth(rings, 64)
  const sky = directions(rings)
  let sums: Float64Array = new Float64Array(0)
  const ours = shortest(() => topHatSums(rings, radians(degrees), [layer], [out]))
  const naive = shortest(() => (sums = discSums(sky, layer, radians(degrees), some)), 2) * (rings.pixels / some.length)
  return { job: `top-hat ${degrees}°, exact`, nside, ours, naive, apart: apart(Array.from(some, (p) => out[p]!), sums), peer: `disc${degrees}`, goal: 0.04 }
}

function fit(nside: number, degrees: readonly number[], peer?: Job): Row {
  const rings = ringsOf({ kind: 'healpix', nside })
  const sky = directions(rings)
  const value = Float64Array.from(sky.alpha, (a, p) => 1e-3 * Math.cos(a) * sky.cosDelta[p]! + 1e-4 * Math.sin(7.3 * p))
  const weight = Float64Array.from(sky.sinDelta, (s) => (Math.abs(s - 0.3) < 0.6 ? 1000 : 0))
  let fitted = fitMultipoles(rings, value, weight, degrees, false, true)
  let dense: Float64Array = new Float64Array(0)
  const ours = shortest(() => (fitted = fitMultipoles(rings, value, weight, degrees, false, true)))
  const naive = shortest(() => (dense = denseFit(sky, value, weight, fitted.terms)), 2)
  const row = { job: `fit of l = ${degrees.join(', ')} on a cut sky`, nside, ours, naive, apart: apart(fitted.coefficients, dense) }
  return peer === undefined ? row : { ...row, peer, goal: 0.1 }
}

interface Goals {
  readonly synthesis: number
  readonly analysis: number
  readonly spectrum?: number
}

function transforms(nside: number, { synthesis: goal, analysis: analysisGoal, spectrum }: Goals, share: number, kernel = ''): Row[] {
  const rings = ringsOf({ kind: 'healpix', nside })
  const lmax = 3 * nside - 1
  const alm = sampleAlm(lmax)
  const map = synthesis(rings, alm)
  const room = new Float64Array(rings.pixels)
  const back = emptyAlm(lmax)
  const forth = shortest(() => synthesis(rings, alm, room))
  const there = shortest(() => analysis(rings, map, lmax, back))
  const refined = spectrum === undefined ? [] : [{ job: `C_l, analysis refined 3 times${kernel}`, nside, ours: shortest(() => powerSpectrum(iteratedAnalysis(rings, map, lmax), { zonal: true }), 3), peer: 'spectrum', goal: spectrum } as const]
  return [
    { job: `synthesis, l < 3 nside${kernel}`, nside, ours: forth, peer: 'synthesis', goal, ...(share === 0 ? {} : naiveSynthesis(rings, alm, map, share)) },
    { job: `analysis, l < 3 nside${kernel}`, nside, ours: there, peer: 'analysis', goal: analysisGoal, ...(share === 0 ? {} : naiveAnalysis(rings, map, lmax, share)) },
    ...refined,
  ]
}

function naiveSynthesis(rings: Rings, alm: Alm, map: Float64Array, share: number): Pick<Row, 'naive' | 'apart'> {
  const some = everyNth(rings, share)
  const sky = directions(rings)
  let direct: Float64Array = new Float64Array(0)
  const naive = shortest(() => (direct = directSynthesis(sky, alm, some)), 2) * (rings.pixels / some.length)
  return { naive, apart: apart(Array.from(some, (p) => map[p]!), direct) }
}

function naiveAnalysis(rings: Rings, map: Float64Array, lmax: number, share: number): Pick<Row, 'naive' | 'apart'> {
  const some = everyNth(rings, share)
  const sky = directions(rings)
  const few = new Float64Array(rings.pixels)
  for (const p of some) few[p] = map[p]!
  let direct = emptyAlm(0)
  const naive = shortest(() => (direct = directAnalysis(sky, map, rings.pixelArea[0]!, lmax, some)), 2) * (rings.pixels / some.length)
  return { naive, apart: apart(analysis(rings, few, lmax).re, direct.re) }
}

function fallback(): Row[] {
  harmonicKernels.prefer(typescriptKernel)
  const rows = transforms(64, { synthesis: 3, analysis: 3 }, 0, ', TypeScript alone')
  harmonicKernels.prefer(wasmKernel)
  return rows
}

function rotation(nside: number): Row {
  const alm = sampleAlm(3 * nside - 1)
  return { job: 'rotation of a_lm, l < 3 nside', nside, ours: shortest(() => rotatedAlm(alm, equatorialToGalactic)), peer: 'rotation' }
}

/** Steps of the sweeps of one transform: two degrees at four pairs of rings, from the northernmost pair where an order is felt. */
function stepsOf(rings: Rings, lmax: number): number {
  const { limit, count } = mirrorPairs(rings, lmax)
  let steps = 0
  for (let m = 0, first = 0; m <= lmax; m++) {
    while (first < count && limit[first]! < m) first++
    steps += Math.ceil((count - first) / LANES) * (((lmax - m) >> 1) + 1)
  }
  return steps
}

/** What the parts of a transform cost: sweeps over degrees, whose arithmetic nothing saves, and Fourier sums. */
function whereItGoes(nside: number): void {
  const rings = ringsOf({ kind: 'healpix', nside })
  const lmax = 3 * nside - 1
  const alm = sampleAlm(lmax)
  const map = new Float64Array(rings.pixels)
  const transform = beginTransform(rings, lmax)
  const parts = [
    ['sweeps of synthesis', () => transform.takeOrders(alm)], ['Fourier sums of synthesis', () => transform.giveRings(map)],
    ['Fourier sums of analysis', () => transform.takeRings(map)], ['sweeps of analysis', () => transform.giveOrders(alm)],
  ] as const
  const times = parts.map(([name, part]) => [name, shortest(part, 5)] as const)
  const rate = (24e-6 * stepsOf(rings, lmax)) / times[0]![1]
  console.log(`nside ${nside}: ${times.map(([name, ms]) => `${name} ${number(ms)} ms`).join(', ')}; that is ${number(rate)} multiplications or additions of 128-bit vectors a nanosecond`)
}

/** Milliseconds against nside, and for the largest maps how the cost grew with the number of pixels. */
function scaling(nsides: readonly number[]): void {
  const lines = nsides.map((nside) => {
    const rings = ringsOf({ kind: 'healpix', nside })
    const lmax = Math.min(3 * nside - 1, 1535)
    const alm = sampleAlm(lmax)
    const map = synthesis(rings, alm)
    const weight = new Float64Array(rings.pixels).fill(10)
    const out = new Float64Array(rings.pixels)
    const quick = (work: () => unknown) => number(shortest(work, 2, 100))
    return [
      String(nside), (rings.pixels / 1e6).toPrecision(3), String(lmax),
      quick(() => synthesis(rings, alm, out)), quick(() => analysis(rings, map, lmax)),
      quick(() => fitMultipoles(rings, map, weight, [1, 2, 3], false, true)),
      quick(() => topHatSums(rings, radians(5), [map], [out])), quick(() => topHatSums(rings, radians(10), [map], [out])),
    ]
  })
  print(['nside', '10⁶ pixels', 'l ≤', 'synthesis', 'analysis', 'fit l ≤ 3', 'top-hat 5°', 'top-hat 10°'], lines)
}

function printRows(rows: readonly Row[], peer: Peer): void {
  const lines = rows.map(({ job, nside, ours, naive, apart, peer: name, goal }) => {
    const theirs = name === undefined ? undefined : peer.time(nside, name)
    const ratio = theirs === undefined ? undefined : ours / theirs
    const reached = ratio === undefined || goal === undefined ? '—' : ratio <= goal ? 'yes' : 'no'
    return [job, String(nside), number(ours), number(theirs), number(ratio, 2), goal === undefined ? '—' : `≤ ${goal}`, reached, number(naive && naive / ours), apart === undefined ? '—' : apart.toExponential(0)]
  })
  print(['job', 'nside', 'ours ms', 'healpy ms', 'ours/healpy', 'goal', 'reached', 'naive/ours', 'apart'], lines)
}

const quickly = process.argv.includes('--quick')
const peer = findPeer([64, 128, 512])
console.log(`Node ${process.versions.node}; calibration ${calibration().toFixed(2)} ns a step of a dependent multiply-and-add; kernel: ${wasmKernel()?.name ?? 'typescript'}`)
console.log(`${peer.says}: query_disc loop, remove_dipole, alm2map, map2alm (iter = 0), anafast (iter = 3), rotate_alm\n`)
printRows([
  topHat(64, 5), topHat(64, 10), topHat(64, 20),
  fit(64, [1], 'dipole'), fit(64, [1, 2, 3]),
  ...transforms(64, { synthesis: 1.5, analysis: 1.5, spectrum: 1 }, 256),
  ...fallback(),
  rotation(64), rotation(128),
  ...transforms(512, { synthesis: 2.2, analysis: 2.2 }, 0),
], peer)
reconstructionRows()
console.log('\nWhere the time of a transform goes:')
whereItGoes(64)
whereItGoes(512)
console.log('\nMilliseconds against nside, one thread:')
scaling(quickly ? [32, 64, 128, 256] : [32, 64, 128, 256, 512, 1024])
