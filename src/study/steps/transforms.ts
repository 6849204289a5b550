/** Harmonic transforms in pieces of some ten milliseconds, so that the thread can hear a cancel within a breath. */
import { emptyAlm, type Alm } from '../../science/harmonics/alm.ts'
import { beginTransform, type HarmonicTransform } from '../../science/harmonics/harmonicTransform.ts'
import type { Rings } from '../../science/sphere/rings.ts'
import type { Job } from '../graph.ts'

/** Pixels whose Fourier sums are taken between two breaths; around the poles every ring has a length of its own, whose tables take longer than its sums. */
const PIXELS = 65_536
/** Steps of the recursion (two degrees at one pair of rings) between two breaths. */
const STEPS = 8e6

/** Pseudo a_lm of the seen part of a map, pixels without data counting as 0 (`analysis`, in pieces). */
export async function analysed(rings: Rings, values: Float64Array, lmax: number, job: Job, seen: Uint8Array): Promise<Alm> {
  const transform = beginTransform(rings, lmax)
  const alm = emptyAlm(lmax)
  await overPairs(transform, job, (from, to) => transform.takeRings(values, from, to, seen), (done) => done / 2)
  await overOrders(transform, job, (from, to) => transform.giveOrders(alm, from, to), (done) => (1 + done) / 2)
  transform.end()
  return alm
}

/** The map of coefficients at every pixel centre (`synthesis`, in pieces). */
export async function synthesised(rings: Rings, alm: Alm, job: Job): Promise<Float64Array> {
  const transform = beginTransform(rings, alm.lmax)
  const values = new Float64Array(rings.pixels)
  await overOrders(transform, job, (from, to) => transform.takeOrders(alm, from, to), (done) => done / 2)
  await overPairs(transform, job, (from, to) => transform.giveRings(values, from, to), (done) => (1 + done) / 2)
  transform.end()
  return values
}

async function overPairs({ pairs, pixelsOf }: HarmonicTransform, job: Job, piece: (from: number, to: number) => void, progress: (done: number) => number): Promise<void> {
  for (let from = 0; from < pairs; ) {
    let to = from
    for (let pixels = 0; to < pairs && pixels < PIXELS; to++) pixels += pixelsOf(to)
    piece(from, to)
    job.report(progress(to / pairs))
    await job.breathe()
    from = to
  }
}

async function overOrders({ lmax, pairs }: HarmonicTransform, job: Job, piece: (from: number, to: number) => void, progress: (done: number) => number): Promise<void> {
  for (let from = 0; from <= lmax; ) {
    const to = Math.min(lmax + 1, from + Math.max(1, Math.floor(STEPS / (pairs * (1 + (lmax - from) / 2)))))
    piece(from, to)
    job.report(progress(to / (lmax + 1)))
    await job.breathe()
    from = to
  }
}
