/**
 * Coverage of a template's amplitude, fitted together with multipoles to Poisson skies. Seeds are fixed; the standard error of a coverage
 * c of N skies is √(c(1 − c)/N), of a pooled χ²/ν it is √(2/ν); bounds are 4 of them, 6.3e-5 each. Wrong errors must break them.
 */
import { expect, test } from 'vitest'
import { normal } from '../math/philox.ts'
import { poisson } from '../math/poisson.ts'
import { ringsOf } from '../sphere/rings.ts'
import { fitColumns } from './multipoleFit.ts'
import { addTemplates, multipoleModel } from './multipoleModel.ts'
import { termsOfDegrees } from './terms.ts'
import { band, centres } from './testing/skies.ts'

const [SKIES, EXPOSURE] = [1500, 1000]
const rings = ringsOf({ kind: 'healpix', nside: 8 })
const seen = band(rings, -41, 79)
const terms = termsOfDegrees([1, 2], true)
/** A spot of 15° at α = 60°, δ = 20°. */
const xyz = centres(rings)
const spot = Float64Array.from({ length: rings.pixels }, (_, p) => {
  const cosine = xyz[3 * p] * 0.4698463 + xyz[3 * p + 1] * 0.8137977 + xyz[3 * p + 2] * 0.3420201
  return Math.exp((cosine - 1) / 0.034)
})

test('68.3 % of the intervals around a spot’s amplitude cover it, whatever multipoles lie beneath', () => {
  // Weights are the true expectation: B (1 + δI) would be known to a few per mille only, which changes nothing at this exposure.
  const weight = Float64Array.from(seen, (s) => (s === 1 ? EXPOSURE : 0))
  let [covered, alone, chi2, dof] = [0, 0, 0, 0]
  for (let sky = 1; sky <= SKIES; sky++) {
    const truth = Float64Array.from({ length: terms.length + 1 }, (_, i) => (i === 0 ? 0 : 5e-3) * normal({ seed: sky, stream: 4 }, i))
    const field = addTemplates(truth, [spot], multipoleModel(rings, terms, truth), terms.length)
    const value = field.map((d, p) => (seen[p] === 1 ? poisson({ seed: sky, stream: 5 }, p, EXPOSURE * (1 + d)) / EXPOSURE - 1 : NaN))
    const fit = fitColumns(rings, value, weight, { terms, absoluteErrors: true }, [spot])
    const at = terms.length
    const pull = Math.abs(fit.coefficients[at] - truth[at])
    if (pull <= Math.sqrt(fit.covariance![at * (at + 1) + at])) covered++
    // The mutant takes the error a spot has by itself, as if it shared nothing with the multipoles.
    if (pull <= 1 / Math.sqrt(spot.reduce((sum, t, p) => sum + weight[p] * t * t, 0))) alone++
    chi2 += fit.chi2
    dof += fit.degreesOfFreedom
  }
  const bound = 4 * Math.sqrt((0.6827 * 0.3173) / SKIES)
  console.info(`covered ${(covered / SKIES).toFixed(4)} ± ${(bound / 4).toFixed(4)}; with the spot's own error ${(alone / SKIES).toFixed(4)}; χ²/ν ${(chi2 / dof).toFixed(5)} ± ${Math.sqrt(2 / dof).toFixed(5)}`)
  expect(Math.abs(covered / SKIES - 0.6827)).toBeLessThan(bound)
  expect(Math.abs(alone / SKIES - 0.6827)).toBeGreaterThan(bound)
  // The variance of a Poisson count is its mean, not quite the exposure: the mean of 1 + δI moves χ² by less than 1e-3.
  expect(Math.abs(chi2 / dof - 1)).toBeLessThan(4 * Math.sqrt(2 / dof) + 1e-3)
  expect(chi2 / (dof + SKIES * (terms.length + 1)) - 1).toBeLessThan(-4 * Math.sqrt(2 / dof)) // pixels alone are not degrees of freedom
})
