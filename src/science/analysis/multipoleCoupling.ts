/**
 * What a fit makes of multipoles it does not contain (spec 13): with columns X on weights W, a sky X′a′ of other multipoles
 * adds C a′ to the coefficients,
 *
 *     C = (XᵀWX)⁻¹ XᵀWX′.
 *
 * For a fit of l = 1, m = 1 with even weights on a band of declination, C is T¹_{1l′}/T¹_11 of (A.1). Where a column of X′ is
 * among those of X, C is 1 there and 0 for the other coefficients.
 */
import { emptyPhases, ringPhases } from '../harmonics/ringPhases.ts'
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'
import { addRingProducts, addRingProjections, columnFactors, harmonicColumns, type HarmonicColumns } from './harmonicColumns.ts'
import type { MultipoleFit } from './multipoleFit.ts'
import { bandOf, eachBand } from './ringBand.ts'
import type { Term } from './terms.ts'
import { usedWeights } from './usedWeights.ts'

/** A coupling in the making. */
export interface CouplingSums {
  readonly rings: Rings
  readonly columns: HarmonicColumns
  readonly templates: number
  readonly others: HarmonicColumns
  /** [columns × others] XᵀWX′ */
  readonly products: Float64Array
}

/** Throws invalid-argument for other terms that do not exist or come twice. */
export function beginCoupling(rings: Rings, { terms, templates }: Pick<MultipoleFit, 'terms' | 'templates'>, otherTerms: readonly Term[]): CouplingSums {
  const others = harmonicColumns(otherTerms)
  return { rings, columns: harmonicColumns(terms), templates, others, products: new Float64Array((terms.length + templates) * otherTerms.length) }
}

/**
 * Adds the rings fromRing … toRing − 1, each once and from north to south.
 *
 * @param weight     [pixels of these rings] as in the fit, and 0 where the fit had no value
 * @param templates  those of the fit, each [pixels of these rings]
 */
export function addCoupledRings(sums: CouplingSums, fromRing: number, toRing: number, weight: Float64Array, templates: readonly Float64Array[] = []): void {
  const { columns, others, products } = sums
  const band = bandOf(sums.rings, fromRing, toRing)
  demand(templates.length === sums.templates, 'a coupling is given the templates of its fit', { given: templates.length, templates: sums.templates })
  demand(weight.length === band.pixels && templates.every((map) => map.length === band.pixels), 'a block has one value for each pixel of its rings', { pixels: band.pixels, weight: weight.length })
  const w = usedWeights(weight, templates)
  const top = columns.mmax + others.mmax
  const weights = ringPhases(band, w, top, emptyPhases(band, top))
  const waves = templates.map((map) => ringPhases(band, w.map((x, p) => (x === 0 ? 0 : x * map[p])), others.mmax))
  const factors = new Float64Array(columns.terms.length)
  const otherFactors = new Float64Array(others.terms.length)
  for (let ring = 0; ring < band.count; ring++) {
    columnFactors(columns, band.sinDelta[ring], band.cosDelta[ring], factors)
    columnFactors(others, band.sinDelta[ring], band.cosDelta[ring], otherFactors)
    addRingProducts(columns, factors, others, otherFactors, weights, ring, false, products, others.terms.length)
    waves.forEach((phases, k) => addRingProjections(others, otherFactors, phases, ring, products, (columns.terms.length + k) * others.terms.length))
  }
}

/**
 * The response C of every fitted coefficient (terms, then templates) to every other one.
 *
 * @param inverse  [columns × columns] (XᵀWX)⁻¹ of the fit
 * @param out      [columns × others], written
 */
export function finishCoupling({ columns, templates, others, products }: CouplingSums, inverse: Float64Array, out = new Float64Array(products.length)): Float64Array {
  const [n, width] = [columns.terms.length + templates, others.terms.length]
  demand(inverse.length === n * n, 'a coupling needs the inverse of its own fit', { columns: n, given: inverse.length })
  out.fill(0)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const share = inverse[i * n + k]
      for (let j = 0; j < width; j++) out[i * width + j] += share * products[k * width + j]
    }
  }
  return out
}

/** Pixels at a time where nobody waits. */
const BLOCK = 65536

/**
 * The coupling in one call.
 *
 * @param weight      [pixels] as in the fit, and 0 where the fit had no value
 * @param otherTerms  for all multipoles up to a degree: `termsOfDegrees`
 * @returns           [columns × others]
 */
export function multipoleCoupling(
  rings: Rings, weight: Float64Array, fit: Pick<MultipoleFit, 'terms' | 'templates' | 'inverse'>, otherTerms: readonly Term[], templates: readonly Float64Array[] = [],
): Float64Array {
  const sums = beginCoupling(rings, fit, otherTerms)
  eachBand(rings, BLOCK, (from, to) => {
    const part = (map: Float64Array) => map.subarray(rings.first[from], rings.first[to])
    addCoupledRings(sums, from, to, part(weight), templates.map(part))
  })
  return finishCoupling(sums, fit.inverse)
}
