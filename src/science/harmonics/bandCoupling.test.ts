/** The coupling of multipoles by a band of declinations (spec 13): integrals of λ_lm against closed forms that know no recursion. */
import { expect, test } from 'vitest'
import { gaussLegendre } from '../math/gaussLegendre.ts'
import { legendreValues } from './legendre.ts'

const BANDS = [[-0.656, 0.982], [-1, -0.42], [0.1, 0.15], [-1, 1]] as const

/** 2π ∫ ds over the band, exact for polynomials of degree 2 · 60 − 1. */
function integral(south: number, north: number, f: (s: number, c: number) => number): number {
  const { nodes, weights } = gaussLegendre(60)
  let sum = 0
  for (let i = 0; i < nodes.length; i++) {
    const s = (south + north + (north - south) * nodes[i]) / 2
    sum += weights[i] * f(s, Math.sqrt((1 - s) * (1 + s)))
  }
  return Math.PI * (north - south) * sum
}

/** Bonnet's recursion. */
function legendreP(l: number, x: number): number {
  let [before, here] = [0, 1]
  for (let k = 1; k <= l; k++) [before, here] = [here, ((2 * k - 1) * x * here - (k - 1) * before) / k]
  return l < 0 ? 1 : here
}

test.each(BANDS)('a band from sin δ = %d to %d is b_k0 = √(π/(2k+1)) [P_{k+1} − P_{k−1}] (S16)', (south, north) => {
  expect(integral(south, north, (s, c) => legendreValues(s, c, 0, 0)[0])).toBeCloseTo(Math.sqrt(Math.PI) * (north - south), 13)
  for (let k = 1; k <= 40; k++) {
    const closed = Math.sqrt(Math.PI / (2 * k + 1)) * (legendreP(k + 1, north) - legendreP(k - 1, north) - legendreP(k + 1, south) + legendreP(k - 1, south))
    expect(Math.abs(integral(south, north, (s, c) => legendreValues(s, c, 0, k)[k]) - closed)).toBeLessThan(1e-13)
  }
})

test.each(BANDS)('the dipole of a band from sin δ = %d to %d keeps K′ = ¼(3(s₂ − s₁) + s₁³ − s₂³) of itself (R27)', (south, north) => {
  const kept = integral(south, north, (s, c) => legendreValues(s, c, 1, 1)[0] ** 2)
  expect(Math.abs(kept - (3 * (north - south) + south ** 3 - north ** 3) / 4)).toBeLessThan(1e-14)
})

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1))

/** (a b c; α β γ) by Racah's formula (1942, eq. 16); for small arguments. */
function threeJ(a: number, b: number, c: number, alpha: number, beta: number, gamma: number): number {
  if (alpha + beta + gamma !== 0 || c < Math.abs(a - b) || c > a + b || Math.abs(alpha) > a || Math.abs(beta) > b || Math.abs(gamma) > c) return 0
  const triangle = (factorial(a + b - c) * factorial(a - b + c) * factorial(b + c - a)) / factorial(a + b + c + 1)
  const orders = [a + alpha, a - alpha, b + beta, b - beta, c + gamma, c - gamma].reduce((product, n) => product * factorial(n), 1)
  let sum = 0
  for (let t = Math.max(0, b - c - alpha, a - c + beta); t <= Math.min(a + b - c, a - alpha, b + beta); t++) {
    const below = [t, c - b + t + alpha, c - a + t - beta, a + b - c - t, a - t - alpha, b - t + beta].reduce((product, n) => product * factorial(n), 1)
    sum += (t % 2 === 0 ? 1 : -1) / below
  }
  return ((a - b - gamma) % 2 === 0 ? 1 : -1) * Math.sqrt(triangle * orders) * sum
}

test.each(BANDS)('couplings of a band from sin δ = %d to %d are sums over 3j symbols and b_k0 (A.1)', (south, north) => {
  const b = Array.from({ length: 15 }, (_, k) => integral(south, north, (s, c) => legendreValues(s, c, 0, k)[k]))
  for (let l = 0; l <= 7; l++) {
    for (let k = 0; k <= 7; k++) {
      for (let m = 0; m <= Math.min(l, k); m++) {
        const direct = integral(south, north, (s, c) => legendreValues(s, c, m, l)[l - m] * legendreValues(s, c, m, k)[k - m])
        let sum = 0
        for (let j = Math.abs(l - k); j <= l + k; j++) {
          sum += b[j] * Math.sqrt(((2 * l + 1) * (2 * k + 1) * (2 * j + 1)) / (4 * Math.PI)) * threeJ(l, k, j, 0, 0, 0) * threeJ(l, k, j, -m, m, 0)
        }
        expect(Math.abs(direct - (m % 2 === 0 ? 1 : -1) * sum), `l ${l}, l′ ${k}, m ${m}`).toBeLessThan(1e-12)
      }
    }
  }
})
