/** Where a sky comes from, for the tag on its picture. */
import { countsBehind } from '../../study/countsBehind.ts'
import type { Id, Observation, Study } from '../../study/document.ts'

export interface Provenance {
  /** Some of it was read from a file. */
  readonly fromFile: boolean
  /** Some of it was drawn from random numbers. */
  readonly seeds: readonly number[]
}

export function provenanceOf(study: Study, id: Id): Provenance {
  const part = Object.hasOwn(study.parts, id) ? study.parts[id] : undefined
  if (part?.kind === 'data') return { fromFile: true, seeds: [] }
  if (part?.kind === 'observation') return joined([{ fromFile: false, seeds: seedsOf(part) }, provenanceOf(study, countsBehind(part).id)])
  if (part?.kind !== 'sky') return { fromFile: false, seeds: [] }
  const { source } = part
  switch (source.from) {
    case 'map':
      return { fromFile: true, seeds: [] }
    case 'harmonics':
      return { fromFile: false, seeds: [source.power.seed] }
    case 'observations':
      return joined(source.observations.map((o) => provenanceOf(study, o)))
    case 'difference':
      return joined(source.of.map((s) => provenanceOf(study, s)))
  }
}

const seedsOf = ({ counts }: Observation): readonly number[] => (counts.from === 'file' ? [] : [counts.seed])

const joined = (all: readonly Provenance[]): Provenance => ({
  fromFile: all.some(({ fromFile }) => fromFile),
  seeds: [...new Set(all.flatMap(({ seeds }) => seeds))],
})

/** `synthetic sky, seed 7 — not data`; nothing for a sky read from a file. */
export function syntheticTag({ fromFile, seeds }: Provenance): string | undefined {
  if (seeds.length === 0) return undefined
  const named = `seed${seeds.length > 1 ? 's' : ''} ${seeds.join(', ')}`
  return fromFile ? `partly synthetic, ${named}` : `synthetic sky, ${named} — not data`
}
