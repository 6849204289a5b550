import type { DipoleEstimate } from '../reconstruction/dipoleEstimate.ts'
import { amplitudeOf, type Dipole } from './dipole.ts'

/** An estimate as it is printed: with amplitude, phase, their errors, Rayleigh's probability and intervals (spec 18), which are those of `Dipole`. */
export interface StatedDipole extends DipoleEstimate, Pick<Dipole, 'a1' | 'a1Error' | 'alpha1' | 'alpha1Error' | 'chance' | 'interval68' | 'limit95'> {}

/** What is stated of a biased estimate holds for what it estimates; of `withoutBias` of it, for the dipole. */
export const statedDipole = (estimate: DipoleEstimate): StatedDipole => ({ ...estimate, ...amplitudeOf(estimate.d0h, estimate.d6h, estimate.covariance) })
