import { beforeAll, describe, expect, test } from 'vitest'
import { derive } from '../../engine/derive.ts'
import { ready } from '../../engine/digest.ts'
import { ThreadJob } from '../../engine/job.ts'
import { Vault } from '../../engine/vault.ts'
import { isProblem } from '../../science/problem.ts'
import { graph } from '../arrows.ts'
import { OBSERVED } from '../desks.ts'
import type { Study } from '../document.ts'
import { of, type Name, type Ref } from '../graph.ts'
import { addObservatory, setAcceptance, setMethod, setMock, setObservation, setTrueSky, showWorld } from '../observeEdits.ts'
import { goTo } from '../places.ts'
import type { Results } from '../results.ts'
import { seededStudy } from '../seeded.ts'

const GRID = { rings: 24, cells: 48 }
const small = [setTrueSky({ grid: GRID, dipole: [6e-4, 3e-4, 8e-4] }), setObservation(OBSERVED.site, { grid: GRID })].reduce<Study>((study, edit) => edit(study), goTo('observe')(seededStudy))
const pole = { name: 'IceCube', latitudeDeg: -90, longitudeDeg: 0, zenithMaxDeg: 65 }

beforeAll(() => ready())
const made = <K extends Name>(ref: Ref<K>, study: Study): Promise<Results[K]> => derive(graph, ref, study, new Vault(), new ThreadJob())
const found = (study: Study) => made(of('intensity', OBSERVED.found), study)
const truth = (study: Study) => made(of('intensity', OBSERVED.truth), study)

/** The first wave of each ring of a map, ring by ring: what is left of the equatorial dipole. */
function firstWaves(value: Float64Array): readonly { readonly ring: number; readonly x: number; readonly y: number; readonly mean: number }[] {
  return Array.from({ length: GRID.rings }, (_, ring) => {
    const row = value.subarray(ring * GRID.cells, (ring + 1) * GRID.cells)
    const wave = (f: (x: number) => number) => row.reduce((sum, v, a) => sum + (2 / GRID.cells) * v * f((2 * Math.PI * (a + 0.5)) / GRID.cells), 0)
    return { ring, x: wave(Math.cos), y: wave(Math.sin), mean: row.reduce((a, b) => a + b, 0) / GRID.cells }
  }).filter(({ x }) => Number.isFinite(x))
}

describe('a true sky, seen by an observatory and found again', () => {
  test('is the true one but for what varies with declination alone, by the likelihood', async () => {
    const [seen, sky] = [firstWaves((await found(small)).value), firstWaves((await truth(small)).value)]
    expect(seen.length).toBeGreaterThan(12)
    for (const { ring, x, y, mean } of seen) {
      expect(Math.abs(x - sky[ring]!.x)).toBeLessThan(1e-6)
      expect(Math.abs(y - sky[ring]!.y)).toBeLessThan(1e-6)
      expect(Math.abs(mean)).toBeLessThan(1e-9)
    }
  })

  test('is weaker by direct integration, less so pass by pass, and whole where the acceptance is known', async () => {
    const size = async (study: Study) => firstWaves((await found(study)).value).reduce((sum, { x, y }) => sum + Math.hypot(x, y), 0)
    const direct = await size(setMethod({ method: 'directIntegration' })(small))
    const passes = await Promise.all([1, 2, 5, 20].map((n) => size(setMethod({ passes: n })(small))))
    const known = setMethod({ method: 'absolute' })(small)
    expect(passes[0]).toBeCloseTo(direct, 12)
    for (let i = 1; i < passes.length; i++) expect(passes[i]).toBeGreaterThan(passes[i - 1]!)
    expect(direct / (await size(small))).toBeLessThan(0.5)
    const [map, sky] = [await found(known), await truth(small)]
    expect(map.ringMeanRemoved).toBe(false)
    const middle = 12 * GRID.cells
    // The number of events is what was counted of this sky: its mean over the exposure cannot be known, and nothing else is lost.
    const ratio = (1 + map.value[middle]!) / (1 + sky.value[middle]!)
    map.value.forEach((x, i) => Number.isNaN(x) || expect(Math.abs((1 + x) / (1 + sky.value[i]!) / ratio - 1)).toBeLessThan(1e-9))
  })

  test.each(['ringMean', 'directIntegration', 'likelihood'] as const)('by %s is seen by several observatories together', async (method) => {
    const two = setMethod({ method })(addObservatory(pole)(small))
    const [one, joint] = [await found(setMethod({ method })(small)), await found(two)]
    const pixels = (map: { value: Float64Array }) => map.value.filter((x) => !Number.isNaN(x)).length
    expect(pixels(joint)).toBeGreaterThan(pixels(one))
    expect(joint.counts!.reduce((sum, n) => sum + (Number.isNaN(n) ? 0 : n), 0) / 2e11).toBeCloseTo(1, 9)
  })
})

