/** `results.json`: the numbers of a study in a form that stays stable from version to version. Degrees, as physicists print them. */
import { degrees } from '../science/units.ts'
import type { Data, Study } from '../study/document.ts'
import type { Found } from './found.ts'
import { degreesOrNull, list, orNull, rows } from './numbers.ts'
import { doubtsOf, reconstructionJson } from './reconstruction.ts'
import { type Identity, skyOf } from './skies.ts'

/** A sky with what was found of it, or why nothing was. */
export interface Told {
  readonly sky: Identity
  readonly found: Found | { readonly missing: string }
}

/** The first sky is told at the top, where it always was; every other one in the same words under `otherSkies`. */
export function resultsJson(study: Study, [main, ...others]: readonly [Told, ...Told[]], version: string): object {
  const inputs = Object.values(study.parts).filter((part): part is Data => part.kind === 'data')
  return {
    ...toldOf(study, main),
    otherSkies: others.map((one) => toldOf(study, one)),
    conventions: CONVENTIONS,
    provenance: { inputs: inputs.map(({ origin }) => ({ name: origin.name, sha256: origin.sha256 })), study, version },
  }
}

const toldOf = (study: Study, { sky, found }: Told): object => ('missing' in found ? { sky, missing: found.missing } : { sky, warnings: warningsOf(study, sky, found), ...numbersOf(found), reconstruction: howFound(study, sky, found) })

/** Whole sentences: what the numbers of a sky must not be taken for. */
export function warningsOf(study: Study, { part, isTruth, synthetic }: Identity, { reconstructed }: Found): readonly string[] {
  const { source } = skyOf(study, part)
  return [
    ...(isTruth ? ['This is a synthetic true sky: its numbers are what was put in, not measured.'] : synthetic ? ['Synthetic: what this was found from is no data.'] : []),
    ...(source.from === 'observations' && reconstructed !== undefined ? doubtsOf(study, source, reconstructed) : []),
  ]
}

function howFound(study: Study, { part }: Identity, { reconstructed }: Found): object | null {
  const { source } = skyOf(study, part)
  return source.from === 'observations' ? reconstructionJson(study, source, reconstructed) : null
}

function numbersOf({ dipole, before, after, noise, profile, significance }: Found): object {
  return {
    dipole: {
      d0h: dipole.d0h,
      d6h: dipole.d6h,
      covariance: rows(dipole.covariance),
      a1: dipole.a1,
      a1Error: orNull(dipole.a1Error),
      alpha1Deg: degrees(dipole.alpha1),
      alpha1ErrorDeg: degreesOrNull(dipole.alpha1Error),
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
        alphaErrorDeg: degreesOrNull(alphaError),
      })),
    },
    significance: significance === undefined ? null : { min: orNull(significance.min), max: orNull(significance.max), formula: significance.formula },
  }
}

/** How the numbers are meant. */
const CONVENTIONS = {
  angles: 'degrees where a name ends in Deg; right ascension and declination equatorial (ICRS / J2000)',
  intensity: 'relative intensity I / <I> - 1, dimensionless; so are dipoles, amplitudes, their errors and shares',
  dipole: 'd0h = a1 cos alpha1, d6h = a1 sin alpha1, dN along the axis of the Earth; a covariance is [[0h 0h, 0h 6h], [6h 0h, 6h 6h]]; errors are standard deviations',
  expected: 'what a method must find of the true dipole, biased or not; response [[0h 0h, 0h 6h], [6h 0h, 6h 6h]] times a pure dipole',
  cannotSee: 'vertical: dN; zonal: every m = 0; leaksFrom: multipoles of this l and above are taken for dipole in part',
  convergence: 'kept: share of cos^m(declination) left of each wave m; change: largest of the intensity in a pass, missing: what is estimated to be missing of it in any cell; passesNeeded: of the plain iteration, until 1 % of a dipole is missing; deviation: sqrt(2 chiSquare) - sqrt(2 degreesOfFreedom - 1)',
} as const
