/** When a detector takes data in a year, and what becomes of that by a clock: how long each clock angle is live, and which skies stand behind it. */
import { realForward } from '../math/realFft.ts'
import { Problem } from '../problem.ts'
import { arcOf, integralTo, moment, type Arc } from './arc.ts'
import { NEW_YEAR_ORBIT, TURNS_A_YEAR, type Clock } from './clocks.ts'
import { meanSolarDipole, solarDipole, type EquatorialPart } from './solarDipole.ts'

/**
 * Live time as a function of local solar hour and season, the product of the two: angles ⊙ (0 at midnight) and y, 2π in a tropical year from the
 * beginning of January. Ranges go on from their first to their second angle, through 0 if need be.
 */
export interface LiveTime {
  /** y between which there are data; the whole year where it is left out. */
  readonly season?: readonly [number, number]
  /** 1 + amplitude · cos(⊙ − peak) */
  readonly daily?: { readonly amplitude: number; readonly peak: number }
  /** 1 + amplitude · cos(y − peak) */
  readonly seasonal?: { readonly amplitude: number; readonly peak: number }
  /** ⊙ between which there are no data, every day. */
  readonly gap?: readonly [number, number]
}

export interface ClockLiveTime {
  /** [cells] share of the live time at each clock angle (t + ½)Δ, together 1 */
  readonly rate: Float64Array
  /** [cells × 3] mean direction of the solar dipole at each clock angle in the frame of the clock (`solarDipole`), shorter than 1; 0 where nothing is live. */
  readonly motion: Float64Array
}

/** The year is cut into a multiple of the cells of the clock, so that a gap that wanders across them touches all alike; no fewer moments than these. */
const MOMENTS = 1440

interface Year {
  /** [moments] share of the live time of the year */
  readonly share: Float64Array
  /** [moments] x = ωt − ⊙ in the middle */
  readonly orbit: Float64Array
  /** When in the day. */
  readonly day: Arc
}

function yearOf(liveTime: LiveTime, cells: number): Year {
  const season = arcOf(liveTime.season, liveTime.seasonal)
  const [from, to] = liveTime.gap ?? [0, 0]
  const gap = arcOf([from, to], undefined)
  const day: Arc = { ...arcOf(undefined, liveTime.daily), from: to, length: 2 * Math.PI - gap.length }
  const [total] = moment(season, 0)
  demandLive(Math.min(total, moment(day, 0)[0]))
  const moments = cells * Math.ceil(MOMENTS / cells)
  const step = (2 * Math.PI) / moments
  const share = Float64Array.from({ length: moments }, (_, i) => Math.max(0, integralTo(season, (i + 1) * step) - integralTo(season, i * step)) / total)
  return { share, orbit: Float64Array.from(share, (_, i) => NEW_YEAR_ORBIT + (i + 0.5) * step), day }
}

function demandLive(total: number): void {
  if (!(total > 1e-12)) throw new Problem('no-coverage', 'This detector has no live time at all, so it counts nothing', { remedy: 'Make the gap shorter or the season longer.' })
}

/** Live time of every moment of the year in clock angles from `start`, a cell's width. @param out [moments], written */
function atClockAngle({ share, orbit, day }: Year, turns: number, start: number, width: number, out: Float64Array): void {
  const always = day.amplitude === 0 && day.length === 2 * Math.PI
  for (let i = 0; i < out.length; i++) {
    const solar = start - turns * orbit[i]
    out[i] = share[i] * (always ? width : Math.max(0, integralTo(day, solar + width) - integralTo(day, solar)))
  }
}

/**
 * Live time by a clock over whole years, with hour and season taken to meet in every combination, as they do in many years.
 *
 * @throws no-coverage where nothing is live, invalid-argument for amplitudes above 1
 */
