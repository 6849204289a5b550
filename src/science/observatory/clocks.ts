/** The four clocks by which events are put in order (spec 2): what is fixed to the stars, to the Sun, and the two sidebands that neither should be seen on. */
import { demand } from '../problem.ts'
import { wrap } from '../units.ts'

export type Clock = 'sidereal' | 'solar' | 'antiSidereal' | 'extendedSidereal'

/**
 * How often a clock turns in a year more than there are solar days: its angle is ⊙ + turns · x, with x = ωt − ⊙ the orbital angle of (R61).
 * In particular anti-sidereal = 2⊙ − ωt and extended-sidereal = 2ωt − ⊙ (S1).
 */
export const TURNS_A_YEAR: Readonly<Record<Clock, number>> = { solar: 0, sidereal: 1, antiSidereal: -1, extendedSidereal: 2 }

/** A moment of UTC (taken for UT1, 0.9 s at most), its day and the part of the day apart, so that no digits are lost. */
export interface Instant {
  /** Whole days since 1970 January 1, 0 h */
  readonly day: number
  /** 0 … 1 */
  readonly fraction: number
}

const DAY_MS = 86_400_000
/** 1970 January 1, 0 h, as a modified Julian date. */
const UNIX_MJD = 40_587
/** From 1970 January 1, 0 h to J2000 (2000 January 1, 12 h). */
const UNIX_TO_J2000 = 10_957.5
/** TT − UTC, in days: 69 s. */
const TERRESTRIAL = 69 / 86_400

/** @param milliseconds  Unix time, 0 at 1970 January 1, 0 h UTC; leap seconds are not counted */
export function instantOfUnix(milliseconds: number): Instant {
  demand(Number.isFinite(milliseconds), 'a Unix time is a finite number of milliseconds', { milliseconds })
  const day = Math.floor(milliseconds / DAY_MS)
  return { day, fraction: (milliseconds - day * DAY_MS) / DAY_MS }
}

/** @param mjd  modified Julian date, JD − 2400000.5; as one number it is good to a microsecond */
export function instantOfMjd(mjd: number): Instant {
  demand(Number.isFinite(mjd), 'a modified Julian date is a finite number of days', { mjd })
  const day = Math.floor(mjd)
  return { day: day - UNIX_MJD, fraction: mjd - day }
}

/** Arcseconds by powers of Julian centuries of TT from J2000: what GMST has before the Earth's rotation angle (IAU 2006; Capitaine et al. 2003). */
const PRECESSION = [0.014506, 4612.156534, 1.3915817, -0.00000044, -0.000029956, -3.68e-8]
const ARCSECONDS_PER_TURN = 1_296_000

/** Greenwich mean sidereal time, IAU 2006, 0 … 2π (spec 2). */
export function greenwichSidereal({ day, fraction }: Instant): number {
  const sinceJ2000 = day - UNIX_TO_J2000 + fraction
  const centuries = (sinceJ2000 + TERRESTRIAL) / 36_525
  const precession = PRECESSION.reduceRight((sum, c) => sum * centuries + c, 0) / ARCSECONDS_PER_TURN
  const rotation = fraction + 0.5 + 0.779057273264 + 0.00273781191135448 * sinceJ2000 // ½: the Julian day begins at noon
  return wrap(2 * Math.PI * ((rotation + precession) % 1))
}

/**
 * Angles of the four clocks at a site, 0 … 2π: local sidereal ωt = GMST + λ, which is the right ascension of the zenith; local mean solar
 * ⊙ = 2π · day fraction + λ, 0 at mean midnight; anti-sidereal 2⊙ − ωt; extended-sidereal 2ωt − ⊙ (S1).
 *
 * @param longitude  λ, positive east
 */
export function clockAngles(instant: Instant, longitude: number): Record<Clock, number> {
  const sidereal = wrap(greenwichSidereal(instant) + longitude)
  const solar = wrap(2 * Math.PI * instant.fraction + longitude)
  return { sidereal, solar, antiSidereal: wrap(2 * solar - sidereal), extendedSidereal: wrap(2 * sidereal - solar) }
}

/** x = ωt − ⊙ where a year begins, the mean of 2001 … 2004, from which the single years differ by up to 0.4°. */
export const NEW_YEAR_ORBIT = [11_323, 11_688, 12_053, 12_418].reduce((sum, day) => sum + greenwichSidereal({ day, fraction: 0 }) / 4, 0)
