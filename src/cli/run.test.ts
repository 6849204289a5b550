import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { openAsBlob } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readHealpix } from '../formats/healpixFile.ts'
import { configOf, setOf } from '../formats/testing/localMaps.ts'
import { writeHealpix } from '../formats/writeHealpix.ts'
import { almOfDipole } from '../science/harmonics/dipoleVector.ts'
import { synthesis } from '../science/harmonics/transform.ts'
import { poisson } from '../science/math/poisson.ts'
import { ringsOf } from '../science/sphere/rings.ts'
import { setCard } from '../study/edits.ts'
import { studyOfCard } from '../study/opening.ts'
import { seededStudy } from '../study/seeded.ts'
import { inspectFiles, mapCard, run } from './run.ts'

const rings = ringsOf({ kind: 'healpix', nside: 16 })
const field = synthesis(rings, almOfDipole([3e-3, -2e-3, 0]))
const isotropic = 1e6
let folder: string
let file: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anisky-run-'))
  file = join(folder, 'counts.fits')
  const seen = (i: number) => rings.sinDelta[rings.first.findIndex((first) => first > i) - 1] > -0.8
  const counts = field.map((x, i) => (seen(i) ? poisson({ seed: 1, stream: 1 }, i, isotropic * (1 + x)) : NaN))
  await writeFile(file, writeHealpix({ nside: 16, columns: [{ name: 'counts', unit: '', values: counts }] }))
})
afterAll(() => rm(folder, { recursive: true }))

const resultsIn = async (out: string) => JSON.parse(await readFile(join(out, 'results.json'), 'utf8'))

describe('without a study', () => {
  test('the default recipe for what the file holds writes three maps and the numbers', async () => {
    const out = join(folder, 'plain')
    const written = await run({ study: undefined, data: [file], out })
    expect(written.map((path) => path.slice(out.length + 1))).toEqual(['relative-intensity.fits', 'residual.fits', 'smoothed.fits', 'results.json'])
    const results = await resultsIn(out)
    expect(Object.keys(results)).toEqual(['sky', 'warnings', 'dipole', 'multipoles', 'spectrum', 'profile', 'significance', 'reconstruction', 'otherSkies', 'conventions', 'provenance'])
    expect(results).toMatchObject({ sky: { from: 'map', isTruth: false, synthetic: false, is: 'a map from counts.fits' }, warnings: [], reconstruction: null, otherSkies: [] })
    expect(Object.keys(results.dipole)).toEqual(expect.arrayContaining(['d0h', 'd6h', 'covariance', 'a1', 'a1Error', 'alpha1Deg', 'alpha1ErrorDeg']))
    const { d0h, d6h, covariance, a1, alpha1Deg } = results.dipole
    expect(Math.abs(d0h - 3e-3)).toBeLessThan(5 * Math.sqrt(covariance[0][0]))
    expect(Math.abs(d6h + 2e-3)).toBeLessThan(5 * Math.sqrt(covariance[1][1]))
    expect(a1).toBeCloseTo(Math.hypot(d0h, d6h), 12)
    expect(alpha1Deg).toBeCloseTo(((Math.atan2(d6h, d0h) * 180) / Math.PI + 360) % 360, 9)
    // N_l of the seen part at high l is (R31): ΔΩ² Σ 1/n / 4π, here f_sky · ΔΩ/n.
    const skyFraction = results.provenance.study === undefined ? NaN : (rings.first[rings.sinDelta.findIndex((s) => s <= -0.8)] * rings.pixelArea[0]) / (4 * Math.PI)
    expect(results.spectrum.noise[30] / ((skyFraction * rings.pixelArea[0]) / isotropic)).toBeCloseTo(1, 1)
    expect(results.spectrum.l).toHaveLength(results.spectrum.cl.length)
    expect(results.provenance.inputs).toEqual([{ name: 'counts.fits', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }])
  })

  test('the maps hold what the numbers were made from', async () => {
    const map = await readHealpix(await openAsBlob(join(folder, 'plain', 'relative-intensity.fits')), 'x')
    expect(map.columns.map(({ name }) => name)).toEqual(['RELATIVE_INTENSITY', 'COUNTS', 'BACKGROUND'])
    const [value, counts, background] = map.columns.map(({ values }) => values) as [Float64Array, Float64Array, Float64Array]
    value.forEach((x, i) => {
      if (Number.isNaN(counts[i])) expect(x).toBeNaN()
      else expect(x).toBeCloseTo(counts[i]! / background[i]! - 1, 14)
    })
  })
})

