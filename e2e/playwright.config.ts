import { createServer, type AddressInfo } from 'node:net'
import { defineConfig } from '@playwright/test'
import { chromium } from './browser.mjs'

/** Workers read this file too: what is found once is handed on in the environment. */
process.env['ANISKY_CHROMIUM'] ??= (await chromium()).executablePath
process.env['ANISKY_PORT'] ??= String(await freePort())

/** The site is visited below a path, as on a university's web server: an address from the root would be noticed. */
const base = '/~reader/sky/'
const baseURL = `http://127.0.0.1:${process.env['ANISKY_PORT']}${base}`

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  workers: 1,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    baseURL,
    viewport: { width: 1440, height: 900 },
    trace: 'off',
    serviceWorkers: 'block', // a journey sees the site as it is; `offline.spec.ts` allows them
    launchOptions: {
      executablePath: process.env['ANISKY_CHROMIUM'],
      args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  webServer: { command: `node ../scripts/serve.mjs ../dist ${process.env['ANISKY_PORT']} ${base}`, url: baseURL, reuseExistingServer: false, timeout: 30_000 },
})

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })
}
