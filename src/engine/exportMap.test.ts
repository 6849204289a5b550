import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mapCard, run } from '../cli/run.ts'
import type { Ask } from '../compute/contract.ts'
import { readHealpix } from '../formats/healpixFile.ts'
import { numbersOf, parseCsv } from '../formats/testing/csv.ts'
import { writeHealpix } from '../formats/writeHealpix.ts'
import { ringsOf } from '../science/sphere/rings.ts'
import { degrees } from '../science/units.ts'
import { graph } from '../study/arrows.ts'
import { checkStudy } from '../study/check.ts'
import type { Study } from '../study/document.ts'
import { setCard } from '../study/edits.ts'
import { of, type Name, type Ref } from '../study/graph.ts'
import { studyOfCard } from '../study/opening.ts'
import type { Results } from '../study/results.ts'
import { seededStudy } from '../study/seeded.ts'
import type { MapFormat, MapRef } from '../study/takenAway.ts'
import { Desk } from './desk.ts'
import { MOST_ROWS } from './exportCsv.ts'

/** Counts with a background; a quarter of the sky is unseen. */
const NSIDE = 16
const rings = ringsOf({ kind: 'healpix', nside: NSIDE })
const ringOf = (i: number): number => rings.first.findIndex((first) => first > i) - 1
const unseen = (i: number): boolean => rings.sinDelta[ringOf(i)] < -0.5
const background = Float64Array.from({ length: rings.pixels }, (_, i) => (unseen(i) ? NaN : 1e6 + 1000 * Math.sin(i) + 1 / 3))
const counts = background.map((b, i) => Math.round(b * (1 + 1e-3 * Math.cos((2 * Math.PI * i) / 64))))
const source = writeHealpix({ nside: NSIDE, columns: [{ name: 'COUNTS', unit: '', values: counts }, { name: 'BACKGROUND', unit: '', values: background }] })

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'anisky-export-'))))
afterAll(() => rm(folder, { recursive: true }))

/** A desk with a file on it, and the study of that file. */
async function opened(bytes: Uint8Array<ArrayBuffer>, recipe: (study: Study) => Study = (study) => study): Promise<{ desk: Desk; study: Study }> {
  const desk = new Desk({ graph })
  return { desk, study: recipe(studyOfCard(mapCard(await desk.inspect(1, new Blob([bytes]), 'source.fits')))(seededStudy)) }
}

async function valueOf<K extends Name>(desk: Desk, study: Study, ref: Ref<K>): Promise<Results[K]> {
  let value: unknown
  desk.watch((news) => {
    if (news.kind === 'value') value = news.value
    if (news.kind === 'failed') throw news.problem as Error
  })
  await desk.derive(1, study, [{ ref } satisfies Ask])
  return value as Results[K]
}

const worked = (study: Study): Study => [setCard('main', 'subtract', { on: true, degrees: [1, 2] }), setCard('main', 'smooth', { on: true, radiusDeg: 6 })].reduce((one, edit) => edit(one), study)
const bytesOf = async (blob: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await blob.arrayBuffer())
const taken = async (desk: Desk, study: Study, ref: MapRef, format: MapFormat = 'fits'): Promise<Uint8Array<ArrayBuffer>> => bytesOf(await desk.exportMap(2, study, ref, format))
const MAPS = [of('intensity', 'map'), of('residual', 'map'), of('smoothed', 'map')]

