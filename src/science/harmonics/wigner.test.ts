import { describe, expect, test } from 'vitest'
import { almIndex } from './alm.ts'
import { legendreValues } from './legendre.ts'
import { approachLanes, emptyStarts, LANES, NEGLIGIBLE, startWigner, wignerTables } from './wigner.ts'

/** d^l_{mn}(π/2) for 0 ≤ n ≤ m, l = m … lmax, by the recursion of the tables. */
function quarterTurn(tables: ReturnType<typeof wignerTables>, m: number, n: number): Float64Array {
  const { lmax, kappa, p } = tables
  const starts = emptyStarts(lmax)
  startWigner(m, starts)
  const lanes = new Float64Array(2 * LANES)
  const out = new Float64Array(lmax - m + 1)
  const [row, other] = [almIndex(lmax, 0, m), almIndex(lmax, 0, n)]
  let l = approachLanes(tables, starts, m, n, lanes)
  let [before, here] = lanes
  for (; l <= lmax; l++) {
    out[l - m] = here * p[row + l] * p[other + l]
    ;[before, here] = [here, -kappa[row + l] * kappa[other + l] * here - before]
  }
  return out
}

/** Row m of d^l(π/2), m' = −l … l, from d_{m'm} = (−1)^{m−m'} d_{mm'} and d_{m,−m'} = (−1)^{l+m} d_{mm'}, m ≥ 0. */
function wholeRow(tables: ReturnType<typeof wignerTables>, l: number, m: number): Float64Array {
  const row = new Float64Array(2 * l + 1)
  for (let n = 0; n <= l; n++) {
    const d = n <= m ? quarterTurn(tables, m, n)[l - m] : (m + n) % 2 === 0 ? quarterTurn(tables, n, m)[l - n] : -quarterTurn(tables, n, m)[l - n]
    row[l + n] = d
    row[l - n] = (l + m) % 2 === 0 ? d : -d
  }
  return row
}

describe('Wigner functions of the quarter turn', () => {
  test('are the textbook ones at l ≤ 2', () => {
    const tables = wignerTables(2)
    const r = Math.SQRT1_2
    const s = Math.sqrt(6) / 4
    const expected = [[1, 1, 1, 0.5], [1, 1, 0, -r], [1, 0, 0, 0], [2, 0, 0, -0.5], [2, 1, 0, 0], [2, 1, 1, -0.5], [2, 2, 0, s], [2, 2, 1, -0.5], [2, 2, 2, 0.25]]
    for (const [l, m, n, d] of expected) expect(quarterTurn(tables, m, n)[l - m]).toBeCloseTo(d, 15)
  })

  test('with m′ = 0 are Legendre functions on the equator: d_m0 = √(4π/(2l+1)) λ_lm(0)', () => {
    const tables = wignerTables(1535)
    for (const m of [0, 1, 2, 77, 800, 1400, 1535]) {
      const lambda = legendreValues(0, 1, m, 1535)
      const d = quarterTurn(tables, m, 0)
      for (let l = m; l <= 1535; l++) expect(Math.abs(d[l - m] - Math.sqrt((4 * Math.PI) / (2 * l + 1)) * lambda[l - m])).toBeLessThan(1e-14)
    }
  })

  test.each([[30, [0, 1, 15, 29, 30]], [400, [0, 7, 200, 290, 399, 400]], [1000, [1, 707, 1000]], [2400, [1600, 2400]]])('have orthonormal rows at l = %i', (l, orders) => {
    const tables = wignerTables(l)
    const rows = orders.map((m) => wholeRow(tables, l, m))
    rows.forEach((a, i) => {
      rows.forEach((b, j) => expect(Math.abs(a.reduce((sum, x, k) => sum + x * b[k], 0) - (i === j ? 1 : 0))).toBeLessThan(1e-13))
    })
  })

  test('start where the numbers are far below the smallest float64', () => {
    const starts = emptyStarts(3000)
    startWigner(3000, starts)
    // d^m_mm = 2^{−m}; d^m_m0 = ± 2^{−m} √C(2m, m), by Stirling's series (π m)^{−1/4} (1 − 1/16m + 1/512m²) near 1.
    expect(Math.log2(starts.value[3000]) - 800 * starts.scale[3000]).toBe(-3000)
    expect(starts.scale[0]).toBe(0)
    expect(starts.value[0] / ((Math.PI * 3000) ** -0.25 * (1 - 1 / 48000 + 1 / (512 * 9e6)))).toBeCloseTo(1, 12)
    expect(starts.value[1]).toBeLessThan(0)
  })

  test('are left out only while they are negligible', () => {
    const tables = wignerTables(700)
    const starts = emptyStarts(700)
    const lanes = new Float64Array(2 * LANES)
    for (const [m, n] of [[690, 300], [600, 599], [500, 3], [650, 650], [700, 700], [10, 8]]) {
      startWigner(m, starts)
      const l = approachLanes(tables, starts, m, n, lanes)
      if (l <= 700) expect((l - m) % 2).toBe(0)
      // The plain recursion from the true start, as m < 1000 still allows.
      let before = 0
      let here = (starts.value[n] * 2 ** (-800 * starts.scale[n])) / tables.p[almIndex(700, m, n)]
      for (let k = m; k < Math.min(l, 701); k++) {
        expect(Math.abs(here)).toBeLessThan(2 * NEGLIGIBLE)
        ;[before, here] = [here, -tables.kappa[almIndex(700, k, m)] * tables.kappa[almIndex(700, k, n)] * here - before]
      }
      if (l <= 700) expect(lanes[1] / here).toBeCloseTo(1, 13)
      if (l <= 700 && l > m) expect(lanes[0] / before).toBeCloseTo(1, 13)
    }
  })
})
