import { describe, expect, test } from 'vitest'
import { ringsOf } from '../sphere/rings.ts'
import { almIndex, emptyAlm } from './alm.ts'
import { filteredAlm, harmonicallySmoothed } from './almFilter.ts'
import { almOfDipole } from './dipoleVector.ts'
import { synthesis } from './transform.ts'
import { gaussianWindow, topHatWindow } from './window.ts'

describe('filtered coefficients', () => {
  test('are W_l a_lm for every m', () => {
    const alm = emptyAlm(3)
    alm.re.fill(1)
    alm.im.fill(-2, 4)
    const found = filteredAlm(alm, Float64Array.of(5, 6, 7, 8, 9))
    for (let l = 0; l <= 3; l++) {
      for (let m = 0; m <= l; m++) {
        expect(found.re[almIndex(3, l, m)]).toBe(5 + l)
        expect(found.im[almIndex(3, l, m)]).toBeCloseTo(m === 0 ? 0 : -2 * (5 + l), 15)
      }
    }
    expect(filteredAlm(alm, Float64Array.of(5, 6, 7, 8), alm)).toEqual(found)
  })

  test('need a window up to their lmax, and room for themselves', () => {
    expect(() => filteredAlm(emptyAlm(3), new Float64Array(3))).toThrow('every l')
    expect(() => filteredAlm(emptyAlm(3), new Float64Array(4), emptyAlm(2))).toThrow('must have the lmax')
  })
})

describe('harmonic smoothing', () => {
  const rings = ringsOf({ kind: 'healpix', nside: 16 })

  test('shrinks a dipole by W_1 and leaves the mean', () => {
    const alm = almOfDipole([0.2, -0.1, 0.3])
    alm.re[0] = Math.sqrt(4 * Math.PI)
    // A ring grid integrates without error; on HEALPix each refinement leaves about a percent of what was missing.
    for (const [grid, iterations, tolerance] of [[ringsOf({ kind: 'gauss', rings: 21, perRing: 42 }), 0, 1e-14], [rings, 6, 1e-10]] as const) {
      const sky = synthesis(grid, alm)
      for (const window of [gaussianWindow(20, 0.9), topHatWindow(20, 0.9)]) {
        const smooth = harmonicallySmoothed(grid, sky, window, iterations)
        smooth.forEach((x, i) => expect(Math.abs(x - 1 - window[1] * (sky[i] - 1))).toBeLessThan(tolerance))
      }
    }
  })

  test('refuses a map with gaps', () => {
    expect(() => harmonicallySmoothed(rings, new Float64Array(rings.pixels).fill(NaN, 7, 8), gaussianWindow(20, 1))).toThrow('every pixel')
  })
})
