/** What one detector is expected to count of a sky, cell by cell (R8): live time × acceptance × intensity, ring by ring. */
import { realBackward, realForward } from '../math/realFft.ts'
import { demand, Problem } from '../problem.ts'
import type { RingGrid } from '../reconstruction/marginals.ts'
import { ringsOf } from '../sphere/rings.ts'
import type { StarFactors } from './liveTime.ts'

/** Everything but the number of events and chance. Cells are those of `Marginals`; τ is an angle of any clock. */
export interface MockModel {
  readonly grid: RingGrid
  /** [rings × cells] 𝒜(δ, h), `acceptanceOnGrid` */
  readonly acceptance: Float64Array
  /** [cells] share of the live time at each τ, `liveTimeOnClock` */
  readonly rate: Float64Array
  /** [rings × cells] δI of the stars at (δ, α), no less than −1 */
  readonly intensity: Float64Array
  /** For another clock than the sidereal one, `starFactors` of its live time. */
  readonly stars?: StarFactors | undefined
  /** Amplitude of the dipole of the Earth's motion about the Sun, and [cells × 3] its mean direction at each τ, `liveTimeOnClock`. */
  readonly solarDipole?: { readonly amplitude: number; readonly motion: Float64Array } | undefined
  /** ε of an efficiency 1 ± ε sin τ, + in the east and − in the west: no product of live time and acceptance, and so not what reconstruction assumes (R9). */
  readonly gain?: number
}

/** Means of one ring, held while its rows are taken. */
export interface RingMeans {
  /** Writes the means of the local cell k, not yet scaled to a number of events, to out [cells] by τ; false, and nothing written, where the detector does not look. */
  readonly row: (k: number, out: Float64Array) => boolean
}

/** Throws invalid-argument where the tables of a model do not fit its grid. */
export function demandModel({ grid: { rings, cells }, acceptance, rate, intensity, solarDipole, stars }: MockModel): void {
  const map = rings * cells
  demand(acceptance.length === map && intensity.length === map, 'acceptance and intensity have one value for each cell of the grid', { map, acceptance: acceptance.length, intensity: intensity.length })
  demand(rate.length === cells, 'live time has one value for each cell of the clock', { cells, rate: rate.length })
  demand(solarDipole === undefined || solarDipole.motion.length === 3 * cells, 'a mean motion has three components for each cell of the clock', { cells })
  demand(stars === undefined || (stars.mmax === cells / 2 && stars.re.length === cells * (stars.mmax + 1)), 'factors of the stars go up to half the number of cells', { cells })
}

/** The ring's sky as it stands behind each clock angle, made once and read along h = kΔ: α = τ − h, a ≡ t − k. */
export function meansOfRing(model: MockModel, ring: number): RingMeans {
  const { grid: { cells }, acceptance, rate } = model
  // With stars that stand still one row is the sky at every τ; otherwise each τ has its own.
  const sky = model.stars === undefined ? stillSky(model, ring) : turningSky(model, model.stars, ring)
  const stride = sky.length === cells ? 0 : cells
  return {
    row(k, out) {
      const accepted = acceptance[ring * cells + k]
      if (accepted === 0) return false
      const side = k % (cells / 2) === 0 ? 0 : 2 * k < cells ? -1 : 1
      const gain = side * (model.gain ?? 0)
      for (let t = 0; t < cells; t++) {
        const seen = sky[t * stride + (t >= k ? t - k : t - k + cells)]
        if (!(seen >= 0)) throw darker(seen)
        out[t] = accepted * (rate[t] * seen)
      }
      if (gain !== 0) for (let t = 0; t < cells; t++) out[t] *= 1 + gain * Math.sin((2 * Math.PI * (t + 0.5)) / cells)
      return true
    },
  }
}

/** [cells] I by α, or with a solar dipole [cells × cells] by τ and α. */
function stillSky(model: MockModel, ring: number): Float64Array {
  const { grid: { cells }, intensity } = model
  const row = Float64Array.from({ length: cells }, (_, a) => 1 + intensity[ring * cells + a])
  if (model.solarDipole === undefined) return row
  const sky = new Float64Array(cells * cells)
  for (let t = 0; t < cells; t++) sky.set(row, t * cells)
  addSolarDipole(model, ring, sky)
  return sky
}

/** [cells × cells] I by τ and the right ascension of the clock, τ − h: harmonics of the stars times the factors of each τ. */
function turningSky(model: MockModel, { mmax, re: factorRe, im: factorIm }: StarFactors, ring: number): Float64Array {
  const { grid: { cells }, intensity } = model
  const [re, im] = [new Float64Array(mmax + 1), new Float64Array(mmax + 1)]
  const [turnedRe, turnedIm] = [new Float64Array(mmax + 1), new Float64Array(mmax + 1)]
  realForward(intensity, ring * cells, cells, re, im, 0, mmax)
  re[mmax] /= 2 // the highest wave is its own conjugate
  im[mmax] /= 2
  const sky = new Float64Array(cells * cells)
  for (let t = 0; t < cells; t++) {
    for (let m = 0; m <= mmax; m++) {
      const [c, s] = [factorRe[t * (mmax + 1) + m] / cells, factorIm[t * (mmax + 1) + m] / cells]
      turnedRe[m] = re[m] * c - im[m] * s
      turnedIm[m] = re[m] * s + im[m] * c
    }
    turnedRe[0] += 1
    realBackward(turnedRe, turnedIm, 0, mmax, sky, t * cells, cells)
  }
  if (model.solarDipole !== undefined) addSolarDipole(model, ring, sky)
  return sky
}

/** Adds amplitude · motion(τ) · n(δ, α) with α = (a + ½)Δ. */
function addSolarDipole({ grid: { rings, cells }, solarDipole }: MockModel, ring: number, sky: Float64Array): void {
  const { amplitude, motion } = solarDipole!
  const tables = ringsOf({ kind: 'gauss', rings, perRing: cells })
  const [across, up] = [amplitude * tables.cosDelta[ring], amplitude * tables.sinDelta[ring]]
  for (let a = 0; a < cells; a++) {
    const alpha = (2 * Math.PI * (a + 0.5)) / cells
    const [x, y] = [across * Math.cos(alpha), across * Math.sin(alpha)]
    for (let t = 0; t < cells; t++) sky[t * cells + a] += x * motion[3 * t] + y * motion[3 * t + 1] + up * motion[3 * t + 2]
  }
}

function darker(intensity: number): Problem {
  return new Problem('invalid-argument', 'The true sky is darker than dark, or unknown, in a direction that the detector sees', {
    remedy: 'Make its dipole, its multipoles or its spots weaker.',
    facts: { intensity },
  })
}
