import type { ReactNode } from 'react'
import { Switch } from '../widgets/Switch.tsx'

export interface CardProps {
  readonly number: number
  readonly title: string
  /** A few words at the right of the title. */
  readonly note?: string | undefined
  /** Given for cards that can be switched off. */
  readonly on?: boolean
  readonly onSwitch?: (on: boolean) => void
  readonly children?: ReactNode
}

/** One step of the recipe. */
export function Card({ number, title, note, on, onSwitch, children }: CardProps) {
  const name = (
    <h3>
      <span aria-hidden="true">{number} </span>
      {title}
    </h3>
  )
  return (
    <li className="card recipe-card" data-off={on === false || undefined}>
      <div className="card-head">
        {on === undefined || onSwitch === undefined ? name : <Switch on={on} onChange={onSwitch}>{name}</Switch>}
        {note !== undefined && <span className="card-note">{note}</span>}
      </div>
      {children}
    </li>
  )
}

/** The honest small print of a card. */
export function Convention({ title = 'Which convention?', children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <details>
      <summary>{title}</summary>
      <p>{children}</p>
    </details>
  )
}
