/** Mock data: the counts of one detector under a known sky, drawn cell by cell and summed at once into what reconstruction works from (spec 6, 8b). */
import type { RandomStream } from '../math/philox.ts'
import { poissonCounts } from '../math/poisson.ts'
import { demand } from '../problem.ts'
import type { Marginals } from '../reconstruction/marginals.ts'
import { recordRow, roomForRecords, type RecordsWanted } from './marginalRecords.ts'
import { demandModel, meansOfRing, type MockModel } from './mockMeans.ts'

export interface MockAsked {
  /** Sum of the means of all cells. */
  readonly events: number
  /** Which Poisson numbers; the means themselves, without chance, where it is left out. */
  readonly draws?: RandomStream | undefined
  readonly records?: RecordsWanted | undefined
}

/** Mock marginals in one go. A driver that must breathe calls `weighRings`, `roomForRecords` and `countRings` itself, ring by ring, and gets the same numbers to the last bit. */
export function mockMarginals(model: MockModel, { events, draws, records }: MockAsked): Marginals {
  const weights = weighRings(model)
  const out = roomForRecords(model.grid, records)
  countRings(model, eventsPerWeight(weights, events), draws, out)
  return out
}

/**
 * First pass: the sum of the means of each ring, not yet scaled to a number of events.
 *
 * @param out  [rings], written for the rings fromRing … toRing − 1
 */
export function weighRings(model: MockModel, out: Float64Array = new Float64Array(model.grid.rings), fromRing = 0, toRing = model.grid.rings): Float64Array {
  demandModel(model)
  const { cells } = model.grid
  const means = new Float64Array(cells)
  for (let ring = fromRing; ring < toRing; ring++) {
    const { row } = meansOfRing(model, ring)
    let total = 0
    for (let k = 0; k < cells; k++) {
      if (!row(k, means)) continue
      let sum = 0
      for (let t = 0; t < cells; t++) sum += means[t]
      total += sum
    }
    out[ring] = total
  }
  return out
}

/** The factor that makes `events` of all means together, always from all rings in the same order. */
export function eventsPerWeight(weights: Float64Array, events: number): number {
  let total = 0
  for (let ring = 0; ring < weights.length; ring++) total += weights[ring]
  demand(total > 0 && events >= 0 && Number.isFinite(events), 'a detector that sees something counts a finite number of events', { total, events })
  return events / total
}

/**
 * Second pass: counts of the rings fromRing … toRing − 1, from north to south, added to the records. The draw of cell (ring, k, t) is number
 * (ring · cells + k) · cells + t of its stream, whoever draws it.
 *
 * @param scale  events for each unit of the means, `eventsPerWeight`
 * @param out    changed
 */
export function countRings(model: MockModel, scale: number, draws: RandomStream | undefined, out: Marginals, fromRing = 0, toRing = model.grid.rings): void {
  demandModel(model)
  const { cells } = model.grid
  const means = new Float64Array(cells)
  const counts = new Float64Array(cells)
  for (let ring = fromRing; ring < toRing; ring++) {
    const { row } = meansOfRing(model, ring)
    for (let k = 0; k < cells; k++) {
      if (!row(k, means)) continue
      for (let t = 0; t < cells; t++) means[t] *= scale
      recordRow(out, ring, k, draws === undefined ? means : poissonCounts(draws, means, counts, (ring * cells + k) * cells))
    }
  }
}
