/** Scrambled skies as arrows draw them, ring by ring; fetched when somebody observes. */
import { Problem } from '../../science/problem.ts'
import type { Marginals } from '../../science/reconstruction/marginals.ts'
import { beginScramblings, scrambleRecords, scrambleRings } from '../../science/reconstruction/scrambling.ts'
import type { Job } from '../graph.ts'

/** Rings between two breaths. */
const RINGS = 8

/** Throws invalid-argument for counts that are no events, or that were not kept by these windows. */
export function demandEvents(counts: Pick<Marginals, 'rate' | 'windows'>, asked: number): void {
  if (!counts.rate.every(Number.isInteger)) {
    throw new Problem('invalid-argument', 'Counts without chance are no events, so that none can be given the time of another.', { remedy: 'Draw the counts, or choose direct integration, which is what scrambling expects.' })
  }
  demandWindows(counts, asked)
}

/** Throws invalid-argument for counts whose local directions are not known window by window. */
export function demandWindows({ windows }: Pick<Marginals, 'windows'>, asked: number): void {
  if (asked === 1 || windows?.count === asked) return
  throw new Problem('invalid-argument', `These counts do not say what was seen in each of ${asked} windows of the day${windows === undefined ? '' : `, but in each of ${windows.count}`}.`, {
    remedy: 'Choose a window of 24 h, or bin the events again with these windows.', facts: { asked, kept: windows?.count ?? 1 },
  })
}

/** Adds one scrambled sky, number `draw` of its seed, to `sky` [rings × cells]. Throws what `demandEvents` throws. */
export async function addScrambled(counts: Marginals, windows: number, seed: number, draw: number, sky: Float64Array, job: Pick<Job, 'breathe'>): Promise<void> {
  demandEvents(counts, windows)
  for (const scrambling of beginScramblings(counts, windows, seed, draw)) {
    for (let ring = RINGS; ring < counts.grid.rings + RINGS; ring += RINGS) {
      scrambleRings(scrambling, Math.min(ring, counts.grid.rings), sky)
      await job.breathe()
    }
  }
}

/** Adds counts whose events have each other's times, over the whole day, to every record of `out`. Throws what `demandEvents` throws. */
export async function recordScrambled(counts: Marginals, seed: number, draw: number, out: Marginals, job: Pick<Job, 'breathe' | 'report'>): Promise<Marginals> {
  demandEvents(counts, 1)
  for (const scrambling of beginScramblings(counts, 1, seed, draw)) {
    for (let ring = 1; ring <= counts.grid.rings; ring++) {
      scrambleRecords(scrambling, ring, out)
      job.report(ring / counts.grid.rings)
      await job.breathe()
    }
  }
  return out
}
