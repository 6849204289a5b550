/** What a run tells of skies that were found from observations. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { openAsBlob } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { derive } from '../engine/derive.ts'
import { ready } from '../engine/digest.ts'
import { ThreadJob } from '../engine/job.ts'
import { Vault } from '../engine/vault.ts'
import { readMarginals } from '../formats/marginalsFile.ts'
import { writeMarginals } from '../formats/marginalsWrite.ts'
import { graph } from '../study/arrows.ts'
import { OBSERVED } from '../study/desks.ts'
import type { ObservationsSource, Study } from '../study/document.ts'
import { of } from '../study/graph.ts'
import { setLiveTime, setMethod, setMock, setObservation, setTrueSky } from '../study/observeEdits.ts'
import { goTo } from '../study/places.ts'
import { seededStudy } from '../study/seeded.ts'
import { merge } from './merge.ts'
import { observe } from './observe.ts'
import { run } from './run.ts'

const GRID = { rings: 24, cells: 48 }
/** (δ_0h, δ_6h, δ_N) of the true sky; no other has these numbers. */
const TRUTH = [6e-4, 3e-4, 8e-4] as const
const EVENTS = 1e10
/** Drawn by chance, so that what is found is not what was put in. */
const small = [setTrueSky({ grid: GRID, dipole: TRUTH }), setObservation(OBSERVED.site, { grid: GRID }), setMock(OBSERVED.site, { events: EVENTS, expectation: undefined, seed: 3 })]
  .reduce<Study>((study, edit) => edit(study), goTo('observe')(seededStudy))

