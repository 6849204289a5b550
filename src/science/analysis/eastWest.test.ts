import { describe, expect, test } from 'vitest'
import projections from '../golden/observation-06_ra_projection.json'
import golden from '../golden/observation-15_east_west.json'
import { almIndex } from '../harmonics/alm.ts'
import { legendreColumn, legendreValues } from '../harmonics/legendre.ts'
import { gaussLegendre } from '../math/gaussLegendre.ts'
import { rotate, transposed, type Vector3 } from '../math/matrix3.ts'
import { eastWestOpening, zenithMoments } from '../reconstruction/zenithMoments.ts'
import { COARSE, dipoleSky, evenRate, expectedMarginals, siteAcceptance, skyOf, unevenRate } from '../reconstruction/testing/dipoleMocks.ts'
import { localRotation, localVector } from '../sphere/directions.ts'
import { radians, wrap } from '../units.ts'
import { fitDailyWaves } from './dailyWaves.ts'
import { eastWestAmplitude, eastWestCurve, eastWestDipole, eastWestOfDipole, eastWestOfQuadrupole, sideMoments, type SideMoments } from './eastWest.ts'
import { almFromRows } from './testing/skies.ts'

interface SkyCase { D?: number[]; A1: number; alpha1_deg?: number; exact_relation?: number; second_harmonic_over_delta_alpha?: number }
interface Case {
  input: { lat_deg: number; zmax_deg: number; A: string }
  expected: { delta_alpha: number; mean_sin: number; mean_cos: number; mean_sincos: number; skies?: Record<string, SkyCase> }
  tol: { rel: number }
}
const cases = (golden.cases as unknown as Case[]).filter(({ expected }) => expected.delta_alpha !== undefined)
const withSkies = cases.filter(({ expected }) => Object.keys(expected.skies ?? {}).length > 0)
type Rows = readonly (readonly number[])[]
const skies = projections.skies as unknown as Record<string, Rows>
/** The dipole of case 06, from its a_lm. */
const perA11 = Math.sqrt(3 / (2 * Math.PI))
const dipole: [number, number, number] = [perA11 * 0.000868321505469921, -perA11 * 0.0007236012545582676, (perA11 * 0.000613996024767893) / Math.SQRT2]
const bins = Array.from({ length: 24 }, (_, k) => radians(7.5 + 15 * k))

/** nᵀQn of the quadrupole of case 06: a_20 = 2e-4, a_21 = −1.5e-4 + 2.5e-4 i, a_22 = 1e-4 − 3e-4 i. */
const [n20, n21, n22] = [Math.sqrt(5 / (16 * Math.PI)), Math.sqrt(15 / (8 * Math.PI)), Math.sqrt(15 / (32 * Math.PI))]
// Y20 = n20 (3z² − 1) on the unit sphere = n20 (2z² − x² − y²); 2 Re a21 Y21 = −2 n21 z (re x − im y); 2 Re a22 Y22 = 2 n22 (re (x² − y²) − 2 im xy).
const QUADRUPOLE = [
  [-n20 * 2e-4 + 2 * n22 * 1e-4, 2 * n22 * 3e-4, n21 * 1.5e-4],
  [2 * n22 * 3e-4, -n20 * 2e-4 - 2 * n22 * 1e-4, n21 * 2.5e-4],
  [n21 * 1.5e-4, n21 * 2.5e-4, 2 * n20 * 2e-4],
] as const

/** δI = Σ a_lm Y_lm at any place (R14). */
function intensityOf(rows: Rows): (direction: Vector3) => number {
  const { lmax, re, im } = almFromRows(rows)
  const columns = Array.from({ length: lmax + 1 }, (_, m) => legendreColumn(m, lmax))
  const lambda = new Float64Array(lmax + 1)
  return ([x, y, z]) => {
    const [alpha, across] = [Math.atan2(y, x), Math.hypot(x, y)]
    let sum = 0
    for (let m = 0; m <= lmax; m++) {
      legendreValues(z, across, m, lmax, lambda, columns[m])
      let [cosine, sine] = [0, 0]
      for (let l = m; l <= lmax; l++) {
        cosine += lambda[l - m] * re[almIndex(lmax, l, m)]
        sine += lambda[l - m] * im[almIndex(lmax, l, m)]
      }
      sum += (m === 0 ? 1 : 2) * (cosine * Math.cos(m * alpha) - sine * Math.sin(m * alpha))
    }
    return sum
  }
}

/** N_E and N_W of (R20) at all times of `bins`, by quadrature in the local frame. That l ≤ 30 asks for no more nodes is tested below. */
function sides({ lat_deg, zmax_deg, A }: Case['input'], rows: Rows, nodesInZenith = 20, nodesInAzimuth = 32): { east: Float64Array; west: Float64Array } {
  const [zenith, azimuth] = [gaussLegendre(nodesInZenith), gaussLegendre(nodesInAzimuth)]
  const intensity = intensityOf(rows)
  const side = (sign: 1 | -1) => Float64Array.from(bins, (tau) => {
    const toSky = transposed(localRotation(radians(lat_deg), tau))
    let sum = 0
    zenith.nodes.forEach((x, i) => {
      const theta = (radians(zmax_deg) * (1 + x)) / 2
      azimuth.nodes.forEach((y, j) => {
        const weight = zenith.weights[i] * azimuth.weights[j] * Math.sin(theta) * Math.cos(theta) ** Number(A.slice(4))
        sum += weight * (1 + intensity(rotate(toSky, localVector((sign * Math.PI * (1 + y)) / 2, theta))))
      })
    })
    return sum
  })
  return { east: side(1), west: side(-1) }
}

