/** Which of the files named on the command line are handed over together: time bins of local maps, with their configuration. */
import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import type { Handed } from '../formats/handed.ts'
import { lookLikeTimeBins, numberedSets } from '../formats/numberedNames.ts'
import { Problem } from '../science/problem.ts'

export interface Handover {
  readonly name: string
  readonly handed: Handed
}

/** In the order of the paths. A configuration (.json) goes with all other files; without one, files numbered like time bins go together. Throws file-missing. */
export async function handovers(paths: readonly string[]): Promise<readonly Handover[]> {
  const configured = paths.length > 1 && paths.some((path) => /\.json$/i.test(path))
  const together = configured ? paths : numberedSets(paths).filter((set) => lookLikeTimeBins(set) && !/\.npz$/i.test(set.suffix)).flatMap(({ members }) => members.map(({ index }) => paths[index]!))
  const alone = paths.filter((path) => !together.includes(path))
  const members = await Promise.all(together.map(async (path) => ({ name: basename(path), file: await fileAt(path) })))
  const single = await Promise.all(alone.map(async (path) => ({ name: basename(path), handed: await fileAt(path) })))
  return together.length === 0 ? single : [{ name: 'local maps', handed: members }, ...single]
}

// openAsBlob throws at once, not through its promise, when there is no such file.
export const fileAt = async (path: string): Promise<Blob> => (async () => openAsBlob(path))().catch(unreadable(path))

export const unreadable = (path: string) => (cause: unknown): never => {
  throw new Problem('file-missing', `${path} cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}).`, { remedy: 'Check the path and its permissions.', facts: { path }, cause })
}
