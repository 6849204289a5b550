import { execFile } from 'node:child_process'
import { openAsBlob } from 'node:fs'
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { graph } from '../study/arrows.ts'
import { derive } from '../engine/derive.ts'
import { ThreadJob } from '../engine/job.ts'
import { Vault } from '../engine/vault.ts'
import { readMarginals } from '../formats/marginalsFile.ts'
import { addMarginals } from '../science/reconstruction/marginals.ts'
import type { MockCounts, Observation, Sky, Study } from '../study/document.ts'
import { of } from '../study/graph.ts'
import { goTo } from '../study/places.ts'
import { seededStudy } from '../study/seeded.ts'
import { merge } from './merge.ts'
import { observe } from './observe.ts'
import { inspectFiles, run } from './run.ts'

const GRID = { rings: 24, cells: 24 }
const base = goTo('observe')(seededStudy)
const observatory = base.parts['observatory'] as Observation
const sky = base.parts['true-sky'] as Sky

/** One mock observatory on a coarse grid, counting by chance. */
function mock(seed: number, patch: Partial<Observation> = {}): Study {
  const { spots, power, dipole } = sky.source as Extract<Sky['source'], { from: 'harmonics' }>
  const parts = {
    'true-sky': { ...sky, source: { from: 'harmonics', grid: GRID, spots, power, dipole } },
    observatory: { ...observatory, grid: GRID, counts: { ...(observatory.counts as MockCounts), events: 1e7, expectation: false, seed }, ...patch },
    'found-sky': base.parts['found-sky']!,
    // Observatories whose counts are kept in pixels have no marginals.
    pole: base.parts['pole']!,
    truth: base.parts['truth']!,
  } as const
  return { ...base, parts, view: { ...base.view, panes: base.view.panes.filter((pane) => pane.kind === 'map' && Object.hasOwn(parts, pane.part)), elsewhere: {} } }
}

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'anisky-observe-'))))
afterAll(() => rm(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)
const save = async (name: string, study: Study): Promise<string> => {
  await writeFile(at(name), JSON.stringify(study))
  return at(name)
}
const observed = async (name: string, study: Study): Promise<string> => (await observe({ study: await save(`${name}.json`, study), part: undefined, data: [], out: at(`${name}.marginals.npz`) }))[0]!
const read = async (path: string) => readMarginals(await openAsBlob(path))

describe('observe', () => {
  test('writes what the study counts, with its site, its clock and what it was made from, the same bytes twice', async () => {
    const study = mock(1)
    const path = await observed('one', study)
    const { site, clock, marginals, pieces } = await read(path)
    expect({ site, clock }).toEqual({ site: observatory.site, clock: 'sidereal' })
    expect(marginals).toEqual(await derive(graph, of('marginals', 'observatory'), study, new Vault(), new ThreadJob()))
    expect(pieces).toEqual([{ fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/), events: marginals.rate.reduce((a, b) => a + b), from: { madeBy: expect.stringMatching(/^Anisky/), observation: 'observatory', parts: { observatory: study.parts['observatory'], 'true-sky': study.parts['true-sky'] } } }])
    expect(await readFile(await observed('again', study))).toEqual(await readFile(path))
    expect((await read(await observed('other', mock(2)))).pieces[0]!.fingerprint).not.toBe(pieces[0]!.fingerprint)
  })

  test('asks which observation is meant, and refuses what is none', async () => {
    const two = mock(1)
    const study = await save('two.json', { ...two, parts: { ...two.parts, second: two.parts['observatory']! } })
    const out = at('two.marginals.npz')
    await expect(observe({ study, part: undefined, data: [], out })).rejects.toThrow('it has observatory, second')
    for (const part of ['found-sky', 'pole']) await expect(observe({ study, part, data: [], out })).rejects.toThrow(`no observation on a ring grid called “${part}”: it has observatory, second.`)
    await observe({ study, part: 'second', data: [], out })
    // Two detectors of one seed share no random number.
    expect((await read(out)).marginals.rate).not.toEqual((await read(at('one.marginals.npz'))).marginals.rate)
    const none = await save('none.json', { ...two, parts: { map: { ...sky, source: (two.parts['true-sky'] as Sky).source } }, view: { ...two.view, panes: [{ ...two.view.panes[0]!, part: 'map' } as never] } })
    await expect(observe({ study: none, part: undefined, data: [], out })).rejects.toThrow('no observation')
  })

  test('of a file that was observed before hands its pieces on', async () => {
    const card = await inspectFiles([at('one.marginals.npz')])
    const fromFile: Study = { ...mock(1, { counts: { from: 'file', data: 'night' } }) }
    const study = await save('file.json', { ...fromFile, parts: { ...fromFile.parts, night: { kind: 'data', origin: { name: card.name, bytes: card.bytes, sha256: card.sha256 }, reading: { as: 'marginals' } } } })
    const [path] = await observe({ study, part: undefined, data: [at('one.marginals.npz')], out: at('handed.marginals.npz') })
    expect(await readFile(path!)).toEqual(await readFile(at('one.marginals.npz')))
    await expect(observe({ study, part: undefined, data: [], out: at('none') })).rejects.toMatchObject({ code: 'file-missing' })
    // and the same study is run
    const written = await run({ study, data: [at('one.marginals.npz')], out: at('run') })
    expect(written.map((one) => one.slice(at('run').length + 1))).toEqual(['relative-intensity.csv', 'residual.csv', 'smoothed.csv', 'results.json'])
    const { provenance, dipole } = JSON.parse(await readFile(at('run/results.json'), 'utf8'))
    expect(provenance.inputs).toEqual([{ name: 'one.marginals.npz', sha256: card.sha256 }])
    // 10⁷ events at HAWC know a component of the dipole to 1 · 10⁻³ (S21), and the sky has 5 · 10⁻⁴ in each.
    expect(dipole.d0h ** 2 + dipole.d6h ** 2).toBeLessThan((6e-3) ** 2)
    const rows = (await readFile(at('run/relative-intensity.csv'), 'utf8')).split('\r\n').filter((row) => /^\d/.test(row))
    expect(rows).toHaveLength(24 * 24)
  })
})

