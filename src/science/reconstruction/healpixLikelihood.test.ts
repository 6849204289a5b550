import { beforeAll, describe, expect, test } from 'vitest'
import projections from '../golden/observation-06_ra_projection.json'
import integrations from '../golden/observation-16_direct_integration.json'
import likelihoods from '../golden/observation-17_ml_reconstruction.json'
import { almIndex, emptyAlm, type Alm } from '../harmonics/alm.ts'
import { radians } from '../units.ts'
import { expectedLocalCounts, healpixDirectIntegration, healpixLikelihood, healpixLogLikelihood, type Detector, type HealpixState, type LocalCounts } from './testing/healpixLikelihood.ts'

const coefficients = projections.skies['dipole+quadrupole+octupole'] as unknown as readonly (readonly [number, number, number, number])[]
const sky: Alm = emptyAlm(3)
for (const [l, m, re, im] of coefficients) {
  sky.re[almIndex(3, l, m)] = re
  sky.im[almIndex(3, l, m)] = im
}
const rate = (tau: number) => 1 + 0.2 * Math.cos(tau - 1) + 0.05 * Math.cos(3 * tau)
const acceptance = (theta: number, phi: number) => Math.cos(theta) * (1 + 0.1 * Math.sin(theta) * Math.cos(phi - 0.7))
interface Input { readonly lat_deg: number; readonly zmax_deg: number; readonly nside_loc: number; readonly nside_eq: number; readonly ntau: number; readonly Ntot: number }
const countsOf = (input: Input): LocalCounts => {
  const detector: Detector = { latitude: radians(input.lat_deg), zenithMax: radians(input.zmax_deg), nside: input.nside_loc, events: input.Ntot, acceptance }
  return expectedLocalCounts(detector, input.nside_eq, input.ntau, rate, sky)
}

describe.each(likelihoods.cases)('reference case 17, made by an independent program: $name', ({ input, expected, tol }) => {
  const detectors = input.detectors.map(countsOf)
  const after = new Map<number, HealpixState & { readonly logLikelihood: number }>()
  beforeAll(() => {
    healpixLikelihood(detectors, 20, (state) => {
      const copies = { ...state, rates: state.rates.map((x) => x.slice()), acceptances: state.acceptances.map((x) => x.slice()) }
      after.set(state.pass, { ...copies, logLikelihood: healpixLogLikelihood(detectors, state) })
    })
  })

  test.each(Object.entries(expected.after_iteration))('map, rates, acceptance and ln L after %s passes', (pass, wanted) => {
    const { map, rates, acceptances, logLikelihood } = after.get(Number(pass))!
    wanted.dI.forEach((x, k) => expect(Math.abs(map[wanted.pix[k]!]! - x)).toBeLessThan(tol.dI_abs))
    expect(Math.abs(map.reduce((sum, x) => sum + x * x, 0) / wanted.dI_sumsq - 1)).toBeLessThan(tol.dI_sumsq_rel)
    expect(Math.abs(logLikelihood / wanted.loglike - 1)).toBeLessThan(tol.loglike_rel)
    wanted.N0_first6.forEach((n, bin) => expect(Math.abs(rates[0]![bin]! / n - 1)).toBeLessThan(tol.N_A_rel))
    wanted.A0_first6.forEach((a, i) => expect(Math.abs(acceptances[0]![i]! / a - 1)).toBeLessThan(tol.N_A_rel))
  })

  test('ln L never falls', () => {
    for (let pass = 2; pass <= 20; pass++) {
      const [before, now] = [after.get(pass - 1)!.logLikelihood, after.get(pass)!.logLikelihood]
      expect(now - before).toBeGreaterThan(-1e-12 * Math.abs(now))
    }
  })
})

test.each(integrations.cases)('reference case 16 over four blocks of time bins, at latitude $input.lat_deg°', ({ input, expected, tol }) => {
  const counts = countsOf(input)
  const counted = new Float64Array(12 * input.nside_eq ** 2)
  counts.counts.forEach((n, at) => (counted[counts.behind[at]!]! += n))
  const background = healpixDirectIntegration(counts, 4)
  expected.dI_raw_4_blocks_of_6_bins.forEach((x, k) => expect(Math.abs(counted[expected.pix[k]!]! / background[expected.pix[k]!]! - 1 - x)).toBeLessThan(tol.dI_abs))
  const once = healpixDirectIntegration(counts, 1)
  expected.dI_raw.forEach((x, k) => expect(Math.abs(counted[expected.pix[k]!]! / once[expected.pix[k]!]! - 1 - x)).toBeLessThan(tol.dI_abs))
})
