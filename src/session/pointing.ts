/** Pointing: what is known of the place under the pointer, on every map shown. One question at a time; only the latest place matters. */
import type { Bridge } from '../compute/bridge.ts'
import { shownMaps } from '../study/shown.ts'
import type { Session } from './session.ts'
import type { SessionStore } from './store.ts'

/** Keeps the readings true to `cursor`, to the study and to what has been made of it. Returns how to stop. */
export function point(store: SessionStore, bridge: Pick<Bridge, 'peek'>): () => void {
  let asking = false
  let again = false

  async function ask(): Promise<void> {
    if (asking) return void (again = true)
    asking = true
    do {
      again = false
      const { cursor, study } = store.getState()
      const readings = cursor === undefined ? [] : await bridge.peek(study, cursor).catch(() => [])
      const { cursor: now, readings: before } = store.getState()
      if (samePlace(now, cursor) && JSON.stringify(before) !== JSON.stringify(readings)) store.setState({ reading: readings[0], readings })
    } while (again)
    asking = false
  }

  return store.subscribe((now, was) => {
    // Another map may have finer pixels than the one that is pointed at.
    const moved = now.cursor?.pixel !== was.cursor?.pixel || (now.cursor !== was.cursor && shownMaps(now.study).length > 1)
    const remade = now.cursor !== undefined && (now.findings !== was.findings || now.study !== was.study)
    if (moved || remade) void ask()
  })
}

/** Within a pixel of the map that is pointed at, what is known of an earlier place is still worth showing. */
const samePlace = (a: Session['cursor'], b: Session['cursor']): boolean => a?.pixel === b?.pixel