describe('merge', () => {
  const NIGHTS = [3, 4, 5, 6]
  let nights: readonly string[]
  beforeAll(async () => void (nights = await Promise.all(NIGHTS.map((seed) => observed(`night${seed}`, mock(seed))))))
  const merged = async (name: string, ...files: readonly string[]): Promise<string> => (await merge({ out: at(`${name}.marginals.npz`), files }))[0]!

  test('adds every night, and keeps where it comes from', async () => {
    const all = await read(await merged('all', ...nights))
    const [first, ...others] = await Promise.all(nights.map(read))
    expect(all.marginals).toEqual(others.reduce((sum, { marginals }) => addMarginals(sum, marginals), first!.marginals))
    expect(all.pieces).toEqual([first!, ...others].flatMap(({ pieces }) => pieces).sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)))
    expect(await inspectFiles([at('all.marginals.npz')])).toMatchObject({ kind: 'marginals', pieces: 4, site: observatory.site, grid: GRID, events: all.marginals.rate.reduce((a, b) => a + b), warnings: [] })
  })

  test('gives the same bytes in any order, and in sums of sums, counted or weighted', async () => {
    const [a, b, c, d] = nights as [string, string, string, string]
    const whole = await readFile(at('all.marginals.npz'))
    expect((await readFile(await merged('turned', d, b, a, c))).equals(whole)).toBe(true)
    expect((await readFile(await merged('both', await merged('bd', d, b), await merged('ac', a, c)))).equals(whole)).toBe(true)
    const means = await Promise.all([7, 8, 9].map((seed) => observed(`mean${seed}`, mock(seed, { counts: { ...(observatory.counts as MockCounts), events: 1e7 * seed + 0.1, expectation: true, seed } })))) as [string, string, string]
    const once = await readFile(await merged('means', ...means))
    expect((await readFile(await merged('means2', means[2], await merged('m01', means[1], means[0])))).equals(once)).toBe(true)
  })

  test('refuses a night twice, in a sum too, and leaves nothing behind', async () => {
    const [a, b, c] = nights as [string, string, string]
    await copyFile(a, at('copy.marginals.npz'))
    const before = await readdir(folder)
    await expect(merged('twice', a, at('copy.marginals.npz'))).rejects.toThrow('it would count twice')
    await merged('ab', a, b)
    await expect(merged('twice', at('ab.marginals.npz'), b, c)).rejects.toThrow('it would count twice')
    expect(await readdir(folder)).toEqual([...before, 'ab.marginals.npz'].sort())
  })

  test.each([
    ['site', { site: { ...observatory.site, latitudeDeg: 30 } }],
    ['clock', { clock: 'solar' }],
    ['grid', { grid: { rings: 20, cells: 24 } }],
  ] as const)('refuses another %s', async (what, patch) => {
    const other = await observed(`other-${what}`, mock(3, patch))
    await expect(merged('no', nights[0]!, other)).rejects.toMatchObject({ code: 'invalid-argument', message: expect.stringContaining(`its ${what} is another`) })
  })

  test('names the file that is damaged, missing or something else', async () => {
    await writeFile(at('torn.marginals.npz'), (await readFile(nights[0]!)).subarray(0, 5000))
    await expect(merged('no', nights[1]!, at('torn.marginals.npz'))).rejects.toMatchObject({ code: 'unreadable-file', message: expect.stringContaining('torn.marginals.npz: This ZIP archive is damaged') })
    const flipped = await readFile(nights[0]!)
    flipped[20_000]! ^= 1
    await writeFile(at('flipped.marginals.npz'), flipped)
    await expect(merged('no', at('flipped.marginals.npz'))).rejects.toMatchObject({ code: 'unreadable-file', message: expect.stringMatching(/flipped.*does not have its checksum/s) })
    await expect(merged('no', at('one.json'))).rejects.toMatchObject({ code: 'unsupported-file', message: expect.stringContaining('one.json is no marginals file') })
    await expect(merged('no', at('nowhere'))).rejects.toMatchObject({ code: 'file-missing' })
    await expect(merge({ out: join(nights[0]!, 'inside'), files: [nights[1]!] })).rejects.toMatchObject({ code: 'file-missing', message: expect.stringContaining('cannot be written') })
  })
})

test('the command says by its exit code how it went: 0 done, 64 usage, 65 bad data, 74 cannot read', async () => {
  const anisky = async (...words: readonly string[]) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...words]).then(({ stdout }) => ({ code: 0, stdout }), (e: { code: number; stdout: string }) => ({ code: e.code, stdout: e.stdout }))
  const night = at('night3.marginals.npz')
  const done = await anisky('merge', at('cli.marginals.npz'), night)
  expect(done.code).toBe(0)
  expect(JSON.parse(done.stdout)).toEqual({ written: [at('cli.marginals.npz')] })
  const codes = await Promise.all([['merge', at('x')], ['merge', at('x'), night, night], ['merge', at('x'), at('nowhere')]].map(async (words) => (await anisky(...words)).code))
  expect(codes).toEqual([64, 65, 74])
}, 60_000)
