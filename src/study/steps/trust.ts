/** How far a sky that was found of counts can be trusted: what its method keeps, and whether the model holds at all; fetched when somebody observes. */
import { goodnessOfFit, type Goodness } from '../../science/reconstruction/goodness.ts'
import { geometryOf, type Marginals } from '../../science/reconstruction/marginals.ts'
import { acceptanceHarmonics, afterPasses, passesNeeded } from '../../science/reconstruction/transfer.ts'
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
  readonly sun: Sun | null
}

/** @param passes  of the likelihood that the method amounts to; null where it amounts to none */
export async function convergenceOf(solution: Solution, counts: readonly Marginals[], { noiseless, passes, sun }: Asked, job: Pick<Job, 'breathe'>): Promise<Convergence> {
  const { grid } = counts[0]!
  const rings = ringsOf(geometryOf(grid))
  const goodness: (Goodness | undefined)[] = []
  const intensity = solution.counts.map((n, i) => n / solution.background[i])
  for (const [i, one] of counts.entries()) {
    const found = solution.detectors[i]
    goodness.push(found === undefined || one.coarse === undefined ? undefined : goodnessOfFit({ grid, ...found, intensity }, one.coarse, noiseless))
    await job.breathe()
  }
  const together = new Float64Array(grid.rings * grid.cells)
  for (const { local } of counts) for (let i = 0; i < together.length; i++) together[i] += local[i]
  const exposure = acceptanceHarmonics(grid, together, WAVES)
  const kept = new Float64Array(WAVES).fill(NaN)
  // Several detectors converge each by itself: their sum says nothing in closed form.
  if (passes !== null && (counts.length === 1 || passes === 'converged')) for (let m = 1; m <= WAVES; m++) kept[m - 1] = keptOf(rings, exposure, m, passes === 'converged' ? Infinity : passes)
  const { logLikelihoodBefore, slopeOpen = false } = solution
  return {
    logLikelihoodBefore, slopeOpen, passes: solution.passes, converged: solution.converged, goodness, kept,
    passesNeeded: counts.length === 1 ? passesNeeded(exposure, rings.cosDelta) : NaN,
    ...(sun === null ? {} : { solarLeak: leakOf(sun) }),
  }
}

/** Share of cosᵐδ e^{imα} that is left, in the mean over the exposure. */
function keptOf(rings: Rings, exposure: RingPhases, m: number, passes: number): number {
  const sky = emptyPhases(rings, WAVES)
  for (let ring = 0; ring < rings.count; ring++) sky.re[ring * (WAVES + 1) + m] = rings.cosDelta[ring] ** m
  const left = afterPasses(exposure, sky, passes)
  let [found, whole] = [0, 0]
  for (let ring = 0; ring < rings.count; ring++) {
    const at = ring * (WAVES + 1)
    if (!(exposure.re[at] > 0)) continue
    const shape = rings.cosDelta[ring] ** m
    found += exposure.re[at] * shape * left.re[at + m]
    whole += exposure.re[at] * shape * shape
  }
  return found / whole
}

/** Its mean over the live time of the year, by the clock. */
function leakOf({ amplitude, clock, liveTime }: Sun): readonly [number, number] {
  const { d0h, d6h } = solarDipoleLeak(liveTimeModel(liveTime), clock)
  return [amplitude * d0h, amplitude * d6h]
}
