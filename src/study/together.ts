/** Maps that are handed over together: which of them make one sky, by their names, their sums and what each holds. */
import type { ColumnCard, ReadCard } from '../formats/readCard.ts'
import { mainColumn, mapSourceOf } from '../formats/roles.ts'
import { geometryName, sameGeometry } from '../science/sphere/rings.ts'
import { gradedPair, type GradedPair } from './gradedPair.ts'

/** What one file can give to the sky of another. */
export type PartnerRole = 'background' | 'error'

/** The files of one sky: counts or an intensity, and what a second file gives to it. */
export interface SkyFiles {
  readonly main: ReadCard
  readonly partner?: { readonly role: PartnerRole; readonly card: ReadCard; readonly column: number }
  /** The NSIDE both are brought to, where theirs differ. */
  readonly nside?: number
}

/** Two files that are named as if they belonged together, and do not fit. */
export interface Misfit {
  readonly main: ReadCard
  readonly role: PartnerRole
  readonly card: ReadCard
  /** What the pixels of `main` and of `card` are called. */
  readonly pixels: readonly [string, string]
  /** What they make once the finer is brought to the coarser, where that can be done. */
  readonly pair?: GradedPair
}

export interface Together {
  /** In the order of the files they begin with. */
  readonly skies: readonly SkyFiles[]
  readonly misfits: readonly Misfit[]
}

/** What a file offers: a role by itself, or `whole` where it needs no other. */
type Offer = 'counts' | 'intensity' | PartnerRole | 'whole'

interface Clue {
  readonly card: ReadCard
  readonly column: ColumnCard | undefined
  readonly offer: Offer
  /** The name of the file without what tells its role: the same for files that belong together. */
  readonly stem: string
}

const BACKGROUND = /^(background|backgrounds|bkgd?|bgd?|expectation|expected|expect|off|noff|reference|isotropic|isotropy)$/
const ERROR = /^(err|errs|error|errors|sigma|std|stddev|uncertainty|uncert|rms)$/
const DATA = /^(data|counts?|ncounts|on|non|events?|signal|hits|n|map|relint|intensity|value|values|anisotropy)$/
const ENDING = /\.(fits?|fts|npy|npz|zip|csv|tsv|txt|dat)(\.gz)?$|\.gz$/i

/** The words of a name, in small letters: `HAWC_bgMap-64` has hawc, bg, map and 64. */
const wordsOf = (name: string): readonly string[] => name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().split(/[^\p{L}\d]+/u).filter(Boolean)

function clueOf(card: ReadCard): Clue {
  const words = wordsOf(card.name.replace(ENDING, ''))
  const stem = words.filter((word) => !BACKGROUND.test(word) && !ERROR.test(word) && !DATA.test(word)).join(' ')
  const column = mainColumn(card.columns)
  return { card, column, stem, offer: column === undefined ? 'whole' : offerOf(card, column, words) }
}

function offerOf(card: ReadCard, column: ColumnCard, words: readonly string[]): Offer {
  const roles = mapSourceOf(card)
  if (card.local !== undefined || (roles.counts !== undefined && roles.background !== undefined) || (roles.intensity !== undefined && roles.error !== undefined)) return 'whole'
  const said = [...words, ...wordsOf(column.alias ?? column.name)]
  if (column.guess === 'error' || (column.negative === 0 && said.some((word) => ERROR.test(word)))) return 'error'
  if (column.negative === 0 && column.max >= 1 && said.some((word) => BACKGROUND.test(word))) return 'background'
  return column.guess === 'counts' ? 'counts' : 'intensity'
}

/** Sorts maps into skies. Names decide; where they say nothing, sums that match tell counts from what is expected of them. */
export function together(cards: readonly ReadCard[]): Together {
  const clues = withoutNames(cards.map(clueOf))
  const taken = new Set<Clue>()
  const skies: { at: number; sky: SkyFiles }[] = []
  const misfits: Misfit[] = []
  for (const main of clues) {
    if (main.offer !== 'counts' && main.offer !== 'intensity') continue
    const role = main.offer === 'counts' ? 'background' : 'error'
    const partner = partnerOf(main, role, clues, taken)
    if (partner !== undefined) taken.add(partner)
    const given: SkyFiles['partner'] = partner && { role, card: partner.card, column: partner.column!.index }
    const fits = given !== undefined && sameGeometry(given.card.geometry, main.card.geometry)
    if (given !== undefined && !fits) misfits.push(misfitOf(main.card, given))
    skies.push({ at: clues.indexOf(main), sky: { main: main.card, ...(fits ? { partner: given } : {}) } })
  }
  clues.forEach((clue, at) => {
    if (clue.offer !== 'counts' && clue.offer !== 'intensity' && !taken.has(clue)) skies.push({ at, sky: { main: clue.card } })
  })
  return { skies: skies.sort((a, b) => a.at - b.at).map(({ sky }) => sky), misfits }
}

function misfitOf(main: ReadCard, partner: NonNullable<SkyFiles['partner']>): Misfit {
  const pair = gradedPair(main, partner)
  return { main, role: partner.role, card: partner.card, pixels: [geometryName(main.geometry), geometryName(partner.card.geometry)], ...(pair === undefined ? {} : { pair }) }
}

/** The file of that role with the same stem; or the only one, for the only one it can belong to. */
function partnerOf(main: Clue, role: PartnerRole, clues: readonly Clue[], taken: ReadonlySet<Clue>): Clue | undefined {
  const offered = clues.filter((clue) => clue.offer === role && !taken.has(clue))
  const alike = offered.filter(({ stem }) => stem === main.stem)
  if (alike.length === 1) return alike[0]
  const mains = clues.filter(({ offer }) => offer === main.offer)
  return offered.length === 1 && mains.length === 1 ? offered[0] : undefined
}

/** Two maps of counts and no word about which is which: the one that is not whole numbers, or the later of equals, is what is expected of the other. */
function withoutNames(clues: readonly Clue[]): readonly Clue[] {
  const counts = clues.filter(({ offer }) => offer === 'counts')
  const [first, second] = counts
  if (counts.length !== 2 || first === undefined || second === undefined || clues.some(({ offer }) => offer === 'background')) return clues
  if (!sameGeometry(first.card.geometry, second.card.geometry)) return clues
  const [a, b] = [first.column!, second.column!]
  // Events drawn anew with other times keep their number to the last one; two years of data do not have the same.
  const together = a.integers !== b.integers ? Math.abs(a.sum - b.sum) <= Math.max(1e-3 * a.sum, 5 * Math.sqrt(a.sum)) : a.integers && a.sum === b.sum
  if (!together) return clues
  const expected = a.integers && !b.integers ? second : b.integers && !a.integers ? first : second
  return clues.map((clue) => (clue === expected ? { ...clue, offer: 'background' } : clue))
}
