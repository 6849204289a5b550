/**
 * What counts know of a sky and of the detectors that counted it, for any live time: the Fisher information of μ_s = N_s(τ) A_s(δ, h) I(δ, τ − h) in the logarithms
 * a_s = δ ln N_s, b_s = δ ln A_s, x = δ ln I (spec 8),
 *
 *     (a, b, x)ᵀ F (a, b, x) = Σ_s Σ μ_s (a_s + b_s + x)²,
 *
 * which is the Hessian of −ln L as well, whatever was counted: ln L is concave in these logarithms. Acceptances that follow the rest,
 * b_s = −Σ_t μ_s (a_s + x)/Σ_t μ_s, are eliminated exactly, so that what is left acts on rates and sky, z = (a, x). All sums over t are circular correlations of
 * a ring, taken by transforms.
 *
 * Counts know nothing of the mean of x on a ring nor of that of each a_s: acceptances take them up. These are the units, F z = 0 (`removeUnits`).
 */
import { demand } from '../problem.ts'
import type { RingGrid } from './marginals.ts'
import { exposeRing, rowsWith, seenBy, weighRing, type Product } from './ringExposure.ts'
import { addConvolution, addCorrelation, clearRow, emptySpectra, giveRow, takeRow, type Spectra } from './ringSpectra.ts'

export interface RingInformation {
  readonly grid: RingGrid
  readonly detectors: readonly Product[]
  /** [rings × cells] I; 0 where nothing is known of it. */
  readonly intensity: Float64Array
  readonly intensitySpectrum: Spectra
  /** Rings of which anything is known, north to south. */
  readonly rows: Int32Array
  /** [detectors × cells] Σ_δh μ, then [rings × cells] Σ_sτ μ: the diagonal of F before acceptances are eliminated; 0 where nothing is known. */
  readonly diagonal: Float64Array
  /** [rings × cells] of each detector: 1/Σ_t N I where it accepts, else 0. */
  readonly perAcceptance: readonly Float64Array[]
  /** Work: spectra of N a of each detector, of what comes back to its rates, and of single rows. */
  readonly given: Spectra
  readonly back: Spectra
  readonly skyward: Spectra
  readonly wave: Spectra
  readonly follows: Spectra
  readonly row: Float64Array
}

/** Cells of the sky that are exposed to less than this share of the most of their ring are left out: transforms round away what they say. */
const NOTHING = 1e-13

/**
 * @param detectors  rates and acceptances
 * @param intensity  [rings × cells] I; NaN or 0 where nothing is known of it
 * @throws invalid-argument without a detector
 */
export function informationOf(grid: RingGrid, detectors: readonly Product[], intensity: Float64Array): RingInformation {
  demand(detectors.length > 0, 'what is known of a sky is what detectors saw')
  const { rings, cells } = grid
  const times = detectors.length * cells
  const known = new Float64Array(rings * cells)
  const diagonal = new Float64Array(times + known.length)
  const seen = seenBy(grid, detectors)
  const [skyward, row, intensitySpectrum] = [emptySpectra(grid, 1), new Float64Array(cells), emptySpectra(grid, rings)]
  for (const ring of rowsWith(grid, seen)) {
    exposeRing(grid, detectors, seen, ring, skyward, known)
    const [first, end] = [ring * cells, (ring + 1) * cells]
    const least = NOTHING * known.subarray(first, end).reduce((most, b) => Math.max(most, b), 0)
    for (let i = first; i < end; i++) {
      if (known[i] > least && intensity[i] > 0) diagonal[times + i] = known[i] * intensity[i]
      known[i] = diagonal[times + i] > 0 ? intensity[i] : 0
    }
    takeRow(known, ring, intensitySpectrum)
  }
  const perAcceptance = detectors.map(({ rate, rateSpectrum, acceptance, acceptanceSpectrum, rows }, s) => {
    clearRow(skyward, 0)
    for (const ring of rows) addConvolution(acceptanceSpectrum, ring, intensitySpectrum, ring, skyward, 0)
    giveRow(skyward, 0, row, 0)
    for (let t = 0; t < cells; t++) if (rate[t] > 0) diagonal[s * cells + t] = rate[t] * row[t]
    const out = new Float64Array(rings * cells)
    for (const ring of rows) {
      weighRing(rate, rateSpectrum, known, intensitySpectrum, ring, acceptance, skyward, row)
      for (let k = 0, i = ring * cells; k < cells; k++, i++) if (acceptance[i] > 0 && row[k] > 0) out[i] = 1 / row[k]
    }
    return out
  })
  return {
    grid, detectors, intensity: known, intensitySpectrum, rows: rowsWith(grid, known), diagonal, perAcceptance,
    given: emptySpectra(grid, detectors.length), back: emptySpectra(grid, detectors.length), skyward, wave: emptySpectra(grid, 1), follows: emptySpectra(grid, 1), row,
  }
}

