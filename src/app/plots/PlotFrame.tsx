import { useId, useRef, useState, type ReactNode } from 'react'
import { useSize, type Size } from '../sky/useSize.ts'
import './plots.css'

export interface PlotFrameProps {
  readonly title: string
  /** Unit and conventions, in small text behind the title. */
  readonly note: ReactNode
  /** What is shown is being made anew. */
  readonly busy?: boolean
  /** Why the plot is old, or not there. */
  readonly problem?: string | undefined
  /** There is nothing to draw. */
  readonly empty?: boolean
  /** Buttons beside the one that turns the plot into a table. */
  readonly actions?: ReactNode
  /** The same numbers as a table. */
  readonly table: () => ReactNode
  readonly children: (size: Size) => ReactNode
  readonly footer?: ReactNode
}

/** A box with a title for a plot, and the same numbers as a table one press away. Knows nothing of where they come from. */
export function PlotFrame({ title, note, busy = false, problem, empty = false, actions, table, children, footer }: PlotFrameProps) {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const [asTable, setAsTable] = useState(false)
  return (
    <section className="card plot-card" aria-labelledby={id} aria-busy={busy}>
      <header>
        <h2 id={id}>{title}</h2>
        <p className="soft small">{note}</p>
        {actions}
        <button type="button" className="text-button small" aria-pressed={asTable} aria-label={`${title} as table`} onClick={() => setAsTable(!asTable)}>
          {asTable ? 'plot' : 'table'}
        </button>
      </header>
      <div ref={box} className={busy || problem !== undefined ? 'plot-box dimmed' : 'plot-box'}>
        {asTable ? (
          <div className="table-scroll" tabIndex={0} role="region" aria-label={`${title}, table`}>
            {table()}
          </div>
        ) : (
          size.width > 0 && !empty && children(size)
        )}
        {problem !== undefined && (
          <p className="plot-problem" role="status">
            {problem}
          </p>
        )}
      </div>
      {footer}
    </section>
  )
}
