/**
 * Scrambled skies against the distribution they should have. Small tables are enumerated: 40,000 draws, χ² of all tables. A detector of 16 × 24 cells is scrambled
 * 1,500 times: means and variances of its sky. Streams are fixed, bounds are 4.5 standard errors (7e-6 each) or of χ² (below 1e-4).
 * Mutants: every table as likely as any other; the variance of Poisson, which knows no sums that are kept.
 */
import { describe, expect, test } from 'vitest'
import { nothingCounted } from './marginals.ts'
import { resampleRings } from './resampling.ts'
import { beginScrambling, scrambleRings } from './scrambling.ts'
import { COARSE, dipoleSky, integratedBackground, siteAcceptance, unevenRate } from './testing/dipoleMocks.ts'

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))

/** All tables [2 × 4] with these sums, with 1/Π n!. */
function allTables(first: number, times: readonly number[]): { row: readonly number[]; weight: number }[] {
  const out: { row: readonly number[]; weight: number }[] = []
  const grow = (row: readonly number[]) => {
    const used = row.reduce((a, b) => a + b, 0)
    if (row.length === times.length) {
      if (used === first) out.push({ row, weight: 1 / row.reduce((product, n, t) => product * factorial(n) * factorial(times[t] - n), 1) })
      return
    }
    for (let n = 0; n <= Math.min(times[row.length], first - used); n++) grow([...row, n])
  }
  grow([])
  const all = out.reduce((sum, { weight }) => sum + weight, 0)
  return out.map(({ row, weight }) => ({ row, weight: weight / all }))
}

describe('scrambled tables', () => {
  // 6 events in a cell are drawn one by one, 12 time by time; what they leave is the other cell's.
  test.each([[6, [4, 3, 2, 1]], [12, [6, 4, 4, 3]]] as const)('of %d events in the first of two cells come as often as permutations make them', (first, times) => {
    const grid = { rings: 1, cells: 4 }
    const marginals = { ...nothingCounted(grid), rate: Float64Array.from(times) }
    const all = times.reduce<number>((a, b) => a + b, 0)
    marginals.local.set([first, 0, all - first, 0])
    const tables = allTables(first, times)
    const found = new Map<string, number>()
    const DRAWS = 40_000
    for (let draw = 1; draw <= DRAWS; draw++) {
      const sky = new Float64Array(4)
      scrambleRings(beginScrambling(marginals, 1, draw), 1, sky)
      // Two cells half a turn apart: D*(α) = T(0, α) + T(2, α + 2), and T(2, τ) = n_τ − T(0, τ).
      const key = `${sky[0] - times[2]},${sky[1] - times[3]}`
      found.set(key, (found.get(key) ?? 0) + 1)
    }
    // What the sky tells of a table: T(0, t) − T(0, t + 2), t = 0, 1.
    const wanted = new Map<string, { weight: number; tables: number }>()
    for (const { row, weight } of tables) {
      const key = `${row[0] - row[2]},${row[1] - row[3]}`
      const before = wanted.get(key) ?? { weight: 0, tables: 0 }
      wanted.set(key, { weight: before.weight + weight, tables: before.tables + 1 })
    }
    const distance = (share: (of: { weight: number; tables: number }) => number) => {
      let [chi2, bins, rest, restCount] = [0, -1, 1, DRAWS]
      for (const [key, of] of wanted) {
        const expected = DRAWS * share(of)
        if (expected < 10) continue
        const n = found.get(key) ?? 0
        chi2 += (n - expected) ** 2 / expected
        rest -= expected / DRAWS
        restCount -= n
        bins++
      }
      if (rest * DRAWS > 10) {
        chi2 += (restCount - DRAWS * rest) ** 2 / (DRAWS * rest)
        bins++
      }
      return (chi2 - bins) / Math.sqrt(2 * bins)
    }
    const [right, mutant] = [distance(({ weight }) => weight), distance((of) => of.tables / tables.length)]
    console.info(`${tables.length} tables: χ² ${right.toFixed(2)}σ off, mutant ${mutant.toFixed(0)}σ`)
    for (const key of found.keys()) expect(wanted.has(key)).toBe(true)
    expect(right).toBeLessThan(4.5)
    expect(mutant).toBeGreaterThan(4.5)
  })
})

