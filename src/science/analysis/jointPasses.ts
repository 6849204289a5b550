/**
 * What so many passes of the likelihood make of a sky that several detectors see (S10, spec 8), with W, v and G of `rateNoise.ts`: harmonic m of the map is after pass k
 *
 *     x_k = x − Σ_sr v_s (G^(k−1))_sr ⟨W v̄_r, x⟩,
 *
 * of one detector the rank-one form of `transfer.ts`. To first order in δI, and for equal live time at every sidereal hour.
 */
import type { RingPhases } from '../harmonics/ringPhases.ts'
import { demand } from '../problem.ts'
import type { DetectorExposure } from './jointCovariance.ts'
import { power, sharedWaves, sharing } from './rateNoise.ts'

/**
 * The map to expect of a true sky. Rings that are not seen, and m = 0, become 0.
 *
 * @param detectors  exposures on the same rings, with the same mmax, at least that of the sky
 * @param sky        F_m of δI
 * @param passes     1 for direct integration; Infinity for a converged likelihood
 */
export function afterJointPasses(detectors: readonly DetectorExposure[], sky: RingPhases, passes: number): RingPhases {
  const { mmax } = sky
  const rings = sky.re.length / (mmax + 1)
  demand(detectors.length > 0 && passes >= 1 && detectors.every(({ exposure }) => exposure.mmax >= mmax && exposure.re.length === rings * (exposure.mmax + 1)), 'a sky goes through exposures on the same rings, once at least', { passes, mmax })
  const { weight, waves } = sharedWaves(detectors)
  const size = 2 * detectors.length
  const out: RingPhases = { mmax, re: new Float64Array(sky.re.length), im: new Float64Array(sky.re.length) }
  for (let m = 1; m <= mmax; m++) {
    const still = power(sharing(waves, weight, m), size, passes - 1)
    const seen = new Float64Array(size)
    waves.forEach(({ mmax: known, re, im }, s) => {
      for (let ring = 0; ring < rings; ring++) {
        const [i, at, w] = [ring * (known + 1) + m, ring * (mmax + 1) + m, weight[ring]]
        seen[2 * s] += w * (re[i] * sky.re[at] + im[i] * sky.im[at])
        seen[2 * s + 1] += w * (re[i] * sky.im[at] - im[i] * sky.re[at])
      }
    })
    const missing = seen.map((_, i) => seen.reduce((sum, x, j) => sum + still[i * size + j] * x, 0))
    for (let ring = 0; ring < rings; ring++) {
      if (!(weight[ring] > 0)) continue
      const at = ring * (mmax + 1) + m
      let [x, y] = [sky.re[at], sky.im[at]]
      waves.forEach(({ mmax: known, re, im }, s) => {
        const i = ring * (known + 1) + m
        x -= re[i] * missing[2 * s] - im[i] * missing[2 * s + 1]
        y -= re[i] * missing[2 * s + 1] + im[i] * missing[2 * s]
      })
      out.re[at] = x
      out.im[at] = y
    }
  }
  return out
}
