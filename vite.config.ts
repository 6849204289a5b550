import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { contentSecurityPolicy } from './scripts/contentSecurityPolicy.ts'
import { serviceWorker } from './scripts/serviceWorker.ts'

/** Set by `npm test`, which finds or installs a browser; without it Playwright takes its own. */
const chromium = process.env['ANISKY_CHROMIUM']
const unitTests = ['src/**/*.test.ts', 'workers/**/*.test.ts', 'scripts/**/*.test.ts']
const elsewhere = ['**/*.statistics.test.ts', '**/*.real.test.ts', '**/*.long.test.ts', '**/*.browser.test.ts']

export default defineConfig({
  base: './',
  plugins: [react(), contentSecurityPolicy(), serviceWorker()],
  worker: { format: 'es' },
  build: {
    target: 'baseline-widely-available',
    sourcemap: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600, // three.js, which comes with the globe
    // What the first visit needs in one piece, however much of it later parts use too: pieces compress worse.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'page', tags: ['$initial'], test: /^(?!.*[\\/]workers[\\/]offline)/ }] } } },
  },
  test: {
    projects: [
      { extends: true, test: { name: 'unit', environment: 'node', include: unitTests, exclude: elsewhere, setupFiles: ['scripts/propertySeed.ts'] } },
      { extends: true, test: { name: 'statistics', environment: 'node', include: ['src/**/*.statistics.test.ts'], testTimeout: 300_000 } },
      { extends: true, test: { name: 'real', environment: 'node', include: ['src/**/*.real.test.ts'], testTimeout: 120_000 } },
      { extends: true, test: { name: 'long', environment: 'node', include: ['src/**/*.long.test.ts'], testTimeout: 3_600_000 } },
      {
        extends: true,
        // Found while tests already run, a package would be bundled anew and the page reloaded under them.
        optimizeDeps: { include: ['comlink', 'd3-geo', 'three', 'hash-wasm', 'idb-keyval', 'react-dom/client', 'valibot', 'vitest-browser-react', 'zustand', 'zustand/vanilla'] },
        test: {
          name: 'components',
          include: ['src/**/*.test.tsx', 'src/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(chromium === undefined ? {} : { executablePath: chromium }),
                args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
              },
            }),
            instances: [{ browser: 'chromium', viewport: { width: 1440, height: 900 } }],
          },
        },
      },
    ],
  },
})
