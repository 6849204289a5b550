import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Marginals, nothingCounted } from '../science/reconstruction/marginals.ts'
import type { ObservedCounts } from './marginalsFile.ts'
import { readMarginals } from './marginalsFile.ts'
import { marginalsSum } from './marginalsSum.ts'
import { writeMarginals } from './marginalsWrite.ts'
import { blob } from './testing/fixtures.ts'

const GRID = { rings: 4, cells: 8 }
const SITE = { name: 'HAWC', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 60 }

/** The same events in the sky, over the detector and in time: those of 8 entries, in the first ring. */
function observed(entries: readonly number[], piece: number, more: Partial<Marginals> = {}): ObservedCounts {
  const marginals = { ...nothingCounted(GRID), ...more }
  marginals.sky.set(entries)
  marginals.local.set(entries)
  marginals.rate.set(entries)
  return { site: SITE, clock: 'sidereal', marginals, pieces: [{ fingerprint: piece.toString(16).padStart(32, '0'), events: entries.reduce((a, b) => a + b, 0), from: { piece } }] }
}

function added(...files: readonly ObservedCounts[]): ObservedCounts {
  const sum = marginalsSum()
  files.forEach((file, i) => sum.add(file, `file ${i}`))
  return sum.total()
}
const bytesOf = (file: ObservedCounts) => Buffer.from(writeMarginals(file))

const shuffled = <T>(all: readonly T[], order: readonly number[]): T[] => all.map((one, i) => ({ one, key: order[i % order.length]! * (i + 1) })).sort((a, b) => a.key - b.key).map(({ one }) => one)
/** Numbers from 2⁻⁴⁵ to 2⁵⁰, whose plain sums lose digits in an order that matters. */
const weight = fc.tuple(fc.double({ min: 1, max: 2, noNaN: true }), fc.integer({ min: -45, max: 49 })).map(([x, power]) => x * 2 ** power)
const entries = (number: fc.Arbitrary<number>) => fc.array(number, { minLength: 8, maxLength: 8 })
const order = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 })

describe('a sum', () => {
  test('is that of its files, and holds their pieces in order', () => {
    const { marginals, pieces, rest } = added(observed([1, 2, 3, 4, 5, 6, 7, 8], 9), observed([8, 7, 6, 5, 4, 3, 2, 1], 3))
    expect([...marginals.rate]).toEqual(Array(8).fill(9))
    expect(rest).toBeUndefined()
    expect(JSON.parse(Buffer.from(writeMarginals({ site: SITE, clock: 'sidereal', marginals, pieces })).toString('latin1').match(/\{"format.*?\]\}/s)![0]).pieces.map((piece: { from: object }) => piece.from)).toEqual([{ piece: 3 }, { piece: 9 }])
  })

  test('of numbers that are not whole is exact: whole multiples of 2⁻⁴⁰ added as BigInt agree', () => {
    fc.assert(fc.property(fc.array(entries(weight), { minLength: 2, maxLength: 12 }), (files) => {
      const { marginals, rest } = added(...files.map((file, i) => observed(file, i)))
      for (let i = 0; i < 8; i++) {
        const exact = files.reduce((sum, file) => sum + BigInt(Math.round(file[i]! * 2 ** 40)), 0n)
        const pair = BigInt(marginals.rate[i]! * 2 ** 40) + BigInt((rest?.get('rate')?.[i] ?? 0) * 2 ** 40)
        expect(pair).toBe(exact)
        expect(marginals.rate[i]).toBe(Number(exact) / 2 ** 40)
      }
    }))
  })

  test.each([['that are not whole', weight], ['of whole events', fc.nat(1e9)]])('of numbers %s is the same bytes in any order, and as a sum of sums that were written and read again', async (_, number) => {
    await fc.assert(fc.asyncProperty(fc.array(entries(number), { minLength: 6, maxLength: 6 }), order, fc.integer({ min: 1, max: 5 }), async (all, keys, cut) => {
      const files = all.map((one, i) => observed([1, ...one.slice(1)], i))
      const bytes = bytesOf(added(...files))
      const mixed = shuffled(files, keys)
      expect(bytesOf(added(...mixed)).equals(bytes)).toBe(true)
      const again = async (file: ObservedCounts): Promise<ObservedCounts> => readMarginals(blob(writeMarginals(file)))
      const halves = [await again(added(...mixed.slice(0, cut))), await again(added(...mixed.slice(cut)))]
      expect(bytesOf(added(...halves.reverse())).equals(bytes)).toBe(true)
      expect(bytesOf(added(await again(added(...files)))).equals(bytes)).toBe(true)
    }), { numRuns: 40 })
  })

  test('by plain additions depends on the order, where this one does not', () => {
    const values = [2 ** 52, 0.3, 0.3, 0.3, 0.3]
    const plain = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
    expect(plain(values)).not.toBe(plain([...values].reverse()))
    const files = values.map((x, piece) => observed(Array(8).fill(x), piece))
    expect(bytesOf(added(...files)).equals(bytesOf(added(...[...files].reverse())))).toBe(true)
  })

  test('leaves what it adds as it was', () => {
    const file = observed([1, 2, 3, 4, 5, 6, 7, 8], 1)
    added(file, observed([1, 1, 1, 1, 1, 1, 1, 1], 2))
    expect([...file.marginals.rate]).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  test('of many days adds every record', () => {
    const day = (piece: number) => observed(Array(8).fill(piece + 0.5), piece, { eastWest: { east: new Float64Array(8).fill(0.25), west: new Float64Array(8).fill(0.125) }, coarse: { rings: 2, cells: 2, counts: new Float64Array(8).fill(piece + 0.5) } })
    const { marginals } = added(...Array.from({ length: 10 }, (_, piece) => day(piece)))
    expect([marginals.rate[7], marginals.eastWest!.east[3], marginals.eastWest!.west[0], marginals.coarse!.counts[5], marginals.sky[31]]).toEqual([50, 2.5, 1.25, 50, 0])
  })
})

describe('refused', () => {
  const ones = Array(8).fill(1)
  const first = observed(ones, 1)
  test.each([
    ['the same piece twice', observed(ones, 1), 'two holds a piece that one holds too (000000000000…, 8 events): it would count twice.'],
    ['another site', { ...observed(ones, 2), site: { ...SITE, latitudeDeg: 30 } }, 'two cannot be added to one: its site is another (HAWC: latitude 30°, longitude -97°, zenith up to 60°; not HAWC: latitude 19°'],
    ['another zenith limit', { ...observed(ones, 2), site: { ...SITE, zenithMaxDeg: 45 } }, 'its site is another'],
    ['another clock', { ...observed(ones, 2), clock: 'solar' as const }, 'its clock is another (solar; not sidereal)'],
    ['another grid', { ...observed(ones, 2), marginals: nothingCounted({ rings: 5, cells: 8 }) }, 'its grid is another (5 rings × 8 cells; not 4 rings × 8 cells)'],
    ['other records', observed(ones, 2, { ringRate: new Float64Array(32) }), 'its set of records is another'],
    ['other bands', observed(ones, 2, { forwardBackward: { offset: 2, reach: 0, forward: new Float64Array(32), backward: new Float64Array(32) } }), 'its set of records is another'],
  ])('%s', (_, second, says) => {
    const sum = marginalsSum()
    sum.add(first, 'one')
    expect(() => sum.add(second, 'two')).toThrow(expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining(says) }))
    // and nothing of it was added
    expect([...sum.total().marginals.rate]).toEqual(ones)
    expect(sum.total().pieces).toHaveLength(1)
  })

  test('nothing', () => {
    expect(() => marginalsSum().total()).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })
})
