/** What the clocks are called by which events are put in order, and which one a part of a study has. */
import type { ClockName, Id, Study } from './document.ts'

export interface ClockWords {
  readonly name: string
  /** What its hours are hours of. */
  readonly time: string
  /** Its angle: ωt of local sidereal time, ⊙ of local mean solar time (S1). */
  readonly angle: string
  /** Turns in a tropical year. */
  readonly turns: number
}

export const CLOCKS: { readonly [C in ClockName]: ClockWords } = {
  sidereal: { name: 'sidereal', time: 'local sidereal time', angle: 'ωt', turns: 366.2422 },
  solar: { name: 'solar', time: 'local mean solar time', angle: '⊙', turns: 365.2422 },
  antiSidereal: { name: 'anti-sidereal', time: 'anti-sidereal time', angle: '2⊙ − ωt', turns: 364.2422 },
  extendedSidereal: { name: 'extended-sidereal', time: 'extended-sidereal time', angle: '2ωt − ⊙', turns: 367.2422 },
}

/** The clock of an observation, or of the first one that a sky is found of. Of any other sky it is the stars’: its right ascensions are those of a turning sphere. */
export function clockOf({ parts }: Pick<Study, 'parts'>, id: Id): ClockName {
  const part = Object.hasOwn(parts, id) ? parts[id] : undefined
  if (part?.kind === 'observation') return part.clock ?? 'sidereal'
  return part?.kind === 'sky' && part.source.from === 'observations' ? clockOf({ parts }, part.source.observations[0] ?? '') : 'sidereal'
}
