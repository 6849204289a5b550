/** The work behind solutions: a sky from the counts of detectors, by each method; fetched when somebody observes. */
import { acceptedExpectation } from './expecting.ts'
import { emptyRingWaves, forwardBackwardMap, forwardBackwardWaves } from '../../science/analysis/forwardBackward.ts'
import { rateNoise, type RateNoise } from '../../science/analysis/rateNoise.ts'
import { geometryOf, type Marginals } from '../../science/reconstruction/marginals.ts'
import { isSlopeOpen } from '../../science/reconstruction/openSlope.ts'
import { beginLikelihood, logLikelihood as logLikelihoodOf } from '../../science/reconstruction/ringLikelihood.ts'
import { solve } from '../../science/reconstruction/ringLikelihoodSolve.ts'
import { acceptanceHarmonics } from '../../science/reconstruction/transfer.ts'
import type { Sampling } from '../../science/analysis/dailyWaves.ts'
import { Problem } from '../../science/problem.ts'
import type { ObservationsSource } from '../document.ts'
import type { Job } from '../graph.ts'
import type { Solution } from '../results.ts'
import type { Nominal } from './observed.ts'
import { numberOf } from './dipoleWays.ts'
import { integratedOver } from './integrating.ts'
import { ringMeansOf } from './ringMeans.ts'
import { METHOD_DEFAULTS } from '../methodDefaults.ts'
import { addScrambled } from './scrambled.ts'

interface Known {
  readonly nominal: readonly (Nominal | undefined)[] | undefined
  readonly sampling: Sampling
}

type Method = Omit<ObservationsSource, 'from' | 'observations'>

/**
 * @param nominal   of each detector, for the method that trusts it
 * @param sampling  what the counts of a cell are of: its middle, or all of it
 * @throws no-coverage without any event, invalid-argument where detectors do not share a grid or the method lacks what it needs
 */
export async function solved(counts: readonly Marginals[], method: Method, { nominal, sampling }: Known, job: Job): Promise<Solution> {
  const [first] = counts
  if (first === undefined) throw new Problem('invalid-study', 'A sky of observations needs one.')
  switch (method.method) {
    case 'likelihood':
      return likelihood(counts, method, job)
    case 'directIntegration':
      return integrated(counts, method, job)
    case 'ringMean':
      return overRingMeans(counts)
    case 'absolute':
      return atOnce(counts, await acceptedExpectation(counts, nominal ?? [], job))
    case 'scrambling':
      return scrambledAgainst(counts, method, job)
    case 'forwardBackward':
      return aheadAndBehind(counts, sampling, job)
  }
}

async function likelihood(counts: readonly Marginals[], { passes }: Method, job: Job): Promise<Solution> {
  const state = beginLikelihood(counts)
  const logLikelihoodBefore = logLikelihoodOf(state)
  await job.breathe()
  const made: Solution['passes'][number][] = []
  let converged = false
  for (const { pass, logLikelihood, change, missing, converged: there } of solve(state, passes === undefined ? {} : { passes })) {
    made.push({ pass, logLikelihood, change, missing })
    converged = there
    if (passes !== undefined) job.report(pass / passes)
    await job.breathe()
  }
  const { sky, seen, expected, detectors } = state
  return {
    ...whereSeen(counts, sky, expected, seen),
    passes: made, converged, logLikelihoodBefore, slopeOpen: isSlopeOpen(state),
    detectors: detectors.map(({ rate, acceptance }) => ({ rate, acceptance })),
    rateNoise: rateNoiseOf(counts, passes ?? Infinity),
  }
}

async function integrated(counts: readonly Marginals[], { windows = 1 }: Method, job: Job): Promise<Solution> {
  const { sky, background, seen } = await integratedOver(counts, windows, job, (done) => job.report(done))
  return { ...whereSeen(counts, sky, background, seen), passes: [], converged: true, detectors: [], rateNoise: rateNoiseOf(counts, 1, 1, windows) }
}

/** Waves whose shared noise is kept: as many as are ever fitted. What further ones share is less than a thousandth of the noise of any C_l (HAWC, Tibet: computed). */
const SHARED = 12

