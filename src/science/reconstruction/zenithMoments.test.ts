import { describe, expect, test } from 'vitest'
import eastWest from '../golden/observation-15_east_west.json'
import errors from '../golden/observation-20_uncertainties.json'
import { radians } from '../units.ts'
import { dipoleErrors, eastWestOpening, keptShare, meanCosSquareDelta, zenithMoments } from './zenithMoments.ts'

const off = (x: number, wanted: number) => Math.abs(x / wanted - 1)

describe('averages over a field of view', () => {
  const cases = eastWest.cases.flatMap(({ input, expected, tol }) => ('mean_sin' in expected ? [{ input: input as { zmax_deg: number; A: string }, expected, tol }] : []))

  test.each(cases)('are those of reference case 15: $input.A up to $input.zmax_deg°', ({ input, expected, tol }) => {
    const moments = zenithMoments({ zenithMax: radians(input.zmax_deg), zenithPower: Number(input.A.slice(4)), absorption: 0 })
    expect(off(moments.sin, expected.mean_sin!)).toBeLessThan(tol.rel)
    expect(off(moments.cos, expected.mean_cos!)).toBeLessThan(tol.rel)
    expect(off(moments.sinCos, expected.mean_sincos!)).toBeLessThan(tol.rel)
    expect(off(eastWestOpening(moments), expected.delta_alpha!)).toBeLessThan(tol.rel)
  })

  test.each([20, 60, 90])('have the closed forms of spec 11 up to %d°', (degrees) => {
    const zenithMax = radians(degrees)
    const mean = (zenithPower: number) => zenithMoments({ zenithMax, zenithPower, absorption: 0 })
    expect(off(mean(0).sin, (zenithMax / 2 - Math.sin(2 * zenithMax) / 4) / (1 - Math.cos(zenithMax)))).toBeLessThan(1e-12)
    expect(off(mean(1).sin, (2 / 3) * Math.sin(zenithMax))).toBeLessThan(1e-12)
    expect(off(mean(2).sin, (3 * (zenithMax / 8 - Math.sin(4 * zenithMax) / 32)) / (1 - Math.cos(zenithMax) ** 3))).toBeLessThan(1e-12)
    expect(off(mean(0).cosSquare, (1 - Math.cos(zenithMax) ** 3) / (3 * (1 - Math.cos(zenithMax))))).toBeLessThan(1e-12)
  })

  test('are those of a plain sum over 200,000 angles where the air absorbs', () => {
    const moments = zenithMoments({ zenithMax: radians(60), zenithPower: 1, absorption: 6 })
    let [all, cos, sin] = [0, 0, 0]
    for (let i = 0; i < 200_000; i++) {
      const theta = (radians(60) * (i + 0.5)) / 200_000
      const share = Math.sin(theta) * Math.cos(theta) * Math.exp(-6 * (1 / Math.cos(theta) - 1))
      all += share
      cos += share * Math.cos(theta)
      sin += share * Math.sin(theta)
    }
    expect(off(moments.cos, cos / all)).toBeLessThan(1e-9)
    expect(off(moments.sin, sin / all)).toBeLessThan(1e-9)
  })

  test('do not look below the horizon, and need a view', () => {
    const air = { zenithPower: 1, absorption: 2 }
    expect(zenithMoments({ zenithMax: Math.PI, ...air })).toEqual(zenithMoments({ zenithMax: Math.PI / 2, ...air }))
    expect(zenithMoments({ zenithMax: Math.PI, zenithPower: 0, absorption: 0 }).cosSquare).toBeCloseTo(1 / 3, 12)
    expect(() => zenithMoments({ zenithMax: 0, ...air })).toThrow(/zenith cut/)
  })
})

describe('errors of a dipole', () => {
  const cases = errors.cases.flatMap(({ name, input, expected, tol }) =>
    'sigma_ML' in expected ? [{ name, input: input as { lat_deg: number; zmax_deg: number; Ntot: number }, expected, tol }] : [])

  test.each(cases)('are those of reference case 20: $name', ({ input, expected, tol }) => {
    const site = { latitude: radians(input.lat_deg), zenithMax: radians(input.zmax_deg), zenithPower: 1, absorption: 0 }
    const found = dipoleErrors(site, input.Ntot)
    expect(off(meanCosSquareDelta(site.latitude, zenithMoments(site)), expected.mean_cos2_dec!)).toBeLessThan(tol.rel)
    expect(off(keptShare(site.latitude, zenithMoments(site)), expected.f!)).toBeLessThan(tol.rel)
    expect(off(found.knownBackground, expected.sigma_known_background!)).toBeLessThan(tol.rel)
    expect(off(found.dipoleLikelihood, expected.sigma_ML!)).toBeLessThan(tol.rel)
    expect(off(found.directIntegration, expected.sigma_DI_map!)).toBeLessThan(tol.rel)
    expect(off(found.eastWest, expected.sigma_EW!)).toBeLessThan(tol.rel)
  })

  test('all but East–West agree at the Pole, where nothing is lost', () => {
    const { knownBackground, dipoleLikelihood, directIntegration } = dipoleErrors({ latitude: -Math.PI / 2, zenithMax: radians(65), zenithPower: 1, absorption: 0 }, 1e8)
    expect(dipoleLikelihood).toBeCloseTo(knownBackground, 15)
    expect(directIntegration).toBeCloseTo(knownBackground, 15)
  })
})
