import { useId, useRef, type ReactNode, type ToggleEvent } from 'react'

export interface PopoverProps {
  /** What the button shows, and what it is called. */
  readonly button: ReactNode
  readonly label: string
  readonly className?: string
  /** A menu's list of buttons closes with the choice; a text stays. */
  readonly menu?: boolean
  /** Heard before it opens: what is inside may be fetched only then. */
  onOpen?(): void
  readonly children: ReactNode
}

const GAP = 12

/** A button that opens something small beside it. The browser closes it on Escape and on a press elsewhere. */
export function Popover({ button, label, className = 'button', menu = false, onOpen, children }: PopoverProps) {
  const id = useId()
  const opener = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button ref={opener} type="button" className={className} popoverTarget={id} aria-label={label}>
        {button}
      </button>
      <div
        id={id}
        popover="auto"
        className={menu ? 'popover menu' : 'popover'}
        onBeforeToggle={(event) => {
          if (event.newState === 'open') onOpen?.()
          place(event, opener.current!)
        }}
        onToggle={(event) => place(event, opener.current!)}
        onClick={(event) => menu && event.currentTarget.hidePopover()}
      >
        {children}
      </div>
    </>
  )
}

/** Below the button where there is room, above it otherwise, and never outside the window. */
function place(event: ToggleEvent<HTMLDivElement>, opener: HTMLElement) {
  if (event.newState !== 'open') return
  const box = event.currentTarget
  const button = opener.getBoundingClientRect()
  const below = button.bottom + box.offsetHeight + GAP < innerHeight
  box.style.top = `${below ? button.bottom : Math.max(GAP, button.top - box.offsetHeight - GAP)}px`
  box.style.left = `${Math.max(GAP, Math.min(button.left, innerWidth - box.offsetWidth - GAP))}px`
}
