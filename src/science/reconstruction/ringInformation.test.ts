import { describe, expect, test } from 'vitest'
import { uniform } from '../math/philox.ts'
import { conjugateGradients, ended, type Until } from './conjugateGradients.ts'
import type { RingGrid } from './marginals.ts'
import { productOf } from './ringExposure.ts'
import { followingAcceptance, informationOf, multiplyInformation, removeUnits, type RingInformation } from './ringInformation.ts'
import { denseInformation, denseSolution } from './testing/denseInformation.ts'

const grid: RingGrid = { rings: 4, cells: 8 }
const { cells } = grid
const all = grid.rings * cells
const draws = (seed: number, stream: number) => (i: number): number => uniform({ seed, stream }, i)

/** Rates with gaps, acceptances with holes and empty rings, a sky of any brightness. */
function anyModel(seed: number) {
  const draw = draws(seed, 1)
  const count = 1 + (seed % 3)
  const detectors = Array.from({ length: count }, (_, s) => productOf(
    grid,
    Float64Array.from({ length: cells }, (__, t) => (draw(1000 * s + t) < 0.25 ? 0 : 1 + 9 * draw(1000 * s + 50 + t))),
    Float64Array.from({ length: all }, (__, i) => (Math.floor(i / cells) === s || draw(1000 * s + 100 + i) < 0.3 ? 0 : draw(1000 * s + 200 + i))),
  ))
  return { detectors, intensity: Float64Array.from({ length: all }, (_, i) => 0.5 + draw(9000 + i)) }
}
const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1)
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0)
const solved = (information: RingInformation, c: Float64Array, until: Until = { tolerance: 1e-13, most: 500 }) => ended(conjugateGradients(information, c, until))
/** Something on z without units. */
function anyQuestion(information: RingInformation, seed: number, ofSkyAlone = false): Float64Array {
  const draw = draws(seed, 2)
  const c = information.diagonal.map((d, i) => (d > 0 && !(ofSkyAlone && i < information.detectors.length * cells) ? draw(i) - 0.5 : 0))
  removeUnits(information, c)
  return c
}

