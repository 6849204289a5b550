/**
 * The noise that whole waves of a map share, because the rate of each detector in each bin of its clock was found from the same events (spec 8, 18). With N_s events and
 * exposure A_m^s(δ), Σ_δ A_0^s = 1, of each detector, W = Σ_s N_s A_0^s and v_s = √N_s Ā_m^s/W, harmonic m of δI on the rings has after k passes the covariance
 *
 *     ⟨x_m(δ) x̄_m(δ′)⟩ = δ_δδ′/W + Σ_sr v_s(δ) C_sr v̄_r(δ′),    C = (1 − G^(k−1))² (1 − G)⁻¹ − G^(2k−2),    G_sr = Σ_δ W v̄_s v_r.
 *
 * C = −1 for direct integration, (1 − G)⁻¹ for a converged likelihood; of one detector this is the rank-one term of spec 18 with G = ρ_m. Follows from the passes as a linear map of
 * the noise of D and n: x_k = W⁻¹(d − V u), u ← t − V†x, where d and t scatter with W, 1 and ⟨d t†⟩ = V = Wv. To first order in δI, and for equal live time at every sidereal hour.
 *
 * Direct integration within windows of the day takes the share p_m of each wave away from the noise as from the sky (`windowTransfer.ts`): of both terms 1 − p_m is left. What windows correlate between
 * different waves is not in here.
 */
import type { RingPhases } from '../harmonics/ringPhases.ts'
import { demand } from '../problem.ts'
import { takenByWindows } from '../reconstruction/windows.ts'
import { cholesky, choleskySolve } from './cholesky.ts'
import type { DetectorExposure } from './jointCovariance.ts'

export interface RateNoise {
  /** Waves m = 1 … mmax; of others nothing is said. */
  readonly mmax: number
  /** v_m of each detector, on all rings; 0 where nothing is seen. */
  readonly waves: readonly RingPhases[]
  /** [(mmax + 1) × (2 detectors)²] C of each m as a real matrix on (Re, Im) of one detector after the other; NaN where rates take all of a wave. */
  readonly amount: Float64Array
  /** What windows of less than a day take of the noise of pixels. */
  readonly taken?: {
    /** p_m, for every wave that a ring holds */
    readonly share: Float64Array
    /** [rings] W, less as many times as the variance of δI is more than that of the counts */
    readonly weight: Float64Array
  }
}

/** Windows of the day, and the cells of time that they are made of. */
export interface Windows {
  readonly count: number
  readonly cells: number
}

/**
 * @param detectors  exposures on the same rings, with the same mmax
 * @param passes     1 for direct integration and what expects the same; Infinity for a converged likelihood
 * @param widening   by which all of the variance of δI is more than that of the counts: 1 + 1/K against the mean of K scrambled skies
 * @param windows    within which direct integration was done, or what expects the same; a day where they are left out
 */
export function rateNoise(detectors: readonly DetectorExposure[], passes: number, widening = 1, windows?: Windows): RateNoise {
  demand(detectors.length > 0 && passes >= 1, 'noise is shared by what detectors saw, after one pass at least', { detectors: detectors.length, passes })
  demand(windows === undefined || windows.count === 1 || passes === 1, 'windows of less than a day are those of direct integration', { passes })
  const { mmax, re: { length } } = detectors[0].exposure
  demand(detectors.every(({ exposure }) => exposure.mmax === mmax && exposure.re.length === length), 'exposures that are put together have the same rings and waves', { mmax })
  const width = mmax + 1
  const { weight, waves } = sharedWaves(detectors)
  const size = 2 * detectors.length
  const amount = new Float64Array(width * size * size)
  const share = windows === undefined || windows.count === 1 ? undefined : takenByWindows(windows.count, windows.cells, windows.cells / 2)
  for (let m = 1; m <= mmax; m++) {
    const scale = widening * (1 - (share?.[m] ?? 0))
    amount.set(amountAfter(sharing(waves, weight, m), size, passes).map((x) => scale * x), m * size * size)
  }
  return { mmax, waves, amount, ...(share === undefined ? {} : { taken: { share, weight: weight.map((w) => w / widening) } }) }
}

/** W on all rings, and v_m of each detector. */
export function sharedWaves(detectors: readonly DetectorExposure[]): { readonly weight: Float64Array; readonly waves: readonly RingPhases[] } {
  const { mmax, re: { length } } = detectors[0].exposure
  const width = mmax + 1
  const weight = Float64Array.from({ length: length / width }, (_, ring) => detectors.reduce((sum, { exposure, events }) => sum + events * exposure.re[ring * width], 0))
  const over = (values: Float64Array, scale: number) => values.map((x, i) => (weight[Math.floor(i / width)] > 0 ? (scale * x) / weight[Math.floor(i / width)] : 0))
  return { weight, waves: detectors.map(({ exposure: { re, im }, events }) => ({ mmax, re: over(re, Math.sqrt(events)), im: over(im, -Math.sqrt(events)) })) }
}

/** G of one m, as a real matrix. */
export function sharing(waves: readonly RingPhases[], weight: Float64Array, m: number): Float64Array {
  const size = 2 * waves.length
  const out = new Float64Array(size * size)
  waves.forEach((one, s) => waves.forEach((other, r) => {
    let [re, im] = [0, 0]
    for (let ring = 0, i = m; ring < weight.length; ring++, i += one.mmax + 1) {
      re += weight[ring] * (one.re[i] * other.re[i] + one.im[i] * other.im[i])
      im += weight[ring] * (one.re[i] * other.im[i] - one.im[i] * other.re[i])
    }
    const at = 2 * s * size + 2 * r
    out[at] = out[at + size + 1] = re
    out[at + 1] = -im
    out[at + size] = im
  }))
  return out
}

/** C: (1 − G^(k−1))² (1 − G)⁻¹ − G^(2k−2). */
function amountAfter(g: Float64Array, n: number, passes: number): Float64Array {
  const still = power(g, n, passes - 1)
  const factor = cholesky(oneLess(g, n), n)
  if (factor === undefined) return new Float64Array(n * n).fill(NaN)
  const found = product(oneLess(still, n), oneLess(still, n), n)
  for (let j = 0; j < n; j++) {
    const column = choleskySolve(factor, n, Float64Array.from({ length: n }, (_, i) => found[i * n + j]))
    column.forEach((x, i) => (found[i * n + j] = x))
  }
  const gone = product(still, still, n)
  return found.map((x, i) => x - gone[i])
}

/** 1 − G */
const oneLess = (g: Float64Array, n: number): Float64Array => g.map((x, i) => (i % (n + 1) === 0 ? 1 : 0) - x)

const product = (a: Float64Array, b: Float64Array, n: number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, at) => {
    let sum = 0
    for (let k = 0, i = at - (at % n), j = at % n; k < n; k++, i++, j += n) sum += a[i] * b[j]
    return sum
  })

/** G to a whole power; 0 for an infinite one. */
export function power(g: Float64Array, n: number, exponent: number): Float64Array {
  if (exponent === Infinity) return new Float64Array(n * n)
  let out: Float64Array = oneLess(new Float64Array(n * n), n)
  for (let left = exponent, square = g; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) out = product(out, square, n)
    if (left > 1) square = product(square, square, n)
  }
  return out
}
