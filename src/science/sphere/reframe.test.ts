import { describe, expect, test } from 'vitest'
import { product, rotate, transposed, type Matrix3, type Vector3 } from '../math/matrix3.ts'
import { isProblem } from '../problem.ts'
import { MAGNETIC_AXIS, rotationBetween, type Frame } from './frames.ts'
import { pixelReach } from './overlap.ts'
import { vectorsOfPixels } from './pixelAt.ts'
import { rotatedMap } from './reframe.ts'
import { ringsOf, type Rings } from './rings.ts'

const IDENTITY: Matrix3 = [1, 0, 0, 0, 1, 0, 0, 0, 1]
const SOMEWHERE = rotationBetween('ecliptic', 'galactic')
const sizes = [[16, 32, 64].map((nside) => ringsOf({ kind: 'healpix', nside })), [24, 48, 96].map((n) => ringsOf({ kind: 'gauss', rings: n, perRing: 2 * n + 1 }))]
const every = [...sizes.flat(), ringsOf({ kind: 'healpix', nside: 1 }), ringsOf({ kind: 'healpix', nside: 7 })]

/** A monopole, a dipole, a quadrupole and an octupole; the gradient is at most 6. */
const field = ([x, y, z]: Vector3) => 2 + 0.3 * x - 0.5 * y + 0.8 * z + x * y - 0.4 * y * z + 0.5 * x * (5 * z * z - 1)

/** The field as seen in a frame whose directions m takes to those of the field. */
function seen(rings: Rings, m: Matrix3 = IDENTITY): Float64Array {
  const [x, y, z] = [new Float64Array(rings.pixels), new Float64Array(rings.pixels), new Float64Array(rings.pixels)]
  vectorsOfPixels(rings, Int32Array.from({ length: rings.pixels }, (_, i) => i), x, y, z)
  return x.map((_, i) => field(rotate(m, [x[i], y[i], z[i]])))
}

const worst = (a: Float64Array, b: Float64Array) => a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i])), 0)
const rms = (a: Float64Array, b: Float64Array) => Math.sqrt(a.reduce((sum, v, i) => sum + (v - b[i]) ** 2, 0) / a.length)

function mean(rings: Rings, map: Float64Array): number {
  let sum = 0
  for (let r = 0; r < rings.count; r++) for (let p = rings.first[r]; p < rings.first[r + 1]; p++) sum += map[p] * rings.pixelArea[r]
  return sum / (4 * Math.PI)
}

