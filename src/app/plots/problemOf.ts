import type { Finding } from '../../session/session.ts'

/** What a plot says instead of what could not be made; undefined while nothing has failed. */
export const problemOf = (finding: Finding<unknown> | undefined): string | undefined =>
  finding?.state === 'failed' ? (finding.problem.code === 'file-missing' ? 'waiting for the file' : finding.problem.message) : undefined
