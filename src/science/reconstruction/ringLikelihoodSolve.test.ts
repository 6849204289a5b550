import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contractions } from '../observatory/exposureHarmonics.ts'
import { uniform } from '../math/philox.ts'
import type { RingGrid } from './marginals.ts'
import { solveHermitian } from './hermitian.ts'
import { beginLikelihood, logLikelihood, plainPass, type RingLikelihood } from './ringLikelihood.ts'
import { quasiNewtonStep } from './ringLikelihoodQuasiNewton.ts'
import { solve, type Solving } from './ringLikelihoodSolve.ts'
import { acceptanceOf, drawnCube, expectedCube, gappy, marginalsOf, mixed, ratesOf, skyOf, type CountCube } from './testing/countCubes.ts'
import { acceptanceHarmonics } from './transfer.ts'

const grid: RingGrid = { rings: 12, cells: 24 }
const sky = skyOf(grid, mixed(2))
const mild = (tau: number): number => 1 + 0.2 * Math.cos(tau - 1) + 0.05 * Math.cos(3 * tau)
const hawc = (shape?: (tau: number) => number, events = 1e9) => expectedCube(grid, ratesOf(grid, events, shape), acceptanceOf(grid, 19, 60, 0, 0.1), sky)
const south = expectedCube(grid, ratesOf(grid, 4e8, (tau) => 1 + 0.5 * Math.sin(tau)), acceptanceOf(grid, -35, 55), sky)
const pole = expectedCube(grid, ratesOf(grid, 4e9, mild), acceptanceOf(grid, -90, 65), sky)

const begun = (cubes: readonly CountCube[]) => beginLikelihood(cubes.map(marginalsOf))
const times = (n: number, step: (state: RingLikelihood) => number, cubes: readonly CountCube[]): RingLikelihood => {
  const state = begun(cubes)
  for (let i = 0; i < n; i++) step(state)
  return state
}
const distance = (a: Float64Array, b: Float64Array): number => a.reduce((most, x, i) => (Number.isNaN(x) ? most : Math.max(most, Math.abs(x - b[i]!))), 0)
const solved = (cubes: readonly CountCube[], options?: Solving) => {
  const state = begun(cubes)
  return { state, passes: [...solve(state, options)] }
}

describe('quasi-Newton steps and plain passes', () => {
  test.each([
    ['equal live time', [hawc()], 4], ['waves in the live time', [hawc(mild)], 8], ['gaps', [hawc(gappy)], 40], ['Poisson counts', [drawnCube(hawc(mild, 1e6), 1)], 12],
    ['few counts', [drawnCube(hawc(mild, 3000), 2)], 16], ['two detectors', [hawc(mild), south], 12], ['three detectors', [hawc(gappy), south, pole], 30],
  ] as const)('have one fixed point, to 1e-9 (%s)', (_, cubes, steps) => {
    const quick = times(steps, quasiNewtonStep, cubes)
    const slow = times(1500, plainPass, cubes)
    expect(distance(quick.intensity, slow.intensity)).toBeLessThan(1e-9)
    expect(logLikelihood(quick) - logLikelihood(slow)).toBeGreaterThan(-1e-14 * Math.abs(logLikelihood(slow)))
  })

  const lone = [hawc()]
  const calm = (latitude: number, cut: number, lean: number, events: number) => expectedCube(grid, ratesOf(grid, events), acceptanceOf(grid, latitude, cut, 0, lean), sky)
  test.each([
    ['one detector', lone, [2e-6, 1e-9, 1e-12]], ['two that lean to different sides', [calm(19, 60, 0.5, 1e9), calm(-10, 50, -0.7, 3e8)], [5e-6, 1e-8, 1e-10]],
    ['three', [calm(19, 60, 0.5, 1e9), calm(-10, 50, -0.7, 3e8), calm(45, 60, 0.3, 5e8)], [5e-6, 1e-8, 1e-10]],
  ] as const)('go there at once where live time is equal, to some 1e-6 of I, 1e-9, 1e-12 after 1, 2, 3 steps (%s)', (_, cubes, bounds) => {
    const end = times(10, quasiNewtonStep, cubes).intensity
    bounds.forEach((bound, i) => expect(distance(times(i + 1, quasiNewtonStep, cubes).intensity, end)).toBeLessThan(bound))
    expect(distance(times(12, plainPass, cubes).intensity, end)).toBeGreaterThan(bounds[0])
  })

  test('never make the counts less likely, whatever the live time, the acceptance and the chance', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1000 }), fc.constantFrom(2e2, 1e4, 1e7), (seed, events) => {
      const draw = (i: number) => uniform({ seed, stream: 1 }, i)
      const rate = ratesOf(grid, events, (tau) => (draw(Math.floor(tau * 2)) < 0.3 ? 0 : draw(Math.floor(tau * 5) + 50)))
      const acceptance = acceptanceOf(grid, 180 * draw(90) - 90, 30 + 50 * draw(91), 6 * draw(92), 0.5 * draw(93))
      const counts = drawnCube(expectedCube(grid, rate.map((n) => n + 1e-3), acceptance, sky), seed)
      const state = begun([counts])
      for (let step = 0, last = logLikelihood(state); step < 12; step++) {
        quasiNewtonStep(state)
        expect(logLikelihood(state) - last).toBeGreaterThan(-1e-12 * Math.abs(last))
        last = logLikelihood(state)
      }
    }), { numRuns: 60 })
  })

  test('a step that makes the counts less likely is taken back, and the next are shorter', () => {
    const state = begun([hawc(gappy)])
    const rho = contractions(acceptanceHarmonics(grid, acceptanceOf(grid, 19, 60, 0, 0.1), 1))[1]!
    const trust = 0.9999 / rho // overshoots the dipole by far
    state.trust = trust
    quasiNewtonStep(state)
    expect(state.trust).toBe(trust / 2)
    expect(state.intensity).toEqual(times(1, plainPass, [hawc(gappy)]).intensity)
    quasiNewtonStep(state)
    expect(state.trust).toBe(trust / 2)
  })
})

