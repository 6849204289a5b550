/** Pointing: what is known of the place under the pointer. One question at a time; only the latest place matters. */
import type { Bridge } from '../compute/bridge.ts'
import type { Session } from './session.ts'
import type { SessionStore } from './store.ts'

/** The sky the read-out speaks of: that of the first map. */
const skyShown = ({ study }: Session): string | undefined => {
  const pane = study.view.panes.find(({ kind }) => kind === 'map')
  return pane?.kind === 'map' ? pane.part : undefined
}

/** Keeps `reading` true to `cursor`, to the study and to what has been made of it. Returns how to stop. */
export function point(store: SessionStore, bridge: Pick<Bridge, 'peek'>): () => void {
  let asking = false
  let again = false

  async function ask(): Promise<void> {
    if (asking) return void (again = true)
    asking = true
    do {
      again = false
      const session = store.getState()
      const { cursor, study } = session
      const part = skyShown(session)
      const reading = cursor === undefined || part === undefined ? undefined : await bridge.peek(study, part, cursor.pixel).catch(() => undefined)
      const { cursor: now, reading: before } = store.getState()
      if (now?.pixel === cursor?.pixel && JSON.stringify(before) !== JSON.stringify(reading)) store.setState({ reading })
    } while (again)
    asking = false
  }

  return store.subscribe((now, was) => {
    const moved = now.cursor?.pixel !== was.cursor?.pixel
    const remade = now.cursor !== undefined && (now.findings !== was.findings || now.study !== was.study)
    if (moved || remade) void ask()
  })
}
