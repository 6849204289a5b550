/**
 * How far counts lie from their expectation, in standard deviations. Signed: an excess is positive.
 * Significances are local; a probability after trials comes from simulation (spec 5).
 */
import { demand } from '../problem.ts'

/**
 * Half the Poisson deviance of a count e + x whose expectation is e: g = e[(1 + u) ln(1 + u) − u], u = x/e (S4′).
 * The series keeps all digits where the logarithm would cancel.
 *
 * @param x  deviation, x ≥ −e
 * @param e  expectation, e ≥ 0; g(x, 0) is taken at x = 0 only and is 0
 */
export function halfDeviance(x: number, e: number): number {
  if (x === 0) return 0
  const u = x / e
  if (u <= -1) return e // an empty bin: 0 ln 0 = 0
  if (Math.abs(u) < 1e-3) return e * u * u * (1 / 2 + u * (-1 / 6 + u * (1 / 12 + u * (-1 / 20 + u / 30))))
  return e * ((1 + u) * Math.log1p(u) - u)
}

/**
 * Significance of an excess over an independent off region (Li & Ma 1983, eq. 17, in the form S4′). 0 when nothing was counted at all.
 *
 * @param on     counts in the on region
 * @param off    counts in the off region
 * @param alpha  ratio of exposures on/off, > 0
 */
export function liMa(on: number, off: number, alpha: number): number {
  demand(alpha > 0, 'the ratio of exposures α must be positive', { alpha })
  return liMaCore(on, off, alpha)
}

function liMaCore(on: number, off: number, alpha: number): number {
  const total = (on + off) / (1 + alpha)
  const d = (on - alpha * off) / (1 + alpha)
  return Math.sign(d) * Math.sqrt(2 * (halfDeviance(d, alpha * total) + halfDeviance(-d, total)))
}

/**
 * Significance against a background normalised on counts that hold the disc's own, on rings or on a map (spec 5):
 *
 *     S = S_C/√(1 − x̄),   S_C = sign(n − b) √(2[n ln(n/b) − n + b]).
 *
 * NaN where nothing was expected, and where the disc covers its whole reference (x̄ = 1), so that nothing is left to compare with.
 *
 * @param n        counts in the disc
 * @param b        expected counts in the disc, from a reference that contains it
 * @param overlap  x̄, the share of the disc in its own reference, 0 … 1
 */
export function ringNormalised(n: number, b: number, overlap: number): number {
  if (!(b > 0) || !(1 - overlap > 1e-9)) return NaN
  return (Math.sign(n - b) * Math.sqrt(2 * halfDeviance(n - b, b))) / Math.sqrt(1 - overlap)
}

/** Gaussian significance S ≃ δI √(N_on/(1 + α)), δI = N_on/(α N_off) − 1 (R4). Agrees with Li–Ma to first order in δI; NaN without off counts. */
export function gaussian(on: number, off: number, alpha: number): number {
  return off > 0 ? (on / (alpha * off) - 1) * Math.sqrt(on / (1 + alpha)) : NaN
}

/** Standard deviation of δI from counting: √((1 + α)/N_on) (spec 19). */
export function intensitySigma(on: number, alpha: number): number {
  return Math.sqrt((1 + alpha) / on)
}

/**
 * Li–Ma for every pixel of a map whose background B = α N_off comes from an independent off region of known α.
 *
 * @param counts      [pixels] on counts
 * @param background  [pixels] expected counts; pixels with B ≤ 0 or NaN give NaN
 * @param alpha       ratio of exposures on/off, > 0; 1/K for K scramblings
 * @param out         [pixels], written from `first` to `end` − 1
 */
export function liMaMap(counts: Float64Array, background: Float64Array, alpha: number, out = new Float64Array(counts.length), first = 0, end = counts.length): Float64Array {
  demand(alpha > 0, 'the ratio of exposures α must be positive', { alpha })
  for (let i = first; i < end; i++) out[i] = background[i] > 0 ? liMaCore(counts[i], background[i] / alpha, alpha) : NaN
  return out
}

/**
 * `ringNormalised` for every pixel. NaN where the expectation is not positive or the pixel is unseen.
 *
 * @param overlap  [pixels] x̄ of each disc
 * @param out      [pixels], written from `first` to `end` − 1
 */
export function ringNormalisedMap(
  counts: Float64Array, background: Float64Array, overlap: Float64Array | Float32Array,
  out = new Float64Array(counts.length), first = 0, end = counts.length,
): Float64Array {
  for (let i = first; i < end; i++) out[i] = ringNormalised(counts[i], background[i], overlap[i])
  return out
}

/** δI/σ for maps that come with errors instead of counts; NaN where σ is not positive. [pixels] all; `out` is written from `first` to `end` − 1. */
export function gaussianMap(value: Float64Array, sigma: Float64Array, out = new Float64Array(value.length), first = 0, end = value.length): Float64Array {
  for (let i = first; i < end; i++) out[i] = sigma[i] > 0 ? value[i] / sigma[i] : NaN
  return out
}
