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
const TINY = 2 ** -SCALE_BITS
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

/** λ_mm / cos^m δ: (−1)^m √(Π_{k≤m} (2k+1)/(2k) / 4π). */
export function orderNorm(m: number): number {
  return (m % 2 === 0 ? 1 : -1) * Math.exp(halfLogNorm(m))
}

/** ln cos δ. Far from the poles it is small, and from s it keeps the digits that m multiplies up. */
export function logCosine(s: number, cosDelta: number): number {
  return s * s < 0.5 ? 0.5 * Math.log1p(-s * s) : Math.log(cosDelta)
}

/**
 * Runs the scaled recursion to the first even k = l − m where λ is an ordinary number.
 *
 * @param s       sin δ
 * @param logCos  ln cos δ
 * @param out     out[at] = λ at l − 1 and out[at + 1] = λ at l, written
 * @returns       k, or a number > lmax − m when λ stays below 2^{−400}
 */
export function startLegendre({ m, lmax, a, b }: LegendreColumn, s: number, logCos: number, out: Float64Array, at: number): number {
  const log = halfLogNorm(m) + (m === 0 ? 0 : m * logCos)
  if (log === -Infinity) return lmax - m + 2 // at a pole every λ with m > 0 vanishes
  let scale = Math.max(0, Math.ceil(-log / (SCALE_BITS * Math.LN2) - 0.5))
  let k = 0
  let before = 0
  let here = (m % 2 === 0 ? 1 : -1) * Math.exp(log + scale * (SCALE_BITS * Math.LN2))
  while (scale > 0 && m + k <= lmax) {
    before = a[k + 1] * s * here - b[k + 1] * before
    here = a[k + 2] * s * before - b[k + 2] * here
    k += 2
    if (Math.abs(here) > LARGE || Math.abs(before) > LARGE) {
      before *= TINY
      here *= TINY
      scale--
    }
  }
  out[at] = before
  out[at + 1] = here
  return k
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
  const start = new Float64Array(2)
  const from = startLegendre(column, s, logCosine(s, cosDelta), start, 0)
  const top = lmax - m
  out.fill(0, 0, Math.min(from, top + 1))
  let [before, here] = start
  for (let k = from; k <= top; k++) {
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
