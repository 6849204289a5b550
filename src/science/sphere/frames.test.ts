import { describe, expect, test } from 'vitest'
import { uniform } from '../math/philox.ts'
import { degrees, radians, wrap } from '../units.ts'
import { product, rotate, transposed, type Matrix3 } from '../math/matrix3.ts'
import { equatorialAngles, equatorialVector } from './directions.ts'
import { equatorialToEcliptic, equatorialToGalactic, precession } from './frames.ts'
import { sinDeltaOfDate, toEquatorial } from './reframe.ts'
import { ringsOf } from './rings.ts'

const seenFrom = (m: Matrix3, alphaDeg: number, deltaDeg: number): [number, number] => {
  const { alpha, delta } = equatorialAngles(rotate(m, equatorialVector(radians(alphaDeg), radians(deltaDeg))))
  return [degrees(wrap(alpha)), degrees(delta)]
}

test('the Galactic centre and pole stand where the almanac has them', () => {
  const [alpha, delta] = seenFrom(transposed(equatorialToGalactic), 0, 0)
  expect(alpha).toBeCloseTo(266.405, 2)
  expect(delta).toBeCloseTo(-28.936, 2)
  const pole = seenFrom(transposed(equatorialToGalactic), 0, 90)
  expect(pole[0]).toBeCloseTo(192.859, 2)
  expect(pole[1]).toBeCloseTo(27.128, 2)
  expect(seenFrom(equatorialToGalactic, 83.633, 22.014)[0]).toBeCloseTo(184.557, 2) // the Crab
  expect(seenFrom(equatorialToGalactic, 83.633, 22.014)[1]).toBeCloseTo(-5.784, 2)
})

test('the Sun at the summer solstice stands at ecliptic longitude 90°, latitude 0', () => {
  const [longitude, latitude] = seenFrom(equatorialToEcliptic, 90, 23.4392794)
  expect(longitude).toBeCloseTo(90, 6)
  expect(latitude).toBeCloseTo(0, 6)
})

test('every frame is a proper rotation', () => {
  for (const m of [equatorialToGalactic, equatorialToEcliptic, precession(1984.5), precession(2050)]) {
    product(m, transposed(m)).forEach((x, i) => expect(Math.abs(x - (i % 4 === 0 ? 1 : 0))).toBeLessThan(1e-15))
    const [a, b, c, d, e, f, g, h, k] = m
    expect(a * (e * k - f * h) - b * (d * k - f * g) + c * (d * h - e * g)).toBeCloseTo(1, 14)
  }
})

test('declinations drift by 20.04″ a year times cos α, right ascensions by 46.1″ + 20.04″ sin α tan δ', () => {
  for (const alphaDeg of [0, 60, 130, 250]) {
    for (const deltaDeg of [-50, 0, 30]) {
      const [alpha, delta] = seenFrom(precession(2001), alphaDeg, deltaDeg)
      const alphaDrift = ((((alpha - alphaDeg + 540) % 360) - 180) * 3600) / 1
      expect(Math.abs((delta - deltaDeg) * 3600 - 20.042 * Math.cos(radians(alphaDeg)))).toBeLessThan(0.01)
      expect(Math.abs(alphaDrift - (46.122 + 20.042 * Math.sin(radians(alphaDeg)) * Math.tan(radians(deltaDeg))))).toBeLessThan(0.02)
    }
  }
  expect(precession(2000)[0]).toBeCloseTo(1, 12)
})

describe('a map brought to the equatorial frame', () => {
  const rings = ringsOf({ kind: 'healpix', nside: 32 })
  test.each(['galactic', 'ecliptic'] as const)('a %s dipole becomes the same dipole seen in equatorial axes', (frame) => {
    const m = frame === 'galactic' ? equatorialToGalactic : equatorialToEcliptic
    const axis = [0.3, -0.5, 0.8] as const // in the source frame
    const source = new Float64Array(rings.pixels)
    const wanted = rotate(transposed(m), axis)
    for (let r = 0; r < rings.count; r++) {
      for (let i = rings.first[r]; i < rings.first[r + 1]; i++) {
        const alpha = rings.alpha0[r] + (2 * Math.PI * (i - rings.first[r])) / (rings.first[r + 1] - rings.first[r])
        source[i] = axis[0] * rings.cosDelta[r] * Math.cos(alpha) + axis[1] * rings.cosDelta[r] * Math.sin(alpha) + axis[2] * rings.sinDelta[r]
      }
    }
    const turned = toEquatorial(rings, source, frame)
    let worst = 0
    for (let r = 0; r < rings.count; r++) {
      for (let i = rings.first[r]; i < rings.first[r + 1]; i++) {
        const alpha = rings.alpha0[r] + (2 * Math.PI * (i - rings.first[r])) / (rings.first[r + 1] - rings.first[r])
        const there = wanted[0] * rings.cosDelta[r] * Math.cos(alpha) + wanted[1] * rings.cosDelta[r] * Math.sin(alpha) + wanted[2] * rings.sinDelta[r]
        worst = Math.max(worst, Math.abs(turned[i]! - there))
      }
    }
    expect(worst).toBeLessThan(Math.hypot(...axis) * (1.0515 / 32)) // never off by more than a pixel's radius
    expect(toEquatorial(rings, source, 'equatorial')).toBe(source)
  })

  test('the declination of date moves every pixel as precession does', () => {
    const sines = sinDeltaOfDate(rings, 2020)
    const draws = { seed: 1, stream: 1 }
    for (let k = 0; k < 200; k++) {
      const r = Math.floor(uniform(draws, k) * rings.count)
      const size = rings.first[r + 1] - rings.first[r]
      const j = Math.floor(uniform(draws, 1000 + k) * size)
      const alpha = rings.alpha0[r] + (2 * Math.PI * j) / size
      const { delta } = equatorialAngles(rotate(precession(2020), [rings.cosDelta[r] * Math.cos(alpha), rings.cosDelta[r] * Math.sin(alpha), rings.sinDelta[r]]))
      expect(sines[rings.first[r] + j]).toBeCloseTo(Math.sin(delta), 13)
    }
  })
})
