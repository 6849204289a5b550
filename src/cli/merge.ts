/** Marginals files added into one: exact, one at a time, the same bytes in any order. */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { areMarginals, type MarginalsFile, readMarginals } from '../formats/marginalsFile.ts'
import { marginalsSum } from '../formats/marginalsSum.ts'
import { writeMarginals } from '../formats/marginalsWrite.ts'
import { counted } from '../formats/text.ts'
import { isProblem, Problem } from '../science/problem.ts'
import { fileAt } from './handed.ts'
import { unwritable, write } from './writing.ts'

export interface MergeOptions {
  readonly out: string
  readonly files: readonly string[]
  /** Told what was added. */
  readonly log?: (line: string) => void
}

/** Returns the path written. Throws file-missing, what `readMarginals` throws, and invalid-argument for files that do not add. Nothing is written then. */
export async function merge({ out, files, log = () => {} }: MergeOptions): Promise<string[]> {
  const sum = marginalsSum()
  for (const path of files) {
    const file = await marginalsAt(path)
    sum.add(file, path)
    log(`added ${path}: ${counted(file.pieces.length, 'piece')}`)
  }
  const bytes = writeMarginals(sum.total())
  await mkdir(dirname(out), { recursive: true }).catch(unwritable(out))
  return [await write(out, bytes)]
}

/** Of many files the one that is refused is named. */
async function marginalsAt(path: string): Promise<MarginalsFile> {
  const file = await fileAt(path)
  try {
    if (await areMarginals(file)) return await readMarginals(file)
  } catch (reason) {
    if (!isProblem(reason)) throw reason
    const { code, message, remedy, facts } = reason
    throw new Problem(code, `${path}: ${message}`, { facts, cause: reason, ...(remedy === undefined ? {} : { remedy }) })
  }
  throw new Problem('unsupported-file', `${path} is no marginals file.`, { remedy: 'Merge what observe and merge have written.' })
}
