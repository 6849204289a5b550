import { contractions } from '../observatory/exposureHarmonics.ts'
import { hasGap, isSlopeOpen } from './openSlope.ts'
import { plainPass, logLikelihood, type RingLikelihood } from './ringLikelihood.ts'
import { newtonStep } from './ringLikelihoodNewton.ts'
import { quasiNewtonStep } from './ringLikelihoodQuasiNewton.ts'

export interface Solving {
  /** Exactly so many passes of the plain iteration: the k-th map is known in closed form (`transfer.ts`). To convergence where it is left out. */
  readonly passes?: number
  /** To convergence by plain passes, slowly, to show how; by quasi-Newton and Newton steps where it is left out. */
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
/** Several waves of the error shrink beside each other under quasi-Newton steps, and the largest change is not always that of the slowest. */
const CAUTION = 2
/** Changes that shrink by less than a thousandth are those of rounding. */
const SLOWEST = 0.999
/** A Newton step costs about as much as ten quasi-Newton steps, and two or three of them are enough. */
const TOO_MANY = 25
/** Newton steps that do not come to rest by then never will. */
const MOST_NEWTON = 40

/**
 * Pass after pass, until I is known (spec 8): until change · r/(1 − r) < tolerance, r being by how much changes shrink. The state is that of the pass
 * when it is yielded: a driver may breathe, draw it, and stop.
 *
 * For the plain iteration r is the larger of the ratio of the last two changes and of what theory says of equal live time, the largest ρ_m of any
 * detector; that bounds the joint one, because a weighted mean of several A_m over a common exposure is no longer than they are. For quasi-Newton steps it
 * is the larger of the last two ratios; the first of these compares a step with the whole map and promises too much, so that its root is taken. What is
 * missing is taken for twice as much.
 *
 * Where quasi-Newton steps would be too many, Newton steps take their place; and where live time has a gap, which may hide waves of the error that hardly
 * shrink, one of them has the last word: after a whole Newton step less is missing than it changed. Where a slope of the sky is open (`openSlope.ts`) the
 * passes end all the same, but never converged, because what they end at depends on where they began.
 */
export function* solve(state: RingLikelihood, { passes, plainly = passes !== undefined, tolerance = TOLERANCE, most = MOST }: Solving = {}): Generator<Pass, void, void> {
  const slowest = slowestHarmonic(state)
  const open = isSlopeOpen(state)
  const mayNewton = passes === undefined && !plainly && !open
  const gap = hasGap(state)
  const ratios: number[] = []
  let [last, newtons] = [0, 0]
  let exactly = false
  for (let pass = 1; pass <= (passes ?? most) && newtons < MOST_NEWTON; pass++) {
    let [change, missing, left] = [0, 0, 0]
    if (exactly) {
      const step = newtonStep(state)
      change = step.change
      missing = step.whole ? change : change / (1 - SLOWEST)
      newtons++
    } else {
      change = plainly ? plainPass(state) : quasiNewtonStep(state)
      if (pass > 1) ratios.push(change / last)
      const observed = ratios.length > 1 ? Math.max(...ratios.slice(-2)) : Math.sqrt(ratios[0] ?? slowest)
      const shrinks = Math.min(SLOWEST, plainly ? Math.max(slowest, ratios.at(-1) ?? 0) : observed)
      missing = ((plainly ? 1 : CAUTION) * change * shrinks) / (1 - shrinks)
      left = ratios.length > 1 ? Math.log(tolerance / missing) / Math.log(shrinks) : 0
    }
    const rests = missing < tolerance
    const proven = exactly || !mayNewton || !gap || change / (1 - SLOWEST) < tolerance
    yield { pass, logLikelihood: logLikelihood(state), change, missing, converged: rests && proven && !open }
    if (rests && proven && passes === undefined) return
    exactly ||= mayNewton && (rests || left > TOO_MANY)
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
