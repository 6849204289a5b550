/** What detectors would count of a sky without structure if everything were known of them. */
import { Problem } from '../../science/problem.ts'
import type { Marginals } from '../../science/reconstruction/marginals.ts'
import { exposeRing, productOf, rowsWith, seenBy } from '../../science/reconstruction/ringExposure.ts'
import { emptySpectra } from '../../science/reconstruction/ringSpectra.ts'
import type { Job } from '../graph.ts'
import type { Nominal } from './observed.ts'
import { nominalTables } from './observing.ts'

/** B(δ, α) = Σ events · rate(τ) · A(δ, h). Throws invalid-study for an observation of which nothing is known but its counts. */
export async function acceptedExpectation(counts: readonly Marginals[], nominal: readonly (Nominal | undefined)[], job: Pick<Job, 'breathe'>): Promise<Float64Array> {
  const { grid } = counts[0]!
  const products = []
  for (const one of nominal) {
    if (one === undefined) throw new Problem('invalid-study', 'The acceptance of a real detector is not known to one part in a thousand: its counts cannot be held against it.', { remedy: 'Choose a method that finds the acceptance from the same counts.' })
    const { rate, acceptance } = nominalTables(grid, one)
    products.push(productOf(grid, rate.map((share) => share * one.events), acceptance))
    await job.breathe()
  }
  const seen = seenBy(grid, products)
  const out = new Float64Array(grid.rings * grid.cells)
  const sum = emptySpectra(grid, 1)
  for (const ring of rowsWith(grid, seen)) exposeRing(grid, products, seen, ring, sum, out)
  return out
}
