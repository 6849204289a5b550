import { describe, expect, test } from 'vitest'
import { goodnessOfFit, beginGoodness, finishGoodness, joinRings, type Goodness } from './goodness.ts'
import type { RingGrid } from './marginals.ts'
import { beginLikelihood } from './ringLikelihood.ts'
import { solve } from './ringLikelihoodSolve.ts'
import { acceptanceOf, coarseOf, drawnCube, eachCell, expectedCube, gappy, marginalsOf, mixed, ratesOf, skyOf, type CountCube } from './testing/countCubes.ts'

const grid: RingGrid = { rings: 24, cells: 72 }
const sky = skyOf(grid, mixed())
const acceptance = acceptanceOf(grid, 19, 60, 0, 0.1)
const counted = (events: number, gain?: (h: number, tau: number) => number, shape?: (tau: number) => number) => expectedCube(grid, ratesOf(grid, events, shape), acceptance, sky, gain)
const west = (h: number): number => Math.sign(Math.sin(h))
/** East and west drift apart by 10⁻³ with sidereal time. */
const drift = (size: number) => (h: number, tau: number) => 1 + size * Math.sin(tau) * west(h)

function fitted(cube: CountCube) {
  const state = beginLikelihood([marginalsOf(cube)])
  for (const _ of solve(state, { tolerance: 1e-9 }));
  const { rate, acceptance: found } = state.detectors[0]!
  return { grid, rate, acceptance: found, intensity: state.intensity }
}
const goodness = (cube: CountCube, noiseless = false): Goodness => goodnessOfFit(fitted(cube), coarseOf(cube, 12, 24), noiseless)!

describe('the fitted model in coarse cells', () => {
  test('is what a triple sum makes of it, in blocks as in one go', () => {
    const cube = drawnCube(counted(1e7, undefined, gappy), 1)
    const [model, coarse] = [fitted(cube), coarseOf(cube, 8, 12)]
    const brute = new Float64Array(grid.rings * grid.cells ** 2)
    eachCell(grid, model.acceptance, (i, t, a, at) => (brute[at] = model.rate[t]! * model.acceptance[i]! * (Number.isNaN(model.intensity[a]!) ? 0 : model.intensity[a]!)))
    const wanted = coarseOf({ grid, counts: brute }, 8, 12).counts
    const joined = beginGoodness(model, coarse)
    for (let ring = 0; ring < grid.rings; ring += 5) joinRings(joined, ring, Math.min(grid.rings, ring + 5))
    joined.expected.forEach((mu, c) => expect(mu).toBeCloseTo(wanted[c]!, 6))
    expect(finishGoodness(joined)).toEqual(goodnessOfFit(model, coarse))
    const chiSquare = wanted.reduce((sum, mu, c) => (mu >= 5 ? sum + (coarse.counts[c]! - mu) ** 2 / mu : sum), 0)
    expect(finishGoodness(joined)!.chiSquare).toBeCloseTo(chiSquare, 5)
  })

  test('has as many degrees of freedom as cells, less what a projection onto all parameters takes', () => {
    // All tangents of ln μ in one dense matrix, and the trace of the projector on coarse cells, at the fitted model of a small detector.
    const small: RingGrid = { rings: 4, cells: 12 }
    const cube = expectedCube(small, ratesOf(small, 1e7), acceptanceOf(small, 19, 60), new Float64Array(48))
    const state = beginLikelihood([marginalsOf(cube)])
    const coarse = coarseOf(cube, 2, 6)
    const detector = state.detectors[0]!
    const found = goodnessOfFit({ grid: small, rate: detector.rate, acceptance: detector.acceptance, intensity: state.intensity }, coarse)!
    const cells: { mu: number; parameters: number[]; coarse: number }[] = []
    eachCell(small, detector.acceptance, (i, t, a, at) => {
      const [ring, k] = [Math.floor(i / 12), i % 12]
      cells.push({ mu: cube.counts[at]!, parameters: [t, 12 + i, 60 + a], coarse: (Math.floor(ring / 2) * 6 + Math.floor(k / 2)) * 6 + Math.floor(t / 2) })
    })
    // Gram–Schmidt in the metric of μ; directions that the others hold already leave nothing.
    const basis: Float64Array[] = []
    const dot = (x: Float64Array, y: Float64Array) => cells.reduce((sum, { mu }, c) => sum + mu * x[c]! * y[c]!, 0)
    for (let parameter = 0; parameter < 108; parameter++) {
      const x = Float64Array.from(cells, ({ parameters }) => (parameters.includes(parameter) ? 1 : 0))
      const before = dot(x, x)
      if (before === 0) continue
      for (let round = 0; round < 2; round++) for (const y of basis) {
        const share = dot(x, y)
        x.forEach((_, c) => (x[c]! -= share * y[c]!))
      }
      const after = dot(x, x)
      if (after > 1e-9 * before) basis.push(x.map((v) => v / Math.sqrt(after)))
    }
    const inCoarse = new Map<number, number>()
    for (const { mu, coarse: c } of cells) inCoarse.set(c, (inCoarse.get(c) ?? 0) + mu)
    let taken = 0
    for (const x of basis) {
      const sums = new Map<number, number>()
      cells.forEach(({ mu, coarse: c }, at) => sums.set(c, (sums.get(c) ?? 0) + mu * x[at]!))
      for (const [c, sum] of sums) taken += sum ** 2 / inCoarse.get(c)!
    }
    // What rate and sky have in common beyond the total is counted twice, here a third of a degree; without the sky it would be off by three.
    expect(Math.abs(found.degreesOfFreedom - (inCoarse.size - taken))).toBeLessThan(0.5)
  })
})

