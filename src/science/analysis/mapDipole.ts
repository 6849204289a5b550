/** The dipole in the map of a converged likelihood, of one detector or several: multipoles up to some degree fitted together, with the errors that reconstruction gives them. */
import { demand } from '../problem.ts'
import { type DipoleEstimate, UNBIASED } from '../reconstruction/dipoleEstimate.ts'
import { geometryOf, type Marginals } from '../reconstruction/marginals.ts'
import { acceptanceHarmonics } from '../reconstruction/transfer.ts'
import { ringsOf } from '../sphere/rings.ts'
import { dipoleOf } from './dipole.ts'
import { jointCovariance } from './jointCovariance.ts'
import { fitMultipoles } from './multipoleFit.ts'

/**
 * Unbiased where the sky holds no degree above those fitted; errors to first order, for equal live time at every sidereal hour.
 *
 * @param detectors  what each of them counted: N = ΣL, and L for its acceptance
 * @param intensity  [rings × cells] I of the likelihood; NaN where nothing was seen
 * @param expected   [rings × cells] counts against which it stands: the weights
 * @param lmax       degrees 1 … lmax are fitted
 * @throws no-coverage where the seen sky does not determine them
 */
export function likelihoodDipole(detectors: readonly Pick<Marginals, 'grid' | 'local'>[], intensity: Float64Array, expected: Float64Array, lmax: number): DipoleEstimate {
  demand(detectors.length > 0 && Number.isInteger(lmax) && lmax >= 1, 'a dipole is fitted to what a detector saw', { detectors: detectors.length, lmax })
  const { grid } = detectors[0]
  const rings = ringsOf(geometryOf(grid))
  const degrees = Array.from({ length: lmax }, (_, i) => i + 1)
  const fit = fitMultipoles(rings, intensity.map((x) => x - 1), expected, degrees, false, true)
  const exposures = detectors.map(({ local }) => ({ exposure: acceptanceHarmonics(grid, local, 1), events: local.reduce((sum, n) => sum + n, 0) }))
  const { d0h, d6h } = dipoleOf(fit)
  const variance = (3 / (2 * Math.PI)) * jointCovariance(rings, exposures, degrees, 1).same[0] // (R18)
  return {
    method: 'likelihood', d0h, d6h, covariance: [variance, 0, 0, variance], response: UNBIASED,
    blindTo: { vertical: true, zonal: true, leaksFrom: lmax + 1 }, events: exposures.reduce((sum, { events }) => sum + events, 0),
  }
}
