import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beginHistogram, columnsOf, countValues, histogramOf, noiseColumns, outlinePath, stepsPath, type Histogram } from './histogram.ts'

function counted(values: readonly number[], autoLimit = 1, block = 7): Histogram {
  const map = Float32Array.from(values)
  const known = map.filter(Number.isFinite)
  const counting = beginHistogram(map, { low: Math.min(...known), high: Math.max(...known) }, autoLimit)
  for (let end = block; counting.next < map.length; end += block) countValues(counting, Math.min(map.length, end))
  return histogramOf(counting)
}

const sum = (list: Float64Array) => list.reduce((a, b) => a + b, 0)
const maps = fc.array(fc.oneof(fc.float({ min: -3, max: 3, noNaN: true }), fc.constant(NaN)), { minLength: 1, maxLength: 300 }).filter((list) => list.some(Number.isFinite))

describe('a histogram', () => {
  test('counts every pixel with data once, however the map is cut into blocks', () => {
    fc.assert(
      fc.property(maps, fc.integer({ min: 1, max: 400 }), (list, block) => {
        const { counts, pixels } = counted(list, 1, block)
        expect(pixels).toBe(list.filter(Number.isFinite).length)
        expect(sum(counts)).toBe(pixels)
      }),
    )
  })

  test('leaves a wild pixel out of its bins, not out of its count', () => {
    const { counts, pixels, high } = counted([0, 0.5, 1, 1e6])
    expect([sum(counts), pixels, high]).toEqual([3, 4, 4])
    const negative = counted([0, -0.5, -1, -1e6])
    expect([sum(negative.counts), negative.pixels, negative.low]).toEqual([3, 4, -4])
  })

  test('has bins of equal width from its smallest value to its largest, which is in the last', () => {
    const { counts, low, high } = counted([0, 1.5 / 1024, 2.5 / 1024, 2.6 / 1024, 2])
    expect([low, high, counts.length]).toEqual([0, 2, 2048])
    expect([counts[0], counts[1], counts[2], counts[2047], sum(counts)]).toEqual([1, 1, 2, 1, 5])
  })

  test('of one value alone has that value in it', () => {
    expect(sum(counted([0.3, 0.3]).counts)).toBe(2)
  })

  test('spread over columns of any scale that holds it, has as many pixels as before', () => {
    fc.assert(
      fc.property(maps, fc.integer({ min: 1, max: 97 }), (list, n) => {
        const histogram = counted(list)
        expect(sum(columnsOf(histogram, { low: -4, high: 5 }, n))).toBeCloseTo(histogram.pixels, 6)
      }),
    )
  })

  test('puts values into the column they belong to', () => {
    const columns = columnsOf(counted([-0.9, -0.9, 0.1, 0.9, 0.9, 0.9]), { low: -1, high: 1 }, 4)
    expect(Array.from(columns, Math.round)).toEqual([2, 0, 1, 3])
  })

  test('of a map that nobody has seen is empty, and so is the noise in it', () => {
    const counting = beginHistogram(new Float32Array(9).fill(NaN), { low: NaN, high: NaN }, 1)
    countValues(counting, 9)
    const histogram = histogramOf(counting)
    expect([histogram.pixels, sum(columnsOf(histogram, { low: -1, high: 1 }, 5)), sum(noiseColumns(histogram, { low: -1, high: 1 }, 5))]).toEqual([0, 0, 0])
  })

  test('outside a scale is not on it', () => {
    expect(sum(columnsOf(counted([-0.9, 0.9]), { low: 1, high: 2 }, 8))).toBe(0)
  })
})

describe('noise', () => {
  test('fills a wide scale with all pixels, two thirds of them within one σ', () => {
    const histogram = counted(Array.from({ length: 1000 }, (_, i) => i / 1000))
    const columns = noiseColumns(histogram, { low: -8, high: 8 }, 160)
    expect(sum(columns)).toBeCloseTo(1000, 6)
    expect(sum(columns.subarray(70, 90))).toBeCloseTo(682.7, 0)
  })
})

test('steps rise with the square root of what they count', () => {
  expect(stepsPath(Float64Array.of(0, 1, 4), 4)).toBe('M0 1V1.000H1V0.500H2V0.000H3V1Z')
})

test('every pixel of a map of nside 1024 is counted; the time it took is printed', () => {
  const values = new Float32Array(12 * 1024 ** 2).map((_, i) => Math.sin(i))
  const counting = beginHistogram(values, { low: -1, high: 1 }, 1)
  countValues(counting, 100_000) // warm
  const start = performance.now()
  countValues(counting, values.length)
  const ms = performance.now() - start
  console.info(`histogram of nside 1024: ${ms.toFixed(0)} ms`)
  expect(histogramOf(counting).pixels).toBe(values.length)
})

test('bins reach from the smallest value to the largest, and no further than four automatic limits', () => {
  const span = (low: number, high: number) => histogramOf(beginHistogram(new Float32Array(0), { low, high }, 1))
  expect(span(-0.5, 0.7)).toMatchObject({ low: -0.5, high: 0.7 })
  expect(span(-100, 90)).toMatchObject({ low: -4, high: 4 })
})

test('a bin is shared among the columns it lies under by how much of it lies there', () => {
  const histogram: Histogram = { low: 0, high: 4, pixels: 12, counts: Float64Array.of(4, 8) }
  expect(Array.from(columnsOf(histogram, { low: 0, high: 4 }, 4))).toEqual([2, 2, 4, 4])
  expect(Array.from(columnsOf(histogram, { low: 1, high: 4 }, 2))).toEqual([4, 6].map((count) => expect.closeTo(count, 12)))
  expect(Array.from(columnsOf(histogram, { low: -1, high: 5 }, 1))).toEqual([expect.closeTo(12, 12)])
})

test('the outline runs through the middles of columns at the square root of their share', () => {
  expect(outlinePath(Float64Array.of(0, 1, 4, 9), 4)).toBe('M0.5 1.000L1.5 0.500L2.5 0.000L3.5 -0.500')
})