/** Σ_iτ (L_i n_τ/N) g² · N/(N − 1), with g of its docstring, for every cell of the sky. */
function permutationVariances({ grid: { rings, cells }, local, rate }: ReturnType<typeof nothingCounted>): Float64Array {
  const events = rate.reduce((a, b) => a + b, 0)
  const out = new Float64Array(rings * cells)
  for (let a = 0; a < rings * cells; a++) {
    const [ring, alpha] = [Math.floor(a / cells), a % cells]
    const row = (t: number) => ring * cells + ((t - alpha + cells) % cells) // the local cell that looks at α at that time
    let mean = 0
    for (let t = 0; t < cells; t++) mean += (local[row(t)] * rate[t]) / events ** 2
    // ⟨g²⟩ = ⟨f²⟩ − ⟨f̄_i²⟩ − ⟨f̄_τ²⟩ + ⟨f⟩², f being 1 where (i, τ) falls in a: the projections are orthogonal.
    let sum = mean
    for (let k = 0; k < cells; k++) sum -= (local[ring * cells + k] / events) * (rate[(alpha + k) % cells] / events) ** 2
    for (let t = 0; t < cells; t++) sum -= (rate[t] / events) * (local[row(t)] / events) ** 2
    sum += mean ** 2
    out[a] = (events * events * sum) / (events - 1)
  }
  return out
}

// Few are drawn one by one, many time by time.
describe.each([5e3, 4e5])('1,500 scramblings of %d events', (events) => {
  test('have the mean of direct integration and the variance of permutations', () => {
    const SKIES = 1500
    const counts = resampleRings(
      { grid: COARSE, rate: unevenRate(COARSE, events), acceptance: siteAcceptance(COARSE, 19, 30), intensity: dipoleSky(COARSE, [0, 0, 0]) }, { seed: 1, stream: 2 }, nothingCounted(COARSE))
    const [mean, square] = [new Float64Array(counts.sky.length), new Float64Array(counts.sky.length)]
    const wanted = integratedBackground(counts)
    for (let draw = 1; draw <= SKIES; draw++) {
      const sky = new Float64Array(counts.sky.length)
      scrambleRings(beginScrambling(counts, 5, draw), COARSE.rings, sky)
      sky.forEach((n, i) => {
        mean[i] += (n - wanted[i]) / SKIES
        square[i] += (n - wanted[i]) ** 2 / SKIES
      })
    }
    const variances = permutationVariances(counts)
    let [cells, pulls, ratio, poisson, worst] = [0, 0, 0, 0, 0]
    wanted.forEach((b, i) => {
      if (b < 5) return
      cells++
      pulls += (SKIES * mean[i] ** 2) / variances[i]
      ratio += square[i] / variances[i]
      poisson += square[i] / b
      worst = Math.max(worst, Math.abs(mean[i]) / Math.sqrt(variances[i] / SKIES))
    })
    // A variance from 1,500 skies is good to √(2/1500); cells of a ring are nearly independent, and their mean is better by √cells, taken as √(cells/4) to be safe.
    const error = Math.sqrt(2 / SKIES) / Math.sqrt(cells / 4)
    console.info(`${cells} cells: mean² ${(pulls / cells).toFixed(3)}, variance ${(ratio / cells).toFixed(4)} of permutations’, ${(poisson / cells).toFixed(4)} of Poisson's; ± ${error.toFixed(4)}; worst mean ${worst.toFixed(2)}σ`)
    expect(worst).toBeLessThan(5)
    expect(Math.abs(ratio / cells - 1)).toBeLessThan(4.5 * error)
    expect(poisson / cells).toBeLessThan(1 - 4.5 * error)
  })
})
