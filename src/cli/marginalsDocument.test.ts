/** docs/marginals.md tells how files are laid out and read: both are held to what is written. */
import { execFileSync } from 'node:child_process'
import { openAsBlob } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ByteStream } from '../formats/byteStream.ts'
import { readMarginals } from '../formats/marginalsFile.ts'
import { writeMarginals } from '../formats/marginalsWrite.ts'
import { type NpyForm, readNpyForm } from '../formats/npyHeader.ts'
import { memberStream, zipMembers } from '../formats/zipMembers.ts'
import { OBSERVED } from '../study/desks.ts'
import type { Study } from '../study/document.ts'
import { setMock, setObservation, setTrueSky } from '../study/observeEdits.ts'
import { goTo } from '../study/places.ts'
import { seededStudy } from '../study/seeded.ts'
import { directIntegration } from '../science/reconstruction/directIntegration.ts'
import { ringsOf } from '../science/sphere/rings.ts'
import { geometryOf } from '../science/reconstruction/marginals.ts'
import { observe } from './observe.ts'

const GRID = { rings: 24, cells: 48 }
const document = await readFile('docs/marginals.md', 'utf8')
/** The lines of Python. */
const lines = /```python\n([^]*?)```/.exec(document)![1]!.trimEnd().split('\n')

interface Member extends NpyForm {
  readonly text: string
}

let folder: string
let members: ReadonlyMap<string, Member>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anisky-document-'))
  const edits = [setTrueSky({ grid: GRID }), setObservation(OBSERVED.site, { grid: GRID }), setMock(OBSERVED.site, { events: 1e8, expectation: undefined })]
  const study = join(folder, 'study.json')
  await writeFile(study, JSON.stringify(edits.reduce<Study>((made, edit) => edit(made), goTo('observe')(seededStudy))))
  const [path] = await observe({ study, part: OBSERVED.site, data: [], out: join(folder, 'observed.npz') })
  const { warnings: _, marginals, ...observed } = await readMarginals(await openAsBlob(path!))
  // A study asks for windows where its method needs them: all events were in the first.
  const windows = { count: 2, local: Float64Array.from([...marginals.local, ...new Float64Array(marginals.local.length)]) }
  await writeFile(join(folder, 'night.marginals.npz'), writeMarginals({ ...observed, marginals: { ...marginals, windows } }))
  const file = await openAsBlob(join(folder, 'night.marginals.npz'))
  const read = async (member: Awaited<ReturnType<typeof zipMembers>>[number]): Promise<[string, Member]> => {
    const stream = new ByteStream(await memberStream(file, member), { eachChunk: async () => {}, explain: (cause) => cause as never })
    const form = await readNpyForm(stream, '')
    return [member.name, { ...form, text: new TextDecoder('latin1').decode(await stream.take(2000)) }]
  }
  members = new Map(await Promise.all((await zipMembers(file)).map(read)))
})
afterAll(() => rm(folder, { recursive: true }))

const quoted = (line: string): string[] => [...line.matchAll(/'(\w+)'/g)].map(([, name]) => name!)

test('ten lines read a file, by names that are in it', () => {
  expect(lines).toHaveLength(10)
  expect(lines[1]).toContain('night.marginals.npz')
  const arrays = [...quoted(lines.find((line) => line.startsWith('header ='))!), ...quoted(lines.find((line) => line.startsWith('D, L, n'))!)]
  expect(arrays).toEqual(['header', 'sky', 'local', 'rate'])
  for (const name of arrays) expect(members.has(`${name}.npy`), name).toBe(true)
  // bytes(f['header']) is the JSON itself, and all that the lines ask it for is there.
  const { descr, shape, text } = members.get('header.npy')!
  expect({ descr, dimensions: shape.length }).toEqual({ descr: '|u1', dimensions: 1 })
  const header = JSON.parse(text) as Record<string, Record<string, unknown>>
  const asked = lines.flatMap((line) => [...line.matchAll(/header\['(\w+)'\]\['(\w+)'\]/g)].map(([, group, key]) => [group!, key!] as const))
  expect(asked).toHaveLength(2)
  for (const [group, key] of asked) expect(header[group]![key]).toBe(GRID[key as keyof typeof GRID])
})

test('every array of the table is written, with the shape it tells, as 64-bit integers where counts are whole', () => {
  const { windows, coarse } = JSON.parse(members.get('header.npy')!.text).records as { windows: number; coarse: { rings: number; cells: number } }
  const sizes: Readonly<Record<string, number>> = { ...GRID, windows, 'coarse rings': coarse.rings, 'cells of the coarse cube': coarse.cells }
  const told = [...document.matchAll(/^\| (`[^|]+) \| ([^|]+) \|/gm)].flatMap(([, names, shape]) => [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => [name!, shape!.trim()] as const)).filter(([name]) => name !== 'header')
  expect(told.map(([name]) => `${name}.npy`).sort()).toEqual([...members.keys()].filter((name) => name !== 'header.npy').sort())
  for (const [name, shape] of told) {
    const expected = name === 'coarse' ? [coarse.rings, coarse.cells, coarse.cells] : shape.split(' × ').map((factor) => sizes[factor])
    expect(members.get(`${name}.npy`), name).toMatchObject({ descr: '<i8', fortran: false, shape: expected })
  }
})

const PYTHON = process.env['ANISKY_PYTHON'] ?? 'python3'
const hasNumpy = (() => {
  try {
    execFileSync(PYTHON, ['-c', 'import numpy'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

test.skipIf(!hasNumpy)('the ten lines make δI of direct integration, where Python with NumPy is at hand', async () => {
  const program = [...lines, 'print(json.dumps({"delta_I": [None if np.isnan(x) else x for x in delta_I.ravel().tolist()], "sin_dec": sin_dec.tolist(), "alpha": alpha.tolist()}))'].join('\n')
  const made = JSON.parse(execFileSync(PYTHON, ['-c', program], { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 })) as { delta_I: (number | null)[]; sin_dec: number[]; alpha: number[] }
  const { marginals } = await readMarginals(await openAsBlob(join(folder, 'night.marginals.npz')))
  const background = directIntegration([marginals])
  const rings = ringsOf(geometryOf(marginals.grid))
  made.sin_dec.forEach((x, ring) => expect(x).toBeCloseTo(rings.sinDelta[ring]!, 12))
  made.alpha.forEach((x, cell) => expect(x).toBeCloseTo(((cell + 0.5) * 2 * Math.PI) / GRID.cells, 12))
  // The mean of each ring is divided out here, and left to the reader there.
  let compared = 0
  for (let ring = 0; ring < GRID.rings; ring++) {
    const row = Array.from({ length: GRID.cells }, (_, a) => ring * GRID.cells + a)
    const seen = row.filter((i) => background[i]! > 0 && typeof made.delta_I[i] === 'number')
    const mean = seen.reduce((sum, i) => sum + 1 + made.delta_I[i]!, 0) / seen.length
    for (const i of seen) expect((1 + made.delta_I[i]!) / mean).toBeCloseTo(marginals.sky[i]! / background[i]!, 9)
    compared += seen.length
  }
  expect(compared).toBeGreaterThan(0.5 * GRID.cells * GRID.rings)
})
