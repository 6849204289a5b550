import { describe, expect, test } from 'vitest'
import { almOfDipole } from '../harmonics/dipoleVector.ts'
import { randomAlm } from '../harmonics/syntheticSky.ts'
import { synthesis } from '../harmonics/transform.ts'
import { ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { geometryOf, type Marginals, type RingGrid } from './marginals.ts'
import { beginLikelihood, plainPass, type RingLikelihood } from './ringLikelihood.ts'
import { quasiNewtonStep } from './ringLikelihoodQuasiNewton.ts'
import { solve } from './ringLikelihoodSolve.ts'
import { acceptanceOf, expectedCube, gappy, marginalsOf, mixed, ratesOf, skyOf } from './testing/countCubes.ts'
import { dipoleAgainst } from './testing/closureCases.ts'
import { withoutRingMeans } from './testing/healpixLikelihood.ts'
import { marginalsWithinCells } from './testing/withinCells.ts'

const converged = (marginals: readonly Marginals[], tolerance = 1e-9): RingLikelihood => {
  const state = beginLikelihood(marginals)
  const last = [...solve(state, { tolerance })].at(-1)!
  expect(last.converged).toBe(true)
  return state
}

describe('what is put in comes out, but for m = 0', () => {
  test('HAWC, 360 bins, a power law and a dipole, all varying inside the cells: residual below 1 %, dipole 1 ± 0.002 and ± 0.2°', () => {
    const grid: RingGrid = { rings: 90, cells: 360 }
    const rings = ringsOf(geometryOf(grid))
    const alm = randomAlm({ amplitude: 2e-7, slope: -2.5, lmax: 30 }, [4e-4, -7e-4, 3e-4], { seed: 1, stream: 1 })
    const [latitude, cut] = [radians(19), Math.cos(radians(60))]
    const acceptance = (s: number, c: number, cosH: number): number => {
      const cosine = Math.sin(latitude) * s + Math.cos(latitude) * c * cosH
      return cosine >= cut ? cosine : 0
    }
    const state = converged([marginalsWithinCells(grid, alm, acceptance, (tau) => 1 + 0.2 * Math.cos(tau - 1), 1e10, 3)])
    const truth = withoutRingMeans(rings, synthesis(rings, alm), state.seen)
    const weight = truth.map((_, p) => (state.seen[p] === 1 ? rings.pixelArea[Math.floor(p / grid.cells)]! : 0))
    const rms = (value: (p: number) => number) => Math.sqrt(weight.reduce((sum, w, p) => (w > 0 ? sum + w * value(p) ** 2 : sum), 0))
    expect(rms((p) => state.intensity[p]! - 1 - truth[p]!) / rms((p) => truth[p]!)).toBeLessThan(0.01)
    const { ratio, phaseDeg } = dipoleAgainst(rings, state.intensity.map((x) => x - 1), truth, weight)
    expect(Math.abs(ratio - 1)).toBeLessThan(0.002)
    expect(Math.abs(phaseDeg)).toBeLessThan(0.2)
  })

  const grid: RingGrid = { rings: 18, cells: 36 }
  const rings = ringsOf(geometryOf(grid))
  const sky = skyOf(grid, (alpha, s, c) => mixed()(alpha, s, c) + 5e-4 * s)
  const site = (latitude: number, cut: number, shape?: (tau: number) => number, absorption = 0) =>
    marginalsOf(expectedCube(grid, ratesOf(grid, 1e10, shape), acceptanceOf(grid, latitude, cut, absorption, 0.1), sky))
  /** (1 + δI)/⟨1 + δI⟩ on each ring. */
  const wanted = (p: number): number => {
    const row = sky.subarray(p - (p % grid.cells), p - (p % grid.cells) + grid.cells)
    return (1 + sky[p]!) / (1 + row.reduce((sum, x) => sum + x, 0) / grid.cells)
  }

  test.each([
    ['HAWC', [site(19, 60)]], ['Tibet', [site(30, 45)]], ['HAWC under air', [site(19, 60, undefined, 6)]], ['HAWC with gaps', [site(19, 60, gappy)]],
    ['HAWC and IceCube', [site(19, 60, gappy), site(-90, 65, (tau) => 1 + 0.1 * Math.sin(tau))]],
    ['HAWC, Tibet and a southern site', [site(19, 60), site(30, 45, gappy), site(-35, 55)]],
  ] as const)('%s, cells taken whole: to 1e-8 of I', (_, marginals) => {
    const { intensity, seen } = converged(marginals, 1e-10)
    seen.forEach((s, p) => s === 1 && expect(Math.abs(intensity[p]! - wanted(p))).toBeLessThan(1e-8))
  })

  test('several observatories together see every declination that one of them sees', () => {
    const both = converged([site(19, 60), site(-90, 65)])
    const covered = (state: RingLikelihood) => state.rows.length
    expect(covered(both)).toBeGreaterThan(Math.max(covered(converged([site(19, 60)])), covered(converged([site(-90, 65)]))))
    expect([...both.rows]).toEqual([...new Set([...converged([site(19, 60)]).rows, ...converged([site(-90, 65)]).rows])].sort((a, b) => a - b))
  })

  test('IceCube with equal live time is exact after the first pass, and not with waves in it', () => {
    const first = (shape?: (tau: number) => number) => {
      const state = beginLikelihood([marginalsOf(expectedCube(grid, ratesOf(grid, 1e10, shape), acceptanceOf(grid, -90, 65), sky))])
      plainPass(state)
      return state.seen.reduce((most, s, p) => (s === 1 ? Math.max(most, Math.abs(state.intensity[p]! - wanted(p))) : most), 0)
    }
    expect(first()).toBeLessThan(1e-13)
    expect(first((tau) => 1 + 0.3 * Math.cos(tau))).toBeGreaterThan(1e-6)
  })

  test.each([
    ['a sky of declination alone', (_: number, s: number, c: number) => 0.3 * s + 0.1 * c * s * s], ['an isotropic sky', () => 0],
  ] as const)('%s seen through gaps gives nothing', (_, field) => {
    const flat = skyOf(grid, field)
    const of = [[19, 60], [-35, 55]].map(([latitude, cut]) => marginalsOf(expectedCube(grid, ratesOf(grid, 1e9, gappy), acceptanceOf(grid, latitude!, cut!, 4, 0.1), flat)))
    for (const marginals of [[of[0]!], of]) {
      const state = beginLikelihood(marginals)
      for (let pass = 0; pass < 5; pass++) {
        plainPass(state)
        quasiNewtonStep(state)
        state.intensity.forEach((x) => Number.isNaN(x) || expect(Math.abs(x - 1)).toBeLessThan(1e-12))
      }
    }
  })

  test('a dipole along the axis is a sky of declination alone', () => {
    const along = synthesis(rings, almOfDipole([0, 0, 1e-2]))
    const state = converged([marginalsOf(expectedCube(grid, ratesOf(grid, 1e9), acceptanceOf(grid, 19, 60), along))])
    state.intensity.forEach((x) => Number.isNaN(x) || expect(Math.abs(x - 1)).toBeLessThan(1e-12))
  })
})
