/** The parametric bootstrap (spec 8b, 19): counts drawn anew about what a reconstruction expects, to see what the whole way from counts to an answer scatters by. */
import { poisson } from '../math/poisson.ts'
import type { RandomStream } from '../math/philox.ts'
import { recordRow, roomForRecords } from '../observatory/marginalRecords.ts'
import { demand } from '../problem.ts'
import type { Square } from './dipoleEstimate.ts'
import type { Marginals, RingGrid } from './marginals.ts'

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
  return roomForRecords(grid, {
    ringRate: ringRate !== undefined,
    eastWest: eastWest !== undefined,
    ...(forwardBackward && { forwardBackward: { offset: forwardBackward.offset, reach: forwardBackward.reach } }),
    ...(windows && { windows: windows.count }),
    ...(coarse && { coarse: { rings: coarse.rings, cells: coarse.cells } }),
  })
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
  const counts = new Float64Array(cells)
  for (let ring = fromRing; ring < toRing; ring++) {
    for (let k = 0; k < cells; k++) {
      const i = ring * cells + k
      if (!(acceptance[i] > 0)) continue
      for (let t = 0; t < cells; t++) {
        const mean = rate[t] * acceptance[i] * intensity[ring * cells + (t >= k ? t - k : t - k + cells)]
        counts[t] = mean > 0 ? poisson(draws, i * cells + t, mean) : 0
      }
      recordRow(marginals, ring, k, counts)
    }
  }
  return marginals
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
