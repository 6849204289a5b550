/** The dipole in the map of a likelihood that was stopped after so many passes: known to be too small, by how much, and with what errors. */
import { emptyPhases } from '../harmonics/ringPhases.ts'
import { demand } from '../problem.ts'
import { ALONE, type DipoleEstimate, type Square } from '../reconstruction/dipoleEstimate.ts'
import { geometryOf, type Marginals } from '../reconstruction/marginals.ts'
import { acceptanceHarmonics } from '../reconstruction/transfer.ts'
import { ringsOf, type Rings } from '../sphere/rings.ts'
import { dipoleOf } from './dipole.ts'
import type { DetectorExposure } from './jointCovariance.ts'
import { afterJointPasses } from './jointPasses.ts'
import { fitMultipoles } from './multipoleFit.ts'
import { rateNoise } from './rateNoise.ts'
import { addCoupledRates, beginRateCoupling, covarianceWithRates } from './rateNoiseEffects.ts'

/**
 * l = 1 alone fitted with the weights B. Of a pure dipole A₁ it is expected to find r A₁, r = Σ_δ W cos δ x_k/Σ_δ W cos²δ with x_k of `jointPasses.ts` for x = cos δ; a phase in r turns it
 * where east and west differ. To first order, for equal live time at every sidereal hour.
 *
 * @param detectors  what each of them counted
 * @param intensity  [rings × cells] I after these passes; NaN where nothing was seen
 * @param expected   [rings × cells] counts against which it stands: the weights
 * @param passes     1, 2, …
 * @throws no-coverage where the seen sky does not determine it
 */
export function dipoleAfterPasses(detectors: readonly Pick<Marginals, 'grid' | 'local'>[], intensity: Float64Array, expected: Float64Array, passes: number): DipoleEstimate {
  demand(detectors.length > 0, 'a dipole is fitted to what a detector saw', { detectors: detectors.length })
  const { grid } = detectors[0]
  const rings = ringsOf(geometryOf(grid))
  const fit = fitMultipoles(rings, intensity.map((x) => x - 1), expected, [1], false, true)
  const exposures = detectors.map(({ local }): DetectorExposure => ({ exposure: acceptanceHarmonics(grid, local, 1), events: local.reduce((sum, n) => sum + n, 0) }))
  const coupling = beginRateCoupling(rings, fit.terms, rateNoise(exposures, passes))
  addCoupledRates(coupling, 0, rings.count, expected)
  const { d0h, d6h, covariance = [NaN, NaN, NaN, NaN] } = dipoleOf({ ...fit, covariance: covarianceWithRates(fit.inverse, [coupling]) })
  return {
    method: 'likelihood', d0h, d6h, covariance: [covariance[0], covariance[1], covariance[1], covariance[3]],
    response: responseOf(rings, exposures, passes), blindTo: ALONE, events: exposures.reduce((sum, { events }) => sum + events, 0),
  }
}

/** δ_0h − iδ_6h is the first wave of a ring, so that a factor r on it is this matrix on (δ_0h, δ_6h). */
function responseOf(rings: Rings, exposures: readonly DetectorExposure[], passes: number): Square {
  const sky = emptyPhases(rings, 1)
  rings.cosDelta.forEach((c, ring) => (sky.re[2 * ring + 1] = c))
  const left = afterJointPasses(exposures, sky, passes)
  let [re, im, whole] = [0, 0, 0]
  rings.cosDelta.forEach((c, ring) => {
    const weight = exposures.reduce((sum, { exposure, events }) => sum + events * exposure.re[2 * ring], 0)
    re += weight * c * left.re[2 * ring + 1]
    im += weight * c * left.im[2 * ring + 1]
    whole += weight * c * c
  })
  return [re / whole, im / whole, -im / whole, re / whole]
}
