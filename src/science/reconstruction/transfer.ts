/**
 * What so many passes make of a sky, in closed form (spec 8): to first order in δI and for equal live time at every sidereal hour, harmonic m in right
 * ascension of the map after pass k, on all rings at once, is
 *
 *     x_k = x − ρ_m^(k−1) v_m ⟨A_m, x⟩,   v_m = Ā_m/A_0,   ⟨A_m, x⟩ = Σ_δ A_m x,   ρ_m = Σ_δ |A_m|²/A_0,
 *
 * with A_m(δ) = Σ_h A e^{−imh}, Σ A_0 = 1. k = 1 is direct integration; one combination of the rings per m is taken away, and comes back as ρ^(k−1).
 * What a detector cannot see at all is m = 0.
 */
import type { RingPhases } from '../harmonics/ringPhases.ts'
import { realForward } from '../math/realFft.ts'
import { contractions } from '../observatory/exposureHarmonics.ts'
import { demand } from '../problem.ts'
import type { RingGrid } from './marginals.ts'

/**
 * A_m of an acceptance on the ring grid. Complex where east and west differ. Hour angles are whole cells: no half-cell turn as in maps.
 *
 * @param acceptance  [rings × cells] in (δ, h), in any unit; counts L will do
 */
export function acceptanceHarmonics({ rings, cells }: RingGrid, acceptance: Float64Array, mmax: number): RingPhases {
  const total = acceptance.reduce((sum, a) => sum + a, 0)
  demand(acceptance.length === rings * cells && total > 0, 'an acceptance has a value for each ring and hour angle, some of them more than 0', { values: acceptance.length, total })
  const size = rings * (mmax + 1)
  const out = { mmax, re: new Float64Array(size), im: new Float64Array(size) }
  for (let ring = 0; ring < rings; ring++) realForward(acceptance, ring * cells, cells, out.re, out.im, ring * (mmax + 1), mmax)
  for (let i = 0; i < size; i++) {
    out.re[i] /= total
    out.im[i] /= total
  }
  return out
}

/**
 * The map to expect of a true sky. Rings that are not seen, and m = 0, become 0.
 *
 * @param exposure  A_m, of the same rings, mmax at least that of the sky
 * @param sky       F_m of δI, as `ringPhases` gives them
 * @param passes    1, 2, …; Infinity for a converged likelihood
 */
export function afterPasses(exposure: RingPhases, sky: RingPhases, passes: number): RingPhases {
  const rings = sky.re.length / (sky.mmax + 1)
  const fits = exposure.mmax >= sky.mmax && exposure.re.length === rings * (exposure.mmax + 1)
  demand(passes >= 1 && fits, 'a sky goes through an exposure on the same rings, once at least', { passes, mmax: sky.mmax })
  const rho = contractions(exposure)
  const out = { mmax: sky.mmax, re: new Float64Array(sky.re.length), im: new Float64Array(sky.re.length) }
  for (let m = 1; m <= sky.mmax; m++) {
    const still = passes === 1 ? 1 : rho[m] ** (passes - 1)
    const [re, im] = projected(exposure, sky, m)
    for (let ring = 0; ring < rings; ring++) {
      const [e, at] = [ring * (exposure.mmax + 1), ring * (sky.mmax + 1) + m]
      const whole = exposure.re[e]
      if (!(whole > 0)) continue
      const [a, b] = [exposure.re[e + m] / whole, exposure.im[e + m] / whole]
      out.re[at] = sky.re[at] - still * (a * re + b * im)
      out.im[at] = sky.im[at] - still * (a * im - b * re)
    }
  }
  return out
}

/** ⟨A_m, x⟩ */
function projected(exposure: RingPhases, sky: RingPhases, m: number): [number, number] {
  let [re, im] = [0, 0]
  for (let i = m, j = m; j < sky.re.length; i += exposure.mmax + 1, j += sky.mmax + 1) {
    re += exposure.re[i] * sky.re[j] - exposure.im[i] * sky.im[j]
    im += exposure.re[i] * sky.im[j] + exposure.im[i] * sky.re[j]
  }
  return [re, im]
}

/**
 * Share of an equatorial dipole that direct integration leaves in the mean over the exposure, f = 1 − |Σ A_1 cos δ|²/Σ A_0 cos²δ: (S7) for any acceptance.
 *
 * @param cosDelta  [rings]
 */
export function keptOfDipole({ mmax, re, im }: RingPhases, cosDelta: Float64Array): number {
  let [x, y, whole] = [0, 0, 0]
  cosDelta.forEach((c, ring) => {
    const at = ring * (mmax + 1)
    x += re[at + 1] * c
    y += im[at + 1] * c
    whole += re[at] * c * c
  })
  return 1 - (x * x + y * y) / whole
}

/**
 * Passes until no more than `share` of an equatorial dipole is missing, k = 1 + ln[share/(1 − f)]/ln ρ_1, rounded up; 1 where direct integration is good
 * enough (a polar detector).
 */
export function passesNeeded(exposure: RingPhases, cosDelta: Float64Array, share = 0.01): number {
  const missing = 1 - keptOfDipole(exposure, cosDelta)
  if (missing <= share) return 1
  return Math.ceil(1 + Math.log(share / missing) / Math.log(contractions(exposure)[1]))
}

/**
 * Share of a dipole A_1 cos δ cos(α − α_1) that direct integration leaves on each ring, 1 − Re v_1 ⟨A_1, cos δ⟩/cos δ: (S6), whose ⟨cos θ⟩ cos Φ is
 * Σ A_1 cos δ and whose f_1 is A_1/A_0. Phases stay where east and west are alike.
 *
 * @returns  [rings]; NaN where nothing is seen
 */
export function dipoleKeptByRing({ mmax, re, im }: RingPhases, cosDelta: Float64Array): Float64Array {
  const sky = { mmax: 1, re: new Float64Array(2 * cosDelta.length), im: new Float64Array(2 * cosDelta.length) }
  cosDelta.forEach((c, ring) => (sky.re[2 * ring + 1] = c))
  const left = afterPasses({ mmax, re, im }, sky, 1)
  return cosDelta.map((c, ring) => (re[ring * (mmax + 1)] > 0 ? left.re[2 * ring + 1] / c : NaN))
}

/**
 * Noise after so many passes, about what is then expected: harmonic m has the covariance δ_δδ′/(N A_0) + c v_m(δ) v_m*(δ′)/N for N events, with
 *
 *     c = (1 − ρ^(k−1))²/(1 − ρ) − ρ^(2k−2),
 *
 * −1 for direct integration, 1/(1 − ρ) for a converged likelihood (spec 18). Follows from the passes as a linear map of the noise of D and n.
 */
export function noiseAfterPasses(contraction: number, passes: number): number {
  const still = passes === 1 ? 1 : contraction ** (passes - 1)
  return (1 - still) ** 2 / (1 - contraction) - still ** 2
}
