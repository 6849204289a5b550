import { beforeAll, describe, expect, test } from 'vitest'
import { derive } from '../../engine/derive.ts'
import { ready } from '../../engine/digest.ts'
import { ThreadJob } from '../../engine/job.ts'
import { Vault } from '../../engine/vault.ts'
import { Problem } from '../../science/problem.ts'
import type { DipoleMethod } from '../../science/reconstruction/dipoleEstimate.ts'
import { graph } from '../arrows.ts'
import { OBSERVED } from '../desks.ts'
import type { ObservationsSource, Study } from '../document.ts'
import { of, type Name, type Ref } from '../graph.ts'
import { addObservatory, setLiveTime, setMethod, setMock, setObservation, setTrueSky } from '../observeEdits.ts'
import { goTo } from '../places.ts'
import type { MethodDipole, Results } from '../results.ts'
import { seededStudy } from '../seeded.ts'

const GRID = { rings: 24, cells: 48 }
const across = [setTrueSky({ grid: GRID, dipole: [6e-4, 3e-4, 0] }), setObservation(OBSERVED.site, { grid: GRID })].reduce<Study>((study, edit) => edit(study), goTo('observe')(seededStudy))
const drawn = setMock(OBSERVED.site, { events: 1e9, expectation: undefined })(across)
const rich = setTrueSky({ power: { amplitude: 1e-3, slope: -2, lmax: 10, seed: 3 } })
const tibet = addObservatory({ name: 'Tibet', latitudeDeg: 30, longitudeDeg: 91, zenithMaxDeg: 45 })

beforeAll(() => ready())
const made = <K extends Name>(ref: Ref<K>, study: Study, job = new ThreadJob()): Promise<Results[K]> => derive(graph, ref, study, new Vault(), job)
const by = (method: Partial<ObservationsSource>, study = across) => made(of('dipoles', OBSERVED.found), setMethod(method)(study))
const rowOf = async (name: DipoleMethod, method: Partial<ObservationsSource>, study = across): Promise<MethodDipole> => (await by(method, study)).rows.find((row) => row.method === name)!
const off = ({ found, expected }: MethodDipole) => Math.hypot(found!.d0h - expected![0], found!.d6h - expected![1])
const size = ({ expected }: MethodDipole) => Math.hypot(...expected!)
const sigma = ({ found }: MethodDipole) => Math.sqrt(found!.covariance[0])

describe('the row of the likelihood', () => {
  test('is there whatever makes the map, the same', async () => {
    const own = await rowOf('likelihood', {})
    for (const method of ['directIntegration', 'ringMean', 'absolute', 'forwardBackward', 'scrambling'] as const) {
      const row = await rowOf('likelihood', { method })
      expect(Math.hypot(row.found!.d0h - own.found!.d0h, row.found!.d6h - own.found!.d6h)).toBeLessThan(1e-12)
      expect(row.found!.covariance).toEqual(own.found!.covariance)
    }
  })

  test.each([{ name: 'one observatory', study: across }, { name: 'two observatories', study: tibet(across) }])('after passes is what they leave, pass by pass more, with errors that grow: $name', async ({ study }) => {
    const rows = await Promise.all([1, 3, 10].map((passes) => rowOf('likelihood', { passes }, study)))
    const [all, direct] = [await rowOf('likelihood', {}, study), await rowOf('directIntegration', {}, study)]
    for (const row of rows) expect(off(row)).toBeLessThan(1e-6)
    expect(size(rows[0]!)).toBeLessThan(0.5 * size(all))
    for (const [less, more] of [[0, 1], [1, 2]] as const) {
      expect(size(rows[more]!)).toBeGreaterThan(size(rows[less]!))
      expect(sigma(rows[more]!)).toBeGreaterThan(sigma(rows[less]!))
    }
    expect(sigma(rows[2]!)).toBeLessThan(sigma(all))
    // Each detector by itself and then put together is not one pass of both.
    if (study === across) expect(size(rows[0]!) / size(direct)).toBeCloseTo(1, 3)
    if (study === across) expect(sigma(rows[0]!) / sigma(direct)).toBeCloseTo(1, 3)
  })

  test('after passes in uneven live time, or of more than a dipole, must be what it is without chance', async () => {
    const gap = setLiveTime(OBSERVED.site, { gapHours: [10, 16], daysOfYear: [0, 30] })
    for (const study of [gap(across), rich(across)]) {
      const [without, some] = [await rowOf('likelihood', { passes: 3 }, study), await rowOf('likelihood', { passes: 3 }, setMock(OBSERVED.site, { events: 1e9, expectation: undefined })(study))]
      expect(off(without)).toBe(0)
      expect(off(some)).toBeGreaterThan(0)
      expect(Math.hypot(some.expected![0] - without.expected![0], some.expected![1] - without.expected![1])).toBeLessThan(1e-11)
    }
    expect((await by({ passes: 3 }, gap(across))).moreThanDipole).toBe(false)
  })

  test('says so where it did not converge', async () => {
    const { dipoleBy } = await import('./dipoleWays.ts')
    const counts = [await made(of('marginals', OBSERVED.site), across)]
    const { counts: sky, background } = await made(of('solution', OBSERVED.found), across)
    const ways = { sampling: 'centre', even: true, windows: 1, seed: 1 } as const
    const found = (converged: boolean) => dipoleBy('likelihood', counts, ways, new ThreadJob(), { counts: sky, background, converged, by: 'likelihood' })
    expect((await found(true)).covariance[0]).toBeGreaterThan(0)
    await expect(found(false)).rejects.toThrow(/did not converge/)
  })
})

