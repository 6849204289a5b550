/** How far a sky that was found of counts can be trusted: what its method keeps, and whether the model holds at all; fetched when somebody observes. */
import { beginGoodness, finishGoodness, joinRings, type FittedModel, type Goodness } from '../../science/reconstruction/goodness.ts'
import { geometryOf, type CoarseCube, type Marginals } from '../../science/reconstruction/marginals.ts'
import { acceptanceHarmonics, afterPasses, passesNeeded } from '../../science/reconstruction/transfer.ts'
import { afterWindows } from '../../science/reconstruction/windowTransfer.ts'
import { emptyPhases, type RingPhases } from '../../science/harmonics/ringPhases.ts'
import { ringsOf, type Rings } from '../../science/sphere/rings.ts'
import { solarDipoleLeak } from '../../science/observatory/liveTime.ts'
import type { Job } from '../graph.ts'
import type { Convergence, Solution } from '../results.ts'
import type { Sun } from './observed.ts'
import { liveTimeModel } from './observing.ts'

/** Waves of which it is told what is left. */
const WAVES = 6

interface Asked {
  readonly noiseless: boolean
  readonly passes: number | 'converged' | null
  readonly windows: number
  readonly sun: Sun | null
}

/**
 * @param passes   of the likelihood that the method amounts to; null where it amounts to none
 * @param windows  of the day, of direct integration or what expects the same
 */
export async function convergenceOf(solution: Solution, counts: readonly Marginals[], { noiseless, passes, windows, sun }: Asked, job: Pick<Job, 'breathe' | 'report'>): Promise<Convergence> {
  const { grid } = counts[0]!
  const rings = ringsOf(geometryOf(grid))
  const goodness: (Goodness | undefined)[] = []
  const intensity = solution.counts.map((n, i) => n / solution.background[i])
  for (const [i, one] of counts.entries()) {
    const found = solution.detectors[i]
    goodness.push(found === undefined || one.coarse === undefined ? undefined : await goodnessOf({ grid, ...found, intensity }, one.coarse, noiseless, { breathe: () => job.breathe(), report: (done) => job.report((i + done) / counts.length) }))
    job.report((i + 1) / counts.length)
    await job.breathe()
  }
  const together = new Float64Array(grid.rings * grid.cells)
  for (const { local } of counts) for (let i = 0; i < together.length; i++) together[i] += local[i]
  const exposure = acceptanceHarmonics(grid, together, Math.min(2 * WAVES, grid.cells / 2))
  const kept = new Float64Array(WAVES).fill(NaN)
  // Several detectors converge each by itself: their sum says nothing in closed form.
  if (passes !== null && (counts.length === 1 || passes === 'converged')) {
    const map = (sky: RingPhases): RingPhases => (windows > 1 ? afterWindows(exposure, sky, windows, grid.cells) : afterPasses(exposure, sky, passes === 'converged' ? Infinity : passes))
    for (let m = 1; 2 * m <= exposure.mmax; m++) {
      kept[m - 1] = keptOf(rings, exposure, m, map)
      await job.breathe()
    }
  }
  const { logLikelihoodBefore, slopeOpen = false } = solution
  return {
    logLikelihoodBefore, slopeOpen, passes: solution.passes, converged: solution.converged, goodness, kept,
    ...(windows > 1 ? { windows } : {}),
    unevenness: Math.max(...counts.map(({ rate }) => unevennessOf(rate))),
    passesNeeded: counts.length === 1 ? passesNeeded(exposure, rings.cosDelta) : NaN,
    ...(sun === null ? {} : { solarLeak: leakOf(sun) }),
  }
}

/** max |Σ n e^{imτ}|/Σ n, m = 1, 2, 3 */
function unevennessOf(rate: Float64Array): number {
  const total = rate.reduce((sum, n) => sum + n, 0)
  const wave = (m: number) => {
    let [x, y] = [0, 0]
    rate.forEach((n, t) => {
      x += n * Math.cos((2 * Math.PI * m * t) / rate.length)
      y += n * Math.sin((2 * Math.PI * m * t) / rate.length)
    })
    return Math.hypot(x, y) / total
  }
  return Math.max(wave(1), wave(2), wave(3))
}

/** Whether counts are what was found of them, ring by ring. */
async function goodnessOf(model: FittedModel, cube: CoarseCube, noiseless: boolean, job: Pick<Job, 'breathe' | 'report'>): Promise<Goodness | undefined> {
  const joined = beginGoodness(model, cube)
  for (let ring = 0; ring < model.grid.rings; ring++) {
    joinRings(joined, ring, ring + 1)
    job.report((ring + 1) / model.grid.rings)
    await job.breathe()
  }
  return finishGoodness(joined, noiseless)
}

/**
 * Share of cosᵐδ e^{imα} that is left, in the mean over the exposure and over phases: windows tell the peaks of a wave from its slopes where a whole number of them, or of halves, fits into it.
 */
function keptOf(rings: Rings, exposure: RingPhases, m: number, map: (sky: RingPhases) => RingPhases): number {
  const mmax = Math.floor(exposure.mmax / 2)
  let [found, whole] = [0, 0]
  for (const part of ['re', 'im'] as const) {
    const sky = emptyPhases(rings, mmax)
    for (let ring = 0; ring < rings.count; ring++) sky[part][ring * (mmax + 1) + m] = rings.cosDelta[ring] ** m
    const left = map(sky)
    for (let ring = 0; ring < rings.count; ring++) {
      const weight = exposure.re[ring * (exposure.mmax + 1)]
      const shape = rings.cosDelta[ring] ** m
      found += weight * shape * left[part][ring * (mmax + 1) + m]
      whole += weight * shape * shape
    }
  }
  return found / whole
}

/** Its mean over the live time of the year, by the clock. */
function leakOf({ amplitude, clock, liveTime }: Sun): readonly [number, number] {
  const { d0h, d6h } = solarDipoleLeak(liveTimeModel(liveTime), clock)
  return [amplitude * d0h, amplitude * d6h]
}
