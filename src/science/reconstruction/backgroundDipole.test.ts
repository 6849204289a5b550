import { describe, expect, test } from 'vitest'
import { roomForRecords } from '../observatory/marginalRecords.ts'
import { backgroundDipole } from './backgroundDipole.ts'
import { ALONE, expectedOf, withoutBias } from './dipoleEstimate.ts'
import { dipoleLikelihood } from './dipoleLikelihood.ts'
import { directIntegration } from './directIntegration.ts'
import { COARSE, dipoleSky, evenRate, expectedMarginals, integratedBackground, siteAcceptance, unevenRate } from './testing/dipoleMocks.ts'

const off = (a: { d0h: number; d6h: number }, [x, y]: readonly [number, number]) => Math.hypot(a.d0h - x, a.d6h - y)
const truth = [3e-6, -4e-6, 2e-6] as const // small enough for first order to hold to 1e-5 of it
const counts = (latitude: number, zenith: number, uneven: boolean, lean = 0) =>
  expectedMarginals({ grid: COARSE, rate: (uneven ? unevenRate : evenRate)(COARSE, 1e9), acceptance: siteAcceptance(COARSE, latitude, zenith, 1, lean), intensity: dipoleSky(COARSE, truth) })

describe('the dipole of direct integration', () => {
  test.each([[19, 60, false, 0], [30, 45, false, 0], [-90, 65, false, 0], [19, 60, true, 0.3], [50, 60, true, 0]] as const)(
    'at %d° with a cut at %d° (uneven live time: %s, leaning by %d) is the share of the truth that is foretold', (latitude, zenith, uneven, lean) => {
      const marginals = counts(latitude, zenith, uneven, lean)
      const estimate = backgroundDipole(marginals, integratedBackground(marginals))
      const wanted = expectedOf(estimate, [truth[0], truth[1]])
      expect(off(estimate, wanted)).toBeLessThan(1e-4 * 5e-6)
      expect(off(withoutBias(estimate), [truth[0], truth[1]])).toBeLessThan(4e-4 * 5e-6)
      if (latitude === 19) expect(Math.hypot(...wanted)).toBeLessThan(0.4 * 5e-6)
      if (latitude === -90) expect(Math.hypot(...wanted)).toBeCloseTo(5e-6, 12)
    })

  test('does not depend on how a background shares its events among rings', () => {
    const marginals = counts(19, 60, true, 0.2)
    const background = integratedBackground(marginals)
    const [plain, uneven] = [backgroundDipole(marginals, background), backgroundDipole(marginals, background.map((b, i) => b * (1 + 0.1 * Math.floor(i / COARSE.cells))))]
    expect(off(uneven, [plain.d0h, plain.d6h])).toBeLessThan(1e-15)
    expect(off(backgroundDipole(marginals, directIntegration([marginals])), [plain.d0h, plain.d6h])).toBeLessThan(1e-15)
  })

  test('knows as much as the likelihood: without its bias it has the same errors', () => {
    for (const uneven of [false, true]) {
      const marginals = counts(19, 60, uneven, 0.2)
      const freed = withoutBias(backgroundDipole(marginals, integratedBackground(marginals)))
      dipoleLikelihood([marginals]).covariance.forEach((c, i) => expect(Math.abs(freed.covariance[i] - c)).toBeLessThan(1e-10 * freed.covariance[0]))
      expect(freed.response).toEqual([1, 0, 0, 1])
    }
  })

  test('of a mean of K scrambled skies has 1 + 1/K of its variance, and another name', () => {
    const marginals = counts(19, 60, true)
    const [one, mean] = [backgroundDipole(marginals, integratedBackground(marginals)), backgroundDipole(marginals, integratedBackground(marginals), 4)]
    mean.covariance.forEach((c, i) => expect(c).toBeCloseTo(1.25 * one.covariance[i], 20))
    expect([one.method, mean.method, mean.blindTo]).toEqual(['directIntegration', 'scrambling', ALONE])
  })

  test.each([2, 4, 5, 6, 24])('within %d windows of the day is the smaller share that is foretold, and scatters by less about it: every cell of the counts moved by itself', (windows) => {
    const grid = { rings: 8, cells: 24 }
    const acceptance = siteAcceptance(grid, 19, 60, 1, 0.3)
    const into = () => roomForRecords(grid, { windows })
    const of = (intensity: Float64Array, uneven: boolean) => expectedMarginals({ grid, rate: (uneven ? unevenRate : evenRate)(grid, 1e9), acceptance, intensity }, into())
    for (const uneven of [false, true]) {
      const counted = of(dipoleSky(grid, truth), uneven)
      const [estimate, day] = [backgroundDipole(counted, directIntegration([counted], windows), Infinity, windows), backgroundDipole(counted, directIntegration([counted]))]
      const wanted = expectedOf(estimate, [truth[0], truth[1]])
      // Of one cell a window nothing is left but ring means, which are no dipole.
      expect(off(estimate, wanted)).toBeLessThan(1e-4 * 5e-6)
      expect(Math.hypot(...wanted)).toBeLessThan((windows === 2 ? 0.9 : 0.35) * Math.hypot(...expectedOf(day, [truth[0], truth[1]])))
      if (windows === 24) continue
      const calm = of(new Float64Array(grid.rings * grid.cells).fill(1), uneven)
      const covariance = [0, 0, 0, 0]
      const rate = (uneven ? unevenRate : evenRate)(grid, 1e9)
      for (let i = 0; i < acceptance.length; i++) for (let t = 0; t < grid.cells; t++) {
        const mean = rate[t] * acceptance[i]
        if (mean === 0) continue
        const [ring, k] = [Math.floor(i / grid.cells), i % grid.cells]
        const moved = { ...calm, sky: calm.sky.slice(), local: calm.local.slice(), rate: calm.rate.slice(), windows: { count: windows, local: calm.windows!.local.slice() } }
        const step = 1e-3 * mean
        moved.sky[ring * grid.cells + ((t - k + grid.cells) % grid.cells)] += step
        moved.local[i] += step
        moved.rate[t] += step
        moved.windows.local[Math.floor((t * windows) / grid.cells) * acceptance.length + i] += step
        const { d0h, d6h } = backgroundDipole(moved, directIntegration([moved], windows), Infinity, windows)
        const scale = mean / step ** 2
        covariance[0] += scale * d0h * d0h
        covariance[1] += scale * d0h * d6h
        covariance[2] += scale * d0h * d6h
        covariance[3] += scale * d6h * d6h
      }
      const stated = backgroundDipole(calm, directIntegration([calm], windows), Infinity, windows).covariance
      stated.forEach((c, i) => expect(Math.abs(covariance[i] - c)).toBeLessThan(3e-3 * stated[0]))
    }
  })

  test('cannot be freed of its bias where nothing is left: one moment of time sees no dipole', () => {
    const moment = new Float64Array(COARSE.cells)
    moment[3] = 1e9
    const marginals = expectedMarginals({ grid: COARSE, rate: moment, acceptance: siteAcceptance(COARSE, 19, 60), intensity: dipoleSky(COARSE, truth) })
    const estimate = backgroundDipole(marginals, integratedBackground(marginals))
    expect(Math.hypot(...estimate.response)).toBeLessThan(1e-12)
    expect(() => withoutBias(estimate)).toThrow(/both components/)
  })
})
