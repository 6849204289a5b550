/** The dipole that the Earth's motion about the Sun makes, and what a year of it looks like by any clock (spec 2; R61, R62, S2). */
import { OBLIQUITY_J2000 } from '../sphere/frames.ts'
import { TURNS_A_YEAR, type Clock } from './clocks.ts'

const LIGHT_KM_S = 299_792.458
/** Mean speed of the Earth in its orbit. */
const ORBITAL_KM_S = 29.8

/** Amplitude (2 + Γ) v/c of the Compton–Getting dipole, for cosmic rays with the spectrum E^{−Γ}. */
export const comptonGetting = (spectralIndex: number, speedKmS = ORBITAL_KM_S): number => ((2 + spectralIndex) * speedKmS) / LIGHT_KM_S

/**
 * Unit vector of the solar dipole, (−sin x, cos ε cos x, sin ε cos x) in equatorial components (R61), as seen in the frame whose zenith turns with
 * another clock: right ascensions there are greater by the clock's lead on sidereal time, (turns − 1) x. For the solar clock that is (R62), with 6 h at 90°.
 *
 * @param orbit  x = ω_orbit t = ωt − ⊙; the mean Sun stands at α = x + π
 */
export function solarDipole(orbit: number, clock: Clock = 'sidereal', obliquity = OBLIQUITY_J2000): [number, number, number] {
  const [s, c] = [Math.sin(orbit), Math.cos(orbit)]
  const lead = (TURNS_A_YEAR[clock] - 1) * orbit
  const [turnS, turnC] = [Math.sin(lead), Math.cos(lead)]
  const sixHours = Math.cos(obliquity) * c
  return [-s * turnC - sixHours * turnS, sixHours * turnC - s * turnS, Math.sin(obliquity) * c]
}

/** A wave once around a clock, amplitude · cos(angle − phase). */
export interface Wave {
  readonly amplitude: number
  readonly phase: number
}

/**
 * What a wave of the solar day, A cos(⊙ − φ), leaves on every clock if it is modulated by 1 + 2κ cos(x − ψ) through the year (S2): Aκ on the sidereal clock
 * with phase φ + ψ and as much on the anti-sidereal with φ − ψ, nothing on the extended-sidereal.
 *
 * @param season  2κ and ψ, with x the orbital angle ωt − ⊙
 */
export function seasonalSidebands({ amplitude, phase }: Wave, season: Wave): Record<Clock, Wave> {
  const side = (amplitude * season.amplitude) / 2
  return {
    solar: { amplitude, phase },
    sidereal: { amplitude: side, phase: phase + season.phase },
    antiSidereal: { amplitude: side, phase: phase - season.phase },
    extendedSidereal: { amplitude: 0, phase: 0 },
  }
}

/** The wave on the sidereal clock that comes from the solar day, from what is seen on the solar and anti-sidereal clocks: as large as the latter, phase 2φ_⊙ − φ_anti (S2). */
export const spuriousSidereal = (solar: Wave, antiSidereal: Wave): Wave => ({ amplitude: antiSidereal.amplitude, phase: 2 * solar.phase - antiSidereal.phase })

/** Components towards 0 h and 6 h of a clock, which is all of a dipole that its first harmonic shows. */
export interface EquatorialPart {
  readonly d0h: number
  readonly d6h: number
}

/**
 * Mean of `solarDipole` over a year by the moments M_p = ⟨e^{ipx}⟩ of its live time: (−sin x + i cos ε cos x) turned by the lead is
 * i [cos²(ε/2) e^{i turns x} − sin²(ε/2) e^{i (turns − 2) x}]. The component along the axis is left out.
 *
 * @param moment  p ↦ [Re, Im] of M_p
 */
export function meanSolarDipole(clock: Clock, moment: (p: number) => readonly [number, number], obliquity = OBLIQUITY_J2000): EquatorialPart {
  const turns = TURNS_A_YEAR[clock]
  const [first, second] = [moment(turns), moment(turns - 2)]
  const [c, s] = [Math.cos(obliquity / 2) ** 2, Math.sin(obliquity / 2) ** 2]
  return { d0h: s * second[1] - c * first[1], d6h: c * first[0] - s * second[0] }
}
