import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-05_harmonics.json'
import powerLaw from '../golden/observation-sky_powerlaw.json'
import { degrees, wrap } from '../units.ts'
import { ringsOf } from '../sphere/rings.ts'
import { almIndex, emptyAlm, type Alm } from './alm.ts'
import { almOfDipole, dipoleOfAlm } from './dipoleVector.ts'
import { legendreValues } from './legendre.ts'
import { powerSpectrum } from './power.ts'
import { analysis, synthesis } from './transform.ts'

function skyOf(rows: number[][], lmax: number): Alm {
  const alm = emptyAlm(lmax)
  for (const [l, m, re, im] of rows) {
    alm.re[almIndex(lmax, l, m)] = re
    alm.im[almIndex(lmax, l, m)] = im
  }
  return alm
}

const row = (kind: string) => golden.cases.filter((c) => c.kind.startsWith(kind)) as unknown as { input: never; expected: Record<string, never>; tol: { abs: number; rel: number } }[]
const sky = skyOf(powerLaw.alm, 30)
const rings = ringsOf({ kind: 'healpix', nside: 32 })
const within = (found: number, expected: number, tol: { abs?: number; rel?: number }) =>
  expect(Math.abs(found - expected)).toBeLessThanOrEqual((tol.abs ?? 0) + (tol.rel ?? 0) * Math.abs(expected))

describe('spherical harmonics of the reference cases', () => {
  test('have the values of scipy', () => {
    const [{ expected, tol }] = row('Y_lm')
    for (const [l, m, theta, phi, re, im] of expected['rows'] as number[][]) {
      const order = Math.abs(m)
      const sign = m < 0 && order % 2 === 1 ? -1 : 1 // Y_{l,−m} = (−1)^m Y*_lm
      const lambda = sign * legendreValues(Math.cos(theta), Math.sin(theta), order, l)[l - order]
      within(lambda * Math.cos(m * phi), re, tol)
      within(lambda * Math.sin(m * phi), im, tol)
    }
  })

  test('turn dipole vectors into coefficients and back (R18 corrected)', () => {
    const cases = row('dipole')
    expect(cases).toHaveLength(2)
    for (const { input, expected, tol } of cases as unknown as { input: { dipole: [number, number, number] }; expected: Record<string, number> & { a11: number[] }; tol: { rel: number } }[]) {
      const alm = almOfDipole(input.dipole)
      within(alm.re[almIndex(1, 1, 0)], expected['a10'], tol)
      within(alm.re[almIndex(1, 1, 1)], expected.a11[0], tol)
      within(alm.im[almIndex(1, 1, 1)], expected.a11[1], tol)
      within(powerSpectrum(alm, { zonal: true })[1], expected['C1'], tol)
      const [d0h, d6h, dN] = dipoleOfAlm(alm)
      within(d0h, input.dipole[0], { rel: 1e-12, abs: 1e-20 })
      within(d6h, input.dipole[1], { rel: 1e-12, abs: 1e-20 })
      within(dN, input.dipole[2], { rel: 1e-12, abs: 1e-20 })
      within(Math.hypot(d0h, d6h), expected['A1'], tol)
      within(degrees(wrap(Math.atan2(d6h, d0h))), expected['alpha1_deg'], tol)
    }
  })

  test('analyse the power-law sky at nside 32 as healpy does without iteration', () => {
    const [{ expected, tol }] = row('analysis')
    const alm = analysis(rings, synthesis(rings, sky), 47)
    for (const [l, m, re, im] of expected['rows'] as number[][]) {
      within(alm.re[almIndex(47, l, m)], re, tol)
      within(alm.im[almIndex(47, l, m)], im, tol)
    }
    const cl = powerSpectrum(alm, { zonal: true })
    ;(expected['cl'] as number[]).forEach((c, l) => within(cl[l], c, tol))
  })

  test('sum to the power spectrum of the exact coefficients, with and without m = 0 (R29)', () => {
    const [{ expected, tol }] = row('Eq. 29')
    const [all, tesseral] = [powerSpectrum(sky, { zonal: true }), powerSpectrum(sky, { zonal: false })]
    ;(expected['cl'] as number[]).forEach((c, l) => within(all[l], c, tol))
    ;(expected['cl_without_m0'] as number[]).forEach((c, l) => within(tesseral[l], c, tol))
  })

  test('give the pseudo spectrum of healpy for the sky seen between −41° and 79°, ring means taken away', () => {
    const [{ expected, tol }] = row('pseudo')
    const seen = synthesis(rings, sky)
    for (let ring = 0; ring < rings.count; ring++) {
      const part = seen.subarray(rings.first[ring], rings.first[ring + 1])
      const delta = degrees(Math.asin(rings.sinDelta[ring]))
      const mean = part.reduce((sum, x) => sum + x, 0) / part.length
      if (delta > -41 && delta < 79) part.forEach((x, j) => (part[j] = x - mean))
      else part.fill(NaN)
    }
    const cl = powerSpectrum(analysis(rings, seen, 47), { zonal: true })
    ;(expected['cl'] as number[]).forEach((c, l) => within(cl[l], c, tol))
  })
})

test('a dipole along the equator puts its maximum where it points', () => {
  const map = synthesis(ringsOf({ kind: 'gauss', rings: 3, perRing: 360 }), almOfDipole([Math.cos(2), Math.sin(2), 0]))
  const top = map.indexOf(Math.max(...map)) - 360
  expect((((top + 0.5) * Math.PI) / 180 - 2)).toBeCloseTo(0, 1)
  expect(Math.max(...map)).toBeCloseTo(1, 4)
})
