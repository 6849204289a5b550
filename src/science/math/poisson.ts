import { demand } from '../problem.ts'
import { POISSON, uniformPair, type RandomStream } from './philox.ts'

/** Below this mean the distribution is inverted term by term; above, Hörmann's rejection needs about 1.1 trials. */
const SMALL = 10

/** More than rounding can take away from 1 − x or from e^{−x}. */
const ROUNDING = 1e-15

/** The remainder of Stirling's series for ln k!, needed for k ≥ 10 only or exactly for fewer. */
function stirlingRest(k: number): number {
  if (k < 16) {
    let factorial = 1
    for (let i = 2; i <= k; i++) factorial *= i
    return Math.log(factorial) - ((k + 0.5) * Math.log(k) - k + 0.5 * Math.log(2 * Math.PI))
  }
  const inverse = 1 / (k * k)
  return (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / k
}

/** ln(1 + x) − x without cancellation. */
function logGap(x: number): number {
  if (Math.abs(x) > 0.01) return Math.log1p(x) - x
  let sum = 0
  for (let n = 9; n >= 2; n--) sum = sum * -x - 1 / n
  return sum * x * x
}

/** ln of the Poisson probability of k ≥ 0 at a mean, accurate to rounding even where both are 10¹² (Loader 2000). */
export function logPoissonProbability(k: number, mean: number): number {
  if (k === 0) return -mean
  return k * logGap((mean - k) / k) - 0.5 * Math.log(2 * Math.PI * k) - stirlingRest(k)
}

const pair = new Float64Array(2)

/**
 * Draw number `index` of a Poisson distribution, exact at every mean from 0 to 10¹⁵: by inversion below 10, by transformed
 * rejection with squeeze above (PTRS: Hörmann 1993, Insurance: Mathematics and Economics 12, 39).
 */
export function poisson(stream: RandomStream, index: number, mean: number): number {
  demand(mean >= 0 && mean <= 1e15, 'a Poisson mean lies between 0 and 1e15', { mean })
  return mean < SMALL ? inverted(stream, index, mean) : rejected(stream, index, mean)
}

/**
 * Counts of many bins: bin i is draw first + i.
 *
 * @param means  [n] ≥ 0
 * @param out    [n], written
 */
export function poissonCounts(stream: RandomStream, means: Float64Array, out: Float64Array = new Float64Array(means.length), first = 0): Float64Array {
  for (let i = 0; i < means.length; i++) out[i] = poisson(stream, first + i, means[i])
  return out
}

function inverted(stream: RandomStream, index: number, mean: number): number {
  let left = uniformPair(stream, index, POISSON, 0, pair)[0]
  if (left < 1 - mean - ROUNDING) return 0 // e^{−x} ≥ 1 − x, and the exponential is dear where most draws are 0
  let term = Math.exp(-mean)
  let k = 0
  while (left > term && k < 200) {
    left -= term
    k++
    term *= mean / k
  }
  return k
}

function rejected(stream: RandomStream, index: number, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean)
  const a = -0.059 + 0.02483 * b
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
  const squeeze = 0.9277 - 3.6224 / (b - 2)
  for (let attempt = 0; ; attempt++) {
    uniformPair(stream, index, POISSON, attempt, pair)
    const u = pair[0] - 0.5
    const v = pair[1]
    const side = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / side + b) * u + mean + 0.43)
    if (side >= 0.07 && v <= squeeze) return k
    if (k < 0 || (side < 0.013 && v > side)) continue
    if (Math.log((v * inverseAlpha) / (a / (side * side) + b)) <= logPoissonProbability(k, mean)) return k
  }
}