describe('the goodness of rate × acceptance × sky', () => {
  test('is perfect for expectations of the model, whatever the live time', () => {
    for (const shape of [undefined, gappy]) {
      const { chiSquare, degreesOfFreedom, deviation, probability } = goodness(counted(1e10, undefined, shape), true)
      expect(chiSquare / degreesOfFreedom).toBeCloseTo(1, 6)
      expect(Math.abs(deviation)).toBeLessThan(0.1)
      expect(probability).toBeCloseTo(0.5, 1)
    }
  })

  test('is raised by an East–West gain that drifts by 1e-3 with sidereal time, at 1e10 events, with and without noise', () => {
    for (const found of [goodness(counted(1e10, drift(1e-3)), true), goodness(drawnCube(counted(1e10, drift(1e-3)), 1))]) {
      expect(found.probability).toBeLessThan(1e-6)
      expect(found.deviation).toBeGreaterThan(5)
    }
    expect(goodness(counted(1e8, drift(1e-3)), true).probability).toBeGreaterThan(0.01) // too few events to see it
  })

  test('does not mind what rate, acceptance and sky can take up: a gain in time, a lean to the east, a larger sky', () => {
    const gain = (h: number, tau: number) => (1 + 0.1 * Math.sin(2 * tau)) * (1 + 0.05 * west(h)) * (1 + 0.01 * Math.cos(tau - h))
    expect(goodness(counted(1e10, gain), true).deviation).toBeLessThan(0.1)
  })

  test('grows with the square of the drift and with the events', () => {
    const excess = (events: number, size: number) => {
      const { chiSquare, degreesOfFreedom } = goodness(counted(events, drift(size)), true)
      return chiSquare - degreesOfFreedom
    }
    const one = excess(1e10, 1e-3)
    expect(excess(1e10, 2e-3) / one).toBeCloseTo(4, 1)
    expect(excess(1e11, 1e-3) / one).toBeCloseTo(10, 1)
  })

  test('is not known from a handful of events, nor from cells that do not fit the grid', () => {
    const few = drawnCube(counted(500), 1)
    expect(goodnessOfFit(fitted(few), coarseOf(few, 12, 24))).toBeUndefined()
    expect(() => goodnessOfFit(fitted(few), { rings: 5, cells: 24, counts: new Float64Array(5 * 576) })).toThrow('whole cells')
  })
})
