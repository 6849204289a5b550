/** What the errors of a sky that was found from counts say of it, through the graph. HAWC-60 with acceptance ∝ cos θ: f = 0.294 (S7), ρ_1 = 0.731 (quadrature). */
import { beforeAll, describe, expect, test } from 'vitest'
import { derive } from '../../engine/derive.ts'
import { ready } from '../../engine/digest.ts'
import { ThreadJob } from '../../engine/job.ts'
import { eachArray } from '../../engine/sizes.ts'
import { Vault } from '../../engine/vault.ts'
import { reconstructedCovariance, reconstructionNoise } from '../../science/analysis/reconstructedNoise.ts'
import golden from '../../science/golden/observation-20_uncertainties.json'
import { geometryOf } from '../../science/reconstruction/marginals.ts'
import { acceptanceHarmonics } from '../../science/reconstruction/transfer.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import { graph } from '../arrows.ts'
import { OBSERVED } from '../desks.ts'
import type { Study } from '../document.ts'
import { of, type Name, type Ref } from '../graph.ts'
import { addObservatory, setAcceptance, setMethod, setMock, setObservation, setTrueSky } from '../observeEdits.ts'
import { goTo } from '../places.ts'
import type { Results } from '../results.ts'
import { seededStudy } from '../seeded.ts'

const GRID = { rings: 90, cells: 120 }
const EVENTS = 1e9
const rings = ringsOf(geometryOf(GRID))
const edits = [
  setTrueSky({ grid: GRID, dipole: [6e-4, 3e-4, 8e-4] }),
  setObservation(OBSERVED.site, { grid: GRID, site: { name: 'HAWC', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 60 } }),
  setMock(OBSERVED.site, { events: EVENTS }), setAcceptance(OBSERVED.site, { absorption: 0 }),
]
const subtracting = (...degrees: readonly number[]) => (study: Study): Study => ({ ...study, recipes: { ...study.recipes, [OBSERVED.recipe]: { ...study.recipes[OBSERVED.recipe]!, subtract: { on: true, degrees, zonal: false } } } })
const hawc = [...edits, subtracting(1)].reduce((study, edit) => edit(study), goTo('observe')(seededStudy))
const vault = new Vault()
const made = <K extends Name>(ref: Ref<K>, study: Study): Promise<Results[K]> => derive(graph, ref, study, vault, new ThreadJob())

const { input, expected } = golden.cases.find(({ name }) => name === 'HAWC60')!
/** Errors of fewer events than the case has. */
const SCALE = Math.sqrt(input.Ntot! / EVENTS)
const [F, RHO] = [0.294, 0.731]
/** The closed form of the fit is of first order in δI; the table solves for the errors about the sky that was found. */
const SQUARE = 1e-3 ** 2

beforeAll(() => ready())

interface Errors {
  /** Of δ_0h, as it is stated, and as it were if pixels scattered each by itself. */
  readonly sigma: number
  readonly naive: number
}
async function errorsOf(study: Study): Promise<Errors> {
  const [{ covariance, inverse, terms }, dipole] = [await made(of('fit', OBSERVED.found, 'withDipole'), study), await made(of('dipole', OBSERVED.found), study)]
  const at = terms.findIndex(({ l, m, part }) => l === 1 && m === 1 && part === 're') * (terms.length + 1)
  const sigma = Math.sqrt(dipole.covariance![0])
  return { sigma, naive: sigma * Math.sqrt(inverse[at]! / covariance![at]!) }
}
const by = (method: Parameters<typeof setMethod>[0], study = hawc) => errorsOf(setMethod(method)(study))
const ratio = ({ sigma, naive }: Errors) => (sigma / naive) ** 2
const KNOWN = SCALE * expected.sigma_known_background!
const near = (found: number, wanted: number, share: number) => expect(Math.abs(found / wanted - 1)).toBeLessThan(share)

