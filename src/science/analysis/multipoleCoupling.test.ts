import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gaussLegendre } from '../math/gaussLegendre.ts'
import { legendreValues } from '../harmonics/legendre.ts'
import { isProblem } from '../problem.ts'
import { ringsOf } from '../sphere/rings.ts'
import { fitColumns, fitMultipoles } from './multipoleFit.ts'
import { multipoleModel } from './multipoleModel.ts'
import { addCoupledRings, beginCoupling, finishCoupling, multipoleCoupling } from './multipoleCoupling.ts'
import { termsOfDegrees, type Term } from './terms.ts'
import { denseColumns } from './testing/denseFit.ts'
import { gaussBand } from './testing/gaussBand.ts'
import { forPixels, scatter } from './testing/skies.ts'

const upTo = (lmax: number): readonly Term[] => termsOfDegrees(Array.from({ length: lmax }, (_, i) => i + 1), true)
const at = (terms: readonly Term[], l: number, m: number, part: 're' | 'im') => terms.findIndex((t) => t.l === l && t.m === m && t.part === part)

/** T^m_ll′ = 2π ∫ ds λ_lm λ_l′m over [s₁, s₂] (A.1), by quadrature of its own. */
function bandIntegral(l: number, other: number, m: number, [s1, s2]: readonly [number, number]): number {
  const { nodes, weights } = gaussLegendre(Math.max(l, other) + 2)
  let sum = 0
  nodes.forEach((x, i) => {
    const s = (s1 + s2 + (s2 - s1) * x) / 2
    const lambda = legendreValues(s, Math.sqrt(1 - s * s), m, Math.max(l, other))
    sum += ((weights[i] * (s2 - s1)) / 2) * lambda[l - m] * lambda[other - m]
  })
  return 2 * Math.PI * sum
}

describe('with even weights on a band of declination', () => {
  const LMAX = 12
  const edges = [Math.sin((-41 * Math.PI) / 180), Math.sin((79 * Math.PI) / 180)] as const
  const rings = gaussBand(LMAX + 3, 2 * LMAX + 4, edges)
  const area = new Float64Array(rings.pixels)
  forPixels(rings, (p, ring) => (area[p] = rings.pixelArea[ring]))
  const others = upTo(LMAX)

  test('a dipole fit has the bias T¹_1l′/T¹_11 of the closed form, from m = 1 alone', () => {
    const fit = fitMultipoles(rings, area, area, [1], false, false)
    const response = multipoleCoupling(rings, area, fit, others)
    const closedForm = (3 * (edges[1] - edges[0]) + edges[0] ** 3 - edges[1] ** 3) / 4 // (R27)
    expect(bandIntegral(1, 1, 1, edges)).toBeCloseTo(closedForm, 14)
    fit.terms.forEach(({ part }, i) => others.forEach((other, j) => {
      const wanted = other.m === 1 && other.part === part ? bandIntegral(1, other.l, 1, edges) / closedForm : 0
      expect(Math.abs(response[i * others.length + j] - wanted)).toBeLessThan(1e-13)
    }))
    expect(response[at(others, 2, 1, 're')]).toBeGreaterThan(0.1) // and it is not small
  })

  test('fits with more degrees see higher multipoles only', () => {
    const fit = fitMultipoles(rings, area, area, [1, 2, 3], false, false)
    const response = multipoleCoupling(rings, area, fit, others)
    const dipole = at(fit.terms, 1, 1, 're') * others.length
    expect(Math.abs(response[dipole + at(others, 2, 1, 're')])).toBeLessThan(1e-13)
    expect(Math.abs(response[dipole + at(others, 4, 1, 're')])).toBeGreaterThan(0.05)
  })
})

describe('on a HEALPix sky cut at random', () => {
  const rings = ringsOf({ kind: 'healpix', nside: 8 })
  const weight = Float64Array.from({ length: rings.pixels }, (_, p) => (scatter(p, 1) < 0.4 ? 0 : 1 + scatter(p, 2)))
  const template = Float64Array.from({ length: rings.pixels }, (_, p) => (p % 31 === 0 ? NaN : Math.sin(p / 50)))
  const settings = { terms: termsOfDegrees([1, 2], false), absoluteErrors: false }
  const others = upTo(6)
  const columns = denseColumns(rings, others)
  const fit = fitColumns(rings, template, weight, settings, [template])
  const response = multipoleCoupling(rings, weight, fit, others, [template])

  test('what is injected at any (l′, m′) comes out of the fit as the coupling says', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: others.length - 1 }), (j) => {
      const got = fitColumns(rings, columns[j], weight, settings, [template]).coefficients
      got.forEach((x, i) => expect(Math.abs(x - response[i * others.length + j])).toBeLessThan(1e-12))
    }))
  })

  test('multipoles that are fitted answer for themselves and for nothing else', () => {
    others.forEach((other, j) => {
      const own = at(fit.terms, other.l, other.m, other.part)
      if (own < 0) return
      for (let i = 0; i < fit.coefficients.length; i++) expect(Math.abs(response[i * others.length + j] - (i === own ? 1 : 0))).toBeLessThan(1e-12)
    })
  })

  test('a whole sky of them is biased by the sum', () => {
    const sky = Float64Array.from(others, (_, j) => scatter(j, 7) - 0.5)
    const got = fitColumns(rings, multipoleModel(rings, others, sky), weight, settings, [template]).coefficients
    got.forEach((x, i) => {
      const wanted = sky.reduce((sum, a, j) => sum + a * response[i * others.length + j], 0)
      expect(Math.abs(x - wanted)).toBeLessThan(1e-11)
    })
  })

  test('has the same bits in one piece and ring by ring', () => {
    const sums = beginCoupling(rings, fit, others)
    for (let ring = 0; ring < rings.count; ring++) {
      const part = (map: Float64Array) => map.subarray(rings.first[ring], rings.first[ring + 1])
      addCoupledRings(sums, ring, ring + 1, part(weight), [part(template)])
    }
    expect(finishCoupling(sums, fit.inverse)).toEqual(response)
  })

  test('another fit’s inverse is refused', () => {
    try {
      finishCoupling(beginCoupling(rings, fit, others), new Float64Array(4))
      expect.unreachable()
    } catch (e) {
      expect(isProblem(e, 'invalid-argument')).toBe(true)
    }
  })
})
