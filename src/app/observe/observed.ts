/** What the Observe place is looking at: the true sky, the observatories, and how the sky is found. */
import type { DipoleArrow } from '../../drawing/dipoleMoves.ts'
import { wrap } from '../../science/units.ts'
import { madeObservation } from '../../study/countsBehind.ts'
import { OBSERVED } from '../../study/desks.ts'
import type { HarmonicsSource, Id, Observation, ObservationsSource, Study } from '../../study/document.ts'

/** The true sky where it is a synthetic one, which can be changed by hand. */
export function truthOf({ parts }: Pick<Study, 'parts'>): HarmonicsSource | undefined {
  const part = parts[OBSERVED.truth]
  return part?.kind === 'sky' && part.source.from === 'harmonics' ? part.source : undefined
}

export function foundOf({ parts }: Pick<Study, 'parts'>): ObservationsSource | undefined {
  const part = parts[OBSERVED.found]
  return part?.kind === 'sky' && part.source.from === 'observations' ? part.source : undefined
}

/** The observatories whose counts, or counts drawn anew about them, make the found sky, with their names in the study. */
export const sitesOf = (study: Study): readonly { readonly id: Id; readonly observation: Observation }[] =>
  (foundOf(study)?.observations ?? []).flatMap((one) => {
    const id = madeObservation(study, one)
    const observation = study.parts[id]
    return observation?.kind === 'observation' ? [{ id, observation }] : []
  })

/** A dipole as an arrow: where the sky is brightest, and by how much. */
export function arrowOf([x, y, z]: HarmonicsSource['dipole']): DipoleArrow {
  return { alpha: wrap(Math.atan2(y, x)), delta: Math.atan2(z, Math.hypot(x, y)), amplitude: Math.hypot(x, y, z) }
}

/** Its components, to as many figures as a link can do without. */
export function dipoleOf({ alpha, delta, amplitude }: DipoleArrow): HarmonicsSource['dipole'] {
  const short = (component: number) => Number((amplitude === 0 ? 0 : component).toPrecision(6))
  return [short(amplitude * Math.cos(delta) * Math.cos(alpha)), short(amplitude * Math.cos(delta) * Math.sin(alpha)), short(amplitude * Math.sin(delta))]
}
