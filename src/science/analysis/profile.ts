/** The projection of the seen sky onto right ascension (R24), and its harmonics. */
import { ringPhases } from '../harmonics/ringPhases.ts'
import { unitRoots } from '../math/fft.ts'
import { demand, Problem } from '../problem.ts'
import type { Rings } from '../sphere/rings.ts'
import { degrees, wrap } from '../units.ts'
import { solveNormal, type Solution } from './normalEquations.ts'
import { bandOf } from './ringBand.ts'

/** δI averaged over declination, against right ascension (R24), with its harmonics. */
export interface Profile {
  /** [bins] centres, ascending right ascension. */
  readonly alpha: Float64Array
  readonly value: Float64Array
  /** [bins] standard deviation; NaN where the data carry no errors. */
  readonly error: Float64Array
  readonly harmonics: readonly ProfileHarmonic[]
  readonly chi2: number | undefined
  readonly degreesOfFreedom: number
  readonly declination: readonly [number, number]
}

/** A_m cos m(α − α_m) */
export interface ProfileHarmonic {
  readonly m: number
  readonly amplitude: number
  readonly amplitudeError: number | undefined
  readonly alpha: number
  readonly alphaError: number | undefined
}

/** Weights from expected counts, B or B/v, where δI = n/B − 1 has the variance v n/B²; or from stated errors, 1/σ². */
export type WeightsFrom = 'counts' | 'errors'

/** What the average over declination is weighted by. */
export interface ProfileWeights {
  /** [pixels] inverse variances */
  readonly weight: Float64Array
  readonly from: WeightsFrom
}

export interface ProfileSettings {
  /** [south, north], −π/2 … π/2 */
  readonly declination: readonly [number, number]
  /** ≥ 1; bin k is centred on (k + ½) 2π/bins */
  readonly bins: number
  /** M ≥ 0 */
  readonly harmonics: number
  /** Undefined for averages over solid angle. */
  readonly weightsFrom: WeightsFrom | undefined
}

/** A profile in the making: sums over the pixels so far. */
export interface ProfileSums {
  readonly rings: Rings
  readonly settings: ProfileSettings
  /** Σw e^{−imα}, m = 0 … 2M, and Σw δI e^{−imα}, m = 0 … M */
  readonly weight: Waves
  readonly weighted: Waves
  /** [bins × (2M + 2)] per bin: Σw, Σw δI, then Σw cos mα and Σw sin mα */
  readonly bins: Float64Array
}

interface Waves {
  readonly cos: Float64Array
  readonly sin: Float64Array
}

/**
 * δI averaged over declination in bins of right ascension, and the waves A_m cos m(α − α_m) that fit it best.
 *
 * With weights a bin is Σw δI/Σw. For counts, w = B/v and δI = n/B − 1, that is exactly Σn/ΣB − 1 with the error √(v Σn)/ΣB;
 * v is 1 for a known background and 1 + α for an independent one. For stated errors the error is 1/√Σw. The average is then
 * weighted by exposure, so a dipole appears with the exposure-weighted mean of cos δ instead of (R25). Without weights it is the
 * average over solid angle, as (R24) has it. A pixel belongs to the bin that holds its centre.
 *
 * The harmonics come from weighted least squares over pixels, not over bins, together with a constant: bins do not blunt
 * them. χ² compares the bins with that fit averaged over the same pixels; it has (bins with data) − (2M + 1) degrees of freedom.
 *
 * @param value    [pixels] δI; NaN is left out. After a subtraction of f from counts: n/(B(1 + f)) − 1
 * @param weights  inverse variances and what they are made of, or undefined
 * @param seen     [pixels] 1 where the analysis looks
 * @throws no-coverage where nothing is seen between these declinations, or too little for the harmonics
 */
export function profileOf(
  rings: Rings, value: Float64Array, weights: ProfileWeights | undefined, seen: Uint8Array,
  declination: readonly [number, number], bins: number, harmonics: number,
): Profile {
  const sums = beginProfile(rings, { declination, bins, harmonics, weightsFrom: weights?.from })
  addProfileRings(sums, 0, rings.count, value, seen, weights?.weight)
  return finishProfile(sums)
}

