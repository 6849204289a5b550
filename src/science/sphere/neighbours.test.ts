import { describe, expect, test } from 'vitest'
import observed from '../golden/observation-04_healpix.json'
import golden from '../golden/healpy_geometry.json'
import { isProblem } from '../problem.ts'
import { cellBeyond, neighbours } from './neighbours.ts'

interface Row { kind: string; input: { nside: number; pix_ring: number[]; pixels: number[] }; expected: { neighbours: number[][] } & number[][] }
const rowsOf = (cases: readonly unknown[]) => (cases as Row[]).filter(({ kind }) => kind === 'neighbours')

describe('the eight neighbours of a pixel', () => {
  test('are those of healpy, SW, W, NW, N, NE, E, SE, S and −1 where there is none', () => {
    const rows = rowsOf(observed.cases)
    expect(rows).toHaveLength(3)
    for (const { input, expected } of rows) {
      expect([...neighbours(input.nside, 'ring', Int32Array.from(input.pix_ring))]).toEqual(expected.neighbours.flat())
    }
  })

  test('are those of healpy at nside 1, 2, 3, 5, 7, 100 and 1000 too', () => {
    const rows = rowsOf(golden.cases)
    expect(rows.map(({ input }) => input.nside)).toEqual([1, 2, 3, 5, 7, 100, 1000])
    for (const { input, expected } of rows) {
      expect([...neighbours(input.nside, 'ring', Int32Array.from(input.pixels))]).toEqual(expected.flat())
    }
  })

  test('of the twelve faces themselves are six: three edges meet at eight corners, four at the other six', () => {
    const all = neighbours(1, 'ring', Int32Array.from({ length: 12 }, (_, i) => i))
    expect([...neighbours(1, 'nested', Int32Array.from({ length: 12 }, (_, i) => i))]).toEqual([...all])
    const SW_W_NW_N_NE_E_SE_S = { north: [4, -1, 3, 2, 1, -1, 5, 8], equator: [11, 7, 3, -1, 0, 5, 8, -1], south: [11, -1, 4, 0, 5, -1, 9, 10] }
    expect([...all.subarray(0, 8)]).toEqual(SW_W_NW_N_NE_E_SE_S.north)
    expect([...all.subarray(32, 40)]).toEqual(SW_W_NW_N_NE_E_SE_S.equator)
    expect([...all.subarray(64, 72)]).toEqual(SW_W_NW_N_NE_E_SE_S.south)
  })

  test.each([2, 3, 8, 100])('are missing for exactly 24 pixels of a sky of nside %i, one each', (nside) => {
    const pixels = Int32Array.from({ length: 12 * nside * nside }, (_, i) => i)
    const missing = neighbours(nside, 'ring', pixels).filter((q) => q < 0)
    expect(missing).toHaveLength(24)
  })

  test('lead north along a column of the belt: N of N of a pixel is two rings of pixels farther north', () => {
    const nside = 16
    const equator = 2 * nside * (nside - 1) + 4 * nside * nside
    for (let pixel = equator; pixel < equator + 4 * nside; pixel++) {
      expect(neighbours(nside, 'ring', Int32Array.of(pixel))[3]).toBe(pixel - 8 * nside)
      expect(neighbours(nside, 'ring', Int32Array.of(pixel))[7]).toBe(pixel + 8 * nside)
    }
  })

  test('over a corner of four faces are the same by either edge', () => {
    const nside = 4
    // From face 0 over its northern corner: over the pole, to the northern corner of face 2.
    expect(cellBeyond(nside, 0, nside, nside)).toBe((2 * nside + nside - 1) * nside + nside - 1)
    expect(cellBeyond(nside, 1, nside - 1, nside)).toBe(cellBeyond(nside, 0, nside - 1, nside - 1))
  })

  test('need an nside that exists, and a power of two for NESTED', () => {
    for (const attempt of [() => neighbours(0, 'ring', new Int32Array(1)), () => neighbours(3, 'nested', new Int32Array(1)), () => neighbours(2, 'ring', new Int32Array(2), new Int32Array(8))]) {
      let problem: unknown
      try { attempt() } catch (e) { problem = e }
      expect(isProblem(problem, 'invalid-argument')).toBe(true)
    }
  })
})
