/**
 * The parametric bootstrap against the errors it replaces: one sky in uneven live time with a gap, drawn anew 1,500 times about what its dipole likelihood expects,
 * seeds 1 … 1500. Variances are good to √(2/1500) = 3.7 %; bounds are 4.5 of that (7e-6 each). The mutant, σ₀ of a known background, must fail.
 */
import { expect, test } from 'vitest'
import { dipoleLikelihood } from './dipoleLikelihood.ts'
import { dipoleFactors, exposureWaves, plainProducts } from './dipoleInformation.ts'
import { inverse } from './dipoleEstimate.ts'
import { nothingCounted } from './marginals.ts'
import { resampleRings, scatterOf } from './resampling.ts'
import { COARSE, dipoleSky, siteAcceptance, unevenRate } from './testing/dipoleMocks.ts'

const DRAWS = 1500

test('skies drawn anew scatter by the covariance of the likelihood, correlation and all', () => {
  const fitted = { grid: COARSE, rate: unevenRate(COARSE, 1e6, 6), acceptance: siteAcceptance(COARSE, 19, 60, 1, 0.2), intensity: dipoleSky(COARSE, [0.01, -0.005, 0]) }
  const found = dipoleLikelihood([resampleRings(fitted, { seed: 1, stream: 40 }, nothingCounted(COARSE))])
  const again = { ...fitted, intensity: dipoleSky(COARSE, [found.d0h, found.d6h, 0]) }
  const dipoles = Array.from({ length: DRAWS }, (_, i) => dipoleLikelihood([resampleRings(again, { seed: i + 1, stream: 41 }, nothingCounted(COARSE))]))
  const [scatter, error] = [scatterOf(dipoles), Math.sqrt(2 / DRAWS)]
  const exposure = exposureWaves(nothingLike(fitted))
  const known = inverse(plainProducts(exposure, dipoleFactors(COARSE), dipoleFactors(COARSE)))[0] / exposure.events
  console.info(`scatter over covariance: ${(scatter[0] / found.covariance[0]).toFixed(3)}, ${(scatter[3] / found.covariance[3]).toFixed(3)}; correlation ${(scatter[1] / Math.sqrt(scatter[0] * scatter[3])).toFixed(3)}, ${(found.covariance[1] / Math.sqrt(found.covariance[0] * found.covariance[3])).toFixed(3)}`)
  for (const i of [0, 3] as const) expect(Math.abs(scatter[i] / found.covariance[i] - 1)).toBeLessThan(4.5 * error)
  const correlation = (c: readonly number[]) => c[1] / Math.sqrt(c[0] * c[3])
  expect(Math.abs(correlation(scatter) - correlation(found.covariance))).toBeLessThan(4.5 / Math.sqrt(DRAWS))
  expect(Math.abs(scatter[0] / known - 1)).toBeGreaterThan(4.5 * error)
})

/** Counts of which only rate and acceptance matter. */
const nothingLike = ({ grid, rate, acceptance }: { grid: typeof COARSE; rate: Float64Array; acceptance: Float64Array }) => ({ grid, rate, local: acceptance.map((a) => 1e6 * a) })
