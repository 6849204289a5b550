/** observation → marginals → solution: what a detector counted, and the sky that a method finds of it. */
import type { Acceptance, ClockName, Data, Id, LiveTime, LocalMapsReading, MarginalsReading, MockCounts, Observation, ObservationsSource, RedrawnCounts, Study } from '../document.ts'
import { of, step, type Plan, type Ref } from '../graph.ts'
import { later } from '../later.ts'
import { METHOD_DEFAULTS } from '../methodDefaults.ts'
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

/** Names a variant of `marginals`: `w6-15`, of a mock without chance `w6-15e`, and of a mock by another clock than its own `w6-15-solar`. */
const recordsName = ({ windows, offset }: RecordsAsked, withoutChance = false, clock?: ClockName): string => `w${windows}-${offset}${withoutChance ? 'e' : ''}${clock === undefined ? '' : `-${clock}`}`

function recordsOf(at: string | undefined): { readonly records: RecordsAsked; readonly withoutChance: boolean; readonly clock: ClockName | undefined } | undefined {
  const [, windows, offset, e, clock] = /^w(\d+)-(\d+)(e?)(?:-(\w+))?$/.exec(at ?? '') ?? []
  return windows === undefined || offset === undefined ? undefined : { records: { windows: Number(windows), offset: Number(offset) }, withoutChance: e === 'e', clock: clock as ClockName | undefined }
}

/** Scrambling expects what direct integration does, within the same windows. */
const isIntegrated = ({ method }: ObservationsSource): boolean => method === 'directIntegration' || method === 'scrambling'

const windowsOf = (source: ObservationsSource): number => (isIntegrated(source) ? source.windows : undefined) ?? 1

