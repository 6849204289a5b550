import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-13_smoothing.json'
import { gaussLegendre } from '../math/gaussLegendre.ts'
import { radians } from '../units.ts'
import { gaussianWindow, topHatWindow } from './window.ts'

const HEALPY = [[1, 0.9945216854848807], [10, 0.7392377781801812], [64, 1.0905742601793932e-05]]

interface WindowCase {
  readonly input: { readonly radius_deg: number }
  readonly expected: { readonly W: readonly number[] }
  readonly tol: { readonly abs: number }
}
const cases = golden.cases.filter((c) => c.kind.startsWith('top-hat window')) as unknown as readonly WindowCase[]

test('three reference windows exist', () => expect(cases.length).toBe(3))

test.each(cases)('the window of a disc of $input.radius_deg° has the reference values', ({ input, expected, tol }) => {
  const window = topHatWindow(30, radians(input.radius_deg))
  expected.W.forEach((w, l) => expect(Math.abs(window[l] - w)).toBeLessThanOrEqual(tol.abs))
})

describe('the window', () => {
  test('is the mean of P_l over the disc', () => {
    for (const r of [1e-4, 0.02, 0.7, 2.5]) {
      const window = topHatWindow(40, r)
      const { nodes, weights } = gaussLegendre(60)
      const half = (1 - Math.cos(r)) / 2
      for (let l = 0; l <= 40; l++) {
        let mean = 0
        nodes.forEach((x, i) => (mean += (weights[i] / 2) * legendre(l, 1 - half * (1 - x))))
        expect(Math.abs(window[l] - mean)).toBeLessThan(1e-12)
      }
    }
  })

  test('is one for no smoothing, and nothing but the mean survives averaging over the whole sphere', () => {
    expect([...topHatWindow(50, 0)].every((w) => Math.abs(w - 1) < 1e-14)).toBe(true)
    expect([...topHatWindow(50, Math.PI)].slice(1).every((w) => Math.abs(w) < 1e-14)).toBe(true)
  })
})

describe('the Gaussian window', () => {
  /** Σ_l (2l + 1)/4π W_l P_l(cos ϑ) */
  const kernel = (window: Float64Array, separation: number) => window.reduce((sum, w, l) => sum + ((2 * l + 1) / (4 * Math.PI)) * w * legendre(l, Math.cos(separation)), 0)

  test('is the Gaussian of its width where that is small', () => {
    const fwhm = radians(5)
    const sigma = fwhm / Math.sqrt(8 * Math.LN2)
    const window = gaussianWindow(400, fwhm)
    const top = kernel(window, 0)
    expect(top * 2 * Math.PI * sigma ** 2).toBeCloseTo(1, 3)
    // Half the height at half the width, but for terms of order σ².
    expect(Math.abs(kernel(window, fwhm / 2) / top - 0.5)).toBeLessThan(sigma ** 2)
    expect(Math.abs(kernel(window, sigma) / top - Math.exp(-0.5))).toBeLessThan(sigma ** 2)
  })

  test('obeys the heat equation: two smoothings add their variances, and ∂W/∂(σ²/2) = −l(l+1) W', () => {
    const [first, second, both] = [3, 4, 5].map((deg) => gaussianWindow(60, radians(deg)))
    const factor = 1 / (8 * Math.LN2)
    for (let l = 0; l <= 60; l++) {
      expect(first[l] * second[l]).toBeCloseTo(both[l], 15)
      expect(Math.log(both[l])).toBeCloseTo(-0.5 * l * (l + 1) * factor * radians(5) ** 2, 14)
    }
  })

  test('keeps the mean, keeps everything for no smoothing, and refuses a width that is none', () => {
    expect(gaussianWindow(3, 2)[0]).toBe(1)
    expect([...gaussianWindow(5, 0)]).toEqual([1, 1, 1, 1, 1, 1])
    for (const width of [-1, NaN, Infinity]) expect(() => gaussianWindow(3, width)).toThrow('number ≥ 0')
  })

  test('has the values of healpy', () => {
    // healpy 1.16: gauss_beam(radians(10), lmax = 64) at l = 1, 10, 64
    const window = gaussianWindow(64, radians(10))
    for (const [l, w] of HEALPY) expect(Math.abs(window[l] - w)).toBeLessThan(1e-15)
  })
})

function legendre(l: number, x: number): number {
  let p = 1
  let below = 0
  for (let k = 1; k <= l; k++) [below, p] = [p, ((2 * k - 1) * x * p - (k - 1) * below) / k]
  return p
}
