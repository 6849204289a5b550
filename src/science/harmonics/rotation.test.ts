import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import golden from '../golden/healpy_rotation.json'
import { product, rotate, transposed, turnedAboutZ, type Matrix3, type Vector3 } from '../math/matrix3.ts'
import { equatorialToEcliptic, equatorialToGalactic, precession } from '../sphere/frames.ts'
import { almIndex, emptyAlm, type Alm } from './alm.ts'
import { almOfDipole, dipoleOfAlm } from './dipoleVector.ts'
import { legendreValues } from './legendre.ts'
import { powerSpectrum } from './power.ts'
import { beginRotation, endRotation, eulerAngles, rotatedAlm, takeSteps } from './rotation.ts'

/** The sky of golden/healpy_rotation.py. */
function plainSky(lmax: number): Alm {
  const alm = emptyAlm(lmax)
  for (let i = 0; i < alm.re.length; i++) {
    alm.re[i] = ((37 * i + 11) % 101) / 101 - 0.5
    alm.im[i] = i > lmax ? ((53 * i + 7) % 103) / 103 - 0.5 : 0
  }
  return alm
}

const gap = (a: Alm, b: Alm): number => a.re.reduce((most, x, i) => Math.max(most, Math.abs(x - b.re[i]), Math.abs(a.im[i] - b.im[i])), 0)

/** R_y(β): carries z towards x. */
const tilted = (beta: number): Matrix3 => [Math.cos(beta), 0, Math.sin(beta), 0, 1, 0, -Math.sin(beta), 0, Math.cos(beta)]
const euler = (alpha: number, beta: number, gamma: number): Matrix3 => product(turnedAboutZ(-alpha), product(tilted(beta), turnedAboutZ(-gamma)))

/** f(n) by summing spherical harmonics. */
function valueAt({ lmax, re, im }: Alm, [x, y, z]: Vector3): number {
  const alpha = Math.atan2(y, x)
  let sum = 0
  for (let m = 0; m <= lmax; m++) {
    const lambda = legendreValues(z, Math.hypot(x, y), m, lmax)
    for (let l = m; l <= lmax; l++) {
      const i = almIndex(lmax, l, m)
      sum += (m === 0 ? 1 : 2) * lambda[l - m] * (re[i] * Math.cos(m * alpha) - im[i] * Math.sin(m * alpha))
    }
  }
  return sum
}

/** d^l_{mn}(β), m ≥ 0, −l ≤ n ≤ l, from what the tilt does to Y_ln ± Y_{l,−n}. */
function wigner(l: number, m: number, n: number, beta: number): number {
  const order = Math.abs(n)
  const unit = (part: 're' | 'im'): number => {
    const alm = emptyAlm(l)
    alm[part][almIndex(l, l, order)] = 1
    return rotatedAlm(alm, tilted(beta))[part][almIndex(l, l, m)]
  }
  if (n === 0) return unit('re')
  const sign = order % 2 === 0 ? 1 : -1 // a_{l,−n} = (−1)^n a*_ln
  return n > 0 ? (unit('re') + unit('im')) / 2 : (sign * (unit('re') - unit('im'))) / 2
}

const MATRICES: readonly (readonly [string, Matrix3])[] = [
  ['to Galactic', equatorialToGalactic], ['to ecliptic', equatorialToEcliptic], ['precession', precession(2026)],
  ['a tilt of 1e−8', euler(2, 1e-8, -1.5)], ['a tilt of 1e−5', euler(-0.4, 1e-5, 3)], ['nearly upside down', euler(1, Math.PI - 1e-6, 2)],
  ['upside down', [1, 0, 0, 0, -1, 0, 0, 0, -1]], ['a quarter turn', [0, 0, 1, 0, 1, 0, -1, 0, 0]],
]

describe('Euler angles', () => {
  test('make the matrix again, at β = 0 and π too', () => {
    for (const [, matrix] of [...MATRICES, ['z', turnedAboutZ(1)] as const, ['u', euler(0.3, Math.PI - 3e-9, -1)] as const]) {
      const { alpha, beta, gamma } = eulerAngles(matrix)
      euler(alpha, beta, gamma).forEach((x, i) => expect(Math.abs(x - matrix[i])).toBeLessThan(1e-15))
    }
  })

  test('are refused of what is no rotation', () => {
    expect(() => eulerAngles([1, 0, 0, 0, 1, 0, 0, 0, -1])).toThrow('rotation matrix')
    expect(() => eulerAngles([1, 0, 0, 0, 1, 1e-6, 0, 0, 1])).toThrow('rotation matrix')
    expect(() => eulerAngles([NaN, 0, 0, 0, 1, 0, 0, 0, 1])).toThrow('rotation matrix')
  })
})

