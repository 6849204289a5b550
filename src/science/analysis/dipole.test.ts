import { describe, expect, test } from 'vitest'
import { isProblem } from '../problem.ts'
import { ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { dipoleOf } from './dipole.ts'
import { fitMultipoles, type MultipoleFit } from './multipoleFit.ts'
import { ONE_SIGMA, riceInterval } from './rice.ts'
import { forPixels } from './testing/skies.ts'

/** A fit whose dipole is (x, y) with the given covariance of (δ_0h, δ_6h). */
function fitOf(x: number, y: number, [xx, xy, yy]: readonly [number, number, number]): MultipoleFit {
  const k = (2 * Math.PI) / 3
  return {
    degrees: [1],
    zonal: false,
    templates: 0,
    terms: [{ l: 1, m: 1, part: 're' }, { l: 1, m: 1, part: 'im' }],
    coefficients: Float64Array.of(-Math.sqrt(k) * x, Math.sqrt(k) * y),
    covariance: Float64Array.of(k * xx, -k * xy, -k * xy, k * yy),
    inverse: new Float64Array(4),
    condition: 1,
    chi2: 0,
    degreesOfFreedom: 1,
  }
}

describe('the dipole', () => {
  test('of δI = A cos δ cos(α − α₁) is A at α₁', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 16 })
    for (const alphaDeg of [0, 40, 123, 200, 359]) {
      const value = new Float64Array(rings.pixels)
      forPixels(rings, (p, ring, alpha) => (value[p] = 1e-3 * rings.cosDelta[ring] * Math.cos(alpha - radians(alphaDeg))))
      const dipole = dipoleOf(fitMultipoles(rings, value, new Float64Array(rings.pixels).fill(1), [1, 2], false, false))
      expect(dipole.a1).toBeCloseTo(1e-3, 15)
      expect(Math.cos(dipole.alpha1 - radians(alphaDeg))).toBeCloseTo(1, 12)
      expect(dipole.alpha1).toBeGreaterThanOrEqual(0)
      expect(dipole.d0h).toBeCloseTo(1e-3 * Math.cos(radians(alphaDeg)), 15)
      expect(dipole.d6h).toBeCloseTo(1e-3 * Math.sin(radians(alphaDeg)), 15)
      expect(dipole.degrees).toEqual([1, 2])
      expect(dipole.chance).toBeUndefined()
      expect(dipole.interval68).toBeUndefined()
    }
  })

  test('measured with N events over the whole sky is known to √(3/N) per component', () => {
    // σ₀ = √(2/(N⟨cos²δ⟩)), ⟨cos²δ⟩ = 2/3
    const rings = ringsOf({ kind: 'healpix', nside: 16 })
    const weight = new Float64Array(rings.pixels).fill(1e6 / rings.pixels)
    const dipole = dipoleOf(fitMultipoles(rings, new Float64Array(rings.pixels), weight, [1], false, true))
    expect(Math.sqrt(dipole.covariance![0]) / Math.sqrt(3 / 1e6)).toBeCloseTo(1, 3)
    expect(dipole.covariance![0] / dipole.covariance![3]).toBeCloseTo(1, 10)
    expect(Math.abs(dipole.covariance![1])).toBeLessThan(1e-18)
  })

  test('has errors along and across it', () => {
    const dipole = dipoleOf(fitOf(3, 0, [0.04, 0.01, 0.09]))
    expect(dipole.a1Error).toBeCloseTo(0.2, 12)
    expect(dipole.alpha1Error).toBeCloseTo(0.3 / 3, 12)
    const turned = dipoleOf(fitOf(0, 3, [0.04, 0.01, 0.09]))
    expect(turned.a1Error).toBeCloseTo(0.3, 12)
    expect(turned.alpha1Error).toBeCloseTo(0.2 / 3, 12)
    const diagonal = dipoleOf(fitOf(1, 1, [0.04, 0.01, 0.09]))
    expect(diagonal.a1Error! ** 2).toBeCloseTo((0.04 + 0.02 + 0.09) / 2, 12)
    ;[0.04, 0.01, 0.01, 0.09].forEach((c, i) => expect(dipole.covariance![i]).toBeCloseTo(c, 14))
  })

  test('appears by chance with probability e^{−A²/2σ²}', () => {
    expect(dipoleOf(fitOf(0.6, 0.8, [0.25, 0, 0.25])).chance).toBeCloseTo(Math.exp(-1 / (2 * 0.25)), 12)
    expect(dipoleOf(fitOf(1, 0, [0.25, 0.2, 0.25])).chance).toBeCloseTo(Math.exp(-0.25 / (0.25 ** 2 - 0.2 ** 2) / 2), 12)
  })

  test('scales its interval and limit with σ', () => {
    const dipole = dipoleOf(fitOf(0.02, 0, [1e-4, 0, 1e-4]))
    const [low, high] = riceInterval(2, ONE_SIGMA)
    expect(dipole.interval68![0]).toBeCloseTo(0.01 * low, 10)
    expect(dipole.interval68![1]).toBeCloseTo(0.01 * high, 10)
    expect(dipole.limit95).toBeCloseTo(0.01 * riceInterval(2, 0.95)[1], 10)
  })

  test('is not known from a fit without l = 1', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 8 })
    const fit = fitMultipoles(rings, new Float64Array(rings.pixels), new Float64Array(rings.pixels).fill(1), [2, 3], false, false)
    try {
      dipoleOf(fit)
      expect.unreachable()
    } catch (e) {
      expect(isProblem(e, 'invalid-argument')).toBe(true)
    }
  })
})

describe('intervals of a Rice amplitude', () => {
  test('begin at zero for weak signals, until the noise alone would be excluded', () => {
    // At A = 0 the accepted observations are 0 … √(−2 ln(1 − level)).
    for (const level of [ONE_SIGMA, 0.95]) {
      const edge = Math.sqrt(-2 * Math.log(1 - level))
      expect(riceInterval(edge - 0.02, level)[0]).toBe(0)
      expect(riceInterval(edge + 0.02, level)[0]).toBeGreaterThan(0)
    }
  })

  test('are never empty, and rise with the observation', () => {
    for (const level of [ONE_SIGMA, 0.95]) {
      let before = [0, 0]
      for (let x = 0; x < 12; x += 0.1) {
        const [low, high] = riceInterval(x, level)
        expect(high).toBeGreaterThan(low + 0.15)
        expect(low).toBeGreaterThanOrEqual(before[0] - 0.011)
        expect(high).toBeGreaterThanOrEqual(before[1] - 0.011)
        before = [low, high]
      }
    }
  })

  test('become x ± 1 and x ± 1.96 for strong signals', () => {
    for (const x of [7.4, 7.6, 20]) {
      for (const [level, z] of [[ONE_SIGMA, 1], [0.95, 1.96]]) {
        const [low, high] = riceInterval(x, level)
        expect(low).toBeCloseTo(x - z - 1 / (2 * (x - z)), 1)
        expect(Math.abs(high - (x + z - 1 / (2 * (x + z))))).toBeLessThan(0.02)
      }
    }
  })
})
