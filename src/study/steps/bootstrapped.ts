/** The parametric bootstrap of the dipole (spec 19): counts drawn anew about the sky that was found, and the dipole of each; fetched when somebody asks. */
import { streamOf } from '../../science/math/streams.ts'
import { dipoleLikelihood } from '../../science/reconstruction/dipoleLikelihood.ts'
import { nothingCounted, type Marginals } from '../../science/reconstruction/marginals.ts'
import { resampleRings, scatterOf } from '../../science/reconstruction/resampling.ts'
import { beginLikelihood } from '../../science/reconstruction/ringLikelihood.ts'
import { solve } from '../../science/reconstruction/ringLikelihoodSolve.ts'
import type { Job } from '../graph.ts'
import type { Bootstrap } from '../results.ts'

/** Draw number i is the same whoever asks for how many. Throws what the likelihood throws. */
export async function bootstrapped(counts: readonly Marginals[], { draws, seed }: { readonly draws: number; readonly seed: number }, job: Job): Promise<Bootstrap> {
  const state = beginLikelihood(counts)
  for (const _ of solve(state)) await job.breathe()
  const dipoles: { readonly d0h: number; readonly d6h: number }[] = []
  for (let draw = 0; draw < draws; draw++) {
    const again: Marginals[] = []
    for (const [place, { rate, acceptance }] of state.detectors.entries()) {
      const one = nothingCounted(state.grid)
      for (let ring = 0; ring < state.grid.rings; ring++) {
        resampleRings({ grid: state.grid, rate, acceptance, intensity: state.intensity }, { seed, stream: streamOf(`bootstrap ${draw} of ${place}`) }, one, ring, ring + 1)
        await job.breathe()
      }
      again.push(one)
    }
    const { d0h, d6h } = dipoleLikelihood(again)
    dipoles.push({ d0h, d6h })
    job.report((draw + 1) / draws)
    await job.breathe()
  }
  return { draws, covariance: scatterOf(dipoles) }
}
