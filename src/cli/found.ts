/** What is derived of one sky for `results.json`. */
import { isProblem } from '../science/problem.ts'
import type { Profile } from '../science/analysis/profile.ts'
import type { Dipole } from '../science/analysis/dipole.ts'
import { eventsIn } from '../formats/marginalsArrays.ts'
import type { Id, ObservationsSource, Study } from '../study/document.ts'
import { of, type Name, type Ref } from '../study/graph.ts'
import type { Noise, Results, Significance, Spectrum } from '../study/results.ts'
import { countsFor } from '../study/steps/observed.ts'
import type { Reconstructed } from './reconstruction.ts'
import { skyOf } from './skies.ts'

export type Make = <K extends Name>(ref: Ref<K>) => Promise<Results[K]>

export interface Found {
  readonly dipole: Dipole
  readonly before: Spectrum
  readonly after: Spectrum
  readonly noise: Noise
  readonly profile: Profile
  readonly significance: Significance | undefined
  /** Of a sky found from observations on a ring grid. */
  readonly reconstructed: Reconstructed | undefined
}

/** Throws what arrows throw. */
export async function found(study: Study, sky: Id, make: Make): Promise<Found> {
  const { source } = skyOf(study, sky)
  return {
    dipole: await make(of('dipole', sky)),
    before: await make(of('spectrum', sky, 'before')),
    after: await make(of('spectrum', sky, 'after')),
    noise: await make(of('noise', sky)),
    profile: await make(of('profile', sky)),
    significance: await make(of('significance', sky)).catch((e: unknown) => {
      if (isProblem(e, 'no-coverage')) return undefined // a sky without counts and errors has none; the file says null
      throw e
    }),
    reconstructed: source.from === 'observations' && isOnRings(study, source) ? await reconstructed(study, sky, source, make) : undefined,
  }
}

const isOnRings = ({ parts }: Study, { observations }: ObservationsSource): boolean =>
  observations.every((id) => {
    const part = parts[id]
    return part?.kind === 'observation' && part.grid !== undefined
  })

async function reconstructed(study: Study, sky: Id, source: ObservationsSource, make: Make): Promise<Reconstructed> {
  const events: number[] = []
  for (const one of source.observations) events.push(eventsIn(await make(countsFor(study, one, source))))
  return {
    events,
    convergence: await make(of('convergence', sky)),
    dipoles: await make(of('dipoles', sky)),
    bootstrap: source.bootstrap === undefined ? undefined : await make(of('bootstrap', sky)),
  }
}
