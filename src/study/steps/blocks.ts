/** The loop around a kernel: a few rings at a time, so that the thread can hear a cancel within a breath. */
import type { Rings } from '../../science/sphere/rings.ts'
import type { Job } from '../graph.ts'

/** Runs `kernel(fromRing, toRing)` over all rings, in blocks of about `pixels` pixels. */
export async function overRings(rings: Rings, job: Job, pixels: number, kernel: (from: number, to: number) => void): Promise<void> {
  let from = 0
  while (from < rings.count) {
    let to = from + 1
    while (to < rings.count && rings.first[to + 1] - rings.first[from] <= pixels) to++
    kernel(from, to)
    job.report(to / rings.count)
    await job.breathe()
    from = to
  }
}
