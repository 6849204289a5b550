import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-14_multipole_fit.json'
import projections from '../golden/observation-06_ra_projection.json'
import { synthesis } from '../harmonics/transform.ts'
import { isProblem } from '../problem.ts'
import { ringsOf, type Rings } from '../sphere/rings.ts'
import { symmetricEigenvalues } from './cholesky.ts'
import { dipoleOf } from './dipole.ts'
import { fitMultipoles, type MultipoleFit } from './multipoleFit.ts'
import { multipoleModel } from './multipoleModel.ts'
import { almFromRows, band, forPixels, ringFiltered, scatter } from './testing/skies.ts'

interface FitCase {
  readonly name: string
  readonly input: {
    readonly nside: number
    readonly dec_deg: readonly [number, number]
    readonly sky: string
    readonly preprocess: string
    readonly weights: string
    readonly lmax_fit: number
  }
  readonly expected: {
    readonly alm_rows_l_m_re_im_sre_sim?: readonly (readonly number[])[]
    readonly dipole_0h_6h?: readonly [number, number]
    readonly residual_rms?: number
    readonly residual_samples?: readonly (readonly [number, number])[]
    readonly coeffs?: readonly (readonly [number, number, 're' | 'im', number])[]
    readonly cond: number
  }
  readonly tol: { readonly rel: number; readonly abs: number }
}
const cases = golden.cases as unknown as readonly FitCase[]
const skies = { ...projections.skies } as Record<string, readonly (readonly number[])[]>

const modelOf = (rings: Rings, { terms, coefficients }: MultipoleFit) => multipoleModel(rings, terms, coefficients)

const coefficient = (fit: MultipoleFit, l: number, m: number, part: 're' | 'im'): number =>
  fit.terms.findIndex((t) => t.l === l && t.m === m && t.part === part)

function prepare({ input }: FitCase): { rings: Rings; value: Float64Array; weight: Float64Array; degrees: number[] } {
  const rings = ringsOf({ kind: 'healpix', nside: input.nside })
  const seen = band(rings, ...input.dec_deg)
  const sky = synthesis(rings, almFromRows(skies[input.sky]))
  const value = input.preprocess === 'none' ? sky.map((v, p) => (seen[p] ? v : NaN)) : ringFiltered(rings, sky, seen)
  const weight = new Float64Array(rings.pixels)
  forPixels(rings, (p, ring) => (weight[p] = seen[p] === 0 ? 0 : input.weights === '1' ? 1 : 1e6 * (1 + 0.8 * rings.sinDelta[ring])))
  return { rings, value, weight, degrees: Array.from({ length: input.lmax_fit }, (_, l) => l + 1) }
}

describe('the reference fits', () => {
  test.each(cases)('$name', (one) => {
    const { rings, value, weight, degrees } = prepare(one)
    const { expected, tol } = one
    const fit = fitMultipoles(rings, value, weight, degrees, expected.coeffs !== undefined, true)
    const near = (got: number, wanted: number) => expect(Math.abs(got - wanted)).toBeLessThanOrEqual(tol.rel * Math.abs(wanted) + tol.abs)
    const n = fit.terms.length
    for (const [l, m, re, im, errorRe, errorIm] of expected.alm_rows_l_m_re_im_sre_sim ?? []) {
      const [i, j] = [coefficient(fit, l, m, 're'), coefficient(fit, l, m, 'im')]
      near(fit.coefficients[i], re)
      near(fit.coefficients[j], im)
      near(Math.sqrt(fit.covariance![i * n + i]), errorRe)
      near(Math.sqrt(fit.covariance![j * n + j]), errorIm)
    }
    for (const [l, m, part, wanted] of expected.coeffs ?? []) near(fit.coefficients[coefficient(fit, l, m, part)], wanted)
    // The reference states the condition of the normal matrix as it is, ours after scaling to unit diagonal,
    // which is within a factor n of the best scaling there is (van der Sluis 1969).
    const eigenvalues = symmetricEigenvalues(fit.covariance!, n)
    near(eigenvalues[n - 1] / eigenvalues[0], expected.cond)
    expect(fit.condition).toBeLessThanOrEqual(expected.cond * n)
    if (expected.dipole_0h_6h === undefined) return
    const dipole = dipoleOf(fit)
    near(dipole.d0h, expected.dipole_0h_6h[0])
    near(dipole.d6h, expected.dipole_0h_6h[1])
    const model = modelOf(rings, fit)
    const residual = value.map((v, p) => v - model[p])
    for (const [pixel, wanted] of expected.residual_samples!) near(residual[pixel], wanted)
    const seen = residual.filter((v) => !Number.isNaN(v))
    near(Math.sqrt(seen.reduce((sum, v) => sum + v * v, 0) / seen.length), expected.residual_rms!)
  })
})

