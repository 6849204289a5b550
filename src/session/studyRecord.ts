/** How a study lies on the shelf. */
import type { Study } from '../study/document.ts'

export const STUDY = 'study'
/** Where lies what another study, or another version of this page, has taken the place of. */
export const ASIDE = 'aside'
export const FORMAT = 1

/** `hash` is the link that stood in the address at that time. */
export interface StudyRecord {
  readonly format: typeof FORMAT
  readonly hash: string
  readonly study: Study
}

export const same = (a: Study, b: Study): boolean => JSON.stringify(a) === JSON.stringify(b)
