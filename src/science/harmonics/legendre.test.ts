import { describe, expect, test } from 'vitest'
import { gaussLegendre } from '../math/gaussLegendre.ts'
import { legendreValues, orderLimit } from './legendre.ts'

const inv4pi = 1 / (4 * Math.PI)

describe('normalised Legendre functions', () => {
  test('are the textbook polynomials at l ≤ 3, Condon–Shortley phase included', () => {
    for (const s of [-0.9, -0.3, 0, 0.5, 0.99]) {
      const c = Math.sqrt(1 - s * s)
      const expected: [number, number, number][] = [
        [0, 0, Math.sqrt(inv4pi)],
        [1, 0, Math.sqrt(3 * inv4pi) * s],
        [1, 1, -Math.sqrt(1.5 * inv4pi) * c],
        [2, 0, Math.sqrt(5 * inv4pi) * (1.5 * s * s - 0.5)],
        [2, 1, -Math.sqrt(7.5 * inv4pi) * s * c],
        [2, 2, Math.sqrt(1.875 * inv4pi) * c * c],
        [3, 0, Math.sqrt(7 * inv4pi) * (2.5 * s ** 3 - 1.5 * s)],
        [3, 3, -Math.sqrt(35 / (64 * Math.PI)) * c ** 3],
      ]
      for (const [l, m, value] of expected) expect(legendreValues(s, c, m, 3)[l - m]).toBeCloseTo(value, 14)
    }
  })

  test('obey the addition theorem Σ_m |Y_lm|² = (2l+1)/4π at every l up to 200, from pole to equator', () => {
    const lmax = 200
    for (const polar of [0, 1e-9, 1e-4, 0.01, 0.3, 1.1, 1.5, Math.PI / 2, 2, 3.1, Math.PI - 1e-6]) {
      const total = new Float64Array(lmax + 1)
      for (let m = 0; m <= lmax; m++) {
        const values = legendreValues(Math.cos(polar), Math.sin(polar), m, lmax)
        for (let l = m; l <= lmax; l++) total[l] += (m === 0 ? 1 : 2) * values[l - m] ** 2
      }
      // Near a pole dP_l/ds = l(l+1)/2, so half a unit in the last place of s alone makes l(l+1) times 1.1e−16.
      for (let l = 0; l <= lmax; l++) {
        expect(Math.abs(total[l] / ((2 * l + 1) * inv4pi) - 1), `l = ${l}, ${polar}`).toBeLessThan(1e-13 + 1.2e-16 * l * (l + 1))
      }
    }
  })

  test('obey the addition theorem at l = 3000 where cos^m δ is far below the smallest number', () => {
    const lmax = 3000
    for (const polar of [0.003, 0.2, 1]) {
      let total = 0
      for (let m = 0; m <= lmax; m++) {
        total += (m === 0 ? 1 : 2) * legendreValues(Math.cos(polar), Math.sin(polar), m, lmax)[lmax - m] ** 2
      }
      expect(Math.abs(total / ((2 * lmax + 1) * inv4pi) - 1)).toBeLessThan(1e-11)
    }
  })

  test('are orthonormal in sin δ under Gauss–Legendre quadrature', () => {
    const lmax = 60
    const { nodes, weights } = gaussLegendre(lmax + 1)
    for (const m of [0, 1, 7, 40]) {
      const rows = Array.from(nodes, (s) => legendreValues(s, Math.sqrt((1 - s) * (1 + s)), m, lmax))
      for (let l = m; l <= lmax; l++) {
        for (let k = l; k <= lmax; k++) {
          let sum = 0
          for (let i = 0; i < nodes.length; i++) sum += weights[i] * rows[i][l - m] * rows[i][k - m]
          expect(Math.abs(2 * Math.PI * sum - (l === k ? 1 : 0))).toBeLessThan(1e-13)
        }
      }
    }
  })

  test('beyond the order limit are too small to matter', () => {
    for (const [lmax, cosDelta] of [[47, 0.02], [191, 0.01], [191, 0.3], [383, 0.6], [1000, 0.2], [1000, 0.5], [3000, 0.05], [3000, 0.5]] as const) {
      const s = Math.sqrt((1 - cosDelta) * (1 + cosDelta))
      const m = orderLimit(lmax, cosDelta) + 1
      expect(m).toBeLessThanOrEqual(lmax)
      expect(Math.max(...legendreValues(s, cosDelta, m, lmax).map(Math.abs))).toBeLessThan(1e-20)
    }
  })

  test('with m > 0 vanish at the poles', () => {
    expect(Math.max(...legendreValues(1, 0, 1, 10))).toBe(0)
    expect(legendreValues(-1, 0, 0, 3)[3]).toBeCloseTo(-Math.sqrt(7 * inv4pi), 14)
  })
})
