/** The loops around kernels: a few rings or pixels at a time, so that the thread can hear a cancel within a breath. */
import type { Rings } from '../../science/sphere/rings.ts'
import type { Job } from '../graph.ts'

/** Runs `kernel(fromRing, toRing)` over all rings, in blocks of about `pixels` pixels. */
export async function overRings(rings: Rings, job: Pick<Job, 'breathe' | 'report'>, pixels: number, kernel: (from: number, to: number) => void): Promise<void> {
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

/** Pixels of simple arithmetic between two breaths: a millisecond or two. */
export const PIXELS = 262_144

/** Runs `kernel(first, end)` over all pixels of a map, in blocks. What it reports is left to the arrow. */
export async function overPixels(pixels: number, job: Pick<Job, 'breathe'>, kernel: (first: number, end: number) => void, block = PIXELS): Promise<void> {
  for (let first = 0; first < pixels; first += block) {
    kernel(first, Math.min(pixels, first + block))
    await job.breathe()
  }
}

/** A map whose pixel i is `value(i)`, made in blocks. */
export async function mapOf(pixels: number, job: Pick<Job, 'breathe'>, value: (pixel: number) => number): Promise<Float64Array> {
  const out = new Float64Array(pixels)
  await overPixels(pixels, job, (first, end) => {
    for (let i = first; i < end; i++) out[i] = value(i)
  })
  return out
}
