/** Files of counts as observations: a sky is found of them by a method, instead of being read. */
import type { MarginalsCard, ReadCard } from '../formats/readCard.ts'
import { cellsForBins } from '../science/sphere/wholeCells.ts'
import type { Data, Id, Observation, ObservationsSource, Sky, Study } from './document.ts'
import { FILE_DATA, openMap } from './edits.ts'

type Change = (study: Study) => Study

/** The name under which the counts of a file enter the study. */
export const FILE_COUNTS = 'counts'

/** A marginals file becomes the sky on the map, found by maximum likelihood. */
export const studyOfMarginals = ({ name, bytes, sha256, site, grid, clock }: MarginalsCard): Change => {
  const data: Data = { kind: 'data', origin: { name, bytes, sha256 }, reading: { as: 'marginals' } }
  const observation: Observation = { kind: 'observation', site, grid, ...(clock === 'sidereal' ? {} : { clock }), counts: { from: 'file', data: FILE_DATA } }
  return openMap(data, { from: 'observations', observations: [FILE_COUNTS], method: 'likelihood' }, { [FILE_COUNTS]: observation })
}

/** Whether local maps can be put on a ring grid: as many whole time bins in every cell. */
export const canBeObserved = ({ local }: ReadCard): boolean => local !== undefined && gridFor(local.bins, 64) !== undefined

/** As `gridForLocalMaps`: rings somewhat farther apart than the local pixels, and as many cells as time bins go into. */
function gridFor(bins: number, nside: number): Observation['grid'] {
  const [cells] = cellsForBins(bins, 360)
  return cells === undefined ? undefined : { rings: Math.max(4, Math.min(180, Math.round(2.5 * nside))), cells }
}

/** The sky made of local maps as counts over rate × acceptance is found of the same counts by a method instead; their data part stays. */
export const observeLocalMaps = (sky: Id, card: ReadCard, method: ObservationsSource['method'] = 'likelihood'): Change => (study) => {
  const part = study.parts[sky]
  if (part?.kind !== 'sky' || part.source.from !== 'map' || card.local === undefined || card.geometry.kind !== 'healpix') return study
  const id = part.source.counts?.data
  const data = id === undefined ? undefined : study.parts[id]
  const grid = gridFor(card.local.bins, card.geometry.nside)
  if (id === undefined || data?.kind !== 'data' || data.reading.as !== 'localMaps' || grid === undefined) return study
  const observation: Observation = { kind: 'observation', site: data.reading.site, grid, counts: { from: 'file', data: id } }
  const found: Sky = { ...part, source: { from: 'observations', observations: [FILE_COUNTS], method } }
  return { ...study, parts: { ...study.parts, [FILE_COUNTS]: observation, [sky]: found } }
}

/** Finds the sky of observations by another method. */
export const findBy = (sky: Id, method: ObservationsSource['method']): Change => (study) => {
  const part = study.parts[sky]
  if (part?.kind !== 'sky' || part.source.from !== 'observations' || part.source.method === method) return study
  const { passes: _, windows: _windows, ...source } = part.source
  return { ...study, parts: { ...study.parts, [sky]: { ...part, source: { ...source, method } } } }
}
