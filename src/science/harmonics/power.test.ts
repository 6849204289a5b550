import { describe, expect, test } from 'vitest'
import { almIndex, emptyAlm } from './alm.ts'
import { coherence, crossSpectrum, powerSpectrum } from './power.ts'

/** a_00 = 2; a_10 = 3, a_11 = 1 + 2i */
const first = { lmax: 1, re: Float64Array.of(2, 3, 1), im: Float64Array.of(0, 0, 2) }
/** b_00 = 5; b_10 = −1, b_11 = 4 − i */
const second = { lmax: 1, re: Float64Array.of(5, -1, 4), im: Float64Array.of(0, 0, -1) }

describe('spectra', () => {
  test('count m and −m, and divide by 2l + 1 with or without m = 0 (R29)', () => {
    expect([...powerSpectrum(first, { zonal: true })]).toEqual([4, (9 + 2 * 5) / 3])
    expect([...powerSpectrum(first, { zonal: false })]).toEqual([0, (2 * 5) / 3])
    expect([...crossSpectrum(first, second, { zonal: true })]).toEqual([10, (-3 + 2 * (4 - 2)) / 3])
    expect([...crossSpectrum(first, second, { zonal: false })]).toEqual([0, (2 * (4 - 2)) / 3])
  })

  test('of two skies are the quarter of the difference between those of sum and difference', () => {
    const mixed = (sign: number) => ({ lmax: 1, re: first.re.map((x, i) => x + sign * second.re[i]), im: first.im.map((x, i) => x + sign * second.im[i]) })
    const [sum, difference] = [powerSpectrum(mixed(1), { zonal: true }), powerSpectrum(mixed(-1), { zonal: true })]
    crossSpectrum(first, second, { zonal: true }).forEach((c, l) => expect(c).toBeCloseTo((sum[l] - difference[l]) / 4, 14))
  })

  test('of skies with different lmax are refused', () => {
    expect(() => crossSpectrum(first, emptyAlm(2), { zonal: true })).toThrow('same l')
    expect(() => crossSpectrum(emptyAlm(2), first, { zonal: true })).toThrow('same l')
  })
})

describe('coherence', () => {
  test('is 1 for a sky and a stronger copy, −1 for its negative, 0 for a sky turned by a quarter of a wave', () => {
    const alm = emptyAlm(4)
    alm.re.fill(1e-90).fill(2e-90, 5)
    alm.im.fill(-3e-90, 5)
    const power = powerSpectrum(alm, { zonal: false })
    const times = (re: number, im: number) => ({ lmax: 4, re: alm.re.map((x, i) => re * x - im * alm.im[i]), im: alm.im.map((x, i) => re * x + im * alm.re[i]) })
    for (const [re, im, expected] of [[7, 0, 1], [-7, 0, -1], [0, 1, 0], [3, 4, 0.6]] as const) {
      const other = times(re, im)
      const r = coherence(crossSpectrum(alm, other, { zonal: false }), power, powerSpectrum(other, { zonal: false }))
      expect(r[0]).toBeNaN() // no power without m = 0
      for (let l = 1; l <= 4; l++) expect(r[l]).toBeCloseTo(expected, 14)
    }
  })

  test('has no answer where a power is not positive', () => {
    expect([...coherence(new Float64Array(6).fill(1), Float64Array.of(4, 0, -1, NaN, 4, 4), Float64Array.of(1, 2, -1, 2, -3, 0))]).toEqual([0.5, NaN, NaN, NaN, NaN, NaN])
    expect(() => coherence(new Float64Array(3), new Float64Array(3), new Float64Array(2))).toThrow('same length')
  })

  test('leaves the place of (l, m) to alm.ts', () => {
    const alm = emptyAlm(3)
    alm.re[almIndex(3, 2, 1)] = 1
    expect([...powerSpectrum(alm, { zonal: true })]).toEqual([0, 0, 2 / 5, 0])
  })
})
