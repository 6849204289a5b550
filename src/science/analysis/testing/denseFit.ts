/** Least squares from the definition: every column written out over the pixels, every product a sum over them. */
import { synthesis } from '../../harmonics/transform.ts'
import { almIndex, emptyAlm } from '../../harmonics/alm.ts'
import type { Rings } from '../../sphere/rings.ts'
import type { Term } from '../terms.ts'

/** The field of each term alone with coefficient 1, from harmonic synthesis. */
export function denseColumns(rings: Rings, terms: readonly Term[]): readonly Float64Array[] {
  return terms.map(({ l, m, part }) => {
    const alm = emptyAlm(l)
    alm[part][almIndex(l, l, m)] = 1
    return synthesis(rings, alm)
  })
}

/** Σ w a b over the pixels where all of them count. */
export const weightedDot = (weight: Float64Array, a: Float64Array, b: Float64Array): number =>
  weight.reduce((sum, w, p) => (w === 0 ? sum : sum + w * a[p] * b[p]), 0)

export interface DenseFit {
  readonly coefficients: Float64Array
  readonly inverse: Float64Array
  readonly chi2: number
}

/** @param weight  0 where a pixel does not count */
export function denseFit(columns: readonly Float64Array[], value: Float64Array, weight: Float64Array): DenseFit {
  const n = columns.length
  const normal = Float64Array.from({ length: n * n }, (_, at) => weightedDot(weight, columns[Math.floor(at / n)], columns[at % n]))
  const inverse = inverted(normal, n)
  const right = columns.map((column) => weightedDot(weight, column, value))
  const coefficients = Float64Array.from({ length: n }, (_, i) => right.reduce((sum, x, j) => sum + inverse[i * n + j] * x, 0))
  const rest = value.map((v, p) => v - columns.reduce((sum, column, i) => sum + coefficients[i] * column[p], 0))
  return { coefficients, inverse, chi2: weightedDot(weight, rest, rest) }
}

/** Gauss–Jordan with row pivots. */
function inverted(matrix: Float64Array, n: number): Float64Array {
  const rows = Array.from({ length: n }, (_, i) => [...matrix.subarray(i * n, (i + 1) * n), ...Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))])
  for (let k = 0; k < n; k++) {
    let pivot = k
    for (let i = k; i < n; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[pivot][k])) pivot = i
    ;[rows[k], rows[pivot]] = [rows[pivot], rows[k]]
    rows[k] = rows[k].map((x) => x / rows[k][k])
    for (let i = 0; i < n; i++) if (i !== k) rows[i] = rows[i].map((x, j) => x - rows[i][k] * rows[k][j])
  }
  return Float64Array.from(rows.flatMap((row) => row.slice(n)))
}
