import { degrees } from '../../science/units.ts'
import { useSession } from '../../session/store.ts'
import { setPin } from '../../study/edits.ts'
import { shownMaps } from '../../study/shown.ts'
import { tidy } from './LiveMap.tsx'
import { ReadOut } from './ReadOut.tsx'
import { useWhyUnseen } from './useWhyUnseen.ts'

/** The read-out of one map. */
export function LiveReadOut() {
  const cursor = useSession((session) => session.cursor)
  const reading = useSession((session) => session.reading)
  const part = useSession(({ study }) => shownMaps(study)[0]?.pane.part)
  const why = useWhyUnseen(part, reading)
  return <ReadOut {...{ cursor, reading, why }} {...useReadOutActions()} />
}

/** What can be done with the place under the cursor. */
export function useReadOutActions(): { readonly pinned: boolean; onPin(): void; onCopy(text: string): void } {
  const cursor = useSession((session) => session.cursor)
  const pinned = useSession((session) => session.study.view.pinDeg !== undefined)
  const edit = useSession((session) => session.edit)
  const say = useSession((session) => session.say)
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text)
      say({ tone: 'status', text: 'The read-out is copied.' })
    } catch {
      say({ tone: 'alert', text: 'The browser does not let the page copy.', remedy: `Copy it by hand: ${text}` })
    }
  }
  return {
    pinned,
    onPin() {
      if (pinned) edit(setPin(undefined), { label: 'Place unpinned' })
      else if (cursor !== undefined) edit(setPin([tidy(degrees(cursor.alpha)), tidy(degrees(cursor.delta))]), { label: 'Place pinned' })
    },
    onCopy: (text) => void copy(text),
  }
}
