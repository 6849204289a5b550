import { describe, expect, test } from 'vitest'
import { OBLIQUITY_J2000 } from '../sphere/frames.ts'
import { wrap } from '../units.ts'
import { clockAngles, instantOfUnix, NEW_YEAR_ORBIT, type Clock } from './clocks.ts'
import { liveTimeOnClock, solarDipoleLeak, starDipoleLeak, starFactors, type LiveTime } from './liveTime.ts'

const clocks: readonly Clock[] = ['sidereal', 'solar', 'antiSidereal', 'extendedSidereal']
const TURN = 2 * Math.PI
const uniform: LiveTime = {}
const uneven: LiveTime = { season: [0.4, 4.1], daily: { amplitude: 0.3, peak: 1.5 }, seasonal: { amplitude: 0.4, peak: 2 }, gap: [5.4, 0.6] }

const isIn = (x: number, [from, to]: readonly [number, number]) => (from <= to ? x >= from && x < to : x >= from || x < to)

/** The definition, one moment of hour and season. */
function live({ season, daily, seasonal, gap }: LiveTime, solar: number, year: number): number {
  if ((season !== undefined && !isIn(year, season)) || (gap !== undefined && isIn(solar, gap))) return 0
  return (1 + (daily?.amplitude ?? 0) * Math.cos(solar - (daily?.peak ?? 0))) * (1 + (seasonal?.amplitude ?? 0) * Math.cos(year - (seasonal?.peak ?? 0)))
}

/** Sums of live time, direction of the solar dipole (R61, turned by hand) and e^{2i(ωt − θ)} by clock angle, over ten real years, a moment about every seven minutes, at no fixed hour. */
function tenYears(liveTime: LiveTime, clock: Clock, cells: number) {
  const out = { rate: new Float64Array(cells), motion: new Float64Array(3 * cells), re: new Float64Array(cells), im: new Float64Array(cells) }
  const begin = Date.UTC(2001, 0, 1)
  const tropical = 3652.422 * 86_400_000
  let total = 0
  for (let at = 0; at < tropical; at += 417_311) {
    const angles = clockAngles(instantOfUnix(begin + at), 1)
    const weight = live(liveTime, angles.solar, wrap(angles.sidereal - angles.solar - NEW_YEAR_ORBIT))
    const t = Math.floor((angles[clock] * cells) / TURN)
    const x = angles.sidereal - angles.solar
    const lag = angles.sidereal - angles[clock]
    const [dx, dy] = [-Math.sin(x), Math.cos(OBLIQUITY_J2000) * Math.cos(x)]
    out.rate[t] += weight
    out.motion[3 * t] += weight * (dx * Math.cos(lag) + dy * Math.sin(lag))
    out.motion[3 * t + 1] += weight * (dy * Math.cos(lag) - dx * Math.sin(lag))
    out.motion[3 * t + 2] += weight * Math.sin(OBLIQUITY_J2000) * Math.cos(x)
    out.re[t] += weight * Math.cos(2 * lag)
    out.im[t] += weight * Math.sin(2 * lag)
    total += weight
  }
  return { ...out, total }
}

