import { beforeAll, describe, expect, test } from 'vitest'
import { derive } from '../../engine/derive.ts'
import { ready } from '../../engine/digest.ts'
import { ThreadJob } from '../../engine/job.ts'
import { Vault } from '../../engine/vault.ts'
import { graph } from '../arrows.ts'
import { OBSERVED } from '../desks.ts'
import type { Study } from '../document.ts'
import { of, type Name, type Ref } from '../graph.ts'
import { setLiveTime, setMethod, setMock, setObservation, setTrueSky } from '../observeEdits.ts'
import { goTo } from '../places.ts'
import type { Results } from '../results.ts'
import { seededStudy } from '../seeded.ts'

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
