/** What the read card speaks of: the skies on the maps that are made of files, and the files each of them is made of. */
import type { ReadCard } from '../../formats/readCard.ts'
import type { Session } from '../../session/session.ts'
import { isPlain } from '../../study/companions.ts'
import type { Data, Id, MapSource, Study } from '../../study/document.ts'
import { mapsOf } from '../../study/shown.ts'

export interface FileOnCard {
  readonly id: Id
  readonly data: Data
  readonly card: ReadCard
}

export interface SkyOnCard {
  readonly sky: Id
  readonly source: MapSource
  readonly files: readonly FileOnCard[]
}

/** In the order of the maps. A file none of whose columns is used any more stays with the first, where it can be given a role again. */
export function skiesOnCard(study: Study, cards: Session['cards']): readonly SkyOnCard[] {
  const used = new Set(Object.values(study.parts).flatMap((part) => (part.kind === 'sky' && part.source.from === 'map' ? dataOf(part.source) : [])))
  const idle = Object.entries(study.parts).flatMap(([id, part]) => (part.kind === 'data' && part.reading.as !== 'curve' && !used.has(id) ? [id] : []))
  const skies = [...new Set(mapsOf(study).map(({ pane }) => pane.part))].flatMap((sky): { sky: Id; source: MapSource }[] => {
    const part = study.parts[sky]
    return part?.kind === 'sky' && part.source.from === 'map' && !isPlain(sky) ? [{ sky, source: part.source }] : []
  })
  const fileOf = (id: Id): FileOnCard[] => {
    const data = study.parts[id]
    const card = data?.kind === 'data' ? cards[data.origin.sha256] : undefined
    return data?.kind === 'data' && card !== undefined ? [{ id, data, card }] : []
  }
  return skies.map(({ sky, source }, i) => ({ sky, source, files: [...dataOf(source), ...(i === 0 ? idle : [])].flatMap(fileOf) })).filter(({ files }) => files.length > 0)
}

const dataOf = ({ counts, background, intensity, error }: MapSource): readonly Id[] => [...new Set([counts, intensity, background, error].flatMap((column) => column?.data ?? []))]
