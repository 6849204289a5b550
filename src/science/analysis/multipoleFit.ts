/**
 * Weighted least squares for the low multipoles of the seen sky (spec 18): χ² = Σ_i w_i [δI_i − Σ a_lm Y_lm]². The basis is
 * that of real synthesis (spec 10): 2λ_lm cos mα for Re a_lm, −2λ_lm sin mα for Im a_lm, λ_l0 for a_l0. Products of two
 * waves along a ring are waves again, so the normal matrix needs the ring phases of the weight alone, up to 2 l_max.
 */
import { legendreColumn, legendreValues } from '../harmonics/legendre.ts'
import { emptyPhases, ringPhases, ringsFromPhases, type RingPhases } from '../harmonics/ringPhases.ts'
import { demand } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'
import { solveNormal } from './normalEquations.ts'

/** One fitted number: the real or the imaginary part of a_lm. */
export interface Term {
  readonly l: number
  readonly m: number
  readonly part: 're' | 'im'
}

export interface MultipoleFit {
  readonly degrees: readonly number[]
  /** Whether m = 0 columns (and the monopole) were fitted. */
  readonly zonal: boolean
  readonly terms: readonly Term[]
  /** [terms] */
  readonly coefficients: Float64Array
  /** [terms × terms]; undefined where the weights are not inverse variances. */
  readonly covariance: Float64Array | undefined
  /** Condition number of the normal matrix, scaled to unit diagonal. */
  readonly condition: number
  /** [pixels] the fitted field; NaN outside the field of view. */
  readonly model: Float64Array
}

/**
 * Fits the multipoles of the given degrees to the pixels with positive weight and a finite value.
 *
 * Weights are B for counts (B²/V̄ for weighted events, with the ring's mean variance), 1/σ² for maps with errors, and
 * anything for maps without. Never B²/n: pixels that fluctuate down would count more, and a 5 % dipole comes out as
 * 4 % at 3 counts per pixel. Fits with different degrees give different dipoles.
 *
 * @param value           [pixels] δI
 * @param weight          [pixels]
 * @param degrees         each ≥ 1, without repeats
 * @param zonal           also fit a_l0 of these degrees and the monopole: only for maps whose declination profile is real
 * @param absoluteErrors  the weights are inverse variances, so that (XᵀWX)⁻¹ is the covariance
 * @throws no-coverage where the seen sky does not determine the coefficients
 */
export function fitMultipoles(
  rings: Rings, value: Float64Array, weight: Float64Array, degrees: readonly number[], zonal: boolean, absoluteErrors: boolean,
): MultipoleFit {
  const terms = termsOf(degrees, zonal)
  const lmax = Math.max(...degrees)
  const used = new Float64Array(rings.pixels)
  const weighted = new Float64Array(rings.pixels)
  for (let p = 0; p < rings.pixels; p++) {
    if (!(weight[p] > 0) || !Number.isFinite(weight[p]) || !Number.isFinite(value[p])) continue
    used[p] = weight[p]
    weighted[p] = weight[p] * value[p]
  }
  const basis = basisOf(rings, terms, lmax)
  const { coefficients, inverse, condition } = solveNormal(
    normalMatrix(rings, terms, basis, ringPhases(rings, used, 2 * lmax)),
    rightSide(rings, terms, basis, ringPhases(rings, weighted, lmax)),
  )
  const model = multipoleModel(rings, terms, coefficients)
  for (let p = 0; p < rings.pixels; p++) if (used[p] === 0) model[p] = NaN
  return { degrees: [...degrees], zonal, terms, coefficients, covariance: absoluteErrors ? inverse : undefined, condition, model }
}

/** Monopole and a_l0 first (if asked for), then by degree: Re, Im of m = 1 … l. */
function termsOf(degrees: readonly number[], zonal: boolean): Term[] {
  demand(
    degrees.length > 0 && new Set(degrees).size === degrees.length && degrees.every((l) => Number.isInteger(l) && l >= 1),
    'a fit needs different whole degrees l ≥ 1', { degrees: degrees.join(', ') },
  )
  const ascending = [...degrees].sort((a, b) => a - b)
  const terms: Term[] = zonal ? [0, ...ascending].map((l) => ({ l, m: 0, part: 're' })) : []
  for (const l of ascending) for (let m = 1; m <= l; m++) terms.push({ l, m, part: 're' }, { l, m, part: 'im' })
  return terms
}

