import { describe, expect, test } from 'vitest'
import { roomForRecords } from '../observatory/marginalRecords.ts'
import { nothingCounted } from './marginals.ts'
import { emptyLike, resampleRings, scatterOf } from './resampling.ts'
import { COARSE, dipoleSky, expectedMarginals, siteAcceptance, unevenRate } from './testing/dipoleMocks.ts'

const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0)
const size = COARSE.rings * COARSE.cells
const everything = () => roomForRecords(COARSE, { ringRate: true, eastWest: true, forwardBackward: { offset: 3, reach: 1 }, windows: 4, coarse: { rings: 4, cells: 6 } })
const fitted = { grid: COARSE, rate: unevenRate(COARSE, 1e5), acceptance: siteAcceptance(COARSE, 19, 60), intensity: dipoleSky(COARSE, [0.1, 0, 0]) }
const draws = { seed: 9, stream: 3 }

describe('what is drawn for one cell', () => {
  test.each([[5, 0, 7], [5, 1, 0], [5, 12, 3], [5, 13, 3], [5, 3, 23], [5, 21, 23], [5, 5, 6]])('of ring %d, k = %d and t = %d reaches every record by its definition', (ring, k, t) => {
    const [rate, acceptance] = [new Float64Array(24), new Float64Array(size)]
    rate[t] = 50
    acceptance[ring * 24 + k] = 1
    const into = resampleRings({ grid: COARSE, rate, acceptance, intensity: new Float64Array(size).fill(1) }, draws, everything())
    const n = sum(into.rate)
    expect(n).toBeGreaterThan(20)
    // h and τ as angles; α = τ − h.
    const turn = 2 * Math.PI
    const h = (turn * k) / 24 > Math.PI ? (turn * k) / 24 - turn : (turn * k) / 24
    const alpha = ((turn * (t + 0.5)) / 24 - h + turn) % turn
    expect(into.sky[ring * 24 + Math.floor((24 * alpha) / turn + 1e-9)]).toBe(n)
    expect(into.local[ring * 24 + k]).toBe(n)
    expect(into.rate[t]).toBe(n)
    expect(into.ringRate![ring * 24 + t]).toBe(n)
    expect(into.eastWest!.west[t]).toBe(h > 1e-9 && h < Math.PI - 1e-9 ? n : 0)
    expect(into.eastWest!.east[t]).toBe(h < -1e-9 ? n : 0)
    const near = (middle: number) => (Math.abs(h - middle) < (1.5 * turn) / 24 ? n : 0)
    expect(into.forwardBackward!.backward[ring * 24 + t]).toBe(near(Math.PI / 4))
    expect(into.forwardBackward!.forward[ring * 24 + t]).toBe(near(-Math.PI / 4))
    expect(into.windows!.local[Math.floor(t / 6) * size + ring * 24 + k]).toBe(n)
    expect(into.coarse!.counts[(1 * 6 + Math.floor(k / 4)) * 6 + Math.floor(t / 4)]).toBe(n)
    for (const record of [into.sky, into.local, into.rate, into.ringRate!, into.windows!.local, into.coarse!.counts]) expect(sum(record)).toBe(n)
  })
})

describe('the parametric bootstrap', () => {
  const counts = resampleRings(fitted, draws, everything())

  test('puts the same events into every record', () => {
    const events = sum(counts.rate)
    for (const record of [counts.sky, counts.local, counts.ringRate!, counts.windows!.local, counts.coarse!.counts]) expect(sum(record)).toBe(events)
    expect(Math.abs(events - sum(expectedMarginals(fitted).rate))).toBeLessThan(5 * Math.sqrt(1e5))
    expect(sum(counts.eastWest!.east) + sum(counts.eastWest!.west)).toBeLessThan(events)
    expect(counts.sky.every(Number.isInteger)).toBe(true)
  })

  test('draws the same whatever the blocks and whatever records are kept, and something else from another seed', () => {
    const plain = nothingCounted(COARSE)
    for (let ring = COARSE.rings - 1; ring >= 0; ring--) resampleRings(fitted, draws, plain, ring, ring + 1)
    expect([plain.sky, plain.local, plain.rate]).toEqual([counts.sky, counts.local, counts.rate])
    expect(resampleRings(fitted, { ...draws, seed: 10 }, nothingCounted(COARSE)).sky).not.toEqual(counts.sky)
  })

  test('starts from marginals with the same records and nothing in them', () => {
    expect(emptyLike(counts)).toEqual(everything())
    expect(Object.keys(emptyLike(nothingCounted(COARSE)))).toEqual(['grid', 'sky', 'local', 'rate'])
    expect(() => resampleRings(fitted, draws, nothingCounted({ rings: 8, cells: 24 }))).toThrow(/on the grid/)
  })

  test('leaves cells alone that nobody sees, even where I is not known', () => {
    const unseen = fitted.intensity.map((x, i) => (i >= 15 * 24 ? NaN : x))
    expect(resampleRings({ ...fitted, intensity: unseen }, draws, nothingCounted(COARSE)).sky).toEqual(counts.sky)
  })
})

test('a scatter is the covariance of a sample', () => {
  const sample = [{ d0h: 1, d6h: 2 }, { d0h: 3, d6h: 1 }, { d0h: 2, d6h: 6 }]
  expect(scatterOf(sample)).toEqual([1, -0.5, -0.5, 7])
  expect(() => scatterOf(sample.slice(1, 2))).toThrow(/at least two/)
})
