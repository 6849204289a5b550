/** The equatorial dipole of the same counts by every method; fetched when somebody observes. */
import { eastWestDipole } from '../../science/analysis/eastWest.ts'
import { emptyRingWaves, forwardBackwardDipole, forwardBackwardWaves } from '../../science/analysis/forwardBackward.ts'
import { findLikelihoodDipole } from '../../science/analysis/mapDipole.ts'
import { statedDipole } from '../../science/analysis/statedDipole.ts'
import type { Sampling } from '../../science/analysis/dailyWaves.ts'
import { isProblem } from '../../science/problem.ts'
import { backgroundDipole } from '../../science/reconstruction/backgroundDipole.ts'
import { expectedOf, joinedEstimate, type DipoleEstimate, type DipoleMethod } from '../../science/reconstruction/dipoleEstimate.ts'
import { beginDipoleSearch, dipoleOfSearch, stepDipoleSearch } from '../../science/reconstruction/dipoleLikelihood.ts'
import { directIntegration } from '../../science/reconstruction/directIntegration.ts'
import type { Marginals } from '../../science/reconstruction/marginals.ts'
import { projection } from '../../science/reconstruction/projection.ts'
import { beginLikelihood } from '../../science/reconstruction/ringLikelihood.ts'
import { solve } from '../../science/reconstruction/ringLikelihoodSolve.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import type { Job } from '../graph.ts'
import type { Intensity, MethodDipole, MethodDipoles, Solution } from '../results.ts'
import { ringMeansOf } from './ringMeans.ts'

export interface AskedOfDipoles {
  /** What the counts of a cell are of: its middle, or all of it. */
  readonly sampling: Sampling
  /** Live time is the same at every hour of the day, so that the mean of a ring is its background. */
  readonly even: boolean
  /** The true sky, where there is one. */
  readonly truth: Intensity | undefined
  /** The map of a likelihood, where that was found. */
  readonly converged: Pick<Solution, 'counts' | 'background'> | undefined
  /** What the mocks expect of a true sky that is more than a dipole; empty for any other. */
  readonly withoutChance: readonly Marginals[]
}

/** The multipoles that are fitted to the map of a likelihood together with its dipole. */
const FITTED = 1

export async function dipolesByMethod(counts: readonly Marginals[], { truth, withoutChance, ...asked }: AskedOfDipoles, job: Pick<Job, 'breathe'>): Promise<MethodDipoles> {
  const known = truth && dipoleIn(truth)
  const rows: MethodDipole[] = []
  const like = withoutChance.length === 0 ? undefined : estimates(withoutChance, { ...asked, converged: asked.converged && (await convergedMap(withoutChance, job)) }, job)
  for (const [place, [method, estimate]] of estimates(counts, asked, job).entries()) {
    await job.breathe()
    try {
      const found = await estimate()
      const must = await like?.[place]?.[1]()
      const expected = must !== undefined ? ([must.d0h, must.d6h] as const) : known && expectedOf(found, [known[0], known[1]])
      rows.push({ method, found: statedDipole(found), ...(expected === undefined ? {} : { expected }) })
    } catch (reason) {
      if (!isProblem(reason)) throw reason
      rows.push({ method, missing: reason.message })
    }
  }
  return { rows, ...(known === undefined ? {} : { truth: known }), moreThanDipole: withoutChance.length > 0 }
}

type Estimate = readonly [method: DipoleMethod, estimate: () => DipoleEstimate | Promise<DipoleEstimate>]

/** The ways to a dipole, in the order of the table. */
function estimates(counts: readonly Marginals[], { sampling, even, converged }: Pick<AskedOfDipoles, 'sampling' | 'even' | 'converged'>, job: Pick<Job, 'breathe'>): readonly Estimate[] {
  const ofMap: readonly Estimate[] =
    converged === undefined ? [] : [['likelihood', () => inMap(counts, converged, job)]]
  return [
    ...ofMap,
    ['dipoleLikelihood', () => searched(counts, job)],
    ['directIntegration', () => each(counts, (one) => backgroundDipole(one, directIntegration([one])))],
    ['projection', () => each(counts, (one) => (even ? projection(one, ringMeansOf(one), 'known') : projection(one, directIntegration([one]), 'directIntegration')))],
    ['eastWest', () => each(counts, (one) => eastWestDipole(one, sampling))],
    ['forwardBackward', () => each(counts, (one) => forwardBackwardDipole(one, forwardBackwardWaves(one, sampling, emptyRingWaves(one.grid, 1))))],
  ]
}

async function convergedMap(counts: readonly Marginals[], job: Pick<Job, 'breathe'>): Promise<Pick<Solution, 'counts' | 'background'>> {
  const state = beginLikelihood(counts)
  for (const _ of solve(state)) await job.breathe()
  return { counts: state.sky, background: state.expected.map((b, i) => (state.seen[i] === 1 ? b : NaN)) }
}

async function inMap(counts: readonly Marginals[], { counts: sky, background }: Pick<Solution, 'counts' | 'background'>, job: Pick<Job, 'breathe'>): Promise<DipoleEstimate> {
  const work = findLikelihoodDipole(counts, sky.map((n, i) => n / background[i]), background.map((b) => (b > 0 ? b : 0)), FITTED)
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value
    await job.breathe()
  }
}

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

/** (δ_0h, δ_6h, δ_N) of a sky known everywhere: 3/4π ∫ δI n dΩ. */
export function dipoleIn({ geometry, value }: Intensity): readonly [number, number, number] | undefined {
  const rings = ringsOf(geometry)
  let [x, y, z] = [0, 0, 0]
  for (let r = 0; r < rings.count; r++) {
    const [first, end] = [rings.first[r], rings.first[r + 1]]
    const weight = (3 * rings.pixelArea[r]) / (4 * Math.PI)
    for (let i = first; i < end; i++) {
      const v = weight * value[i]
      const alpha = rings.alpha0[r] + (2 * Math.PI * (i - first)) / (end - first)
      x += v * rings.cosDelta[r] * Math.cos(alpha)
      y += v * rings.cosDelta[r] * Math.sin(alpha)
      z += v * rings.sinDelta[r]
    }
  }
  return Number.isNaN(x) ? undefined : [x, y, z]
}
