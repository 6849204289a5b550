/** What the command line gives: files, by fingerprint, and a study. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { createFiles, type Files } from '../engine/files.ts'
import { inspect } from '../engine/inspect.ts'
import { ThreadJob } from '../engine/job.ts'
import type { FileCard } from '../formats/readCard.ts'
import { Problem } from '../science/problem.ts'
import { checkStudy } from '../study/check.ts'
import type { Study } from '../study/document.ts'
import { handovers, unreadable } from './handed.ts'

/** Reads every file once, for its fingerprint. @param log  told of each */
export async function filesGiven(paths: readonly string[], log: (line: string) => void): Promise<{ readonly files: Files; readonly cards: readonly FileCard[] }> {
  const files = createFiles()
  const cards: FileCard[] = []
  for (const { handed, name } of await handovers(paths)) {
    const card = await inspect(handed, name, new ThreadJob())
    log(`read ${card.name}: ${card.sha256.slice(0, 12)}…`)
    files.supply(card.sha256, handed)
    cards.push(card)
  }
  return { files, cards }
}

export const names = (study: Study, sha256: string): boolean => Object.values(study.parts).some((part) => part.kind === 'data' && part.origin.sha256 === sha256)

/** A saved study. Throws file-missing and invalid-study. */
export async function studyAt(path: string): Promise<Study> {
  const text = await readFile(path, 'utf8').catch(unreadable(path))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Problem('invalid-study', `${basename(path)} is not JSON, so it is not a study.`, { remedy: 'Name a file saved by the page (.anisky.json).' })
  }
  const { study, complaints } = checkStudy(value)
  // On the page a bad setting returns to its default under the reader's eyes; in a batch nobody looks, so it stops.
  if (study === undefined || complaints.length > 0) {
    throw new Problem('invalid-study', `${basename(path)} is not a study that can be run: ${complaints.join('; ')}.`, { remedy: 'Open it on the page, which says what it makes of it, and save it again.' })
  }
  return study
}
