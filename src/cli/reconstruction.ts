/** How a sky was found of counts, for `results.json`: the method, the dipole by every method, what the map keeps, and whether to trust it. */
import { wrap } from '../science/units.ts'
import type { MethodName, ObservationsSource, Study } from '../study/document.ts'
import { METHOD_DEFAULTS } from '../study/methodDefaults.ts'
import type { Bootstrap, Convergence, MethodDipole, MethodDipoles } from '../study/results.ts'
import { degreesOrNull, orNull, rows } from './numbers.ts'

/** What is known of a sky found from observations on a ring grid. */
export interface Reconstructed {
  /** Of each observation. */
  readonly events: readonly number[]
  readonly convergence: Convergence
  readonly dipoles: MethodDipoles
  /** Where the study asks for it. */
  readonly bootstrap: Bootstrap | undefined
}

const { windows, draws, seed, halfOpeningDeg } = METHOD_DEFAULTS
/** What methods do where a study leaves it out. */
const LEFT_OUT: { readonly [M in MethodName]?: Partial<ObservationsSource> } = {
  directIntegration: { windows },
  scrambling: { draws, seed, windows },
  forwardBackward: { halfOpeningDeg },
}

/** Of a sky whose observations are kept in pixels there is the method alone: the rest is null. */
export function reconstructionJson(study: Study, source: ObservationsSource, found: Reconstructed | undefined): object {
  const { from: _, observations, method, bootstrap: _asked, ...settings } = source
  return {
    method,
    settings: { ...LEFT_OUT[method], ...(method === 'likelihood' ? { passes: 'to convergence' } : {}), ...settings },
    observations: observations.map((id, i) => {
      const part = study.parts[id]
      return part?.kind === 'observation' ? { part: id, site: part.site, clock: part.clock ?? 'sidereal', counts: part.counts.from, events: orNull(found?.events[i]) } : { part: id }
    }),
    dipoles: found === undefined ? null : dipolesJson(found.dipoles),
    convergence: found === undefined ? null : convergenceJson(observations, found.convergence),
    bootstrap: found?.bootstrap === undefined ? null : { method: found.bootstrap.method, draws: found.bootstrap.draws, covariance: rows(found.bootstrap.covariance), stated: rows(found.bootstrap.stated) },
  }
}

const dipolesJson = ({ rows: methods, truth, moreThanDipole, clock = 'sidereal' }: MethodDipoles): object => ({
  clock,
  byMethod: methods.map(methodJson),
  truth: truth === undefined ? null : { d0h: truth[0], d6h: truth[1], dN: truth[2], ...polar([truth[0], truth[1]]), moreThanDipole },
})

function methodJson({ method, found, expected, missing }: MethodDipole): object {
  if (found === undefined) return { method, missing: missing ?? null }
  return {
    method,
    d0h: found.d0h, d6h: found.d6h, covariance: rows(found.covariance),
    a1: found.a1, a1Error: orNull(found.a1Error),
    alpha1Deg: degreesOrNull(found.alpha1), alpha1ErrorDeg: degreesOrNull(found.alpha1Error),
    chance: orNull(found.chance), interval68: found.interval68 ?? null, limit95: orNull(found.limit95),
    events: orNull(found.events),
    expected: expected === undefined ? null : { d0h: orNull(expected[0]), d6h: orNull(expected[1]), ...polar(expected) },
    response: rows(found.response),
    cannotSee: found.blindTo,
  }
}

const polar = ([x, y]: readonly [number, number]) => ({ a1: orNull(Math.hypot(x, y)), alpha1Deg: degreesOrNull(wrap(Math.atan2(y, x))) })

const convergenceJson = (observations: ObservationsSource['observations'], { logLikelihoodBefore, slopeOpen, passes, converged, goodness, kept, windows, unevenness, passesNeeded, solarLeak }: Convergence): object => ({
  converged,
  slopeOpen,
  logLikelihoodBefore: orNull(logLikelihoodBefore),
  passes: passes.map(({ pass, logLikelihood, change, missing }) => ({ pass, logLikelihood: orNull(logLikelihood), change: orNull(change), missing: orNull(missing) })),
  passesNeeded: orNull(passesNeeded),
  windows: windows ?? 1,
  unevenness: orNull(unevenness),
  kept: Array.from(kept, (share, i) => ({ m: i + 1, share: orNull(share) })),
  goodness: goodness.map((fit, i) => ({
    part: observations[i] ?? null,
    chiSquare: orNull(fit?.chiSquare), degreesOfFreedom: orNull(fit?.degreesOfFreedom), probability: orNull(fit?.probability), deviation: orNull(fit?.deviation),
  })),
  solarLeak: solarLeak === undefined ? null : { d0h: solarLeak[0], d6h: solarLeak[1], ...polar(solarLeak) },
})

/** Less likely than this, counts are something else than rate × acceptance × sky. */
const UNLIKELY = 1e-3
/** More than this of a daily wave makes errors of even live time wrong by some per cent. */
const UNEVEN = 0.1
/** A map that keeps less than this of a dipole is not to be read as if it had it. */
const WHOLE = 0.99

/** Whole sentences about what a sky that was found must not be taken for. */
export function doubtsOf(study: Study, { observations, method }: ObservationsSource, { convergence: { converged, passes, passesNeeded, slopeOpen, unevenness, goodness, kept } }: Reconstructed): readonly string[] {
  const nameOf = (i: number): string => {
    const part = study.parts[observations[i] ?? '']
    return part?.kind === 'observation' ? part.site.name : ''
  }
  const dipoleKept = kept[0]
  return [
    ...(converged ? [] : [`Not converged after ${passes.length === 1 ? '1 pass' : `${passes.length} passes`}${Number.isFinite(passesNeeded) ? `: it takes ${passesNeeded} until no more than 1 % of a dipole is missing` : ''}.`]),
    ...(dipoleKept < WHOLE ? [`The map keeps ${(100 * dipoleKept).toFixed(1)} % of a dipole (${method}): one that is fitted to it is too small by about as much.`] : []),
    ...(slopeOpen ? ['A slope is open: live time is too short, so that a slope of the sky in right ascension cannot be told from one of rate and acceptance.'] : []),
    ...(unevenness > UNEVEN ? [`Live time is uneven through the day, by a wave of ${(100 * unevenness).toFixed(0)} %: errors of the fitted multipoles, dipole and spectrum are those of even live time; those of the dipoles by method are not.`] : []),
    // Before convergence the fit is bad by what is still missing of the sky.
    ...goodness.flatMap((fit, i) =>
      converged && fit !== undefined && fit.probability < UNLIKELY
        ? [`A bad fit: chi-square ${fit.chiSquare.toFixed(0)} for ${fit.degreesOfFreedom.toFixed(0)} degrees of freedom. The counts of ${nameOf(i)} are no rate times an acceptance times a sky, and what is found may be the detector's.`]
        : [],
    ),
  ]
}
