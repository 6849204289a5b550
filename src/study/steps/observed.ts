/** observation → marginals → solution: what a detector counted, and the sky that a method finds of it. */
import type { Acceptance, Data, Id, LiveTime, LocalMapsReading, MarginalsReading, MockCounts, Observation, ObservationsSource, RedrawnCounts, Study } from '../document.ts'
import { of, step, type Plan, type Ref } from '../graph.ts'
import { later } from '../later.ts'
import type { Sampling } from '../../science/analysis/dailyWaves.ts'
import { Problem } from '../../science/problem.ts'
import { dataOf, observationOf, sourceOf } from './parts.ts'

type Grid = NonNullable<Observation['grid']>

/** What a method needs to know of counts beyond the three marginals. */
export interface RecordsAsked {
  /** Windows of a day, with an L for each. */
  readonly windows: number
  /** Cells of hour angle between the meridian and the bands of Forward–Backward. */
  readonly offset: number
}

/** A detector as it should be: no tilt, and its acceptance known. */
export interface Nominal {
  readonly site: Observation['site']
  readonly clock: NonNullable<Observation['clock']>
  readonly acceptance: Acceptance
  readonly liveTime: LiveTime | undefined
  readonly events: number
}

/** Names a variant of `marginals`: `w6-15`, and of a mock without chance `w6-15e`. */
const recordsName = ({ windows, offset }: RecordsAsked, withoutChance = false): string => `w${windows}-${offset}${withoutChance ? 'e' : ''}`

function recordsOf(at: string | undefined): (RecordsAsked & { readonly withoutChance: boolean }) | undefined {
  const [, windows, offset, e] = /^w(\d+)-(\d+)(e?)$/.exec(at ?? '') ?? []
  return windows === undefined || offset === undefined ? undefined : { windows: Number(windows), offset: Number(offset), withoutChance: e === 'e' }
}

const DEFAULT_HALF_OPENING_DEG = 30

/** The records that a sky's method needs of its observations. */
export function recordsFor(source: ObservationsSource, { cells }: Grid): RecordsAsked {
  const offset = Math.round(((source.method === 'forwardBackward' ? source.halfOpeningDeg : undefined) ?? DEFAULT_HALF_OPENING_DEG) * (cells / 360))
  return { windows: (source.method === 'directIntegration' ? source.windows : undefined) ?? 1, offset: Math.max(1, Math.min(cells / 2 - 1, offset)) }
}

/**
 * The counts of an observation on a ring grid, with the records that a sky's method asks for.
 *
 * @param withoutChance  of a mock: what is expected, instead of what was drawn
 */
export function countsFor(study: Study, observation: Id, source: ObservationsSource, withoutChance = false): Ref<'marginals'> {
  const { grid } = observationOf(study, observation)
  return grid === undefined ? of('marginals', observation) : of('marginals', observation, recordsName(recordsFor(source, grid), withoutChance))
}

export function nominalOf({ site, clock = 'sidereal', counts }: Observation): Nominal | undefined {
  if (counts.from !== 'mock') return undefined
  const { tilt: _, ...acceptance } = counts.acceptance
  return { site, clock, acceptance, liveTime: counts.liveTime, events: counts.events }
}

interface Shared {
  readonly grid: Grid
  readonly records: RecordsAsked
}

export interface MockSettings extends Shared {
  readonly from: 'mock'
  readonly site: Observation['site']
  readonly clock: NonNullable<Observation['clock']>
  readonly mock: Omit<MockCounts, 'from' | 'sky'>
  readonly stream: string
}

export interface FileSettings extends Shared {
  readonly from: 'file'
  readonly origin: Data['origin']
  readonly reading: LocalMapsReading | MarginalsReading
}

export interface RedrawnSettings extends Shared {
  readonly from: 'redrawn'
  readonly how: RedrawnCounts['how']
  readonly seed: number
  readonly stream: string
}

