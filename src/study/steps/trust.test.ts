import { beforeAll, describe, expect, test } from 'vitest'
import { derive } from '../../engine/derive.ts'
import { ready } from '../../engine/digest.ts'
import { ThreadJob } from '../../engine/job.ts'
import { Vault } from '../../engine/vault.ts'
import { acceptanceOnGrid } from '../../science/observatory/acceptanceGrid.ts'
import { mockMarginals } from '../../science/observatory/mockMarginals.ts'
import type { Goodness } from '../../science/reconstruction/goodness.ts'
import { geometryOf } from '../../science/reconstruction/marginals.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import { graph } from '../arrows.ts'
import { OBSERVED } from '../desks.ts'
import type { DipoleMethod } from '../../science/reconstruction/dipoleEstimate.ts'
import type { ObservationsSource, Study } from '../document.ts'
import { of, type Name, type Ref } from '../graph.ts'
import { setLiveTime, setMethod, setMock, setObservation, setTrueSky } from '../observeEdits.ts'
import { goTo } from '../places.ts'
import type { Results } from '../results.ts'
import { seededStudy } from '../seeded.ts'
import { solved } from './solving.ts'
import { convergenceOf } from './trust.ts'

const GRID = { rings: 24, cells: 48 }
const small = [setTrueSky({ grid: GRID, dipole: [6e-4, 3e-4, 8e-4] }), setObservation(OBSERVED.site, { grid: GRID })].reduce<Study>((study, edit) => edit(study), goTo('observe')(seededStudy))

beforeAll(() => ready())
const made = <K extends Name>(ref: Ref<K>, study: Study): Promise<Results[K]> => derive(graph, ref, study, new Vault(), new ThreadJob())
const trust = (study: Study) => made(of('convergence', OBSERVED.found), study)

describe('how far a sky can be trusted', () => {
  test('ln L rises from before the first pass by what a dipole is worth', async () => {
    const { logLikelihoodBefore, passes } = await trust(small)
    const gain = passes.at(-1)!.logLikelihood - logLikelihoodBefore!
    // N ⟨δI²⟩/2 without the ring means: ⟨cos²δ⟩ A₁²/4, over what this observatory sees.
    const most = (1e11 * (6e-4 ** 2 + 3e-4 ** 2)) / 4
    expect(gain).toBeLessThan(most)
    expect(gain).toBeGreaterThan(0.1 * most)
    expect((await trust(setMethod({ method: 'directIntegration' })(small))).logLikelihoodBefore).toBeUndefined()
  })

  test('a slope is open where nobody sees a declination all around', async () => {
    expect((await trust(small)).slopeOpen).toBe(false)
    const hour = setLiveTime(OBSERVED.site, { daysOfYear: [0, 1], gapHours: [1, 24] })(small)
    expect((await trust(hour)).slopeOpen).toBe(true)
  })

  test('the Earth’s motion is left in solar time, its share where a quarter of a year was missed in sidereal time, and none is told of without it', async () => {
    expect((await trust(small)).solarLeak).toBeUndefined()
    const moving = setMock(OBSERVED.site, { solarDipole: 4.5e-4 })(small)
    const [still0h, still6h] = (await trust(moving)).solarLeak!
    expect(Math.hypot(still0h, still6h)).toBeLessThan(1e-3 * 4.5e-4)
    const [d0h, d6h] = (await trust(setObservation(OBSERVED.site, { clock: 'solar' })(moving))).solarLeak!
    expect(Math.abs(d0h)).toBeLessThan(1e-3 * d6h)
    expect(d6h / 4.5e-4).toBeCloseTo(0.959, 3)
    const seasonal = (await trust(setLiveTime(OBSERVED.site, { daysOfYear: [0, 274] })(moving))).solarLeak!
    expect(Math.hypot(...seasonal) / 4.5e-4).toBeGreaterThan(0.2)
  })
})

