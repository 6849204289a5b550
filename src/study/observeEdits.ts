/** Edits of the Observe place: the true sky, the observatory, its counts, and how they become a sky again. */
import { isPlain } from './companions.ts'
import { madeObservation } from './countsBehind.ts'
import type { Acceptance, HarmonicsSource, Id, LiveTime, MockCounts, Observation, ObservationsSource, RedrawnCounts, Sky, Study } from './document.ts'
import { OBSERVED, truthId } from './desks.ts'

type Change = (study: Study) => Study

/** Replaces only what differs, and leaves out what becomes undefined. */
function patched<T extends object>(object: T, patch: { readonly [K in keyof T]?: T[K] | undefined }): T {
  const next = Object.fromEntries(Object.entries({ ...object, ...patch }).filter(([, value]) => value !== undefined)) as T
  return JSON.stringify(next) === JSON.stringify(object) ? object : next
}

const setPart = <P extends Study['parts'][Id]>(id: Id, kind: P['kind'], change: (part: P) => P): Change => (study) => {
  const part = Object.hasOwn(study.parts, id) ? study.parts[id] : undefined
  if (part?.kind !== kind) return study
  const next = change(part as P)
  return next === part ? study : { ...study, parts: { ...study.parts, [id]: next } }
}

/** Observations of the found sky, drawn anew or not. */
const observationsOf = ({ parts }: Pick<Study, 'parts'>): readonly Id[] => {
  const found = parts[OBSERVED.found]
  return found?.kind === 'sky' && found.source.from === 'observations' ? found.source.observations : []
}

/** Every detector whose counts are put together. */
export const observatoriesOf = (study: Pick<Study, 'parts'>): readonly Id[] => observationsOf(study).map((id) => madeObservation(study, id))

export const setTrueSky = (patch: Partial<HarmonicsSource>): Change =>
  setPart<Sky>(OBSERVED.truth, 'sky', (sky) => {
    if (sky.source.from !== 'harmonics') return sky
    const source = patched(sky.source, patch)
    return source === sky.source ? sky : { ...sky, source }
  })

/** Counts drawn anew are those of a detector that stands where the first one does. */
export const setObservation = (id: Id, patch: { readonly [K in keyof Observation]?: Observation[K] | undefined }): Change => (study) => {
  const { counts: _, ...place } = patch
  return setPart<Observation>(againOf(id), 'observation', (one) => patched(one, place))(setPart<Observation>(id, 'observation', (one) => patched(one, patch))(study))
}

/** The name of an observatory's counts drawn anew. */
const againOf = (id: Id): Id => `${id}Again`

export type Redraw = Pick<RedrawnCounts, 'how' | 'seed'>

/** How counts are drawn anew for the found sky; undefined where they are those that were counted. */
export function redrawOf(study: Pick<Study, 'parts'>): Redraw | undefined {
  const first = study.parts[observationsOf(study)[0] ?? '']
  if (first?.kind !== 'observation' || first.counts.from !== 'redrawn') return undefined
  const { how, seed } = first.counts
  return { how, seed }
}

/** The sky is found of counts drawn anew about those of every observatory, or of these again: a null test, or a bootstrap that can be looked at. */
export const redraw = (again: Redraw | undefined): Change => (study) => {
  const before = redrawOf(study)
  if (before?.how === again?.how && before?.seed === again?.seed) return study
  const ids = observatoriesOf(study)
  const parts = Object.fromEntries(Object.entries(study.parts).filter(([id]) => !ids.some((one) => id === againOf(one))))
  if (again === undefined) return setMethod({ observations: ids })({ ...study, parts })
  const anew = ids.flatMap((id) => {
    const one = study.parts[id]
    return one?.kind === 'observation' ? [[againOf(id), { ...one, counts: { from: 'redrawn', observation: id, ...again } }] as const] : []
  })
  return setMethod({ observations: anew.map(([id]) => id) })({ ...study, parts: { ...parts, ...Object.fromEntries(anew) } })
}

/** A change among observatories, counted as they are, whose counts are drawn anew afterwards as before. */
const amongObservatories = (change: Change): Change => (study) => {
  const again = redrawOf(study)
  const counted = redraw(undefined)(study)
  const changed = change(counted)
  return changed === counted ? study : redraw(again)(changed)
}

export const setMock = (id: Id, patch: { readonly [K in keyof MockCounts]?: MockCounts[K] | undefined }): Change =>
  setPart<Observation>(id, 'observation', (one) => {
    if (one.counts.from !== 'mock') return one
    const counts = patched(one.counts, patch)
    return counts === one.counts ? one : { ...one, counts }
  })

export const setAcceptance = (id: Id, patch: { readonly [K in keyof Acceptance]?: Acceptance[K] | undefined }): Change => (study) => {
  const one = study.parts[id]
  return one?.kind === 'observation' && one.counts.from === 'mock' ? setMock(id, { acceptance: patched(one.counts.acceptance, patch) })(study) : study
}

