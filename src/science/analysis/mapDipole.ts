/** The dipole in the map of a converged likelihood, of one detector or several: multipoles up to some degree fitted together, with the errors that reconstruction gives them. */
import { demand, Problem } from '../problem.ts'
import { conjugateGradients, ended, type Solved } from '../reconstruction/conjugateGradients.ts'
import { type DipoleEstimate, UNBIASED } from '../reconstruction/dipoleEstimate.ts'
import { geometryOf, type Marginals, type RingGrid } from '../reconstruction/marginals.ts'
import { productOf } from '../reconstruction/ringExposure.ts'
import { informationOf } from '../reconstruction/ringInformation.ts'
import { ringsOf } from '../sphere/rings.ts'
import { multipoleModel } from './multipoleModel.ts'
import { solveNormal } from './normalEquations.ts'
import { termsOfDegrees } from './terms.ts'

type Counts = Pick<Marginals, 'grid' | 'local' | 'rate'>

/** Variances are good to the square of this. */
const KNOWN = { tolerance: 1e-5, most: 300 }

/**
 * Unbiased where the sky holds no degree above those fitted. Errors to first order in δI for any live time: cᵀF⁺c, F the information of the counts on the sky with
 * all of rates and acceptances free (`ringInformation.ts`), at I = 1, and c what the fit makes of each cell of the map.
 *
 * Yields after every step of a few milliseconds, so that a driver may breathe.
 *
 * @param detectors  what each of them counted: n for its rate, L for its acceptance
 * @param intensity  [rings × cells] I of the likelihood; NaN where nothing was seen
 * @param expected   [rings × cells] counts against which it stands: the weights
 * @param lmax       degrees 1 … lmax are fitted
 * @throws no-coverage where the seen sky does not determine them, or live time too short leaves a slope of the sky open
 */
export function* findLikelihoodDipole(detectors: readonly Counts[], intensity: Float64Array, expected: Float64Array, lmax: number): Generator<void, DipoleEstimate, void> {
  demand(detectors.length > 0 && Number.isInteger(lmax) && lmax >= 1, 'a dipole is fitted to what a detector saw', { detectors: detectors.length, lmax })
  const { grid } = detectors[0]
  const rows = dipoleRows(grid, intensity, expected, lmax)
  const [d0h, d6h] = rows.map((row) => row.reduce((sum, c, i) => (c === 0 ? sum : sum + c * (intensity[i] - 1)), 0))
  yield
  const events = detectors.map(({ local }) => local.reduce((sum, n) => sum + n, 0))
  const products = detectors.map(({ local, rate }, s) => productOf(grid, rate, local.map((n) => n / events[s])))
  const information = informationOf(grid, products, new Float64Array(intensity.length).fill(1))
  yield
  const first = detectors.length * grid.cells
  const [c0h, c6h] = rows.map((row) => {
    const c = new Float64Array(information.diagonal.length)
    c.set(row, first)
    return c
  })
  const along0h = known(yield* conjugateGradients(information, c0h, KNOWN))
  const along6h = known(yield* conjugateGradients(information, c6h, KNOWN))
  const covariance = c0h.reduce((sum, c, i) => sum + c * along6h.solution[i], 0)
  return {
    method: 'likelihood', d0h, d6h, covariance: [along0h.variance, covariance, covariance, along6h.variance], response: UNBIASED,
    blindTo: { vertical: true, zonal: true, leaksFrom: lmax + 1 }, events: events.reduce((sum, n) => sum + n, 0),
  }
}

/** The same in one piece: some fifty steps of `findLikelihoodDipole` where live time has gaps, six where it is even. */
export const likelihoodDipole = (detectors: readonly Counts[], intensity: Float64Array, expected: Float64Array, lmax: number): DipoleEstimate =>
  ended(findLikelihoodDipole(detectors, intensity, expected, lmax))

/**
 * What δ_0h and δ_6h take from each cell of the map: rows of (ZᵀWZ)⁻¹ZᵀW. Columns Z are harmonics of m > 0 without their means over the seen cells of each ring, because
 * the map is given without them: rings seen in part would else pull the dipole towards 0.
 */
function dipoleRows(grid: RingGrid, intensity: Float64Array, expected: Float64Array, lmax: number): readonly [Float64Array, Float64Array] {
  const rings = ringsOf(geometryOf(grid))
  const terms = termsOfDegrees(Array.from({ length: lmax }, (_, i) => i + 1), false)
  const n = terms.length
  const weight = expected.map((counts, i) => (counts > 0 && Number.isFinite(intensity[i]) ? counts : 0))
  const columns = terms.map((_, j) => {
    const column = multipoleModel(rings, terms, Float64Array.from(terms, (__, i) => Number(i === j)))
    for (let first = 0; first < column.length; first += grid.cells) withoutMean(column, weight, first, first + grid.cells)
    return column
  })
  const normal = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) normal[i * n + j] = normal[j * n + i] = weightedProduct(weight, columns[i], columns[j])
  const { inverse } = solveNormal(normal, new Float64Array(n))
  const row = (wanted: 're' | 'im', scale: number): Float64Array => {
    const at = terms.findIndex(({ l, m, part }) => l === 1 && m === 1 && part === wanted)
    const out = new Float64Array(weight.length)
    for (let j = 0; j < n; j++) addTimes(out, scale * inverse[at * n + j], weight, columns[j])
    return out
  }
  const perA11 = Math.sqrt(3 / (2 * Math.PI)) // (R18)
  return [row('re', -perA11), row('im', perA11)]
}

/** Takes the mean over the seen cells of a ring out of these, and leaves 0 in the others. */
function withoutMean(column: Float64Array, weight: Float64Array, first: number, end: number): void {
  let [sum, seen] = [0, 0]
  for (let i = first; i < end; i++) {
    if (weight[i] === 0) continue
    sum += column[i]
    seen++
  }
  for (let i = first; i < end; i++) column[i] = weight[i] === 0 ? 0 : column[i] - sum / seen
}

function weightedProduct(weight: Float64Array, a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < weight.length; i++) sum += weight[i] * a[i] * b[i]
  return sum
}

function addTimes(out: Float64Array, factor: number, weight: Float64Array, column: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] += factor * weight[i] * column[i]
}

function known(solved: Solved): Solved {
  if (solved.reached) return solved
  throw new Problem('no-coverage', 'These counts cannot tell a dipole from a slope of rates and acceptances: live time covers too little of the day.', {
    remedy: 'Add counts of other hours, or use a method that measures less of the dipole.',
    facts: { residual: solved.residual, steps: solved.steps },
  })
}