describe('the error of the dipole', () => {
  test('in the map of a likelihood is that of spec 18, 1.9 times that of pixels by themselves', async () => {
    const { sigma, naive } = await errorsOf(hawc)
    near(naive, KNOWN, 1e-3)
    near(ratio({ sigma, naive }), 1 + (1 - F) / (1 - RHO), 3e-3)
  })

  test('is a little more than that of a likelihood which knows the sky to be a dipole (S21), and what the table of methods says', async () => {
    const [{ sigma }, { rows }] = [await errorsOf(hawc), await made(of('dipoles', OBSERVED.found), hawc)]
    expect(sigma / (SCALE * expected.sigma_ML!)).toBeGreaterThan(1)
    near(sigma, SCALE * expected.sigma_ML!, 0.04)
    const [map, alone] = (['likelihood', 'dipoleLikelihood'] as const).map((one) => Math.sqrt(rows.find(({ method }) => method === one)!.found!.covariance![0]))
    near(sigma, map!, SQUARE)
    expect(sigma / alone!).toBeGreaterThan(1)
    near(sigma, alone!, 0.04)
  })

  test('about what direct integration expects is smaller than that of pixels by themselves', async () => {
    const direct = await by({ method: 'directIntegration' })
    near(direct.sigma, SCALE * expected.sigma_DI_map!, 1e-3)
    near(ratio(direct), F, 2e-3)
    near((await by({ passes: 1 })).sigma, direct.sigma, 1e-9)
  })

  test.each([3, 4, 6, 24])('within %d windows of the day is as much smaller as what they leave of a wave, and what the table of methods says', async (windows) => {
    const method = { method: 'directIntegration', windows } as const
    const [day, { sigma, naive }, { rows }] = [await by({ method: 'directIntegration' }), await by(method), await made(of('dipoles', OBSERVED.found), setMethod(method)(hawc))]
    const half = Math.PI / windows
    // Of 120 cells a day means over windows of five take a little more than those of many.
    near((sigma / day.sigma) ** 2, 1 - (Math.sin(half) / half) ** 2, windows === 24 ? 0.05 : 0.02)
    near(naive, day.naive, 1e-3)
    near(sigma, Math.sqrt(rows.find((row) => row.method === 'directIntegration')!.found!.covariance[0]), 2e-3)
    const drawn = setMock(OBSERVED.site, { expectation: undefined })(hawc)
    near((await by({ method: 'scrambling', draws: 4, windows }, drawn)).sigma, sigma * Math.sqrt(1.25), 2e-3)
  })

  test.each([2, 5, 50])('grows from one to the other pass by pass (%d)', async (passes) => {
    const still = RHO ** (passes - 1)
    near(ratio(await by({ passes })), 1 + (1 - F) * ((1 - still) ** 2 / (1 - RHO) - still ** 2), 3e-3)
  })

  test('against the mean of scrambled skies holds their scatter too', async () => {
    const drawn = setMock(OBSERVED.site, { expectation: undefined })(hawc)
    const [direct, scrambled] = [await by({ method: 'directIntegration' }, drawn), await by({ method: 'scrambling', draws: 4 }, drawn)]
    near(scrambled.sigma, direct.sigma * Math.sqrt(1 + 1 / 4), 1e-3)
    near(scrambled.naive, KNOWN * Math.sqrt(1 + 1 / 4), 2e-3)
  })

  test.each(['ringMean', 'absolute'] as const)('where the background is known is that of pixels by themselves (%s)', async (method) => {
    const { sigma, naive } = await by({ method })
    expect(sigma).toBe(naive)
    near(sigma, KNOWN, 1e-3)
    expect((await made(of('intensity', OBSERVED.found), setMethod({ method })(hawc))).rateNoise).toBeUndefined()
  })

  test('of two observatories is that of their joint information', async () => {
    const two = addObservatory({ name: 'Tibet', latitudeDeg: 30, longitudeDeg: 91, zenithMaxDeg: 45 })(hawc)
    const [{ sigma, naive }, { rows }] = [await errorsOf(two), await made(of('dipoles', OBSERVED.found), two)]
    near(sigma, Math.sqrt(rows[0]!.found!.covariance![0]), SQUARE)
    expect(sigma / naive).toBeGreaterThan(1.8)
  })

  test('on a band of declination keeps what rates took from the whole sky, and multipoles fitted beside it theirs', async () => {
    const { recipes } = subtracting(1, 2)(hawc)
    const band: Study = { ...hawc, recipes: { ...recipes, [OBSERVED.recipe]: { ...recipes[OBSERVED.recipe]!, mask: { on: true, declinationDeg: [-10, 60], minimumCounts: 0 } } } }
    const [{ covariance, terms }, { local }] = [await made(of('fit', OBSERVED.found, 'withDipole'), band), await made(of('marginals', OBSERVED.site), band)]
    const exposure = acceptanceHarmonics(GRID, local, 2)
    const fitted = Uint8Array.from(rings.sinDelta, (s) => (s >= Math.sin(radians(-10)) && s <= Math.sin(radians(60)) ? 1 : 0))
    for (const [m, degrees] of [[1, [1, 2]], [2, [2]]] as const) {
      const { same } = reconstructedCovariance(rings, exposure, degrees, m, EVENTS, 'likelihood', fitted)
      const at = degrees.map((l) => terms.findIndex((term) => term.l === l && term.m === m && term.part === 'im'))
      at.forEach((i, k) => at.forEach((j, q) => near(covariance![i * terms.length + j]!, same[k * at.length + q]!, 2e-3)))
    }
  })

  test('of a difference of two skies is that of both', async () => {
    const difference = { kind: 'sky', recipe: OBSERVED.recipe, source: { from: 'difference', of: [OBSERVED.found, 'direct'] } } as const
    const direct = setMethod({ method: 'directIntegration' })(hawc).parts[OBSERVED.found]!
    const fit = async (part: string) => made(of('fit', part), { ...hawc, parts: { ...hawc.parts, direct, difference } })
    const [a, b, both] = [await fit(OBSERVED.found), await fit('direct'), await fit('difference')]
    both.covariance!.forEach((c, i) => expect(Math.abs(c - a.covariance![i]! - b.covariance![i]!)).toBeLessThan(2e-3 * both.covariance![0]!))
  })
})