/** The records that a sky's method needs of its observations. */
export function recordsFor(source: ObservationsSource, { cells }: Grid): RecordsAsked {
  const offset = Math.round(((source.method === 'forwardBackward' ? source.halfOpeningDeg : undefined) ?? METHOD_DEFAULTS.halfOpeningDeg) * (cells / 360))
  return { windows: windowsOf(source), offset: Math.max(1, Math.min(cells / 2 - 1, offset)) }
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

/** The counts of a mock by any clock, with the records of a likelihood. */
export function countsByClock(study: Study, observation: Id, clock: ClockName, withoutChance: boolean): Ref<'marginals'> {
  return of('marginals', observation, recordsName(recordsFor(LIKELIHOOD, observationOf(study, observation).grid ?? NO_GRID), withoutChance, clock))
}

const LIKELIHOOD: ObservationsSource = { from: 'observations', observations: [], method: 'likelihood' }
const NO_GRID: Grid = { rings: 0, cells: 0 }

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
  edition: 2,
  plan: (ref, study): Plan<CountsSettings, { readonly behind: readonly Ref<'intensity' | 'marginals'>[] }> => {
    const { site, grid, clock: own = 'sidereal', counts } = observationOf(study, ref.part)
    if (grid === undefined) {
      throw new Problem('invalid-study', `The observation “${ref.part}” keeps its counts in HEALPix pixels of the sky, and no method but ring means can work from that.`, { remedy: 'Give it a ring grid.', facts: { part: ref.part } })
    }
    const { records, withoutChance, clock = own } = recordsOf(ref.at) ?? { records: recordsFor(LIKELIHOOD, grid), withoutChance: false, clock: undefined }
    const shared = { grid, records }
    switch (counts.from) {
      case 'mock': {
        const { sky, from: _, ...mock } = counts
        // The name of the part enters: two detectors of one seed must not share a random number, nor what a detector counts by two clocks, whose cells hold other events.
        return { settings: { ...shared, from: 'mock', site, clock, mock: withoutChance ? { ...mock, expectation: true } : mock, stream: clock === 'sidereal' ? ref.part : `${ref.part} ${clock}` }, needs: { behind: [of('intensity', sky)] } }
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
  edition: 4,
  plan: (ref, study) => {
    const source = sourceOf(study, ref.part, 'observations')
    const { observations: _, from: _from, bootstrap: _draws, ...method } = source
    const nominal = source.method === 'absolute' ? source.observations.map((one) => nominalOf(observationOf(study, one))) : undefined
    return { settings: { method, nominal, sampling: samplingOf(source.observations.map((one) => observationOf(study, one).counts)) }, needs: { counts: source.observations.map((one) => countsFor(study, one, source)) } }
  },
  run: async ({ counts }, { method, nominal, sampling }, job) => {
    const { solved } = await later(() => import('./solving.ts'))
    return solved(counts, method, { nominal, sampling }, job)
  },
})

export const convergence = step('convergence')({
  edition: 4,
  plan: (ref, study) => {
    const source = sourceOf(study, ref.part, 'observations')
    const noiseless = source.observations.map((one) => observationOf(study, one).counts).every((counts) => counts.from === 'mock' && counts.expectation === true)
    return {
      settings: { noiseless, passes: passesOf(source), windows: windowsOf(source), sun: sunIn(observationOf(study, source.observations[0]!)) },
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

/** When a mock looks, how much of what it sees the motion of the Earth makes, and how often it counts. */
export interface Look {
  readonly liveTime: LiveTime
  /** Amplitude of the dipole of the Earth's motion. */
  readonly solarDipole: number
  readonly events: number
}

export const lookOf = ({ liveTime = {}, solarDipole = 0, events }: MockCounts): Look => ({ liveTime, solarDipole, events })

/** Passes of the likelihood that a method amounts to, where it does: direct integration is the first. Null where every ring is known, or found otherwise. */
const passesOf = ({ method, passes }: ObservationsSource): number | 'converged' | null =>
  method === 'likelihood' ? (passes ?? 'converged') : method === 'directIntegration' || method === 'scrambling' ? 1 : null

export const rates = step('rates')({
  edition: 1,
  plan: (ref, study) => {
    const observation = observationOf(study, ref.part)
    const { grid = NO_GRID } = observation
    return { settings: { grid, nominal: nominalOf(observation) }, needs: { counts: of('marginals', ref.part, recordsName(recordsFor(LIKELIHOOD, grid))) } }
  },
  run: async ({ counts }, { nominal }, job) => {
    const { ringRates } = await later(() => import('./observing.ts'))
    return ringRates(counts, nominal, job)
  },
})

/** The dipole of the method that makes the map, where that has one; of the likelihood that looks for nothing else where not. */
export const bootstrap = step('bootstrap')({
  edition: 2,
  plan: (ref, study) => {
    const source = sourceOf(study, ref.part, 'observations')
    const { method, bootstrap: draws, seed } = { ...METHOD_DEFAULTS, ...source }
    return {
      settings: { draws, seed, method: method === 'ringMean' || method === 'absolute' ? ('dipoleLikelihood' as const) : method, ways: waysOf(study, source) },
      needs: { counts: source.observations.map((one) => countsFor(study, one, source)) },
    }
  },
  run: async ({ counts }, settings, job) => {
    const { bootstrapped } = await later(() => import('./bootstrapped.ts'))
    return bootstrapped(counts, settings, job)
  },
})

/** Scrambled skies where the map is made otherwise: a few, so that nobody waits for them; what that adds to the error is stated. */
const FEW_SCRAMBLED = 4

/** How each method goes about it: as the map does, where it is made by that method, and as by default where not. */
function waysOf(study: Study, source: ObservationsSource) {
  const observed = source.observations.map((one) => observationOf(study, one).counts)
  return {
    sampling: samplingOf(observed), even: observed.every((counts) => counts.from === 'mock' && counts.liveTime === undefined),
    windows: windowsOf(source), draws: source.method === 'scrambling' ? source.draws : FEW_SCRAMBLED, seed: source.seed ?? METHOD_DEFAULTS.seed,
    passes: source.method === 'likelihood' ? source.passes : undefined,
  }
}

export const dipoles = step('dipoles')({
  edition: 4,
  plan: (ref, study) => {
    const source = sourceOf(study, ref.part, 'observations')
    const parts = source.observations.map((one) => observationOf(study, one))
    const observed = parts.map(({ counts }) => counts)
    // Of detectors that look at different skies or by different clocks, or at a real sky, there is no true dipole.
    const [sky, ...others] = new Set(observed.map((counts) => (counts.from === 'mock' ? counts.sky : undefined)))
    const [clock = 'sidereal', ...otherClocks] = new Set(parts.map((one) => one.clock ?? 'sidereal'))
    const known = others.length === 0 && otherClocks.length === 0 ? sky : undefined
    const looks = observed.flatMap((counts) => (counts.from === 'mock' ? [lookOf(counts)] : []))
    const moreThanDipole = known !== undefined && !isDipoleAlone(study, known)
    const ways = waysOf(study, source)
    // Of a dipole of the stars by their own clock a closed form says what is found of it. None says what leaks in of more than that, nor what passes leave in uneven live time.
    const closed = !moreThanDipole && clock === 'sidereal' && looks.every(({ solarDipole }) => solarDipole === 0) && (ways.passes === undefined || ways.even)
    return {
      settings: { ways, moreThanDipole, by: source.method, clock, looks },
      needs: {
        counts: source.observations.map((one) => countsFor(study, one, source)),
        truth: known === undefined ? [] : [of('intensity', known)],
        // A table of methods does without a map that may not exist: counts without chance cannot be scrambled.
        map: source.method === 'likelihood' || (source.method === 'scrambling' && isDrawnOnce(observed)) ? [of('solution', ref.part)] : [],
        withoutChance: known === undefined || closed ? [] : source.observations.map((one) => countsFor(study, one, source, true)),
      },
    }
  },
  run: async ({ counts, truth, map: [map], withoutChance }, { ways, moreThanDipole, by, clock, looks }, job) => {
    const { dipolesByMethod } = await later(() => import('./dipolesByMethod.ts'))
    const found = await dipolesByMethod(counts, { ...ways, truth: truth[0], moreThanDipole, map: map && { ...map, by }, withoutChance }, job)
    if (clock === 'sidereal' || found.truth === undefined) return found
    const { dipoleByClock } = await later(() => import('./dipolesByClock.ts'))
    return { ...found, truth: dipoleByClock(found.truth, clock, looks), clock }
  },
})

const isDrawnOnce = ([first, ...others]: readonly Observation['counts'][]): boolean => first?.from === 'mock' && first.expectation !== true && others.length === 0

function isDipoleAlone({ parts }: Study, sky: Id): boolean {
  const part = parts[sky]
  return part?.kind === 'sky' && part.source.from === 'harmonics' && part.source.power.amplitude === 0 && part.source.spots.length === 0
}

/** Mocks are drawn about the sky in the middle of each cell; events of a detector come from all over it. */
const samplingOf = (observed: readonly Observation['counts'][]): Sampling => (observed.some(({ from }) => from === 'file') ? 'cell' : 'centre')
