/** `results.json`: the numbers of a study in a form that stays stable from version to version. Degrees, as physicists print them. */
import { degrees } from '../science/units.ts'
import type { Profile } from '../science/analysis/profile.ts'
import type { Dipole } from '../science/analysis/dipole.ts'
import type { Data, Study } from '../study/document.ts'
import type { Noise, Significance, Spectrum } from '../study/results.ts'

export interface Found {
  readonly dipole: Dipole
  readonly before: Spectrum
  readonly after: Spectrum
  readonly noise: Noise
  readonly profile: Profile
  readonly significance: Significance | undefined
}

/** Numbers that do not exist are null, never zero. */
const orNull = (x: number | undefined): number | null => (x === undefined || !Number.isFinite(x) ? null : x)
const list = (values: Float64Array): (number | null)[] => Array.from(values, orNull)

export function resultsJson(study: Study, found: Found, version: string): object {
  const { dipole, before, after, noise, profile, significance } = found
  const inputs = Object.values(study.parts).filter((part): part is Data => part.kind === 'data')
  return {
    dipole: {
      d0h: dipole.d0h,
      d6h: dipole.d6h,
      covariance: dipole.covariance === undefined ? null : [dipole.covariance.slice(0, 2), dipole.covariance.slice(2)],
      a1: dipole.a1,
      a1Error: orNull(dipole.a1Error),
      alpha1Deg: degrees(dipole.alpha1),
      alpha1ErrorDeg: orNull(dipole.alpha1Error === undefined ? undefined : degrees(dipole.alpha1Error)),
      fittedDegrees: dipole.degrees,
    },
    multipoles: dipole.multipoles.map(({ error, ...row }) => ({ ...row, error: orNull(error) })),
    spectrum: { l: list(after.l), cl: list(after.cl), clBeforeSubtraction: list(before.cl), noise: noise.level.length === 0 ? null : list(noise.level) },
    profile: {
      alphaDeg: list(profile.alpha.map(degrees)),
      value: list(profile.value),
      error: list(profile.error),
      harmonics: profile.harmonics.map(({ m, amplitude, amplitudeError, alpha, alphaError }) => ({
        m,
        amplitude,
        amplitudeError: orNull(amplitudeError),
        alphaDeg: degrees(alpha),
        alphaErrorDeg: orNull(alphaError === undefined ? undefined : degrees(alphaError)),
      })),
    },
    significance: significance === undefined ? null : { min: orNull(significance.min), max: orNull(significance.max), formula: significance.formula },
    provenance: { inputs: inputs.map(({ origin }) => ({ name: origin.name, sha256: origin.sha256 })), study, version },
  }
}
