/** Direct integration as arrows do it, with a breath between windows and between rings; fetched when somebody observes. */
import { beginningDirectIntegration, integrateRings, type DirectIntegration } from '../../science/reconstruction/directIntegration.ts'
import type { Marginals } from '../../science/reconstruction/marginals.ts'
import type { Job } from '../graph.ts'
import { demandWindows } from './scrambled.ts'

/** Rings between two breaths. */
const RINGS = 16

export interface Integrated extends Pick<DirectIntegration, 'sky' | 'seen'> {
  /** [rings × cells] B, 0 where nothing was seen */
  readonly background: Float64Array
}

/** Throws what `demandWindows` throws, and no-coverage without any event. */
export async function integratedOver(counts: readonly Marginals[], windows: number, job: Pick<Job, 'breathe'>, report: (done: number) => void = () => {}): Promise<Integrated> {
  for (const one of counts) demandWindows(one, windows)
  const work = await begun(counts, windows, job)
  const background = new Float64Array(work.sky.length)
  for (let row = 0; row < work.rows.length; row += RINGS) {
    integrateRings(work, background, row, Math.min(work.rows.length, row + RINGS))
    report(Math.min(work.rows.length, row + RINGS) / work.rows.length)
    await job.breathe()
  }
  return { sky: work.sky, seen: work.seen, background }
}

async function begun(counts: readonly Marginals[], windows: number, job: Pick<Job, 'breathe'>): Promise<DirectIntegration> {
  const beginning = beginningDirectIntegration(counts, windows)
  for (;;) {
    const { done, value } = beginning.next()
    if (done) return value
    await job.breathe()
  }
}
