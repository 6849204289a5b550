/** The build's service worker: `workers/offline.ts` with the list of everything that was built written above it. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** What the service worker is told: path from the page and digest of every file of the build. The page itself is ''. */
export interface BuildList {
  readonly version: string
  readonly files: readonly (readonly [path: string, integrity: string])[]
}

export const SERVICE_WORKER = 'sw.js'
/** All that a browser is asked to keep of the program. */
export const MOST_BYTES = 3_000_000

/** What nobody needs offline: maps for those who mend the program, what is said to the server, the list itself. */
const isLeftOut = (path: string): boolean => path.endsWith('.map') || path.startsWith('_') || path === SERVICE_WORKER

const digest = (bytes: Uint8Array | string, as: 'base64' | 'hex'): string => createHash('sha256').update(bytes).digest(as)

/** Paths of all files below a folder, in the order of the alphabet. */
const filesIn = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .sort()

/** The list of a built site. `script` is part of what makes a version. Throws when it is more than a browser should be asked to keep. */
export function buildList(folder: string, script: string): BuildList & { readonly bytes: number } {
  const paths = filesIn(folder).filter((path) => !isLeftOut(path))
  const contents = paths.map((path) => readFileSync(join(folder, path)))
  const bytes = contents.reduce((sum, content) => sum + content.length, 0)
  if (bytes > MOST_BYTES) throw new Error(`The site has ${bytes} bytes; for use without a connection at most ${MOST_BYTES} are kept.`)
  const files = paths.map((path, i) => [path === 'index.html' ? '' : path, `sha256-${digest(contents[i]!, 'base64')}`] as const)
  return { version: digest(JSON.stringify([files, script]), 'hex').slice(0, 16), files, bytes }
}

const HEAD = /^self\.BUILD = .*\n/

/** Writes the list above the service worker of a built site; a list that is there already is replaced. Returns the bytes that will be kept. */
export function writeList(folder: string): number {
  const path = join(folder, SERVICE_WORKER)
  const script = readFileSync(path, 'utf8').replace(HEAD, '').replace(/\n\/\/# sourceMappingURL=.*\n?$/, '\n')
  const { version, files, bytes } = buildList(folder, script)
  writeFileSync(path, `self.BUILD = ${JSON.stringify({ version, files })}\n${script}`)
  return bytes
}

export const serviceWorker = (): Plugin => ({
  name: 'service-worker',
  apply: 'build',
  buildStart() {
    this.emitFile({ type: 'chunk', id: 'workers/offline.ts', fileName: SERVICE_WORKER })
  },
  writeBundle({ dir }) {
    if (dir === undefined || !existsSync(join(dir, SERVICE_WORKER))) return
    rmSync(join(dir, `${SERVICE_WORKER}.map`), { force: true }) // the list moves the lines
    const bytes = writeList(dir)
    this.info(`without a connection: ${(bytes / 1e6).toFixed(2)} MB`)
  },
})
