import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'
import { almIndex, almSize, emptyAlm, type Alm } from './alm.ts'
import { beginTransform } from './harmonicTransform.ts'

/**
 * Harmonic coefficients of a map by quadrature, a_lm = Σ_pixels ΔΩ Y*_lm value (R15). Exact on a ring grid for maps
 * band-limited below its size; on HEALPix accurate to about 1e−3 of the power at l ≲ 2 nside (`iteratedAnalysis` mends
 * that for full skies). Pixels without data (NaN) count as 0: what comes out is then the pseudo a_lm of the masked sky.
 *
 * @param values  [rings.pixels]
 * @param out     written
 */
export function analysis(rings: Rings, values: Float64Array, lmax: number, out: Alm = emptyAlm(lmax)): Alm {
  demand(out.lmax === lmax && out.re.length === almSize(lmax), 'the coefficients written must have the lmax asked for', { lmax, given: out.lmax })
  const transform = beginTransform(rings, lmax)
  transform.takeRings(values)
  transform.giveOrders(out)
  transform.end()
  return out
}

/**
 * The map of given coefficients, Σ_l λ_l0 a_l0 + 2 Σ_{m>0} λ_lm (Re a_lm cos mα − Im a_lm sin mα) (R14), at every
 * pixel centre. No pixel window is applied.
 *
 * @param out  [rings.pixels], written
 */
export function synthesis(rings: Rings, alm: Alm, out: Float64Array = new Float64Array(rings.pixels)): Float64Array {
  const transform = beginTransform(rings, alm.lmax)
  transform.takeOrders(alm)
  transform.giveRings(out)
  transform.end()
  return out
}

/**
 * Coefficients of a full-sky map with Jacobi refinement a ← a + A[f − S a] (spec 10), which removes the quadrature error
 * of HEALPix for lmax ≤ 2 nside. Not for masked maps: there the refinement would fill the hole with invention.
 * Throws invalid-argument when a pixel holds no data.
 */
export function iteratedAnalysis(rings: Rings, values: Float64Array, lmax: number, iterations = 3): Alm {
  for (let i = 0; i < values.length; i++) demand(values[i] === values[i], 'refined coefficients need a value in every pixel', { pixel: i })
  const alm = analysis(rings, values, lmax)
  const rest = new Float64Array(rings.pixels)
  const correction = emptyAlm(lmax)
  for (let step = 0; step < iterations; step++) {
    synthesis(rings, alm, rest)
    for (let i = 0; i < rest.length; i++) rest[i] = values[i] - rest[i]
    analysis(rings, rest, lmax, correction)
    for (let i = 0; i < correction.re.length; i++) {
      alm.re[i] += correction.re[i]
      alm.im[i] += correction.im[i]
    }
  }
  return alm
}

/** Coefficients up to another lmax: cut off, or continued with zeros. */
export function resizedAlm(alm: Alm, lmax: number): Alm {
  const out = emptyAlm(lmax)
  const top = Math.min(lmax, alm.lmax)
  for (let m = 0; m <= top; m++) {
    for (let l = m; l <= top; l++) {
      out.re[almIndex(lmax, l, m)] = alm.re[almIndex(alm.lmax, l, m)]
      out.im[almIndex(lmax, l, m)] = alm.im[almIndex(alm.lmax, l, m)]
    }
  }
  return out
}
