/**
 * The plain iteration made quick (spec 8b). About I = 1 and equal live time the Hessian of −ln L in (ln I, ln N) does not mix right-ascension
 * harmonics, and what I does not take for itself of harmonic m of ln N is, for detectors s and r,
 *
 *     (1 − K_m) √N̄ z = √N̄ u,   K_m,sr = √(N̄_s N̄_r) Σ_δ A_m^s A_m^r* / b(δ),   b = Σ_s N̄_s A_0^s:
 *
 * for one detector K_m is ρ_m. The plain step u of ln N is therefore taken 1/(1 − K_m) times, and I and A follow as the best for it. Exact in one step but
 * for δI² where live time is equal; else a little slower. The fixed points are those of the plain iteration, because u = 0 means z = 0.
 */
import { solveHermitian } from './hermitian.ts'
import { acceptedIntensity, logLikelihood, plainPass, restore, scale, takeAcceptance, takeIntensity, type RingLikelihood } from './ringLikelihood.ts'
import { emptySpectra, giveRow, takeRow, type Spectra } from './ringSpectra.ts'

/** ln L is summed to some 1e−16 of its value: a fall by more than this is none of rounding. */
export const ROUNDING = 1e-14
/** Harmonics of a rate that the sky takes up almost whole are not known from the data: no step may grow more than this many times. */
const LARGEST_GAIN = 1e6

/**
 * One step. If ln L fell by it – the Hessian is that of equal live time – it is taken back, a plain pass is made instead, and the following steps are
 * shorter: `trust` shrinks towards 0, where a step is a plain one.
 *
 * @returns  the largest change of I, at most
 */
export function quasiNewtonStep(state: RingLikelihood): number {
  const before = logLikelihood(state)
  const kept = state.detectors.map(({ rate, acceptance }) => ({ rate: rate.slice(), acceptance: acceptance.slice() }))
  const change = boldStep(state)
  if (logLikelihood(state) >= before - ROUNDING * Math.abs(before)) return change
  state.trust /= 2
  restore(state, kept)
  return plainPass(state)
}

function boldStep(state: RingLikelihood): number {
  const { detectors, grid } = state
  const first = bestIntensity(state)
  const steps = emptySpectra(grid, detectors.length)
  const logs = new Float64Array(detectors.length * grid.cells)
  detectors.forEach((detector, s) => {
    const perRate = acceptedIntensity(state, detector)
    for (let t = 0; t < grid.cells; t++) logs[s * grid.cells + t] = detector.times[t] > 0 ? Math.log(detector.times[t] / (detector.rate[t] * perRate[t])) : 0
    takeRow(logs, s, steps)
  })
  amplify(state, steps)
  detectors.forEach(({ rate, rateSpectrum }, s) => {
    giveRow(steps, s, logs, s)
    for (let t = 0; t < grid.cells; t++) rate[t] *= Math.exp(logs[s * grid.cells + t])
    takeRow(rate, 0, rateSpectrum)
  })
  const second = bestIntensity(state)
  for (const detector of detectors) takeAcceptance(state, detector)
  return first + second
}

/** I = D/ΣN A with mean 1 on every ring; what is divided out of I goes into the acceptances, so that μ is what it was. */
export function bestIntensity(state: RingLikelihood): number {
  const means = new Float64Array(state.grid.rings)
  const change = takeIntensity(state, means)
  for (const { acceptance, acceptanceSpectrum, rows } of state.detectors) {
    for (const ring of rows) {
      scale(acceptance, means[ring], ring * state.grid.cells, (ring + 1) * state.grid.cells)
      scale(acceptanceSpectrum.re, means[ring], ring * acceptanceSpectrum.width, (ring + 1) * acceptanceSpectrum.width)
      scale(acceptanceSpectrum.im, means[ring], ring * acceptanceSpectrum.width, (ring + 1) * acceptanceSpectrum.width)
    }
  }
  return change
}

/** Turns the plain steps of ln N, as spectra, into z. m = 0 is a matter of units and stays. @param steps  [detectors × width] */
function amplify(state: RingLikelihood, steps: Spectra): void {
  const n = state.detectors.length
  const root = state.detectors.map(({ rate }) => Math.sqrt(rate.reduce((sum, x) => sum + x, 0)))
  const coupling = couplings(state, root)
  const trust = state.trust * (1 - 1 / LARGEST_GAIN)
  const [re, im, x, y] = [new Float64Array(n * n), new Float64Array(n * n), new Float64Array(n), new Float64Array(n)]
  for (let m = 1; m < steps.width; m++) {
    for (let i = 0; i < n * n; i++) {
      const at = i * steps.width + m
      re[i] = (i % (n + 1) === 0 ? 1 : 0) - trust * coupling.re[at]
      im[i] = -trust * coupling.im[at]
    }
    for (let s = 0; s < n; s++) {
      x[s] = root[s] * steps.re[s * steps.width + m]
      y[s] = root[s] * steps.im[s * steps.width + m]
    }
    if (!solveHermitian(n, re, im, x, y)) continue
    for (let s = 0; s < n; s++) {
      steps.re[s * steps.width + m] = x[s] / root[s]
      steps.im[s * steps.width + m] = y[s] / root[s]
    }
  }
}

/** K_m. @param root  [detectors] √N̄, in any unit  @returns  [detectors² × width], the lower triangle */
function couplings({ detectors, grid, rows }: RingLikelihood, root: readonly number[]): Spectra {
  const n = detectors.length
  const out = emptySpectra(grid, n * n)
  const { width } = out
  for (const ring of rows) {
    const exposure = detectors.reduce((sum, { acceptanceSpectrum }, s) => sum + root[s] ** 2 * acceptanceSpectrum.re[ring * width], 0)
    for (let s = 0; s < n; s++) {
      for (let r = 0; r <= s; r++) {
        const [a, b] = [detectors[s].acceptanceSpectrum, detectors[r].acceptanceSpectrum]
        const share = (root[s] * root[r]) / exposure
        for (let m = 1, i = ring * width + 1, o = (s * n + r) * width + 1; m < width; m++, i++, o++) {
          out.re[o] += share * (a.re[i] * b.re[i] + a.im[i] * b.im[i])
          out.im[o] += share * (a.im[i] * b.re[i] - a.re[i] * b.im[i])
        }
      }
    }
  }
  return out
}
