/** The iteration of spec 8 by its definition: sums over every (δ, h, τ), of several detectors, on the ring grid. */
import { eachCell, type CountCube } from './countCubes.ts'

export interface TripleSum {
  /** NaN where nothing was ever seen. */
  readonly intensity: Float64Array
  readonly rates: readonly Float64Array[]
  readonly acceptances: readonly Float64Array[]
  readonly logLikelihood: number
}

/** After so many passes of (S9), (S10), I divided by its mean over the seen cells of each ring in every one of them. */
export function tripleSum(cubes: readonly CountCube[], passes: number): TripleSum {
  const { grid } = cubes[0]!
  const { cells } = grid
  const size = grid.rings * cells
  const detectors = cubes.map((cube) => {
    const [local, times] = [new Float64Array(size), new Float64Array(cells)]
    eachCell(grid, undefined, (i, t, _, at) => {
      local[i] += cube.counts[at]
      times[t] += cube.counts[at]
    })
    const total = times.reduce((sum, n) => sum + n, 0)
    return { cube, local, times, rate: times.slice(), acceptance: local.map((n) => n / total) }
  })
  let intensity = new Float64Array(size)
  for (let pass = 1; pass <= passes; pass++) {
    const [seen, expected] = [new Float64Array(size), new Float64Array(size)]
    for (const { cube, rate, acceptance } of detectors) {
      eachCell(grid, acceptance, (i, t, a, at) => {
        seen[a] += cube.counts[at]
        expected[a] += rate[t] * acceptance[i]
      })
    }
    intensity = divided(seen.map((n, a) => n / expected[a]), cells)
    for (const { times, local, rate, acceptance } of detectors) {
      const perRate = new Float64Array(cells)
      eachCell(grid, acceptance, (i, t, a) => (perRate[t] += Number.isNaN(intensity[a]) ? 0 : acceptance[i] * intensity[a]))
      rate.forEach((_, t) => (rate[t] = times[t] === 0 ? 0 : times[t] / perRate[t]))
      const perAcceptance = new Float64Array(size)
      eachCell(grid, acceptance, (i, t, a) => (perAcceptance[i] += Number.isNaN(intensity[a]) ? 0 : rate[t] * intensity[a]))
      acceptance.forEach((_, i) => (acceptance[i] = local[i] === 0 ? 0 : local[i] / perAcceptance[i]))
      const sum = acceptance.reduce((all, a) => all + a, 0)
      acceptance.forEach((a, i) => (acceptance[i] = a / sum))
      rate.forEach((n, t) => (rate[t] = n * sum))
    }
  }
  let logLikelihood = 0
  for (const { cube, rate, acceptance } of detectors) {
    eachCell(grid, acceptance, (i, t, a, at) => {
      const mu = rate[t] * acceptance[i] * (Number.isNaN(intensity[a]) ? 0 : intensity[a])
      logLikelihood += (cube.counts[at] > 0 ? cube.counts[at] * Math.log(mu) : 0) - mu
    })
  }
  return { intensity, rates: detectors.map(({ rate }) => rate), acceptances: detectors.map(({ acceptance }) => acceptance), logLikelihood }
}

function divided(values: Float64Array, cells: number): Float64Array<ArrayBuffer> {
  const out = new Float64Array(values.length)
  for (let first = 0; first < values.length; first += cells) {
    const row = values.subarray(first, first + cells)
    const seen = row.filter((x) => !Number.isNaN(x))
    const mean = seen.reduce((sum, x) => sum + x, 0) / seen.length
    row.forEach((x, a) => (out[first + a] = x / mean))
  }
  return out
}
