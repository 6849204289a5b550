/** F of small grids by its definition: every (δ, h, τ) of every detector, all of (a, b, x), inverted as a whole. */
import type { RingGrid } from '../marginals.ts'
import type { Product } from '../ringExposure.ts'
import { eachCell } from './countCubes.ts'

export interface DenseInformation {
  readonly size: number
  /** [size × size] on a_s, b_s of each detector and x, in this order; parameters that are not there have no row and column but 1 on the diagonal. */
  readonly matrix: Float64Array
  /** Where a_s, b_s and x begin. */
  readonly rates: readonly number[]
  readonly acceptances: readonly number[]
  readonly sky: number
}

export function denseInformation(grid: RingGrid, detectors: readonly Pick<Product, 'rate' | 'acceptance'>[], intensity: Float64Array): DenseInformation {
  const cellsOfAll = grid.rings * grid.cells
  const rates = detectors.map((_, s) => s * grid.cells)
  const acceptances = detectors.map((_, s) => detectors.length * grid.cells + s * cellsOfAll)
  const sky = detectors.length * (grid.cells + cellsOfAll)
  const size = sky + cellsOfAll
  const matrix = new Float64Array(size * size)
  detectors.forEach(({ rate, acceptance }, s) => eachCell(grid, acceptance, (i, t, a) => {
    const mean = rate[t]! * acceptance[i]! * intensity[a]!
    const touched = [rates[s]! + t, acceptances[s]! + i, sky + a]
    if (mean > 0) for (const p of touched) for (const q of touched) matrix[p * size + q]! += mean
  }))
  for (let p = 0; p < size; p++) if (matrix[p * size + p] === 0) matrix[p * size + p] = 1
  return { size, matrix, rates, acceptances, sky }
}

/** F⁺ c for c that has nothing of the units in it. */
export function denseSolution({ size, matrix, rates, acceptances, sky }: DenseInformation, { rings, cells }: RingGrid, c: Float64Array): Float64Array {
  const whole = matrix.slice()
  const isThere = (p: number): boolean => matrix.subarray(p * size, (p + 1) * size).filter((x) => x !== 0).length > 1
  const range = (first: number, length: number): number[] => Array.from({ length }, (_, i) => first + i).filter(isThere)
  const addUnit = (up: readonly number[], down: readonly number[]): void => {
    const signed = [...up.map((p) => [p, 1] as const), ...down.map((p) => [p, -1] as const)]
    for (const [p, x] of signed) for (const [q, y] of signed) whole[p * size + q]! += x * y
  }
  for (let ring = 0; ring < rings; ring++) addUnit(range(sky + ring * cells, cells), acceptances.flatMap((first) => range(first + ring * cells, cells)))
  rates.forEach((first, s) => addUnit(range(first, cells), range(acceptances[s]!, rings * cells)))
  return eliminated(whole, c.slice(), size)
}

/** Gauss–Jordan with the largest pivot of each column. */
function eliminated(m: Float64Array, c: Float64Array, n: number): Float64Array {
  const rows = Array.from({ length: n }, (_, p) => m.subarray(p * n, (p + 1) * n))
  for (let j = 0; j < n; j++) {
    let best = j
    for (let p = j; p < n; p++) if (Math.abs(rows[p]![j]!) > Math.abs(rows[best]![j]!)) best = p
    ;[rows[j], rows[best], c[j], c[best]] = [rows[best]!, rows[j]!, c[best]!, c[j]!]
    for (let p = 0; p < n; p++) {
      const factor = rows[p]![j]! / rows[j]![j]!
      if (p === j || factor === 0) continue
      for (let q = j; q < n; q++) rows[p]![q]! -= factor * rows[j]![q]!
      c[p]! -= factor * c[j]!
    }
  }
  return c.map((x, j) => x / rows[j]![j]!)
}
