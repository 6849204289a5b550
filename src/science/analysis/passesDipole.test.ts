import { describe, expect, test } from 'vitest'
import { emptyPhases } from '../harmonics/ringPhases.ts'
import { backgroundDipole } from '../reconstruction/backgroundDipole.ts'
import { directIntegration } from '../reconstruction/directIntegration.ts'
import { expectedOf } from '../reconstruction/dipoleEstimate.ts'
import { geometryOf, type Marginals } from '../reconstruction/marginals.ts'
import { beginLikelihood, plainPass } from '../reconstruction/ringLikelihood.ts'
import { COARSE, dipoleSky, evenRate, expectedMarginals, siteAcceptance } from '../reconstruction/testing/dipoleMocks.ts'
import { acceptanceHarmonics, afterPasses } from '../reconstruction/transfer.ts'
import { ringsOf } from '../sphere/rings.ts'
import { afterJointPasses } from './jointPasses.ts'
import { likelihoodDipole } from './mapDipole.ts'
import { dipoleAfterPasses } from './passesDipole.ts'

const truth = [3e-6, -4e-6, 0] as const // small enough for first order
/** Latitude, cut, events, lean to the west. */
const PLACES = [[19, 60, 1e9, 0.4], [-35, 55, 4e8, -0.3], [-90, 65, 1e9, 0]] as const
const seen = ([latitude, zenith, events, lean]: (typeof PLACES)[number], intensity = dipoleSky(COARSE, truth)) =>
  expectedMarginals({ grid: COARSE, rate: evenRate(COARSE, events), acceptance: siteAcceptance(COARSE, latitude, zenith, 1, lean), intensity })
const stopped = (detectors: readonly Marginals[], passes: number) => {
  const state = beginLikelihood(detectors)
  for (let pass = 0; pass < passes; pass++) plainPass(state)
  return dipoleAfterPasses(detectors, state.intensity, state.expected, passes)
}
const off = (a: { d0h: number; d6h: number }, [x, y]: readonly [number, number]) => Math.hypot(a.d0h - x, a.d6h - y) / 5e-6
const all = PLACES.map((place) => seen(place))
const [hawc] = all

describe.each([{ name: 'one detector', detectors: [hawc] }, { name: 'three detectors', detectors: all }])('the dipole of a likelihood of $name', ({ detectors }) => {
  test.each([1, 2, 5, 20])('stopped after %d passes is what is expected of it, turned where east and west differ', (passes) => {
    const estimate = stopped(detectors, passes)
    const wanted = expectedOf(estimate, [truth[0], truth[1]])
    expect(off(estimate, wanted)).toBeLessThan(2e-5)
    expect(off(estimate, [truth[0], truth[1]])).toBeGreaterThan(passes === 20 ? 5e-5 : 0.02)
  })

  test.each([1, 2, 5])('stopped after %d passes scatters by what every event does to it by itself', (passes) => {
    const calm = PLACES.slice(0, detectors.length).map((place) => seen(place, new Float64Array(COARSE.rings * COARSE.cells).fill(1)))
    let [variance, count] = [0, 0]
    calm.forEach((one, s) => one.local.forEach((whole, i) => {
      const mean = whole / COARSE.cells
      // Every hour is like every other: one is moved, and its direction averaged over.
      const t = i % 7
      if (mean === 0) return
      const step = 1e-3 * mean
      const [ring, k] = [Math.floor(i / COARSE.cells), i % COARSE.cells]
      const moved = { ...one, sky: one.sky.slice(), local: one.local.slice(), rate: one.rate.slice() }
      moved.sky[ring * COARSE.cells + ((t - k + COARSE.cells) % COARSE.cells)] += step
      moved.local[i] += step
      moved.rate[t] += step
      const { d0h, d6h } = stopped(calm.map((other, r) => (r === s ? moved : other)), passes)
      variance += (COARSE.cells * mean * (d0h ** 2 + d6h ** 2)) / (2 * step ** 2)
      count++
    }))
    const [a, b, c, d] = stopped(calm, passes).covariance
    expect(count).toBeGreaterThan(50)
    expect(Math.abs(variance / ((a + d) / 2) - 1)).toBeLessThan(3e-3)
    expect(Math.abs(a / d - 1)).toBeLessThan(1e-9)
    expect(Math.max(Math.abs(b), Math.abs(c))).toBeLessThan(1e-9 * a)
  })

  test('has in the end the errors of a converged one', () => {
    const state = beginLikelihood(detectors)
    for (let pass = 0; pass < 400; pass++) plainPass(state)
    const [last, converged] = [dipoleAfterPasses(detectors, state.intensity, state.expected, 400), likelihoodDipole(detectors, state.intensity, state.expected, 1)]
    last.covariance.forEach((c, i) => expect(Math.abs(c - converged.covariance[i])).toBeLessThan(1e-5 * converged.covariance[0]))
    last.response.forEach((r, i) => expect(Math.abs(r - converged.response[i])).toBeLessThan(1e-9))
  })
})

test('one pass is direct integration', () => {
  const [first, direct] = [stopped([hawc], 1), backgroundDipole(hawc, directIntegration([hawc]))]
  expect(off(first, [direct.d0h, direct.d6h])).toBeLessThan(1e-4)
  first.response.forEach((r, i) => expect(r).toBeCloseTo(direct.response[i], 9))
  first.covariance.forEach((c, i) => expect(Math.abs(c - direct.covariance[i])).toBeLessThan(1e-5 * direct.covariance[0]))
})

test('passes of one detector leave of any sky what the rank-one form says', () => {
  const rings = ringsOf(geometryOf(COARSE))
  const exposure = acceptanceHarmonics(COARSE, hawc.local, 3)
  const sky = emptyPhases(rings, 3)
  for (let i = 0; i < sky.re.length; i++) [sky.re[i], sky.im[i]] = [Math.sin(3 * i), Math.cos(5 * i)]
  for (const passes of [1, 4, Infinity]) {
    const [joint, alone] = [afterJointPasses([{ exposure, events: 7 }], sky, passes), afterPasses(exposure, sky, passes)]
    for (const part of ['re', 'im'] as const) joint[part].forEach((x, i) => expect(Math.abs(x - alone[part][i])).toBeLessThan(1e-12))
  }
})
