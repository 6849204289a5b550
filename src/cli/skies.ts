/** Which skies of a study are reported, and what each of them is: a true sky is never taken for one that was found. */
import { Problem } from '../science/problem.ts'
import type { Id, Part, Sky, Study } from '../study/document.ts'
import { of } from '../study/graph.ts'
import { DIFFERENCE, mapsOf } from '../study/shown.ts'
import { partsBehind, story } from '../study/story.ts'

/**
 * Skies in the order in which they are told; the first is what a run is about. Those that maps show, in the order of the maps, and the difference of the first
 * two where that is shown; then what was found from observations of a true sky that is shown, though nobody looks at it; true skies last of all.
 *
 * @throws invalid-study where there is no map
 */
export function skiesReported(study: Study): readonly [Id, ...Id[]] {
  const maps = mapsOf(study).map(({ pane }) => pane.part)
  const shown = study.view.panes.some((pane) => pane.kind === 'map' && pane.part === DIFFERENCE) ? [...maps, DIFFERENCE] : maps
  if (shown.length === 0) throw new Problem('invalid-study', 'The study shows no map, so there is no sky to derive.', { remedy: 'Save it again from the page with a map in view.' })
  const truths = shown.filter((id) => isTruth(study.parts[id]))
  const found = Object.keys(study.parts).filter((id) => isFound(study.parts[id]) && truths.some((truth) => partsBehind(study, id).includes(study.parts[truth]!)))
  return [...new Set([...shown.filter((id) => !truths.includes(id)), ...found, ...truths])] as [Id, ...Id[]]
}

/** A sky that was made up. */
const isTruth = (part: Part | undefined): boolean => part?.kind === 'sky' && part.source.from === 'harmonics'

const isFound = (part: Part | undefined): boolean => part?.kind === 'sky' && part.source.from === 'observations'

/** What a sky is, as `results.json` names it. */
export interface Identity {
  readonly part: Id
  /** In words. */
  readonly is: string
  readonly from: Sky['source']['from']
  /** A sky that was made up: nothing was measured. */
  readonly isTruth: boolean
  /** Whether anything behind it was made up or drawn, as far as the study and its files tell. */
  readonly synthetic: boolean
  /** Inputs, steps and conventions, one to a line. */
  readonly story: readonly string[]
}

/** @param drawn  files among the data parts whose counts are a mock's */
export function identityOf(study: Study, id: Id, drawn: ReadonlySet<Id>): Identity {
  const { source } = skyOf(study, id)
  const behind = partsBehind(study, id)
  const synthetic = behind.some(isMadeUp) || [...drawn].some((data) => behind.includes(study.parts[data]!))
  return {
    ...{ part: id, is: inWords(study, source, behind, synthetic), from: source.from, isTruth: source.from === 'harmonics', synthetic },
    story: story(study, of('dipole', id)).filter((line) => /^(input|step|convention): /.test(line)),
  }
}

/** Throws invalid-study for a part that is no sky. */
export function skyOf({ parts }: Study, id: Id): Sky {
  const part = parts[id]
  if (part?.kind === 'sky') return part
  throw new Problem('invalid-study', `“${id}” is not a sky.`, { remedy: 'Save the study again from the page.' })
}

/** Skies that were invented, and counts that were drawn. */
const isMadeUp = (part: Part): boolean => isTruth(part) || (part.kind === 'observation' && part.counts.from !== 'file')

function inWords(study: Study, source: Sky['source'], behind: readonly Part[], synthetic: boolean): string {
  switch (source.from) {
    case 'harmonics':
      return 'a synthetic true sky: made up, not measured'
    case 'difference':
      return `${source.of.join(' minus ')}${synthetic ? ', of which not all is data' : ''}`
    case 'map':
      return `a map from ${behind.flatMap((part) => (part.kind === 'data' ? [part.origin.name] : [])).join(', ')}`
    case 'observations': {
      const sites = source.observations.flatMap((one) => (study.parts[one]?.kind === 'observation' ? [study.parts[one].site.name] : []))
      return `what ${source.method} finds of the counts of ${sites.join(', ')}${synthetic ? ', which are synthetic: not data' : ''}`
    }
  }
}
