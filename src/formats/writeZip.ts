/** Several files as one: the same bytes for the same files, always. */
import { zipSync } from 'fflate'
import { demand } from '../science/problem.ts'

/** The first day a ZIP archive can name, in the clock of whoever writes: nothing else in it would change from day to day. */
const NO_DAY = new Date(1980, 0, 1)

/**
 * An archive of files with plain names. Throws invalid-argument for names that are more than that, or given twice.
 *
 * @param packed  false for bytes as they are: their archive is the same whatever packs them
 */
export function zipOf(files: readonly { readonly name: string; readonly bytes: Uint8Array }[], { packed = true }: { readonly packed?: boolean } = {}): Uint8Array<ArrayBuffer> {
  for (const { name } of files) demand(/^[\w.-]{1,80}$/.test(name), 'a file in an archive has a plain name', { name })
  demand(new Set(files.map(({ name }) => name)).size === files.length, 'files in an archive have different names', { files: files.length })
  return zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])), { mtime: NO_DAY, ...(packed ? {} : { level: 0 as const }) })
}
