import { contractions } from '../observatory/exposureHarmonics.ts'
import { plainPass, logLikelihood, type RingLikelihood } from './ringLikelihood.ts'
import { quasiNewtonStep } from './ringLikelihoodQuasiNewton.ts'

export interface Solving {
  /** Exactly so many passes of the plain iteration: the k-th map is known in closed form (`transfer.ts`). To convergence where it is left out. */
  readonly passes?: number
  /** To convergence by plain passes, slowly, to show how; by quasi-Newton steps where it is left out. */
  readonly plainly?: boolean
  /** What may still be missing of I in any cell at convergence. */
  readonly tolerance?: number
  /** Passes after which it ends without having converged. */
  readonly most?: number
}

export interface Pass {
  /** 1, 2, … */
  readonly pass: number
  readonly logLikelihood: number
  /** The largest change of I in this pass. */
  readonly change: number
  /** What is estimated to be missing of I still. */
  readonly missing: number
  readonly converged: boolean
}

export const TOLERANCE = 1e-6
const MOST = 500

/**
 * Pass after pass, until I is known (spec 8): until change · r/(1 − r) < tolerance, r being by how much changes shrink. The state is that of the pass
 * when it is yielded: a driver may breathe, draw it, and stop.
 *
 * For the plain iteration r is the larger of the ratio of the last two changes and of what theory says of equal live time, the largest ρ_m of any
 * detector; that bounds the joint one, because a weighted mean of several A_m over a common exposure is no longer than they are.
 */
export function* solve(state: RingLikelihood, { passes, plainly = passes !== undefined, tolerance = TOLERANCE, most = MOST }: Solving = {}): Generator<Pass, void, void> {
  const slowest = slowestHarmonic(state)
  let last = Infinity
  for (let pass = 1; pass <= (passes ?? most); pass++) {
    const change = plainly ? plainPass(state) : quasiNewtonStep(state)
    const shrinks = pass === 1 ? slowest : Math.max(change / last, plainly ? slowest : 0)
    const missing = shrinks < 1 ? (change * shrinks) / (1 - shrinks) : change === 0 ? 0 : Infinity
    const converged = missing < tolerance
    yield { pass, logLikelihood: logLikelihood(state), change, missing, converged }
    if (converged && passes === undefined) return
    last = change
  }
}

/** max ρ_m, m ≥ 1, of the acceptances as they are. */
function slowestHarmonic({ detectors }: RingLikelihood): number {
  return Math.max(...detectors.map(({ acceptanceSpectrum: { width, re, im } }) => {
    const rho = contractions({ mmax: width - 1, re, im })
    return Math.max(...rho.subarray(1))
  }))
}
