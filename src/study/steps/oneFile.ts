/** One file, where one is needed. */
import type { Handed } from '../../formats/handed.ts'
import { Problem } from '../../science/problem.ts'

/** Throws invalid-study when several files were handed over together: the study reads as one what is none. */
export function oneFile(handed: Handed): Blob {
  if (handed instanceof Blob) return handed
  throw new Problem('invalid-study', 'This study reads a set of files as if it were one.', { remedy: 'Open the files anew.' })
}
