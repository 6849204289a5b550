import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import golden from '../golden/observation-02_time.json'
import { degrees, radians } from '../units.ts'
import { clockAngles, greenwichSidereal, instantOfMjd, instantOfUnix, NEW_YEAR_ORBIT, TURNS_A_YEAR, type Clock } from './clocks.ts'

/** Difference of two angles in degrees, −180 … 180. */
const gap = (a: number, b: number) => ((((a - b) % 360) + 540) % 360) - 180

interface Angles {
  lst_deg: number
  solar_deg: number
  antisidereal_deg: number
  extsidereal_deg: number
  bin_of_360: number
}

describe('the clocks', () => {
  test.each(golden.cases)('show the angles of the reference at $input.utc', ({ input, expected, tol }) => {
    const instant = instantOfUnix(input.unix_ms)
    expect(Math.abs(gap(degrees(greenwichSidereal(instant)), expected.gmst06_deg))).toBeLessThan(tol.abs_deg)
    for (const [name, longitudeDeg] of Object.entries(input.longitudes_east_deg)) {
      const site = (expected.sites as Record<string, Angles>)[name]
      for (const at of [instant, instantOfMjd(expected.jd - 2_400_000.5)]) {
        const angles = clockAngles(at, radians(longitudeDeg))
        // A Julian date in one number is good to half of 40 µs, 8.4e−8° of rotation on each of these clocks: inside the tolerance as well.
        expect(Math.abs(gap(degrees(angles.sidereal), site.lst_deg))).toBeLessThan(tol.abs_deg)
        expect(Math.abs(gap(degrees(angles.solar), site.solar_deg))).toBeLessThan(tol.abs_deg)
        expect(Math.abs(gap(degrees(angles.antiSidereal), site.antisidereal_deg))).toBeLessThan(tol.abs_deg)
        expect(Math.abs(gap(degrees(angles.extendedSidereal), site.extsidereal_deg))).toBeLessThan(tol.abs_deg)
        expect(Math.floor(degrees(angles.sidereal))).toBe(site.bin_of_360)
      }
    }
  })

  test('turn as often in a tropical year as the reference says', () => {
    const { cycles_per_tropical_year: cycles, mean_sidereal_day_s: day } = golden.constants
    const turns = (clock: Clock) => cycles.solar + TURNS_A_YEAR[clock]
    expect([turns('sidereal'), turns('antiSidereal'), turns('extendedSidereal')]).toEqual([cycles.sidereal, cycles.antisidereal, cycles.extsidereal])
    const rate = gap(degrees(greenwichSidereal(instantOfUnix(86_400_000))), degrees(greenwichSidereal(instantOfUnix(0)))) + 360
    expect(Math.abs((86_400 * 360) / rate - day)).toBeLessThan(1e-5)
  })

  test('keep a thousandth of a second in any year, before 1970 as well', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2e12, max: 4e12 }), fc.double({ min: -7, max: 7, noNaN: true }), (milliseconds, longitude) => {
        const [now, next] = [clockAngles(instantOfUnix(milliseconds), longitude), clockAngles(instantOfUnix(milliseconds + 1000), longitude)]
        expect(Math.abs(gap(degrees(next.sidereal), degrees(now.sidereal)) - 360 / 86_164.0905)).toBeLessThan(1e-10)
        expect(Math.abs(gap(degrees(next.solar), degrees(now.solar)) - 360 / 86_400)).toBeLessThan(1e-10)
        for (const angle of Object.values(now)) expect(angle >= 0 && angle < 2 * Math.PI).toBe(true)
      }),
    )
  })

  test('begin the year with the mean Sun at 18 h 41 m: x = 100.4°', () => {
    // GMST at 0 h on January 1 lies between 99.9° and 100.8° in every year of this century.
    expect(Math.abs(degrees(NEW_YEAR_ORBIT) - 100.36)).toBeLessThan(0.01)
  })

  test('refuse moments that are none', () => {
    expect(() => instantOfUnix(NaN)).toThrow(/finite/)
    expect(() => instantOfMjd(Infinity)).toThrow(/finite/)
  })
})
