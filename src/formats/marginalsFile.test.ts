import { describe, expect, test } from 'vitest'
import { uniform } from '../science/math/philox.ts'
import { type RecordsWanted, roomForRecords } from '../science/observatory/marginalRecords.ts'
import { addLocalCounts } from '../science/reconstruction/localToRings.ts'
import { isProblem, type Problem } from '../science/problem.ts'
import { areMarginals, type MarginalsFile, type ObservedCounts, readMarginals } from './marginalsFile.ts'
import { writeMarginals } from './marginalsWrite.ts'
import { ascii, blob, join, npy } from './testing/fixtures.ts'
import { arrayBytes, EVENTS, FULL, HEADER, headerArray, LOCAL, marginalsBytes, type NamedArray, PLAIN, RATE, RECORDS, SKY } from './testing/marginals.ts'
import { zip } from './testing/zips.ts'

const read = (bytes: Uint8Array): Promise<MarginalsFile> => readMarginals(blob(bytes))

async function refusal(bytes: Uint8Array): Promise<Problem> {
  const found = await read(bytes).then(() => undefined, (reason: unknown) => reason)
  if (!isProblem(found)) throw found ?? new Error('the file was read, not refused')
  return found
}
const changed = (arrays: readonly NamedArray[], name: string, change: Partial<NamedArray>): readonly NamedArray[] => arrays.map((one) => (one.name === name ? { ...one, ...change } : one))
const without = (arrays: readonly NamedArray[], name: string): readonly NamedArray[] => arrays.filter((one) => one.name !== name)
const headed = (patch: object): unknown => ({ ...HEADER, ...patch })

/** Random events in all records, whole or not. */
function observed(records: RecordsWanted, seed: number, weight: (i: number) => number = () => 1): ObservedCounts {
  const grid = { rings: 6, cells: 12 }
  const marginals = roomForRecords(grid, records)
  const draw = (i: number, below: number) => Math.floor(below * uniform({ seed, stream: 1 }, i))
  for (let i = 0; i < 300; i++) addLocalCounts(marginals, { grid, ring: Int32Array.of(draw(3 * i, 6)), hour: Int32Array.of(draw(3 * i + 1, 12)) }, Float64Array.of(weight(i)), draw(3 * i + 2, 12))
  const events = marginals.rate.reduce((sum, n) => sum + n, 0)
  return { site: HEADER.site, clock: 'solar', marginals, pieces: [{ fingerprint: String(seed).padStart(32, '0'), events, from: { b: [1, { d: 'é', c: null }], a: 'x' } }] }
}

