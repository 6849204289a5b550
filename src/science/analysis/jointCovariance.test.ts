import { describe, expect, test } from 'vitest'
import { legendreColumn, legendreValues } from '../harmonics/legendre.ts'
import type { RingPhases } from '../harmonics/ringPhases.ts'
import { cholesky, choleskySolve } from './cholesky.ts'
import { jointCovariance } from './jointCovariance.ts'
import { reconstructedCovariance } from './reconstructedNoise.ts'
import { cellAcceptance, evenRings, harmonicsOfCells } from './testing/marginalMaps.ts'

const rings = evenRings(14, 24)
const exposureOf = (latitude: number, zenith: number, lean = 0): RingPhases => harmonicsOfCells(rings, cellAcceptance(rings, latitude, zenith, 1, lean), 3)
const near = (a: Float64Array, b: ArrayLike<number>, scale: number) => a.forEach((x, i) => expect(Math.abs(x - b[i])).toBeLessThan(1e-12 * scale))

describe('the errors of several detectors together', () => {
  test.each([0, 0.3])('are those of one where there is one (leaning by %d)', (lean) => {
    for (const [m, degrees] of [[1, [1, 2, 3]], [2, [2, 3]], [3, [3]]] as const) {
      const [joint, one] = [jointCovariance(rings, [{ exposure: exposureOf(19, 60, lean), events: 1e6 }], degrees, m), reconstructedCovariance(rings, exposureOf(19, 60, lean), degrees, m, 1e6, 'likelihood')]
      near(joint.same, one.same, one.same[0])
      near(joint.cross, one.cross, one.same[0])
    }
  })

  test('do not change when a detector is counted as two halves of itself', () => {
    const exposure = exposureOf(30, 45, 0.2)
    const [two, one] = [jointCovariance(rings, [{ exposure, events: 3e5 }, { exposure, events: 7e5 }], [1, 2], 1), jointCovariance(rings, [{ exposure, events: 1e6 }], [1, 2], 1)]
    near(two.same, one.same, one.same[0])
    near(two.cross, one.cross, one.same[0])
  })

  test('follow from the information on every ring, inverted as a whole', () => {
    const detectors = [{ exposure: exposureOf(19, 60, 0.3), events: 1e6 }, { exposure: exposureOf(-42, 50, -0.2), events: 4e5 }, { exposure: exposureOf(-90, 65), events: 2e6 }]
    const degrees = [1, 2, 3]
    // x = Re and Im of harmonic 1 on each seen ring: ln L falls by x†Fx, so that the information on (Re, Im) is 2F.
    const weight = Float64Array.from({ length: 14 }, (_, ring) => detectors.reduce((sum, { exposure, events }) => sum + events * exposure.re[4 * ring], 0))
    const seen = [...weight.keys()].filter((ring) => weight[ring] > 0)
    const size = 2 * seen.length
    const information = new Float64Array(size * size)
    const parts = (ring: number, { exposure, events }: (typeof detectors)[number]) => [Math.sqrt(events) * exposure.re[4 * ring + 1], -Math.sqrt(events) * exposure.im[4 * ring + 1]]
    seen.forEach((a, i) => {
      information[2 * i * size + 2 * i] = information[(2 * i + 1) * size + 2 * i + 1] = 2 * weight[a]
      seen.forEach((b, j) => {
        for (const detector of detectors) {
          const [[x, y], [p, q]] = [parts(a, detector), parts(b, detector)]
          // V_a V̄_b = (xp + yq) + i (yp − xq), as a matrix on (Re, Im)
          information[2 * i * size + 2 * j] -= 2 * (x * p + y * q)
          information[(2 * i + 1) * size + 2 * j + 1] -= 2 * (x * p + y * q)
          information[(2 * i + 1) * size + 2 * j] -= 2 * (y * p - x * q)
          information[2 * i * size + 2 * j + 1] += 2 * (y * p - x * q)
        }
      })
    })
    const factor = cholesky(information, size)!
    const lambda = new Float64Array(3)
    const column = legendreColumn(1, 3)
    const columns = degrees.map((l) => seen.map((ring) => legendreValues(rings.sinDelta[ring], rings.cosDelta[ring], 1, 3, lambda, column) && weight[ring] * lambda[l - 1]))
    const normal = Float64Array.from({ length: 9 }, (_, i) => columns[Math.floor(i / 3)].reduce((sum, x, k) => sum + (x * columns[i % 3][k]) / weight[seen[k]], 0))
    const outer = cholesky(normal, 3)!
    // a = (ΛᵀWΛ)⁻¹ ΛᵀW x: its covariance with that of x, columns real, rows real and imaginary.
    const wanted = { same: new Float64Array(9), cross: new Float64Array(9) }
    const scatter = columns.map((of) => {
      const x = new Float64Array(size)
      of.forEach((value, k) => (x[2 * k] = value))
      return choleskySolve(factor, size, x)
    })
    for (const [part, offset] of [['same', 0], ['cross', 1]] as const) {
      const raw = degrees.map((_, i) => choleskySolve(outer, 3, Float64Array.from(degrees, (__, j) => columns[i].reduce((sum, x, k) => sum + x * scatter[j][2 * k + offset], 0))))
      for (let j = 0; j < 3; j++) choleskySolve(outer, 3, Float64Array.from(raw, (row) => row[j])).forEach((value, i) => (wanted[part][i * 3 + j] = value))
    }
    const found = jointCovariance(rings, detectors, degrees, 1)
    found.same.forEach((x, i) => expect(Math.abs(x - wanted.same[i])).toBeLessThan(1e-10 * wanted.same[0]))
    found.cross.forEach((x, i) => expect(Math.abs(x - wanted.cross[i])).toBeLessThan(1e-10 * wanted.same[0]))
    expect(Math.max(...found.cross.map(Math.abs))).toBeGreaterThan(1e-3 * wanted.same[0])
  })

  test('ask for rings and harmonics that are there', () => {
    const one = { exposure: exposureOf(19, 60), events: 1e6 }
    expect(() => jointCovariance(rings, [one], [1], 2)).toThrow(/degrees l ≥ m/)
    expect(() => jointCovariance(rings, [one], [4], 4)).toThrow(/every ring and this m/)
    expect(() => jointCovariance(evenRings(14, 24), [{ ...one, events: 0 }], [1], 1)).toThrow(/determine/)
  })
})
