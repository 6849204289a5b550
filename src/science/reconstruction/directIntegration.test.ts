import { describe, expect, test } from 'vitest'
import { acceptanceOnGrid } from '../observatory/acceptanceGrid.ts'
import { exposureHarmonics } from '../observatory/exposureHarmonics.ts'
import { mockMarginals } from '../observatory/mockMarginals.ts'
import { ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { beginDirectIntegration, directIntegration, integrateRings } from './directIntegration.ts'
import { geometryOf, type Marginals, type RingGrid } from './marginals.ts'
import { acceptanceOf, drawnCube, eachCell, expectedCube, gappy, marginalsOf, mixed, ratesOf, skyOf, windowsOf, type CountCube } from './testing/countCubes.ts'
import { zenithMoments } from './zenithMoments.ts'

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
    expect(() => directIntegration([marginalsOf(hawc)], 4)).toThrow('need the local counts')
    expect(() => directIntegration([withWindows(hawc, 2)], 4)).toThrow('need the local counts')
    expect(() => directIntegration([marginalsOf({ grid, counts: new Float64Array(hawc.counts.length) })])).toThrow('without a single event')
    expect(() => directIntegration([])).toThrow('at least one detector')
  })
})

describe('what direct integration leaves of a dipole (S6)', () => {
  const [amplitude, phase] = [1e-6, 0.8]

  /** Largest distances, over the cells of the sky and in units of the amplitude: of the map from (S6) with averages over the cells, and of that from (S6) with the integrals. */
  function distances(cells: number, latitudeDeg: number, zenithDeg: number, absorption: number): { method: number; grid: number } {
    const fine = { rings: cells / 2, cells }
    const rings = ringsOf(geometryOf(fine))
    const [latitude, zenithMax] = [radians(latitudeDeg), radians(zenithDeg)]
    const view = { latitude, zenithMax, zenithPower: 1, absorption }
    const acceptance = acceptanceOnGrid(fine, view)
    const of = mockMarginals({ grid: fine, acceptance, rate: new Float64Array(cells).fill(1 / cells), intensity: skyOf(fine, (alpha, _, c) => amplitude * c * Math.cos(alpha - phase)) }, { events: 1e9 })
    const background = directIntegration([of])
    const integrals = exposureHarmonics(rings, view, 1)
    const level = Math.cos(latitude) * zenithMoments(view).cos
    // ⟨cos δ cos h⟩ of the cells, which is cos Φ ⟨cos θ⟩ of a whole view, and f₁ of the cells of a ring.
    const around = Float64Array.from({ length: cells }, (_, k) => Math.cos((2 * Math.PI * k) / cells))
    const sums = Array.from({ length: fine.rings }, (_, ring) => [0, 1].map((m) => around.reduce((sum, c, k) => sum + acceptance[ring * cells + k]! * c ** m, 0)))
    const levelOfCells = sums.reduce((sum, [, first], ring) => sum + first! * rings.cosDelta[ring]!, 0)
    let [method, grid] = [0, 0]
    for (let ring = 0; ring < fine.rings; ring++) {
      const [whole, first] = sums[ring]!
      // Rings that the edge of the view cuts hold a few cells only.
      if (!(acceptance.subarray(ring * cells, (ring + 1) * cells).filter((a) => a > 0).length > cells / 12)) continue
      const byCells = rings.cosDelta[ring]! - (levelOfCells * first!) / whole!
      const byIntegrals = rings.cosDelta[ring]! - (level * integrals.re[2 * ring + 1]!) / integrals.re[2 * ring]!
      grid = Math.max(grid, Math.abs(byCells - byIntegrals))
      for (let a = 0; a < cells; a++) {
        const p = ring * cells + a
        const wave = Math.cos(((a + 0.5) * 2 * Math.PI) / cells - phase)
        method = Math.max(method, Math.abs((of.sky[p]! / background[p]! - 1) / amplitude - byCells * wave))
      }
    }
    return { method, grid }
  }

  const views = [[19, 60], [19, 57], [30, 45], [-35, 55], [-90, 65]].flatMap(([latitude, cut]) => [0, 6].map((absorption) => [latitude!, cut!, absorption] as const))

  // Nothing but the second order in 10⁻⁶ and the removal of ring means is between the method and the formula: 2.7e−7 found. All the rest is the grid, which counts cells whole, by their
  // centres: the edge of the view is off by a part of a cell, the distance falls as 1/cells (0.7 and 0.5 of it found), and less is seen of an edge that κ = 6 makes faint.
  test.each(views)('is what the formula says of the cells that are counted, and of the integrals the nearer the smaller the cells (latitude %i°, cut %i°, κ = %i)', (latitude, cut, absorption) => {
    const steps = [60, 120, 240]
    const found = steps.map((cells) => distances(cells, latitude, cut, absorption))
    for (const { method } of found) expect(method).toBeLessThan(5e-7)
    if (latitude === -90) return found.forEach(({ grid: off }) => expect(off).toBeLessThan(1e-12)) // nothing is lost on any grid
    found.forEach(({ grid: off }, i) => expect(off).toBeLessThan((absorption === 0 ? 0.8 : 0.5) / steps[i]!))
    return expect(found[2]!.grid).toBeLessThan((absorption === 0 ? 0.3 : 0.6) * found[0]!.grid)
  })
})
