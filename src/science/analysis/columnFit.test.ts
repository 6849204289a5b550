import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isProblem, type Problem } from '../problem.ts'
import { ringsOf, type Rings } from '../sphere/rings.ts'
import { addRings, beginFit, finishFit, fitColumns, fitMultipoles, type MultipoleFit } from './multipoleFit.ts'
import { addTemplates, multipoleModel } from './multipoleModel.ts'
import { correlations } from './normalEquations.ts'
import { termsOfDegrees, termsOfMultipole, type Term } from './terms.ts'
import { denseColumns, denseFit, weightedDot } from './testing/denseFit.ts'
import { centres, forPixels, scatter } from './testing/skies.ts'

const everyTerm: readonly Term[] = termsOfDegrees([1, 2, 3, 4], true)
const grids = [ringsOf({ kind: 'healpix', nside: 4 }), ringsOf({ kind: 'gauss', rings: 11, perRing: 15 })]

/** A spot of 20° around a pixel, and a map without any order. */
function templatesOf(rings: Rings, count: number, seed: number): readonly Float64Array[] {
  const xyz = centres(rings)
  const at = Math.floor(scatter(seed, 5) * rings.pixels)
  const spot = Float64Array.from({ length: rings.pixels }, (_, p) => {
    const cosine = xyz[3 * p] * xyz[3 * at] + xyz[3 * p + 1] * xyz[3 * at + 1] + xyz[3 * p + 2] * xyz[3 * at + 2]
    return Math.exp((cosine - 1) / 0.06)
  })
  const disorder = Float64Array.from({ length: rings.pixels }, (_, p) => (p % 23 === 0 ? NaN : scatter(p, seed + 6) - 0.3))
  return [spot, disorder].slice(0, count)
}

/** A sky with holes of every kind, what is fitted to it, and the weights that count. */
const situations = fc
  .record({
    grid: fc.integer({ min: 0, max: 1 }), seed: fc.integer({ min: 0, max: 1000 }),
    terms: fc.shuffledSubarray([...everyTerm], { maxLength: 10 }), templates: fc.integer({ min: 0, max: 2 }), cut: fc.double({ min: 0.1, max: 0.6, noNaN: true }),
  })
  .filter(({ terms, templates }) => terms.length + templates > 0)
  .map(({ grid, seed, terms, templates: count, cut }) => {
    const rings = grids[grid]
    const templates = templatesOf(rings, count, seed)
    const weight = Float64Array.from({ length: rings.pixels }, (_, p) => [scatter(p, seed) < cut ? 0 : 1 + 3 * scatter(p, seed + 1), -1, NaN, Infinity][p % 29 < 26 ? 0 : (p % 29) - 25])
    const value = Float64Array.from({ length: rings.pixels }, (_, p) => (p % 17 === 0 ? NaN : scatter(p, seed + 2) - 0.5))
    const counts = weight.map((w, p) => (w > 0 && w < Infinity && ![value, ...templates].some((map) => Number.isNaN(map[p])) ? w : 0))
    return { rings, terms, templates, weight, value, counts }
  })

const withinScale = (got: Float64Array, wanted: Float64Array, tolerance: number) => {
  const scale = Math.max(...wanted.map(Math.abs))
  got.forEach((x, i) => expect(Math.abs(x - wanted[i])).toBeLessThanOrEqual(tolerance * scale))
}