describe('the coarse cube that the product keeps, 12 × 12 × 12 of 120 × 240 × 240 cells,', () => {
  const grid = { rings: 120, cells: 240 }
  const { cosDelta } = ringsOf(geometryOf(grid))
  const intensity = Float64Array.from({ length: grid.rings * grid.cells }, (_, i) => 6e-4 * cosDelta[Math.floor(i / grid.cells)]! * Math.cos((2 * Math.PI * ((i % grid.cells) + 0.5)) / grid.cells))
  const acceptance = acceptanceOnGrid(grid, { latitude: radians(19), zenithMax: radians(57), zenithPower: 1, absorption: 5 })
  const rate = new Float64Array(grid.cells).fill(1 / grid.cells)

  /** Goodness as the page tells it, of HAWC with an East–West gain that drifts by so much with sidereal time; with the Poisson numbers of a seed, or without chance. */
  async function goodnessWith(gain: number, events: number, seed?: number): Promise<Goodness> {
    const draws = seed === undefined ? undefined : { seed, stream: 5 }
    const counts = mockMarginals({ grid, acceptance, rate, intensity, gain }, { events, draws, records: { ringRate: true, eastWest: true, coarse: { rings: 12, cells: 12 } } })
    const job = new ThreadJob()
    const solution = await solved([counts], { method: 'likelihood' }, { nominal: undefined, sampling: 'centre' }, job)
    expect(solution.converged).toBe(true)
    return (await convergenceOf(solution, [counts], { noiseless: seed === undefined, passes: 'converged', windows: 1, sun: null }, job)).goodness[0]!
  }

  test('is as the product asks for it', async () => {
    const { coarse, grid: shipped } = await made(of('marginals', OBSERVED.site), goTo('observe')(seededStudy))
    expect([coarse!.rings, coarse!.cells, shipped]).toEqual([12, 12, grid])
  })

  test('raises the warning, below 10⁻³, for a drift of 10⁻³ at 10¹⁰ events, with and without chance', async () => {
    const found = [await goodnessWith(1e-3, 1e10), await goodnessWith(1e-3, 1e10, 1), await goodnessWith(1e-3, 1e10, 2)]
    for (const { probability } of found) expect(probability).toBeLessThan(1e-6)
  })

  test('finds nothing without a drift, with and without chance, nor a drift of 10⁻³ in 10⁸ events', async () => {
    const found = [await goodnessWith(0, 1e10), await goodnessWith(0, 1e10, 1), await goodnessWith(0, 1e10, 2), await goodnessWith(0, 1e10, 3), await goodnessWith(1e-3, 1e8)]
    for (const { probability } of found) expect(probability).toBeGreaterThan(1e-3)
  })
})

describe('within windows of the day', () => {
  const across = setTrueSky({ dipole: [6e-4, 3e-4, 0] })(small)
  // Half a day tells the peaks of a wave from its slopes; the others do not.
  test.each([['directIntegration', 3], ['directIntegration', 4], ['directIntegration', 6], ['directIntegration', 24], ['scrambling', 4]] as const)('(%s, %d) what is kept of the dipole is what is left of it in the map', async (method, windows) => {
    const study = setMethod({ method, windows })(across)
    // Scrambling expects what direct integration does.
    const [{ value, background }, sky] = [await made(of('intensity', OBSERVED.found), setMethod({ method: 'directIntegration', windows })(across)), await made(of('intensity', OBSERVED.truth), across)]
    const { kept, windows: told } = await trust(method === 'scrambling' ? setMock(OBSERVED.site, { events: 1e7, expectation: undefined })(study) : study)
    let [left, whole] = [0, 0]
    value.forEach((x, i) => {
      if (Number.isNaN(x)) return
      left += background![i]! * x * sky.value[i]!
      whole += background![i]! * sky.value[i]! ** 2
    })
    // Drawn counts know their exposure to a part in a thousand.
    expect(Math.abs(kept[0]! / (left / whole) - 1)).toBeLessThan(method === 'scrambling' ? 0.02 : 1e-3)
    expect(told).toBe(windows)
  })

  test('1 − p₁ of what a day would keep is left: 18.9 % within four of many cells, 8.8 % within six', async () => {
    const keptIn = async (windows: number) => (await trust(setMethod({ method: 'directIntegration', windows })(small))).kept
    const day = await keptIn(1)
    for (const windows of [4, 6]) expect((await keptIn(windows))[0]! / day[0]!).toBeCloseTo(1 - (Math.sin(Math.PI / windows) / (Math.PI / windows)) ** 2, 2)
    expect((await trust(setMethod({ method: 'directIntegration' })(small))).windows).toBeUndefined()
    // A likelihood has none, whatever was chosen before it.
    expect((await trust(setMethod({ windows: 6 })(small))).kept).toEqual((await trust(small)).kept)
  })
})