describe('a file made by hand', () => {
  test('of header, sky, local and rate is read', async () => {
    const { site, clock, marginals, pieces, rest, warnings } = await read(marginalsBytes())
    expect({ site, clock, pieces, rest, warnings }).toEqual({ site: HEADER.site, clock: 'sidereal', pieces: HEADER.pieces, rest: undefined, warnings: [] })
    expect(marginals).toEqual({ grid: { rings: 4, cells: 8 }, sky: Float64Array.from(SKY), local: Float64Array.from(LOCAL), rate: Float64Array.from(RATE) })
  })

  test('whose sky and detector count declinations differently is read with a warning', async () => {
    const local = [...LOCAL]
    local[0] = local[0]! - 3
    local[8] = local[8]! + 3
    const { warnings } = await read(marginalsBytes(HEADER, changed(PLAIN, 'local', { values: local })))
    expect(warnings).toEqual([expect.stringMatching(/^In 2 of 4 rings of declination .*\(ring 0: 28 and 25\): no sky, rate and acceptance can explain both\. Count both by one declination/)])
  })

  test('of all records is read, whatever its numbers are written as, packed too', async () => {
    const arrays = FULL.map((one, i) => ({ ...one, descr: (['<f8', '>f8', '<i8', '<u2'] as const)[i % 4]! }))
    const bytes = zip([...arrays.map((one) => ({ name: `${one.name}.npy`, bytes: arrayBytes(one) })), { name: 'header.npy', bytes: headerArray(headed({ records: RECORDS })) }])
    const values = (name: string) => Float64Array.from(FULL.find((one) => one.name === name)!.values)
    const { marginals } = await read(bytes)
    expect(marginals).toEqual({
      ...{ grid: HEADER.grid, sky: values('sky'), local: values('local'), rate: values('rate'), ringRate: values('ringRate') },
      eastWest: { east: values('east'), west: values('west') },
      forwardBackward: { offset: 2, reach: 1, forward: values('forward'), backward: values('backward') },
      windows: { count: 2, local: values('windows') },
      coarse: { rings: 2, cells: 4, counts: values('coarse') },
    })
  })

  test.each([
    ['one text as NumPy keeps it (<U)', (text: string) => npy(new Uint8Array(Uint32Array.from([...text], (c) => c.codePointAt(0)!).buffer), { descr: `<U${[...text].length}`, shape: [] })],
    ['one text of bytes (|S)', (text: string) => npy(new TextEncoder().encode(text), { descr: `|S${new TextEncoder().encode(text).length}`, shape: [1] })],
  ])('may have its header as %s', async (_, written) => {
    const site = { ...HEADER.site, name: 'Ṁ 𝛼' }
    const bytes = zip([{ name: 'header.npy', bytes: written(JSON.stringify(headed({ site }))) }, ...PLAIN.map((one) => ({ name: `${one.name}.npy`, bytes: arrayBytes(one) }))])
    expect(await areMarginals(blob(bytes))).toBe(true)
    expect((await read(bytes)).site).toEqual(site)
  })

  test('is known by its header, and others are not', async () => {
    expect(await areMarginals(blob(marginalsBytes()))).toBe(true)
    expect(await areMarginals(blob(marginalsBytes('{"format": "anisky marginals"')))).toBe(true)
    for (const other of [marginalsBytes({ format: 'theirs' }), zip(PLAIN.map((one) => ({ name: `${one.name}.npy`, bytes: arrayBytes(one) }))), zip([]), ascii('SIMPLE  ='), new Uint8Array(0)]) {
      expect(await areMarginals(blob(other))).toBe(false)
    }
  })

  test('is shown every byte to a witness, once and in order', async () => {
    const bytes = marginalsBytes()
    const seen: Uint8Array[] = []
    await readMarginals(blob(bytes), { onBytes: (chunk) => void seen.push(chunk.slice()) })
    expect(join(...seen)).toEqual(bytes)
  })

  test('shows control characters in the name of its site', async () => {
    expect((await read(marginalsBytes(headed({ site: { ...HEADER.site, name: 'A\u202eB' } })))).site.name).toBe('A⟨202E⟩B')
  })

  test('says that counts are not whole, and which arrays are left aside', async () => {
    const half = PLAIN.map((one) => ({ ...one, values: one.values.map((n) => n / 2) }))
    const others = ['notes', 'coarse'].map((name) => ({ name: `${name}.npy`, bytes: arrayBytes(PLAIN[2]!) }))
    const { warnings } = await read(marginalsBytes(headed({ pieces: [{ ...HEADER.pieces[0], events: EVENTS / 2 }] }), half, others))
    expect(warnings).toEqual(['2 arrays of which the header does not speak were left aside: notes, coarse.', expect.stringContaining('not whole numbers')])
  })
})

