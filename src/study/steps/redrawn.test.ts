import { beforeAll, describe, expect, test } from 'vitest'
import { derive } from '../../engine/derive.ts'
import { ready } from '../../engine/digest.ts'
import { ThreadJob } from '../../engine/job.ts'
import { Vault } from '../../engine/vault.ts'
import { isProblem } from '../../science/problem.ts'
import { graph } from '../arrows.ts'
import { OBSERVED } from '../desks.ts'
import type { Observation, ObservationsSource, Study } from '../document.ts'
import { of, type Name, type Ref } from '../graph.ts'
import { setMethod, setMock, setObservation, setTrueSky } from '../observeEdits.ts'
import { goTo } from '../places.ts'
import type { Results } from '../results.ts'
import { seededStudy } from '../seeded.ts'
import { countsFor } from './observed.ts'
import { ringRates } from './observing.ts'
import { sourceOf } from './parts.ts'

const GRID = { rings: 24, cells: 48 }
/** A dipole of two thirds of a per cent in 10⁸ events: some twenty errors of the method that knows it worst. */
const drawn = [setTrueSky({ grid: GRID, dipole: [6e-3, 3e-3, 0] }), setObservation(OBSERVED.site, { grid: GRID }), setMock(OBSERVED.site, { events: 1e8, expectation: undefined })]
  .reduce<Study>((study, edit) => edit(study), goTo('observe')(seededStudy))

beforeAll(() => ready())
const made = <K extends Name>(ref: Ref<K>, study: Study): Promise<Results[K]> => derive(graph, ref, study, new Vault(), new ThreadJob())
function anew(how: 'scrambled' | 'isotropic' | 'resampled', method: Partial<ObservationsSource> = {}, study = drawn, seed = 5): Study {
  const again: Observation = { ...(study.parts[OBSERVED.site] as Observation), counts: { from: 'redrawn', observation: OBSERVED.site, how, seed } }
  return setMethod({ ...method, observations: ['again'] })({ ...study, parts: { ...study.parts, again } })
}
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0)

describe('scrambled counts', () => {
  test('keep every record that the counts had: what is summed over times stays, what is summed over local directions too, and the rest is drawn anew', async () => {
    const windowed = { method: 'directIntegration', windows: 4 } as const
    const study = anew('scrambled', windowed)
    const source = sourceOf(study, OBSERVED.found, 'observations')
    const [before, after] = [await made(countsFor(study, OBSERVED.site, source), study), await made(countsFor(study, 'again', source), study)]
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort())
    expect([after.local, after.rate]).toEqual([before.local, before.rate])
    const ofRing = (values: Float64Array) => Array.from({ length: GRID.rings }, (_, ring) => sum(values.subarray(ring * GRID.cells, (ring + 1) * GRID.cells)))
    expect([ofRing(after.ringRate!), ofRing(after.forwardBackward!.forward)]).toEqual([ofRing(before.ringRate!), ofRing(before.forwardBackward!.forward)])
    expect([sum(after.eastWest!.east), sum(after.eastWest!.west), sum(after.coarse!.counts)]).toEqual([sum(before.eastWest!.east), sum(before.eastWest!.west), sum(before.coarse!.counts)])
    // All are of the same table: windows add up to the day, and rates of rings to that of the detector.
    const size = GRID.rings * GRID.cells
    after.local.forEach((n, i) => expect(Array.from({ length: 4 }, (_, w) => after.windows!.local[w * size + i]!).reduce((a, b) => a + b, 0)).toBe(n))
    after.rate.forEach((n, t) => expect(Array.from({ length: GRID.rings }, (_, ring) => after.ringRate![ring * GRID.cells + t]!).reduce((a, b) => a + b, 0)).toBe(n))
    for (const [a, b] of [[after.sky, before.sky], [after.ringRate, before.ringRate], [after.eastWest!.east, before.eastWest!.east], [after.forwardBackward!.forward, before.forwardBackward!.forward], [after.windows!.local, before.windows!.local], [after.coarse!.counts, before.coarse!.counts]]) {
      expect(a).not.toEqual(b)
    }
  })

  test('have rates by ring, and a background within windows', async () => {
    const { value, error } = await made(of('rates', 'again'), anew('scrambled'))
    expect([...value, ...error].every(Number.isFinite)).toBe(true)
    const { background } = await made(of('solution', OBSERVED.found), anew('scrambled', { method: 'directIntegration', windows: 4 }))
    expect(background.filter((b) => b > 0).length).toBeGreaterThan(400)
  })

  test('of counts without chance are none, and say so', async () => {
    const reason = await made(of('marginals', 'again'), anew('scrambled', {}, setMock(OBSERVED.site, { expectation: true })(drawn))).catch((e: unknown) => e)
    expect(isProblem(reason) && reason.message).toMatch(/no events, so that none can be given the time of another/)
  })
})

test('counts drawn anew without a sky have no dipole beyond noise, by any method; those before have it, and those with a sky', async () => {
  const dipoles = async (study: Study) => (await made(of('dipoles', OBSERVED.found), study)).rows
  const pullsOf = (rows: Results['dipoles']['rows']) => rows.map(({ found }) => Math.hypot(found!.d0h, found!.d6h) / found!.a1Error!)
  const before = pullsOf(await dipoles(drawn))
  expect(before).toHaveLength(7)
  expect(Math.min(...before)).toBeGreaterThan(8)
  expect(Math.min(...pullsOf(await dipoles(anew('resampled'))))).toBeGreaterThan(8)
  for (const how of ['isotropic', 'scrambled'] as const) {
    for (const seed of [1, 2, 3]) {
      // Rayleigh: a dipole of five errors comes once in 270,000 times; of 42 rows once in 6,000, if none shared its events with another.
      expect(Math.max(...pullsOf(await dipoles(anew(how, {}, drawn, seed)))), `${how} ${seed}`).toBeLessThan(5)
    }
  }
})

describe('a record that a file does not hold', () => {
  const marginals = () => made(of('marginals', OBSERVED.site), drawn)

  test('stops what needs it, with a reason: rates by ring', async () => {
    const { ringRate: _, ...without } = await marginals()
    await expect(ringRates(without, undefined, new ThreadJob())).rejects.toThrow(/without the rates of each ring/)
  })

  test('stops what needs it, with a reason: windows of the day', async () => {
    const { solved } = await import('./solving.ts')
    const counts = await marginals()
    for (const method of ['directIntegration', 'scrambling'] as const) {
      await expect(solved([counts], { method, windows: 4 }, { nominal: undefined, sampling: 'centre' }, new ThreadJob())).rejects.toThrow(/do not say what was seen in each of 4 windows/)
      await expect(solved([{ ...counts, windows: { count: 6, local: counts.local } }], { method, windows: 4 }, { nominal: undefined, sampling: 'centre' }, new ThreadJob())).rejects.toThrow(/but in each of 6/)
    }
  })
})
