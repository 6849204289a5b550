import type { ReactNode } from 'react'
import { sessionStore, useSession } from '../../session/store.ts'
import { chordText, type Command } from '../commands.ts'

export interface CommandButtonProps {
  readonly command: Command
  readonly className?: string
  /** Shown instead of the label, which stays its name. */
  readonly icon?: ReactNode
  readonly showKeys?: boolean
}

/** A command, to press. */
export function CommandButton({ command, className = 'button', icon, showKeys = false }: CommandButtonProps) {
  const enabled = useSession(command.enabled)
  const keys = command.keys?.[0]
  return (
    <button
      type="button"
      className={className}
      disabled={!enabled}
      aria-label={icon === undefined ? undefined : command.label}
      title={keys === undefined ? command.label : `${command.label} (${chordText(keys)})`}
      onClick={() => command.run(sessionStore.getState())}
    >
      {icon ?? command.label}
      {showKeys && keys !== undefined && <kbd aria-hidden="true">{chordText(keys)}</kbd>}
    </button>
  )
}

/** A command that is on or off, as a chip. */
export function CommandChip({ command, label }: { readonly command: Command; readonly label: string }) {
  const pressed = useSession((session) => command.pressed?.(session) ?? false)
  const enabled = useSession(command.enabled)
  return (
    <button type="button" className="chip" aria-pressed={pressed} disabled={!enabled} title={command.label} onClick={() => command.run(sessionStore.getState())}>
      {label}
    </button>
  )
}
