import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-13_smoothing.json'
import { gaussLegendre } from '../math/gaussLegendre.ts'
import { radians } from '../units.ts'
import { topHatWindow } from './window.ts'

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

function legendre(l: number, x: number): number {
  let p = 1
  let below = 0
  for (let k = 1; k <= l; k++) [below, p] = [p, ((2 * k - 1) * x * p - (k - 1) * below) / k]
  return p
}
