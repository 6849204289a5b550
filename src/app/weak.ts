/** When an amplitude is no more than noise may make it: then a limit is given, and no direction. */
import type { Dipole } from '../science/analysis/dipole.ts'

/** Noise alone makes it more often than once in a hundred skies: below about 3 σ, where the direction is worse than 19°. */
const WEAK = 0.01

export const isWeak = ({ chance }: Dipole): boolean => chance !== undefined && chance > WEAK

/** The same of one wave with the standard deviation σ: Rayleigh's e^{−A²/2σ²}. */
export const isWeakWave = (amplitude: number, sigma: number | undefined): boolean => sigma !== undefined && Math.exp(-((amplitude / sigma) ** 2) / 2) > WEAK
