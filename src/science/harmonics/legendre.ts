/**
 * Normalised associated Legendre functions, Y_lm = λ_lm(sin δ) e^{imα} (Condon–Shortley phase, orthonormal), by
 *
 *     λ_mm = (−1)^m √(Π_{k≤m} (2k+1)/(2k) / 4π) cos^m δ,
 *     λ_lm = a_l [s λ_{l−1,m} − λ_{l−2,m} / a_{l−1}],   a_l = √((4l² − 1)/(l² − m²))      (spec 10),
 *
 * stable upward in l for every m. Near the poles cos^m δ is far below the smallest float64 while λ_lm at larger l is
 * not: the recursion therefore starts with numbers times 2^{−800 k} and steps k down as they grow (as libsharp does:
 * Reinecke & Seljebotn 2013). As long as k > 0 the true values are below 2^{−400} and count as zero.
 */
const SCALE_BITS = 800
/** The factor that very small values are written with. */
export const TINY = 2 ** -SCALE_BITS
const LARGE = 2 ** (SCALE_BITS / 2)

/** The recursion's coefficients at one m; entry k belongs to l = m + k. */
export interface LegendreColumn {
  readonly m: number
  readonly lmax: number
  /** [lmax − m + 3] a_l; entry 0 is unused. */
  readonly a: Float64Array
  /** [lmax − m + 3] a_l / a_{l−1} */
  readonly b: Float64Array
}

export function legendreColumn(m: number, lmax: number): LegendreColumn {
  const size = Math.max(0, lmax - m) + 3
  const a = new Float64Array(size)
  const b = new Float64Array(size)
  for (let k = 1; k < size; k++) {
    const l = m + k
    a[k] = Math.sqrt((4 * l * l - 1) / (k * (l + m)))
    b[k] = k === 1 ? 0 : a[k] / a[k - 1]
  }
  return { m, lmax, a, b }
}

const halfLogNorms: number[] = [-0.5 * Math.log(4 * Math.PI)]
let doubleFactorials = 1

/** ½ ln(Π_{k≤m} (2k+1)/(2k) / 4π), from a running product that stays of order √m. */
function halfLogNorm(m: number): number {
  for (let k = halfLogNorms.length; k <= m; k++) {
    doubleFactorials *= (2 * k + 1) / (2 * k)
    halfLogNorms.push(0.5 * Math.log(doubleFactorials / (4 * Math.PI)))
  }
  return halfLogNorms[m]
}

/** Where values come up from underflow: λ at l = m + k and the one before it, k even. */
interface LegendreStart {
  k: number
  before: number
  here: number
}

/** ln cos δ. Far from the poles it is small, and from s it keeps the digits that m multiplies up. */
export function logCosine(s: number, cosDelta: number): number {
  return s * s < 0.5 ? 0.5 * Math.log1p(-s * s) : Math.log(cosDelta)
}

/** How many factors 2^{−800} λ_mm has to be written with; infinitely many at a pole, where λ_mm vanishes for m > 0. */
export function diagonalScale(m: number, logCos: number): number {
  return m === 0 ? 0 : Math.max(0, Math.ceil(-(halfLogNorm(m) + m * logCos) / (SCALE_BITS * Math.LN2) - 0.5))
}

/** λ_mm without its `scale` factors 2^{−800}. */
export function scaledDiagonal(m: number, logCos: number, scale: number): number {
  if (m === 0) return Math.sqrt(0.25 / Math.PI)
  return (m % 2 === 0 ? 1 : -1) * Math.exp(halfLogNorm(m) + m * logCos + scale * SCALE_BITS * Math.LN2)
}

/** Whether a scaled value has grown enough to give up one factor 2^{−800}. */
export const outgrown = (value: number): boolean => Math.abs(value) > LARGE

/**
 * Runs the scaled recursion to the first even k = l − m where λ is an ordinary number, or past lmax when there is none.
 *
 * @param s         sin δ
 * @param cosDelta  cos δ, accurate near the poles (not √(1 − s²))
 */
function startLegendre({ m, lmax, a, b }: LegendreColumn, s: number, cosDelta: number): LegendreStart {
  const logCos = logCosine(s, cosDelta)
  let scale = diagonalScale(m, logCos)
  if (scale === Infinity) return { k: lmax - m + 2, before: 0, here: 0 }
  let k = 0
  let before = 0
  let here = scaledDiagonal(m, logCos, scale)
  while (scale > 0 && m + k <= lmax) {
    before = a[k + 1] * s * here - b[k + 1] * before
    here = a[k + 2] * s * before - b[k + 2] * here
    k += 2
    if (outgrown(here) || outgrown(before)) {
      before *= TINY
      here *= TINY
      scale--
    }
  }
  return { k, before, here }
}

/**
 * λ_lm(sin δ) for l = m … lmax at one declination. Relative accuracy about 1e−16 · l where the function is not small.
 *
 * @param s    sin δ
 * @param out  [lmax − m + 1], written; entry k belongs to l = m + k
 */
export function legendreValues(
  s: number, cosDelta: number, m: number, lmax: number,
  out: Float64Array = new Float64Array(lmax - m + 1), column = legendreColumn(m, lmax),
): Float64Array {
  const { a, b } = column
  const start = startLegendre(column, s, cosDelta)
  const top = lmax - m
  out.fill(0, 0, Math.min(start.k, top + 1))
  let { before, here } = start
  for (let k = start.k; k <= top; k++) {
    out[k] = here
    const next = a[k + 1] * s * here - b[k + 1] * before
    before = here
    here = next
  }
  return out
}

/**
 * The largest m that matters at cos δ: beyond it every λ_lm, l ≤ lmax, is below 1e−20. Past m = l cos δ the functions fall
 * like an Airy function of width (l cos δ)^{1/3}; fourteen widths and ten were measured to be enough for lmax ≤ 6000.
 */
export function orderLimit(lmax: number, cosDelta: number): number {
  const turningPoint = lmax * cosDelta
  return Math.min(lmax, Math.ceil(turningPoint + 14 * Math.cbrt(turningPoint) + 10))
}
