/**
 * Reference case 07: the dipole that a cut sky shows (R26–R28). K' is the normal matrix of our fit with even weights on a band of declination, ã_lm the
 * projection of the sky on its columns, (R28) the fit of l = 1 alone, the solution of a truncated block the fit of l ≤ 2 or 3, and what higher multipoles add is
 * `multipoleCoupling`. On Gauss–Legendre nodes of the band all of them are integrals without grid error, so that the tolerance of the case, 1e−9, holds throughout;
 * angles get it as 1e−9 rad.
 */
import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-07_kmatrix_dipole.json'
import { radians } from '../units.ts'
import { symmetricEigenvalues } from './cholesky.ts'
import { dipoleOf } from './dipole.ts'
import { multipoleCoupling } from './multipoleCoupling.ts'
import { addRings, beginFit, fitMultipoles, type MultipoleFit } from './multipoleFit.ts'
import { multipoleModel } from './multipoleModel.ts'
import { termsOfDegrees, type Term } from './terms.ts'
import { gaussBand } from './testing/gaussBand.ts'
import { forPixels } from './testing/skies.ts'

interface Truncated { readonly T1: readonly (readonly number[])[]; readonly dipole_0h_6h: readonly number[]; readonly cond: number }
interface Case {
  readonly name: string
  readonly input: { readonly dec_deg: readonly [number, number] }
  readonly expected: {
    readonly K1111: number
    readonly projections: Record<string, { readonly pseudo_a11: readonly number[]; readonly dipole_0h_6h: readonly number[]; readonly A1: number; readonly alpha1_deg: number }>
    readonly truncated_lmax2: Truncated
    readonly truncated_lmax3: Truncated
  }
  readonly tol: { readonly rel: number }
}
const cases = golden.cases as unknown as readonly Case[]
const skies = golden.skies as unknown as Record<string, readonly (readonly number[])[]>
const LMAX = Math.max(...Object.values(skies).flat().map(([l]) => l))
/** The sky of the truncated solutions, as their notes say. */
const TRUNCATED = 'dipole+quadrupole+octupole'

const terms = termsOfDegrees(Array.from({ length: LMAX }, (_, i) => i + 1), true)
/** The a_lm of a sky in the order of `terms`. */
const coefficientsOf = (name: string) => Float64Array.from(terms, ({ l, m, part }) => skies[name].find((row) => row[0] === l && row[1] === m)?.[part === 're' ? 2 : 3] ?? 0)
const partOf11 = (of: readonly Term[], part: Term['part']) => of.findIndex((term) => term.l === 1 && term.m === 1 && term.part === part)

/** T¹_ll′ of a fit, from its inverse normal matrix: the column of Re a_lm is 2λ_lm cos mα, whose square integrates to 2T. */
function block(fit: MultipoleFit): Float64Array {
  const n = fit.terms.length
  const m1 = fit.terms.flatMap(({ m, part }, i) => (m === 1 && part === 're' ? [i] : []))
  const inverse = Float64Array.from(m1.flatMap((i) => m1.map((j) => fit.inverse[i * n + j])))
  return inverted(inverse, m1.length).map((x) => x / 2)
}

/** Gauss–Jordan elimination of a small positive matrix. */
function inverted(matrix: Float64Array, n: number): Float64Array {
  const [a, out] = [matrix.slice(), Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0))]
  for (let k = 0; k < n; k++) {
    const pivot = a[k * n + k]
    for (const rows of [a, out]) for (let j = 0; j < n; j++) rows[k * n + j] /= pivot
    for (let i = 0; i < n; i++) {
      if (i === k) continue
      const factor = a[i * n + k]
      for (const rows of [a, out]) for (let j = 0; j < n; j++) rows[i * n + j] -= factor * rows[k * n + j]
    }
  }
  return out
}

describe.each(cases)('reference case 07, $name', ({ input, expected, tol }) => {
  const edges = [Math.sin(radians(input.dec_deg[0])), Math.sin(radians(input.dec_deg[1]))] as const
  // Products of two harmonics, and of a weight with them: polynomials of degree 2 LMAX.
  const rings = gaussBand(LMAX + 3, 2 * LMAX + 4, edges)
  const even = new Float64Array(rings.pixels)
  forPixels(rings, (p, ring) => (even[p] = rings.pixelArea[ring]))
  const near = (found: number, wanted: number, unit = Math.abs(wanted)) => expect(Math.abs(found - wanted)).toBeLessThanOrEqual(tol.rel * unit)
  const mapOf = (name: string) => multipoleModel(rings, terms, coefficientsOf(name))

  test('K′ of the fit is that of the file, and (R27)', () => {
    const [k] = block(fitMultipoles(rings, even, even, [1], false, false))
    near(k, expected.K1111)
    near((3 * (edges[1] - edges[0]) + edges[0] ** 3 - edges[1] ** 3) / 4, expected.K1111)
  })

  test.each(Object.keys(expected.projections))('pseudo-coefficients and the dipole of %s', (name) => {
    const wanted = expected.projections[name]
    const [sky, unit] = [mapOf(name), Math.hypot(...wanted.pseudo_a11)]
    // Columns are 2λ cos mα and −2λ sin mα, so that XᵀWy is twice ã.
    const sums = beginFit(rings, { terms: termsOfDegrees([1], false), absoluteErrors: false })
    addRings(sums, 0, rings.count, sky, even)
    near(sums.right[partOf11(sums.columns.terms, 're')] / 2, wanted.pseudo_a11[0], unit)
    near(sums.right[partOf11(sums.columns.terms, 'im')] / 2, wanted.pseudo_a11[1], unit)
    const fit = fitMultipoles(rings, sky, even, [1], false, false)
    const found = dipoleOf(fit)
    near(found.d0h, wanted.dipole_0h_6h[0], wanted.A1)
    near(found.d6h, wanted.dipole_0h_6h[1], wanted.A1)
    near(found.a1, wanted.A1)
    near(found.alpha1, radians(wanted.alpha1_deg), 1)
    // The same again as what the coupling makes of the true coefficients.
    const [response, alm] = [multipoleCoupling(rings, even, fit, terms), coefficientsOf(name)]
    const a11 = (part: Term['part']) => alm.reduce((sum, a, j) => sum + a * response[partOf11(fit.terms, part) * terms.length + j], 0)
    near(-Math.sqrt(3 / (2 * Math.PI)) * a11('re'), wanted.dipole_0h_6h[0], wanted.A1)
    near(Math.sqrt(3 / (2 * Math.PI)) * a11('im'), wanted.dipole_0h_6h[1], wanted.A1)
  })

  test.each([2, 3] as const)('the block of l ≤ %i, its condition and its dipole', (lmax) => {
    const wanted = expected[`truncated_lmax${lmax}`]
    const fit = fitMultipoles(rings, mapOf(TRUNCATED), even, Array.from({ length: lmax }, (_, i) => i + 1), false, false)
    const [d0h, d6h] = wanted.dipole_0h_6h
    const found = dipoleOf(fit)
    near(found.d0h, d0h, Math.hypot(d0h, d6h))
    near(found.d6h, d6h, Math.hypot(d0h, d6h))
    const found1 = block(fit)
    wanted.T1.flat().forEach((t, i) => near(found1[i], t, wanted.T1[0][0]))
    const eigenvalues = symmetricEigenvalues(found1, lmax)
    near(eigenvalues[lmax - 1] / eigenvalues[0], wanted.cond)
  })
})