/** λ_lm, times 2 for m > 0 and −1 for imaginary parts: the factor before cos mα or sin mα. [rings × terms] */
function basisOf(rings: Rings, terms: readonly Term[], lmax: number): Float64Array {
  const basis = new Float64Array(rings.count * terms.length)
  const row = new Float64Array(lmax + 1)
  for (let m = 0; m <= lmax; m++) {
    const columns = terms.flatMap((term, at) => (term.m === m ? [at] : []))
    if (columns.length === 0) continue
    const column = legendreColumn(m, lmax)
    for (let ring = 0; ring < rings.count; ring++) {
      legendreValues(rings.sinDelta[ring], rings.cosDelta[ring], m, lmax, row, column)
      for (const at of columns) {
        const factor = m === 0 ? 1 : terms[at].part === 're' ? 2 : -2
        basis[ring * terms.length + at] = factor * row[terms[at].l - m]
      }
    }
  }
  return basis
}

/** XᵀWX from W_k = Σ w e^{−ikα}: cos·cos, sin·sin and cos·sin of m and m′ are sums of waves with m ± m′. */
function normalMatrix(rings: Rings, terms: readonly Term[], basis: Float64Array, { mmax, re, im }: RingPhases): Float64Array {
  const n = terms.length
  const normal = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      // With a sine first, so that the mixed case is sin mα cos m′α.
      const [a, b] = terms[i].part === 'im' ? [i, j] : [j, i]
      const sum = terms[a].m + terms[b].m
      const difference = terms[a].m - terms[b].m
      const gap = Math.abs(difference)
      const mixed = terms[a].part !== terms[b].part
      const sign = mixed ? -Math.sign(difference) : 1
      const sumSign = terms[a].part === 'im' ? -1 : 1
      const phases = mixed ? im : re
      let total = 0
      for (let ring = 0; ring < rings.count; ring++) {
        const at = ring * (mmax + 1)
        total += basis[ring * n + i] * basis[ring * n + j] * (sign * phases[at + gap] + sumSign * phases[at + sum])
      }
      normal[i * n + j] = normal[j * n + i] = total / 2
    }
  }
  return normal
}

/** XᵀWy from the ring phases of w·y. [terms] */
function rightSide(rings: Rings, terms: readonly Term[], basis: Float64Array, { mmax, re, im }: RingPhases): Float64Array {
  return Float64Array.from(terms, ({ m, part }, i) => {
    let total = 0
    for (let ring = 0; ring < rings.count; ring++) {
      const at = ring * (mmax + 1) + m
      total += basis[ring * terms.length + i] * (part === 're' ? re[at] : -im[at])
    }
    return total
  })
}

/**
 * The field of fitted coefficients at every pixel centre of the rings fromRing … toRing − 1, seen or not.
 *
 * @param terms         what the coefficients are
 * @param coefficients  [terms]
 * @param out           [pixels], written on the given rings
 */
export function multipoleModel(
  rings: Rings, terms: readonly Term[], coefficients: Float64Array,
  fromRing = 0, toRing = rings.count, out = new Float64Array(rings.pixels),
): Float64Array {
  const lmax = Math.max(0, ...terms.map((term) => term.l))
  const phases = emptyPhases(rings, lmax)
  const row = new Float64Array(lmax + 1)
  for (let m = 0; m <= lmax; m++) {
    const columns = terms.flatMap((term, at) => (term.m === m ? [at] : []))
    if (columns.length === 0) continue
    const column = legendreColumn(m, lmax)
    for (let ring = fromRing; ring < toRing; ring++) {
      legendreValues(rings.sinDelta[ring], rings.cosDelta[ring], m, lmax, row, column)
      for (const at of columns) {
        const part = terms[at].part === 're' ? phases.re : phases.im
        part[ring * (lmax + 1) + m] += row[terms[at].l - m] * coefficients[at]
      }
    }
  }
  return ringsFromPhases(rings, phases, out, fromRing, toRing)
}