describe('any set of columns on any cut sky', () => {
  test('gives the coefficients, covariance and χ² of a design matrix that is written out', () => {
    fc.assert(
      fc.property(situations, ({ rings, terms, templates, weight, value, counts }) => {
        const fit = fitColumns(rings, value, weight, { terms, absoluteErrors: true }, templates)
        const dense = denseFit([...denseColumns(rings, terms), ...templates], value, counts)
        const tolerance = 1e-13 * fit.condition
        withinScale(fit.coefficients, dense.coefficients, tolerance)
        withinScale(fit.covariance!, dense.inverse, tolerance)
        expect(Math.abs(fit.chi2 - dense.chi2)).toBeLessThan(1e-13 * weightedDot(counts, value, value))
        expect(fit.degreesOfFreedom).toBe(counts.filter((w) => w > 0).length - terms.length - templates.length)
      }),
      { numRuns: 60 },
    )
  })

  test('gives back what was put in, whatever it was, and leaves nothing', () => {
    fc.assert(
      fc.property(situations, ({ rings, terms, templates, weight, value, counts }) => {
        const truth = Float64Array.from({ length: terms.length + templates.length }, (_, i) => 0.1 * (i + 1) * (i % 2 === 0 ? 1 : -1))
        const sky = addTemplates(truth, templates, multipoleModel(rings, terms, truth), terms.length).map((x, p) => (Number.isNaN(value[p]) ? NaN : x))
        const fit = fitColumns(rings, sky, weight, { terms, absoluteErrors: true }, templates)
        withinScale(fit.coefficients, truth, 1e-13 * fit.condition)
        expect(fit.chi2).toBeLessThan(1e-12 * weightedDot(counts, sky, sky))
      }),
      { numRuns: 60 },
    )
  })

  test('has the same bits in one piece and ring by ring', () => {
    fc.assert(
      fc.property(situations, fc.integer({ min: 1, max: 5 }), ({ rings, terms, templates, weight, value }, rows) => {
        const settings = { terms, templates: templates.length, absoluteErrors: true }
        const sums = beginFit(rings, settings)
        for (let from = 0; from < rings.count; from += rows) {
          const to = Math.min(rings.count, from + rows)
          const part = (map: Float64Array) => map.subarray(rings.first[from], rings.first[to])
          addRings(sums, from, to, part(value), part(weight), templates.map(part))
        }
        expect(finishFit(sums)).toEqual(fitColumns(rings, value, weight, settings, templates))
      }),
      { numRuns: 20 },
    )
  })
})

describe('χ² and what is left to vary', () => {
  const rings = grids[0]
  const even = new Float64Array(rings.pixels).fill(2)
  const value = Float64Array.from({ length: rings.pixels }, (_, p) => scatter(p) - 0.5)

  test('keeps its digits beside a dipole a million times larger', () => {
    const columns = denseColumns(rings, termsOfMultipole(1, 1))
    const strong = value.map((x, p) => x + 1e6 * columns[0][p])
    expect(fitMultipoles(rings, strong, even, [1], false, true).chi2 / fitMultipoles(rings, value, even, [1], false, true).chi2).toBeCloseTo(1, 2)
  })

  test('costs each ring a degree of freedom where its mean was removed, and m = 0 nothing more', () => {
    const left = (terms: readonly Term[], ringMeansRemoved: boolean, weight = even, templates: readonly Float64Array[] = []) =>
      fitColumns(rings, value, weight, { terms, absoluteErrors: true, ringMeansRemoved }, templates).degreesOfFreedom
    const north = even.map((w, p) => (p < 88 ? w : 0))
    expect(left(termsOfDegrees([1, 2], true), false)).toBe(192 - 9)
    expect(left(termsOfDegrees([1, 2], false), true)).toBe(192 - 15 - 6)
    expect(left(termsOfDegrees([1, 2], true), true)).toBe(192 - 15 - 6)
    expect(left(termsOfDegrees([1, 2], false), true, north, templatesOf(rings, 1, 0))).toBe(88 - 7 - 7)
  })
})

test('a correlation of columns is the cosine between them, and its own is 1', () => {
  const rings = grids[1]
  const weight = new Float64Array(rings.pixels)
  forPixels(rings, (p, ring) => (weight[p] = scatter(p) * (1.1 + rings.sinDelta[ring])))
  const terms: readonly Term[] = [{ l: 1, m: 1, part: 'im' }, { l: 2, m: 1, part: 'im' }]
  const fit = fitColumns(rings, weight, weight, { terms, absoluteErrors: false })
  const [a, b] = denseColumns(rings, terms)
  const cosine = weightedDot(weight, a, b) / Math.sqrt(weightedDot(weight, a, a) * weightedDot(weight, b, b))
  const matrix = correlations(fit.inverse, 2)
  expect([matrix[0], matrix[3]]).toEqual([1, 1])
  expect(matrix[1]).toBe(matrix[2])
  expect(matrix[1]).toBeCloseTo(-cosine, 12) // coefficients are anti-correlated where columns are alike
  expect(Math.abs(cosine)).toBeGreaterThan(0.1)
})