describe('rotated coefficients', () => {
  test.each(golden.cases)('are those of healpy: $name', ({ lmax, matrix, rows }) => {
    const found = rotatedAlm(plainSky(lmax), matrix as unknown as Matrix3)
    // 2e−13 is what HEALPix asks of its own rotation; the numbers are of order 1.
    for (const [l, m, re, im] of rows) {
      expect(Math.abs(found.re[almIndex(lmax, l, m)] - re)).toBeLessThan(2e-13)
      expect(Math.abs(found.im[almIndex(lmax, l, m)] - im)).toBeLessThan(2e-13)
    }
  })

  test.each(MATRICES)('turn a dipole like a vector: %s', (_, matrix) => {
    const found = dipoleOfAlm(rotatedAlm(almOfDipole([0.3, -0.5, 0.8], 3), matrix))
    rotate(matrix, [0.3, -0.5, 0.8]).forEach((x, i) => expect(Math.abs(found[i] - x)).toBeLessThan(1e-15))
  })

  test.each(MATRICES)('describe the same sky, f′(R n) = f(n): %s', (_, matrix) => {
    const alm = plainSky(24)
    const rotated = rotatedAlm(alm, matrix)
    for (const n of [[0, 0, 1], [0.6, 0, -0.8], [-0.36, 0.48, 0.8], [0.28, -0.96, 0]] as const) {
      expect(Math.abs(valueAt(rotated, rotate(matrix, n)) - valueAt(alm, n))).toBeLessThan(2e-13 * 24)
    }
  })

  test.each(MATRICES)('come back by the inverse, and have the same C_l: %s', (_, matrix) => {
    const alm = plainSky(300)
    const rotated = rotatedAlm(alm, matrix)
    expect(gap(rotatedAlm(rotated, transposed(matrix)), alm)).toBeLessThan(2e-13)
    expect(rotated.im.subarray(0, 301).every((x) => x === 0)).toBe(true) // m = 0 is real
    const before = powerSpectrum(alm, { zonal: true })
    powerSpectrum(rotated, { zonal: true }).forEach((c, l) => expect(Math.abs(c / before[l] - 1)).toBeLessThan(1e-13))
  })

  test('have the same C_l at l = 1000, whatever the tilt', () => {
    const alm = plainSky(1000)
    const before = powerSpectrum(alm, { zonal: true })
    for (const beta of [1e-6, 1.1]) {
      powerSpectrum(rotatedAlm(alm, tilted(beta)), { zonal: true }).forEach((c, l) => expect(Math.abs(c / before[l] - 1)).toBeLessThan(1e-13))
    }
  })

  test('compose: first A, then B is B A', () => {
    const angle = fc.double({ min: -7, max: 7, noNaN: true })
    const matrix = fc.tuple(angle, fc.oneof(angle, fc.constantFrom(0, 1e-12, Math.PI, Math.PI / 2)), angle).map(([a, b, c]) => euler(a, b, c))
    const alm = plainSky(17)
    fc.assert(fc.property(matrix, matrix, (a, b) => {
      expect(gap(rotatedAlm(rotatedAlm(alm, a), b), rotatedAlm(alm, product(b, a)))).toBeLessThan(5e-14)
    }))
  })

  test('stay as they are under the identity, and turn about z by a phase alone', () => {
    const alm = plainSky(40)
    expect(rotatedAlm(alm, [1, 0, 0, 0, 1, 0, 0, 0, 1])).toEqual(alm)
    expect(rotatedAlm(alm, [1, 0, -0, 0, 1, -0, 0, 0, 1])).toEqual(alm)
    const turned = rotatedAlm(alm, turnedAboutZ(0.7)) // axes turned eastward: right ascensions become smaller
    for (let m = 0; m <= 40; m++) {
      const i = almIndex(40, 40, m)
      expect(turned.re[i]).toBeCloseTo(alm.re[i] * Math.cos(0.7 * m) - alm.im[i] * Math.sin(0.7 * m), 14)
      expect(turned.im[i]).toBeCloseTo(alm.im[i] * Math.cos(0.7 * m) + alm.re[i] * Math.sin(0.7 * m), 14)
    }
  })

  test('can be taken a few steps at a time, and written over the old ones', () => {
    const alm = plainSky(20)
    const whole = rotatedAlm(alm, equatorialToGalactic)
    const rotation = beginRotation(alm, equatorialToGalactic)
    for (let step = 0; step < rotation.steps; step += 4) takeSteps(rotation, step, step + 4)
    expect(endRotation(rotation)).toEqual(whole)
    expect(() => endRotation(rotation, emptyAlm(19))).toThrow('must have the lmax')
    expect(rotatedAlm(alm, equatorialToGalactic, alm)).toBe(alm)
    expect(alm).toEqual(whole)
  })

  test('of a sky with lmax 0 or 1 are what they must be', () => {
    const monopole = emptyAlm(0)
    monopole.re[0] = 3
    expect(rotatedAlm(monopole, equatorialToGalactic).re[0]).toBeCloseTo(3, 15)
    expect(dipoleOfAlm(rotatedAlm(almOfDipole([0, 0, 1]), tilted(Math.PI / 2)))[0]).toBeCloseTo(1, 15)
  })
})

