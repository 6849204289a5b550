import type { ReactNode } from 'react'
import type { Finding, Session } from '../session/session.ts'
import { useSession } from '../session/store.ts'
import type { Name } from '../study/graph.ts'
import { KeptLine } from './KeptLine.tsx'
import { duration } from './numbers.ts'
import { RendererNote } from './sky/RendererNote.tsx'

/** Results by the names a reader knows. Those that stand here are timed in the status bar. */
const TIMED = { display: 'map', spectrum: 'spectrum', profile: 'profile', dipole: 'dipole' } as const satisfies Partial<Record<Name, string>>

const WORKING: { readonly [K in Name]?: string } = {
  table: 'reading the map',
  mocked: 'drawing mock events',
  reconstruction: 'reconstructing',
  fit: 'fitting multipoles',
  residual: 'subtracting multipoles',
  smoothed: 'smoothing',
  significance: 'computing the significance',
  harmonics: 'transforming to harmonics',
  spectrum: 'computing the spectrum',
  noise: 'computing the noise level',
  profile: 'projecting on right ascension',
  dipole: 'fitting the dipole',
  display: 'preparing the map',
  contours: 'tracing lines',
}

export function StatusBar() {
  const busy = useSession((session) => session.busy)
  const asking = useSession((session) => session.asking)
  const opening = useSession((session) => session.opening)
  const cancel = useSession((session) => session.cancelWork)
  const timings = useSession(timingText)
  const offline = useSession((session) => session.offline)
  return (
    <StatusBarView asking={asking} busy={busy} reading={opening?.name} read={opening?.done} timings={timings} offline={offline} onCancel={cancel}>
      <KeptLine />
    </StatusBarView>
  )
}

export interface StatusBarViewProps {
  /** Whether what is shown may still change for the present study. */
  readonly asking: boolean
  readonly busy: Session['busy']
  /** The name of the file being read. */
  readonly reading: string | undefined
  /** How much of it has been read. */
  readonly read?: number | undefined
  readonly timings: string
  readonly offline: Session['offline']
  readonly children?: ReactNode
  onCancel(): void
}

export function StatusBarView({ asking, busy, reading, read, timings, offline, children, onCancel }: StatusBarViewProps) {
  const work = reading !== undefined ? `reading ${reading}` : busy !== undefined ? (WORKING[busy.result] ?? 'computing') : undefined
  const done = reading === undefined ? busy?.done : read
  return (
    <footer className="status-bar" aria-busy={asking || reading !== undefined}>
      <span className="status-dot" data-busy={work !== undefined || undefined} aria-hidden="true" />
      {work === undefined ? (
        <span>ready</span>
      ) : (
        <>
          <span>{work}</span>
          <progress aria-label={work} {...(done !== undefined && done > 0 ? { value: done } : {})} />
          <button type="button" className="text-button" onClick={onCancel}>
            Cancel
          </button>
        </>
      )}
      <span className="timings number">{timings}</span>
      <span role="status">{offline !== undefined && (offline.complete ? 'offline: everything works' : 'offline: parts that were not needed yet are missing')}</span>
      {children}
      <RendererNote />
    </footer>
  )
}

/** `map 1.6 ms · spectrum 41 ms`: how long the results on screen took to make. */
export function timingText({ findings }: Pick<Session, 'findings'>): string {
  return Object.entries(TIMED)
    .flatMap(([name, label]) => {
      const fresh = Object.entries(findings).flatMap(([ref, finding]) => (ref.startsWith(`${name}@`) && isFresh(finding) ? [finding.ms] : []))
      return fresh.length === 0 ? [] : [`${label} ${duration(Math.max(...fresh))}`]
    })
    .join(' · ')
}

const isFresh = (finding: Finding<unknown> | undefined): finding is Extract<Finding<unknown>, { state: 'fresh' }> => finding?.state === 'fresh'