describe('a map seen in another frame', () => {
  test('is itself, bit for bit, in its own frame', () => {
    for (const rings of every) {
      const map = Float64Array.from({ length: rings.pixels }, (_, p) => Math.sin(p * p))
      expect(rotatedMap(rings, map, IDENTITY, 'nearest')).toEqual(map)
      expect(worst(rotatedMap(rings, map, IDENTITY, 'bilinear'), map)).toBeLessThan(1e-11)
    }
  })

  test('is right to a pixel where the nearest is copied', () => {
    for (const rings of every) {
      const error = worst(rotatedMap(rings, seen(rings), SOMEWHERE, 'nearest'), seen(rings, SOMEWHERE))
      expect(error).toBeLessThan(6 * pixelReach(rings))
      expect(error).toBeGreaterThan(0.1 * pixelReach(rings))
    }
  })

  test('is right to the square of a pixel\'s size where it is interpolated', () => {
    for (const family of sizes) {
      const errors = family.map((rings) => rms(rotatedMap(rings, seen(rings), SOMEWHERE, 'bilinear'), seen(rings, SOMEWHERE)))
      for (let k = 0; k < 3; k++) expect(errors[k]).toBeLessThan(2 * pixelReach(family[k]) ** 2)
      for (let k = 1; k < 3; k++) {
        expect(errors[k - 1] / errors[k]).toBeGreaterThan(3.5)
        expect(errors[k - 1] / errors[k]).toBeLessThan(4.5)
      }
    }
  })

  test('has the mean of the map, to the accuracy of the method', () => {
    for (const family of sizes) {
      for (const rings of family) {
        expect(Math.abs(mean(rings, rotatedMap(rings, seen(rings), SOMEWHERE, 'bilinear')) - 2)).toBeLessThan(0.2 * pixelReach(rings) ** 2)
        expect(Math.abs(mean(rings, rotatedMap(rings, seen(rings), SOMEWHERE, 'nearest')) - 2)).toBeLessThan(0.2 * pixelReach(rings))
      }
    }
  })

  test('and seen from there again is the map, to twice the accuracy of one way', () => {
    for (const rings of sizes.flat()) {
      const map = seen(rings)
      const back = rotatedMap(rings, rotatedMap(rings, map, SOMEWHERE, 'bilinear'), transposed(SOMEWHERE), 'bilinear')
      expect(rms(back, map)).toBeLessThan(4 * pixelReach(rings) ** 2)
      const copied = rotatedMap(rings, rotatedMap(rings, map, SOMEWHERE, 'nearest'), transposed(SOMEWHERE), 'nearest')
      expect(worst(copied, map)).toBeLessThan(12 * pixelReach(rings))
    }
  })

  test('by way of a third frame is seen as at once', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 64 })
    const frames: Frame[] = ['galactic', 'magnetic', { ofDate: 2050 }]
    const [a, b] = [rotationBetween(frames[1], frames[0]), rotationBetween(frames[2], frames[1])]
    const twice = rotatedMap(rings, rotatedMap(rings, seen(rings), a, 'bilinear'), b, 'bilinear')
    expect(rms(twice, rotatedMap(rings, seen(rings), product(a, b), 'bilinear'))).toBeLessThan(4 * pixelReach(rings) ** 2)
    expect(worst(Float64Array.from(product(a, b)), Float64Array.from(rotationBetween(frames[2], frames[0])))).toBeLessThan(1e-15)
  })

  test('depends on latitude only, if it is symmetric about the magnetic field and seen in the frame of its axis', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 64 })
    const galactic = rotate(rotationBetween('equatorial', 'galactic'), MAGNETIC_AXIS)
    const [x, y, z] = [new Float64Array(rings.pixels), new Float64Array(rings.pixels), new Float64Array(rings.pixels)]
    vectorsOfPixels(rings, Int32Array.from({ length: rings.pixels }, (_, i) => i), x, y, z)
    const pitch = x.map((_, i) => galactic[0] * x[i] + galactic[1] * y[i] + galactic[2] * z[i])
    const turned = rotatedMap(rings, pitch, rotationBetween('magnetic', 'galactic'), 'bilinear')
    for (let r = 0; r < rings.count; r++) {
      for (let p = rings.first[r]; p < rings.first[r + 1]; p++) if (!(Math.abs(turned[p] - rings.sinDelta[r]) < 0.4 * pixelReach(rings))) throw new Error(`pixel ${p}`)
    }
    expect(rms(turned, z)).toBeLessThan(pixelReach(rings) ** 2)
  })

  test('has no data where the map has none, and nowhere else', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 32 })
    const map = seen(rings).map((v, p) => (p < rings.pixels / 3 ? NaN : v))
    const wanted = seen(rings, SOMEWHERE)
    for (const method of ['nearest', 'bilinear'] as const) {
      const turned = rotatedMap(rings, map, SOMEWHERE, method)
      expect(turned.filter(Number.isNaN).length / rings.pixels).toBeCloseTo(1 / 3, 2)
      expect(worst(turned.map((v, p) => (Number.isNaN(v) ? wanted[p] : v)), wanted)).toBeLessThan(6 * pixelReach(rings))
    }
  })

  test('can be made a few rings at a time, and only those are written', () => {
    const rings = ringsOf({ kind: 'gauss', rings: 24, perRing: 48 })
    const whole = rotatedMap(rings, seen(rings), SOMEWHERE, 'bilinear')
    const out = new Float64Array(rings.pixels).fill(-9)
    rotatedMap(rings, seen(rings), SOMEWHERE, 'bilinear', out, 5, 11)
    expect(out.findIndex((v) => v !== -9)).toBe(rings.first[5])
    expect(out.findLastIndex((v) => v !== -9)).toBe(rings.first[11] - 1)
    rotatedMap(rings, seen(rings), SOMEWHERE, 'bilinear', out, 0, 5)
    rotatedMap(rings, seen(rings), SOMEWHERE, 'bilinear', out, 11)
    expect(out).toEqual(whole)
  })

  test('needs a value for each pixel and room of its own', () => {
    const rings = ringsOf({ kind: 'healpix', nside: 2 })
    const map = new Float64Array(48)
    for (const attempt of [() => rotatedMap(rings, map.subarray(1), IDENTITY, 'nearest'), () => rotatedMap(rings, map, IDENTITY, 'nearest', map)]) {
      let problem: unknown
      try { attempt() } catch (e) { problem = e }
      expect(isProblem(problem, 'invalid-argument')).toBe(true)
    }
  })
})