/**
 * F z with acceptances eliminated.
 *
 * @param z    [detectors × cells, rings × cells] a, x
 * @param out  the same, written; 0 where nothing is known
 */
export function multiplyInformation(information: RingInformation, z: Float64Array, out: Float64Array): void {
  const { grid: { cells }, detectors, intensity, intensitySpectrum, rows, diagonal, given, back, skyward, wave, follows, row } = information
  const times = detectors.length * cells
  takeRates(information, z)
  out.fill(0)
  for (let s = 0; s < detectors.length; s++) clearRow(back, s)
  for (const ring of rows) {
    takeSky(information, z, ring)
    clearRow(skyward, 0)
    detectors.forEach(({ rateSpectrum, acceptance, acceptanceSpectrum, rows: own }, s) => {
      if (!own.includes(ring)) return
      followRing(information, s, ring)
      for (let k = 0, i = ring * cells; k < cells; k++, i++) row[k] *= acceptance[i]
      takeRow(row, 0, follows)
      addConvolution(acceptanceSpectrum, ring, wave, 0, back, s)
      addConvolution(follows, 0, intensitySpectrum, ring, back, s)
      addCorrelation(given, s, acceptanceSpectrum, ring, skyward, 0)
      addCorrelation(rateSpectrum, 0, follows, 0, skyward, 0)
    })
    giveRow(skyward, 0, row, 0)
    for (let a = 0, i = ring * cells, o = times + i; a < cells; a++, i++, o++) if (diagonal[o] > 0) out[o] = diagonal[o] * z[o] + intensity[i] * row[a]
  }
  detectors.forEach(({ rate }, s) => {
    giveRow(back, s, row, 0)
    for (let t = 0, o = s * cells; t < cells; t++, o++) if (diagonal[o] > 0) out[o] = diagonal[o] * z[o] + rate[t] * row[t]
  })
}

/** b_s for given rates and sky, on all rings. @param out  [rings × cells], written */
export function followingAcceptance(information: RingInformation, s: number, z: Float64Array, out: Float64Array): void {
  const { grid: { cells }, detectors, row } = information
  takeRates(information, z)
  out.fill(0)
  for (const ring of detectors[s].rows) {
    takeSky(information, z, ring)
    followRing(information, s, ring)
    out.set(row, ring * cells)
  }
}

/** Takes the mean of each rate, and of each ring over its known cells, out of something on (a, x). */
export function removeUnits({ grid: { cells }, detectors, rows, diagonal }: RingInformation, z: Float64Array): void {
  const removeMean = (first: number): void => {
    let [sum, count] = [0, 0]
    for (let i = first; i < first + cells; i++) {
      if (diagonal[i] > 0) {
        sum += z[i]
        count++
      } else z[i] = 0
    }
    if (count === 0) return
    for (let i = first; i < first + cells; i++) if (diagonal[i] > 0) z[i] -= sum / count
  }
  for (let s = 0; s < detectors.length; s++) removeMean(s * cells)
  for (const ring of rows) removeMean((detectors.length + ring) * cells)
}

/** Spectra of N a. */
function takeRates({ grid: { cells }, detectors, given, row }: RingInformation, z: Float64Array): void {
  detectors.forEach(({ rate }, s) => {
    for (let t = 0; t < cells; t++) row[t] = rate[t] * z[s * cells + t]
    takeRow(row, 0, given, s)
  })
}

/** The spectrum of I x on a ring. */
function takeSky({ grid: { cells }, detectors, intensity, wave, row }: RingInformation, z: Float64Array, ring: number): void {
  for (let a = 0, i = ring * cells, x = detectors.length * cells + i; a < cells; a++, i++, x++) row[a] = intensity[i] * z[x]
  takeRow(row, 0, wave)
}

/** −Σ_t N I (a + x)/Σ_t N I of a detector on a ring, left in `row`. */
function followRing({ grid: { cells }, detectors, intensitySpectrum, perAcceptance, given, wave, follows, row }: RingInformation, s: number, ring: number): void {
  clearRow(follows, 0)
  addCorrelation(given, s, intensitySpectrum, ring, follows, 0)
  addCorrelation(detectors[s].rateSpectrum, 0, wave, 0, follows, 0)
  giveRow(follows, 0, row, 0)
  for (let k = 0, i = ring * cells; k < cells; k++, i++) row[k] *= -perAcceptance[s][i]
}
