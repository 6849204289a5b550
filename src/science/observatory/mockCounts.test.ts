import { expect, test } from 'vitest'
import { ringsOf } from '../sphere/rings.ts'
import { radians } from '../units.ts'
import { expectedCounts } from './mockCounts.ts'

const rings = ringsOf({ kind: 'healpix', nside: 32 })
const mexico = { latitude: radians(19), zenithMax: radians(57), zenithPower: 1, absorption: 5 }
const flat = new Float64Array(rings.pixels)

test('an isotropic sky gives the events asked for, and none outside the field of view', () => {
  const expected = expectedCounts(rings, mexico, flat, 1e9)
  expect(expected.reduce((a, b) => a + b, 0) / 1e9).toBeCloseTo(1, 12)
  for (let r = 0; r < rings.count; r++) {
    const delta = Math.asin(rings.sinDelta[r])
    if (Math.abs(delta - radians(19)) > radians(57.01)) expect(expected[rings.first[r]]).toBe(0)
    if (Math.abs(delta - radians(19)) < radians(56.9)) expect(expected[rings.first[r]]).toBeGreaterThan(0)
  }
})

test('the counts of a ring follow the intensity on it, and nothing else', () => {
  const sky = flat.map((_, i) => 0.1 * Math.sin(i))
  const [bright, even] = [expectedCounts(rings, mexico, sky, 1e9), expectedCounts(rings, mexico, flat, 1e9)]
  bright.forEach((n, i) => expect(n).toBeCloseTo(even[i]! * (1 + sky[i]!), 6))
})

test('a detector at the pole with cosθ acceptance counts in proportion to sin |δ|', () => {
  const expected = expectedCounts(rings, { latitude: -Math.PI / 2, zenithMax: radians(65), zenithPower: 1, absorption: 0 }, flat, 1)
  const at = (r: number) => expected[rings.first[r]] / -rings.sinDelta[r]
  expect(at(rings.count - 1)).toBeGreaterThan(0)
  for (let r = rings.count - 40; r < rings.count; r++) expect(at(r) / at(rings.count - 1)).toBeCloseTo(1, 9)
})
