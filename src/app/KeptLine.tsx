import { byteSize } from '../science/units.ts'
import { sessionStore, useSession } from '../session/store.ts'

/** How much of what was opened the browser keeps, in the status bar, and how to be rid of it. */
export function KeptLine() {
  const files = useSession(({ kept }) => kept.files)
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return files.length === 0 ? null : <KeptLineView bytes={bytes} names={files.map(({ name }) => name)} onForget={() => void sessionStore.getState().forgetKept()} />
}

export interface KeptLineViewProps {
  readonly bytes: number
  readonly names: readonly string[]
  onForget(): void
}

export function KeptLineView({ bytes, names, onForget }: KeptLineViewProps) {
  return (
    <span className="kept-line" title={names.join(', ')}>
      {byteSize(bytes)} kept in this browser ·{' '}
      <button type="button" className="text-button" aria-label="Forget what this browser keeps" onClick={onForget}>
        forget
      </button>
    </span>
  )
}
