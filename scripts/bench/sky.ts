/** How long frames of the map take in a browser, by either renderer: `npx tsx scripts/bench/sky.ts`, or `benchSky` from another bench. */
import { chromium as playwright, type Browser } from 'playwright'
import { createServer } from 'vite'
import { chromium } from '../../e2e/browser.mjs'
import type { SkyFrames } from './skyFrames.ts'
import { number, print } from './timing.ts'

const SIZES = [[800, 400, 1], [1600, 800, 1], [1600, 800, 2]] as const
const NSIDES = [64, 256, 512] as const

/** Every renderer, nside and size, each the median of `runs` runs by its frame time, in a page of its own. */
export async function benchSky(browser: Browser, runs = 5): Promise<readonly SkyFrames[]> {
  const server = await createServer({ configFile: false, logLevel: 'error', optimizeDeps: { noDiscovery: true }, server: { port: 0, host: '127.0.0.1', hmr: false } })
  await server.listen()
  const address = server.resolvedUrls!.local[0]!
  const rows: SkyFrames[] = []
  try {
    for (const name of ['canvas', 'webgl'] as const) {
      for (const [width, height, density] of SIZES) {
        for (const nside of NSIDES) {
          const found: SkyFrames[] = []
          for (let run = 0; run < runs; run++) {
            const page = await browser.newPage()
            await page.route('**/empty', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }))
            await page.goto(`${address}empty`)
            const call = `import('/scripts/bench/skyFrames.ts').then(({ skyFrames }) => skyFrames('${name}', ${nside}, ${width}, ${height}, ${density}))`
            const frames = (await page.evaluate(call)) as SkyFrames | undefined
            if (frames !== undefined) found.push(frames)
            await page.close()
          }
          rows.push(...found.toSorted((a, b) => a.moving - b.moving).slice(found.length >> 1, (found.length >> 1) + 1))
        }
      }
    }
  } finally {
    await server.close()
  }
  return rows
}

export function printSky(rows: readonly SkyFrames[]): void {
  const lines = rows.map(({ renderer, nside, width, height, density, first, moving, longest, recoloured, fine }) => [
    ...[renderer, `${width} × ${height} × ${density}`, String(nside)],
    ...[first, moving, longest, recoloured, fine].map((ms) => number(ms)),
  ])
  print(['renderer', 'CSS pixels × density', 'nside', 'first (ms)', 'moving', 'longest', 'other colours', 'fine after'], lines)
}

if (process.argv[1]?.endsWith('sky.ts')) {
  const browser = await playwright.launch({ ...(await chromium()), args: ['--no-sandbox'] })
  printSky(await benchSky(browser, Number(process.argv[2] ?? 5)))
  await browser.close()
}
