import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMarginals, nothingCounted, type Marginals } from './marginals.ts'

const grid = { rings: 3, cells: 4 }
const some = (n: number) => fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { minLength: n, maxLength: n }).map((x) => Float64Array.from(x))
const records: fc.Arbitrary<Required<Marginals>> = fc.record({
  grid: fc.constant(grid), sky: some(12), local: some(12), rate: some(4), ringRate: some(12),
  eastWest: fc.record({ east: some(4), west: some(4) }),
  forwardBackward: fc.record({ offset: fc.constant(1), reach: fc.constant(0), forward: some(12), backward: some(12) }),
  windows: fc.record({ count: fc.constant(2), local: some(24) }),
  coarse: fc.record({ rings: fc.constant(1), cells: fc.constant(2), counts: some(4) }),
})
const one = (change: Partial<Marginals> = {}): Marginals => ({ ...nothingCounted(grid), ...change })

describe('records of counts', () => {
  test('add up the same in any order, every part of them', () => {
    fc.assert(fc.property(records, records, records, (a, b, c) => {
      expect(addMarginals(a, b)).toEqual(addMarginals(b, a))
      expect(addMarginals(addMarginals(a, b), c)).toEqual(addMarginals(a, addMarginals(b, c)))
    }))
  })

  test('add cell by cell, and leave what was added as it was', () => {
    fc.assert(fc.property(records, records, (a, b) => {
      const [before, sum] = [structuredClone([a, b]), addMarginals(a, b)]
      const parts = ({ sky, local, rate, ringRate, eastWest, forwardBackward, windows, coarse }: Marginals) =>
        [sky, local, rate, ringRate!, eastWest!.east, eastWest!.west, forwardBackward!.forward, forwardBackward!.backward, windows!.local, coarse!.counts]
      parts(sum).forEach((values, p) => values.forEach((n, i) => expect(n).toBe(parts(a)[p]![i]! + parts(b)[p]![i]!)))
      expect([a, b]).toEqual(before)
      expect(Object.keys(sum).sort()).toEqual(Object.keys(a).sort())
      expect([sum.forwardBackward!.offset, sum.windows!.count, sum.coarse!.rings]).toEqual([1, 2, 1])
    }), { numRuns: 20 })
  })

  test('without anything beside the three sums stay so', () => {
    expect(Object.keys(addMarginals(one(), one())).sort()).toEqual(['grid', 'local', 'rate', 'sky'])
  })

  const east = new Float64Array(4)
  const rows = new Float64Array(12)
  test.each([
    ['grids', one(), { ...nothingCounted({ rings: 3, cells: 6 }) }],
    ['rates by ring', one(), one({ ringRate: rows })],
    ['east and west', one({ eastWest: { east, west: east } }), one()],
    ['bands', one({ forwardBackward: { offset: 1, reach: 0, forward: rows, backward: rows } }), one({ forwardBackward: { offset: 2, reach: 0, forward: rows, backward: rows } })],
    ['reach of bands', one({ forwardBackward: { offset: 1, reach: 0, forward: rows, backward: rows } }), one({ forwardBackward: { offset: 1, reach: 1, forward: rows, backward: rows } })],
    ['windows', one({ windows: { count: 1, local: rows } }), one({ windows: { count: 2, local: new Float64Array(24) } })],
    ['coarse cubes', one({ coarse: { rings: 1, cells: 2, counts: east } }), one({ coarse: { rings: 1, cells: 1, counts: new Float64Array(1) } })],
  ] as const)('of different %s are refused, in either order', (_, a, b) => {
    expect(() => addMarginals(a, b)).toThrow('not binned alike')
    expect(() => addMarginals(b, a)).toThrow('not binned alike')
  })
})
