/** The field of fitted coefficients, block by block. */
import { emptyPhases, ringsFromPhases } from '../harmonics/ringPhases.ts'
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'
import { columnFactors, harmonicColumns } from './harmonicColumns.ts'
import { bandOf } from './ringBand.ts'
import type { Term } from './terms.ts'

/**
 * The field Σ a_lm Y_lm of fitted coefficients at every pixel centre of the rings fromRing … toRing − 1, seen or not.
 *
 * @param terms         what the coefficients are
 * @param coefficients  [terms], or longer: what follows (templates) is not looked at
 * @param out           [pixels of these rings], written
 */
export function multipoleModel(
  rings: Rings, terms: readonly Term[], coefficients: Float64Array,
  fromRing = 0, toRing = rings.count, out: Float64Array = new Float64Array(rings.first[toRing] - rings.first[fromRing]),
): Float64Array {
  const band = bandOf(rings, fromRing, toRing)
  demand(out.length === band.pixels, 'a field is written to as many pixels as its rings have', { pixels: band.pixels, room: out.length })
  const columns = harmonicColumns(terms)
  const { mmax, m, sine } = columns
  const phases = emptyPhases(band, mmax)
  const factors = new Float64Array(terms.length)
  for (let ring = 0; ring < band.count; ring++) {
    columnFactors(columns, band.sinDelta[ring], band.cosDelta[ring], factors)
    for (let at = 0; at < terms.length; at++) {
      const place = ring * (mmax + 1) + m[at]
      const wave = (m[at] === 0 ? 1 : 0.5) * factors[at] * coefficients[at] // ringsFromPhases counts m > 0 twice
      if (sine[at] === 1) phases.im[place] -= wave
      else phases.re[place] += wave
    }
  }
  return ringsFromPhases(band, phases, out)
}

/**
 * Adds Σ b_k t_k to a field, NaN where a template has no value.
 *
 * @param amplitudes  [templates], or longer, from `offset` on: the coefficients of a fit after its terms
 * @param templates   each as long as `out`
 * @param out         added to
 */
export function addTemplates(amplitudes: Float64Array, templates: readonly Float64Array[], out: Float64Array, offset = 0): Float64Array {
  templates.forEach((template, k) => {
    const amplitude = amplitudes[offset + k]
    for (let p = 0; p < out.length; p++) out[p] += amplitude * template[p]
  })
  return out
}