describe('windows of the day', () => {
  test.each([2, 4, 6, 24])('(%d) leave what the row of direct integration says, in it and in that of scrambling', async (windows) => {
    const day = await rowOf('directIntegration', { method: 'directIntegration' })
    const row = await rowOf('directIntegration', { method: 'directIntegration', windows })
    expect(off(row)).toBeLessThan(1e-6)
    expect(size(row)).toBeLessThan((windows === 2 ? 0.9 : 0.25) * size(day))
    expect(sigma(row)).toBeLessThan(0.9 * sigma(day))
    const scrambled = await rowOf('scrambling', { method: 'scrambling', windows, draws: 3 }, drawn)
    scrambled.expected!.forEach((x, i) => expect(Math.abs(x - row.expected![i]!)).toBeLessThan(1e-3 * size(row)))
    expect(off(scrambled)).toBeLessThan(5 * sigma(scrambled))
  })

  test('are those of the method that has them: a likelihood beside is not told of them', async () => {
    const [plain, windowed] = [await rowOf('directIntegration', {}), await rowOf('directIntegration', { windows: 6 })]
    expect(windowed).toEqual(plain)
  })
})

describe('the row of scrambling', () => {
  test('has the share of direct integration, and errors as much larger as its draws are few', async () => {
    const direct = await rowOf('directIntegration', {}, drawn)
    for (const draws of [1, 5]) {
      const row = await rowOf('scrambling', { method: 'scrambling', draws }, drawn)
      expect(sigma(row) / sigma(direct)).toBeCloseTo(Math.sqrt(1 + 1 / draws), 12)
      expect(row.expected).toEqual(direct.expected)
      expect(off(row)).toBeLessThan(5 * sigma(row))
    }
  })

  test('is of the draws and the seed that make the map', async () => {
    const study = setMethod({ method: 'scrambling', draws: 3, seed: 5 })(drawn)
    const [row, other, map, { background }] = [await rowOf('scrambling', { method: 'scrambling', draws: 3, seed: 5 }, drawn), await rowOf('scrambling', { method: 'scrambling', draws: 3, seed: 6 }, drawn), await made(of('marginals', OBSERVED.site), study), await made(of('solution', OBSERVED.found), study)]
    expect(row.found!.d0h).not.toBe(other.found!.d0h)
    const { backgroundDipole } = await import('../../science/reconstruction/backgroundDipole.ts')
    const { d0h, d6h } = backgroundDipole(map, background.map((b) => (b > 0 ? b : 0)), 3)
    expect([row.found!.d0h, row.found!.d6h]).toEqual([d0h, d6h])
    // The same skies, drawn for the row alone.
    const { dipoleBy } = await import('./dipoleWays.ts')
    const again = await dipoleBy('scrambling', [map], { sampling: 'centre', even: true, windows: 1, draws: 3, seed: 5 }, new ThreadJob())
    expect(Math.hypot(again.d0h - d0h, again.d6h - d6h)).toBeLessThan(1e-15)
  })

  test('is missing of counts without chance, and the others are there all the same', async () => {
    const { rows } = await by({ method: 'scrambling' })
    expect(rows.filter(({ found }) => found === undefined).map(({ method, missing }) => [method, missing])).toEqual([['scrambling', expect.stringMatching(/no events/)]])
  })

  test('must of a sky that is more than a dipole find what direct integration finds without chance', async () => {
    const { rows, moreThanDipole } = await by({ method: 'scrambling', windows: 4 }, rich(drawn))
    const [scrambled, direct] = (['scrambling', 'directIntegration'] as const).map((name) => rows.find(({ method }) => method === name)!)
    expect(moreThanDipole).toBe(true)
    expect(scrambled!.expected).toEqual(direct!.expected)
    expect(off(scrambled!)).toBeLessThan(5 * sigma(scrambled!))
  })
})

test('the table stops when nobody waits any more, and takes that for no answer of a method', async () => {
  const counts = [await made(of('marginals', OBSERVED.site), across)]
  const { dipolesByMethod } = await import('./dipolesByMethod.ts')
  let breaths = 0
  const job = { breathe: () => (++breaths > 8 ? Promise.reject(new Problem('cancelled', 'Superseded.')) : Promise.resolve()), report: () => {} }
  const asked = { sampling: 'centre', even: true, windows: 1, seed: 1, truth: undefined, moreThanDipole: false, map: undefined, withoutChance: [] } as const
  await expect(dipolesByMethod(counts, asked, job)).rejects.toMatchObject({ code: 'cancelled' })
})

test('the table tells how far it is', async () => {
  const told: number[] = []
  await made(of('dipoles', OBSERVED.found), across, new ThreadJob({ tell: (done, result) => result === 'dipoles' && told.push(done), now: () => 100 * told.length }))
  expect(told.at(-1)).toBe(1)
  expect(told.length).toBeGreaterThan(2)
})
