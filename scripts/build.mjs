/** Builds the site into dist/, if anything it is made from is newer than what is there. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const MADE_FROM = ['src', 'workers', 'public', 'scripts/contentSecurityPolicy.ts', 'scripts/serviceWorker.ts', 'index.html', 'vite.config.ts', 'package-lock.json']

function newest(path) {
  if (!existsSync(path)) return 0
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

export const built = () => existsSync(join(root, 'dist/index.html'))
export const upToDate = () => built() && statSync(join(root, 'dist/index.html')).mtimeMs >= Math.max(...MADE_FROM.map((name) => newest(join(root, name))))

/** How to run the program of a package with this very Node, on any platform. */
export const programOf = (path, ...args) => [process.execPath, [join(root, 'node_modules', path), ...args]]

/** Builds when needed. Throws what the build said when it fails. */
export function buildIfNeeded() {
  if (upToDate()) return
  console.log('building the site …')
  const [node, args] = programOf('vite/bin/vite.js', 'build', '--logLevel', 'warn')
  const { status, stdout, stderr } = spawnSync(node, args, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`The site could not be built.\n${stdout}${stderr}`)
}
