/**
 * How much likelier a smooth sky makes time-binned local counts than isotropy does: the judge between ways to read their azimuth. Under the true way
 * the structures of the sky stay in their places as the Earth turns; under a wrong one they are smeared, and less is gained.
 *
 * The model is μ_τi = N_τ A_i [1 + Σ c_k y_k(R^T n′)] (S8) with the real harmonics y_k of l ≤ 3 without m = 0, which A_i would absorb. With rate and
 * acceptance fitted beside the c_k the gain in ln L is, to second order in δI,
 *
 *     ΔlnL = ½ gᵀ F⁻¹ g,   g_k = Σ_τi (n_τi − N_τ A_i) y_k,   F_kl = Σ_τi N_τ A_i ỹ_k ỹ_l,   ỹ = y − ⟨y⟩_i − ⟨y⟩_τ + ⟨y⟩_τi
 *
 * (Rao's efficient score): the information without what rate and acceptance take for themselves. Under isotropy 2ΔlnL is χ² with as many degrees of
 * freedom as coefficients. c = F⁻¹ g is the likelihood's estimate, dipole undiminished.
 */
import type { LocalPixels } from '../reconstruction/localMarginals.ts'
import { cholesky, choleskySolve } from './cholesky.ts'

/** y = cosᵐδ sinᵏδ · cos mα, then · sin mα, by degree m + k: the first 2, 6, 12 functions span l ≤ 1, 2, 3 without m = 0. */
const FORMS = [[1, 0], [1, 1], [2, 0], [1, 2], [2, 1], [3, 0]] as const
const TERMS = 2 * FORMS.length
/** Coefficients up to degree l. */
export const TERMS_UP_TO: readonly number[] = [0, 2, 6, 12]

export interface Gain {
  /** [forms][count] cosᵐδ sinᵏδ of each pixel. */
  readonly shapes: readonly Float64Array[]
  readonly score: Float64Array
  /** [terms²] Σ N A y y − Σ N ⟨y⟩_i ⟨y⟩_i so far */
  readonly information: Float64Array
  /** [terms][count] Σ_τ N_τ y / Σ N so far */
  readonly overTime: readonly Float64Array[]
}

export function beginGain({ sinDelta, cosDelta, alpha }: LocalPixels): Gain {
  return {
    shapes: FORMS.map(([m, k]) => Float64Array.from(alpha, (_, i) => cosDelta[i] ** m * sinDelta[i] ** k)),
    score: new Float64Array(TERMS),
    information: new Float64Array(TERMS * TERMS),
    overTime: Array.from({ length: TERMS }, () => new Float64Array(alpha.length)),
  }
}

const terms = new Float64Array(TERMS)
const mean = new Float64Array(TERMS)

/**
 * One time bin.
 *
 * @param counts      [count] n_τi
 * @param acceptance  [count] A_i, Σ A = 1
 * @param share       N_τ / Σ N
 * @param total       Σ N
 */
export function addBinToGain(gain: Gain, { alpha }: LocalPixels, counts: Float64Array, acceptance: Float64Array, share: number, total: number, sidereal: number): void {
  const { shapes, score, information, overTime } = gain
  const rate = share * total
  mean.fill(0)
  for (let i = 0; i < alpha.length; i++) {
    const expected = rate * acceptance[i]
    const excess = counts[i] - expected
    termsAt(shapes, i, alpha[i] + sidereal)
    for (let k = 0; k < TERMS; k++) {
      const y = terms[k]
      score[k] += excess * y
      mean[k] += acceptance[i] * y
      overTime[k][i] += share * y
      for (let l = 0; l <= k; l++) information[k * TERMS + l] += expected * y * terms[l]
    }
  }
  for (let k = 0; k < TERMS; k++) for (let l = 0; l <= k; l++) information[k * TERMS + l] -= rate * mean[k] * mean[l]
}

function termsAt(shapes: readonly Float64Array[], pixel: number, alpha: number): void {
  const [c, s] = [Math.cos(alpha), Math.sin(alpha)]
  let [cm, sm, order] = [c, s, 1]
  // Orders do not descend along FORMS within a degree; across degrees they begin again.
  for (let f = 0; f < FORMS.length; f++) {
    const m = FORMS[f][0]
    if (m < order) [cm, sm, order] = [c, s, 1]
    for (; order < m; order++) [cm, sm] = [cm * c - sm * s, sm * c + cm * s]
    terms[2 * f] = shapes[f][pixel] * cm
    terms[2 * f + 1] = shapes[f][pixel] * sm
  }
}

export interface GainFound {
  /** ΔlnL */
  readonly gain: number
  /** [terms] c, in the order of the functions. */
  readonly coefficients: Float64Array
}

/** Directions that rate and acceptance absorb to this share carry no information. */
const ABSORBED = 1e-8

/** The gain with the multipoles up to `degree` (1, 2, 3); undefined where the field of view cannot tell them from each other, or from rate and acceptance. */
export function finishGain({ score, information, overTime }: Gain, acceptance: Float64Array, total: number, degree: number): GainFound | undefined {
  const n = TERMS_UP_TO[degree]
  const matrix = new Float64Array(n * n)
  const means = overTime.map((y) => y.reduce((sum, value, i) => sum + acceptance[i] * value, 0))
  const inPixels = (k: number, l: number): number => overTime[k].reduce((sum, y, i) => sum + acceptance[i] * y * overTime[l][i], 0)
  for (let k = 0; k < n; k++) for (let l = 0; l <= k; l++) matrix[k * n + l] = information[k * TERMS + l] - total * (inPixels(k, l) - means[k] * means[l])
  const scale = Float64Array.from({ length: n }, (_, k) => 1 / Math.sqrt(matrix[k * n + k]))
  for (let k = 0; k < n; k++) for (let l = 0; l <= k; l++) matrix[k * n + l] *= scale[k] * scale[l]
  const factor = cholesky(matrix, n)
  if (factor === undefined || scale.some((_, k) => !(factor[k * n + k] ** 2 > ABSORBED))) return undefined
  const coefficients = choleskySolve(factor, n, scale.map((x, k) => x * score[k]))
  const gain = coefficients.reduce((sum, c, k) => sum + 0.5 * c * scale[k] * score[k], 0)
  return { gain, coefficients: coefficients.map((c, k) => c * scale[k]) }
}
