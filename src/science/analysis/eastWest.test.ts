import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-15_east_west.json'
import { eastWestOpening, zenithMoments } from '../reconstruction/zenithMoments.ts'
import { COARSE, dipoleSky, evenRate, expectedMarginals, siteAcceptance, skyOf, unevenRate } from '../reconstruction/testing/dipoleMocks.ts'
import { radians, wrap } from '../units.ts'
import { fitDailyWaves } from './dailyWaves.ts'
import { eastWestAmplitude, eastWestCurve, eastWestDipole, eastWestOfDipole, eastWestOfQuadrupole, sideMoments, type SideMoments } from './eastWest.ts'

interface SkyCase { D?: number[]; A1: number; alpha1_deg: number; exact_relation?: number; second_harmonic_over_delta_alpha?: number }
interface Case { input: { lat_deg: number; zmax_deg: number; A: string }; expected: { delta_alpha: number; mean_cos: number; mean_sincos: number; skies: Record<string, SkyCase> } }
const cases = (golden.cases as unknown as Case[]).filter(({ expected }) => expected.skies !== undefined && 'pure dipole' in expected.skies)
/** The dipole of case 06, from its a_lm. */
const perA11 = Math.sqrt(3 / (2 * Math.PI))
const dipole: [number, number, number] = [perA11 * 0.000868321505469921, -perA11 * 0.0007236012545582676, (perA11 * 0.000613996024767893) / Math.SQRT2]
const bins = Array.from({ length: 24 }, (_, k) => radians(7.5 + 15 * k))

describe('reference case 15, from quadratures in the local frame', () => {
  test.each(cases)('latitude $input.lat_deg°: dipole curves, amplitudes and phases', ({ input, expected }) => {
    const latitude = radians(input.lat_deg)
    const means = zenithMoments({ zenithMax: radians(input.zmax_deg), zenithPower: Number(input.A.slice(4)), absorption: 0 })
    const sides: SideMoments = { deltaAlpha: eastWestOpening(means), level: Math.cos(latitude) * means.cos, vertical: Math.sin(latitude) * means.cos }
    const pure = expected.skies['pure dipole']
    bins.forEach((tau, k) => expect(Math.abs(eastWestOfDipole(dipole, sides, tau) - pure.D![k])).toBeLessThan(1e-7 * 2.5e-4))
    // Harmonics of the curves in the file, whatever their sky.
    for (const sky of Object.values(expected.skies)) {
      if (sky.D === undefined) continue
      const [, cosine, sine] = fitDailyWaves(Float64Array.from(sky.D), new Float64Array(24).fill(1), 24, 1, 'centre')!.coefficients
      expect(Math.abs(Math.hypot(cosine, sine) / sides.deltaAlpha / sky.A1 - 1)).toBeLessThan(1e-7)
      expect(Math.abs(wrap(Math.atan2(cosine, -sine)) - radians(sky.alpha1_deg))).toBeLessThan(1e-7)
    }
    // A quadrupole adds (S13), to the first order in δI.
    const quadrupole = expected.skies['dipole+quadrupole']
    bins.forEach((tau, k) => {
      const added = eastWestOfQuadrupole(QUADRUPOLE, latitude, means.sinCos, tau)
      expect(Math.abs(eastWestOfDipole(dipole, sides, tau) + added - quadrupole.D![k])).toBeLessThan(2e-3 * 3e-4)
    })
  })

  test.each(cases)('latitude $input.lat_deg°: the exact amplitude (S12) of a dipole of 8 %, and its second harmonic', ({ input, expected }) => {
    const latitude = radians(input.lat_deg)
    const means = zenithMoments({ zenithMax: radians(input.zmax_deg), zenithPower: Number(input.A.slice(4)), absorption: 0 })
    const sides: SideMoments = { deltaAlpha: eastWestOpening(means), level: Math.cos(latitude) * means.cos, vertical: Math.sin(latitude) * means.cos }
    const large = expected.skies['pure dipole x100']
    if (large === undefined) return
    const [x, y, z] = dipole.map((d) => 100 * d)
    const curve = Float64Array.from(bins, (tau) => eastWestOfDipole([x, y, z], sides, tau))
    const { coefficients } = fitDailyWaves(curve, new Float64Array(24).fill(1), 24, 2, 'centre')!
    expect(Math.abs(Math.hypot(coefficients[1], coefficients[2]) / sides.deltaAlpha / large.A1 - 1)).toBeLessThan(1e-7)
    expect(Math.abs(eastWestAmplitude(Math.hypot(x, y), z, sides) / large.exact_relation! - 1)).toBeLessThan(1e-7)
    expect(Math.abs(Math.hypot(coefficients[3], coefficients[4]) / sides.deltaAlpha / large.second_harmonic_over_delta_alpha! - 1)).toBeLessThan(1e-7)
  })
})