describe('a map as FITS', () => {
  test('is the same bytes again, on another desk, from a study whose settings come in another order, and from the command line', async () => {
    const { desk, study } = await opened(source, worked)
    const other = await opened(source, worked)
    const { study: reordered } = checkStudy(JSON.parse(JSON.stringify(study)))
    await writeFile(join(folder, 'source.fits'), source)
    await writeFile(join(folder, 'study.json'), JSON.stringify(study))
    await run({ study: join(folder, 'study.json'), data: [join(folder, 'source.fits')], out: join(folder, 'out') })
    for (const [ref, name] of [[MAPS[0]!, 'relative-intensity'], [MAPS[1]!, 'residual'], [MAPS[2]!, 'smoothed']] as const) {
      const bytes = await taken(desk, study, ref)
      expect(bytes.length).toBeGreaterThan(8 * rings.pixels)
      for (const again of [await taken(desk, study, ref), await taken(other.desk, reordered!, ref), await readFile(join(folder, 'out', `${name}.fits`))]) {
        expect(Buffer.from(bytes).equals(again)).toBe(true)
      }
    }
  })

  test('holds what was computed, to the last bit, with names, units, frame and order', async () => {
    const { desk, study } = await opened(source, worked)
    const residual = await valueOf(desk, study, of('residual', 'map'))
    const significance = await valueOf(desk, study, of('significance', 'map'))
    const smoothed = await valueOf(desk, study, of('smoothed', 'map'))
    const first = await readHealpix(new Blob([await taken(desk, study, MAPS[1]!)]), 'x')
    expect(first).toMatchObject({ geometry: { nside: NSIDE }, ordering: 'ring', orderingStated: true, frame: 'equatorial', frameStated: true, warnings: [], assumptions: [] })
    expect(first.columns.map(({ name, unit, format }) => [name, unit, format])).toEqual([['RELATIVE_INTENSITY', '', '1024D'], ['COUNTS', 'count', '1024D'], ['BACKGROUND', 'count', '1024D']])
    expect(first.columns.map(({ values }) => [...values])).toEqual([residual.value, residual.counts!, residual.background!].map((values) => [...values]))
    const second = await readHealpix(new Blob([await taken(desk, study, MAPS[2]!)]), 'x')
    expect(second.columns.map(({ name }) => name)).toEqual(['RELATIVE_INTENSITY', 'ERROR', 'SIGNIFICANCE', 'COUNTS', 'BACKGROUND'])
    const [, error, sigma, n, b] = second.columns.map(({ values }) => [...values])
    expect([n, b, sigma]).toEqual([smoothed.counts!, smoothed.background!, significance.value].map((values) => [...values]))
    expect(error!.filter((x) => !Number.isNaN(x))).toEqual([...smoothed.counts!].flatMap((x, i) => (Number.isNaN(x) ? [] : [Math.sqrt(x) / smoothed.background![i]!])))
  })

  test('opened again it shows the same relative intensity, bit for bit', async () => {
    const { desk, study } = await opened(source, worked)
    for (const ref of MAPS) {
      const again = await opened(await taken(desk, study, ref), setCard('main', 'smooth', { on: false }))
      const before = await valueOf(desk, setCard('main', 'smooth', { on: ref.result === 'smoothed' })(ref.result === 'intensity' ? setCard('main', 'subtract', { on: false })(study) : study), of('display', 'map', 'relativeIntensity'))
      const after = await valueOf(again.desk, again.study, of('display', 'map', 'relativeIntensity'))
      expect([...after.values]).toEqual([...before.values])
      expect(after.values.some((x) => x !== 0 && !Number.isNaN(x))).toBe(true)
    }
  })

  test('tells its title, its inputs by name and SHA-256, its steps, its conventions and the whole study', async () => {
    const { desk, study } = await opened(source, worked)
    const cards = new TextDecoder('latin1').decode(await taken(desk, study, MAPS[2]!)).match(/.{80}/gs)!.filter((card) => card.startsWith('HISTORY '))
    const history = cards.map((card) => card.slice(9).trimEnd())
    const words = history.join('\n').replace(/\n {2}/g, ' ')
    expect(words).toContain('title: source.fits')
    expect(words).toMatch(/input: file source\.fits, \d+ bytes, SHA-256 [0-9a-f]{64}; read as RING, equatorial/)
    expect(words).toContain('step: subtracted: l = 1, 2, m not 0, of one fit with pixels weighted by their expected counts')
    expect(words).toContain('step: smoothed with a top-hat of 6 degrees radius')
    expect(words).toContain('convention: significance is signed sqrt(2[n ln(n/b) - n + b])')
    const json = history.slice(history.indexOf('study, JSON in lines to be joined:') + 1).join('')
    expect(checkStudy(JSON.parse(json))).toEqual({ study, complaints: [] })
  })

  test('as shown it is in single precision: the numbers of the page', async () => {
    const { desk, study } = await opened(source, worked)
    for (const quantity of ['relativeIntensity', 'significance', 'counts'] as const) {
      const ref = of('display', 'map', quantity)
      const { columns } = await readHealpix(new Blob([await taken(desk, study, ref)]), 'x')
      expect(columns.map(({ format }) => format)).toEqual(['1024E'])
      expect([...columns[0]!.values]).toEqual([...(await valueOf(desk, study, ref)).values])
    }
  })

  test('of a sky that is not HEALPix is refused', async () => {
    const grid = { geometry: { kind: 'gauss', rings: 2, perRing: 4 }, value: new Float64Array(8), ringMeanRemoved: false }
    const desk = new Desk({ graph: { ...graph, intensity: { edition: 9, plan: () => ({ settings: null, needs: {} }), run: () => grid } } as typeof graph })
    await expect(taken(desk, seededStudy, of('intensity', 'truth'))).rejects.toMatchObject({ code: 'invalid-argument' })
    const { rows } = parseCsv(new TextDecoder().decode(await taken(desk, seededStudy, of('intensity', 'truth'), 'csv')))
    expect(rows).toHaveLength(8)
  })
})

