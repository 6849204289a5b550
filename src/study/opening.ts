/** From a read card to parts of a study: the default answers, which the person can change. */
import type { LocalSite, ReadCard } from '../formats/readCard.ts'
import { mapSourceOf } from '../formats/roles.ts'
import { openMapBeside } from './comparing.ts'
import type { Column, Data, Id, MapSource, Reading, Study } from './document.ts'
import { FILE_DATA, openMap } from './edits.ts'
import type { SkyFiles } from './together.ts'

/** The edit that puts a file's map in the place of what is shown, or beside it. */
export const studyOfCard = (card: ReadCard, where: 'instead' | 'beside' = 'instead'): ((study: Study) => Study) => studyOfFiles({ main: card }, where)

/** The same for a sky of one file or two. What the second gives takes the place of what the first has of that role. */
export function studyOfFiles({ main, partner, nside }: SkyFiles, where: 'instead' | 'beside'): (study: Study) => Study {
  const second = (data: Id): Id => `${data}-${partner?.role}`
  const others = (data: Id) => (partner === undefined ? {} : { [second(data)]: dataOf(partner.card) })
  const source = (data: Id): MapSource => {
    const own = defaultSource(main, data)
    if (partner === undefined) return own
    const given = { ...own, [partner.role]: { data: second(data), column: partner.column }, ...(nside === undefined ? {} : { nside }) }
    return partner.role === 'background' ? { ...given, reference: 'background' } : given
  }
  return where === 'beside' ? openMapBeside(dataOf(main), source, others) : openMap(dataOf(main), source(FILE_DATA), others(FILE_DATA))
}

const dataOf = (card: ReadCard): Data => ({ kind: 'data', origin: { name: card.name, bytes: card.bytes, sha256: card.sha256 }, reading: defaultReading(card) })

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
