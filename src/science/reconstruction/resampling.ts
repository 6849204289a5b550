/** The parametric bootstrap (spec 8b, 19): counts drawn anew about what a reconstruction expects, to see what the whole way from counts to an answer scatters by. */
import { poisson } from '../math/poisson.ts'
import type { RandomStream } from '../math/philox.ts'
import { demand } from '../problem.ts'
import type { Square } from './dipoleEstimate.ts'
import { nothingCounted, type Marginals, type RingGrid } from './marginals.ts'

/** μ(δ, h, τ) = N_τ A(δ, h) I(δ, τ − h) */
export interface Fitted {
  readonly grid: RingGrid
  /** [cells] N_τ */
  readonly rate: Float64Array
  /** [rings × cells] A, ΣA = 1 */
  readonly acceptance: Float64Array
  /** [rings × cells] I, about 1; cells that nobody sees may be NaN */
  readonly intensity: Float64Array
}

/** Marginals without events that keep the same records as others. */
export function emptyLike({ grid, ringRate, eastWest, forwardBackward, windows, coarse }: Marginals): Marginals {
  const zeros = (like: Float64Array) => new Float64Array(like.length)
  return {
    ...nothingCounted(grid),
    ...(ringRate && { ringRate: zeros(ringRate) }),
    ...(eastWest && { eastWest: { east: zeros(eastWest.east), west: zeros(eastWest.west) } }),
    ...(forwardBackward && { forwardBackward: { ...forwardBackward, forward: zeros(forwardBackward.forward), backward: zeros(forwardBackward.backward) } }),
    ...(windows && { windows: { count: windows.count, local: zeros(windows.local) } }),
    ...(coarse && { coarse: { ...coarse, counts: zeros(coarse.counts) } }),
  }
}

/**
 * Draws the counts of the rings fromRing … toRing − 1 and adds them to every record. Cell (δ, h, τ) is draw ((δ · cells) + h) · cells + τ: blocks of any size
 * give the same counts.
 *
 * @param marginals  of the same grid, added to
 */
export function resampleRings(fitted: Fitted, draws: RandomStream, marginals: Marginals, fromRing = 0, toRing = fitted.grid.rings): Marginals {
  const { grid: { rings, cells }, rate, acceptance, intensity } = fitted
  demand(marginals.grid.rings === rings && marginals.grid.cells === cells, 'counts are drawn on the grid of the reconstruction', { rings, cells })
  for (let ring = fromRing; ring < toRing; ring++) {
    for (let k = 0; k < cells; k++) {
      const a = acceptance[ring * cells + k]
      if (!(a > 0)) continue
      for (let t = 0; t < cells; t++) {
        const i = ring * cells + k
        const mean = rate[t] * a * intensity[ring * cells + (t >= k ? t - k : t - k + cells)]
        const n = mean > 0 ? poisson(draws, i * cells + t, mean) : 0
        if (n > 0) countEvents(marginals, ring, k, t, n)
      }
    }
  }
  return marginals
}

/** Adds n events of a cell (δ, h, τ) to every record that is kept. */
export function countEvents({ grid: { rings, cells }, sky, local, rate, ringRate, eastWest, forwardBackward, windows, coarse }: Marginals, ring: number, k: number, t: number, n: number): void {
  const row = ring * cells
  sky[row + (t >= k ? t - k : t - k + cells)] += n
  local[row + k] += n
  rate[t] += n
  if (ringRate) ringRate[row + t] += n
  if (eastWest && k > 0 && 2 * k !== cells) (2 * k < cells ? eastWest.west : eastWest.east)[t] += n
  if (forwardBackward) {
    const { offset, reach, forward, backward } = forwardBackward
    if (Math.abs(k - offset) <= reach) backward[row + t] += n
    if (Math.abs(cells - k - offset) <= reach) forward[row + t] += n
  }
  if (windows) windows.local[Math.floor((t * windows.count) / cells) * rings * cells + row + k] += n
  if (coarse) {
    const [ringOf, hour, time] = [Math.floor((ring * coarse.rings) / rings), Math.floor((k * coarse.cells) / cells), Math.floor((t * coarse.cells) / cells)]
    coarse.counts[(ringOf * coarse.cells + hour) * coarse.cells + time] += n
  }
}

/** Covariance of dipoles (δ_0h, δ_6h) that were estimated from counts drawn anew. Throws invalid-argument for fewer than 2. */
export function scatterOf(dipoles: readonly { readonly d0h: number; readonly d6h: number }[]): Square {
  demand(dipoles.length >= 2, 'a scatter needs at least two estimates', { estimates: dipoles.length })
  const n = dipoles.length
  const [x, y] = dipoles.reduce(([a, b], { d0h, d6h }) => [a + d0h / n, b + d6h / n], [0, 0])
  let [xx, xy, yy] = [0, 0, 0]
  for (const { d0h, d6h } of dipoles) {
    xx += (d0h - x) ** 2
    xy += (d0h - x) * (d6h - y)
    yy += (d6h - y) ** 2
  }
  return [xx / (n - 1), xy / (n - 1), xy / (n - 1), yy / (n - 1)]
}