type CountsSettings = MockSettings | FileSettings | RedrawnSettings

export const marginals = step('marginals')({
  edition: 1,
  plan: (ref, study): Plan<CountsSettings, { readonly behind: readonly Ref<'intensity' | 'marginals'>[] }> => {
    const { site, grid, clock = 'sidereal', counts } = observationOf(study, ref.part)
    if (grid === undefined) {
      throw new Problem('invalid-study', `The observation “${ref.part}” keeps its counts in HEALPix pixels of the sky, and no method but ring means can work from that.`, { remedy: 'Give it a ring grid.', facts: { part: ref.part } })
    }
    const { withoutChance, ...records } = recordsOf(ref.at) ?? { withoutChance: false, ...recordsFor({ from: 'observations', observations: [], method: 'likelihood' }, grid) }
    const shared = { grid, records }
    switch (counts.from) {
      case 'mock': {
        const { sky, from: _, ...mock } = counts
        // The name of the part enters: two detectors of one seed must not share a random number.
        return { settings: { ...shared, from: 'mock', site, clock, mock: withoutChance ? { ...mock, expectation: true } : mock, stream: ref.part }, needs: { behind: [of('intensity', sky)] } }
      }
      case 'file': {
        const { origin, reading } = dataOf(study, counts.data, 'localMaps', 'marginals')
        return { settings: { ...shared, from: 'file', origin, reading }, needs: { behind: [] } }
      }
      case 'redrawn':
        return { settings: { ...shared, from: 'redrawn', how: counts.how, seed: counts.seed, stream: ref.part }, needs: { behind: [of('marginals', counts.observation, ref.at)] } }
    }
  },
  run: async ({ behind }, settings, job) => {
    const { mockedMarginals, marginalsOfFile, redrawnMarginals } = await later(() => import('./observing.ts'))
    const [first] = behind
    if (settings.from === 'file') return marginalsOfFile(settings, job)
    if (settings.from === 'mock' && first !== undefined && 'value' in first) return mockedMarginals(first, settings, job)
    if (settings.from === 'redrawn' && first !== undefined && 'local' in first) return redrawnMarginals(first, settings, job)
    throw new Problem('invalid-study', 'An observation was made from a part of another kind.')
  },
})

export const solution = step('solution')({
  edition: 3,
  plan: (ref, study) => {
    const source = sourceOf(study, ref.part, 'observations')
    const { observations: _, from: _from, ...method } = source
    const nominal = source.method === 'absolute' ? source.observations.map((one) => nominalOf(observationOf(study, one))) : undefined
    return { settings: { method, nominal, sampling: samplingOf(source.observations.map((one) => observationOf(study, one).counts)) }, needs: { counts: source.observations.map((one) => countsFor(study, one, source)) } }
  },
  run: async ({ counts }, { method, nominal, sampling }, job) => {
    const { solved } = await later(() => import('./solving.ts'))
    return solved(counts, method, { nominal, sampling }, job)
  },
})

export const convergence = step('convergence')({
  edition: 2,
  plan: (ref, study) => {
    const source = sourceOf(study, ref.part, 'observations')
    const noiseless = source.observations.map((one) => observationOf(study, one).counts).every((counts) => counts.from === 'mock' && counts.expectation === true)
    return {
      settings: { noiseless, passes: passesOf(source), sun: sunIn(observationOf(study, source.observations[0]!)) },
      needs: { solution: of('solution', ref.part), counts: source.observations.map((one) => countsFor(study, one, source)) },
    }
  },
  run: async ({ solution, counts }, settings, job) => {
    const { convergenceOf } = await later(() => import('./trust.ts'))
    return convergenceOf(solution, counts, settings, job)
  },
})

/** The motion of the Earth in a mock: its dipole, and when and by which clock it is looked at. */
function sunIn({ clock = 'sidereal', counts }: Observation): Sun | null {
  return counts.from !== 'mock' || counts.solarDipole === undefined ? null : { amplitude: counts.solarDipole, clock, liveTime: counts.liveTime ?? {} }
}

