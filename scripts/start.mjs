/** `npm start`: builds the site if needed, serves it on this machine and opens it in the browser. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const [major, minor] = process.versions.node.split('.').map(Number)
const { buildIfNeeded, root } = await import('./build.mjs')
const { serve } = await import('./serve.mjs')

/** What stands in the way, as a sentence; undefined when nothing does. */
function obstacle() {
  if (major < 20 || (major === 20 && minor < 19)) return `Anisky needs Node 20.19 or newer; this is ${process.versions.node}.`
  if (!existsSync(join(root, 'node_modules/vite'))) return 'The packages are not installed yet. Run npm ci first.'
  return undefined
}

/** The browser is opened as a courtesy: where that does not work, the printed address is enough. */
function openInBrowser(url) {
  const silent = process.env['CI'] || process.env['NO_OPEN']
  const screenless = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
  if (silent || screenless) return
  const [command, args] =
    process.platform === 'darwin' ? ['open', [url]] : process.platform === 'win32' ? ['cmd', ['/c', 'start', '', url]] : ['xdg-open', [url]]
  spawn(command, args, { stdio: 'ignore', detached: true }).on('error', () => {}).unref()
}

const trouble = obstacle()
if (trouble !== undefined) {
  console.error(trouble)
  process.exit(1)
}
try {
  buildIfNeeded()
  const { url } = await serve(join(root, 'dist'), { port: Number(process.env['PORT'] ?? 4179) })
  console.log(`Anisky is open at ${url} (stop with Ctrl+C)`)
  openInBrowser(url)
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
