/** Files the study names and nobody has opened here: not an error, a question. */
import type { Data } from '../study/document.ts'
import type { Session } from './session.ts'

export type MissingFile = Data['origin']

const NONE: readonly MissingFile[] = []
let lastFindings: Session['findings'] | undefined
let lastStudy: Session['study'] | undefined
let lastMissing: readonly MissingFile[] = NONE

/** The files that failed results are waiting for, in the order of the study's parts. The same list until it changes. */
export function missingFiles({ study, findings }: Pick<Session, 'study' | 'findings'>): readonly MissingFile[] {
  if (findings === lastFindings && study === lastStudy) return lastMissing
  lastFindings = findings
  lastStudy = study
  const asked = new Set<unknown>()
  for (const finding of Object.values(findings)) {
    if (finding?.state === 'failed' && finding.problem.code === 'file-missing') asked.add(finding.problem.facts['sha256'])
  }
  const missing = asked.size === 0 ? [] : Object.values(study.parts).flatMap((part) => (part.kind === 'data' && asked.has(part.origin.sha256) ? [part.origin] : []))
  const same = missing.length === lastMissing.length && missing.every((file, i) => file === lastMissing[i])
  if (!same) lastMissing = missing.length === 0 ? NONE : missing
  return lastMissing
}
