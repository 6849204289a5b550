/**
 * Errors after k passes at three sites, for the flattering acceptance cos θ and a realistic one: the closed forms against brute force, in which every cell (δ, h, τ) of the counts is
 * moved by itself through the passes themselves, and its Poisson variance carried along (spec 8, 18). No chance is involved; central differences of 1e−4 leave 1e−8.
 */
import { describe, expect, test } from 'vitest'
import { ringPhases, type RingPhases } from '../harmonics/ringPhases.ts'
import { acceptanceOnGrid } from '../observatory/acceptanceGrid.ts'
import { contractions } from '../observatory/exposureHarmonics.ts'
import { geometryOf, type RingGrid } from '../reconstruction/marginals.ts'
import { beginLikelihood, plainPass } from '../reconstruction/ringLikelihood.ts'
import { solve } from '../reconstruction/ringLikelihoodSolve.ts'
import { expectedCube, marginalsOf, ratesOf } from '../reconstruction/testing/countCubes.ts'
import { acceptanceHarmonics, noiseAfterPasses } from '../reconstruction/transfer.ts'
import { ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { jointCovariance } from './jointCovariance.ts'
import { fitMultipoles } from './multipoleFit.ts'
import { rateNoise } from './rateNoise.ts'
import { addCoupledRates, beginRateCoupling, covarianceWithRates } from './rateNoiseEffects.ts'
import { reconstructedCovariance } from './reconstructedNoise.ts'

const GRID: RingGrid = { rings: 8, cells: 12 }
const [EVENTS, MMAX, STEP] = [1e6, 2, 1e-4]
const rings = ringsOf(geometryOf(GRID))
const sites = [['HAWC', 19, 60], ['HAWC', 19, 57], ['Tibet', 30, 45], ['IceCube', -90, 65]] as const
const shapes = sites.flatMap(([site, latitude, cut]) => [0, 6].map((absorption) => ({ site, latitude, cut, absorption })))

describe.each(shapes)('$site, latitude $latitude°, cut $cut°, κ = $absorption', ({ latitude, cut, absorption }) => {
  const acceptance = acceptanceOnGrid(GRID, { latitude: radians(latitude), zenithMax: radians(cut), zenithPower: 1, absorption })
  const exposure = acceptanceHarmonics(GRID, acceptance, MMAX)
  const calm = expectedCube(GRID, ratesOf(GRID, EVENTS), acceptance, new Float64Array(rings.pixels))
  const seenRings = Array.from({ length: GRID.rings }, (_, ring) => ring).filter((ring) => exposure.re[ring * (MMAX + 1)] > 0)
  const weight = Float64Array.from({ length: rings.pixels }, (_, p) => (EVENTS * exposure.re[Math.floor(p / GRID.cells) * (MMAX + 1)]) / GRID.cells)

  function mapOf(counts: Float64Array, passes: number): Float64Array {
    const state = beginLikelihood([marginalsOf({ grid: GRID, counts })])
    if (passes === Infinity) for (const _ of solve(state, { tolerance: 1e-13 }));
    else for (let pass = 0; pass < passes; pass++) plainPass(state)
    return state.intensity.map((x) => x - 1)
  }

  /** How the map moves with each count, times the standard deviation of the count. */
  function deviations(passes: number): readonly Float64Array[] {
    return Array.from(calm.counts.keys()).filter((cell) => calm.counts[cell] > 0).map((cell) => {
      const step = STEP * calm.counts[cell]
      const [up, down] = [1, -1].map((sign) => mapOf(calm.counts.map((n, i) => (i === cell ? n + sign * step : n)), passes))
      return up.map((x, p) => ((x - down[p]) / (2 * step)) * Math.sqrt(calm.counts[cell]))
    })
  }

  describe.each([1, 2, 5, Infinity])('after %d passes', (passes) => {
    const moves = deviations(passes)

    test('waves of the rings have the covariance of the closed form', () => {
      const waves = moves.map((map): RingPhases => ringPhases(rings, map, MMAX))
      const rho = contractions(exposure)
      const { waves: [shape], amount } = rateNoise([{ exposure, events: EVENTS }], passes)
      for (let m = 1; m <= MMAX; m++) for (const a of seenRings) for (const b of seenRings) {
        const [i, j] = [a * (MMAX + 1) + m, b * (MMAX + 1) + m]
        const found = waves.reduce(([re, im], { re: x, im: y }) => [re + x[i] * x[j] + y[i] * y[j], im + y[i] * x[j] - x[i] * y[j]], [0, 0]).map((sum) => sum / GRID.cells ** 2)
        const [wholeA, wholeB] = [exposure.re[a * (MMAX + 1)], exposure.re[b * (MMAX + 1)]]
        const unit = 1 / (EVENTS * Math.sqrt(wholeA * wholeB))
        const own = a === b ? 1 / (EVENTS * wholeA) : 0
        // v is real where east and west are alike.
        const shared = (noiseAfterPasses(rho[m], passes) * exposure.re[i] * exposure.re[j]) / (wholeA * wholeB * EVENTS)
        expect(Math.abs(found[0] - own - shared) / unit).toBeLessThan(1e-6)
        expect(Math.abs(found[1]) / unit).toBeLessThan(1e-6)
        expect(Math.abs(amount[m * 4] * shape.re[i] * shape.re[j] - shared) / unit).toBeLessThan(1e-12)
      }
    })

    test.each([[[1]], [[1, 2]]])('dipoles fitted with degrees %j have the errors that are stated', (degrees) => {
      // No more degrees than the rings that are seen determine.
      const fit = fitMultipoles(rings, new Float64Array(rings.pixels), weight, degrees, false, true)
      const coupling = beginRateCoupling(rings, fit.terms, rateNoise([{ exposure, events: EVENTS }], passes))
      addCoupledRates(coupling, 0, rings.count, weight)
      const n = fit.terms.length
      const covariance = covarianceWithRates(fit.inverse, [coupling])
      const brute = new Float64Array(n * n)
      for (const map of moves) {
        const { coefficients } = fitMultipoles(rings, map, weight, degrees, false, true)
        for (let i = 0; i < n * n; i++) brute[i] += coefficients[Math.floor(i / n)] * coefficients[i % n]
      }
      covariance.forEach((x, i) => expect(Math.abs(brute[i] - x) / Math.sqrt(covariance[Math.floor(i / n) * (n + 1)] * covariance[(i % n) * (n + 1)])).toBeLessThan(1e-6))
      // What is stated of one m alone is the same.
      const re = fit.terms.findIndex(({ l, m, part }) => l === 1 && m === 1 && part === 're') * (n + 1)
      if (passes === 1 || passes === Infinity) {
        const { same } = reconstructedCovariance(rings, exposure, degrees, 1, EVENTS, passes === 1 ? 'directIntegration' : 'likelihood')
        expect(same[0] / brute[re]).toBeCloseTo(1, 6)
      }
      if (passes === Infinity) expect(jointCovariance(rings, [{ exposure, events: EVENTS }], degrees, 1).same[0] / brute[re]).toBeCloseTo(1, 6)
    })
  })
})
