import { describe, expect, test } from 'vitest'
import sidebands from '../golden/observation-02b_sidebands.json'
import golden from '../golden/observation-02c_compton_getting.json'
import { radians } from '../units.ts'
import { comptonGetting, meanSolarDipole, seasonalSidebands, solarDipole, spuriousSidereal } from './solarDipole.ts'
import type { Clock } from './clocks.ts'

const clocks: readonly Clock[] = ['sidereal', 'solar', 'antiSidereal', 'extendedSidereal']
const obliquity = radians(23.4)

describe('the solar dipole', () => {
  test.each(golden.cases)('has the components of the reference at x = $input.worb_t_deg°', ({ input, expected, tol }) => {
    const amplitude = comptonGetting(input.Gamma, input.v_kms)
    for (const clock of ['sidereal', 'solar'] as const) {
      const seen = solarDipole(radians(input.worb_t_deg), clock, radians(input.eps_deg))
      seen.forEach((x, i) => expect(Math.abs(amplitude * x - expected[clock][i])).toBeLessThan(tol.rel * amplitude))
    }
  })

  test('is (R62) by the solar clock', () => {
    const [s, c] = [Math.sin(obliquity / 2) ** 2, Math.cos(obliquity / 2) ** 2]
    for (let x = 0; x < 7; x += 0.37) {
      const wanted = [-s * Math.sin(2 * x), c - s * Math.cos(2 * x), Math.sin(obliquity) * Math.cos(x)]
      solarDipole(x, 'solar', obliquity).forEach((d, i) => expect(Math.abs(d - wanted[i])).toBeLessThan(1e-15))
    }
  })

  test('in a whole year shows 95.9 % at 6 h solar, 4.1 % at 18 h extended-sidereal and nothing by the other two clocks', () => {
    const whole = (p: number) => [p === 0 ? 1 : 0, 0] as const
    for (const clock of clocks) {
      const mean = [0, 0, 0]
      for (let day = 0; day < 1000; day++) solarDipole((2 * Math.PI * day) / 1000, clock, obliquity).forEach((d, i) => (mean[i] += d / 1000))
      const wanted = { solar: 0.959, extendedSidereal: -0.041, sidereal: 0, antiSidereal: 0 }[clock]
      expect(Math.abs(mean[0])).toBeLessThan(1e-14)
      expect(Math.abs(mean[1] - wanted)).toBeLessThan(1.5e-4)
      const { d0h, d6h } = meanSolarDipole(clock, whole, obliquity)
      expect(Math.hypot(d0h - mean[0], d6h - mean[1])).toBeLessThan(1e-14)
    }
    expect(Math.abs(comptonGetting(2.7) * Math.cos(obliquity / 2) ** 2 - golden.year_average_solar[1])).toBeLessThan(1e-12)
  })

  test('by (S2) leaves half of a seasonal modulation of its 95.9 % on either sideband', () => {
    const [kappa, psi] = [0.15, 0.8]
    const season = (p: number) => {
      const half = Math.abs(p) === 1 ? kappa : 0
      return p === 0 ? ([1, 0] as const) : ([half * Math.cos(p * psi), half * Math.sin(p * psi)] as const)
    }
    const lines = seasonalSidebands({ amplitude: Math.cos(obliquity / 2) ** 2, phase: Math.PI / 2 }, { amplitude: 2 * kappa, phase: psi })
    const beside = kappa * Math.sin(obliquity / 2) ** 2 // of the part that belongs to extended-sidereal time
    for (const clock of ['sidereal', 'antiSidereal'] as const) {
      const { d0h, d6h } = meanSolarDipole(clock, season, obliquity)
      const { amplitude, phase } = lines[clock]
      expect(Math.hypot(d0h - amplitude * Math.cos(phase), d6h - amplitude * Math.sin(phase))).toBeLessThan(beside * (clock === 'sidereal' ? 1 + 1e-12 : 1e-12))
    }
  })
})

describe('a wave of the solar day with seasons', () => {
  const [{ input, expected, tol }] = sidebands.cases
  const lines = seasonalSidebands({ amplitude: input.A, phase: input.phi }, { amplitude: 2 * input.kappa, phase: input.psi })

  test.each([['solar', 'solar'], ['sidereal', 'sidereal'], ['antiSidereal', 'antisidereal']] as const)('stands on the %s clock as the reference says', (clock, name) => {
    expect(Math.abs(lines[clock].amplitude / expected[name].amp - 1)).toBeLessThan(tol.rel)
    expect(Math.abs(lines[clock].phase - expected[name].phase)).toBeLessThan(tol.rel)
  })

  test('is not seen on the extended-sidereal clock, and known on the sidereal one from the two others', () => {
    expect(lines.extendedSidereal.amplitude).toBe(0)
    expect(expected.extsidereal.amp).toBeLessThan(tol.rel * expected.sidereal.amp)
    const spurious = spuriousSidereal(
      { amplitude: expected.solar.amp, phase: expected.solar.phase }, { amplitude: expected.antisidereal.amp, phase: expected.antisidereal.phase },
    )
    expect(Math.abs(spurious.amplitude / expected.sidereal.amp - 1)).toBeLessThan(tol.rel)
    expect(Math.abs(spurious.phase - expected.sidereal.phase)).toBeLessThan(tol.rel)
  })
})
