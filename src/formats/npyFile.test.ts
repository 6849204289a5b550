import { describe, expect, test } from 'vitest'
import { type ArrayText, gzip, npy, packedNumbers } from './testing/fixtures.ts'
import { read, refusal } from './testing/reading.ts'

const doubles = (values: readonly number[]): Uint8Array => packedNumbers(values, 8, (view, at, x) => view.setFloat64(at, x, true))
const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i)
const array = (shape: readonly number[], more: Partial<ArrayText> = {}): Uint8Array => npy(doubles(count(shape.reduce((a, b) => a * b, 1))), { shape, ...more })

describe('types of numbers', () => {
  const small = [...count(10), 100, 101]
  test.each<[string, number, (view: DataView, at: number, x: number) => void]>([
    ['|b1', 1, (view, at, x) => view.setUint8(at, x)],
    ['|u1', 1, (view, at, x) => view.setUint8(at, x)],
    ['|i1', 1, (view, at, x) => view.setInt8(at, x)],
    ['<i2', 2, (view, at, x) => view.setInt16(at, x, true)],
    ['>u2', 2, (view, at, x) => view.setUint16(at, x)],
    ['<i4', 4, (view, at, x) => view.setInt32(at, x, true)],
    ['>i4', 4, (view, at, x) => view.setInt32(at, x)],
    ['<u4', 4, (view, at, x) => view.setUint32(at, x, true)],
    ['<i8', 8, (view, at, x) => view.setBigInt64(at, BigInt(x), true)],
    ['>i8', 8, (view, at, x) => view.setBigInt64(at, BigInt(x))],
    ['>u8', 8, (view, at, x) => view.setBigUint64(at, BigInt(x))],
    ['<f4', 4, (view, at, x) => view.setFloat32(at, x, true)],
    ['>f4', 4, (view, at, x) => view.setFloat32(at, x)],
    ['=f8', 8, (view, at, x) => view.setFloat64(at, x, true)],
    ['>f8', 8, (view, at, x) => view.setFloat64(at, x)],
  ])('%s', async (descr, bytes, write) => {
    const file = await read(npy(packedNumbers(small, bytes, write), { descr, shape: [12] }))
    expect([...file.columns[0].values]).toEqual(small)
    expect(file.columns[0].format).toBe(descr)
  })

  test('signs, halves of eight bytes and the far end of whole numbers', async () => {
    const whole = [-1n, -4294967297n, 4294967295n, 2n ** 53n, -(2n ** 53n), 2n ** 62n + 1n, 0n, 1n, 2n, 3n, 4n, 5n]
    const file = await read(npy(packedNumbers(whole, 8, (view, at, x) => view.setBigInt64(at, x, true)), { descr: '<i8', shape: [12] }))
    expect([...file.columns[0].values]).toEqual(whole.map(Number))
    expect(file.warnings).toEqual(['Column 1 (array) holds 1 whole number beyond 9,007,199,254,740,992: rounded to 16 digits.'])
    const unsigned = await read(npy(packedNumbers(whole.map((x) => BigInt.asUintN(64, x)), 8, (view, at, x) => view.setBigUint64(at, x, true)), { descr: '<u8', shape: [12] }))
    expect(unsigned.columns[0].values[0]).toBe(2 ** 64)
    const signed = await read(npy(packedNumbers(whole, 1, (view, at) => view.setInt8(at, -7)), { descr: '|i1', shape: [12] }))
    expect(signed.columns[0].values[3]).toBe(-7)
  })

  test('UNSEEN, NaN and infinities are no observations, and infinities are told', async () => {
    const odd = [NaN, Infinity, -Infinity, -1.6375e30, 4, 5, 6, 7, 8, 9, 10, 11]
    for (const bytes of [npy(doubles(odd), { shape: [12] }), npy(packedNumbers(odd, 4, (view, at, x) => view.setFloat32(at, x, true)), { descr: '<f4', shape: [12] })]) {
      const file = await read(bytes)
      expect([...file.columns[0].values]).toEqual([NaN, NaN, NaN, NaN, 4, 5, 6, 7, 8, 9, 10, 11])
      expect(file.warnings).toEqual(['Column 1 (array) is infinite in 2 pixels, which are treated as unseen.'])
    }
  })
})

