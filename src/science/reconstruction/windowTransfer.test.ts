import { describe, expect, test } from 'vitest'
import { ringPhases, type RingPhases } from '../harmonics/ringPhases.ts'
import { ringsOf } from '../sphere/rings.ts'
import { directIntegration } from './directIntegration.ts'
import { geometryOf, type RingGrid } from './marginals.ts'
import { acceptanceOf, expectedCube, marginalsOf, mixed, ratesOf, skyOf, windowsOf } from './testing/countCubes.ts'
import { acceptanceHarmonics, afterPasses } from './transfer.ts'
import { takenByWindows, windowMeans, windowProduct } from './windows.ts'
import { afterWindows } from './windowTransfer.ts'

const grid: RingGrid = { rings: 12, cells: 24 }
const rings = ringsOf(geometryOf(grid))
/** Waves that windows fold down from above this are not in the sky. */
const [MMAX, SIZE] = [4, 1e-6]
const largest = ({ re, im }: RingPhases) => Math.max(...re.map((x, i) => Math.hypot(x, im[i])))
const difference = (a: RingPhases, b: RingPhases): RingPhases => ({ mmax: a.mmax, re: a.re.map((x, i) => x - b.re[i]), im: a.im.map((x, i) => x - b.im[i]) })

describe.each([[19, 60, 0], [30, 45, 6], [-89, 65, 0]])('a sky seen from latitude %i° inside %i°, κ = %i, east and west unlike', (latitude, cut, absorption) => {
  const acceptance = acceptanceOf(grid, latitude, cut, absorption, 0.2)
  const exposure = acceptanceHarmonics(grid, acceptance, 2 * MMAX)
  const sky = skyOf(grid, mixed(1e3 * SIZE))
  const seen = sky.map((x, p) => (exposure.re[Math.floor(p / grid.cells) * (2 * MMAX + 1)] > 0 ? x : NaN))
  const truth = ringPhases(rings, seen, MMAX)
  const cube = expectedCube(grid, ratesOf(grid, 1e9), acceptance, sky)

  // Five and seven windows do not divide 24 cells, and two turn a wave into its mirror image.
  test.each([1, 2, 3, 4, 5, 6, 7, 12, 24])('is by direct integration within %i windows what the closed form makes of it', (windows) => {
    const of = { ...marginalsOf(cube), windows: windowsOf(cube, windows) }
    const background = directIntegration([of], windows)
    const map = ringPhases(rings, of.sky.map((n, p) => (background[p] > 0 ? n / background[p] - 1 : NaN)), MMAX)
    expect(largest(difference(map, afterWindows(exposure, truth, windows, grid.cells))) / largest(truth)).toBeLessThan(20 * SIZE)
  })

  test('is within one window that of the first pass', () => {
    const [one, pass] = [afterWindows(exposure, truth, 1, grid.cells), afterPasses(exposure, truth, 1)]
    expect(largest(difference(one, pass)) / largest(truth)).toBeLessThan(1e-13)
  })
})

describe('means over windows', () => {
  test.each([2, 4, 6, 24])('(%i of them, of many cells) hold sinc² of every wave', (windows) => {
    const taken = takenByWindows(windows, 24_000, 6)
    taken.forEach((p, m) => {
      const half = (m * Math.PI) / windows
      expect(p).toBeCloseTo(m === 0 ? 1 : (Math.sin(half) / half) ** 2, 5)
    })
  })

  test('mix waves that differ by a multiple of their number, and no others', () => {
    const means = windowMeans(4, 48, 6)
    for (let n = -6; n <= 6; n++) for (let m = -6; m <= 6; m++) {
      const size = Math.hypot(...windowProduct(means, n, m))
      if ((n - m) % 4 !== 0) expect(size).toBeLessThan(1e-15)
      else if (n % 4 !== 0) expect(size).toBeGreaterThan(0.01)
    }
  })

  test('need a cell in every window', () => {
    expect(() => windowMeans(13, 12, 1)).toThrow(/a cell of time/)
    expect(() => windowMeans(0, 12, 1)).toThrow(/a cell of time/)
  })
})