describe('the noise level of a spectrum', () => {
  const levelOf = async (study: Study) => (await made(of('noise', OBSERVED.found), study)).level
  const addedTo = (level: Float64Array, known: Float64Array) => level.map((x, l) => x - known[l]!)

  test.each([['likelihood', [2.14, 0.18]], ['directIntegration', [-0.58, -0.12]]] as const)('holds what reconstruction adds (S18′), by %s', async (method, printed) => {
    const [level, known] = [await levelOf(setMethod({ method })(hawc)), await levelOf(setMethod({ method: 'ringMean' })(hawc))]
    const { local } = await made(of('marginals', OBSERVED.site), hawc)
    const exposure = acceptanceHarmonics(GRID, local, 12)
    const seen = Float64Array.from({ length: GRID.rings }, (_, ring) => (exposure.re[13 * ring]! > 0 ? 1 : 0))
    const wanted = reconstructionNoise(rings, exposure, seen, EVENTS, 12, method)
    // The counts of a pixel are those of the sky there, 1e-3 away from what is expected.
    addedTo(level, known).slice(0, 13).forEach((x, l) => expect(Math.abs(x - wanted[l]!)).toBeLessThan(3e-3 * known[1]!))
    // Where the edge of the field of view falls between rings is worth some per cent (spec 15 has 60 rings of equal width).
    printed.forEach((share, i) => near(addedTo(level, known)[i + 1]! / known[i + 1]!, share, 0.1))
  })

  test('within windows of the day is what they leave of every wave', async () => {
    const [six, day, known] = [await levelOf(setMethod({ method: 'directIntegration', windows: 6 })(hawc)), await levelOf(setMethod({ method: 'directIntegration' })(hawc)), await levelOf(setMethod({ method: 'ringMean' })(hawc))]
    // l = 1 is m = ±1 alone; a wave of as many turns as there are windows is left whole, and those far above nearly so.
    near(six[1]! / day[1]!, 1 - (Math.sin(Math.PI / 6) / (Math.PI / 6)) ** 2, 0.01)
    for (let l = 2; l < 12; l++) expect(six[l]! / known[l]!).toBeGreaterThan(six[l - 1]! / known[l - 1]!)
    expect(six[12]! / known[12]!).toBeGreaterThan(0.5)
  })

  test('has none of m = 0, which was divided out of every ring, whether that is counted or not', async () => {
    const { recipes } = hawc
    const zonal: Study = { ...hawc, recipes: { ...recipes, [OBSERVED.recipe]: { ...recipes[OBSERVED.recipe]!, spectrum: { ...recipes[OBSERVED.recipe]!.spectrum, zonal: true } } } }
    expect(await levelOf(zonal)).toEqual(await levelOf(hawc))
    expect((await levelOf(zonal))[0]).toBe(0)
  })
})

test('a sky carries some kilobytes of this, whatever its pixels', async () => {
  let size = 0
  eachArray((await made(of('intensity', OBSERVED.found), hawc)).rateNoise, (array) => (size += array.byteLength))
  expect(size).toBeGreaterThan(0)
  expect(size).toBeLessThan(GRID.rings * 13 * 16 + 1000)
})