describe('what counts know of rates and sky', () => {
  test('is the sum over every (δ, h, τ) once acceptances follow, for any live time and one, two, three detectors', () => {
    for (const seed of SEEDS) {
      const { detectors, intensity } = anyModel(seed)
      const information = informationOf(grid, detectors, intensity)
      const { size, matrix, rates, acceptances, sky } = denseInformation(grid, detectors, intensity)
      const z = anyQuestion(information, seed)
      const whole = new Float64Array(size)
      detectors.forEach((_, s) => {
        whole.set(z.subarray(s * cells, (s + 1) * cells), rates[s])
        const follows = new Float64Array(all)
        followingAcceptance(information, s, z, follows)
        whole.set(follows, acceptances[s])
      })
      whole.set(z.subarray(detectors.length * cells), sky)
      const image = Float64Array.from({ length: size }, (_, p) => dot(matrix.subarray(p * size, (p + 1) * size), whole))
      const out = new Float64Array(z.length)
      multiplyInformation(information, z, out)
      const near = (found: number, wanted: number) => expect(Math.abs(found - wanted)).toBeLessThan(1e-13 * Math.max(...information.diagonal))
      detectors.forEach((_, s) => {
        for (let t = 0; t < cells; t++) near(out[s * cells + t]!, image[rates[s]! + t]!)
        for (let i = 0; i < all; i++) near(0, detectors[s]!.acceptance[i]! > 0 ? image[acceptances[s]! + i]! : 0) // acceptances are the best for the rest
      })
      for (let i = 0; i < all; i++) if (information.diagonal[detectors.length * cells + i]! > 0) near(out[detectors.length * cells + i]!, image[sky + i]!)
    }
  })

  test('is symmetric, never negative, and nothing of units', () => {
    for (const seed of SEEDS) {
      const { detectors, intensity } = anyModel(seed)
      const information = informationOf(grid, detectors, intensity)
      const [y, z] = [anyQuestion(information, seed), anyQuestion(information, seed + 100)]
      const [ofY, ofZ, ofUnit] = [y.slice(), z.slice(), z.slice()]
      multiplyInformation(information, y, ofY)
      multiplyInformation(information, z, ofZ)
      expect(Math.abs(dot(y, ofZ) - dot(z, ofY))).toBeLessThan(1e-12 * Math.sqrt(dot(y, ofY) * dot(z, ofZ)))
      expect(dot(z, ofZ)).toBeGreaterThan(0)
      const draw = draws(seed, 3)
      const unit = information.diagonal.map((d, i) => (d > 0 ? draw(Math.floor(i / cells)) : 0)) // one value on each rate and each ring
      multiplyInformation(information, unit, ofUnit)
      ofUnit.forEach((x) => expect(Math.abs(x)).toBeLessThan(1e-13 * Math.max(...information.diagonal)))
    }
  })

  test('says how well anything of the sky is known: cᵀF⁺c of all parameters, inverted as a whole', () => {
    for (const seed of SEEDS) {
      const { detectors, intensity } = anyModel(seed)
      const information = informationOf(grid, detectors, intensity)
      const dense = denseInformation(grid, detectors, intensity)
      const [c, other] = [anyQuestion(information, seed, true), anyQuestion(information, seed + 50, true)]
      const asked = new Float64Array(dense.size)
      asked.set(c.subarray(detectors.length * cells), dense.sky)
      const wanted = denseSolution(dense, grid, asked)
      const { variance, solution, reached, residual } = solved(information, c)
      expect(reached && residual <= 1e-13).toBe(true)
      expect(Math.abs(variance / dot(asked, wanted) - 1)).toBeLessThan(1e-11)
      const covariance = dot(other.subarray(detectors.length * cells), wanted.subarray(dense.sky))
      const near = 1e-11 * Math.sqrt(variance * dot(other, solved(information, other).solution))
      expect(Math.abs(dot(other, solution) - covariance)).toBeLessThan(near)
      const withUnits = other.map((x, i) => (information.diagonal[i]! > 0 ? x + Math.floor(i / cells) : x)) // counts know as much of it
      expect(Math.abs(dot(withUnits, solution) - covariance)).toBeLessThan(10 * near)
      expect(Math.abs(solved(information, withUnits).variance / solved(information, other).variance - 1)).toBeLessThan(1e-11)
    }
  })

  test('does not change when a detector is counted as two halves of itself', () => {
    const { detectors: [one], intensity } = anyModel(3)
    const halves = [0.3, 0.7].map((share) => productOf(grid, one!.rate.map((n) => share * n), one!.acceptance))
    const [whole, split] = [informationOf(grid, [one!], intensity), informationOf(grid, halves, intensity)]
    const c = anyQuestion(whole, 1, true)
    const same = new Float64Array(split.diagonal.length)
    same.set(c.subarray(cells), 2 * cells)
    expect(Math.abs(solved(split, same).variance / solved(whole, c).variance - 1)).toBeLessThan(1e-11)
  })
})

describe('conjugate gradients', () => {
  test('say so where counts know nothing of what is asked: a slope along a sky of which no ring is seen all around', () => {
    const rate = Float64Array.from({ length: cells }, (_, t) => (t < 3 ? 1 : 0))
    const acceptance = Float64Array.from({ length: all }, (_, i) => ([0, 1, cells - 1].includes(i % cells) ? 1 : 0))
    const information = informationOf(grid, [productOf(grid, rate, acceptance)], new Float64Array(all).fill(1))
    const slope = information.diagonal.map((d, i) => (i >= cells && d > 0 ? [0, 1, 2, 3, NaN, NaN, -2, -1][i % cells]! : 0))
    const { reached, residual } = solved(information, slope, { tolerance: 1e-8, most: 200 })
    expect(reached).toBe(false)
    expect(residual).toBeGreaterThan(1e-2)
  })

  test('stop after as many steps as they may take, and are done at once where nothing is asked', () => {
    const { detectors, intensity } = anyModel(1)
    const information = informationOf(grid, detectors, intensity)
    const few = solved(information, anyQuestion(information, 1), { tolerance: 1e-13, most: 2 })
    expect([few.steps, few.reached]).toEqual([2, false])
    expect(solved(information, new Float64Array(information.diagonal.length))).toMatchObject({ steps: 0, reached: true, variance: 0, residual: 0 })
    expect(() => solved(information, new Float64Array(3))).toThrow(/an entry for each/)
    expect(() => informationOf(grid, [], intensity)).toThrow(/what detectors saw/)
  })
})
