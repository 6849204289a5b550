/**
 * Are counts a rate times an acceptance times a sky? The marginals cannot tell: an East–West gain that drifts with sidereal time makes a dipole of them.
 * A coarse cube of the same counts can (spec 8). The fitted model is joined to its cells c and compared with it,
 *
 *     χ² = Σ_c (n_c − μ_c)²/μ_c,   degrees of freedom = Σ_c (1 − leverage_c),
 *
 * where the leverage of a cell is the share of its variance that the fit of N, A and I has already taken up. To first order, with every sky cell seen by
 * many (h, τ), it is
 *
 *     μ_c/μ(δ, h) + μ_c/μ(τ) − μ_c/μ + Σ_δa μ(c, δ, a)²/[μ_c μ(δ, a)] − μ_c/μ(δ):
 *
 * acceptance, rate, sky, less what two of them have in common: the total, and a function of declination.
 */
import { chiSquareTail } from '../math/chiSquare.ts'
import { demand } from '../problem.ts'
import type { CoarseCube, RingGrid } from './marginals.ts'

/** The fitted model of one detector. */
export interface FittedModel {
  readonly grid: RingGrid
  /** [cells] */
  readonly rate: Float64Array
  /** [rings × cells] */
  readonly acceptance: Float64Array
  /** [rings × cells] NaN where nothing was seen. */
  readonly intensity: Float64Array
}

export interface Goodness {
  readonly chiSquare: number
  readonly degreesOfFreedom: number
  /** Of a χ² at least as large if the counts are what the model says. */
  readonly probability: number
  /** √(2χ²) − √(2 dof − 1) (Fisher): about normal, and tells how bad where the probability is 0. */
  readonly deviation: number
}

/** The model in coarse cells, as it is summed up ring by ring. */
export interface Joined {
  readonly model: FittedModel
  readonly cube: CoarseCube
  /** [cube] μ_c */
  readonly expected: Float64Array
  /** [cube] Σ_δa μ(c, δ, a)²/μ(δ, a) */
  readonly skyShare: Float64Array
}

/** Throws invalid-argument for a cube whose cells are not joined from whole cells of the grid. */
export function beginGoodness(model: FittedModel, cube: CoarseCube): Joined {
  const { rings, cells } = model.grid
  demand(rings % cube.rings === 0 && cells % cube.cells === 0, 'cells of a coarse cube are joined from whole cells of the grid', { rings, cells, coarseRings: cube.rings, coarseCells: cube.cells })
  return { model, cube, expected: new Float64Array(cube.counts.length), skyShare: new Float64Array(cube.counts.length) }
}

/** Adds the rings fromRing … toRing − 1 of the grid. A ring of 360 cells takes some 130,000 multiplications. */
export function joinRings({ model, cube, expected, skyShare }: Joined, fromRing = 0, toRing = model.grid.rings): void {
  const { grid: { rings, cells }, rate, acceptance, intensity } = model
  const wide = cells / cube.cells
  const inCoarse = new Float64Array(cube.cells ** 2)
  for (let ring = fromRing; ring < toRing; ring++) {
    const [row, first] = [ring * cells, Math.floor((ring * cube.rings) / rings) * cube.cells ** 2]
    for (let a = 0; a < cells; a++) {
      const sky = intensity[row + a]
      if (!(sky > 0)) continue
      inCoarse.fill(0)
      let exposed = 0
      for (let k = 0, t = a; k < cells; k++, t = t + 1 === cells ? 0 : t + 1) {
        const mu = acceptance[row + k] * rate[t] * sky
        if (mu === 0) continue
        inCoarse[Math.floor(k / wide) * cube.cells + Math.floor(t / wide)] += mu
        exposed += mu
      }
      if (exposed === 0) continue
      for (let c = 0; c < inCoarse.length; c++) {
        if (inCoarse[c] === 0) continue
        expected[first + c] += inCoarse[c]
        skyShare[first + c] += inCoarse[c] ** 2 / exposed
      }
    }
  }
}

/** Counts in a cell from which its square is nearly that of a normal deviate. */
const ENOUGH = 5

/**
 * χ² over the cells in which at least 5 counts are expected.
 *
 * @param noiseless  the counts are expectations: χ² is then raised by the degrees of freedom, to what it would be on average with the noise of as many events
 * @returns  undefined where the counts are too few to test anything
 */
export function finishGoodness({ cube, expected, skyShare }: Joined, noiseless = false): Goodness | undefined {
  const { byHour, byTime, byRing, total } = margins(cube, expected)
  const square = cube.cells ** 2
  let chiSquare = 0
  let degreesOfFreedom = 0
  for (let c = 0; c < expected.length; c++) {
    const mu = expected[c]
    if (!(mu >= ENOUGH)) continue
    chiSquare += (cube.counts[c] - mu) ** 2 / mu
    const ofDetector = mu / byHour[Math.floor(c / cube.cells)] + mu / byTime[c % cube.cells] - mu / total
    degreesOfFreedom += 1 - ofDetector - skyShare[c] / mu + mu / byRing[Math.floor(c / square)]
  }
  if (!(degreesOfFreedom >= 1)) return undefined
  if (noiseless) chiSquare += degreesOfFreedom
  return { chiSquare, degreesOfFreedom, probability: chiSquareTail(chiSquare, degreesOfFreedom), deviation: Math.sqrt(2 * chiSquare) - Math.sqrt(2 * degreesOfFreedom - 1) }
}

function margins(cube: CoarseCube, expected: Float64Array) {
  const [byHour, byTime, byRing] = [new Float64Array(cube.rings * cube.cells), new Float64Array(cube.cells), new Float64Array(cube.rings)]
  let total = 0
  expected.forEach((mu, c) => {
    byHour[Math.floor(c / cube.cells)] += mu
    byTime[c % cube.cells] += mu
    byRing[Math.floor(c / cube.cells ** 2)] += mu
    total += mu
  })
  return { byHour, byTime, byRing, total }
}

/** The whole comparison at once. */
export function goodnessOfFit(model: FittedModel, cube: CoarseCube, noiseless = false): Goodness | undefined {
  const joined = beginGoodness(model, cube)
  joinRings(joined)
  return finishGoodness(joined, noiseless)
}