describe('what cannot be answered', () => {
  const rings = grids[0]
  const even = new Float64Array(rings.pixels).fill(1)
  const [spot] = templatesOf(rings, 1, 3)
  const problem = (run: () => MultipoleFit): Problem | undefined => {
    try {
      run()
    } catch (e) {
      return e as Problem
    }
    return undefined
  }
  const fitWith = (templates: readonly Float64Array[], terms = termsOfDegrees([1, 2], false), weight = even) =>
    problem(() => fitColumns(rings, even, weight, { terms, absoluteErrors: true }, templates))

  test('names the template that is a sum of multipoles, of templates, or zero', () => {
    const mixed = multipoleModel(rings, termsOfDegrees([1, 2], false), Float64Array.from({ length: 6 }, (_, i) => i - 1.3))
    expect(fitWith([spot])).toBeUndefined()
    for (const [templates, culprit] of [[[spot, mixed], 2], [[mixed, spot], 1], [[spot, spot.map((x) => 3 * x)], 2], [[new Float64Array(rings.pixels)], 1]] as const) {
      const found = fitWith(templates)
      expect(isProblem(found, 'no-coverage')).toBe(true)
      expect(found!.facts['template']).toBe(culprit)
      expect(found!.message).toContain(`template ${culprit} `)
    }
  })

  test('does not blame a template for too little sky', () => {
    const few = new Float64Array(rings.pixels).fill(1, 80, 83)
    expect(fitWith([spot], undefined, few)!.facts['template']).toBeUndefined()
  })

  test('a template that is a multipole outside the fit is a column like any other', () => {
    const [octupole] = denseColumns(rings, [{ l: 3, m: 2, part: 're' }])
    const value = octupole.map((x) => 0.7 * x)
    const fit = fitColumns(rings, value, even, { terms: termsOfDegrees([1], false), absoluteErrors: true }, [octupole])
    expect(fit.coefficients[2]).toBeCloseTo(0.7, 12)
  })

  test('terms that do not exist, or come twice, are refused', () => {
    for (const terms of [[{ l: 1, m: 2, part: 're' }], [{ l: 2, m: 0, part: 'im' }], [{ l: 1.5, m: 1, part: 're' }], [...termsOfMultipole(1, 1), ...termsOfMultipole(1, 1)], []] as const) {
      expect(isProblem(fitWith([], terms), 'invalid-argument')).toBe(true)
    }
  })

  test('so are blocks that do not fit their rings, and templates that were not announced', () => {
    const sums = beginFit(rings, { terms: termsOfDegrees([1], false), absoluteErrors: true })
    const ring = new Float64Array(4)
    expect(isProblem(problem(() => (addRings(sums, 0, 1, ring, even), finishFit(sums))), 'invalid-argument')).toBe(true)
    expect(isProblem(problem(() => (addRings(sums, 0, 1, ring, ring, [ring]), finishFit(sums))), 'invalid-argument')).toBe(true)
  })
})

test('a field by blocks has the bits of the whole, and is written nowhere else', () => {
  const rings = grids[0]
  const terms = termsOfDegrees([1, 3, 6], true)
  const coefficients = Float64Array.from(terms, (_, i) => Math.cos(i))
  const whole = multipoleModel(rings, terms, coefficients)
  const parts = new Float64Array(rings.pixels)
  for (let from = 0; from < rings.count; from += 4) {
    const to = Math.min(rings.count, from + 4)
    multipoleModel(rings, terms, coefficients, from, to, parts.subarray(rings.first[from], rings.first[to]))
  }
  expect(parts).toEqual(whole)
  forPixels(rings, (p, ring) => expect(multipoleModel(rings, terms, coefficients, ring, ring + 1)[p - rings.first[ring]]).toBe(whole[p]))
  expect(() => multipoleModel(rings, terms, coefficients, 1, 2, parts)).toThrow(/as many pixels/)
})