describe('the Wigner functions of a tilt', () => {
  test('are the textbook ones at l ≤ 2', () => {
    for (const beta of [1e-9, 0.4, 1.7, 3.1]) {
      const [c, s] = [Math.cos(beta), Math.sin(beta)]
      const expected: [number, number, number, number][] = [
        [1, 1, 1, (1 + c) / 2], [1, 1, 0, -s / Math.SQRT2], [1, 1, -1, (1 - c) / 2], [1, 0, 0, c],
        [2, 2, 2, ((1 + c) / 2) ** 2], [2, 2, 1, (-s * (1 + c)) / 2], [2, 2, 0, (Math.sqrt(6) / 4) * s * s], [2, 2, -1, (-s * (1 - c)) / 2], [2, 2, -2, ((1 - c) / 2) ** 2],
        [2, 1, 1, ((1 + c) * (2 * c - 1)) / 2], [2, 1, 0, -Math.sqrt(1.5) * s * c], [2, 1, -1, ((1 - c) * (2 * c + 1)) / 2], [2, 0, 0, 1.5 * c * c - 0.5],
      ]
      for (const [l, m, n, d] of expected) expect(Math.abs(wigner(l, m, n, beta) - d)).toBeLessThan(1e-15)
    }
  })

  test('with m′ = 0 are Legendre functions: d_m0(β) = √(4π/(2l+1)) λ_lm(cos β)', () => {
    for (const beta of [1e-4, 0.3, Math.PI / 2, 2.8]) {
      const alm = emptyAlm(200)
      alm.re.fill(1, 0, 201)
      const { re } = rotatedAlm(alm, tilted(beta))
      for (const m of [0, 1, 5, 60, 150]) {
        legendreValues(Math.cos(beta), Math.sin(beta), m, 200).forEach((lambda, k) => {
          // The Legendre recursion takes cos β, and near the pole half a unit in its last place is l(l+1)/4 times 1.1e−16.
          expect(Math.abs(re[almIndex(200, m + k, m)] - Math.sqrt((4 * Math.PI) / (2 * (m + k) + 1)) * lambda)).toBeLessThan(1e-13 + (beta < 0.01 ? 1e-12 : 0))
        })
      }
    }
  })

  test('have orthonormal rows, and d(β₁) d(β₂) = d(β₁ + β₂)', () => {
    const l = 6
    const orders = Array.from({ length: 2 * l + 1 }, (_, k) => k - l)
    // d_{−m,−n} = (−1)^{m−n} d_{mn}
    const matrix = (beta: number) => orders.map((m) => orders.map((n) => (m >= 0 ? wigner(l, m, n, beta) : ((m + n) % 2 === 0 ? 1 : -1) * wigner(l, -m, -n, beta))))
    for (const [first, second] of [[0.3, 1.9], [1e-5, 2], [0.4, Math.PI - 0.4], [0.8, -0.8]]) {
      const [a, b, c] = [matrix(first), matrix(second), matrix(first + second)]
      orders.forEach((_, i) => orders.forEach((__, j) => {
        expect(Math.abs(a[i].reduce((sum, x, k) => sum + x * b[k][j], 0) - c[i][j])).toBeLessThan(5e-15)
        expect(Math.abs(a[i].reduce((sum, x, k) => sum + x * a[j][k], 0) - (i === j ? 1 : 0))).toBeLessThan(5e-15)
      }))
    }
  })
})
