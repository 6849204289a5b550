import { beforeAll, describe, expect, test } from 'vitest'
import { derive } from '../../engine/derive.ts'
import { ready } from '../../engine/digest.ts'
import { ThreadJob } from '../../engine/job.ts'
import { Vault } from '../../engine/vault.ts'
import { isProblem } from '../../science/problem.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { graph } from '../arrows.ts'
import { OBSERVED } from '../desks.ts'
import type { Observation, Study } from '../document.ts'
import { of, type Name, type Ref } from '../graph.ts'
import { addObservatory, setAcceptance, setMethod, setMock, setObservation, setTrueSky, showWorld } from '../observeEdits.ts'
import { goTo } from '../places.ts'
import type { Results } from '../results.ts'
import { seededStudy } from '../seeded.ts'

const GRID = { rings: 24, cells: 48 }
const small = [setTrueSky({ grid: GRID, dipole: [6e-4, 3e-4, 8e-4] }), setObservation(OBSERVED.site, { grid: GRID })].reduce<Study>((study, edit) => edit(study), goTo('observe')(seededStudy))
const pole = { name: 'IceCube', latitudeDeg: -90, longitudeDeg: 0, zenithMaxDeg: 65 }

/** The rows of the table. */
const METHODS = ['likelihood', 'dipoleLikelihood', 'directIntegration', 'scrambling', 'projection', 'eastWest', 'forwardBackward']
/** Expectations are no events that could be scrambled. */
const canWithoutChance = ({ method }: { readonly method: string }) => method !== 'scrambling'

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

describe('the other methods', () => {
  const across = setTrueSky({ dipole: [6e-4, 3e-4, 0] })(small)

  test('Forward–Backward gives a map band by band, as large as the sky’s', async () => {
    const [seen, sky] = [firstWaves((await found(setMethod({ method: 'forwardBackward' })(setMock(OBSERVED.site, { events: 1e12, expectation: undefined })(across)))).value), firstWaves((await truth(across)).value)]
    const [x, wanted] = [seen, seen.map(({ ring }) => sky[ring]!)].map((waves) => waves.slice(4, -4).reduce((sum, wave) => sum + wave.x, 0))
    expect(x! / wanted!).toBeGreaterThan(0.97)
    expect(x! / wanted!).toBeLessThan(1.03)
  })

  test('scrambling expects what direct integration does, to the noise of its draws; counts without chance cannot be scrambled', async () => {
    const drawn = setMock(OBSERVED.site, { events: 1e7, expectation: undefined })(across)
    const [scrambled, direct] = [await found(setMethod({ method: 'scrambling', draws: 10, seed: 3 })(drawn)), await found(setMethod({ method: 'directIntegration' })(drawn))]
    let [chi, cells] = [0, 0]
    scrambled.background!.forEach((b, i) => {
      if (!(direct.background![i]! > 100)) return
      chi += (b - direct.background![i]!) ** 2 / (direct.background![i]! / 10)
      cells++
    })
    // Less than Poisson, because sums are kept; a mean of ten is ten times quieter than one.
    expect(chi / cells).toBeGreaterThan(0.5)
    expect(chi / cells).toBeLessThan(1.05)
    const reason = await found(setMethod({ method: 'scrambling' })(across)).catch((e: unknown) => e)
    expect(isProblem(reason) && reason.message).toMatch(/Counts without chance are no events/)
  })

  test('scrambling within windows expects what direct integration within them does, and neither expects that of a day', async () => {
    const strong = setMock(OBSERVED.site, { events: 1e7, expectation: undefined })(setTrueSky({ dipole: [0.1, 0, 0] })(small))
    const background = async (method: 'scrambling' | 'directIntegration', windows: number) => (await found(setMethod({ method, windows, draws: 10 })(strong))).background!
    const distance = (a: Float64Array, b: Float64Array) => {
      // Direct integration divides means of D/B out of every ring, scrambling keeps its events: of second order in such a sky.
      const events = (map: Float64Array, i: number) => map.subarray(i - (i % GRID.cells), i - (i % GRID.cells) + GRID.cells).reduce((sum, n) => sum + (n > 0 ? n : 0), 0)
      const expected = b.map((n, i) => (n * events(a, i)) / events(b, i))
      const cells = [...b.keys()].filter((i) => b[i]! > 100)
      return cells.reduce((sum, i) => sum + (a[i]! - expected[i]!) ** 2 / (expected[i]! / 10), 0) / cells.length
    }
    const scrambled = await background('scrambling', 6)
    expect(distance(scrambled, await background('directIntegration', 6))).toBeLessThan(1.05)
    expect(distance(scrambled, await background('directIntegration', 6))).toBeGreaterThan(0.5)
    expect(distance(scrambled, await background('directIntegration', 1))).toBeGreaterThan(5)
    expect(distance(await background('scrambling', 1), await background('directIntegration', 1))).toBeLessThan(1.05)
  })

  test('each state a dipole that is what they must find of the true one', async () => {
    const { rows, truth: known } = await made(of('dipoles', OBSERVED.found), across)
    expect(known!.map((x) => Number(x.toFixed(9)))).toEqual([6e-4, 3e-4, 0])
    expect(rows.map(({ method }) => method)).toEqual(METHODS)
    for (const { method, found: dipole, expected } of rows.filter(canWithoutChance)) {
      expect(Math.hypot(dipole!.d0h - expected![0], dipole!.d6h - expected![1]), method).toBeLessThan(2e-6)
      expect(dipole!.a1Error, method).toBeGreaterThan(1e-6)
    }
    expect(Math.hypot(...rows[2]!.expected!)).toBeLessThan(0.5 * Math.hypot(...rows[0]!.expected!))
  })

  test('of two observatories are put together, with smaller errors', async () => {
    const [one, two] = [await made(of('dipoles', OBSERVED.found), across), await made(of('dipoles', OBSERVED.found), addObservatory({ name: 'Tibet', latitudeDeg: 30, longitudeDeg: 91, zenithMaxDeg: 45 })(across))]
    two.rows.forEach(({ method, found: dipole, expected, missing }, i) => {
      if (!canWithoutChance({ method })) return expect(missing).toMatch(/no events/)
      expect(dipole!.a1Error!, method).toBeLessThan(one.rows[i]!.found!.a1Error!)
      expect(Math.hypot(dipole!.d0h - expected![0], dipole!.d6h - expected![1]), method).toBeLessThan(2e-6)
    })
  })
})