export function beginProfile(rings: Rings, settings: ProfileSettings): ProfileSums {
  const { bins, harmonics } = settings
  demand(Number.isInteger(bins) && bins >= 1 && Number.isInteger(harmonics) && harmonics >= 0, 'a profile has whole numbers of bins and harmonics', { bins, harmonics })
  const waves = (mmax: number) => ({ cos: new Float64Array(mmax + 1), sin: new Float64Array(mmax + 1) })
  return { rings, settings, weight: waves(2 * harmonics), weighted: waves(harmonics), bins: new Float64Array(bins * (2 * harmonics + 2)) }
}

/**
 * Adds the rings fromRing … toRing − 1.
 *
 * @param value   [pixels of these rings]
 * @param seen    [pixels of these rings]
 * @param weight  [pixels of these rings]; needed if the settings say what it is from
 */
export function addProfileRings(sums: ProfileSums, fromRing: number, toRing: number, value: Float64Array, seen: Uint8Array, weight?: Float64Array): void {
  const band = bandOf(sums.rings, fromRing, toRing)
  demand((weight === undefined) === (sums.settings.weightsFrom === undefined), 'a profile is given the weights it was begun with')
  const inside = weightsInside(band, value, weight, seen, sums.settings.declination)
  const weighted = inside.map((w, p) => (w > 0 ? w * value[p] : 0))
  addWaves(band, inside, sums.weight)
  addWaves(band, weighted, sums.weighted)
  addToBins(band, inside, weighted, sums)
}

/** @throws no-coverage where nothing was seen, or too little for the harmonics */
export function finishProfile({ settings, weight, weighted, bins: sums }: ProfileSums): Profile {
  const { bins, harmonics, weightsFrom, declination } = settings
  if (!(weight.cos[0] > 0)) throw nothingSeen(declination)
  const fit = fitWaves(weight, weighted, harmonics)
  const { value, error, chi2, filled } = binned(sums, fit.coefficients, bins, weightsFrom)
  return {
    alpha: Float64Array.from({ length: bins }, (_, k) => ((k + 0.5) * 2 * Math.PI) / bins),
    value,
    error,
    harmonics: Array.from({ length: harmonics }, (_, i) => harmonicOf(fit, i + 1, weightsFrom !== undefined)),
    chi2,
    degreesOfFreedom: filled - (2 * harmonics + 1),
    declination: [declination[0], declination[1]],
  }
}

const nothingSeen = ([south, north]: readonly [number, number]): Problem =>
  new Problem('no-coverage', 'Nothing was observed between these declinations, so there is no profile.', {
    remedy: 'Choose a declination band inside the field of view.',
    facts: { southDeg: degrees(south), northDeg: degrees(north) },
  })

/** The weight of each pixel in the profile; 0 for those that do not enter. */
function weightsInside(
  rings: Rings, value: Float64Array, weight: Float64Array | undefined, seen: Uint8Array, [south, north]: readonly [number, number],
): Float64Array {
  const inside = new Float64Array(rings.pixels)
  for (let ring = 0; ring < rings.count; ring++) {
    const delta = Math.atan2(rings.sinDelta[ring], rings.cosDelta[ring])
    if (delta < south - 1e-12 || delta > north + 1e-12) continue
    for (let p = rings.first[ring]; p < rings.first[ring + 1]; p++) {
      if (seen[p] === 0 || !Number.isFinite(value[p])) continue
      const w = weight === undefined ? rings.pixelArea[ring] : weight[p]
      if (w > 0 && w < Infinity) inside[p] = w
    }
  }
  return inside
}

/** Least squares for [1, cos α, sin α, cos 2α, sin 2α, …] over pixels; only the sums of the ring phases enter. */
function fitWaves(w: Waves, y: Waves, harmonics: number): Solution {
  const n = 2 * harmonics + 1
  const normal = new Float64Array(n * n)
  const right = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const [m, sine] = [(i + 1) >> 1, i > 0 && i % 2 === 0]
    right[i] = sine ? y.sin[m] : y.cos[m]
    for (let j = 0; j < n; j++) {
      const [k, otherSine] = [(j + 1) >> 1, j > 0 && j % 2 === 0]
      const gap = Math.abs(m - k)
      if (sine === otherSine) normal[i * n + j] = (w.cos[gap] + (sine ? -1 : 1) * w.cos[m + k]) / 2
      else normal[i * n + j] = (w.sin[m + k] + Math.sign(sine ? m - k : k - m) * w.sin[gap]) / 2
    }
  }
  return solveNormal(normal, right)
}

