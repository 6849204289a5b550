/** A list of places was opened: its places are marked on the map. */
import { readPlaces } from '../formats/placeList.ts'
import type { Mark } from '../study/document.ts'
import { setMarks } from '../study/edits.ts'
import type { Session } from './session.ts'

/** Throws what the reader throws: nothing is taken of a list with mistakes. */
export function openPlaces({ edit, say }: Session, name: string, text: string): void {
  const marks: readonly Mark[] = readPlaces(text)
  edit(setMarks(marks), { label: `Opened ${name}` })
  say({ tone: 'status', text: `${placesOf(marks)} of ${name} ${marks.length === 1 ? 'is' : 'are'} marked on the map.`, undo: true })
}

export const placesOf = ({ length }: readonly Mark[]): string => `${length} ${length === 1 ? 'place' : 'places'}`
