import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-01_coordinates.json'
import { product, rotate, transposed, type Matrix3 } from '../math/matrix3.ts'
import { degrees, radians } from '../units.ts'
import { angleBetween, equatorialAngles, equatorialVector, localAngles, localRotation, localVector } from './directions.ts'
import { equatorialToEcliptic, equatorialToGalactic, OBLIQUITY_J2000, precession } from './frames.ts'
import { fourAnglePrecession } from './testing/fourAnglePrecession.ts'

interface RotationRow { kind: 'rotation'; input: { lat_deg: number; wt_deg: number }; expected: { R: number[][] } }
interface LocalRow {
  kind: 'local_to_equatorial'
  input: { lat_deg: number; wt_deg: number; az_deg: number; zen_deg: number }
  expected: { ra_deg: number; dec_deg: number; n: number[]; n_local: number[] }
}
const rows = golden.cases as unknown as (RotationRow | LocalRow)[]

const gap = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((x, i) => Math.abs(x - b[i])))
const IDENTITY: Matrix3 = [1, 0, 0, 0, 1, 0, 0, 0, 1]
const angle = (from: number, to: number) => fc.double({ min: from, max: to, noNaN: true })
const galactic = (alphaDeg: number, deltaDeg: number) => equatorialAngles(rotate(equatorialToGalactic, equatorialVector(radians(alphaDeg), radians(deltaDeg))))

describe('local directions', () => {
  test('are turned to the sky by the rotation of the reference cases (R7)', () => {
    const rotations = rows.filter((row) => row.kind === 'rotation')
    expect(rotations).toHaveLength(4)
    for (const { input, expected } of rotations) {
      expect(gap(localRotation(radians(input.lat_deg), radians(input.wt_deg)), expected.R.flat())).toBeLessThan(1e-14)
    }
  })

  test('lead to the equatorial directions that ERFA finds through the hour angle', () => {
    const cases = rows.filter((row) => row.kind === 'local_to_equatorial')
    expect(cases).toHaveLength(26)
    for (const { input, expected } of cases) {
      const local = localVector(radians(input.az_deg), radians(input.zen_deg))
      const n = rotate(transposed(localRotation(radians(input.lat_deg), radians(input.wt_deg))), local)
      expect(gap(local, expected.n_local)).toBeLessThan(1e-12)
      expect(gap(n, expected.n)).toBeLessThan(1e-12)
      expect(gap(equatorialVector(radians(expected.ra_deg), radians(expected.dec_deg)), n)).toBeLessThan(1e-12)
    }
  })

  test('the zenith stands at α = ωt, δ = Φ, and the rotation is orthonormal', () => {
    fc.assert(
      fc.property(angle(-1.5, 1.5), angle(0, 6.28), (latitude, sidereal) => {
        const r = localRotation(latitude, sidereal)
        expect(gap(product(r, transposed(r)), IDENTITY)).toBeLessThan(1e-15)
        const { alpha, delta } = equatorialAngles(rotate(transposed(r), [0, 0, 1]))
        expect(Math.cos(alpha - sidereal)).toBeCloseTo(1, 14)
        expect(delta).toBeCloseTo(latitude, 14)
      }),
    )
  })

  test('angles come back from vectors, near the poles too', () => {
    for (const small of [1e-12, 1e-3, 1]) {
      expect(localAngles(localVector(4, small)).theta / small).toBeCloseTo(1, 14)
      expect(localAngles(localVector(4, small)).phi).toBeCloseTo(4, 14)
      const { alpha, delta } = equatorialAngles([Math.cos(5) * small, Math.sin(5) * small, 1])
      expect(alpha).toBeCloseTo(5, 14)
      expect((Math.PI / 2 - delta) / Math.atan(small)).toBeCloseTo(1, 3)
    }
  })

  test('the angle between two directions is right for tiny and for nearly opposite ones', () => {
    expect(angleBetween([1, 0, 0], equatorialVector(1e-9, 0)) / 1e-9).toBeCloseTo(1, 12)
    expect(Math.PI - angleBetween([-1, 0, 0], equatorialVector(1e-9, 0))).toBeCloseTo(1e-9, 15)
    expect(angleBetween([0, 0, 1], [0, 1, 0])).toBeCloseTo(Math.PI / 2, 15)
  })
})

