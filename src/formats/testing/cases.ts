/** Files as people have them, good and bad, one for every case that docs/files.md tells of. Made by hand, byte by byte. */
import { FITS_CASES } from './fitsCases.ts'
import { HEADER_CASES } from './headerCases.ts'
import { LOCAL_CASES } from './localCases.ts'
import { MARGINALS_CASES } from './marginalsCases.ts'
import { PACKED_CASES } from './packedCases.ts'
import { TEXT_CASES } from './textCases.ts'

export interface FileCase {
  /** What is the matter with the file. */
  readonly name: string
  /** What the file is called. */
  readonly file: string
  readonly bytes: () => Uint8Array<ArrayBuffer>
}

export interface Section {
  readonly title: string
  readonly cases: readonly FileCase[]
}

export const SECTIONS: readonly Section[] = [...HEADER_CASES, ...FITS_CASES, ...LOCAL_CASES, ...MARGINALS_CASES, ...PACKED_CASES, ...TEXT_CASES]
