import { describe, expect, test } from 'vitest'
import { complexBackward, complexForward, unitRoots } from './fft.ts'
import { realBackward, realForward } from './realFft.ts'

/** A fixed, lively sequence in (−1, 1): the fractional parts of multiples of irrational numbers. */
const lively = (n: number, seed = 1) => Float64Array.from({ length: n }, (_, j) => 2 * ((Math.SQRT2 * (j + 1) * (j + seed)) % 1) - 1)

/** The sums by their definition; the phase jm is reduced as a whole number, so it carries no error. */
function direct(x: Float64Array, mmax: number): { re: number[]; im: number[] } {
  const n = x.length
  const re: number[] = []
  const im: number[] = []
  for (let m = 0; m <= mmax; m++) {
    let sumRe = 0
    let sumIm = 0
    for (let j = 0; j < n; j++) {
      const angle = (2 * Math.PI * ((j * m) % n)) / n
      sumRe += x[j]! * Math.cos(angle)
      sumIm -= x[j]! * Math.sin(angle)
    }
    re.push(sumRe)
    im.push(sumIm)
  }
  return { re, im }
}

const everyLength = [...Array.from({ length: 64 }, (_, i) => i + 1), 4 * 17, 4 * 64, 4 * 90, 4 * 101, 4 * 127, 4 * 250, 4 * 255, 4 * 509, 2048]

function worst(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let gap = 0
  for (let i = 0; i < b.length; i++) gap = Math.max(gap, Math.abs(a[i]! - b[i]!))
  return gap
}

describe('Fourier sums of a real ring', () => {
  test('equal their definition for every length from 1 to 64 and for ring lengths up to 2048, also beyond n', () => {
    for (const n of everyLength) {
      const mmax = n <= 64 ? 2 * n + 3 : n / 2 + 5
      const padded = new Float64Array(n + 3)
      padded.set(lively(n), 3)
      const re = new Float64Array(mmax + 3)
      const im = new Float64Array(mmax + 3)
      realForward(padded, 3, n, re, im, 2, mmax)
      const truth = direct(lively(n), mmax)
      const largest = Math.max(...truth.re.map((x, m) => Math.hypot(x, truth.im[m]!)))
      expect(worst(re.subarray(2), truth.re) / largest, `n = ${n}`).toBeLessThan(4e-14)
      expect(worst(im.subarray(2), truth.im) / largest, `n = ${n}`).toBeLessThan(4e-14)
      expect([re[0], re[1], im[0], im[1]]).toEqual([0, 0, 0, 0])
    }
  })

  test('treat entries without data as zero', () => {
    const x = Float64Array.of(1, NaN, 2, 3, NaN)
    const re = new Float64Array(3)
    const im = new Float64Array(3)
    realForward(x, 0, 5, re, im, 0, 2)
    const truth = direct(Float64Array.of(1, 0, 2, 3, 0), 2)
    expect(worst(re, truth.re)).toBeLessThan(1e-14)
    expect(worst(im, truth.im)).toBeLessThan(1e-14)
    realForward(Float64Array.of(1, NaN, 2, 3), 0, 4, re, im, 0, 2)
    expect(worst([...re, ...im], [6, -1, 0, 0, 3, 0])).toBe(0)
  })
})

test('a ring is rebuilt from its coefficients as Re[F_0 + 2 Σ F_m e^{imα}], aliases included', () => {
  for (const n of everyLength) {
    for (const mmax of n <= 64 ? [0, 1, n >> 1, 2 * n + 3] : [(n >> 1) + 3]) {
      const re = lively(mmax + 1, 3)
      const im = lively(mmax + 1, 5)
      const values = new Float64Array(n + 2)
      realBackward(re, im, 0, mmax, values, 1, n)
      const truth = Array.from({ length: n }, (_, j) => {
        let sum = re[0]!
        for (let m = 1; m <= mmax; m++) {
          const angle = (2 * Math.PI * ((j * m) % n)) / n
          sum += 2 * (re[m]! * Math.cos(angle) - im[m]! * Math.sin(angle))
        }
        return sum
      })
      const largest = Math.max(1, ...truth.map(Math.abs))
      expect(worst(values.subarray(1, n + 1), truth) / largest, `n = ${n}, mmax = ${mmax}`).toBeLessThan(4e-14)
      expect([values[0], values[n + 1]]).toEqual([0, 0])
    }
  }
})

test('complex sums there and back give n times the start, for smooth and for prime lengths', () => {
  for (const n of [1, 2, 12, 97, 360, 1018, 1440]) {
    const re = lively(n, 2)
    const im = lively(n, 7)
    complexForward(n, re, im)
    const power = re.reduce((sum, x, k) => sum + x * x + im[k]! ** 2, 0)
    const energy = lively(n, 2).reduce((sum, x, k) => sum + x * x + lively(n, 7)[k]! ** 2, 0)
    expect(power / (n * energy)).toBeCloseTo(1, 13) // Parseval
    complexBackward(n, re, im)
    expect(worst(re.map((x) => x / n), lively(n, 2))).toBeLessThan(1e-14)
    expect(worst(im.map((x) => x / n), lively(n, 7))).toBeLessThan(1e-14)
  }
})

test('a pure complex wave e^{2πi 3j/n} lives in coefficient 3 alone', () => {
  for (const n of [8, 15, 22]) {
    const roots = unitRoots(n)
    const re = Float64Array.from({ length: n }, (_, j) => roots.re[(3 * j) % n]!)
    const im = Float64Array.from({ length: n }, (_, j) => -roots.im[(3 * j) % n]!)
    complexForward(n, re, im)
    expect(re[3]).toBeCloseTo(n, 12)
    expect(Math.max(...re.map((x, k) => (k === 3 ? 0 : Math.abs(x))), ...im.map(Math.abs))).toBeLessThan(1e-13)
  }
})

test('roots of unity lie where cosine and sine put them', () => {
  for (const n of [1, 2, 3, 8, 12, 17, 100]) {
    const { re, im } = unitRoots(n)
    for (let k = 0; k < n; k++) {
      expect(Math.abs(re[k]! - Math.cos((2 * Math.PI * k) / n))).toBeLessThan(2e-15)
      expect(Math.abs(im[k]! + Math.sin((2 * Math.PI * k) / n))).toBeLessThan(2e-15)
    }
  }
})
