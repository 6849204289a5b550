/**
 * Maximum likelihood of a pure dipole, I = 1 + cos δ (δ_0h cos α + δ_6h sin α), with the rate N_τ and the acceptance A_i of every detector free (S8, S21).
 * The sums that the likelihood needs of the free blocks are two waves: with w = δ_0h + iδ_6h,
 *
 *     Σ_i A_i I = 1 + Re(w* e^{iτ} U),  U = Σ A cos δ e^{−ih},      Σ_τ N_τ I = P₀ + cos δ Re(w* e^{−ih} P),  P = Σ N_τ e^{iτ},
 *
 * so that for given w the blocks are found by taking turns, at the cost of the marginals, and the gradient of the profile likelihood is
 * Σ D y/I − (Re, Im) PU, y = cos δ (cos α, sin α). Newton steps use the profiled Fisher matrix N J of `dipoleInformation.ts`, summed over detectors; each
 * leaves an error of the order of |w| times the last.
 */
import { unitRoots } from '../math/fft.ts'
import { demand, Problem } from '../problem.ts'
import { ALONE, applied, inverse, scaled, type DipoleEstimate, type Pair, type Square, UNBIASED } from './dipoleEstimate.ts'
import { centredProducts, dipoleFactors, exposureWaves, plainProducts } from './dipoleInformation.ts'
import type { Marginals } from './marginals.ts'

type Counts = Pick<Marginals, 'grid' | 'sky' | 'local' | 'rate'>

/** One detector, its blocks as far as they matter: U of an acceptance of sum 1, P₀ and P. */
interface Blocks {
  readonly counts: Counts
  readonly cosDelta: Float64Array
  readonly u: Float64Array
  /** P₀, Re P, Im P */
  readonly p: Float64Array
  /** Σ L ln and Σ n ln of the blocks against those of I = 1. */
  logs: number
}

export interface DipoleSearch {
  readonly detectors: readonly Blocks[]
  /** Σ N J and its inverse. */
  readonly information: Square
  readonly covariance: Square
  readonly events: number
  dipole: Pair
  /** ln L less that of the isotropic sky. */
  gain: number
  steps: number
  done: boolean
}

/** Blocks are as good as they get when their waves move by less than this. */
const BLOCKS_AT_REST = 1e-14
const MOST_TURNS = 200
/** A step that is this small against the errors is the last. */
const LAST_STEP = 1e-6
const MOST_STEPS = 60
/** |w| < 1 keeps I positive everywhere; a search stays well inside. */
const LARGEST = 0.95

/**
 * @param detectors  each with its own grid, rate and acceptance, and one sky
 * @throws invalid-argument without detectors or events, and where the exposure tells no two directions of the sky apart
 */
export function beginDipoleSearch(detectors: readonly Counts[]): DipoleSearch {
  demand(detectors.length > 0, 'a likelihood needs a detector')
  let information: Square = [0, 0, 0, 0]
  let [events, scale] = [0, 0]
  const blocks = detectors.map((counts) => {
    const { grid } = counts
    demand(counts.sky.length === grid.rings * grid.cells, 'a sky has one value for each cell', { sky: counts.sky.length })
    const exposure = exposureWaves(counts)
    const cosDelta = dipoleFactors(grid)
    const more = scaled(centredProducts(exposure, cosDelta, cosDelta), exposure.events)
    information = [information[0] + more[0], information[1] + more[1], information[2] + more[2], information[3] + more[3]]
    events += exposure.events
    scale += exposure.events * Math.hypot(...plainProducts(exposure, cosDelta, cosDelta))
    return { counts, cosDelta, u: new Float64Array(2), p: new Float64Array(3), logs: 0 }
  })
  return { detectors: blocks, information, covariance: inverse(information, scale), events, dipole: [0, 0], gain: 0, steps: 0, done: false }
}

/**
 * One step: blocks for the present dipole, then the dipole for these blocks. About 5 ms for a detector of 180 × 360.
 *
 * @throws no-coverage where there is no maximum with |w| < 0.95
 */
export function stepDipoleSearch(search: DipoleSearch): void {
  const slope = slopeOf(search)
  const [x, y] = search.dipole
  let step = applied(search.covariance, slope)
  const size = Math.sqrt(slope[0] * step[0] + slope[1] * step[1]) // in standard deviations
  while (Math.hypot(x + step[0], y + step[1]) > LARGEST) step = [step[0] / 2, step[1] / 2]
  search.dipole = [x + step[0], y + step[1]]
  search.steps++
  search.done = size < LAST_STEP
  if (search.done) slopeOf(search) // the gain of the last dipole
  else if (search.steps === MOST_STEPS) {
    throw new Problem('no-coverage', 'The likelihood of a dipole has no maximum below 95 %: these are too few events for one, or they are distributed like no dipole.', {
      remedy: 'Take more events, or look at the map.', facts: { events: search.events, steps: search.steps },
    })
  }
}

