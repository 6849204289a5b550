import type { Finding } from '../../session/session.ts'
import { CsvButton, type TableName } from '../exports/CsvButton.tsx'
import { useLate } from '../sky/useLate.ts'
import { PlotFrame, type PlotFrameProps } from './PlotFrame.tsx'
import { problemOf } from './problemOf.ts'

export interface PlotCardProps extends Pick<PlotFrameProps, 'title' | 'note' | 'table' | 'children' | 'footer'> {
  /** What is shown may be old, missing or failed. */
  readonly findings: readonly (Finding<unknown> | undefined)[]
  /** The table with these numbers, to take away. */
  readonly csv: TableName
}

/** A plot of findings of the session. */
export function PlotCard({ title, findings, csv, ...frame }: PlotCardProps) {
  const working = useLate(findings.some((finding) => finding === undefined || finding.state === 'working'))
  const failed = findings.find((finding) => finding?.state === 'failed')
  const nothing = failed !== undefined && findings.every((finding) => finding?.value === undefined)
  return <PlotFrame title={title} busy={working} problem={problemOf(failed)} empty={nothing} actions={<CsvButton table={csv} label={title} />} {...frame} />
}