test('the trust is told ring by ring, with a breath between two', async () => {
  const told: number[] = []
  await derive(graph, of('convergence', OBSERVED.found), small, new Vault(), new ThreadJob({ tell: (done, result) => result === 'convergence' && told.push(done), now: () => 100 * told.length }))
  expect(told.length).toBeGreaterThan(GRID.rings / 2)
  expect(told.at(-1)).toBe(1)
})

describe('the bootstrap', () => {
  const COARSE = { rings: 12, cells: 24 }
  const drawn = [setTrueSky({ grid: COARSE }), setObservation(OBSERVED.site, { grid: COARSE }), setMock(OBSERVED.site, { events: 1e7, expectation: undefined })].reduce((study, edit) => edit(study), small)
  const bootstrap = (method: Partial<ObservationsSource>, study = drawn) => made(of('bootstrap', OBSERVED.found), setMethod(method)(study))
  const DRAWS = 300
  /** The mean variance of both components of n draws is known to √(1/n): four and a half of them, 7e-6 of false alarms by the normal distribution and 3e-5 by that of χ². */
  const BOUND = 4.5 / Math.sqrt(DRAWS)
  const level = (c: readonly number[]) => (c[0]! + c[3]!) / 2

  test.each<{ readonly name: string; readonly method: Partial<ObservationsSource>; readonly of: DipoleMethod }>([
    { name: 'the likelihood', method: {}, of: 'likelihood' }, { name: 'three passes', method: { passes: 3 }, of: 'likelihood' },
    { name: 'direct integration', method: { method: 'directIntegration' }, of: 'directIntegration' }, { name: 'four windows', method: { method: 'directIntegration', windows: 4 }, of: 'directIntegration' },
    { name: 'two scrambled skies', method: { method: 'scrambling', draws: 2 }, of: 'scrambling' }, { name: 'Forward–Backward', method: { method: 'forwardBackward' }, of: 'forwardBackward' },
    { name: 'ring means, which have none of their own', method: { method: 'ringMean' }, of: 'dipoleLikelihood' },
  ])('scatters by what the formula of the method says ($name)', async ({ method, of: name }) => {
    const { method: told, covariance, stated, draws } = await bootstrap({ ...method, bootstrap: DRAWS, seed: 1 })
    expect([told, draws]).toEqual([name, DRAWS])
    const { rows } = await made(of('dipoles', OBSERVED.found), setMethod({ ...method, seed: 1 })(drawn))
    const row = rows.find((one) => one.method === name)!.found!.covariance
    stated.forEach((c, i) => expect(Math.abs(c - row[i]!)).toBeLessThan(1e-9 * row[0]))
    expect(Math.abs(level(covariance) / level(stated) - 1)).toBeLessThan(BOUND)
    expect(Math.abs(covariance[1] - stated[1])).toBeLessThan(BOUND * level(stated))
    expect(covariance[2]).toBe(covariance[1])
    // The formula of the whole likelihood is the mutant for what scatters less, that of direct integration for what scatters more.
    const mutant = rows.find((one) => one.method === (level(stated) < 0.7 * level(rows[0]!.found!.covariance) ? 'likelihood' : 'directIntegration'))!.found!.covariance
    expect(Math.abs(level(covariance) / level(mutant) - 1)).toBeGreaterThan(BOUND)
  })

  test('draws the same for the same seed', async () => {
    const [one, again, other] = [await bootstrap({ bootstrap: 20 }), await bootstrap({ bootstrap: 20 }), await bootstrap({ bootstrap: 20, seed: 2 })]
    expect(again).toEqual(one)
    expect(other.covariance).not.toEqual(one.covariance)
    expect(other.stated).toEqual(one.stated)
  })
})