/** Live time whose last wave or gap is taken away is that of every day alike. */
export const setLiveTime = (id: Id, patch: { readonly [K in keyof LiveTime]?: LiveTime[K] | undefined }): Change => (study) => {
  const one = study.parts[id]
  if (one?.kind !== 'observation' || one.counts.from !== 'mock') return study
  const liveTime = patched(one.counts.liveTime ?? {}, patch)
  return setMock(id, { liveTime: Object.keys(liveTime).length === 0 ? undefined : liveTime })(study)
}

export const setMethod = (patch: { readonly [K in keyof ObservationsSource]?: ObservationsSource[K] | undefined }): Change =>
  setPart<Sky>(OBSERVED.found, 'sky', (sky) => {
    if (sky.source.from !== 'observations') return sky
    const source = patched(sky.source, patch)
    return source === sky.source ? sky : { ...sky, source }
  })

export const MOST_OBSERVATORIES = 6

/** One more observatory looks at the same sky: their counts are put together, each with its own unknown efficiencies. */
export const addObservatory = (site: Observation['site']): Change => amongObservatories((study) => {
  const there = observatoriesOf(study)
  const first = study.parts[there[0] ?? '']
  if (first?.kind !== 'observation' || there.length >= MOST_OBSERVATORIES) return study
  const id = Array.from({ length: MOST_OBSERVATORIES }, (_, i) => `${OBSERVED.site}${i === 0 ? '' : i + 1}`).find((name) => !Object.hasOwn(study.parts, name))
  return id === undefined ? study : setMethod({ observations: [...there, id] })({ ...study, parts: { ...study.parts, [id]: { ...first, site } } })
})

export const removeObservatory = (id: Id): Change => amongObservatories((study) => {
  const there = observatoriesOf(study)
  if (!there.includes(id) || there.length < 2) return study
  const { [id]: _, ...parts } = setMethod({ observations: there.filter((one) => one !== id) })(study).parts
  return { ...study, parts }
})

/** The same counts from two worlds: a sky that is brighter in the north, or a detector that is better there (R10–R12). */
export const showWorld = (world: 'tiltedSky' | 'tiltedDetector', slope: number): Change => (study) => {
  const sky = setTrueSky({ dipole: [0, 0, world === 'tiltedSky' ? slope : 0], power: NO_POWER, spots: [] })(observeSky(OBSERVED.truth)(study))
  return observatoriesOf(sky).reduce((changed, id) => setAcceptance(id, { tilt: world === 'tiltedSky' ? undefined : slope })(changed), sky)
}

/** Which of the two worlds a study shows with this slope; undefined for any other. */
export function worldOf(study: Study, slope: number): 'tiltedSky' | 'tiltedDetector' | undefined {
  const sky = study.parts[OBSERVED.truth]
  const dipole = sky?.kind === 'sky' && sky.source.from === 'harmonics' ? sky.source.dipole : undefined
  // An arrow that was turned to the pole keeps a trace of its right ascension.
  const tidy = dipole === undefined ? study : setTrueSky({ dipole: [noTrace(dipole[0]), noTrace(dipole[1]), dipole[2]] })(study)
  return (['tiltedSky', 'tiltedDetector'] as const).find((world) => showWorld(world, slope)(tidy) === tidy)
}

const noTrace = (x: number): number => (Math.abs(x) < 1e-15 ? 0 : x)

const NO_POWER = { amplitude: 0, slope: -2, lmax: 20, seed: 7 } as const

/** Looks at the first mock by all four clocks, or no more. */
export const showFourClocks = (on: boolean): Change => (study) => {
  const { fourClocks = false, ...view } = study.view
  return on === fourClocks ? study : { ...study, view: on ? { ...view, fourClocks: true } : view }
}

/** All observatories look at another sky, which is seen in the place of the one before. */
export const observeSky = (sky: Id): Change => (study) => {
  const before = truthId(study)
  if (sky === before || study.parts[sky]?.kind !== 'sky' || sky === OBSERVED.found) return study
  const seen = observatoriesOf(study).reduce((changed, id) => setMock(id, { sky })(changed), study)
  return { ...seen, view: { ...seen.view, panes: seen.view.panes.map((pane) => (pane.kind === 'map' && pane.part === before ? { ...pane, part: sky } : pane)) } }
}

/** Skies that can be looked at: all but those that are found here, or made of what is found. */
export const skiesToObserve = ({ parts }: Pick<Study, 'parts'>): readonly Id[] =>
  Object.keys(parts).filter((id) => {
    const part = parts[id]
    return part?.kind === 'sky' && id !== OBSERVED.found && part.source.from !== 'difference' && !isPlain(id)
  })