/** ∂ ln L/∂(δ_0h, δ_6h) with the blocks at their best; `gain` is set on the way. */
function slopeOf(search: DipoleSearch): Pair {
  let [x, y] = [0, 0]
  search.gain = 0
  for (const blocks of search.detectors) {
    settle(blocks, search.dipole)
    const [cosine, sine, log] = skySums(blocks, search.dipole)
    const { u, p } = blocks
    x += cosine - (p[1] * u[0] - p[2] * u[1])
    y += sine - (p[1] * u[1] + p[2] * u[0])
    search.gain += log + blocks.logs
  }
  return [x, y]
}

/** Rate and acceptance for a given dipole, in turns. */
function settle(blocks: Blocks, dipole: Pair): void {
  const { u, p } = blocks
  if (p[0] === 0) rateFor(blocks, dipole) // U = 0 as yet: the plain rate
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const [u0, u1, p1, p2] = [u[0], u[1], p[1], p[2]]
    blocks.logs = acceptanceFor(blocks, dipole) + rateFor(blocks, dipole)
    if (Math.hypot(u[0] - u0, u[1] - u1) <= BLOCKS_AT_REST && Math.hypot(p[1] - p1, p[2] - p2) <= BLOCKS_AT_REST * p[0]) return
  }
}

/** U of A_i ∝ L_i/Σ_τ N_τ I, ΣA = 1; returns Σ L ln(A N/L). */
function acceptanceFor({ counts: { grid: { rings, cells }, local }, cosDelta, u, p }: Blocks, [wx, wy]: Pair): number {
  const roots = unitRoots(2 * cells)
  // Re(w* e^{−ih} P) = x cos h + y sin h
  const x = (wx * p[1] + wy * p[2]) / p[0]
  const y = (wx * p[2] - wy * p[1]) / p[0]
  let [sum, re, im, logs, events] = [0, 0, 0, 0, 0]
  for (let ring = 0; ring < rings; ring++) {
    let [cosine, sine] = [0, 0]
    for (let k = 0; k < cells; k++) {
      const n = local[ring * cells + k]
      if (n === 0) continue
      const wave = cosDelta[ring] * (x * roots.re[2 * k] - y * roots.im[2 * k])
      const a = n / (1 + wave)
      sum += a
      cosine += a * roots.re[2 * k]
      sine += a * roots.im[2 * k]
      logs -= n * Math.log1p(wave)
      events += n
    }
    re += cosDelta[ring] * cosine
    im += cosDelta[ring] * sine
  }
  u[0] = re / sum
  u[1] = im / sum
  return logs - events * Math.log(sum / events)
}

/** P₀ and P of N_τ = n_τ/Σ_i A_i I; returns Σ n ln(N/n). */
function rateFor({ counts: { grid: { cells }, rate }, u, p }: Blocks, [wx, wy]: Pair): number {
  const roots = unitRoots(2 * cells)
  const x = wx * u[0] + wy * u[1]
  const y = wx * u[1] - wy * u[0]
  p.fill(0)
  let logs = 0
  for (let t = 0; t < cells; t++) {
    const [cos, sin] = [roots.re[2 * t + 1], -roots.im[2 * t + 1]]
    const wave = x * cos - y * sin
    const n = rate[t] / (1 + wave)
    p[0] += n
    p[1] += n * cos
    p[2] += n * sin
    logs -= rate[t] * Math.log1p(wave)
  }
  return logs
}

/** Σ D y/I and Σ D ln I */
function skySums({ counts: { grid: { rings, cells }, sky }, cosDelta }: Blocks, [wx, wy]: Pair): [number, number, number] {
  const roots = unitRoots(2 * cells)
  let [x, y, log] = [0, 0, 0]
  for (let ring = 0; ring < rings; ring++) {
    let [cosine, sine] = [0, 0]
    for (let a = 0; a < cells; a++) {
      const n = sky[ring * cells + a]
      if (n === 0) continue
      const [cos, sin] = [roots.re[2 * a + 1], -roots.im[2 * a + 1]]
      const wave = cosDelta[ring] * (wx * cos + wy * sin)
      cosine += (n * cos) / (1 + wave)
      sine += (n * sin) / (1 + wave)
      log += n * Math.log1p(wave)
    }
    x += cosDelta[ring] * cosine
    y += cosDelta[ring] * sine
  }
  return [x, y, log]
}

/** What a search that is done says. Errors are those of a small dipole, from the profiled Fisher matrix: to a relative |w|. */
export function dipoleOfSearch({ dipole: [d0h, d6h], covariance, events }: DipoleSearch): DipoleEstimate {
  return { method: 'dipoleLikelihood', d0h, d6h, covariance, response: UNBIASED, blindTo: ALONE, events }
}

/** All steps at once. */
export function dipoleLikelihood(detectors: readonly Counts[]): DipoleEstimate {
  const search = beginDipoleSearch(detectors)
  while (!search.done) stepDipoleSearch(search)
  return dipoleOfSearch(search)
}