/**
 * What rates found from the same counts do to noise, in closed form for live time that is the same at every hour; where it is uneven, a bootstrap says how far that holds.
 */
function rateNoiseOf(counts: readonly Marginals[], passes: number, widening = 1, windows = 1): RateNoise {
  const { cells } = counts[0]!.grid
  const mmax = Math.min(SHARED, cells / 2 - 1)
  const exposures = counts.map(({ grid, local }) => ({ exposure: acceptanceHarmonics(grid, local, mmax), events: local.reduce((sum, n) => sum + n, 0) }))
  return rateNoise(exposures, passes, widening, { count: windows, cells })
}

/** Every detector against the mean of each of its rings: right for live time that is the same all day. */
function overRingMeans(counts: readonly Marginals[]): Solution {
  const background = new Float64Array(counts[0]!.sky.length)
  for (const one of counts) ringMeansOf(one).forEach((b, i) => (background[i] += b))
  return atOnce(counts, background)
}

/** Scrambling expects what direct integration does, and scatters about it like one more sky in each draw. */
async function scrambledAgainst(counts: readonly Marginals[], { draws = METHOD_DEFAULTS.draws, seed = 1, windows = 1 }: Method, job: Job): Promise<Solution> {
  const sum = new Float64Array(counts[0]!.sky.length)
  for (let draw = 1; draw <= draws; draw++) {
    for (const [place, one] of counts.entries()) await addScrambled(one, windows, seed, numberOf(draw, counts.length, place), sum, job)
    job.report(draw / draws)
  }
  return { ...atOnce(counts, sum.map((n) => n / draws)), draws, rateNoise: rateNoiseOf(counts, 1, 1 + 1 / draws, windows) }
}

/** Waves that a map by Forward–Backward is put together from. */
const MOST_WAVES = 12

/** Throws invalid-study for several observatories: bands ahead of different meridians have no sum. */
async function aheadAndBehind(counts: readonly Marginals[], sampling: Sampling, job: Job): Promise<Solution> {
  const [one, ...others] = counts
  if (one === undefined || others.length > 0) throw new Problem('invalid-study', 'Forward–Backward compares what lies ahead and behind one meridian; several observatories have several.', { remedy: 'Leave one observatory, or choose another method.' })
  const { grid } = one
  const waves = emptyRingWaves(grid, Math.min(MOST_WAVES, Math.floor(grid.cells / 2) - 2))
  const value = new Float64Array(grid.rings * grid.cells)
  const error = new Float64Array(value.length)
  for (let ring = 0; ring < grid.rings; ring++) {
    forwardBackwardWaves(one, sampling, waves, ring, ring + 1)
    forwardBackwardMap(grid, waves, value, ring, ring + 1)
    let variance = 0
    for (let n = 0; n < waves.order; n++) {
      const [x, y] = [waves.variance[3 * (ring * waves.order + n)], waves.variance[3 * (ring * waves.order + n) + 1]]
      if (Number.isFinite(x + y)) variance += (x + y) / 2
    }
    error.fill(Math.sqrt(variance), ring * grid.cells, (ring + 1) * grid.cells)
    await job.breathe()
  }
  return { ...atOnce(counts, new Float64Array(value.length)), found: { value, error: error.map((sigma, i) => (Number.isNaN(value[i]) ? NaN : sigma)) } }
}

const atOnce = (counts: readonly Marginals[], background: Float64Array): Solution => {
  const sky = new Float64Array(background.length)
  for (const one of counts) for (let i = 0; i < sky.length; i++) sky[i] += one.sky[i]
  return { ...whereSeen(counts, sky, background), passes: [], converged: true, detectors: [] }
}

function whereSeen(counts: readonly Marginals[], sky: Float64Array, expected: Float64Array, seen?: Uint8Array): Pick<Solution, 'geometry' | 'counts' | 'background'> {
  const isSeen = (i: number): boolean => (seen === undefined ? expected[i] > 0 : seen[i] === 1)
  return { geometry: geometryOf(counts[0]!.grid), counts: sky.map((n, i) => (isSeen(i) ? n : NaN)), background: expected.map((b, i) => (isSeen(i) ? b : NaN)) }
}
