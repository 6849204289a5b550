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
import type { Study } from '../document.ts'
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

test('the bootstrap scatters by what the formula of the dipole-only likelihood says, and draws the same whoever asks for how many', async () => {
  const drawn = setMock(OBSERVED.site, { events: 1e7, expectation: undefined })(small)
  const bootstrap = (draws: number, seed = 1) => made(of('bootstrap', OBSERVED.found), setMethod({ bootstrap: draws, seed })(drawn))
  const { rows } = await made(of('dipoles', OBSERVED.found), drawn)
  const [stated] = rows.find(({ method }) => method === 'dipoleLikelihood')!.found!.covariance
  const draws = 60
  const { covariance, draws: made60 } = await bootstrap(draws)
  expect(made60).toBe(draws)
  // A variance of n draws is known to √(2/n): five of them.
  for (const variance of [covariance[0], covariance[3]]) expect(Math.abs(variance / stated - 1)).toBeLessThan(5 * Math.sqrt(2 / draws))
  expect(Math.abs(covariance[1])).toBeLessThan((5 * stated) / Math.sqrt(draws))
  expect(covariance[2]).toBe(covariance[1])
  expect(await bootstrap(draws)).toEqual({ draws, covariance })
  expect((await bootstrap(draws, 2)).covariance).not.toEqual(covariance)
})
