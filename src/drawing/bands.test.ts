import { expect, test } from 'vitest'
import { ringsOf } from '../science/sphere/rings.ts'
import { bandsOf } from './bands.ts'

test('twelve bands hold every seen pixel once, and the mean of sin δ in each is its analytic mean', () => {
  const rings = ringsOf({ kind: 'healpix', nside: 64 })
  const values = new Float32Array(rings.pixels)
  for (let r = 0; r < rings.count; r++) values.fill(rings.sinDelta[r] > 0.9 ? NaN : rings.sinDelta[r], rings.first[r], rings.first[r + 1])
  const bands = bandsOf(rings, values)
  expect(bands).toHaveLength(12)
  expect(bands.reduce((sum, { pixels }) => sum + pixels, 0)).toBe(values.filter(Number.isFinite).length)
  const sin = (deg: number) => Math.sin((deg * Math.PI) / 180)
  // ⟨sin δ⟩ over a band is the middle of its sines; rings at the edges blur it by a ring's height.
  for (const { southDeg, northDeg, mean } of bands.slice(3)) expect(mean).toBeCloseTo((sin(southDeg) + sin(northDeg)) / 2, 1.8)
  expect(bands[0]).toMatchObject({ northDeg: 90, southDeg: 75, pixels: 0, mean: NaN })
})
