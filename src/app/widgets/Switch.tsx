import type { ReactNode } from 'react'

export interface SwitchProps {
  readonly on: boolean
  readonly children: ReactNode
  onChange(on: boolean): void
}

/** On or off, at once; its text is its label. */
export function Switch({ on, children, onChange }: SwitchProps) {
  return (
    <label className="switch">
      {children}
      <input type="checkbox" role="switch" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span className="switch-track" aria-hidden="true" />
    </label>
  )
}
