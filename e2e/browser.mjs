/**
 * Finds a Chromium for the tests, or installs one: what ANISKY_CHROMIUM names, one the system has, the one Playwright has
 * downloaded; failing these, the package of a Debian where we are root, and at last Playwright's own download.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const LINUX = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/opt/google/chrome/chrome']
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']

function usualPlaces() {
  if (process.platform === 'darwin') return MAC
  if (process.platform !== 'win32') return LINUX
  const roots = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']].filter(Boolean)
  return roots.flatMap((root) => [join(root, 'Google/Chrome/Application/chrome.exe'), join(root, 'Chromium/Application/chrome.exe')])
}

/** Some distributions ship a chromium-browser that only says where the real one may be had: asking for the version tells. */
function answers(path) {
  if (!existsSync(path)) return false
  if (process.platform === 'win32') return true // there, asking for the version opens a window
  try {
    return /\d+\.\d+/.test(execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 30_000 }))
  } catch {
    return false
  }
}

async function downloaded() {
  const { chromium } = await import('playwright')
  const path = chromium.executablePath()
  return path !== '' && existsSync(path) ? path : undefined
}

/** The browser that is there already, or undefined; installs nothing. Throws when ANISKY_CHROMIUM names no file. */
export async function presentChromium() {
  const named = process.env['ANISKY_CHROMIUM']
  if (named) {
    if (!existsSync(named)) throw new Error(`ANISKY_CHROMIUM names ${named}, and there is no such file. Correct it, or unset it to let a browser be found.`)
    return named
  }
  return usualPlaces().find(answers) ?? (await downloaded())
}

const isDebianRoot = () => process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

/** Runs an installer and keeps its words for the case that it fails. */
function install(command, args, env = process.env) {
  console.log(`browser: none found; ${[command, ...args].join(' ')} …`)
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', env, maxBuffer: 1 << 28 })
  if (status === 0) return ''
  return `${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-8).join('\n')
}

function installFromDebian() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return install('apt-get', ['update'], env) + install('apt-get', ['install', '-y', 'chromium'], env)
}

function installFromPlaywright() {
  const { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: _, ...env } = process.env
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js')
  return install(process.execPath, [cli, 'install', 'chromium'], env)
}

/**
 * A Chromium to test with; prints which. Throws one plain sentence (and the installers' last words) when none can be had.
 *
 * @returns {Promise<{ executablePath: string }>}
 */
export async function chromium() {
  let path = await presentChromium()
  let complaints = ''
  if (path === undefined && isDebianRoot()) {
    complaints = installFromDebian()
    path = await presentChromium()
  }
  if (path === undefined) {
    complaints += `\n${installFromPlaywright()}`
    path = await presentChromium()
  }
  if (path === undefined) {
    throw new Error(`No Chromium was found and none could be installed. Install Chrome or Chromium, or set ANISKY_CHROMIUM to its path.\n${complaints.trim()}`)
  }
  console.log(`browser: ${path}`)
  return { executablePath: path }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  chromium().catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