describe('counts drawn anew', () => {
  const drawn = setMock(OBSERVED.site, { events: 1e7, expectation: undefined })(small)
  const redrawn = (how: 'scrambled' | 'isotropic' | 'resampled', seed = 5): Study => {
    const again: Observation = { ...(drawn.parts[OBSERVED.site] as Observation), counts: { from: 'redrawn', observation: OBSERVED.site, how, seed } }
    return { ...drawn, parts: { ...drawn.parts, again } }
  }
  const anew = (study: Study) => made(of('marginals', 'again'), study)
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0)

  test('keep every sum when times are exchanged, and the number of events on average otherwise', async () => {
    const before = await made(of('marginals', OBSERVED.site), drawn)
    const scrambled = await anew(redrawn('scrambled'))
    expect([scrambled.local, scrambled.rate]).toEqual([before.local, before.rate])
    expect(sum(scrambled.sky)).toBe(sum(before.sky))
    expect(scrambled.sky).not.toEqual(before.sky)
    for (const how of ['isotropic', 'resampled'] as const) {
      const again = await anew(redrawn(how))
      expect(Math.abs(sum(again.rate) - sum(before.rate))).toBeLessThan(5 * Math.sqrt(1e7))
      expect((await anew(redrawn(how, 6))).sky).not.toEqual(again.sky)
      expect(again.ringRate).toBeDefined()
    }
  })
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

test('what a method keeps of each wave is told by the closed form, and is what it keeps', async () => {
  const across = setTrueSky({ dipole: [6e-4, 3e-4, 0] })(small)
  for (const method of [{ method: 'directIntegration' }, { passes: 3 }, { passes: 10 }, {}] as const) {
    const study = setMethod(method)(across)
    const [{ kept, passesNeeded }, { value, background }, sky] = [await made(of('convergence', OBSERVED.found), study), await found(study), await truth(across)]
    let [left, whole] = [0, 0]
    value.forEach((x, i) => {
      if (Number.isNaN(x)) return
      left += background![i]! * x * sky.value[i]!
      whole += background![i]! * sky.value[i]! ** 2
    })
    expect(Math.abs(kept[0]! - left / whole)).toBeLessThan(2e-3)
    expect(passesNeeded).toBeGreaterThan(15)
  }
})

test('counts that are no rate × acceptance are found out by the coarse cube, others are not', async () => {
  const drawn = setMock(OBSERVED.site, { events: 1e8, expectation: undefined })(small)
  const [good] = (await made(of('convergence', OBSERVED.found), drawn)).goodness
  expect(good!.degreesOfFreedom).toBeGreaterThan(100)
  expect(good!.probability).toBeGreaterThan(1e-4)
  // The same counts a few hours of the night with another acceptance: the sum of two products is none.
  const other = await made(of('marginals', OBSERVED.site), setAcceptance(OBSERVED.site, { azimuth: [{ m: 1, amplitude: 0.05, azimuthDeg: 90 }] })(drawn))
  const mixed = await made(of('marginals', OBSERVED.site), drawn)
  const { cells } = mixed.coarse!
  const cube = mixed.coarse!.counts.map((n, c) => (c % cells < cells / 2 ? n : other.coarse!.counts[c]!))
  const { solution } = { solution: await made(of('solution', OBSERVED.found), drawn) }
  const { convergenceOf } = await import('./trust.ts')
  const [bad] = (await convergenceOf(solution, [{ ...mixed, coarse: { ...mixed.coarse!, counts: cube } }], { noiseless: false, passes: 'converged', windows: 1, sun: null }, new ThreadJob())).goodness
  expect(bad!.probability).toBeLessThan(1e-12)
})

test('a mock by the solar clock sees the motion of the Earth at 6 h: 95.9 % of it, on every ring', async () => {
  const study = setObservation(OBSERVED.site, { clock: 'solar' })(setMock(OBSERVED.site, { solarDipole: 4.5e-4 })(setTrueSky({ dipole: [0, 0, 0] })(small)))
  const { value, geometry } = await found(study)
  const { cosDelta } = ringsOf(geometry)
  // cos²(ε/2) of the amplitude (R62), with ε = 23.439°.
  const whole = 4.5e-4 * 0.958741
  const waves = firstWaves(value)
  expect(waves.length).toBeGreaterThan(12)
  for (const { ring, x, y } of waves) {
    expect(Math.abs(y / (whole * cosDelta[ring]!) - 1)).toBeLessThan(1e-5)
    expect(Math.abs(x)).toBeLessThan(1e-5 * whole)
  }
})

test('counts on the sky alone have no marginals, and say so', async () => {
  const reason = await made(of('marginals', 'mexico'), seededStudy).catch((e: unknown) => e)
  expect(isProblem(reason) && reason.message).toMatch(/keeps its counts in HEALPix pixels/)
  expect(await made(of('marginals', OBSERVED.site), setAcceptance(OBSERVED.site, { zenithPower: 2 })(small))).toMatchObject({ grid: GRID })
})

test('of a sky that is more than a dipole every method must find what it finds without chance; drawn counts scatter about that', async () => {
  const rich = setTrueSky({ dipole: [6e-4, 3e-4, 0], power: { amplitude: 1e-3, slope: -2, lmax: 10, seed: 3 } })(small)
  const drawn = setMock(OBSERVED.site, { events: 1e10, expectation: undefined })(rich)
  const [plain, without, by] = [await made(of('dipoles', OBSERVED.found), small), await made(of('dipoles', OBSERVED.found), rich), await made(of('dipoles', OBSERVED.found), drawn)]
  expect([plain.moreThanDipole, without.moreThanDipole, by.moreThanDipole]).toEqual([false, true, true])
  by.rows.forEach(({ method, found: dipole, expected }) => expect(Math.hypot(dipole!.d0h - expected![0], dipole!.d6h - expected![1]), method).toBeLessThan(5 * dipole!.a1Error!))
  without.rows.forEach(({ method, found: dipole, expected }, i) => {
    if (!canWithoutChance({ method })) return
    expect([dipole!.d0h, dipole!.d6h], method).toEqual(expected)
    by.rows[i]!.expected!.forEach((x, k) => expect(Math.abs(x - expected![k]!), method).toBeLessThan(1e-11))
    // What leaks is no small thing, and differs from method to method.
    expect(Math.hypot(expected![0] - plain.rows[i]!.expected![0], expected![1] - plain.rows[i]!.expected![1]), method).toBeGreaterThan(1e-5)
  })
})
