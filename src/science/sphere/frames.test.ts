import { describe, expect, test } from 'vitest'
import { uniform } from '../math/philox.ts'
import { degrees, radians, wrap } from '../units.ts'
import { product, rotate, transposed, type Matrix3 } from '../math/matrix3.ts'
import golden from '../golden/theory-02_coordinates.json'
import { isProblem } from '../problem.ts'
import { angleBetween, equatorialAngles, equatorialVector } from './directions.ts'
import { axisFrame, equatorialToEcliptic, equatorialToGalactic, frameRotation, MAGNETIC_AXIS, precession, rotationBetween, type Frame } from './frames.ts'
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

const IDENTITY: Matrix3 = [1, 0, 0, 0, 1, 0, 0, 0, 1]
const gap = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((x, i) => Math.abs(x - b[i])))

describe('rotations between frames', () => {
  test('take the named directions of the reference cases to their places', () => {
    interface Case { input: { frame: string; lon_deg: number; lat_deg: number }; expected: Record<string, number> }
    const cases = golden.cases as unknown as Case[]
    expect(cases).toHaveLength(8)
    let compared = 0
    for (const { input, expected } of cases) {
      const from = input.frame.replace('_J2000', '') as Frame
      const n = equatorialVector(radians(input.lon_deg), radians(input.lat_deg))
      const tolerance = from === 'ecliptic' ? radians(0.05 / 3600) : radians(1e-8) // the cases have an obliquity that is 0.042″ larger
      for (const [to, lon, lat] of [['equatorial', 'ra_deg', 'dec_deg'], ['galactic', 'l_deg', 'b_deg']] as const) {
        if (expected[lon] === undefined) continue
        expect(angleBetween(rotate(rotationBetween(from, to), n), equatorialVector(radians(expected[lon]), radians(expected[lat])))).toBeLessThan(tolerance)
        compared++
      }
    }
    expect(compared).toBe(9)
  })

  test('undo each other, and lead the same way by any third frame', () => {
    const frames: Frame[] = ['equatorial', 'galactic', 'ecliptic', 'magnetic', { ofDate: 2025 }, { axis: [1, -2, 0.5] }]
    for (const a of frames) {
      for (const b of frames) {
        expect(gap(product(rotationBetween(a, b), rotationBetween(b, a)), IDENTITY)).toBeLessThan(1e-15)
        for (const c of frames) expect(gap(product(rotationBetween(b, c), rotationBetween(a, b)), rotationBetween(a, c))).toBeLessThan(1e-15)
      }
    }
    expect(frameRotation({ ofDate: 1950 })).toEqual(precession(1950))
  })

  test('put the ecliptic pole at Galactic longitude 96.384°, latitude +29.811°', () => {
    const { alpha, delta } = equatorialAngles(rotate(rotationBetween('ecliptic', 'galactic'), [0, 0, 1]))
    expect(degrees(alpha)).toBeCloseTo(96.384, 3)
    expect(degrees(delta)).toBeCloseTo(29.811, 3)
  })
})

describe('the frame of an axis', () => {
  test('has the axis for its pole and the celestial north pole on its prime meridian', () => {
    for (let k = 0; k < 500; k++) {
      const draw = (i: number) => 2 * uniform({ seed: 3, stream: 3 }, 3 * k + i) - 1
      const near = 10 ** (-7 * draw(0) ** 2) // half of the axes are close to the poles
      const axis = [near * draw(0), near * draw(1), draw(2)] as const
      const m = axisFrame(axis)
      expect(gap(product(m, transposed(m)), IDENTITY)).toBeLessThan(1e-15)
      expect(gap(rotate(m, axis), [0, 0, Math.hypot(...axis)])).toBeLessThan(1e-15)
      const north = rotate(m, [0, 0, 1])
      expect(Math.abs(north[1])).toBeLessThan(1e-15)
      expect(north[0]).toBeGreaterThan(0)
      const [x, y, z] = [m.slice(0, 3), m.slice(3, 6), m.slice(6)]
      expect(gap([x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]], z)).toBeLessThan(1e-15)
    }
  })

  test('is the Galactic frame for its pole and centre, the ecliptic for its pole and the equinox', () => {
    const rowsOf = (m: Matrix3) => [[m[0], m[1], m[2]], [m[6], m[7], m[8]]] as const
    for (const m of [equatorialToGalactic, equatorialToEcliptic, precession(1900)]) {
      const [centre, pole] = rowsOf(m)
      expect(gap(axisFrame(pole, centre), m)).toBeLessThan(1e-15)
    }
  })

  test('of the celestial north pole is the equatorial frame; where the meridian fails the equinox serves', () => {
    expect(gap(axisFrame([0, 0, 3]), IDENTITY)).toBeLessThan(1e-15)
    expect(gap(axisFrame([0, 0, -1]), [1, 0, 0, 0, -1, 0, 0, 0, -1])).toBeLessThan(1e-15)
    expect(gap(rotate(axisFrame([1, 0, 0], [-1, 0, 0]), [1, 0, 0]), [0, 0, 1])).toBeLessThan(1e-15)
    for (const attempt of [() => axisFrame([0, 0, 0]), () => axisFrame([0, NaN, 1]), () => axisFrame([1, 0, 0], [0, 0, 0])]) {
      let problem: unknown
      try { attempt() } catch (e) { problem = e }
      expect(isProblem(problem, 'invalid-argument')).toBe(true)
    }
  })

  test('the axis of the local magnetic field stands at α = 48.469°, δ = −21.244°', () => {
    const { alpha, delta } = equatorialAngles(MAGNETIC_AXIS)
    expect(degrees(alpha)).toBeCloseTo(48.469, 3)
    expect(degrees(delta)).toBeCloseTo(-21.244, 3)
    expect(gap(frameRotation('magnetic').slice(6), MAGNETIC_AXIS)).toBeLessThan(1e-15)
  })
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
