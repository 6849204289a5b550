import { isProblem } from '../science/problem.ts'
import type { Session } from '../session/session.ts'
import { sessionStore, useSession } from '../session/store.ts'
import { complaintOf } from './announce.ts'
import type { CommandTable } from './commands.ts'
import { DarkIcon, LightIcon, MoreIcon, RedoIcon, SystemIcon, UndoIcon } from './icons.tsx'
import type { Theme } from './theme.ts'
import { CommandButton } from './widgets/CommandButton.tsx'
import { Popover } from './widgets/Popover.tsx'
import type { Export } from './exports.ts'

export interface TopBarProps {
  readonly commands: CommandTable
  readonly exports: readonly Export[]
  readonly theme: Theme
}

const THEMES = {
  system: { icon: SystemIcon, says: 'Theme: as the system' },
  light: { icon: LightIcon, says: 'Theme: light' },
  dark: { icon: DarkIcon, says: 'Theme: dark' },
} as const

export function TopBar({ commands, exports, theme }: TopBarProps) {
  const title = useSession(({ study }) => study.title)
  const changes = useSession(changesText)
  const { icon, says } = THEMES[theme]
  return (
    <header className="bar">
      <h1>Anisky</h1>
      <p className="bar-title" title={title}>
        {title}
        {changes !== undefined && <span className="wide-only"> — {changes}</span>}
      </p>
      <CommandButton command={commands.open} />
      <CommandButton command={commands.undo} className="button plain icon" icon={UndoIcon} />
      <span className="wide-only">
        <CommandButton command={commands.redo} className="button plain icon" icon={RedoIcon} />
      </span>
      <span className="wide-only">
        <Popover button="Export ▾" label="Export" menu>
          <ExportButtons exports={exports} />
        </Popover>
      </span>
      <span className="wide-only">
        <CommandButton command={commands.share} className="button primary" />
      </span>
      <span className="wide-only">
        <CommandButton command={{ ...commands.theme, label: says }} className="button plain icon" icon={icon} />
      </span>
      <span className="wide-only">
        <CommandButton command={commands.help} className="button plain icon" icon="?" />
      </span>
      <span className="narrow-only">
        <Popover button={MoreIcon} label="More" className="button plain icon" menu>
          <CommandButton command={commands.redo} showKeys />
          <CommandButton command={commands.share} />
          <ExportButtons exports={exports} />
          <CommandButton command={{ ...commands.theme, label: says }} />
          <CommandButton command={commands.help} showKeys />
        </Popover>
      </span>
    </header>
  )
}

/** What becomes of changes that nobody has saved. */
function changesText({ past, kept }: Session): string | undefined {
  if (kept.study === 'kept') return 'unsaved changes kept in this browser'
  return past.length > 0 ? 'unsaved, kept in this page’s address' : undefined
}

function ExportButtons({ exports }: Pick<TopBarProps, 'exports'>) {
  const ready = useSession((session) => exports.map(({ enabled }) => (enabled(session) ? '1' : '0')).join(''))
  const save = async (it: Export) => {
    try {
      await it.run(sessionStore.getState())
    } catch (reason) {
      if (!isProblem(reason, 'cancelled')) sessionStore.getState().say({ tone: 'alert', ...complaintOf('The export', reason) })
    }
  }
  return exports.map((it, i) => (
    <button key={it.id} type="button" className="button" disabled={ready[i] === '0'} onClick={() => void save(it)}>
      {it.label}
    </button>
  ))
}