let folder: string
beforeAll(async () => {
  await ready()
  folder = await mkdtemp(join(tmpdir(), 'anisky-found-'))
})
afterAll(() => rm(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)

async function ran(name: string, study: Study | undefined, data: readonly string[] = []) {
  const logged: string[] = []
  const path = study && at(`${name}.anisky.json`)
  if (path !== undefined) await writeFile(path, JSON.stringify(study))
  await run({ study: path, data, out: at(name), log: (line) => logged.push(line) })
  const text = await readFile(at(`${name}/results.json`), 'utf8')
  return { text, logged, results: JSON.parse(text) }
}
const told = async (name: string, study: Study) => (await ran(name, study)).results

describe('a study of the Observe place', () => {
  let first: Awaited<ReturnType<typeof ran>>
  beforeAll(async () => void (first = await ran('first', small)))

  test('tells the sky that was found, not the true sky, and names it', async () => {
    const { sky, dipole } = first.results
    expect(sky).toMatchObject({ part: OBSERVED.found, isTruth: false, synthetic: true })
    expect(dipole.covariance).not.toBeNull()
    const [[xx], [, yy]] = dipole.covariance
    for (const [found, truth, variance] of [[dipole.d0h, TRUTH[0], xx], [dipole.d6h, TRUTH[1], yy]]) {
      expect(found).not.toBeCloseTo(truth, 8)
      expect(Math.abs(found - truth)).toBeLessThan(5 * Math.sqrt(variance))
    }
    expect(await readFile(at('first/relative-intensity.csv'), 'utf8')).toContain(`intensity@${OBSERVED.found}`)
  })

  test('tells the true sky after it, in a section of its own that says what it is', () => {
    expect(first.results.otherSkies).toHaveLength(1)
    const [truth] = first.results.otherSkies
    expect(truth).toMatchObject({ sky: { part: OBSERVED.truth, isTruth: true, synthetic: true }, warnings: [expect.stringContaining('not measured')], dipole: { covariance: null }, reconstruction: null })
    expect(truth.dipole.d0h).toBeCloseTo(TRUTH[0], 10)
    expect(first.results).toMatchObject({ warnings: [expect.stringContaining('no data')] })
    expect(first.logged).toContain(`${OBSERVED.found}: ${first.results.warnings[0]}`)
  })

  test('gives the same bytes twice', async () => {
    expect((await ran('second', small)).text).toBe(first.text)
  })

  test('tells the dipole by every method of the table, with its error, what is predicted and what it cannot see', async () => {
    const { byMethod, truth } = first.results.reconstruction.dipoles
    const { rows } = await derive(graph, of('dipoles', OBSERVED.found), small, new Vault(), new ThreadJob())
    expect(byMethod.map(({ method }: { method: string }) => method)).toEqual(rows.map(({ method }) => method))
    expect(byMethod.map(({ method }: { method: string }) => method)).toEqual(expect.arrayContaining(['likelihood', 'dipoleLikelihood', 'directIntegration', 'eastWest']))
    expect(truth).toMatchObject({ moreThanDipole: false })
    TRUTH.forEach((x, i) => expect(Math.abs([truth.d0h, truth.d6h, truth.dN][i] - x)).toBeLessThan(1e-8))
    for (const { d0h, d6h, covariance, a1, a1Error, alpha1Deg, alpha1ErrorDeg, expected, response, cannotSee, method } of byMethod) {
      expect(a1 ** 2).toBeCloseTo(d0h ** 2 + d6h ** 2, 15)
      expect(Math.tan((alpha1Deg * Math.PI) / 180)).toBeCloseTo(d6h / d0h, 9)
      // Where both components are as well known: σ of A₁, and σ/A₁ of its direction.
      expect(a1Error / Math.sqrt((covariance[0][0] + covariance[1][1]) / 2)).toBeCloseTo(1, 2)
      expect((alpha1ErrorDeg * Math.PI) / 180 / (a1Error / a1)).toBeCloseTo(1, 2)
      expect(cannotSee).toMatchObject({ vertical: true, zonal: true })
      const must = [0, 1].map((i) => response[i][0] * TRUTH[0] + response[i][1] * TRUTH[1])
      const [e, f] = [expected.d0h - must[0]!, expected.d6h - must[1]!]
      expect(Math.hypot(e, f), method).toBeLessThan(1e-3 * expected.a1)
      expect(Math.hypot(d0h - expected.d0h, d6h - expected.d6h), method).toBeLessThan(5 * Math.sqrt(covariance[0][0] + covariance[1][1]))
    }
  })

  test('tells how it was found, and how far that holds', () => {
    const { method, settings, observations, convergence, bootstrap } = first.results.reconstruction
    expect({ method, settings, bootstrap }).toEqual({ method: 'likelihood', settings: { passes: 'to convergence' }, bootstrap: null })
    expect(observations).toEqual([{ part: OBSERVED.site, site: { name: 'HAWC', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 57 }, clock: 'sidereal', counts: 'mock', events: expect.any(Number) }])
    expect(Math.abs(observations[0].events - EVENTS)).toBeLessThan(5 * Math.sqrt(EVENTS))
    expect(convergence).toMatchObject({ converged: true, slopeOpen: false, solarLeak: null, goodness: [{ part: OBSERVED.site }] })
    expect(convergence.passes.at(-1).logLikelihood).toBeGreaterThan(convergence.logLikelihoodBefore)
    // The closed forms of convergence: all is kept.
    for (const { share } of convergence.kept) expect(share).toBeCloseTo(1, 9)
    const [{ chiSquare, degreesOfFreedom, probability }] = convergence.goodness
    expect(Math.abs(chiSquare - degreesOfFreedom)).toBeLessThan(5 * Math.sqrt(2 * degreesOfFreedom))
    expect(probability).toBeGreaterThan(1e-6)
  })
})

test('a likelihood that is stopped early says that it is not converged, what it keeps, and what it takes', async () => {
  const { dipole, warnings, reconstruction: { settings, convergence } } = await told('early', setMock(OBSERVED.site, { expectation: true })(setMethod({ passes: 1 })(small)))
  expect(settings).toEqual({ passes: 1 })
  expect(convergence).toMatchObject({ converged: false, passes: [{ pass: 1 }] })
  // A fit to the map finds the share of the dipole that is said to be kept.
  const [{ m, share }] = convergence.kept
  expect({ m, small: share < 0.5 }).toEqual({ m: 1, small: true })
  expect(Math.abs(dipole.a1 / Math.hypot(TRUTH[0], TRUTH[1]) - share)).toBeLessThan(0.01)
  expect(warnings).toEqual([expect.stringContaining('Synthetic'), `Not converged after 1 pass: it takes ${convergence.passesNeeded} until no more than 1 % of a dipole is missing.`, expect.stringContaining(`keeps ${(100 * share).toFixed(1)} % of a dipole (likelihood)`)])
})

test('a slope that is open is told of, and where the Earth moves, what that leaves', async () => {
  const hour = await told('hour', setLiveTime(OBSERVED.site, { daysOfYear: [0, 1], gapHours: [1, 24] })(small))
  expect(hour.reconstruction.convergence.slopeOpen).toBe(true)
  expect(hour.warnings).toContainEqual(expect.stringContaining('A slope is open'))
  const sun = [setMock(OBSERVED.site, { solarDipole: 4.5e-4 }), setObservation(OBSERVED.site, { clock: 'solar' })].reduce((study, edit) => edit(study), small)
  const { reconstruction: { convergence: { solarLeak }, observations } } = await told('sun', sun)
  expect(observations[0].clock).toBe('solar')
  // The Earth flies towards 6 h of local solar time at cos of the obliquity, in the mean over the year (1 + cos ε)/2.
  expect(solarLeak.a1 / 4.5e-4).toBeCloseTo((1 + Math.cos((23.44 * Math.PI) / 180)) / 2, 3)
  expect(solarLeak.alpha1Deg).toBeCloseTo(90, 1)
})

test('the bootstrap is told where the study asks for it', async () => {
  const { reconstruction: { bootstrap, settings } } = await told('bootstrap', setMethod({ bootstrap: 4, seed: 5 })(small))
  const square = [[expect.any(Number), expect.any(Number)], [expect.any(Number), expect.any(Number)]]
  expect(bootstrap).toEqual({ method: 'likelihood', draws: 4, covariance: square, stated: square })
  expect(settings).toEqual({ passes: 'to convergence', seed: 5 })
})

test.each([
  ['directIntegration', { windows: 1 }],
  ['scrambling', { draws: 20, seed: 1 }],
  ['forwardBackward', { halfOpeningDeg: 30 }],
  ['ringMean', {}],
  ['absolute', {}],
] as const)('settings of %s that a study leaves out are told as they are', async (method, settings) => {
  const by = (more: Partial<ObservationsSource>) => told(`${method}${Object.keys(more).length}`, setMethod({ method, ...more })(small))
  const [{ provenance: _, ...left }, { provenance: _stated, ...stated }] = [await by({}), await by(settings)]
  expect(left.reconstruction).toMatchObject({ method, settings })
  expect(left).toEqual(stated)
})

describe('counts from files', () => {
  const file = (study: string, seed: number) => ran(study, setMock(OBSERVED.site, { seed })(small)).then(() => observe({ study: at(`${study}.anisky.json`), part: OBSERVED.site, data: [], out: at(`${study}.marginals.npz`) }))

  test('observed, merged and run without a study are found by likelihood, as the sum of what they were, and known for a mock', async () => {
    const nights = [...(await file('night1', 11)), ...(await file('night2', 12))]
    const [both] = await merge({ out: at('both.marginals.npz'), files: nights })
    const { results, logged } = await ran('both', undefined, [both!])
    expect(results.sky).toMatchObject({ from: 'observations', isTruth: false, synthetic: true })
    expect(results.warnings[0]).toContain('Synthetic')
    expect(logged.join('\n')).toContain('Synthetic')
    const { method, observations, dipoles } = results.reconstruction
    const alone = await Promise.all(nights.map(async (path) => (await readMarginals(await openAsBlob(path))).marginals.rate.reduce((a, b) => a + b)))
    expect({ method, observations }).toMatchObject({ method: 'likelihood', observations: [{ counts: 'file', events: alone[0]! + alone[1]! }] })
    // Nobody knows the true sky of a file.
    expect(dipoles.truth).toBeNull()
    expect(dipoles.byMethod.map(({ expected }: { expected: unknown }) => expected)).toEqual(dipoles.byMethod.map(() => null))
    expect(results.otherSkies).toEqual([])
    const [[xx]] = results.dipole.covariance
    expect(Math.abs(results.dipole.d0h - TRUTH[0])).toBeLessThan(5 * Math.sqrt(xx))
  })

  test('of somebody else are data; a gain between east and west that drifts through the day is told as a bad fit', async () => {
    const { site, clock, marginals } = await readMarginals(await openAsBlob(at('night1.marginals.npz')))
    const coarse = marginals.coarse!
    const drifting = coarse.counts.map((n, c) => Math.round(n * (1 + 1e-2 * Math.sin((2 * Math.PI * (Math.floor(c / coarse.cells) % coarse.cells)) / coarse.cells) * Math.sin((2 * Math.PI * ((c % coarse.cells) + 0.5)) / coarse.cells))))
    const fullest = drifting.indexOf(Math.max(...drifting))
    drifting[fullest]! += marginals.rate.reduce((a, b) => a + b) - drifting.reduce((a, b) => a + b)
    const pieces = [{ fingerprint: 'e'.repeat(32), events: marginals.rate.reduce((a, b) => a + b), from: { parts: 'three', telescope: null } }]
    await writeFile(at('real.marginals.npz'), writeMarginals({ site, clock, pieces, marginals: { ...marginals, coarse: { ...coarse, counts: drifting } } }))
    const { results } = await ran('real', undefined, [at('real.marginals.npz')])
    expect(results.sky.synthetic).toBe(false)
    expect(results.warnings).toEqual([expect.stringMatching(/^A bad fit: chi-square \d+ for \d+ degrees of freedom\. The counts of HAWC are no rate times an acceptance/)])
    expect(results.reconstruction.convergence.goodness[0].probability).toBeLessThan(1e-100)
  })

  test('that are not given stop the sky a run is about, and no other: that says what it lacks', async () => {
    const lacking: Study = {
      ...small,
      parts: {
        ...small.parts,
        night: { kind: 'data', origin: { name: 'night.npz', bytes: 9, sha256: 'f'.repeat(64) }, reading: { as: 'marginals' } },
        there: { ...small.parts[OBSERVED.site]!, counts: { from: 'file', data: 'night' } } as Study['parts'][string],
        lost: { ...small.parts[OBSERVED.found]!, source: { from: 'observations', observations: ['there'], method: 'likelihood' } } as Study['parts'][string],
      },
      view: { ...small.view, panes: [...small.view.panes, { ...small.view.panes[0]!, part: 'lost' } as Study['view']['panes'][number]] },
    }
    const { results: { sky, otherSkies } } = await ran('lacking', lacking)
    expect(sky.part).toBe(OBSERVED.found)
    expect(otherSkies[0]).toEqual({ sky: expect.objectContaining({ part: 'lost' }), missing: expect.stringContaining('night.npz') })
    expect(otherSkies[1]).toMatchObject({ sky: { part: OBSERVED.truth } })
    await expect(ran('stopped', { ...lacking, view: { ...lacking.view, panes: [...lacking.view.panes].reverse() } })).rejects.toMatchObject({ code: 'file-missing' })
  })
})