describe('the contraction of the plain iteration', () => {
  test.each([[19, 60, 0], [30, 45, 0], [19, 60, 6]])('is ρ_m for harmonic m (latitude %i°, cut %i°, κ = %i)', (latitude, cut, absorption) => {
    const acceptance = acceptanceOf(grid, latitude, cut, absorption, 0.1)
    const rho = contractions(acceptanceHarmonics(grid, acceptance, 3))
    for (const m of [1, 2, 3]) {
      const wave = skyOf(grid, (alpha, _, c) => 1e-5 * c ** m * Math.cos(m * alpha))
      const cube = expectedCube(grid, ratesOf(grid, 1e9), acceptance, wave)
      const state = begun([cube])
      const changes = [1, 2, 3, 4].map(() => plainPass(state)) // of I
      // The first change is the map itself; of those that follow each is ρ times the one before, but for δI².
      expect(changes[2]! / changes[1]! / rho[m]! - 1).toBeCloseTo(0, 3)
      expect(changes[3]! / changes[2]! / rho[m]! - 1).toBeCloseTo(0, 3)
    }
  })
})

describe('solving', () => {
  test.each([['plainly', true], ['by quasi-Newton steps', false]])('stops when less than 1e-6 of I is missing, and not long before (%s)', (_, plainly) => {
    for (const cubes of [[hawc()], [hawc(gappy)], [hawc(mild), south]]) {
      const { state, passes } = solved(cubes, { plainly })
      const end = times(60, quasiNewtonStep, cubes).intensity
      expect(passes.at(-1)!.converged).toBe(true)
      expect(passes.slice(0, -1).every(({ converged }) => !converged)).toBe(true)
      expect(distance(state.intensity, end)).toBeLessThan(1e-6)
      expect(passes.map(({ pass }) => pass)).toEqual(passes.map((__, i) => i + 1))
    }
    expect(solved([hawc()], { plainly: false }).passes.length).toBeLessThan(4)
    expect(solved([hawc()], { plainly: true }).passes.length).toBeGreaterThan(10)
  })

  test('says at every plain pass what is missing still, where live time is equal', () => {
    const end = times(10, quasiNewtonStep, [hawc()]).intensity
    const state = begun([hawc()])
    for (const { missing } of solve(state, { plainly: true, tolerance: 1e-9 })) {
      expect(missing).toBeGreaterThan(0.99 * distance(state.intensity, end))
      expect(missing).toBeLessThan(3 * distance(state.intensity, end))
    }
  })

  test('keeps its word for any live time and acceptance, alone and jointly', () => {
    for (let seed = 1; seed <= 90; seed++) {
      const draw = (i: number) => uniform({ seed, stream: 1 }, i)
      const [phase, depth] = [6 * draw(2), draw(1)]
      const shapes = [
        (tau: number) => 1 + 0.3 * depth * Math.cos(tau - phase),
        (tau: number) => 1.001 + 0.6 * Math.cos(tau - phase) + 0.4 * Math.cos(3 * tau - 6 * depth),
        (tau: number) => (Math.abs(tau - 3) < 0.6 * depth ? 0 : 1),
      ]
      const cubes = Array.from({ length: seed % 5 === 0 ? 2 : 1 }, (_, s) =>
        expectedCube(grid, ratesOf(grid, 1e8, shapes[seed % 3]), acceptanceOf(grid, 120 * draw(10 + s) - 60, 40 + 30 * draw(20 + s), 5 * draw(30 + s), 0.3 * draw(40 + s)), sky))
      const { state, passes } = solved(cubes, { tolerance: 1e-7 })
      expect(passes.at(-1)!.converged).toBe(true)
      expect(distance(state.intensity, times(passes.length + 40, quasiNewtonStep, cubes).intensity)).toBeLessThan(1e-7)
    }
  })

  test('an isotropic sky is done at once, and a tolerance near rounding is still reached', () => {
    const calm = expectedCube(grid, ratesOf(grid, 1e9, gappy), acceptanceOf(grid, 19, 60), new Float64Array(grid.rings * grid.cells))
    expect(solved([calm]).passes).toHaveLength(1)
    expect(solved([calm], { tolerance: 1e-11 }).passes.length).toBeLessThan(4)
    for (const plainly of [true, false]) expect(solved([hawc()], { tolerance: 1e-11, plainly }).passes.at(-1)!.converged).toBe(true)
  })

  test('a tighter tolerance is kept as well', () => {
    const { state } = solved([hawc(gappy)], { tolerance: 1e-10 })
    expect(distance(state.intensity, times(80, quasiNewtonStep, [hawc(gappy)]).intensity)).toBeLessThan(1e-10)
  })

  test('a number of passes is kept to, converged or not, and the state is that of the pass', () => {
    const state = begun([hawc()])
    let pass = 0
    for (const step of solve(state, { passes: 7 })) {
      pass++
      const fresh = times(pass, plainPass, [hawc()])
      expect(state.intensity).toEqual(fresh.intensity)
      expect(step.logLikelihood).toBe(logLikelihood(fresh))
    }
    expect(pass).toBe(7)
  })

  test('a polar detector with equal live time is done after one pass', () => {
    const south = expectedCube(grid, ratesOf(grid, 1e9), acceptanceOf(grid, -90, 65), sky)
    const state = begun([south])
    plainPass(state)
    state.seen.forEach((s, p) => s === 1 && expect(state.intensity[p]).toBeCloseTo(1 + sky[p]!, 12))
    expect(plainPass(state)).toBeLessThan(1e-12)
    expect(solved([south]).passes).toHaveLength(1)
  })
})

