/**
 * Newton steps for live time of any shape (spec 8b). In logarithms ln L is concave and its Hessian is −F (`ringInformation.ts`), so that F z = gradient, solved by
 * conjugate gradients, leads to the maximum also where two sides of a gap are hardly joined and quasi-Newton steps crawl. Costs some twenty passes.
 */
import { conjugateGradients, ended } from './conjugateGradients.ts'
import { followingAcceptance, informationOf, type RingInformation } from './ringInformation.ts'
import { logLikelihood, plainPass, restore, takeAcceptance, type RingLikelihood } from './ringLikelihood.ts'
import { bestIntensity, ROUNDING } from './ringLikelihoodQuasiNewton.ts'
import { takeRow } from './ringSpectra.ts'

export interface NewtonStep {
  /** The largest change of I. */
  readonly change: number
  /** The step was taken as it is, and solves F z = gradient: what is missing then is less than the change, by about its size. */
  readonly whole: boolean
}

const SOLVED = { tolerance: 1e-8, most: 300 }
/** No rate and no acceptance changes by more than this power of e in one step: where counts are few, the Hessian holds no further. */
const LONGEST = 2
const MOST_HALVINGS = 20

/**
 * One step, along which rates and acceptances go; I and A follow as the best for them. Where ln L fell by it, half of it is taken, and a plain pass where no part of it helps.
 *
 * @param state  as a pass has left it, with the best acceptances for its rates and sky
 */
export function newtonStep(state: RingLikelihood): NewtonStep {
  const { grid: { cells }, detectors } = state
  const before = logLikelihood(state)
  const information = informationOf(state.grid, detectors, state.intensity)
  const { solution, reached } = ended(conjugateGradients(information, gradientOf(information, state), SOLVED))
  const kept = detectors.map(({ rate, acceptance }) => ({ rate: rate.slice(), acceptance: acceptance.slice() }))
  const logs = detectors.map((detector, s) => {
    const acceptance = new Float64Array(detector.acceptance.length)
    followingAcceptance(information, s, solution, acceptance)
    return { rate: solution.subarray(s * cells, (s + 1) * cells), acceptance }
  })
  const largest = Math.max(...logs.flatMap(({ rate, acceptance }) => [rate, acceptance]).map((of) => of.reduce((most, x) => Math.max(most, Math.abs(x)), 0)))
  let share = largest > LONGEST ? LONGEST / largest : 1
  for (let halvings = 0; halvings < MOST_HALVINGS; halvings++, share /= 2) {
    detectors.forEach((detector, s) => {
      detector.rate.forEach((_, t) => (detector.rate[t] = kept[s].rate[t] * Math.exp(share * logs[s].rate[t])))
      detector.acceptance.forEach((_, i) => (detector.acceptance[i] = kept[s].acceptance[i] * Math.exp(share * logs[s].acceptance[i])))
      takeRow(detector.rate, 0, detector.rateSpectrum)
      for (const ring of detector.rows) takeRow(detector.acceptance, ring, detector.acceptanceSpectrum)
    })
    const change = bestIntensity(state)
    for (const detector of detectors) takeAcceptance(state, detector)
    if (logLikelihood(state) >= before - ROUNDING * Math.abs(before)) return { change, whole: reached && share === 1 }
  }
  restore(state, kept)
  return { change: plainPass(state), whole: false }
}

/** Of ln L on (a, x): counted less expected. */
function gradientOf({ grid: { cells }, diagonal }: RingInformation, { detectors, sky }: RingLikelihood): Float64Array {
  const counted = new Float64Array(diagonal.length)
  detectors.forEach(({ times }, s) => counted.set(times, s * cells))
  counted.set(sky, detectors.length * cells)
  return counted.map((n, i) => (diagonal[i] > 0 ? n - diagonal[i] : 0))
}