describe('with a study', () => {
  const save = async (name: string, study: unknown) => {
    const path = join(folder, name)
    await writeFile(path, JSON.stringify(study))
    return path
  }

  test('the recipe of the study is followed', async () => {
    const study = setCard('main', 'subtract', { on: true, degrees: [1, 2] })(studyOfCard(mapCard(await inspectFiles([file])))(seededStudy))
    const out = join(folder, 'subtracted')
    await run({ study: await save('s.anisky.json', study), data: [file], out })
    const { multipoles, spectrum } = await resultsIn(out)
    expect(multipoles.map(({ l, m }: { l: number; m: number }) => [l, m])).toEqual([[1, 1], [2, 1], [2, 2]])
    expect(spectrum.cl[1]).toBeLessThan(spectrum.clBeforeSubtraction[1] / 20)
  })

  test('its file must be there, and be the very one', async () => {
    const study = studyOfCard(mapCard(await inspectFiles([file])))(seededStudy)
    const path = await save('t.anisky.json', study)
    await expect(run({ study: path, data: [], out: join(folder, 'none') })).rejects.toMatchObject({ code: 'file-missing' })
    const other = join(folder, 'other.fits')
    await writeFile(other, writeHealpix({ nside: 16, columns: [{ name: 'x', unit: '', values: field }] }))
    await expect(run({ study: path, data: [other], out: join(folder, 'none') })).rejects.toMatchObject({ code: 'file-missing' })
  })

  test('a study that does not make sense is refused, with what is wrong', async () => {
    await expect(run({ study: await save('u.json', { version: 1 }), data: [file], out: folder })).rejects.toMatchObject({ code: 'invalid-study' })
    const silly = { ...seededStudy, recipes: { main: { ...seededStudy.recipes['main'], spectrum: { lmax: -4, zonal: false } } } }
    await expect(run({ study: await save('v.json', silly), data: [], out: folder })).rejects.toThrow('recipes.main.spectrum.lmax')
  })

  test('the seeded study needs no file, and gives the same bytes twice', async () => {
    const path = await save('seeded.json', seededStudy)
    const [a, b] = [join(folder, 'a'), join(folder, 'b')]
    await run({ study: path, data: [], out: a })
    await run({ study: path, data: [], out: b })
    for (const name of ['results.json', 'relative-intensity.fits', 'residual.fits', 'smoothed.fits']) {
      expect((await readFile(join(a, name))).equals(await readFile(join(b, name)))).toBe(true)
    }
  })
})

test('a file that cannot be read is named', async () => {
  await expect(inspectFiles([join(folder, 'nowhere.fits')])).rejects.toThrow('nowhere.fits')
})

test('a folder that cannot be made is named, and several files without a study are refused', async () => {
  await expect(run({ study: undefined, data: [file], out: join(file, 'inside') })).rejects.toMatchObject({ code: 'file-missing', message: expect.stringContaining('cannot be written') })
  await expect(run({ study: undefined, data: [file, file], out: folder })).rejects.toThrow('2 were given')
})

describe('local maps', () => {
  const bins = Array.from({ length: 24 }, (_, bin) => Array.from({ length: 192 }, (_pixel, i) => (i < 40 ? poisson({ seed: 8, stream: bin }, i, 500) : 0)))
  const paths: string[] = []
  beforeAll(async () => {
    for (const { name, bytes } of [...setOf(bins), configOf({ latitude: -33 }, 'SITE')]) {
      paths.push(join(folder, name))
      await writeFile(paths.at(-1)!, bytes)
    }
  })

  test('named with their configuration are inspected and derived as one', async () => {
    expect(await inspectFiles(paths)).toMatchObject({ name: 'local maps, 24 files', local: { bins: 24, site: { name: 'SITE', latitudeDeg: -33 } } })
    const out = join(folder, 'local')
    await run({ study: undefined, data: paths, out })
    const { provenance } = await resultsIn(out)
    expect(provenance.inputs).toEqual([{ name: 'local maps, 24 files', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }])
    expect(provenance.study.parts.file.reading).toMatchObject({ as: 'localMaps', site: { name: 'SITE' } })
    const map = await readHealpix(await openAsBlob(join(out, 'relative-intensity.fits')), 'x')
    expect(map.columns[1]!.values.reduce((sum, n) => sum + (Number.isNaN(n) ? 0 : n), 0)).toBe(bins.flat().reduce((a, b) => a + b))
  })

  test('answer a study that names them, without the configuration too', async () => {
    const path = join(folder, 'local.anisky.json')
    await writeFile(path, JSON.stringify(studyOfCard(mapCard(await inspectFiles(paths)))(seededStudy)))
    const out = join(folder, 'local-again')
    await run({ study: path, data: paths.filter((one) => !one.endsWith('.json')), out })
    expect(await readFile(join(out, 'smoothed.fits'))).toEqual(await readFile(join(folder, 'local', 'smoothed.fits')))
  })

  test('are not looked for among files that do not belong together', async () => {
    await expect(inspectFiles([file, paths[0]!])).rejects.toMatchObject({ code: 'invalid-argument' })
  })
})
