/** The counts of a detector were opened: the sky is found of them. */
import type { MarginalsCard } from '../formats/readCard.ts'
import { studyOfMarginals } from '../study/observedFile.ts'
import type { Session } from './session.ts'

export function openMarginals({ edit, say }: Session, card: MarginalsCard): void {
  const { name, site, events, pieces, warnings } = card
  edit(studyOfMarginals(card), { label: `Opened ${name}` })
  const together = pieces > 1 ? `, ${pieces} files added` : ''
  say({ tone: 'status', text: [`${name} holds ${events.toLocaleString('en')} events of ${site.name}${together}: the sky is found of them by maximum likelihood.`, ...warnings].join(' '), undo: true })
}
