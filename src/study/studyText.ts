/** The study as the text that travels with what is taken away: in pictures, in the headers of maps, in its own file. */
import type { Study } from './document.ts'
import { version } from './version.ts'

/**
 * The study as compact JSON, the same text however the study came about: keys in alphabetical order, except those of parts
 * and recipes, which are names in an order of their own. Pure ASCII, other characters as \uXXXX.
 */
export const studyJson = (study: Study): string => ascii(JSON.stringify(study, inOrder))

/** The study as a file a person may read. `madeBy` says which version of Anisky wrote it; who opens it need not know. */
export const studyFile = (study: Study): string => `${JSON.stringify({ madeBy: `Anisky ${version}`, ...study }, undefined, 2)}\n`

function inOrder(key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || key === 'parts' || key === 'recipes') return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Every character outside printable ASCII as \uXXXX, which JSON reads back. */
export const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
