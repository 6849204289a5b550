import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-06_ra_projection.json'
import { almIndex, emptyAlm, type Alm } from '../harmonics/alm.ts'
import { ringsOf } from '../sphere/rings.ts'
import { radians, wrap } from '../units.ts'
import { expectedOf } from './dipoleEstimate.ts'
import { geometryOf } from './marginals.ts'
import { projectedSky, projection, projectionFactor } from './projection.ts'
import { COARSE, dipoleSky, evenRate, expectedMarginals, integratedBackground, ringMeans, siteAcceptance, skyOf, unevenRate } from './testing/dipoleMocks.ts'

function almOf(list: readonly (readonly number[])[]): Alm {
  const alm = emptyAlm(Math.max(...list.map(([l]) => l)))
  for (const [l, m, re, im] of list) {
    alm.re[almIndex(alm.lmax, l, m)] = re
    alm.im[almIndex(alm.lmax, l, m)] = im
  }
  return alm
}

describe('reference case 06', () => {
  test.each(golden.cases)('$name: factor, amplitude and phase of every sky', ({ input, expected, tol }) => {
    const band = { south: radians(input.dec_deg[0]), north: radians(input.dec_deg[1]) }
    expect(Math.abs(projectionFactor(band) / expected.factor_eq25 - 1)).toBeLessThan(tol.rel)
    for (const [name, wanted] of Object.entries(expected.projections)) {
      const [x, y] = projectedSky(almOf((golden.skies as Record<string, number[][]>)[name]), band)
      expect(Math.abs(Math.hypot(x, y) / wanted.A1_tilde - 1)).toBeLessThan(tol.rel)
      expect(Math.abs(wrap(Math.atan2(y, x)) / radians(wanted.alpha1_deg) - 1)).toBeLessThan(tol.rel)
      expect(Math.abs(Math.hypot(x, y) / projectionFactor(band) / wanted.A1_corrected - 1)).toBeLessThan(tol.rel)
    }
  })
})

const off = (a: { d0h: number; d6h: number }, [x, y]: readonly [number, number]) => Math.hypot(a.d0h - x, a.d6h - y)
const truth = [3e-6, -4e-6, 2e-6] as const

describe('a projection of counts', () => {
  const even = expectedMarginals({ grid: COARSE, rate: evenRate(COARSE, 1e9), acceptance: siteAcceptance(COARSE, 19, 60), intensity: dipoleSky(COARSE, truth) })

  test('is (R24) of what is seen: by solid angle, ⟨cos δ⟩ A₁ with the mean over the band’s solid angle', () => {
    const grid = { rings: 120, cells: 24 }
    const fine = expectedMarginals({ grid, rate: evenRate(grid, 1e9), acceptance: siteAcceptance(grid, 19, 60), intensity: dipoleSky(grid, truth) })
    const band = { south: radians(-30), north: radians(70) }
    const found = projection(fine, ringMeans(fine), 'known', 'solidAngle', band)
    expect(Math.abs(found.factor / projectionFactor(band) - 1)).toBeLessThan(5e-3) // where rings of 1.5° end
    expect(off({ d0h: found.projected[0], d6h: found.projected[1] }, [found.factor * truth[0], found.factor * truth[1]])).toBeLessThan(1e-10)
    expect(off(found, [truth[0], truth[1]])).toBeLessThan(1e-10)
    expect(found.response).toEqual([1, 0, 0, 1])
  })

  test('by events, has the factor of the exposure and σ(Ã) = √(2/N)', () => {
    const found = projection(even, ringMeans(even), 'known')
    const { cosDelta } = ringsOf(geometryOf(COARSE))
    const factor = even.local.reduce((sum, n, i) => sum + n * cosDelta[Math.floor(i / COARSE.cells)], 0) / found.events
    expect(Math.abs(found.factor / factor - 1)).toBeLessThan(1e-12)
    expect(off(found, [truth[0], truth[1]])).toBeLessThan(1e-10)
    expect(Math.abs(Math.sqrt(found.covariance[0]) / (Math.sqrt(2 / found.events) / factor) - 1)).toBeLessThan(1e-12)
    expect(Math.abs(found.covariance[3] / found.covariance[0] - 1)).toBeLessThan(1e-12)
  })

  test.each([false, true])('over a background of direct integration is the share that is foretold (uneven live time: %s)', (uneven) => {
    const counts = uneven ? expectedMarginals({ grid: COARSE, rate: unevenRate(COARSE, 1e9), acceptance: siteAcceptance(COARSE, 19, 60, 1, 0.2), intensity: dipoleSky(COARSE, truth) }) : even
    for (const weighting of ['events', 'solidAngle'] as const) {
      const found = projection(counts, integratedBackground(counts), 'directIntegration', weighting)
      const wanted = expectedOf(found, [truth[0], truth[1]])
      expect(off(found, wanted)).toBeLessThan(1e-4 * 5e-6)
      expect(Math.hypot(...wanted)).toBeLessThan(0.4 * 5e-6)
    }
  })

  test('takes for a dipole what every l ≥ 2 has of m = 1', () => {
    const counts = expectedMarginals({ grid: COARSE, rate: evenRate(COARSE, 1e9), acceptance: siteAcceptance(COARSE, 19, 60), intensity: skyOf(COARSE, (alpha, s, c) => 1e-5 * s * c * Math.cos(alpha)) })
    const { d0h, d6h } = projection(counts, ringMeans(counts), 'known')
    expect(Math.abs(d0h)).toBeGreaterThan(1e-6)
    expect(Math.abs(d6h)).toBeLessThan(1e-15)
  })

  test('needs a band with events in it', () => {
    expect(() => projection(even, ringMeans(even), 'known', 'events', { south: radians(-89), north: radians(-60) })).toThrow(/events in its band/)
    expect(() => projectionFactor({ south: 1, north: 1 })).toThrow(/south to north/)
  })
})