describe('a map as a table', () => {
  test('has a row for every pixel, with where it lies and every digit', async () => {
    const { desk, study } = await opened(source, worked)
    const table = parseCsv(new TextDecoder().decode(await taken(desk, study, MAPS[2]!, 'csv')))
    const { columns } = await readHealpix(new Blob([await taken(desk, study, MAPS[2]!)]), 'x')
    expect(table.names).toEqual(['pixel', 'ra_deg', 'dec_deg', 'relative_intensity', 'error', 'significance', 'counts', 'background'])
    expect(numbersOf(table, 'pixel')).toEqual(Array.from({ length: rings.pixels }, (_, i) => i))
    for (const { name, values } of columns) expect(numbersOf(table, name.toLowerCase())).toEqual([...values])
    expect(table.comments).toEqual(expect.arrayContaining(['title: source.fits', 'column: counts [count], events counted in the disc']))
  })

  test('of twelve pixels places them where HEALPix does', async () => {
    const small = writeHealpix({ nside: 1, columns: [{ name: 'I', unit: '', values: Float64Array.from({ length: 12 }, (_, i) => (i - 5) / 1000) }] })
    const { desk, study } = await opened(small)
    const table = parseCsv(new TextDecoder().decode(await taken(desk, study, of('intensity', 'map'), 'csv')))
    const cap = degrees(Math.asin(2 / 3)) // Gorski et al. 2005, eq. 4: z = 1 − 1/3
    numbersOf(table, 'ra_deg').forEach((ra, i) => expect(ra).toBeCloseTo([45, 135, 225, 315, 0, 90, 180, 270, 45, 135, 225, 315][i]!, 12))
    numbersOf(table, 'dec_deg').forEach((dec, i) => expect(dec).toBeCloseTo(i < 4 ? cap : i < 8 ? 0 : -cap, 12))
    expect(numbersOf(table, 'relative_intensity')).toEqual(Array.from({ length: 12 }, (_, i) => (i - 5) / 1000))
  })

  test('tells how far it is, and stops when nobody waits', async () => {
    const { desk, study } = await opened(source, worked)
    const told: number[] = []
    desk.watch((news) => news.kind === 'progress' && told.push(news.done))
    await taken(desk, study, MAPS[0]!, 'csv')
    expect(told.at(-1)).toBe(1)
    const stopped = desk.exportMap(7, study, MAPS[0]!, 'csv')
    desk.cancel(7)
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('of more rows than anybody opens is refused in words, before a row is made', async () => {
    const huge = { geometry: { kind: 'healpix', nside: 1024 }, value: new Float64Array(1), ringMeanRemoved: false }
    const desk = new Desk({ graph: { ...graph, intensity: { edition: 9, plan: () => ({ settings: null, needs: {} }), run: () => huge } } as typeof graph })
    await expect(taken(desk, seededStudy, of('intensity', 'truth'), 'csv')).rejects.toMatchObject({ code: 'invalid-argument', message: expect.stringContaining(MOST_ROWS.toLocaleString('en')), remedy: expect.stringContaining('FITS') })
  })
})
