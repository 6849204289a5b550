/** A table of C_l was opened: it is drawn beside the spectrum of the map, and said what it is. */
import type { CurveCard } from '../formats/readCard.ts'
import { curveOfCard } from '../study/curveEdits.ts'
import type { Session } from './session.ts'

export function openCurve({ edit, say }: Session, card: CurveCard): void {
  const { name, degrees: [first, last], assumptions } = card
  edit(curveOfCard(card), { label: `Opened ${name}` })
  say({ tone: 'status', text: [`${name} is an angular power spectrum, l = ${first} to ${last}: it is drawn beside that of the map.`, ...assumptions].join(' '), undo: true })
}