describe('what was written', () => {
  const EVERYTHING: RecordsWanted = { ringRate: true, eastWest: true, forwardBackward: { offset: 3, reach: 1 }, windows: 3, coarse: { rings: 2, cells: 4 } }
  test.each([
    ['D, L and n', observed({}, 1)],
    ['all records', observed(EVERYTHING, 2)],
    ['a coarse cube', observed({ coarse: { rings: 4, cells: 6 } }, 3)],
    ['numbers that are not whole', observed(EVERYTHING, 4, (i) => Math.exp(uniform({ seed: 9, stream: 2 }, i) * 30 - 15))],
  ])('is read again to the last bit: %s', async (_, file) => {
    const { warnings: _w, ...back } = await read(writeMarginals(file))
    expect(back).toEqual(file)
    expect(await areMarginals(blob(writeMarginals(file)))).toBe(true)
  })

  test('is what a hand would write: members, types and shapes', async () => {
    const bytes = writeMarginals(observed({ windows: 2 }, 5))
    const text = Buffer.from(bytes).toString('latin1')
    const lines = [...text.matchAll(/\{'descr': '([^']*)', 'fortran_order': False, 'shape': (\([^)]*\)), \} *\n/g)].map(([, descr, shape]) => [descr, shape])
    expect(lines).toEqual([['|u1', expect.stringMatching(/^\(\d+,\)$/)], ['<i8', '(6, 12)'], ['<i8', '(6, 12)'], ['<i8', '(12,)'], ['<i8', '(2, 6, 12)']])
    expect([...text.matchAll(/\x93NUMPY\x01\0(..)/gs)].every(([, length]) => (10 + length!.charCodeAt(0) + 256 * length!.charCodeAt(1)) % 64 === 0)).toBe(true)
    expect(text).toContain('{"format":"anisky marginals","edition":1,"site":{"name":"HAWC","latitudeDeg":19,')
    expect(text).toContain('"from":{"a":"x","b":[1,{"c":null,"d":"')
  })

  test('is the same bytes for the same observation, in whatever order its pieces and their entries come', () => {
    const file = observed({}, 6)
    const [one, two] = [{ fingerprint: 'a'.repeat(32), events: 100, from: { a: 1, b: 2 } }, { fingerprint: 'b'.repeat(32), events: 200, from: { b: { y: 1, x: 2 } } }]
    const bytes = writeMarginals({ ...file, pieces: [one, two] })
    expect(writeMarginals({ ...file, pieces: [{ ...two, from: { b: { x: 2, y: 1 } } }, { ...one, from: { b: 2, a: 1 } }] })).toEqual(bytes)
  })

  test('holds whole numbers beyond 2³² exactly', async () => {
    const file = observed({}, 7, () => 2 ** 40 + 1)
    expect((await read(writeMarginals(file))).marginals).toEqual(file.marginals)
  })

  test.each([
    ['counts below 0', (sky: Float64Array) => sky.map((n, i) => (i === 0 ? n - 1 : i === 1 ? n + 1 : n)).map((n, i) => (i === 0 ? -1 : n))],
    ['more in the sky than in time', (sky: Float64Array) => sky.map((n) => 2 * n)],
    ['no numbers', (sky: Float64Array) => sky.map(() => NaN)],
    ['another shape', (sky: Float64Array) => Float64Array.of(...sky, 0)],
  ])('is never %s', (_, change) => {
    const file = observed({}, 8)
    expect(() => writeMarginals({ ...file, marginals: { ...file.marginals, sky: change(file.marginals.sky) } })).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })
})

describe('refused, by name', () => {
  const header = (patch: object) => marginalsBytes(headed(patch))
  const arrays = (all: readonly NamedArray[], patch: object = {}) => marginalsBytes(headed(patch), all)
  const ones = (length: number) => Array.from({ length }, () => 1)
  test.each([
    ['no header', zip(PLAIN.map((one) => ({ name: `${one.name}.npy`, bytes: arrayBytes(one) }))), 'unreadable-file', 'it has no header'],
    ['a torn header', marginalsBytes('{"format": "anisky marginals"'), 'unreadable-file', 'its header is not JSON'],
    ['a header that is a list', marginalsBytes([1]), 'unreadable-file', 'the header = [1]'],
    ['a header of numbers', zip([{ name: 'header.npy', bytes: arrayBytes(PLAIN[0]!) }]), 'unsupported-file', "type '<f8', where one text, or its bytes"],
    ['a header shorter than it says', zip([{ name: 'header.npy', bytes: npy(ascii('{}'), { descr: '|u1', shape: [9] }) }]), 'unreadable-file', 'should have 9 bytes, and has 2'],
    ['another format', header({ format: 'mine' }), 'unreadable-file', 'format = "mine"'],
    ['edition 2', header({ edition: 2 }), 'unsupported-file', 'of edition 2; edition 1 is read'],
    ['a clock nobody knows', header({ clock: 'lunar' }), 'unreadable-file', 'clock = "lunar"'],
    ['a site beyond the Pole', header({ site: { ...HEADER.site, latitudeDeg: 99 } }), 'unreadable-file', 'site.latitudeDeg = 99, where a number from -90 to 90'],
    ['a site without a name', header({ site: { ...HEADER.site, name: 7 } }), 'unreadable-file', 'site.name = 7'],
    ['no site', header({ site: undefined }), 'unreadable-file', 'site = nothing'],
    ['a negative grid', header({ grid: { rings: -4, cells: 8 } }), 'unreadable-file', 'grid.rings = -4, where a whole number from 4 to 720'],
    ['a grid without end', header({ grid: { rings: 4, cells: 1e9 } }), 'unreadable-file', 'grid.cells = 1000000000'],
    ['an odd grid', header({ grid: { rings: 4, cells: 9 } }), 'unreadable-file', 'grid.cells = 9, where an even number'],
    ['more windows than cells', header({ records: { windows: 9 } }), 'unreadable-file', 'records.windows = 9, where a whole number from 1 to 8'],
    ['bands that meet', header({ records: { forwardBackward: { offset: 2, reach: 2 } } }), 'unreadable-file', 'bands of 2 cells'],
    ['a record that is neither kept nor not', header({ records: { eastWest: 'yes' } }), 'unreadable-file', 'records.eastWest = "yes"'],
    ['no pieces', header({ pieces: [] }), 'unreadable-file', 'pieces = []'],
    ['a piece without a fingerprint', header({ pieces: [{ events: 1 }] }), 'unreadable-file', 'pieces[0].fingerprint = nothing'],
    ['a piece twice', header({ pieces: [1, 2].map(() => ({ ...HEADER.pieces[0], events: EVENTS / 2 })) }), 'unreadable-file', 'it counts the piece abababab… twice'],
    ['pieces with other events than there are', header({ pieces: [{ ...HEADER.pieces[0], events: EVENTS + 1 }] }), 'unreadable-file', 'said to hold 497 events, and its arrays hold 496'],
    ['an array missing', arrays(without(PLAIN, 'local')), 'unreadable-file', 'its array local is missing'],
    ['a record missing', arrays(PLAIN, { records: { eastWest: true } }), 'unreadable-file', 'its array east is missing'],
    ['an array twice', marginalsBytes(HEADER, PLAIN, [{ name: 'sky', bytes: arrayBytes(PLAIN[0]!) }]), 'unreadable-file', 'its array sky is there twice'],
    ['another shape', arrays(changed(PLAIN, 'sky', { shape: [8, 4] })), 'unreadable-file', /The array sky .* It has shape \(8, 4\), where the header asks for \(4, 8\)/],
    ['fewer numbers than the shape says', arrays(changed(PLAIN, 'sky', { values: ones(31) })), 'unreadable-file', 'Its numbers need 256 bytes, and 248 are there'],
    ['more numbers than the shape says', arrays(changed(PLAIN, 'sky', { values: ones(33) })), 'unreadable-file', 'Its numbers need 256 bytes, and 264 are there'],
    ['an array that is none', zip([{ name: 'header.npy', bytes: headerArray(HEADER) }, { name: 'sky.npy', bytes: ascii('SIMPLE  =  T   ') }]), 'unsupported-file', 'The array sky of this marginals file cannot be read.'],
    ['complex numbers', zip([{ name: 'header.npy', bytes: headerArray(HEADER) }, { name: 'sky.npy', bytes: npy(new Uint8Array(512), { descr: '<c16', shape: [4, 8] }) }]), 'unsupported-file', "type '<c16'"],
    ['the order of Fortran', zip([{ name: 'header.npy', bytes: headerArray(HEADER) }, { name: 'sky.npy', bytes: npy(new Uint8Array(256), { shape: [4, 8], fortran: true }) }]), 'unsupported-file', 'in the order of Fortran'],
    ['NaN', arrays(changed(PLAIN, 'rate', { values: [NaN, ...RATE.slice(1)] })), 'unreadable-file', 'entry 0 of rate is no number'],
    ['infinitely many events', arrays(changed(PLAIN, 'rate', { values: [...RATE.slice(0, 7), Infinity] })), 'unreadable-file', 'entry 7 of rate is infinite'],
    ['fewer events than none', arrays(changed(PLAIN, 'local', { values: [-1, 32, ...LOCAL.slice(2)] })), 'unreadable-file', 'entry 0 of local is -1'],
    ['numbers too large to be whole', arrays(changed(PLAIN, 'sky', { values: [Number(2n ** 60n), ...SKY.slice(1)], descr: '<i8' })), 'unsupported-file', 'Its entry 0 is a whole number beyond'],
    ['more events in the sky than in time', arrays(changed(PLAIN, 'sky', { values: SKY.map((n) => n + 1) })), 'unreadable-file', 'sky holds 528 events, and rate 496'],
    ['a billionth more in local', arrays(changed(PLAIN, 'local', { values: LOCAL.map((n) => n * (1 + 2e-9)) })), 'unreadable-file', 'local holds 496 events'],
    ['more east and west than at all', arrays(changed(FULL, 'east', { values: RATE }), { records: RECORDS }), 'unreadable-file', 'east and west hold 744 events, and rate only 496'],
    ['windows that do not add up', arrays(changed(FULL, 'windows', { values: [...LOCAL, ...LOCAL] }), { records: RECORDS }), 'unreadable-file', 'windows holds 992 events'],
    ['nothing at all', arrays(PLAIN.map((one) => ({ ...one, values: one.values.map(() => 0) })), { pieces: [{ ...HEADER.pieces[0], events: 0 }] }), 'unsupported-file', 'it holds no event'],
    ['a rest that is more than the last digit', marginalsBytes(HEADER, PLAIN, [{ name: 'rate_rest.npy', bytes: arrayBytes({ name: '', shape: [8], values: [0, 1, 0, 0, 0, 0, 0, 0] }) }]), 'unreadable-file', 'entry 1 of rate_rest is 1, which is no rest of 42'],
    ['a wrong checksum', zip([{ name: 'header.npy', bytes: headerArray(HEADER) }, ...PLAIN.map((one) => ({ name: `${one.name}.npy`, bytes: arrayBytes(one), ...(one.name === 'rate' ? { crc: 1 } : {}) }))]), 'unreadable-file', 'rate.npy does not have its checksum'],
    ['arrays that would need a gigabyte', header({ grid: { rings: 720, cells: 720 }, records: { windows: 720 } }), 'unsupported-file', 'would need 3.0 GB of memory'],
  ] as const)('%s', async (_, bytes, code, says) => {
    const problem = await refusal(bytes)
    expect(problem.code).toBe(code)
    expect(problem.message).toMatch(says)
    expect(problem.message).toMatch(/^[A-Z].*\.$/s)
    expect(problem.remedy).toMatch(/^[A-Z].*[.)]$/s)
  })

  test('sums that differ by less than a billionth are rounding', async () => {
    await expect(read(arrays(changed(PLAIN, 'local', { values: LOCAL.map((n) => n * (1 + 5e-10)) })))).resolves.toBeDefined()
  })
})
