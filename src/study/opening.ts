/** From a read card to parts of a study: the default answers, which the person can change. */
import type { LocalSite, ReadCard } from '../formats/readCard.ts'
import { mapSourceOf } from '../formats/roles.ts'
import { openMapBeside } from './comparing.ts'
import type { Column, Data, Id, MapSource, Reading, Study } from './document.ts'
import { FILE_DATA, openMap } from './edits.ts'

/** The edit that puts a file's map in the place of what is shown, or beside it. */
export function studyOfCard(card: ReadCard, where: 'instead' | 'beside' = 'instead'): (study: Study) => Study {
  const data: Data = {
    kind: 'data',
    origin: { name: card.name, bytes: card.bytes, sha256: card.sha256 },
    reading: defaultReading(card),
  }
  return where === 'beside' ? openMapBeside(data, (id) => defaultSource(card, id)) : openMap(data, defaultSource(card, FILE_DATA))
}

const defaultReading = ({ local, ordering, frame }: ReadCard): Reading =>
  local === undefined
    ? { as: 'healpix', ordering, frame, epoch: 'ofDate', zeroIsUnseen: false }
    : { as: 'localMaps', site: local.site ?? { ...UNSTATED_SITE, zenithMaxDeg: local.seenToDeg }, azimuth: 'southEast', binTime: 'centre', firstBinDeg: 0 }

/** Where a detector is taken to stand that nobody has told of: the read card asks. */
const UNSTATED_SITE: LocalSite = { name: 'HAWC', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 57 }

function defaultSource(card: ReadCard, data: Id): MapSource {
  const { reference, intensityIs, ...roles } = mapSourceOf(card)
  const columns: { -readonly [R in keyof typeof roles]: Column } = {}
  for (const role of ['counts', 'background', 'intensity', 'error'] as const) {
    const column = roles[role]
    if (column !== undefined) columns[role] = { data, column }
  }
  return { from: 'map', ...columns, intensityIs, reference, backgroundMade: 'sameData', alpha: 1 / 20 }
}