describe('the normal equations through ring phases', () => {
  const rings = ringsOf({ kind: 'healpix', nside: 4 })
  // Weights that depend on right ascension too: every m couples to every other.
  const weight = Float64Array.from({ length: rings.pixels }, (_, p) => (scatter(p, 3) < 0.3 ? 0 : 1 + scatter(p, 1)))
  const value = Float64Array.from({ length: rings.pixels }, (_, p) => (p % 17 === 0 ? NaN : scatter(p, 2) - 0.5))

  test.each([[false], [true]])('leave a residual that no column sees (zonal: %s)', (zonal) => {
    const degrees = [1, 2, 3, 4]
    const fit = fitMultipoles(rings, value, weight, degrees, zonal, true)
    expect(fit.terms.length).toBe(2 * (1 + 2 + 3 + 4) + (zonal ? 5 : 0))
    const model = modelOf(rings, fit)
    fit.terms.forEach((_, i) => {
      const unit = new Float64Array(fit.terms.length)
      unit[i] = 1
      const column = multipoleModel(rings, fit.terms, unit)
      let projection = 0
      let size = 0
      for (let p = 0; p < rings.pixels; p++) {
        if (!(weight[p] > 0) || Number.isNaN(value[p])) continue
        projection += weight[p] * column[p] * (value[p] - model[p])
        size += weight[p] * column[p] ** 2
      }
      expect(Math.abs(projection)).toBeLessThan(1e-12 * size)
    })
  })

  test('give the covariance (XᵀWX)⁻¹ of columns that were multiplied out', () => {
    const fit = fitMultipoles(rings, value, weight, [1, 3], true, true)
    const n = fit.terms.length
    const columns = fit.terms.map((_, i) => multipoleModel(rings, fit.terms, Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))))
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let product = 0
        for (let k = 0; k < n; k++) {
          let normal = 0
          for (let p = 0; p < rings.pixels; p++) if (weight[p] > 0 && !Number.isNaN(value[p])) normal += weight[p] * columns[i][p] * columns[k][p]
          product += normal * fit.covariance![k * n + j]
        }
        expect(product).toBeCloseTo(i === j ? 1 : 0, 11)
      }
    }
  })

  test('evaluate the field that harmonic synthesis gives', () => {
    const rows = [[0, 0, 0.4, 0], [2, 0, -0.3, 0], [2, 1, 0.2, 0.5], [2, 2, -0.7, 0.1]]
    const terms = rows.flatMap(([l, m]) => (m === 0 ? [{ l, m, part: 're' as const }] : [{ l, m, part: 're' as const }, { l, m, part: 'im' as const }]))
    const coefficients = Float64Array.from(rows.flatMap(([, m, re, im]) => (m === 0 ? [re] : [re, im])))
    const field = synthesis(rings, almFromRows(rows))
    multipoleModel(rings, terms, coefficients).forEach((v, p) => expect(Math.abs(v - field[p])).toBeLessThan(1e-14))
  })
})

