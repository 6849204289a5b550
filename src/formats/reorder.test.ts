import { expect, test } from 'vitest'
import { ringsOf } from '../science/sphere/rings.ts'
import { likenessOf, orderingWarning } from './orderingHint.ts'
import { toRing } from './reorder.ts'

/** At nside 1 both orders are one; at nside 2 the table of Górski et al. (2005), their Fig. 4, can be written down. */
const NESTED_TO_RING_NSIDE_2 = [13, 5, 4, 0, 15, 7, 6, 1, 17, 9, 8, 2, 19, 11, 10, 3, 28, 20, 27, 12, 30, 22, 21, 14, 32, 24, 23, 16, 34, 26, 25, 18, 44, 37, 36, 29, 45, 39, 38, 31, 46, 41, 40, 33, 47, 43, 42, 35]

test('nested pixels land where healpy puts them', () => {
  const nested = Float64Array.from(NESTED_TO_RING_NSIDE_2)
  expect([...toRing(nested, 2)]).toEqual(Array.from({ length: 48 }, (_, i) => i))
  expect([...toRing(Float64Array.from({ length: 12 }, (_, i) => i), 1)]).toEqual(Array.from({ length: 12 }, (_, i) => i))
})

test('a map of the wrong length or nside is refused', () => {
  expect(() => toRing(new Float64Array(47), 2)).toThrow(/12 nside²/)
  expect(() => toRing(new Float64Array(108), 3)).toThrow(/NESTED order exists only for/)
})

const smooth = (nside: number): Float64Array => {
  const rings = ringsOf({ kind: 'healpix', nside })
  const out = new Float64Array(rings.pixels)
  for (let i = 0; i < rings.count; i++) {
    for (let p = rings.first[i]; p < rings.first[i + 1]; p++) {
      const alpha = rings.alpha0[i] + ((p - rings.first[i]) * 2 * Math.PI) / (rings.first[i + 1] - rings.first[i])
      out[p] = 1e-3 * rings.cosDelta[i] * Math.cos(alpha) + 5e-4 * rings.sinDelta[i] * Math.sin(3 * alpha)
    }
  }
  return out
}

const warning = (values: Float64Array, nside: number, declared: 'ring' | 'nested'): string | undefined => {
  const likeness = likenessOf(values, nside)
  return likeness && orderingWarning(likeness, declared)
}

const toNested = (ring: Float64Array, nside: number): Float64Array => {
  const place = toRing(Float64Array.from(ring, (_, i) => i), nside)
  const out = new Float64Array(ring.length)
  place.forEach((nested, i) => (out[nested] = ring[i]))
  return out
}

test('a smooth map gives itself away when its ordering is declared wrongly, and only then', () => {
  for (const nside of [8, 16, 64]) {
    const ring = smooth(nside)
    const nested = toNested(ring, nside)
    expect(warning(ring, nside, 'ring')).toBeUndefined()
    expect(warning(nested, nside, 'nested')).toBeUndefined()
    expect(warning(ring, nside, 'nested')).toMatch(/^Read in NESTED order.*The ordering is probably RING\.$/)
    expect(warning(nested, nside, 'ring')).toMatch(/^Read in RING order.*The ordering is probably NESTED\.$/)
  }
})

test('noise, constants, unseen maps and sizes without a nested order give no hint', () => {
  const noise = Float64Array.from({ length: 3072 }, (_, i) => Math.sin(1e4 * Math.sin(i + 1)))
  for (const values of [noise, new Float64Array(3072).fill(7), new Float64Array(3072).fill(NaN)]) {
    expect(warning(values, 16, 'ring')).toBeUndefined()
    expect(warning(values, 16, 'nested')).toBeUndefined()
  }
  expect(warning(smooth(12), 12, 'ring')).toBeUndefined()
})

test('how alike neighbours are is 1 for a plane wave on the belt in its own order, and told only where it can be', () => {
  const likeness = likenessOf(smooth(64), 64)!
  expect(likeness.ring).toBeGreaterThan(0.999)
  expect(likeness.nested).toBeLessThan(likeness.ring)
  expect(likenessOf(toNested(smooth(64), 64), 64)!.nested).toBeCloseTo(likeness.ring, 12)
  expect(likenessOf(smooth(12), 12)).toBeUndefined()
})