test('small Hermitian systems are solved, and refused where they are not positive', () => {
  const n = 3
  const draw = (i: number) => uniform({ seed: 1, stream: 2 }, i) - 0.5
  const [aRe, aIm] = [Float64Array.from({ length: 9 }, (_, i) => draw(i)), Float64Array.from({ length: 9 }, (_, i) => draw(i + 9))]
  const [re, im] = [new Float64Array(9), new Float64Array(9)] // A Aᴴ + 1
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) {
    re[i * n + j]! += aRe[i * n + k]! * aRe[j * n + k]! + aIm[i * n + k]! * aIm[j * n + k]! + (i === j && k === 0 ? 1 : 0)
    im[i * n + j]! += aIm[i * n + k]! * aRe[j * n + k]! - aRe[i * n + k]! * aIm[j * n + k]!
  }
  const [x, y] = [[1, -2, 3], [0.5, 0, -1]]
  const [bRe, bIm] = [new Float64Array(n), new Float64Array(n)]
  for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) {
    bRe[i]! += re[i * n + k]! * x[k]! - im[i * n + k]! * y[k]!
    bIm[i]! += re[i * n + k]! * y[k]! + im[i * n + k]! * x[k]!
  }
  expect(solveHermitian(n, re.slice(), im.slice(), bRe, bIm)).toBe(true)
  for (let i = 0; i < n; i++) expect([bRe[i], bIm[i]]).toEqual([expect.closeTo(x[i]!, 13), expect.closeTo(y[i]!, 13)])
  expect(solveHermitian(1, Float64Array.of(-1), Float64Array.of(0), Float64Array.of(1), Float64Array.of(0))).toBe(false)
})
