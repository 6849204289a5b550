/**
 * The two worlds of the Observe place as they ship: HAWC on 120 × 240 cells, a slope of 10⁻³, the shipped seed and others, many events and few. A brighter north and a better detector
 * leave the same counts, to the last one, in every record. Twelve seeds, the shipped one (7) among them, take 8 s on two shared cores; twenty would take 14.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { derive } from '../../engine/derive.ts'
import { ready } from '../../engine/digest.ts'
import { ThreadJob } from '../../engine/job.ts'
import { Vault } from '../../engine/vault.ts'
import type { Marginals } from '../../science/reconstruction/marginals.ts'
import { graph } from '../arrows.ts'
import { OBSERVED } from '../desks.ts'
import type { Study } from '../document.ts'
import { of } from '../graph.ts'
import { setMock, showWorld } from '../observeEdits.ts'
import { goTo } from '../places.ts'
import { SEED, seededStudy } from '../seeded.ts'

const SLOPE = 1e-3
const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1)
const shipped = goTo('observe')(seededStudy)
beforeAll(() => ready())

const countsOf = (study: Study): Promise<Marginals> => derive(graph, of('marginals', OBSERVED.site), study, new Vault(), new ThreadJob())

/** Every array of counts in the records, whatever they are. */
function tables(records: object): readonly Float64Array[] {
  return Object.values(records).flatMap((value) => (value instanceof Float64Array ? [value] : typeof value === 'object' && value !== null ? tables(value as object) : []))
}

/** How many entries differ between two sets of counts. */
function moved(one: Marginals, other: Marginals): number {
  const [a, b] = [tables(one), tables(other)]
  expect(a.map(({ length }) => length)).toEqual(b.map(({ length }) => length))
  return a.reduce((sum, table, i) => sum + table.reduce((n, x, j) => (x === b[i][j] ? n : n + 1), 0), 0)
}

describe.each([1e8, 1e11])('of %d events', (events) => {
  const seen = (seed: number) => setMock(OBSERVED.site, { seed, events, expectation: undefined })(shipped)

  test.each(SEEDS)('not one count moves between the worlds (seed %i)', async (seed) => {
    const sky = await countsOf(showWorld('tiltedSky', SLOPE)(seen(seed)))
    expect(sky.grid).toEqual({ rings: 120, cells: 240 })
    expect(Math.abs(sky.rate.reduce((a, b) => a + b, 0) / events - 1)).toBeLessThan(6 / Math.sqrt(events))
    expect(tables(sky).length).toBeGreaterThan(5)
    expect(moved(sky, await countsOf(showWorld('tiltedDetector', SLOPE)(seen(seed))))).toBe(0)
  })

  test('thousands move where the slope of the detector is a tenth of a thousandth another one', async () => {
    expect(SEEDS).toContain(SEED)
    const [sky, detector] = [await countsOf(showWorld('tiltedSky', SLOPE)(seen(SEED))), await countsOf(showWorld('tiltedDetector', 1.1 * SLOPE)(seen(SEED)))]
    expect(moved(sky, detector)).toBeGreaterThan(1000)
  })
})
