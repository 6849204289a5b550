import { useId, useRef, useState, type ReactNode } from 'react'
import type { Finding } from '../../session/session.ts'
import { CsvButton, type TableName } from '../exports/CsvButton.tsx'
import { useLate } from '../sky/useLate.ts'
import { useSize, type Size } from '../sky/useSize.ts'
import './plots.css'

export interface PlotCardProps {
  readonly title: string
  /** Unit and conventions, in small text behind the title. */
  readonly note: ReactNode
  /** What is shown may be old, missing or failed. */
  readonly findings: readonly (Finding<unknown> | undefined)[]
  /** The table with these numbers, to take away. */
  readonly csv: TableName
  /** The same numbers as a table. */
  readonly table: () => ReactNode
  readonly children: (size: Size) => ReactNode
  readonly footer?: ReactNode
}

/** A plot with its title, and the same numbers as a table one press away. */
export function PlotCard({ title, note, findings, csv, table, children, footer }: PlotCardProps) {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const [asTable, setAsTable] = useState(false)
  const working = useLate(findings.some((finding) => finding === undefined || finding.state === 'working'))
  const failed = findings.find((finding) => finding?.state === 'failed')
  const nothing = failed !== undefined && findings.every((finding) => finding?.value === undefined)
  return (
    <section className="card plot-card" aria-labelledby={id} aria-busy={working}>
      <header>
        <h2 id={id}>{title}</h2>
        <p className="soft small">{note}</p>
        <CsvButton table={csv} label={title} />
        <button type="button" className="text-button small" aria-pressed={asTable} aria-label={`${title} as table`} onClick={() => setAsTable(!asTable)}>
          {asTable ? 'plot' : 'table'}
        </button>
      </header>
      <div ref={box} className={working || failed ? 'plot-box dimmed' : 'plot-box'}>
        {asTable ? (
          <div className="table-scroll" tabIndex={0} role="region" aria-label={`${title}, table`}>
            {table()}
          </div>
        ) : (
          size.width > 0 && !nothing && children(size)
        )}
        {failed?.state === 'failed' && (
          <p className="plot-problem" role="status">
            {failed.problem.code === 'file-missing' ? 'waiting for the file' : failed.problem.message}
          </p>
        )}
      </div>
      {footer}
    </section>
  )
}
