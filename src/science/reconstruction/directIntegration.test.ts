import { describe, expect, test } from 'vitest'
import { exposureHarmonics } from '../observatory/exposureHarmonics.ts'
import { ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { beginDirectIntegration, directIntegration, integrateRings } from './directIntegration.ts'
import { geometryOf, type Marginals, type RingGrid } from './marginals.ts'
import { acceptanceOf, drawnCube, eachCell, expectedCube, gappy, marginalsOf, mixed, ratesOf, skyOf, windowsOf, type CountCube } from './testing/countCubes.ts'

const grid: RingGrid = { rings: 12, cells: 24 }
const sky = skyOf(grid, mixed(50))
const hawc = drawnCube(expectedCube(grid, ratesOf(grid, 1e6, gappy), acceptanceOf(grid, 19, 60, 0, 0.1), sky), 1)
const south = drawnCube(expectedCube(grid, ratesOf(grid, 3e5, gappy), acceptanceOf(grid, -35, 55), sky), 2)

const withWindows = (cube: CountCube, count: number): Marginals => ({ ...marginalsOf(cube), windows: windowsOf(cube, count) })

/** Rate × acceptance averaged over the window, cell by cell; then the ring means of D/B. */
function brute(cubes: readonly CountCube[], windows: number): Float64Array {
  const size = grid.rings * grid.cells
  const [out, counted] = [new Float64Array(size), new Float64Array(size)]
  for (const cube of cubes) {
    for (let w = 0; w < windows; w++) {
      const inside = (t: number) => Math.floor((t * windows) / grid.cells) === w
      const [rate, local] = [new Float64Array(grid.cells), new Float64Array(size)]
      eachCell(grid, undefined, (i, t, a, at) => {
        if (!inside(t)) return
        rate[t]! += cube.counts[at]!
        local[i]! += cube.counts[at]!
        counted[a]! += cube.counts[at]!
      })
      const total = local.reduce((sum, n) => sum + n, 0)
      if (total > 0) eachCell(grid, local, (i, t, a) => inside(t) && (out[a]! += (rate[t]! * local[i]!) / total))
    }
  }
  for (let first = 0; first < size; first += grid.cells) {
    const cells = Array.from({ length: grid.cells }, (_, a) => first + a).filter((a) => out[a]! > 0)
    const mean = cells.reduce((sum, a) => sum + counted[a]! / out[a]!, 0) / cells.length
    for (const a of cells) out[a]! *= mean
  }
  return out
}

describe('direct integration on the ring grid', () => {
  test.each([1, 2, 4, 5, 24])('over %i windows of the day is rate × acceptance of each window, summed cell by cell', (windows) => {
    for (const cubes of [[hawc], [hawc, south]]) {
      const found = directIntegration(cubes.map((cube) => withWindows(cube, windows)), windows)
      brute(cubes, windows).forEach((b, p) => (b === 0 ? expect(found[p]).toBe(0) : expect(found[p]! / b).toBeCloseTo(1, 12)))
    }
  })

  test('may be made block by block, with the same bits', () => {
    const integration = beginDirectIntegration([withWindows(hawc, 4)], 4)
    const out = new Float64Array(grid.rings * grid.cells)
    for (let row = 0; row < integration.rows.length; row += 5) integrateRings(integration, out, row, Math.min(integration.rows.length, row + 5))
    expect(out).toEqual(directIntegration([withWindows(hawc, 4)], 4))
  })

  test('over shorter windows leaves less of the dipole', () => {
    const calm = expectedCube(grid, ratesOf(grid, 1e9), acceptanceOf(grid, 19, 60), skyOf(grid, (alpha, _, c) => 1e-3 * c * Math.cos(alpha)))
    const left = [1, 2, 4, 8].map((windows) => {
      const b = directIntegration([withWindows(calm, windows)], windows)
      return marginalsOf(calm).sky.reduce((sum, n, p) => sum + (b[p]! > 0 ? n * (n / b[p]! - 1) ** 2 : 0), 0)
    })
    expect([...left].sort((a, b) => b - a)).toEqual(left)
    expect(left[3]! / left[0]!).toBeLessThan(0.5)
  })

  test('needs the windows that are asked for, and events', () => {
    expect(() => directIntegration([marginalsOf(hawc)], 4)).toThrow('needs the local counts')
    expect(() => directIntegration([withWindows(hawc, 2)], 4)).toThrow('needs the local counts')
    expect(() => directIntegration([marginalsOf({ grid, counts: new Float64Array(hawc.counts.length) })])).toThrow('without a single event')
    expect(() => directIntegration([])).toThrow('at least one detector')
  })
})

describe('what direct integration leaves of a dipole (S6)', () => {
  // Cells are counted whole, by their centres: ⟨cos θ⟩ and f₁ of the cells go to those of the integrals as cells shrink.
  const worst = (cells: number, latitudeDeg: number, zenithDeg: number): number => {
    const fine = { rings: cells / 2, cells }
    const rings = ringsOf(geometryOf(fine))
    const [amplitude, phase] = [1e-6, 0.8]
    const cube = expectedCube(fine, ratesOf(fine, 1e9), acceptanceOf(fine, latitudeDeg, zenithDeg), skyOf(fine, (alpha, _, c) => amplitude * c * Math.cos(alpha - phase)))
    const of = marginalsOf(cube)
    const background = directIntegration([of])
    const cut = Math.cos(radians(zenithDeg))
    const meanCosine = (2 * (1 - cut ** 3)) / (3 * (1 - cut ** 2)) // 𝒜 ∝ cos θ
    const exposure = exposureHarmonics(rings, { latitude: radians(latitudeDeg), zenithMax: radians(zenithDeg), zenithPower: 1, absorption: 0 }, 1)
    let largest = 0
    for (let ring = 0; ring < fine.rings; ring++) {
      const f1 = exposure.re[2 * ring + 1]! / exposure.re[2 * ring]!
      // Rings that the edge of the view cuts hold a few cells only.
      const hours = of.local.subarray(ring * cells, (ring + 1) * cells).filter((n) => n > 0).length
      if (!(hours > cells / 12)) continue
      const kept = rings.cosDelta[ring]! - Math.cos(radians(latitudeDeg)) * meanCosine * f1
      for (let a = 0; a < cells; a++) {
        const p = ring * cells + a
        const predicted = kept * Math.cos(((a + 0.5) * 2 * Math.PI) / cells - phase)
        largest = Math.max(largest, Math.abs((of.sky[p]! / background[p]! - 1) / amplitude - predicted))
      }
    }
    return largest
  }

  test.each([[19, 60], [30, 45], [-35, 55], [-90, 65]])('is what the formula says, the better the smaller the cells (latitude %i°, cut %i°)', (latitude, cut) => {
    const [coarse, fine] = [worst(60, latitude, cut), worst(180, latitude, cut)]
    expect(fine).toBeLessThan(5e-3)
    if (latitude > -90) expect(fine).toBeLessThan(0.6 * coarse)
    else expect(Math.max(coarse, fine)).toBeLessThan(1e-6)
  })
})
