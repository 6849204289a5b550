/** The equatorial dipole that a mock shows by each of the four clocks, and where it must stand; fetched when somebody observes. */
import { statedDipole } from '../../science/analysis/statedDipole.ts'
import { solarDipoleLeak, starDipoleLeak } from '../../science/observatory/liveTime.ts'
import { spuriousSidereal, type EquatorialPart, type Wave } from '../../science/observatory/solarDipole.ts'
import { isProblem, Problem } from '../../science/problem.ts'
import { beginDipoleSearch, dipoleOfSearch, stepDipoleSearch } from '../../science/reconstruction/dipoleLikelihood.ts'
import type { Marginals } from '../../science/reconstruction/marginals.ts'
import type { ClockName } from '../document.ts'
import type { Job } from '../graph.ts'
import type { ClockDipole, ClockDipoles, Intensity } from '../results.ts'
import { dipoleIn } from './dipolesByMethod.ts'
import type { Look } from './observed.ts'
import { liveTimeModel } from './observing.ts'

type Triple = readonly [number, number, number]

/** Less than this of all that there is to be seen is rounding. */
const ROUNDING = 1e-12

/**
 * Where a dipole stands by a clock, with what the motion of the Earth adds: in the mean over the live time of detectors, by their events.
 *
 * @param sky  (δ_0h, δ_6h, δ_N) of the stars; no clock moves the last
 */
export function dipoleByClock(sky: Triple, clock: ClockName, looks: readonly Look[]): Triple {
  const all = looks.reduce((sum, { events }) => sum + events, 0)
  let [x, y, most] = [0, 0, Math.hypot(...sky)]
  for (const { liveTime, solarDipole, events } of looks) {
    const model = liveTimeModel(liveTime)
    const [stars, sun] = [starDipoleLeak(model, clock, { d0h: sky[0], d6h: sky[1] }), solarDipoleLeak(model, clock)]
    x += (events / all) * (stars.d0h + solarDipole * sun.d0h)
    y += (events / all) * (stars.d6h + solarDipole * sun.d6h)
    most = Math.max(most, Math.abs(solarDipole))
  }
  const whole = (component: number) => (Math.abs(component) > ROUNDING * most ? component : 0)
  return [whole(x), whole(y), sky[2]]
}

/** What a mock counts by one of the clocks: drawn, and as it is expected. */
export interface ByClock {
  readonly clock: ClockName
  readonly counts: Marginals
  readonly withoutChance: Marginals
}

/** By the dipole-only likelihood, which is exact where the dipole is the same at every hour of a clock; where live time makes it differ from hour to hour, it says what counts without chance say. */
export async function dipolesByClock(clocks: readonly ByClock[], truth: Intensity, look: Look, job: Pick<Job, 'breathe'>): Promise<ClockDipoles> {
  const sky = dipoleIn(truth)
  const rows: ClockDipole[] = []
  for (const { clock, counts, withoutChance } of clocks) {
    const [d0h, d6h] = sky === undefined ? [] : dipoleByClock(sky, clock, [look])
    const standing = d0h === undefined || d6h === undefined ? {} : { standing: [d0h, d6h] as const }
    try {
      const expected = await searched(withoutChance, job)
      rows.push({ clock, ...standing, found: statedDipole(counts === withoutChance ? expected : await searched(counts, job)), expected: [expected.d0h, expected.d6h] })
    } catch (reason) {
      if (!isProblem(reason, 'no-coverage') && !isProblem(reason, 'invalid-argument')) throw reason
      rows.push({ clock, ...standing, missing: reason.message })
    }
  }
  const [solar, anti] = (['solar', 'antiSidereal'] as const).map((name) => rows.find(({ clock }) => clock === name)?.found)
  return { rows, ...(solar === undefined || anti === undefined ? {} : { spurious: { ...spuriousSidereal(waveOf(solar), waveOf(anti)), error: Math.sqrt((anti.covariance[0] + anti.covariance[3]) / 2) } }) }
}

export const onlyOneClock = (): Problem =>
  new Problem('no-coverage', 'These counts have one clock, by which they were put in order when they were counted; no other can be made of them.', { remedy: 'Look at a mock by four clocks, or count the events by another clock.' })

async function searched(counts: Marginals, job: Pick<Job, 'breathe'>) {
  const search = beginDipoleSearch([counts])
  while (!search.done) {
    stepDipoleSearch(search)
    await job.breathe()
  }
  return dipoleOfSearch(search)
}

const waveOf = ({ d0h, d6h }: EquatorialPart): Wave => ({ amplitude: Math.hypot(d0h, d6h), phase: Math.atan2(d6h, d0h) })