function addWaves(rings: Rings, values: Float64Array, { cos, sin }: Waves): void {
  const { re, im, mmax } = ringPhases(rings, values, cos.length - 1)
  for (let at = 0; at < re.length; at++) {
    cos[at % (mmax + 1)] += re[at]
    sin[at % (mmax + 1)] -= im[at]
  }
}

function addToBins(rings: Rings, weight: Float64Array, weighted: Float64Array, { settings: { bins, harmonics }, bins: sums }: ProfileSums): void {
  const width = 2 * harmonics + 2
  for (let ring = 0; ring < rings.count; ring++) {
    const first = rings.first[ring]
    const n = rings.first[ring + 1] - first
    const alpha0 = rings.alpha0[ring]
    const [cos0, sin0] = [Math.cos(alpha0), Math.sin(alpha0)]
    const roots = unitRoots(n) // e^{−2πik/n}
    for (let k = 0; k < n; k++) {
      const w = weight[first + k]
      if (w === 0) continue
      // A centre on the edge of a bin belongs to the bin that begins there, whatever the last bit says.
      const at = (Math.floor((alpha0 / (2 * Math.PI) + k / n) * bins + 1e-9) % bins) * width
      const c = cos0 * roots.re[k] + sin0 * roots.im[k]
      const s = sin0 * roots.re[k] - cos0 * roots.im[k]
      sums[at] += w
      sums[at + 1] += weighted[first + k]
      for (let m = 1, cosM = c, sinM = s; m <= harmonics; m++) {
        sums[at + 2 * m] += w * cosM
        sums[at + 2 * m + 1] += w * sinM
        const next = cosM * c - sinM * s
        sinM = sinM * c + cosM * s
        cosM = next
      }
    }
  }
}

function binned(sums: Float64Array, coefficients: Float64Array, bins: number, from: WeightsFrom | undefined) {
  const width = coefficients.length + 1
  const value = new Float64Array(bins).fill(NaN)
  const error = new Float64Array(bins).fill(NaN)
  let chi2 = 0
  let filled = 0
  for (let bin = 0; bin < bins; bin++) {
    const at = bin * width
    const w = sums[at]
    if (w === 0) continue
    filled++
    value[bin] = sums[at + 1] / w
    let model = coefficients[0]
    for (let i = 1; i < coefficients.length; i++) model += (coefficients[i] * sums[at + 1 + i]) / w
    chi2 += w * (value[bin] - model) ** 2
    if (from === 'counts') error[bin] = Math.sqrt(Math.max(0, w + sums[at + 1])) / w
    else if (from === 'errors') error[bin] = 1 / Math.sqrt(w)
  }
  return { value, error, chi2: from !== undefined ? chi2 : undefined, filled }
}

function harmonicOf({ coefficients, inverse }: Solution, m: number, absolute: boolean): ProfileHarmonic {
  const n = coefficients.length
  const i = 2 * m - 1
  const [x, y] = [coefficients[i], coefficients[i + 1]]
  const amplitude = Math.hypot(x, y)
  const phase = Math.atan2(y, x)
  const [cos, sin] = [Math.cos(phase), Math.sin(phase)]
  const [xx, xy, yy] = [inverse[i * n + i], inverse[i * n + i + 1], inverse[(i + 1) * n + i + 1]]
  return {
    m,
    amplitude,
    amplitudeError: absolute ? Math.sqrt(cos * cos * xx + 2 * cos * sin * xy + sin * sin * yy) : undefined,
    alpha: wrap(phase) / m,
    alphaError: absolute ? Math.sqrt(sin * sin * xx - 2 * cos * sin * xy + cos * cos * yy) / (amplitude * m) : undefined,
  }
}

/**
 * How much of an equatorial dipole's amplitude the projection over declinations south … north keeps: Ã₁/A₁ = ⟨cos δ⟩ (R25),
 *
 *     (δ₁ − δ₂ + c₁s₁ − c₂s₂) / (2(s₁ − s₂)).
 *
 * With a count-weighted projection use the exposure-weighted mean of cos δ instead.
 */
export function projectedAmplitude(south: number, north: number): number {
  const [s1, s2] = [Math.sin(south), Math.sin(north)]
  return (south - north + Math.cos(south) * s1 - Math.cos(north) * s2) / (2 * (s1 - s2))
}
