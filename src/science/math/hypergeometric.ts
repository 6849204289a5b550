import { demand } from '../problem.ts'
import { POISSON, uniformPair, type RandomStream } from './philox.ts'
import { logPoissonProbability } from './poisson.ts'

/** Below this mean the distribution is inverted term by term; above, ratios of uniforms need about 1.5 trials. */
const SMALL = 8

/** Two rows and two columns of a table with fixed sums: good and bad ones, taken and left. */
interface Table {
  readonly good: number
  readonly bad: number
  readonly taken: number
  readonly left: number
  readonly all: number
}

/** ln of the probabilities of the four entries, as if they were independent: what depends on x of the hypergeometric probability, accurate to rounding at any size. */
function logEntries({ good, bad, taken, left, all }: Table, x: number): number {
  return logPoissonProbability(x, (good / all) * taken) + logPoissonProbability(good - x, (good / all) * left)
    + logPoissonProbability(taken - x, (bad / all) * taken) + logPoissonProbability(bad - taken + x, (bad / all) * left)
}

/** … and of the four sums, which are given. */
const logSums = ({ good, bad, taken, left, all }: Table): number =>
  [good, bad, taken, left].reduce((sum, n) => sum + logPoissonProbability(n, n), -logPoissonProbability(all, all))

/** ln of the probability of x good ones among `taken` of good + bad, taken without putting back. */
export function logHypergeometricProbability(x: number, good: number, bad: number, taken: number): number {
  if (x < Math.max(0, taken - bad) || x > Math.min(good, taken)) return -Infinity
  const table = { good, bad, taken, left: good + bad - taken, all: good + bad }
  return table.all === 0 ? 0 : logEntries(table, x) - logSums(table)
}

/**
 * Draw number `index`: how many good ones are among `taken` of good + bad, taken without putting back. Exact at every size up to 10¹⁵, by inversion for small
 * means, by ratios of uniforms above (HRUA: Stadlober 1990, J. Comput. Appl. Math. 31, 181). It uses the draws that the Poisson distribution uses
 * of the same stream.
 */
export function hypergeometric(draws: RandomStream, index: number, good: number, bad: number, taken: number): number {
  demand(good >= 0 && bad >= 0 && taken >= 0 && taken <= good + bad && good + bad <= 1e15, 'at most all are taken without putting back', { good, bad, taken })
  const left = good + bad - taken
  // Few of few: at most half are good, and at most half are taken.
  if (good > bad) return taken - hypergeometric(draws, index, bad, good, taken)
  if (taken > left) return good - hypergeometric(draws, index, good, bad, left)
  if (good === 0 || taken === 0) return 0
  const table = { good, bad, taken, left, all: good + bad }
  return (good / table.all) * taken < SMALL ? inverted(draws, index, table) : rejected(draws, index, table)
}

const pair = new Float64Array(2)

function inverted(draws: RandomStream, index: number, table: Table): number {
  const { good, bad, taken } = table
  let rest = uniformPair(draws, index, POISSON, 0, pair)[0]
  let term = Math.exp(logEntries(table, 0) - logSums(table))
  const most = Math.min(good, taken)
  let x = 0
  while (rest > term && x < most) {
    rest -= term
    term *= ((good - x) / (x + 1)) * ((taken - x) / (bad - taken + x + 1))
    x++
  }
  return x
}

function rejected(draws: RandomStream, index: number, table: Table): number {
  const { good, bad, taken, left, all } = table
  const mean = (good / all) * taken
  const variance = (mean * (bad / all) * left) / (all - 1)
  const spread = 2 * Math.sqrt(2 / Math.E) * Math.sqrt(variance + 0.5) + 3 - 2 * Math.sqrt(3 / Math.E)
  const mode = Math.floor(((taken + 1) * (good + 1)) / (all + 2))
  const peak = logEntries(table, mode)
  const most = Math.min(good, taken)
  for (let attempt = 0; ; attempt++) {
    uniformPair(draws, index, POISSON, attempt, pair)
    const [u, v] = pair
    const x = Math.floor(mean + 0.5 + (spread * (v - 0.5)) / u)
    if (x < 0 || x > most) continue
    const ratio = logEntries(table, x) - peak
    if (u * (4 - u) - 3 <= ratio || 2 * Math.log(u) <= ratio) return x
  }
}
