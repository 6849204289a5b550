/**
 * Confidence intervals for an amplitude A seen through Gaussian noise of standard deviation 1 in both components. The
 * observed amplitude x follows the Rice distribution, p(x|A) = x e^{−(x² + A²)/2} I₀(xA): it is positive even when A is 0,
 * and x ± 1 covers the truth in only 39 % of cases then (spec 18).
 *
 * The intervals are those of Feldman & Cousins (1998): for each A the observations of greatest likelihood ratio
 * p(x|A)/max_A′ p(x|A′) are accepted until they hold the level, and an interval is all A that accept what was observed.
 * They are never empty, cover the truth at the level for every A, and turn by themselves from upper limits into two-sided intervals.
 */

const X_STEP = 0.02
const X_CELLS = 800
const A_STEP = 0.05
const A_COUNT = 201
/** Beyond this observation the distribution is Gaussian about A + 1/(2A) to 0.003. */
const GAUSSIAN_FROM = 7.5

export const ONE_SIGMA = 0.6826894921370859

interface Belt {
  /** [A_COUNT] smallest and largest accepted observation at A = k A_STEP */
  readonly low: Float64Array
  readonly high: Float64Array
}

const belts = new Map<number, Belt>()

/**
 * The Feldman–Cousins interval on A/σ. The ends are good to about 0.01.
 *
 * @param observed  x = observed amplitude over σ, ≥ 0
 * @param level     0.5 … 0.96, where the tables reach
 * @returns         [lower, upper]; lower is 0 for weak signals
 */
export function riceInterval(observed: number, level: number): [number, number] {
  let belt = belts.get(level)
  if (belt === undefined) {
    belt = acceptanceBelt(level)
    belts.set(level, belt)
  }
  const { low, high } = belt
  if (observed > GAUSSIAN_FROM) {
    const z = (high[A_COUNT - 1] - low[A_COUNT - 1]) / 2
    return [unbiased(observed - z), unbiased(observed + z)]
  }
  let k = A_COUNT - 2
  while (k > 0 && low[k] > observed) k--
  const upper = A_STEP * (k + fraction(low[k], low[k + 1], observed))
  let j = 0
  while (j < A_COUNT - 2 && high[j + 1] < observed) j++
  return [Math.max(0, A_STEP * (j + fraction(high[j], high[j + 1], observed))), upper]
}

/** The A whose observations centre on x ≃ A + 1/(2A). */
const unbiased = (x: number): number => x - 1 / (2 * x)

const fraction = (from: number, to: number, x: number): number => (to > from ? Math.min(1, (x - from) / (to - from)) : 0)

function acceptanceBelt(level: number): Belt {
  const best = bestLogs()
  const low = new Float64Array(A_COUNT)
  const high = new Float64Array(A_COUNT)
  const mass = new Float64Array(X_CELLS)
  const ratio = new Float64Array(X_CELLS)
  for (let k = 0; k < A_COUNT; k++) {
    const a = k * A_STEP
    for (let i = 0; i < X_CELLS; i++) {
      const x = (i + 0.5) * X_STEP
      const logI0 = logBesselI0(x * a)
      mass[i] = X_STEP * x * Math.exp(logI0 - (x * x + a * a) / 2)
      ratio[i] = logI0 - (a * a) / 2 - best[i]
    }
    const [from, to] = accepted(mass, ratio, level)
    low[k] = from * X_STEP
    high[k] = to * X_STEP
  }
  return { low, high }
}

/** Grows a run of cells from the best one by likelihood ratio until it holds the level; the last cell counts in part. */
function accepted(mass: Float64Array, ratio: Float64Array, level: number): [number, number] {
  let from = ratio.indexOf(Math.max(...ratio))
  let to = from
  let held = 0
  for (;;) {
    const below = from > 0 ? ratio[from - 1] : -Infinity
    const above = to < X_CELLS ? ratio[to] : -Infinity
    const cell = above >= below ? to : from - 1
    const part = Math.min(1, (level - held) / mass[cell])
    if (cell === to) to += part
    else from -= part
    if (part < 1) return [from, to]
    held += mass[cell]
  }
}

/** ln max_A p(x|A)/(x e^{−x²/2}) for each cell, by golden section: there is one maximum, between 0 and x. */
function bestLogs(): Float64Array {
  const golden = (Math.sqrt(5) - 1) / 2
  return Float64Array.from({ length: X_CELLS }, (_, i) => {
    const x = (i + 0.5) * X_STEP
    const log = (a: number) => logBesselI0(x * a) - (a * a) / 2
    let [left, right] = [0, x]
    while (right - left > 1e-4) {
      const a = right - golden * (right - left)
      const b = left + golden * (right - left)
      if (log(a) < log(b)) left = a
      else right = b
    }
    return Math.max(0, log((left + right) / 2))
  })
}

const SMALL = [1, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.0360768, 0.0045813]
const LARGE = [0.39894228, 0.01328592, 0.00225319, -0.00157565, 0.00916281, -0.02057706, 0.02635537, -0.01647633, 0.00392377]
const polynomial = (coefficients: readonly number[], t: number): number => coefficients.reduceRight((sum, c) => sum * t + c, 0)

/** ln I₀(z), z ≥ 0, to 2·10⁻⁷ (Abramowitz & Stegun 9.8.1, 9.8.2). */
function logBesselI0(z: number): number {
  const t = z / 3.75
  return t <= 1 ? Math.log(polynomial(SMALL, t * t)) : z + Math.log(polynomial(LARGE, 1 / t)) - 0.5 * Math.log(z)
}