test('two columns with the correlation ρ have the condition number (1 + |ρ|)/(1 − |ρ|)', () => {
  // With weights that depend on declination alone, l ≤ 2 couples Re a_11 with Re a_21 (and Im with Im) and nothing else.
  const rings = ringsOf({ kind: 'healpix', nside: 16 })
  const fit = fitMultipoles(rings, new Float64Array(rings.pixels), Float64Array.from(band(rings, -26, 64)), [1, 2], false, true)
  const n = fit.terms.length
  const [i, j] = [coefficient(fit, 1, 1, 're'), coefficient(fit, 2, 1, 're')]
  const c = fit.covariance!
  const rho = Math.abs(c[i * n + j]) / Math.sqrt(c[i * n + i] * c[j * n + j])
  expect(rho).toBeGreaterThan(0.1)
  expect(fit.condition).toBeCloseTo((1 + rho) / (1 - rho), 10)
})

describe('subtraction', () => {
  const rings = ringsOf({ kind: 'healpix', nside: 16 })
  const seen = band(rings, -41, 79)
  const value = ringFiltered(rings, Float64Array.from({ length: rings.pixels }, (_, p) => scatter(p) - 0.5), seen)
  const weight = Float64Array.from(seen)

  test('done twice is done once, and nothing is left to fit', () => {
    const once = fitMultipoles(rings, value, weight, [1, 2, 3], false, false)
    const model = modelOf(rings, once)
    const residual = value.map((v, p) => v - model[p])
    const twice = fitMultipoles(rings, residual, weight, [1, 2, 3], false, false)
    twice.coefficients.forEach((c) => expect(Math.abs(c)).toBeLessThan(1e-12))
    expect(twice.chi2).toBeCloseTo(once.chi2, 10)
  })

  test('has no errors where the weights are not inverse variances', () => {
    expect(fitMultipoles(rings, value, weight, [1], false, false).covariance).toBeUndefined()
  })

  test('does not depend on the scale of the weights', () => {
    const a = fitMultipoles(rings, value, weight, [1, 2], false, true)
    const b = fitMultipoles(rings, value, weight.map((w) => 1e9 * w), [1, 2], false, true)
    a.coefficients.forEach((c, i) => expect(b.coefficients[i]).toBeCloseTo(c, 12))
    expect(b.covariance![0] * 1e9).toBeCloseTo(a.covariance![0], 12)
    expect(b.condition).toBeCloseTo(a.condition, 10)
  })
})

describe('too little sky', () => {
  const rings = ringsOf({ kind: 'healpix', nside: 8 })
  const value = new Float64Array(rings.pixels)
  const problem = (weight: Float64Array, degrees: number[]) => {
    try {
      fitMultipoles(rings, value, weight, degrees, false, true)
    } catch (e) {
      return e
    }
    return undefined
  }

  test('is said in plain words: nothing seen, one ring, three pixels', () => {
    const ring = new Float64Array(rings.pixels).fill(1, rings.first[15], rings.first[16])
    expect(isProblem(problem(new Float64Array(rings.pixels), [1]), 'no-coverage')).toBe(true)
    expect(isProblem(problem(ring, [1, 2]), 'no-coverage')).toBe(true)
    expect(problem(ring, [1])).toBeUndefined()
    expect(isProblem(problem(new Float64Array(rings.pixels).fill(1, 100, 103), [1, 2]), 'no-coverage')).toBe(true)
  })

  test('one ring cannot tell l = 1 from l = 2, whichever ring it is, however rounding falls', () => {
    for (let ring = 0; ring < rings.count; ring++) {
      const weight = new Float64Array(rings.pixels).fill(1, rings.first[ring], rings.first[ring + 1])
      expect(isProblem(problem(weight, [1, 2]), 'no-coverage')).toBe(true)
    }
  })

  test('a degree asked for twice is refused', () => {
    expect(isProblem(problem(new Float64Array(rings.pixels).fill(1), [1, 1]), 'invalid-argument')).toBe(true)
    expect(isProblem(problem(new Float64Array(rings.pixels).fill(1), [0, 1]), 'invalid-argument')).toBe(true)
  })
})
