import { describe, expect, test } from 'vitest'
import { nestedFromRing } from '../science/sphere/healpix.ts'
import { centreOf } from '../science/sphere/pixelAt.ts'
import { ringsOf } from '../science/sphere/rings.ts'
import { canBeNested, PREVIEW_NSIDE, previewOf, previewsOf } from './preview.ts'

const breathe = () => Promise.resolve()
const preview = ringsOf({ kind: 'healpix', nside: PREVIEW_NSIDE })
/** sin δ + cos α cos δ, smooth on the sky. */
const smooth = ({ alpha, sinDelta, cosDelta }: ReturnType<typeof centreOf>) => sinDelta + Math.cos(alpha) * cosDelta
const mapOf = (nside: number) => {
  const rings = ringsOf({ kind: 'healpix', nside })
  return Float64Array.from({ length: rings.pixels }, (_, p) => smooth(centreOf(rings, p)))
}
const largestError = (small: Float32Array) => small.reduce((worst, value, p) => Math.max(worst, Math.abs(value - smooth(centreOf(preview, p)))), 0)

describe('a preview', () => {
  test.each([[1, 1], [3, 0.5], [16, 0.05], [64, 0.05], [100, 0.05], [256, 0.05]])('of a smooth map of nside %i is that map, within its own pixels', (nside, tolerance) => {
    expect(largestError(previewOf(mapOf(nside), nside, 'ring'))).toBeLessThan(tolerance)
  })

  test('in nested order is the same picture, and in the wrong order another', () => {
    const ring = mapOf(32)
    const nested = new Float64Array(ring.length)
    ring.forEach((value, p) => (nested[nestedFromRing(32, p)] = value))
    expect(previewOf(nested, 32, 'nested')).toEqual(previewOf(ring, 32, 'ring'))
    expect(largestError(previewOf(nested, 32, 'ring'))).toBeGreaterThan(0.5)
  })

  test('averages what is seen, and has a gap only where nothing is', () => {
    const values = mapOf(64).map((_, p) => (p % 2 === 0 ? 3 : NaN))
    const half = previewOf(values, 64, 'ring')
    expect(half.every((value) => value === 3)).toBe(true)
    values.fill(NaN, 0, 400)
    expect(Number.isNaN(previewOf(values, 64, 'ring')[0])).toBe(true)
  })

  test('may leave exact zeros out', () => {
    const values = mapOf(16).map((_, p) => (p < 100 ? 0 : 5))
    expect(previewOf(values, 16, 'ring')[0]).toBe(0)
    expect(previewOf(values, 16, 'ring', true)[0]).toBeNaN()
  })
})

test('the previews of a file show its columns, and the main one as other answers would have it', async () => {
  const columns = Array.from({ length: 8 }, () => ({ values: mapOf(8) }))
  const { columns: shown, otherOrder, withoutZeros } = await previewsOf(columns, 8, 'ring', 7, false, breathe)
  expect(shown.map(({ length }) => (length > 0 ? 1 : 0))).toEqual([1, 1, 1, 1, 1, 1, 0, 1])
  expect(otherOrder).toHaveLength(preview.pixels)
  expect(withoutZeros).toBeUndefined()
  const odd = await previewsOf([{ values: mapOf(3) }], 3, 'ring', 0, true, breathe)
  expect(odd).toMatchObject({ withoutZeros: expect.any(Float32Array) })
  expect(odd).not.toHaveProperty('otherOrder')
})

test('a pixel of a preview is the mean of the sixteen pixels of nside 64 that it is made of', () => {
  const nested = Float64Array.from({ length: 12 * 64 ** 2 }, (_, p) => (p * 7919) % 1009)
  const small = previewOf(nested, 64, 'nested')
  for (let p = 0; p < preview.pixels; p++) {
    const from = 16 * nestedFromRing(PREVIEW_NSIDE, p)
    expect(small[p]).toBe(Math.fround(nested.subarray(from, from + 16).reduce((a, b) => a + b) / 16))
  }
})

test('powers of two can be in nested order, from one on', () => {
  expect([0, 1, 2, 3, 4, 6, 64, 100, 512].filter(canBeNested)).toEqual([1, 2, 4, 64, 512])
})
