import { useEffect, useRef } from 'react'
import type { Notice } from '../session/session.ts'
import { sessionStore, useSession } from '../session/store.ts'
import { sentence } from './announce.ts'

const SHOWN_MS = 7000

/** What the page says: results politely and for a while, refusals until they are dismissed. */
export function Notices() {
  const notices = useSession((session) => session.notices)
  const dismiss = useSession((session) => session.dismiss)
  const lastLabel = useSession(({ past }) => past.at(-1)?.label)
  const takeBack = (id: number) => {
    dismiss(id)
    sessionStore.getState().undo()
  }
  const of = (tone: Notice['tone']) => notices.filter((notice) => notice.tone === tone)
  return (
    <div className="notices">
      <div role="alert">
        {of('alert').map((notice) => (
          <AlertView key={notice.id} notice={notice} onDismiss={() => dismiss(notice.id)} />
        ))}
      </div>
      <div role="status" aria-atomic="true">
        {of('status').slice(-1).map((notice) => (
          <StatusView key={notice.id} notice={notice} onDone={() => dismiss(notice.id)}
            onUndo={notice.undo === true && lastLabel !== undefined && notice.text === sentence(lastLabel) ? () => takeBack(notice.id) : undefined} />
        ))}
      </div>
    </div>
  )
}

export function AlertView({ notice, onDismiss }: { readonly notice: Notice; onDismiss(): void }) {
  return (
    <div className="notice alert">
      <p>
        {notice.text} {notice.remedy !== undefined && <span className="remedy">{notice.remedy}</span>}
      </p>
      <button type="button" className="button plain icon" aria-label="Dismiss" onClick={onDismiss}>
        ✕
      </button>
    </div>
  )
}

export interface StatusViewProps {
  readonly notice: Notice
  readonly onUndo: (() => void) | undefined
  onDone(): void
}

export function StatusView({ notice, onUndo, onDone }: StatusViewProps) {
  const done = useRef(onDone)
  useEffect(() => void (done.current = onDone))
  useEffect(() => {
    const timer = setTimeout(() => done.current(), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [notice.id])
  return (
    <div className="notice">
      <p>{notice.text}</p>
      {onUndo !== undefined && (
        <button type="button" className="button plain" onClick={onUndo}>
          Undo
        </button>
      )}
    </div>
  )
}
