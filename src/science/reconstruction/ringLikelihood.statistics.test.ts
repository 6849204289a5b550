/**
 * Poisson counts on 12 × 24 cells through the ring likelihood, direct integration and the goodness of fit. Seeds 1 … N are fixed; standard errors come from
 * the scatter of the skies; bounds are 4.5 of them, a false alarm has the probability 7e-6 per bound and less than 1e-4 for all ten together. A wrong
 * variant of each, computed here, must break its bound. Two seconds in all.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { ringPhases } from '../harmonics/ringPhases.ts'
import { contractions } from '../observatory/exposureHarmonics.ts'
import { ringsOf } from '../sphere/rings.ts'
import { beginGoodness, finishGoodness, joinRings } from './goodness.ts'
import { geometryOf, type Marginals, type RingGrid } from './marginals.ts'
import { beginLikelihood, plainPass, type RingLikelihood } from './ringLikelihood.ts'
import { solve } from './ringLikelihoodSolve.ts'
import { acceptanceOf, coarseOf, drawnCube, expectedCube, gappy, marginalsOf, mixed, ratesOf, skyOf } from './testing/countCubes.ts'
import { acceptanceHarmonics, noiseAfterPasses } from './transfer.ts'

const grid: RingGrid = { rings: 12, cells: 24 }
const rings = ringsOf(geometryOf(grid))
const [EVENTS, SKIES, BOUND] = [1e6, 400, 4.5]
const acceptance = acceptanceOf(grid, 19, 60, 0, 0.1)
const exposure = acceptanceHarmonics(grid, acceptance, 1)
const seeds = Array.from({ length: SKIES }, (_, i) => i + 1)

/** Σ_δ A_0 cos δ x_1(δ), x_1 the mean of δI e^{−iα} over the ring. */
function dipole(map: Float64Array): [number, number] {
  const { re, im } = ringPhases(rings, map, 1)
  const sum = (part: Float64Array) => rings.cosDelta.reduce((total, c, ring) => total + (exposure.re[2 * ring]! * c * part[2 * ring + 1]!) / grid.cells, 0)
  return [sum(re), sum(im)]
}

function pull(sample: readonly number[], wanted: number): number {
  const mean = sample.reduce((a, b) => a + b, 0) / sample.length
  const scatter = sample.reduce((a, b) => a + (b - mean) ** 2, 0) / (sample.length - 1)
  return (mean - wanted) / Math.sqrt(scatter / sample.length)
}

const passed = (marginals: Marginals, passes: number): RingLikelihood => {
  const state = beginLikelihood([marginals])
  if (passes === Infinity) for (const _ of solve(state, { tolerance: 1e-5 }));
  else for (let pass = 0; pass < passes; pass++) plainPass(state)
  return state
}
const deviation = (state: RingLikelihood): Float64Array => state.intensity.map((x) => x - 1)

describe.each([['isotropic', () => 0], ['of declination alone', (_: number, s: number) => 0.2 * s]] as const)('a sky that is %s, seen through gaps', (_, field) => {
  const expected = expectedCube(grid, ratesOf(grid, EVENTS, gappy), acceptance, skyOf(grid, field))
  let found: [number, number][] = []
  let naive: [number, number][] = []
  beforeAll(() => {
    const marginals = seeds.map((seed) => marginalsOf(drawnCube(expected, seed)))
    found = marginals.map((of) => dipole(deviation(passed(of, Infinity))))
    naive = marginals.map(({ sky }) => dipole(sky.map((n, p) => {
      const row = sky.subarray(p - (p % grid.cells), p - (p % grid.cells) + grid.cells)
      return n / (row.reduce((sum, x) => sum + x, 0) / grid.cells) - 1
    })))
  })

  test.each([0, 1] as const)('gives no dipole beyond noise (component %i); compared with ring means it would', (part) => {
    expect(Math.abs(pull(found.map((d) => d[part]), 0))).toBeLessThan(BOUND)
    expect(Math.abs(pull(naive.map((d) => d[part]), 0))).toBeGreaterThan(BOUND)
  })
})

test.each([1, 5, Infinity])('the noise of the dipole after %f passes is that of the closed form; that of a known background is not', (passes) => {
  const expected = expectedCube(grid, ratesOf(grid, EVENTS), acceptance, new Float64Array(grid.rings * grid.cells))
  const squares = seeds.map((seed) => {
    const [re, im] = dipole(deviation(passed(marginalsOf(drawnCube(expected, seed)), passes)))
    return re * re + im * im
  })
  const known = rings.cosDelta.reduce((sum, c, ring) => sum + (exposure.re[2 * ring]! * c * c) / EVENTS, 0)
  const sum = (part: Float64Array) => rings.cosDelta.reduce((total, c, ring) => total + part[2 * ring + 1]! * c, 0)
  const shared = (sum(exposure.re) ** 2 + sum(exposure.im) ** 2) / EVENTS
  expect(Math.abs(pull(squares, known + noiseAfterPasses(contractions(exposure)[1]!, passes) * shared))).toBeLessThan(BOUND)
  expect(Math.abs(pull(squares, known))).toBeGreaterThan(BOUND)
})

test('χ² of the goodness of fit has its degrees of freedom for a mean and is as seldom large as it says; without what the sky takes up it does neither', () => {
  const expected = expectedCube(grid, ratesOf(grid, EVENTS, gappy), acceptance, skyOf(grid, mixed()))
  const found = seeds.map((seed) => {
    const cube = drawnCube(expected, seed)
    const { detectors: [detector], intensity } = passed(marginalsOf(cube), Infinity)
    const joined = beginGoodness({ grid, rate: detector!.rate, acceptance: detector!.acceptance, intensity }, coarseOf(cube, 6, 12))
    joinRings(joined)
    const skyless = { ...joined, skyShare: new Float64Array(joined.skyShare.length) }
    return [finishGoodness(joined)!, finishGoodness(skyless)!] as const
  })
  expect(Math.abs(pull(found.map(([x]) => x.chiSquare - x.degreesOfFreedom), 0))).toBeLessThan(BOUND)
  expect(Math.abs(pull(found.map(([, x]) => x.chiSquare - x.degreesOfFreedom), 0))).toBeGreaterThan(BOUND)
  for (const share of [0.1, 0.5]) {
    const error = Math.sqrt((share * (1 - share)) / SKIES)
    const seldom = (which: 0 | 1) => found.filter((pair) => pair[which].probability < share).length / SKIES
    expect(Math.abs(seldom(0) - share)).toBeLessThan(BOUND * error)
    expect(Math.abs(seldom(1) - share)).toBeGreaterThan(BOUND * error)
  }
})
