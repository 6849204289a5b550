/**
 * An isotropic sky recorded in J2000 columns in 2020, when the pole had moved by 0.1113° (spec 2, equinox). Seeds 1 … 200.
 * The pulls of each dipole component are standard normal: their mean over 200 skies has the error 1/√200, the pooled χ² of 400 the
 * error √(2/400) per degree of freedom. Bounds are 4 of these: 6.3e-5 per bound.
 */
import { expect, test } from 'vitest'
import { poisson } from '../math/poisson.ts'
import { ringMeanReference } from '../reconstruction/ringMean.ts'
import { ringMeanOfDate } from '../reconstruction/ringMeanOfDate.ts'
import { ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { dipoleOf } from './dipole.ts'
import { fitMultipoles } from './multipoleFit.ts'
import { band, forPixels } from './testing/skies.ts'

test('an isotropic J2000 count map of 2020 shows no dipole with ring means about the pole of date, and a false one without', () => {
  const SKIES = 200
  const rings = ringsOf({ kind: 'healpix', nside: 32 })
  const view = band(rings, -41, 79)
  const inner = band(rings, -38, 76) // the outermost rings are masked, as an analysis must
  const theta = radians(0.1113)
  const sineOfDate = new Float64Array(rings.pixels)
  forPixels(rings, (p, ring, alpha) => {
    sineOfDate[p] = Math.cos(theta) * rings.sinDelta[ring] + Math.sin(theta) * rings.cosDelta[ring] * Math.cos(alpha)
  })
  // ∂ln B/∂δ = 5 cos(δ − 19°) rises to 5; about 800 counts per pixel in the mean.
  const shape = sineOfDate.map((s) => Math.exp(5 * Math.sin(Math.asin(s) - radians(19))))
  const total = shape.reduce((sum, b, p) => sum + (view[p] ? b : 0), 0)
  const exposure = shape.map((b) => (1e7 * b) / total)

  const methods = { ofDate: { x: 0, y: 0, chi2: 0 }, plain: { x: 0, y: 0, chi2: 0 } }
  for (let sky = 1; sky <= SKIES; sky++) {
    const draws = { seed: sky, stream: 11 }
    const counts = exposure.map((b, p) => (view[p] ? poisson(draws, p, b) : NaN))
    for (const [name, reference] of [['ofDate', ringMeanOfDate(rings, counts, sineOfDate)], ['plain', ringMeanReference(rings, counts)]] as const) {
      const weight = reference.map((b, p) => (inner[p] && b > 0 ? b : 0))
      const { d0h, d6h, covariance } = dipoleOf(fitMultipoles(rings, counts.map((n, p) => n / reference[p] - 1), weight, [1], false, true))
      const [x, y] = [d0h / Math.sqrt(covariance![0]), d6h / Math.sqrt(covariance![3])]
      methods[name].x += x / SKIES
      methods[name].y += y / SKIES
      methods[name].chi2 += x * x + y * y
    }
  }
  const { ofDate, plain } = methods
  console.info(`mean pulls: of date ${ofDate.x.toFixed(3)}, ${ofDate.y.toFixed(3)}; plain ${plain.x.toFixed(2)}, ${plain.y.toFixed(2)}; χ²/dof ${(ofDate.chi2 / SKIES / 2).toFixed(3)}`)
  expect(Math.abs(ofDate.x)).toBeLessThan(4 / Math.sqrt(SKIES))
  expect(Math.abs(ofDate.y)).toBeLessThan(4 / Math.sqrt(SKIES))
  expect(Math.abs(ofDate.chi2 / (2 * SKIES) - 1)).toBeLessThan(4 * Math.sqrt(2 / (2 * SKIES)))
  expect(Math.abs(plain.x)).toBeGreaterThan(5)
})
