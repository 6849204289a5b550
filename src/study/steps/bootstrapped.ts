/** The parametric bootstrap of a dipole (spec 19): counts drawn anew about the sky that a likelihood finds, and the dipole of each by one method; fetched when somebody asks. */
import { streamOf } from '../../science/math/streams.ts'
import type { DipoleEstimate, DipoleMethod } from '../../science/reconstruction/dipoleEstimate.ts'
import type { Marginals } from '../../science/reconstruction/marginals.ts'
import { emptyLike, resampleRings, scatterOf } from '../../science/reconstruction/resampling.ts'
import { beginLikelihood } from '../../science/reconstruction/ringLikelihood.ts'
import { solve } from '../../science/reconstruction/ringLikelihoodSolve.ts'
import type { Job } from '../graph.ts'
import type { Bootstrap } from '../results.ts'
import { dipoleBy, integrated, type Ways } from './dipoleWays.ts'
import { METHOD_DEFAULTS } from '../methodDefaults.ts'

export interface AskedOfBootstrap {
  readonly method: DipoleMethod
  readonly ways: Ways
  readonly draws: number
  readonly seed: number
}

/** Draw number i is the same whoever asks for how many. Throws what the likelihood and the method throw. */
export async function bootstrapped(counts: readonly Marginals[], { method, ways, draws, seed }: AskedOfBootstrap, job: Job): Promise<Bootstrap> {
  const state = beginLikelihood(counts)
  for (const _ of solve(state)) await job.breathe()
  const { draws: skies = METHOD_DEFAULTS.draws } = ways
  const { covariance: stated } = await statedBy(method, counts, ways, job)
  const dipoles: DipoleEstimate[] = []
  for (let draw = 0; draw < draws; draw++) {
    const again: Marginals[] = []
    for (const [place, { rate, acceptance }] of state.detectors.entries()) {
      const one = emptyLike(recordsOf(method, counts[place]!))
      for (let ring = 0; ring < state.grid.rings; ring++) {
        resampleRings({ grid: state.grid, rate, acceptance, intensity: state.intensity }, { seed, stream: streamOf(`bootstrap ${draw} of ${place}`) }, one, ring, ring + 1)
        await job.breathe()
      }
      again.push(one)
    }
    dipoles.push(await dipoleBy(method, again, { ...ways, skipped: draw * skies }, job))
    job.report((draw + 1) / draws)
    await job.breathe()
  }
  return { method, draws, covariance: scatterOf(dipoles), stated }
}

/** The errors of scrambling are known before any event is scrambled, and of counts that are no events. */
const statedBy = async (method: DipoleMethod, counts: readonly Marginals[], ways: Ways, job: Job): Promise<DipoleEstimate> =>
  method === 'scrambling' ? integrated(counts, ways.windows, job, ways.draws ?? METHOD_DEFAULTS.draws) : dipoleBy(method, counts, ways, job)

/** What a method reads beyond the three sums; drawing more takes time. */
const recordsOf = (method: DipoleMethod, { grid, sky, local, rate, forwardBackward, windows }: Marginals): Marginals => ({
  grid, sky, local, rate,
  ...(method === 'forwardBackward' && forwardBackward !== undefined && { forwardBackward }),
  ...((method === 'directIntegration' || method === 'scrambling') && windows !== undefined && { windows }),
})
