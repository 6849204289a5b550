/** The definition of mock counts, one cell of the triple table after another, for tests. */
import { poisson } from '../../math/poisson.ts'
import type { RandomStream } from '../../math/philox.ts'
import type { Marginals, RingGrid } from '../../reconstruction/marginals.ts'

/** n or its mean, of ring, k and t. */
export type CellCounts = (ring: number, k: number, t: number) => number

/** Means scaled to a number of events in all. */
export function scaledTo(events: number, { rings, cells }: RingGrid, mean: CellCounts): CellCounts {
  let total = 0
  for (let ring = 0; ring < rings; ring++) for (let k = 0; k < cells; k++) for (let t = 0; t < cells; t++) total += mean(ring, k, t)
  return (ring, k, t) => (events / total) * mean(ring, k, t)
}

export const drawn = ({ cells }: RingGrid, draws: RandomStream, mean: CellCounts): CellCounts => (ring, k, t) => poisson(draws, (ring * cells + k) * cells + t, mean(ring, k, t))

const FORWARD = 3
const REACH = 1
const WINDOWS = 4
export const everyRecord = { ringRate: true, eastWest: true, forwardBackward: { offset: FORWARD, reach: REACH }, windows: WINDOWS, coarse: { rings: 3, cells: 6 } }

/** All marginals by their definitions, with `everyRecord`. */
export function bruteMarginals(grid: RingGrid, count: CellCounts): Required<Marginals> {
  const { rings, cells } = grid
  const table = (n: number) => new Float64Array(n)
  const out = {
    grid, sky: table(rings * cells), local: table(rings * cells), rate: table(cells), ringRate: table(rings * cells),
    eastWest: { east: table(cells), west: table(cells) },
    forwardBackward: { offset: FORWARD, reach: REACH, forward: table(rings * cells), backward: table(rings * cells) },
    windows: { count: WINDOWS, local: table(WINDOWS * rings * cells) },
    coarse: { rings: 3, cells: 6, counts: table(3 * 36) },
  }
  for (let ring = 0; ring < rings; ring++) {
    for (let k = 0; k < cells; k++) {
      const signed = k > cells / 2 ? k - cells : k // h/Δ, west of the meridian > 0
      for (let t = 0; t < cells; t++) {
        const n = count(ring, k, t)
        out.sky[ring * cells + ((t - k + cells) % cells)] += n
        out.local[ring * cells + k] += n
        out.rate[t] += n
        out.ringRate[ring * cells + t] += n
        if (signed > 0 && signed < cells / 2) out.eastWest.west[t] += n
        if (signed < 0) out.eastWest.east[t] += n
        if (signed >= FORWARD - REACH && signed <= FORWARD + REACH) out.forwardBackward.backward[ring * cells + t] += n
        if (signed <= -FORWARD + REACH && signed >= -FORWARD - REACH) out.forwardBackward.forward[ring * cells + t] += n
        out.windows.local[(Math.floor(t / (cells / WINDOWS)) * rings + ring) * cells + k] += n
        out.coarse.counts[(Math.floor(ring / (rings / 3)) * 6 + Math.floor(k / (cells / 6))) * 6 + Math.floor(t / (cells / 6))] += n
      }
    }
  }
  return out
}

/** Every table of marginals, by name. */
export function tablesOf(m: Marginals): Record<string, Float64Array> {
  const { eastWest, forwardBackward } = m
  return {
    sky: m.sky, local: m.local, rate: m.rate,
    ...(m.ringRate && { ringRate: m.ringRate }), ...(m.windows && { windows: m.windows.local }), ...(m.coarse && { coarse: m.coarse.counts }),
    ...(eastWest && { east: eastWest.east, west: eastWest.west }), ...(forwardBackward && { forward: forwardBackward.forward, backward: forwardBackward.backward }),
  }
}
