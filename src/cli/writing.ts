/** Files written whole or not at all. */
import { open, rename, rm } from 'node:fs/promises'
import { Problem } from '../science/problem.ts'

export const unwritable = (path: string) => (cause: unknown): never => {
  throw new Problem('file-missing', `${path} cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}).`, { remedy: 'Choose another place for --out, or make room.', facts: { path }, cause })
}

/** Returns the path. Under another name first, on disk before it is renamed. */
export async function write(path: string, bytes: Uint8Array): Promise<string> {
  const passing = `${path}.${process.pid}.part`
  try {
    const file = await open(passing, 'w')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(passing, path)
  } catch (cause) {
    await rm(passing, { force: true })
    unwritable(path)(cause)
  }
  return path
}
