import { useEffect, useId, useRef, type ReactNode } from 'react'

export interface DialogProps {
  readonly title: string
  readonly open: boolean
  readonly wide?: boolean
  readonly children: ReactNode
  onClose(): void
}

/** A native modal dialog: the browser keeps the focus inside and gives it back; Escape and a press outside close it. */
export function Dialog({ title, open, wide = false, children, onClose }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current!
    if (open && !element.open) element.showModal()
    if (!open && element.open) element.close()
  }, [open])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      className={wide ? 'dialog wide' : 'dialog'}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      {open && (
        <div className="dialog-body">
          <header className="dialog-head">
            <h2 id={id}>{title}</h2>
            <button type="button" className="button plain icon" aria-label="Close" onClick={onClose}>
              ✕
            </button>
          </header>
          {children}
        </div>
      )}
    </dialog>
  )
}
