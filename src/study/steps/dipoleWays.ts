/** The ways to an equatorial dipole, each from the counts of all detectors; fetched when somebody observes. */
import type { Sampling } from '../../science/analysis/dailyWaves.ts'
import { eastWestDipole } from '../../science/analysis/eastWest.ts'
import { emptyRingWaves, forwardBackwardDipole, forwardBackwardWaves } from '../../science/analysis/forwardBackward.ts'
import { findLikelihoodDipole } from '../../science/analysis/mapDipole.ts'
import { dipoleAfterPasses } from '../../science/analysis/passesDipole.ts'
import { Problem } from '../../science/problem.ts'
import { backgroundDipole } from '../../science/reconstruction/backgroundDipole.ts'
import { joinedEstimate, type DipoleEstimate, type DipoleMethod } from '../../science/reconstruction/dipoleEstimate.ts'
import { beginDipoleSearch, dipoleOfSearch, stepDipoleSearch } from '../../science/reconstruction/dipoleLikelihood.ts'
import { directIntegration } from '../../science/reconstruction/directIntegration.ts'
import type { Marginals } from '../../science/reconstruction/marginals.ts'
import { projection } from '../../science/reconstruction/projection.ts'
import { beginLikelihood } from '../../science/reconstruction/ringLikelihood.ts'
import { solve } from '../../science/reconstruction/ringLikelihoodSolve.ts'
import type { MethodName } from '../document.ts'
import type { Job } from '../graph.ts'
import type { Solution } from '../results.ts'
import { integratedOver } from './integrating.ts'
import { ringMeansOf } from './ringMeans.ts'
import { METHOD_DEFAULTS } from '../methodDefaults.ts'
import { addScrambled } from './scrambled.ts'

export interface Ways {
  /** What the counts of a cell are of: its middle, or all of it. */
  readonly sampling: Sampling
  /** Live time is the same at every hour of the day, so that the mean of a ring is its background. */
  readonly even: boolean
  /** Plain passes of the likelihood; to convergence where it is left out. */
  readonly passes?: number | undefined
  /** Of the day, within which counts are integrated and scrambled. */
  readonly windows: number
  /** Scrambled skies, their seed, and how many of that seed are passed over. */
  readonly draws?: number | undefined
  readonly seed: number
  readonly skipped?: number
}

/** A map that was found of the same counts in the same way, and by which method. */
export interface FoundMap extends Pick<Solution, 'counts' | 'background' | 'converged'> {
  readonly by: MethodName
}

/** The multipoles that are fitted to the map of a likelihood together with its dipole. */
const FITTED = 1

/**
 * @param map  where there is one, of the likelihood, or of one detector against scrambled skies: saves finding it again
 * @throws Problem where the counts or the method cannot tell the dipole or its error
 */
export async function dipoleBy(method: DipoleMethod, counts: readonly Marginals[], ways: Ways, job: Pick<Job, 'breathe'>, map?: FoundMap): Promise<DipoleEstimate> {
  const { sampling, even, windows } = ways
  switch (method) {
    case 'likelihood':
      return ofMap(counts, map?.by === 'likelihood' ? map : (await likelihoodMap(counts, ways.passes, job)), ways.passes, job)
    case 'dipoleLikelihood':
      return searched(counts, job)
    case 'directIntegration':
      return integrated(counts, windows, job)
    case 'scrambling':
      return scrambled(counts, ways, job, map?.by === 'scrambling' ? map : undefined)
    case 'projection':
      return each(counts, (one) => (even ? projection(one, ringMeansOf(one), 'known') : projection(one, directIntegration([one]), 'directIntegration')))
    case 'eastWest':
      return each(counts, (one) => eastWestDipole(one, sampling))
    case 'forwardBackward':
      return each(counts, (one) => forwardBackwardDipole(one, forwardBackwardWaves(one, sampling, emptyRingWaves(one.grid, 1))))
  }
}

/** Direct integration: what K scrambled skies expect, and with K given the errors they have about it. */
export async function integrated(counts: readonly Marginals[], windows: number, job: Pick<Job, 'breathe'>, skies = Infinity): Promise<DipoleEstimate> {
  const estimates: DipoleEstimate[] = []
  for (const one of counts) estimates.push(backgroundDipole(one, (await integratedOver([one], windows, job)).background, skies, windows))
  return joinedEstimate(estimates)
}

async function likelihoodMap(counts: readonly Marginals[], passes: number | undefined, job: Pick<Job, 'breathe'>): Promise<FoundMap> {
  const state = beginLikelihood(counts)
  let converged = false
  for (const pass of solve(state, passes === undefined ? {} : { passes })) {
    ;({ converged } = pass)
    await job.breathe()
  }
  return { counts: state.sky, background: state.expected.map((b, i) => (state.seen[i] === 1 ? b : NaN)), converged, by: 'likelihood' }
}

async function ofMap(counts: readonly Marginals[], { counts: sky, background, converged }: FoundMap, passes: number | undefined, job: Pick<Job, 'breathe'>): Promise<DipoleEstimate> {
  const intensity = sky.map((n, i) => n / background[i])
  const weight = zeroUnseen(background)
  if (passes !== undefined) return dipoleAfterPasses(counts, intensity, weight, passes)
  if (!converged) throw new Problem('no-coverage', 'The likelihood did not converge on these counts, so that neither its dipole nor an error of it is known.', { remedy: 'Choose a number of passes, or take live time in more of the day.' })
  const work = findLikelihoodDipole(counts, intensity, weight, FITTED)
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value
    await job.breathe()
  }
}

const zeroUnseen = (background: Float64Array): Float64Array => background.map((b) => (b > 0 ? b : 0))

async function scrambled(counts: readonly Marginals[], { windows, draws = METHOD_DEFAULTS.draws, seed, skipped = 0 }: Ways, job: Pick<Job, 'breathe'>, map: FoundMap | undefined): Promise<DipoleEstimate> {
  const [first, ...others] = counts
  if (map !== undefined && first !== undefined && others.length === 0) return backgroundDipole(first, zeroUnseen(map.background), draws, windows)
  const estimates: DipoleEstimate[] = []
  for (const [place, one] of counts.entries()) {
    const sum = new Float64Array(one.sky.length)
    for (let draw = 1; draw <= draws; draw++) await addScrambled(one, windows, seed, numberOf(skipped + draw, counts.length, place), sum, job)
    estimates.push(backgroundDipole(one, sum.map((n) => n / draws), draws, windows))
  }
  return joinedEstimate(estimates)
}

/** Draws of several detectors share no random number. */
export const numberOf = (draw: number, detectors: number, place: number): number => draw * detectors + place

async function searched(counts: readonly Marginals[], job: Pick<Job, 'breathe'>): Promise<DipoleEstimate> {
  const search = beginDipoleSearch(counts)
  while (!search.done) {
    stepDipoleSearch(search)
    await job.breathe()
  }
  return dipoleOfSearch(search)
}

/** One answer of detectors that each have their own. */
const each = (counts: readonly Marginals[], estimate: (one: Marginals) => DipoleEstimate): DipoleEstimate => joinedEstimate(counts.map(estimate))
