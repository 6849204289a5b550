import { describe, expect, test } from 'vitest'
import { dipoleOf } from '../analysis/dipole.ts'
import { fitMultipoles } from '../analysis/multipoleFit.ts'
import { ringsOf } from '../sphere/rings.ts'
import { almIndex, emptyAlm } from './alm.ts'
import { dipoleOfAlm } from './dipoleVector.ts'
import { singleMultipole } from './singleMultipole.ts'
import { randomAlm } from './syntheticSky.ts'
import { analysis, synthesis } from './transform.ts'

const LMAX = 12
/** A ring grid integrates such a sky without error. */
const rings = ringsOf({ kind: 'gauss', rings: LMAX + 1, perRing: 2 * LMAX + 2 })
const sky = synthesis(rings, randomAlm({ amplitude: 1, slope: -1, lmax: LMAX }, [0.4, -0.2, 0.7], { seed: 11, stream: 3 }))
const alm = analysis(rings, sky, LMAX)
const degrees = Array.from({ length: LMAX + 1 }, (_, l) => l)

describe('the multipoles of a band-limited sky', () => {
  test('are the sky again when they are added', () => {
    const sum = new Float64Array(rings.pixels)
    for (const l of degrees) synthesis(rings, singleMultipole(alm, l)).forEach((x, i) => (sum[i] += x))
    sum.forEach((x, i) => expect(Math.abs(x - sky[i])).toBeLessThan(1e-10))
  })

  test('each have harmonics of their own degree and of no other', () => {
    for (const l of [0, 1, 5, LMAX]) {
      const found = analysis(rings, synthesis(rings, singleMultipole(alm, l)), LMAX)
      for (const other of degrees) {
        for (let m = 0; m <= other; m++) {
          const i = almIndex(LMAX, other, m)
          expect(Math.abs(found.re[i] - (other === l ? alm.re[i] : 0))).toBeLessThan(1e-12)
          expect(Math.abs(found.im[i] - (other === l ? alm.im[i] : 0))).toBeLessThan(1e-12)
        }
      }
    }
  })

  test('are eigenfunctions: the antipode has the same value times (−1)^l', () => {
    const half = rings.first[1]! / 2
    for (const l of degrees) {
      const map = synthesis(rings, singleMultipole(alm, l))
      for (const [r, j] of [[0, 0], [3, 5], [6, 11]] as const) {
        const opposite = rings.first[rings.count - 1 - r]! + ((j + half) % (2 * half))
        expect(Math.abs(map[opposite] - (l % 2 === 0 ? 1 : -1) * map[rings.first[r]! + j])).toBeLessThan(1e-12)
      }
    }
  })

  test('are the sums of their orders, of which m = 0 has the same value along a ring', () => {
    const whole = synthesis(rings, singleMultipole(alm, 4))
    const orders = [0, 1, 2, 3, 4].map((m) => synthesis(rings, singleMultipole(alm, 4, m)))
    whole.forEach((x, i) => expect(Math.abs(orders.reduce((sum, order) => sum + order[i], 0) - x)).toBeLessThan(1e-12))
    for (let r = 0; r < rings.count; r++) expect(Math.abs(orders[0]![rings.first[r]!] - orders[0]![rings.first[r]! + 7])).toBeLessThan(1e-12)
  })

  test('of l = 1 is the dipole: δ·n in every direction, as an independent fit finds it', () => {
    const map = synthesis(rings, singleMultipole(alm, 1))
    const [x, y, z] = dipoleOfAlm(alm)
    for (let r = 0; r < rings.count; r++) {
      const size = rings.first[r + 1]! - rings.first[r]!
      for (let j = 0; j < size; j++) {
        const alpha = rings.alpha0[r]! + (2 * Math.PI * j) / size
        const expected = rings.cosDelta[r]! * (x * Math.cos(alpha) + y * Math.sin(alpha)) + rings.sinDelta[r]! * z
        expect(Math.abs(map[rings.first[r]! + j] - expected)).toBeLessThan(1e-12)
      }
    }
    const fitted = dipoleOf(fitMultipoles(rings, sky, new Float64Array(rings.pixels).fill(1), degrees.slice(1), false, false))
    expect(fitted.d0h).toBeCloseTo(x, 10)
    expect(fitted.d6h).toBeCloseTo(y, 10)
  })
})

test('a degree or an order that is not there is refused', () => {
  expect(() => singleMultipole(emptyAlm(3), 4)).toThrow('must be one that the coefficients have')
  expect(() => singleMultipole(emptyAlm(3), 2, 3)).toThrow('from 0 to l')
})