export function liveTimeOnClock(liveTime: LiveTime, clock: Clock, cells: number): ClockLiveTime {
  const year = yearOf(liveTime, cells)
  const directions = Array.from(year.orbit, (orbit) => solarDipole(orbit, clock))
  const weights = new Float64Array(year.share.length)
  const rate = new Float64Array(cells)
  const motion = new Float64Array(3 * cells)
  let total = 0
  for (let t = 0; t < cells; t++) {
    atClockAngle(year, TURNS_A_YEAR[clock], (2 * Math.PI * t) / cells, (2 * Math.PI) / cells, weights)
    for (let i = 0; i < weights.length; i++) {
      rate[t] += weights[i]
      for (let axis = 0; axis < 3; axis++) motion[3 * t + axis] += weights[i] * directions[i][axis]
    }
    for (let axis = 0; axis < 3; axis++) motion[3 * t + axis] = rate[t] > 0 ? motion[3 * t + axis] / rate[t] : 0
    total += rate[t]
  }
  for (let t = 0; t < cells; t++) rate[t] /= total
  return { rate, motion }
}

/** How the sky of the stars is smeared at each clock angle: its right-ascension harmonic m is seen times this factor. */
export interface StarFactors {
  readonly mmax: number
  /** [cells × (mmax + 1)], clock angle by clock angle */
  readonly re: Float64Array
  readonly im: Float64Array
}

/**
 * Factors ⟨e^{im(ωt − θ)}⟩ over the live time at each clock angle θ = (t + ½)Δ: a sky Σ F_m e^{imα} appears to the clock, whose right ascension is
 * θ − h, as Σ F_m ⟨e^{im(ωt − θ)}⟩ e^{im(θ − h)}. 1 by the sidereal clock, and by the others what live time leaves of m ≠ 0.
 */
export function starFactors(liveTime: LiveTime, clock: Clock, cells: number, mmax: number): StarFactors {
  const year = yearOf(liveTime, cells)
  const moments = year.share.length
  const turns = TURNS_A_YEAR[clock]
  const lag = 1 - turns // ωt − θ = lag · x
  const top = Math.abs(lag) * mmax
  const weights = new Float64Array(moments)
  const [sumRe, sumIm] = [new Float64Array(top + 1), new Float64Array(top + 1)]
  const out = { mmax, re: new Float64Array(cells * (mmax + 1)), im: new Float64Array(cells * (mmax + 1)) }
  for (let t = 0; t < cells; t++) {
    atClockAngle(year, turns, (2 * Math.PI * t) / cells, (2 * Math.PI) / cells, weights)
    realForward(weights, 0, moments, sumRe, sumIm, 0, top)
    if (!(sumRe[0] > 0)) continue
    for (let m = 0; m <= mmax; m++) {
      // Σ w e^{−ipj} with x = x₀ + 2πj/moments, and p of either sign.
      const k = Math.abs(lag) * m
      const phase = lag * m * year.orbit[0]
      const [re, im] = [sumRe[k] / sumRe[0], (-Math.sign(lag) * sumIm[k]) / sumRe[0]]
      out.re[t * (mmax + 1) + m] = re * Math.cos(phase) - im * Math.sin(phase)
      out.im[t * (mmax + 1) + m] = re * Math.sin(phase) + im * Math.cos(phase)
    }
  }
  return out
}

/** M_p = ⟨e^{ipx}⟩ over the live time of the year. Hours do not matter: every season has the same. */
function orbitMoments(liveTime: LiveTime): (p: number) => readonly [number, number] {
  const season = arcOf(liveTime.season, liveTime.seasonal)
  const [total] = moment(season, 0)
  demandLive(total)
  return (p) => {
    const [re, im] = moment(season, p)
    const [c, s] = [Math.cos(p * NEW_YEAR_ORBIT), Math.sin(p * NEW_YEAR_ORBIT)]
    return [(re * c - im * s) / total, (re * s + im * c) / total]
  }
}

/** What a year of such live time leaves of the solar dipole by a clock, in units of its amplitude (spec 2), from the live time in closed form. */
export const solarDipoleLeak = (liveTime: LiveTime, clock: Clock): EquatorialPart => meanSolarDipole(clock, orbitMoments(liveTime))

/** What a year of such live time leaves by a clock of a dipole of the stars, whose right ascensions there are greater by (turns − 1) x: (δ_0h + iδ_6h) M_{turns − 1}. */
export function starDipoleLeak(liveTime: LiveTime, clock: Clock, { d0h, d6h }: EquatorialPart): EquatorialPart {
  const [re, im] = orbitMoments(liveTime)(TURNS_A_YEAR[clock] - 1)
  return { d0h: d0h * re - d6h * im, d6h: d0h * im + d6h * re }
}
