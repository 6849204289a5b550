import type { Id, Observation, Part, Study } from './document.ts'

/** The part that the counts of an observation come from, and what it must be. */
export function countsBehind({ counts }: Observation): { readonly id: Id; readonly kind: Part['kind'] } {
  switch (counts.from) {
    case 'mock':
      return { id: counts.sky, kind: 'sky' }
    case 'file':
      return { id: counts.data, kind: 'data' }
    case 'redrawn':
      return { id: counts.observation, kind: 'observation' }
  }
}

/** The observation that somebody made: the one whose counts are drawn anew here, or this one itself. */
export function madeObservation({ parts }: Pick<Study, 'parts'>, id: Id): Id {
  const part = parts[id]
  return part?.kind === 'observation' && part.counts.from === 'redrawn' ? part.counts.observation : id
}
