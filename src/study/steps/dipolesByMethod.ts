/** The equatorial dipole of the same counts by every method; fetched when somebody observes. */
import { eastWestDipole } from '../../science/analysis/eastWest.ts'
import { emptyRingWaves, forwardBackwardDipole, forwardBackwardWaves } from '../../science/analysis/forwardBackward.ts'
import { likelihoodDipole } from '../../science/analysis/mapDipole.ts'
import { statedDipole } from '../../science/analysis/statedDipole.ts'
import type { Sampling } from '../../science/analysis/dailyWaves.ts'
import { isProblem } from '../../science/problem.ts'
import { backgroundDipole } from '../../science/reconstruction/backgroundDipole.ts'
import { expectedOf, joinedEstimate, type DipoleEstimate, type DipoleMethod } from '../../science/reconstruction/dipoleEstimate.ts'
import { beginDipoleSearch, dipoleOfSearch, stepDipoleSearch } from '../../science/reconstruction/dipoleLikelihood.ts'
import { directIntegration } from '../../science/reconstruction/directIntegration.ts'
import type { Marginals } from '../../science/reconstruction/marginals.ts'
import { projection } from '../../science/reconstruction/projection.ts'
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
  readonly converged: Solution | undefined
}

/** The multipoles that are fitted to the map of a likelihood together with its dipole. */
const FITTED = 1

export async function dipolesByMethod(counts: readonly Marginals[], { sampling, even, truth, converged }: AskedOfDipoles, job: Pick<Job, 'breathe'>): Promise<MethodDipoles> {
  const known = truth && dipoleIn(truth)
  const rows: MethodDipole[] = []
  const add = async (method: DipoleMethod, estimate: () => DipoleEstimate | Promise<DipoleEstimate>): Promise<void> => {
    await job.breathe()
    try {
      const found = await estimate()
      const stated = statedDipole(found)
      rows.push({ method, found: stated, ...(known === undefined ? {} : { expected: expectedOf(found, [known[0], known[1]]) }) })
    } catch (reason) {
      if (!isProblem(reason)) throw reason
      rows.push({ method, missing: reason.message })
    }
  }
  if (converged !== undefined) await add('likelihood', () => likelihoodDipole(counts, converged.counts.map((n, i) => n / converged.background[i]), converged.background.map((b) => (b > 0 ? b : 0)), FITTED))
  await add('dipoleLikelihood', () => searched(counts, job))
  await add('directIntegration', () => each(counts, (one) => backgroundDipole(one, directIntegration([one]))))
  await add('projection', () => each(counts, (one) => (even ? projection(one, ringMeansOf(one), 'known') : projection(one, directIntegration([one]), 'directIntegration'))))
  await add('eastWest', () => each(counts, (one) => eastWestDipole(one, sampling)))
  await add('forwardBackward', () => each(counts, (one) => forwardBackwardDipole(one, forwardBackwardWaves(one, sampling, emptyRingWaves(one.grid, 1)))))
  return { rows, ...(known === undefined ? {} : { truth: known }) }
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