test('two worlds leave the same counts, to the last one, with chance and without', async () => {
  for (const expectation of [true, undefined]) {
    const study = setMock(OBSERVED.site, { events: 1e6, expectation })(small)
    const [sky, detector] = [showWorld('tiltedSky', 1e-3)(study), showWorld('tiltedDetector', 1e-3)(study)]
    const [a, b] = [await made(of('marginals', OBSERVED.site), sky), await made(of('marginals', OBSERVED.site), detector)]
    expect(a.local.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(9e5)
    a.sky.forEach((n, i) => (expectation ? expect(Math.abs(n - b.sky[i]!)).toBeLessThanOrEqual(1e-12 * n) : expect(n).toBe(b.sky[i])))
    if (!expectation) expect([a.local, a.rate, a.ringRate]).toEqual([b.local, b.rate, b.ringRate])
  }
})

test('rates: a dipole along the axis moves whole lines, one across it makes them wave', async () => {
  const lines = async (dipole: readonly [number, number, number]) => {
    const { value, cells, bands } = await made(of('rates', OBSERVED.site), setTrueSky({ dipole })(small))
    return bands.map((_, b) => [...value.subarray(b * cells, (b + 1) * cells)])
  }
  const spread = (row: readonly number[]) => Math.max(...row) - Math.min(...row)
  const mean = (row: readonly number[]) => row.reduce((a, b) => a + b, 0) / row.length
  const up = await lines([0, 0, 1e-3])
  expect(Math.max(...up.map(spread))).toBeLessThan(1e-12)
  expect(mean(up[0]!) - mean(up.at(-1)!)).toBeGreaterThan(1e-3)
  const across = await lines([1e-3, 0, 0])
  expect(Math.max(...across.map((row) => Math.abs(mean(row))))).toBeLessThan(1e-6)
  expect(Math.min(...across.map(spread))).toBeGreaterThan(5e-4)
})

test('the passes of a likelihood are told: it climbs, and less each time', async () => {
  const { passes, converged } = await made(of('convergence', OBSERVED.found), setMethod({ passes: 12 })(small))
  expect(passes.map(({ pass }) => pass)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
  for (let i = 1; i < 12; i++) expect(passes[i]!.logLikelihood - passes[i - 1]!.logLikelihood).toBeGreaterThan(-1e-12 * Math.abs(passes[i]!.logLikelihood))
  expect(passes[11]!.change).toBeLessThan(passes[1]!.change)
  expect(converged).toBe(false)
  expect((await made(of('convergence', OBSERVED.found), small)).converged).toBe(true)
})

test('a mock by the solar clock sees the motion of the Earth at 6 h', async () => {
  const study = setObservation(OBSERVED.site, { clock: 'solar' })(setMock(OBSERVED.site, { solarDipole: 4.5e-4 })(setTrueSky({ dipole: [0, 0, 0] })(small)))
  const { value } = await found(study)
  const waves = firstWaves(value)
  const { x, y } = waves[Math.floor(waves.length / 2)]!
  expect(Math.abs(x)).toBeLessThan(0.01 * y)
  expect(y).toBeGreaterThan(3e-4)
})

test('counts on the sky alone have no marginals, and say so', async () => {
  const reason = await made(of('marginals', 'mexico'), seededStudy).catch((e: unknown) => e)
  expect(isProblem(reason) && reason.message).toMatch(/keeps its counts in HEALPix pixels/)
  expect(await made(of('marginals', OBSERVED.site), setAcceptance(OBSERVED.site, { zenithPower: 2 })(small))).toMatchObject({ grid: GRID })
})
