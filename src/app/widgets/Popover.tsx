import { useEffect, useId, useRef, type ReactNode } from 'react'

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
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // What comes late makes it larger: it moves so as to stay in the window.
    const observer = new ResizeObserver(() => box.current?.matches(':popover-open') && place(box.current, opener.current!))
    observer.observe(box.current!)
    return () => observer.disconnect()
  }, [])
  return (
    <>
      <button ref={opener} type="button" className={className} popoverTarget={id} aria-label={label}>
        {button}
      </button>
      <div
        ref={box}
        id={id}
        popover="auto"
        className={menu ? 'popover menu' : 'popover'}
        onBeforeToggle={(event) => {
          if (event.newState !== 'open') return
          onOpen?.()
          place(event.currentTarget, opener.current!)
        }}
        onToggle={(event) => event.newState === 'open' && place(event.currentTarget, opener.current!)}
        onClick={(event) => menu && event.currentTarget.hidePopover()}
      >
        {children}
      </div>
    </>
  )
}

/** Whether one is open: then Escape closes it, and nothing else. */
export const isMenuOpen = (): boolean => document.querySelector('[popover]:popover-open') !== null

/** Below the button where there is room, above it otherwise, and never outside the window. */
function place(box: HTMLElement, opener: HTMLElement): void {
  const button = opener.getBoundingClientRect()
  const below = button.bottom + box.offsetHeight + GAP < innerHeight
  box.style.top = `${below ? button.bottom : Math.max(GAP, button.top - box.offsetHeight - GAP)}px`
  box.style.left = `${Math.max(GAP, Math.min(button.left, innerWidth - box.offsetWidth - GAP))}px`
}
