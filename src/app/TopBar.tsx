import type { Session } from '../session/session.ts'
import { useSession } from '../session/store.ts'
import type { CommandTable } from './commands.ts'
import { DarkIcon, LightIcon, MoreIcon, RedoIcon, SystemIcon, UndoIcon } from './icons.tsx'
import { PlaceSwitch } from './PlaceSwitch.tsx'
import type { Theme } from './theme.ts'
import { CommandButton } from './widgets/CommandButton.tsx'
import { Popover } from './widgets/Popover.tsx'

export interface TopBarProps {
  readonly commands: CommandTable
  readonly theme: Theme
  /** Somebody is about to open a file. */
  onReach(): void
}

const THEMES = {
  system: { icon: SystemIcon, says: 'Theme: as the system' },
  light: { icon: LightIcon, says: 'Theme: light' },
  dark: { icon: DarkIcon, says: 'Theme: dark' },
} as const

export function TopBar({ commands, theme, onReach }: TopBarProps) {
  const title = useSession(({ study }) => study.title)
  const changes = useSession(changesText)
  const { icon, says } = THEMES[theme]
  return (
    <header className="bar">
      <h1>Anisky</h1>
      <PlaceSwitch />
      <p className="bar-title" title={title}>
        {title}
        {changes !== undefined && <span className="wide-only"> — {changes}</span>}
      </p>
      <span onPointerEnter={onReach} onFocus={onReach}>
        <CommandButton command={commands.open} />
      </span>
      <CommandButton command={commands.undo} className="button plain icon" icon={UndoIcon} />
      <span className="wide-only">
        <CommandButton command={commands.redo} className="button plain icon" icon={RedoIcon} />
      </span>
      <span className="wide-only">
        <CommandButton command={commands.export} />
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
          <CommandButton command={commands.export} showKeys />
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
