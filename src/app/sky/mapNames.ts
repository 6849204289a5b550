/** What each of several maps is, in as few words as tell them apart. */
import type { Id, MapPane, Quantity, Study } from '../../study/document.ts'
import { CLOCKS, clockOf } from '../../study/clockName.ts'
import { PLAIN } from '../../study/companions.ts'
import { OBSERVED } from '../../study/desks.ts'
import { multipoleText } from '../../study/multipoleName.ts'
import { DIFFERENCE, shownQuantity } from '../../study/shown.ts'

const QUANTITIES: { readonly [Q in Quantity]: string } = { relativeIntensity: 'relative intensity', significance: 'significance', counts: 'counts' }

/** The maps by their skies where they show one quantity, by their quantities where they show one sky, and else by both. */
export function mapNames(study: Study, panes: readonly MapPane[]): readonly string[] {
  const quantities = panes.map(quantityName)
  const skies = panes.map(({ part }) => skyName(study, part))
  const [oneQuantity, oneSky] = [quantities, skies].map((names) => new Set(names).size === 1)
  return panes.map((_, i) => (oneQuantity ? skies[i]! : oneSky ? quantities[i]! : `${quantities[i]!}, ${skies[i]!}`))
}

/** The maps compared are A, B, C … */
export const letterOf = (place: number): string => String.fromCharCode(65 + place)

export const quantityName = (pane: MapPane): string => (pane.multipole === undefined ? QUANTITIES[shownQuantity(pane)] : `${multipoleText(pane.multipole)} part`)

export function skyName({ parts }: Pick<Study, 'parts'>, id: Id): string {
  if (id === PLAIN.subtract) return 'before subtraction'
  if (id === PLAIN.smooth) return 'not smoothed'
  const part = parts[id]
  if (part?.kind !== 'sky') return id
  const { source } = part
  switch (source.from) {
    case 'map': {
      const data = parts[(source.counts ?? source.intensity ?? source.background ?? source.error)?.data ?? '']
      return data?.kind === 'data' ? data.origin.name : id
    }
    case 'observations': {
      const [only, ...more] = source.observations.map((one) => parts[one])
      const clock = clockOf({ parts }, id)
      const hours = clock === 'sidereal' ? '' : `, at hours of ${CLOCKS[clock].time}`
      if (more.length === 0 && only?.kind === 'observation') return `seen by ${only.site.name}${hours}`
      return `seen by ${1 + more.length} mock observatories${hours}`
    }
    case 'harmonics':
      return id === OBSERVED.truth ? 'the true sky' : `synthetic sky “${id}”`
    case 'difference': {
      const [a, b] = source.of.map((one) => skyName({ parts }, one))
      return id === DIFFERENCE ? `A − B, where A is ${a} and B is ${b}` : `${a} − ${b}`
    }
  }
}
