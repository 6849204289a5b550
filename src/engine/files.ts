/** The files of this visit, by fingerprint. A study names a file; the bytes are handed over by a person, here. */
import type { Handed } from '../formats/handed.ts'
import { Problem } from '../science/problem.ts'
import type { Data } from '../study/document.ts'

export type Origin = Data['origin']

export interface Files {
  /** Keeps what a fingerprint stands for, one file or several: by reference, a Blob is not copied. */
  supply(sha256: string, file: Handed): void
  has(sha256: string): boolean
  /** What was supplied under a fingerprint. Throws file-missing, naming the file. */
  file(origin: Origin): Promise<Handed>
}

export function createFiles(): Files {
  const known = new Map<string, Handed>()
  return {
    supply: (sha256, file) => void known.set(sha256, file),
    has: (sha256) => known.has(sha256),
    async file(origin) {
      const blob = known.get(origin.sha256)
      if (blob === undefined) throw missingFile(origin)
      return blob
    },
  }
}

export const missingFile = ({ name, bytes, sha256 }: Origin): Problem =>
  new Problem('file-missing', `This study is about the file ${name}, and it has not been opened here yet.`, {
    remedy: `Open ${name} (SHA-256 ${sha256.slice(0, 8)}…): everything else is already in place.`,
    facts: { name, bytes, sha256 },
  })