describe('celestial frames', () => {
  test('are rotations: orthonormal and right-handed', () => {
    for (const m of [equatorialToGalactic, equatorialToEcliptic, precession(1900), precession(2050)]) {
      expect(gap(product(m, transposed(m)), IDENTITY)).toBeLessThan(1e-15)
      const [x, y] = [rotate(transposed(m), [1, 0, 0]), rotate(transposed(m), [0, 1, 0])]
      const z = [x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]]
      expect(gap(z, rotate(transposed(m), [0, 0, 1]))).toBeLessThan(1e-15)
    }
  })

  test('the Galactic centre is at 266.405°, −28.936° and the Galactic pole at 192.859°, 27.128°', () => {
    const back = transposed(equatorialToGalactic)
    const centre = equatorialAngles(rotate(back, [1, 0, 0]))
    expect(degrees(centre.alpha)).toBeCloseTo(266.405, 3)
    expect(degrees(centre.delta)).toBeCloseTo(-28.936, 3)
    const pole = equatorialAngles(rotate(back, [0, 0, 1]))
    expect(degrees(pole.alpha)).toBeCloseTo(192.859, 3)
    expect(degrees(pole.delta)).toBeCloseTo(27.128, 3)
  })

  test('Galactic longitude grows towards Cygnus: Deneb is at l = 84.28°, b = +2.00°, the north celestial pole at l = 122.93°', () => {
    const deneb = galactic(310.35798, 45.28034)
    expect(degrees(deneb.alpha)).toBeCloseTo(84.285, 2)
    expect(degrees(deneb.delta)).toBeCloseTo(1.998, 2)
    expect(degrees(galactic(0, 90).alpha)).toBeCloseTo(122.93192, 10)
    expect(degrees(galactic(0, 90).delta)).toBeCloseTo(27.12825, 10)
  })

  test('the Galactic matrix is the one printed in the Hipparcos catalogue', () => {
    const printed = [-0.0548755604, -0.8734370902, -0.4838350155, 0.4941094279, -0.44482963, 0.7469822445, -0.867666149, -0.1980763734, 0.4559837762]
    expect(gap(equatorialToGalactic, printed)).toBeLessThan(1e-9)
  })

  test('the Sun at the June solstice is at 6 h, +23.4393° and ecliptic longitude 90°', () => {
    const { alpha, delta } = equatorialAngles(rotate(equatorialToEcliptic, equatorialVector(Math.PI / 2, OBLIQUITY_J2000)))
    expect(degrees(alpha)).toBeCloseTo(90, 12)
    expect(delta).toBeCloseTo(0, 14)
    expect(degrees(OBLIQUITY_J2000)).toBeCloseTo(23.4393, 4)
    expect(equatorialAngles(rotate(equatorialToEcliptic, [0, 0, 1])).delta).toBeCloseTo(Math.PI / 2 - OBLIQUITY_J2000, 14)
  })
})

describe('precession', () => {
  const moved = (alphaDeg: number, deltaDeg: number, year: number) =>
    equatorialAngles(rotate(precession(year), equatorialVector(radians(alphaDeg), radians(deltaDeg))))

  test('does nothing at J2000', () => {
    expect(gap(precession(2000), IDENTITY)).toBeLessThan(1e-15)
  })

  test('moves declinations by 20.04″ cos α a year and right ascensions by (3.075 + 1.336 sin α tan δ) s', () => {
    for (const alpha of [0, 60, 135, 180, 250, 330]) {
      const [before, after] = [moved(alpha, 30, 1999.5), moved(alpha, 30, 2000.5)]
      expect(3600 * degrees(after.delta - before.delta)).toBeCloseTo(20.042 * Math.cos(radians(alpha)), 2)
      const drift = ((3600 * degrees(after.alpha - before.alpha) + 3 * 648000) % 1296000) - 648000
      expect(drift).toBeCloseTo(15 * (3.07496 + 1.33612 * Math.sin(radians(alpha)) * Math.tan(radians(30))), 2)
    }
  })

  // SOFA's own check of iauBp06 at TT = MJD 50123.9999 (precession without frame bias), which goes by Fukushima and Williams' angles.
  const SOFA: Matrix3 = [
    0.9999995504864960278, 0.8696112578855404832e-3, 0.3778929293341390127e-3,
    -0.8696112560510186244e-3, 0.999999621888045882, -0.1691646168941896285e-6,
    -0.3778929335557603418e-3, -0.1594554040786495076e-6, 0.9999999285984501222,
  ]

  test('is the matrix of SOFA to a microsecond of arc, and the same by the four angles of the fixed ecliptic in every year of two centuries', () => {
    const year = 2000 + (50_123.9999 - 51_544.5) / 365.25
    expect(gap(precession(year), SOFA)).toBeLessThan(5e-12)
    expect(gap(fourAnglePrecession(year), SOFA)).toBeLessThan(5e-12)
    for (let epoch = 1900; epoch <= 2100; epoch += 10) expect(gap(precession(epoch), fourAnglePrecession(epoch))).toBeLessThan(5e-12)
    // It goes from J2000 to date: the pole of 2020 lies 400.8″ from that of J2000, and the equinox moved to the west.
    const pole = rotate(transposed(precession(2020)), [0, 0, 1])
    expect(3600 * degrees(Math.asin(pole[0]))).toBeCloseTo(20 * 20.0419, 1)
  })

  test('brings θ Persei to its place of 2028.8670 (Meeus, Astronomical Algorithms, example 21.b)', () => {
    // The example uses the constants of 1976, which differ by 0.3″ per century.
    const { alpha, delta } = moved(41.054063, 49.22775, 2028.867)
    expect(Math.abs(degrees(alpha) - 41.547214)).toBeLessThan(5e-5)
    expect(Math.abs(degrees(delta) - 49.348483)).toBeLessThan(5e-5)
  })
})