/** nᵀQn of the quadrupole of case 06: a_20 = 2e-4, a_21 = −1.5e-4 + 2.5e-4 i, a_22 = 1e-4 − 3e-4 i. */
const [n20, n21, n22] = [Math.sqrt(5 / (16 * Math.PI)), Math.sqrt(15 / (8 * Math.PI)), Math.sqrt(15 / (32 * Math.PI))]
// Y20 = n20 (3z² − 1) on the unit sphere = n20 (2z² − x² − y²); 2 Re a21 Y21 = −2 n21 z (re x − im y); 2 Re a22 Y22 = 2 n22 (re (x² − y²) − 2 im xy).
const QUADRUPOLE = [
  [-n20 * 2e-4 + 2 * n22 * 1e-4, 2 * n22 * 3e-4, n21 * 1.5e-4],
  [2 * n22 * 3e-4, -n20 * 2e-4 - 2 * n22 * 1e-4, n21 * 2.5e-4],
  [n21 * 1.5e-4, n21 * 2.5e-4, 2 * n20 * 2e-4],
] as const

describe('East–West on the ring grid', () => {
  const acceptance = siteAcceptance(COARSE, 19, 60)
  const truth = [2e-3, -1e-3, 5e-4] as const

  test('gives (S11) to rounding, with averages over the cells that are counted and whatever live time', () => {
    const { eastWest } = expectedMarginals({ grid: COARSE, rate: unevenRate(COARSE, 1e9), acceptance, intensity: dipoleSky(COARSE, truth) })
    const moments = sideMoments(COARSE, acceptance)
    eastWestCurve(eastWest!).forEach((d, t) => expect(Math.abs(d - eastWestOfDipole(truth, moments, (2 * Math.PI * (t + 0.5)) / COARSE.cells))).toBeLessThan(1e-15))
  })

  test('finds the dipole, to the second order that (S12) tells', () => {
    const counts = expectedMarginals({ grid: COARSE, rate: evenRate(COARSE, 1e9), acceptance, intensity: dipoleSky(COARSE, truth) })
    const amplitude = eastWestAmplitude(Math.hypot(2e-3, 1e-3), 5e-4, sideMoments(COARSE, acceptance))
    // Counts have δ_N in them, where the acceptance has not: Δα is known to a part of δ_N.
    for (const [local, tolerance] of [[acceptance, 1e-6], [counts.local, 5e-5]] as const) {
      const found = eastWestDipole({ ...counts, local }, 'centre')
      expect(Math.abs(Math.hypot(found.d0h, found.d6h) / amplitude - 1)).toBeLessThan(tolerance)
      expect(Math.abs(Math.atan2(found.d6h, found.d0h) - Math.atan2(-1, 2))).toBeLessThan(1e-6)
    }
  })

  test('has the errors √(2/N)/Δα, N being the events off the meridian', () => {
    const counts = expectedMarginals({ grid: COARSE, rate: evenRate(COARSE, 1e9), acceptance, intensity: dipoleSky(COARSE, [0, 0, 0]) })
    const { covariance, events } = eastWestDipole(counts, 'centre')
    const meridian = counts.local.reduce((sum, n, i) => sum + (i % 12 === 0 ? n : 0), 0)
    expect(events).toBeCloseTo(1e9 - meridian, 0)
    const variance = 2 / events / sideMoments(COARSE, acceptance).deltaAlpha ** 2
    expect(Math.abs(covariance[0] / variance - 1) + Math.abs(covariance[3] / variance - 1)).toBeLessThan(1e-12)
    expect(Math.abs(covariance[1])).toBeLessThan(1e-12 * variance)
  })

  test('is not moved by a gap in the day, nor at first order by a detector that sees east better', () => {
    const leaning = siteAcceptance(COARSE, 19, 60, 1, -0.05)
    const found = eastWestDipole(expectedMarginals({ grid: COARSE, rate: unevenRate(COARSE, 1e9, 6), acceptance: leaning, intensity: dipoleSky(COARSE, [2e-5, -1e-5, 0]) }), 'centre')
    expect(Math.hypot(found.d0h - 2e-5, found.d6h + 1e-5)).toBeLessThan(1e-2 * 2e-5)
  })

  test('reaches Δα = (2/π)⟨sin θ⟩ on a fine grid', () => {
    const fine = { rings: 180, cells: 360 }
    const moments = sideMoments(fine, siteAcceptance(fine, 19, 60))
    const means = zenithMoments({ zenithMax: radians(60), zenithPower: 1, absorption: 0 })
    // Without the cells on the meridian Δα is larger by about the half cell on either side, 0.5°/⟨|h|⟩.
    expect(moments.deltaAlpha / eastWestOpening(means)).toBeGreaterThan(1)
    expect(moments.deltaAlpha / eastWestOpening(means)).toBeLessThan(1.025)
    expect(Math.abs(moments.vertical / (Math.sin(radians(19)) * means.cos) - 1)).toBeLessThan(5e-3)
  })

  test('undoes the mean over a bin of time for events, and not for counts at its middle', () => {
    const fine = { rings: 16, cells: 24 * 64 }
    const sky = dipoleSky({ rings: 16, cells: 24 * 64 }, [2e-3, -1e-3, 0])
    const counts = expectedMarginals({ grid: fine, rate: evenRate(fine, 1e9), acceptance: siteAcceptance(fine, 19, 60), intensity: sky })
    const joined = (side: Float64Array) => Float64Array.from({ length: 24 }, (_, t) => side.subarray(64 * t, 64 * t + 64).reduce((a, b) => a + b, 0))
    const curve = eastWestCurve({ east: joined(counts.eastWest!.east), west: joined(counts.eastWest!.west) })
    const [amplitude, asIs] = (['cell', 'centre'] as const).map((sampling) => {
      const [, a, b] = fitDailyWaves(curve, new Float64Array(24).fill(1), 24, 1, sampling)!.coefficients
      return Math.hypot(a, b) / sideMoments(fine, counts.local).deltaAlpha / Math.hypot(2e-3, 1e-3)
    })
    expect(Math.abs(amplitude - 1)).toBeLessThan(1e-5)
    expect(asIs).toBeCloseTo(Math.sin(Math.PI / 24) / (Math.PI / 24), 5)
  })

  test('takes (S13) of a quadrupole for a dipole, in proportion to sin Φ', () => {
    const quadrupole = (latitude: number) => {
      const curve = Float64Array.from(bins, (tau) => eastWestOfQuadrupole([[0, 0, 1e-3], [0, 0, 0], [1e-3, 0, 0]], latitude, 0.4, tau))
      const [, a, b] = fitDailyWaves(curve, new Float64Array(24).fill(1), 24, 1, 'centre')!.coefficients
      return Math.hypot(a, b)
    }
    expect(quadrupole(0)).toBeLessThan(1e-18)
    expect(quadrupole(radians(30)) / quadrupole(Math.PI / 2)).toBeCloseTo(0.5, 12)
  })

  test('says so where nothing was kept or seen', () => {
    const counts = expectedMarginals({ grid: COARSE, rate: evenRate(COARSE, 1e9), acceptance, intensity: skyOf(COARSE, () => 0) })
    expect(() => eastWestDipole({ grid: COARSE, local: counts.local }, 'cell')).toThrow(/by side of the meridian/)
    expect(() => eastWestDipole({ ...counts, eastWest: { east: new Float64Array(24), west: new Float64Array(24) } }, 'cell')).toThrow(/Too few sidereal hours/)
    expect(() => sideMoments(COARSE, new Float64Array(16 * 24))).toThrow(/No cell/)
  })
})