describe('live time by a clock', () => {
  test.each(clocks)('is that of ten real years by the %s clock, with the solar dipole and the stars behind it', (clock) => {
    const cells = 24
    const wanted = tenYears(uneven, clock, cells)
    const { rate, motion } = liveTimeOnClock(uneven, clock, cells)
    const stars = starFactors(uneven, clock, cells, 3)
    expect(Math.abs(rate.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-14)
    for (let t = 0; t < cells; t++) {
      // Ten years hold no whole number of days, and a cell is hit about 30,000 times.
      expect(Math.abs(cells * (rate[t] - wanted.rate[t] / wanted.total))).toBeLessThan(0.0025)
      if (rate[t] === 0) continue
      for (let axis = 0; axis < 3; axis++) expect(Math.abs(motion[3 * t + axis] - wanted.motion[3 * t + axis] / wanted.rate[t])).toBeLessThan(0.005)
      expect(Math.abs(stars.re[4 * t + 2] - wanted.re[t] / wanted.rate[t])).toBeLessThan(0.005)
      expect(Math.abs(stars.im[4 * t + 2] - wanted.im[t] / wanted.rate[t])).toBeLessThan(0.005)
    }
  })

  test.each(clocks)('without seasons is uniform by all clocks but the solar one (%s)', (clock) => {
    const { rate } = liveTimeOnClock({ daily: { amplitude: 0.7, peak: 1 }, gap: [2, 3.1] }, clock, 36)
    const spread = Math.max(...rate) - Math.min(...rate)
    if (clock === 'solar') expect([Math.min(...rate), spread > 0.02]).toEqual([0, true])
    else expect(spread).toBeLessThan(1e-14)
  })

  test('by the solar clock has exactly the hours asked for, gaps cut where they are', () => {
    const { rate } = liveTimeOnClock({ gap: [TURN * 0.1, TURN * 0.325] }, 'solar', 10)
    const wanted = [1, 0, 0, 0.75, 1, 1, 1, 1, 1, 1].map((x) => x / 7.75)
    rate.forEach((r, t) => expect(Math.abs(r - wanted[t])).toBeLessThan(1e-14))
  })

  test.each(clocks)('leaves of the solar dipole by the %s clock what the closed form says', (clock) => {
    for (const liveTime of [uniform, uneven, { season: [5, 1.2] as const }, { seasonal: { amplitude: -0.8, peak: 3 } }, { daily: { amplitude: 1, peak: 3 } }]) {
      const { rate, motion } = liveTimeOnClock(liveTime, clock, 48)
      const leak = solarDipoleLeak(liveTime, clock)
      const mean = [0, 1].map((axis) => rate.reduce((sum, r, t) => sum + r * motion[3 * t + axis], 0))
      expect(Math.hypot(mean[0] - leak.d0h, mean[1] - leak.d6h)).toBeLessThan(1e-6)
    }
  })

  test('that is uniform shows 95.9 % of the solar dipole at 6 h solar, 4.1 % at 18 h extended-sidereal, less than 0.1 % elsewhere', () => {
    const seen = clocks.map((clock) => solarDipoleLeak(uniform, clock))
    const wanted = [0, 0.959, 0, -0.041]
    seen.forEach(({ d0h, d6h }, i) => expect(Math.hypot(d0h, d6h - wanted[i])).toBeLessThan(6e-4))
  })

  test('by the sidereal clock leaks half a year of the solar dipole as a sinc: 2/π of it for half a year about the autumn equinox', () => {
    const autumn = -NEW_YEAR_ORBIT // y at x = 0, where the dipole points to 6 h
    const { d0h, d6h } = solarDipoleLeak({ season: [wrap(autumn - Math.PI / 2), wrap(autumn + Math.PI / 2)] }, 'sidereal')
    expect(Math.abs(d0h)).toBeLessThan(1e-14)
    expect(Math.abs(d6h - (2 / Math.PI) * Math.cos(OBLIQUITY_J2000))).toBeLessThan(1e-14)
  })

  test('shows the stars as they are by the sidereal clock, and only their mean by the others in a uniform year', () => {
    const sidereal = starFactors(uneven, 'sidereal', 12, 4)
    expect(sidereal.re.every((x) => Math.abs(x - 1) < 1e-15) && sidereal.im.every((x) => Math.abs(x) < 1e-15)).toBe(true)
    for (const clock of clocks.slice(1)) {
      const { re, im } = starFactors(uniform, clock, 12, 4)
      re.forEach((x, i) => expect(Math.hypot(x - (i % 5 === 0 ? 1 : 0), im[i])).toBeLessThan(1e-12))
    }
  })

  test.each(clocks)('leaves of a dipole of the stars by the %s clock the mean of where it stands, day by day', (clock) => {
    const seasons: readonly LiveTime[] = [uniform, { season: [5, 1.2] }, { season: [1, 4], seasonal: { amplitude: 0.7, peak: 3 } }]
    for (const liveTime of seasons) {
      // The right ascension of the dipole on the clock: its own, less what the clock lags behind sidereal time.
      let [x, y, total] = [0, 0, 0]
      for (let year = 5e-4; year < TURN; year += TURN / 6300) {
        const weight = live(liveTime, 0, year)
        const orbit = NEW_YEAR_ORBIT + year
        const lag = { sidereal: 0, solar: orbit, antiSidereal: 2 * orbit, extendedSidereal: -orbit }[clock]
        x += weight * Math.cos(0.9 - lag)
        y += weight * Math.sin(0.9 - lag)
        total += weight
      }
      const { d0h, d6h } = starDipoleLeak(liveTime, clock, { d0h: 3e-4 * Math.cos(0.9), d6h: 3e-4 * Math.sin(0.9) })
      expect(Math.hypot(d0h - (3e-4 * x) / total, d6h - (3e-4 * y) / total)).toBeLessThan(3e-7)
      if (liveTime === uniform) expect(Math.hypot(d0h, d6h) - (clock === 'sidereal' ? 3e-4 : 0)).toBeLessThan(1e-18)
    }
  })

  test('is refused where there is none', () => {
    expect(() => liveTimeOnClock({ gap: [0, TURN] }, 'solar', 12)).toThrow(/no live time/)
    expect(() => solarDipoleLeak({ season: [1, 1] }, 'solar')).toThrow(/no live time/)
  })
})