describe('shapes', () => {
  // Entry (map m, pixel p) of the 2-d arrays is told from where it lies in the file, by the definition of both orders.
  test.each<[string, number[], boolean, (m: number, p: number) => number]>([
    ['(3, 12), C', [3, 12], false, (m, p) => m * 12 + p],
    ['(3, 12), Fortran', [3, 12], true, (m, p) => m + 3 * p],
    ['(12, 3), C', [12, 3], false, (m, p) => p * 3 + m],
    ['(12, 3), Fortran', [12, 3], true, (m, p) => p + 12 * m],
    ['(12, 12), C', [12, 12], false, (m, p) => m * 12 + p],
    ['(12, 48), C: the longer axis', [12, 48], false, (m, p) => m * 48 + p],
    ['(1, 48), Fortran', [1, 48], true, (_, p) => p],
    ['(2, 12288), C: more than a block', [2, 12288], false, (m, p) => m * 12288 + p],
    ['(12288, 5), C: more than a block', [12288, 5], false, (m, p) => p * 5 + m],
  ])('%s', async (_, shape, fortran, place) => {
    const file = await read(array(shape, { fortran }))
    const pixels = Math.max(...shape)
    expect(file.geometry.nside).toBe(Math.sqrt(pixels / 12))
    expect(file.columns).toHaveLength((shape[0] * shape[1]) / pixels)
    file.columns.forEach(({ values }, m) => expect(values.every((x, p) => x === place(m, p)) && values.length === pixels).toBe(true))
    const some = await read(array(shape, { fortran }), { only: [0] })
    expect(some.columns[0].values).toEqual(file.columns[0].values)
    expect(some.columns.slice(1).every(({ values }) => values.length === 0)).toBe(true)
  })

  test.each([1, 2, 3] as const)('format version %i, and the first line of Python 2', async (version) => {
    expect((await read(array([48], { version }))).geometry.nside).toBe(2)
    const old = await read(npy(doubles(count(48)), { version, shape: [], line: "{'descr':'<f8','fortran_order':False,'shape':(48L,)}" }))
    expect([...old.columns[0].values]).toEqual(count(48))
  })

  test('what the array does not say is told as assumed, and the read hash is of every byte', async () => {
    let seen = 0
    const bytes = new Uint8Array([...array([12, 12]), 1, 2, 3])
    const file = await read(bytes, { onBytes: (chunk) => void (seen += chunk.length) })
    expect(seen).toBe(bytes.length)
    expect(file).toMatchObject({ orderingStated: false, frameStated: false, compressed: false, warnings: ['3 bytes after the array were ignored.'] })
    expect(file.assumptions.join(' ')).toMatch(/Both axes of shape \(12, 12\) could be pixels: the last was taken.*ring order was assumed.*equatorial was assumed/)
    expect(file.facts[0]).toEqual({ keyword: 'shape', value: '(12, 12)', usedAs: '12 maps of 12 pixels: NSIDE 1, the whole sky' })
  })
})

describe('refused', () => {
  const text = (line: string): Uint8Array => npy(new Uint8Array(96), { shape: [], line })
  test.each<[string, Uint8Array, RegExp, string]>([
    ['a length that is no map', array([100]), /shape \(100,\) is no map of the whole sky: 100 is not 12·NSIDE² for any NSIDE \(nearest: 108 = NSIDE 3\)/, 'unsupported-file'],
    ['two axes that are no map', array([5, 7]), /neither axis is 12·NSIDE²/, 'unsupported-file'],
    ['three axes', array([2, 3, 12]), /has 3 axes, shape \(2, 3, 12\)/, 'unsupported-file'],
    ['a single number', array([]), /has 0 axes/, 'unsupported-file'],
    ['no maps', npy(new Uint8Array(0), { shape: [0, 12] }), /holds 0 maps/, 'unsupported-file'],
    ['a million maps', npy(new Uint8Array(0), { shape: [1_000_001, 12_000_012] }), /no map of the whole sky/, 'unsupported-file'],
    ['too many maps', npy(new Uint8Array(0), { shape: [12, 1000] }), /holds 1,000 maps/, 'unsupported-file'],
    ['too large', npy(new Uint8Array(0), { shape: [3, 12 * 4096 ** 2] }), /too large: NSIDE 4,096 × 3 columns would need 4\.8 GB/, 'unsupported-file'],
    ['complex numbers', array([12], { descr: '<c16' }), /type '<c16'; whole numbers/, 'unsupported-file'],
    ['text', array([12], { descr: '<U5' }), /type '<U5'/, 'unsupported-file'],
    ['half precision', array([12], { descr: '<f2' }), /type '<f2'/, 'unsupported-file'],
    ['objects', array([12], { descr: '|O' }), /Python objects, which only Python can unpack/, 'unsupported-file'],
    ['a name of every object', array([12], { descr: 'constructor' }), /type 'constructor'/, 'unsupported-file'],
    ['named fields', text("{'descr': [('n', '<f8'), ('b', '<f8')], 'fortran_order': False, 'shape': (12,), }"), /structured/, 'unsupported-file'],
    ['a version of tomorrow', array([12]).map((byte, i) => (i === 6 ? 4 : byte)), /format version 4\.0/, 'unsupported-file'],
    ['nothing but unseen pixels', npy(doubles(count(12).map(() => NaN)), { shape: [12] }), /every pixel of every column is marked as unseen/, 'unsupported-file'],
    ['a first line without a shape', text("{'descr': '<f8', 'fortran_order': False}"), /lacks descr, fortran_order or shape/, 'unreadable-file'],
    ['a negative shape', text("{'descr': '<f8', 'fortran_order': False, 'shape': (-12,), }"), /lacks descr/, 'unreadable-file'],
    ['a number cut short', array([12]).subarray(0, -1), /cut short: its numbers need 96 bytes, but only 95 are there/, 'unreadable-file'],
    ['an end in the first line', array([12]).subarray(0, 40), /ends inside its first line/, 'unreadable-file'],
    ['an end after the magic', array([12]).subarray(0, 7), /ends inside its first line/, 'unreadable-file'],
    ['an end in the length', array([12]).subarray(0, 9), /ends inside its first line/, 'unreadable-file'],
    ['a first line of gigabytes', array([12], { version: 2 }).map((byte, i) => (i === 11 ? 255 : byte)), /plenty/, 'unreadable-file'],
    ['gzip around it', gzip(array([12])), /Inside this gzip file is a NumPy array/, 'unsupported-file'],
  ])('%s', async (_, bytes, says, code) => {
    const problem = await refusal(bytes, 'map.npy')
    expect(problem.message).toMatch(says)
    expect(problem).toMatchObject({ code })
    expect(problem.remedy).toBeTruthy()
  })
})