const momentsOf = ({ zmax_deg, A }: Case['input']) => zenithMoments({ zenithMax: radians(zmax_deg), zenithPower: Number(A.slice(4)), absorption: 0 })
function sidesOf(input: Case['input']): SideMoments {
  const [latitude, means] = [radians(input.lat_deg), momentsOf(input)]
  return { deltaAlpha: eastWestOpening(means), level: Math.cos(latitude) * means.cos, vertical: Math.sin(latitude) * means.cos }
}
const firstHarmonics = (curve: Float64Array, order = 1) => fitDailyWaves(curve, new Float64Array(24).fill(1), 24, order, 'centre')!.coefficients

describe('reference case 15, from quadratures in the local frame', () => {
  test.each(cases)('latitude $input.lat_deg°, $input.A: averages over the field of view', ({ input, expected, tol }) => {
    const means = momentsOf(input)
    for (const [found, wanted] of [[means.sin, expected.mean_sin], [means.cos, expected.mean_cos], [means.sinCos, expected.mean_sincos], [eastWestOpening(means), expected.delta_alpha]]) {
      expect(Math.abs(found / wanted - 1)).toBeLessThan(tol.rel)
    }
  })

  test('has skies whose every multipole is summed well enough: more nodes change nothing', () => {
    const [few, many] = [sides(withSkies[0].input, skies.sky_powerlaw), sides(withSkies[0].input, skies.sky_powerlaw, 30, 48)].map(eastWestCurve)
    few.forEach((d, k) => expect(Math.abs(d - many[k])).toBeLessThan(1e-13))
  })

  describe.each(withSkies)('latitude $input.lat_deg°', ({ input, expected, tol }) => {
    test.each(Object.keys(skies).filter((sky) => expected.skies![sky] !== undefined))('%s, summed east and west from its a_lm: every D, amplitude and phase', (sky) => {
      const wanted = expected.skies![sky]
      const curve = eastWestCurve(sides(input, skies[sky]))
      wanted.D!.forEach((d, k) => expect(Math.abs(curve[k] / d - 1)).toBeLessThan(tol.rel))
      const [, cosine, sine] = firstHarmonics(curve)
      expect(Math.abs(Math.hypot(cosine, sine) / sidesOf(input).deltaAlpha / wanted.A1 - 1)).toBeLessThan(tol.rel)
      expect(Math.abs(wrap(Math.atan2(cosine, -sine)) - radians(wanted.alpha1_deg!))).toBeLessThan(tol.rel)
    })

    test('a dipole in closed form (S11), and with a quadrupole (S13): every D, amplitude and phase', () => {
      const [latitude, means, moments] = [radians(input.lat_deg), momentsOf(input), sidesOf(input)]
      const pure = expected.skies!['pure dipole']
      bins.forEach((tau, k) => expect(Math.abs(eastWestOfDipole(dipole, moments, tau) / pure.D![k] - 1)).toBeLessThan(tol.rel))
      // (S13) adds to E − W. E + W, the denominator of (S11), gets ⟨nᵀQn⟩ = ẑᵀQẑ (⟨cos²θ⟩ − ½⟨sin²θ⟩), which is of second order in D.
      const quadrupole = expected.skies!['dipole+quadrupole']
      bins.forEach((tau, k) => {
        const z = [Math.cos(latitude) * Math.cos(tau), Math.cos(latitude) * Math.sin(tau), Math.sin(latitude)]
        const along = z.reduce((sum, a, i) => sum + z.reduce((row, b, j) => row + a * b * QUADRUPOLE[i][j], 0), 0)
        const whole = 1 + moments.level * (dipole[0] * Math.cos(tau) + dipole[1] * Math.sin(tau)) + moments.vertical * dipole[2]
        const both = eastWestOfDipole(dipole, moments, tau) * whole + eastWestOfQuadrupole(QUADRUPOLE, latitude, means.sinCos, tau)
        expect(Math.abs(both / (whole + along * (means.cosSquare - 0.5 * (1 - means.cosSquare))) / quadrupole.D![k] - 1)).toBeLessThan(tol.rel)
      })
    })

    test('the exact amplitude (S12) of a dipole of 8 %, and its second harmonic', () => {
      const [moments, large] = [sidesOf(input), expected.skies!['pure dipole x100']]
      const [x, y, z] = dipole.map((d) => 100 * d)
      const hundredfold = skies['pure dipole'].map(([l, m, re, im]) => [l, m, 100 * re, 100 * im])
      for (const curve of [Float64Array.from(bins, (tau) => eastWestOfDipole([x, y, z], moments, tau)), eastWestCurve(sides(input, hundredfold))]) {
        const c = firstHarmonics(curve, 2)
        expect(Math.abs(Math.hypot(c[1], c[2]) / moments.deltaAlpha / large.A1 - 1)).toBeLessThan(tol.rel)
        expect(Math.abs(Math.hypot(c[3], c[4]) / moments.deltaAlpha / large.second_harmonic_over_delta_alpha! - 1)).toBeLessThan(tol.rel)
      }
      expect(Math.abs(eastWestAmplitude(Math.hypot(x, y), z, moments) / large.exact_relation! - 1)).toBeLessThan(tol.rel)
    })
  })
})

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