export interface Sun {
  readonly amplitude: number
  readonly clock: NonNullable<Observation['clock']>
  readonly liveTime: LiveTime
}

/** Passes of the likelihood that a method amounts to, where it does: direct integration is the first. Null where every ring is known, or found otherwise. */
const passesOf = ({ method, passes }: ObservationsSource): number | 'converged' | null =>
  method === 'likelihood' ? (passes ?? 'converged') : method === 'directIntegration' || method === 'scrambling' ? 1 : null

export const rates = step('rates')({
  edition: 1,
  plan: (ref, study) => {
    const observation = observationOf(study, ref.part)
    const grid = observation.grid ?? { rings: 0, cells: 0 }
    return { settings: { grid, nominal: nominalOf(observation) }, needs: { counts: of('marginals', ref.part, recordsName(recordsFor({ from: 'observations', observations: [], method: 'likelihood' }, grid))) } }
  },
  run: async ({ counts }, { nominal }, job) => {
    const { ringRates } = await later(() => import('./observing.ts'))
    return ringRates(counts, nominal, job)
  },
})

export const bootstrap = step('bootstrap')({
  edition: 1,
  plan: (ref, study) => {
    const source = sourceOf(study, ref.part, 'observations')
    const likelihood: ObservationsSource = { from: 'observations', observations: source.observations, method: 'likelihood' }
    return { settings: { draws: source.bootstrap ?? BOOTSTRAP, seed: source.seed ?? 1 }, needs: { counts: source.observations.map((one) => countsFor(study, one, likelihood)) } }
  },
  run: async ({ counts }, settings, job) => {
    const { bootstrapped } = await later(() => import('./bootstrapped.ts'))
    return bootstrapped(counts, settings, job)
  },
})

/** Draws that tell an error to a tenth. */
const BOOTSTRAP = 50

export const dipoles = step('dipoles')({
  edition: 2,
  plan: (ref, study) => {
    const source = sourceOf(study, ref.part, 'observations')
    const observed = source.observations.map((one) => observationOf(study, one).counts)
    // Of detectors that look at different skies, or at a real one, there is no true dipole.
    const [sky, ...others] = new Set(observed.map((counts) => (counts.from === 'mock' ? counts.sky : undefined)))
    return {
      settings: { sampling: samplingOf(observed), even: observed.every((counts) => counts.from === 'mock' && counts.liveTime === undefined) },
      needs: {
        counts: source.observations.map((one) => countsFor(study, one, source)),
        truth: sky === undefined || others.length > 0 ? [] : [of('intensity', sky)],
        converged: source.method === 'likelihood' && source.passes === undefined ? [of('solution', ref.part)] : [],
        // Of more than a dipole no closed form says what leaks into it.
        withoutChance: sky === undefined || others.length > 0 || isDipoleAlone(study, sky) ? [] : source.observations.map((one) => countsFor(study, one, source, true)),
      },
    }
  },
  run: async ({ counts, truth, converged, withoutChance }, { sampling, even }, job) => {
    const { dipolesByMethod } = await later(() => import('./dipolesByMethod.ts'))
    return dipolesByMethod(counts, { sampling, even, truth: truth[0], converged: converged[0], withoutChance }, job)
  },
})

function isDipoleAlone({ parts }: Study, sky: Id): boolean {
  const part = parts[sky]
  return part?.kind === 'sky' && part.source.from === 'harmonics' && part.source.power.amplitude === 0 && part.source.spots.length === 0
}

/** Mocks are drawn about the sky in the middle of each cell; events of a detector come from all over it. */
const samplingOf = (observed: readonly Observation['counts'][]): Sampling => (observed.some(({ from }) => from === 'file') ? 'cell' : 'centre')
