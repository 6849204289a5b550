/**
 * Columns of a fit in the basis of real synthesis (spec 10): on a ring, 2λ_lm cos mα for Re a_lm, −2λ_lm sin mα for Im a_lm
 * and λ_l0 for a_l0. A column is a factor times one wave, and products of two waves are waves again, so weighted sums over
 * pixels follow from the ring phases W_k = Σ w e^{−ikα} of the weight alone:
 *
 *     Σ w cos mα cos m′α = ½ Re(W_{|m−m′|} + W_{m+m′}),        Σ w sin mα sin m′α = ½ Re(W_{|m−m′|} − W_{m+m′}),
 *     Σ w sin mα cos m′α = −½ Im(W_{m+m′} + sgn(m − m′) W_{|m−m′|}).
 */
import { legendreColumn, legendreValues, type LegendreColumn } from '../harmonics/legendre.ts'
import type { RingPhases } from '../harmonics/ringPhases.ts'
import { demandTerms, type Term } from './terms.ts'

/** The terms of one order m, which share a recursion in l. */
interface Order {
  readonly recursion: LegendreColumn
  /** Which columns, the factor of their wave over λ_lm, and l − m. */
  readonly columns: readonly { readonly at: number; readonly sign: number; readonly k: number }[]
}

export interface HarmonicColumns {
  readonly terms: readonly Term[]
  /** Largest m; 0 without terms. */
  readonly mmax: number
  readonly orders: readonly Order[]
  /** [terms] m of each column. */
  readonly m: Int32Array
  /** [terms] 1 for imaginary parts: the columns with sin mα. */
  readonly sine: Uint8Array
  readonly lambda: Float64Array
}

/** Throws invalid-argument for terms that do not exist or come twice. */
export function harmonicColumns(terms: readonly Term[]): HarmonicColumns {
  demandTerms(terms)
  const placed = terms.map((term, at) => ({ ...term, at }))
  const orders = [...new Set(terms.map(({ m }) => m))].map((m): Order => {
    const some = placed.filter((term) => term.m === m)
    return {
      recursion: legendreColumn(m, Math.max(...some.map(({ l }) => l))),
      columns: some.map(({ at, l, part }) => ({ at, sign: m === 0 ? 1 : part === 're' ? 2 : -2, k: l - m })),
    }
  })
  return {
    terms, orders,
    mmax: Math.max(0, ...terms.map(({ m }) => m)),
    m: Int32Array.from(terms, ({ m }) => m),
    sine: Uint8Array.from(terms, ({ part }) => (part === 'im' ? 1 : 0)),
    lambda: new Float64Array(Math.max(0, ...terms.map(({ l }) => l)) + 1),
  }
}

/**
 * The factor before cos mα or sin mα of every column at one declination: λ_l0, 2λ_lm for real and −2λ_lm for imaginary parts.
 *
 * @param out  [terms], written
 */
export function columnFactors({ orders, lambda }: HarmonicColumns, sinDelta: number, cosDelta: number, out: Float64Array): Float64Array {
  for (const { recursion, columns } of orders) {
    legendreValues(sinDelta, cosDelta, recursion.m, recursion.lmax, lambda, recursion)
    for (const { at, sign, k } of columns) out[at] = sign * lambda[k]
  }
  return out
}

/**
 * Adds one ring's Σ w X_i X′_j to the products of two sets of columns.
 *
 * @param factors, others      [rows.terms], [columns.terms] from `columnFactors`
 * @param phases, ring         W_k of the weight, k ≤ rows.mmax + columns.mmax, and which ring of them
 * @param triangle             rows and columns are the same set: only j ≤ i is needed
 * @param out                  row i starts at i · stride; added to
 */
export function addRingProducts(
  rows: HarmonicColumns, factors: Float64Array, columns: HarmonicColumns, others: Float64Array,
  { mmax, re, im }: RingPhases, ring: number, triangle: boolean, out: Float64Array, stride: number,
): void {
  const zero = ring * (mmax + 1)
  for (let i = 0; i < factors.length; i++) {
    const half = 0.5 * factors[i]
    const m = rows.m[i]
    const sine = rows.sine[i]
    const end = triangle ? i + 1 : others.length
    for (let j = 0; j < end; j++) {
      const difference = m - columns.m[j]
      const gap = zero + Math.abs(difference)
      const sum = zero + m + columns.m[j]
      let wave: number
      if (sine !== columns.sine[j]) wave = -im[sum] - (sine === 1 ? Math.sign(difference) : -Math.sign(difference)) * im[gap]
      else wave = sine === 1 ? re[gap] - re[sum] : re[gap] + re[sum]
      out[i * stride + j] += half * others[j] * wave
    }
  }
}

/**
 * Adds one ring's Σ x X_j to the projections of a map x on columns.
 *
 * @param phases, ring  Σ x e^{−imα}, m ≤ columns.mmax, and which ring of them
 * @param out           [at … at + terms), added to
 */
export function addRingProjections(
  columns: HarmonicColumns, factors: Float64Array, { mmax, re, im }: RingPhases, ring: number, out: Float64Array, at = 0,
): void {
  const zero = ring * (mmax + 1)
  for (let j = 0; j < factors.length; j++) {
    const place = zero + columns.m[j]
    out[at + j] += factors[j] * (columns.sine[j] === 1 ? -im[place] : re[place])
  }
}
