/**
 * `npm run bench:page`: the built page in a browser against the goals the project set itself (bytes, first paint, waiting,
 * frames, memory). Every time is the median of five; the browser, the renderer and the machine are named, because frame
 * times say little without them.
 */
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium as playwright, type Browser, type Page } from 'playwright'
import { chromium } from '../../e2e/browser.mjs'
import { writeLargeMap } from '../../e2e/support/largeMap.ts'
import { peakMiB } from '../../e2e/support/memory.ts'
import { header, primary } from '../../src/formats/testing/fixtures.ts'
import { writeHealpix } from '../../src/formats/writeHealpix.ts'
import { buildIfNeeded, root } from '../build.mjs'
import { BUDGET, firstLoad } from '../firstLoad.ts'
import { atMost, median, quantile, repeat, type Line } from './goals.ts'
import { servePacked, type PackedSite } from './packedServer.ts'
import { benchSky, printSky } from './sky.ts'
import { number, print } from './timing.ts'

const RUNS = 5
const ARGUMENTS = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking']
/** Slow 4G as Lighthouse has it, and a processor four times slower. */
const SLOW = { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (750e3 / 8) * 0.9 }

const settled = (page: Page) => page.waitForFunction(() => document.querySelector('[role=contentinfo], footer')?.getAttribute('aria-busy') === 'false', undefined, { polling: 20, timeout: 180_000 })

async function opened(browser: Browser, { url }: PackedSite, query = ''): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.addInitScript('globalThis.__name = (f) => f') // what runs these scripts names the functions it hands over
  await page.goto(`${url}${query}`)
  await page.getByRole('application', { name: /^Sky map/ }).waitFor()
  await settled(page)
  return page
}

function bytes(site: PackedSite): Line[] {
  const { first, later } = firstLoad(readFileSync(join(root, 'dist/index.html'), 'utf8'), (path) => readFileSync(join(root, 'dist', path), 'utf8'))
  const kB = (list: Iterable<number>) => [...list].reduce((sum, size) => sum + size, 0) / 1000
  const three = [...site.bytes].filter(([path]) => path.endsWith('.js') && readFileSync(join(root, 'dist', path), 'utf8').includes('WebGLRenderer'))
  const all = [...site.bytes].filter(([path]) => !path.endsWith('.map'))
  return [
    atMost('script of the first visit, brotli', kB(first.values()), BUDGET / 1000, 'kB'),
    atMost('three.js and the globe, brotli, when asked for', kB(three.map(([, size]) => size)), 130, 'kB'),
    atMost('the first map, a picture', (site.bytes.get('/first-sky.webp') ?? NaN) / 1000, 15, 'kB'),
    atMost(`the whole site, ${later.length} later parts included`, kB(all.map(([, size]) => size)), 2000, 'kB'),
  ]
}

/** Largest paint and shift of the layout, on a slow connection and a slow processor. */
async function firstPaint(browser: Browser, { url }: PackedSite): Promise<Line[]> {
  const shifts: number[] = []
  const paint = await repeat(RUNS, async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', SLOW)
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    await page.addInitScript(() => {
      const seen = { paint: 0, shift: 0 }
      Object.assign(window, { seen })
      new PerformanceObserver((list) => list.getEntries().forEach(({ startTime }) => (seen.paint = startTime))).observe({ type: 'largest-contentful-paint', buffered: true })
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => (seen.shift += (entry as unknown as { value: number }).value))).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(url)
    await settled(page)
    const { paint, shift } = await page.evaluate(() => (window as unknown as { seen: { paint: number; shift: number } }).seen)
    shifts.push(shift)
    await page.close()
    return paint
  })
  return [atMost('largest paint, slow 4G and a quarter of the processor, 390 × 844', paint / 1000, 1.5, 's'), atMost('shift of the layout', median(shifts), 0.001, '')]
}

/** What a person waits for. */
async function waiting(browser: Browser, site: PackedSite): Promise<Line[]> {
  const page = await opened(browser, site)
  const pressed = async (key: string) => {
    await page.getByRole('application', { name: /^Sky map/ }).first().focus()
    const before = await page.evaluate(() => performance.now())
    await page.keyboard.press(key)
    // The press itself is heard a moment later; what it asks for is under way by then.
    await page.waitForTimeout(30)
    await settled(page)
    return (await page.evaluate(() => performance.now())) - before
  }
  const first = await repeat(RUNS, async () => {
    const fresh = await opened(browser, site)
    await fresh.getByRole('application', { name: /^Sky map/ }).first().focus()
    const ms = await fresh.evaluate(
      () =>
        new Promise<number>((done) => {
          const canvas = document.querySelector('.map-stage')!
          const before = performance.now()
          canvas.dispatchEvent(new KeyboardEvent('keydown', { key: 'd', bubbles: true }))
          const look = () => (document.querySelector('footer')?.getAttribute('aria-busy') === 'false' ? done(performance.now() - before) : requestAnimationFrame(look))
          requestAnimationFrame(() => requestAnimationFrame(look))
        }),
    )
    await fresh.close()
    return ms
  })
  const again = await repeat(RUNS, () => pressed('d'))
  const { interaction, longest } = await sliding(page)
  await page.close()
  return [
    atMost('taking the dipole away the first time, nside 64', first, 400, 'ms'),
    atMost('taking it away or putting it back again', again, 100, 'ms'),
    atMost('a step of the smoothing slider until it is painted, 75 in 100', interaction, 100, 'ms'),
    atMost('longest task of the page meanwhile', longest, 50, 'ms'),
  ]
}

async function sliding(page: Page): Promise<{ interaction: number; longest: number }> {
  await page.evaluate(() => {
    const seen = { durations: [] as number[], longest: 0 }
    Object.assign(window, { sliding: seen })
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => seen.durations.push(duration))).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (seen.longest = Math.max(seen.longest, duration)))).observe({ type: 'longtask' })
  })
  const slider = page.getByRole('slider', { name: 'top-hat radius' })
  await slider.focus()
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press(i % 8 < 4 ? 'ArrowRight' : 'ArrowLeft')
    await page.waitForTimeout(60)
  }
  await settled(page)
  const { durations, longest } = await page.evaluate(() => (window as unknown as { sliding: { durations: number[]; longest: number } }).sliding)
  return { interaction: quantile(durations, 0.75) || 0, longest }
}

/** Reading a map of nside 64, packed. */
async function reading(browser: Browser, site: PackedSite): Promise<Line[]> {
  // Whole numbers that gzip cannot guess: about as many bytes as a real map of counts.
  const values = Float64Array.from({ length: 12 * 64 ** 2 }, (_, i) => 100_000 + Math.round(300 * Math.sin(i * i)))
  const buffer = gzipSync(writeHealpix({ nside: 64, columns: [{ name: 'COUNTS', unit: '', values }], comments: [] }))
  const milliseconds = await repeat(RUNS, async () => {
    const page = await opened(browser, site)
    // As a person does: the pointer comes to the button before the file is chosen.
    await page.getByRole('button', { name: 'Open…' }).hover()
    await page.waitForTimeout(300)
    const stands = page.evaluate(
      () =>
        new Promise<number>((done) => {
          let before = 0
          document.querySelector('input[aria-label="Open files"]')!.addEventListener('change', () => (before = performance.now()), { capture: true, once: true })
          const look = () => (document.querySelector('dialog[open]') === null ? requestAnimationFrame(look) : done(performance.now() - before))
          look()
        }),
    )
    await page.getByLabel('Open files', { exact: true }).setInputFiles({ name: 'map.fits.gz', mimeType: 'application/gzip', buffer })
    const ms = await stands
    await page.close()
    return ms
  })
  return [atMost(`a map of nside 64 (${number(buffer.length / 1e6)} MB, packed) until its read card stands`, milliseconds, 150, 'ms')]
}

/** Frames while the sky is drawn along, for each renderer that there is. */
async function frames(browser: Browser, site: PackedSite, renderer: 'webgl' | 'canvas'): Promise<Line[]> {
  const page = await opened(browser, site, `?renderer=${renderer}`)
  const stage = page.locator('.map-stage').first()
  const name = (await stage.getAttribute('data-renderer')) ?? 'canvas'
  const box = (await stage.boundingBox())!
  const middles: number[] = []
  for (let run = 0; run < RUNS; run++) {
    await page.evaluate(() => {
      const times: number[] = []
      Object.assign(window, { frames: times, going: true })
      const tick = (now: number) => {
        times.push(now)
        if ((window as unknown as { going: boolean }).going) requestAnimationFrame(tick)
      }
      requestAnimationFrame(tick)
    })
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    for (let i = 1; i <= 30; i++) await page.mouse.move(box.x + box.width / 2 + 6 * i, box.y + box.height / 2)
    await page.mouse.up()
    const times = await page.evaluate(() => {
      Object.assign(window, { going: false })
      return (window as unknown as { frames: number[] }).frames
    })
    middles.push(median(times.slice(1).map((time, i) => time - times[i]!)))
  }
  await page.close()
  const goal = renderer === 'webgl' && !/software|swiftshader|llvmpipe/i.test(name) ? 1000 / 60 : 50
  return [{ ...atMost(`a frame while the sky is drawn along, ${Math.round(box.width)} × ${Math.round(box.height)}, ${name}`, median(middles), goal + 1, 'ms'), goal: `≤ ${number(goal)} ms` }]
}

/** Local maps of 360 bins and nside 64 in one image of doubles: 142 MB. */
async function localMaps(browser: Browser, site: PackedSite): Promise<Line[]> {
  const [pixels, bins] = [12 * 64 ** 2, 360]
  const folder = mkdtempSync(join(tmpdir(), 'anisky-page-'))
  try {
    const path = join(folder, 'local.fits')
    const file = createWriteStream(path)
    file.write(primary())
    file.write(header({ XTENSION: 'IMAGE', BITPIX: -64, NAXIS: 2, NAXIS1: pixels, NAXIS2: bins, PCOUNT: 0, GCOUNT: 1, EXTNAME: 'LMAPS' }))
    for (let bin = 0; bin < bins; bin++) {
      const row = new DataView(new ArrayBuffer(8 * pixels))
      // The quarter of the sky about the zenith, whose pixels come first.
      for (let i = 0; i < pixels / 4; i++) row.setFloat64(8 * i, 100 + ((i * 7 + bin * 3) % 11))
      if (!file.write(new Uint8Array(row.buffer))) await once(file, 'drain')
    }
    file.end(new Uint8Array((2880 - ((8 * pixels * bins) % 2880)) % 2880))
    await once(file, 'finish')
    const mapped: number[] = []
    const card = await repeat(RUNS, async () => {
      const page = await opened(browser, site)
      const before = Date.now()
      await page.getByLabel('Open files', { exact: true }).setInputFiles(path)
      await page.getByRole('dialog').waitFor({ timeout: 60_000 })
      const ms = Date.now() - before
      await settled(page)
      mapped.push(Date.now() - before)
      await page.close()
      return ms
    })
    return [
      atMost('local maps, 360 bins of nside 64 (142 MB), until their read card stands', card / 1000, 3, 's'),
      { what: 'the same until the map is drawn', measured: `${number(median(mapped) / 1000)} s`, goal: '—', met: undefined },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The second visit, without a connection. */
async function offline(browser: Browser, { url }: PackedSite): Promise<Line[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(url)
  await settled(page)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.waitForTimeout(1500) // the copies are made behind the page's back
  await context.setOffline(true)
  const milliseconds = await repeat(RUNS, async () => {
    const before = Date.now()
    await page.reload()
    await settled(page)
    return Date.now() - before
  })
  await context.close()
  return [{ what: 'another visit, without a connection, until nothing is computed any more', measured: `${number(milliseconds / 1000)} s`, goal: 'works', met: true }]
}

async function memory(browser: Browser, site: PackedSite): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'anisky-page-'))
  try {
    await writeLargeMap(join(folder, 'large.fits'))
    const page = await opened(browser, site)
    await page.getByLabel('Open files', { exact: true }).setInputFiles(join(folder, 'large.fits'))
    await page.getByRole('dialog').waitFor({ timeout: 120_000 })
    await page.keyboard.press('Escape')
    await settled(page)
    const peak = await peakMiB(browser)
    await page.close()
    return [atMost('memory of the page and its worker with a map of nside 1024 open', peak, 2048, 'MiB')]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

buildIfNeeded()
const site = await servePacked(join(root, 'dist'))
const { executablePath } = await chromium()
const browser = await playwright.launch({ executablePath, args: ARGUMENTS })
console.log(`Chromium ${browser.version()} on ${cpus().length} × ${cpus()[0]?.model ?? 'an unknown processor'}; medians of ${RUNS}`)
const lines = bytes(site)
for (const part of [firstPaint, waiting, reading, localMaps, offline]) lines.push(...(await part(browser, site)))
for (const renderer of ['canvas', 'webgl'] as const) lines.push(...(await frames(browser, site, renderer)))
await browser.close()
const alone = await playwright.launch({ executablePath, args: ARGUMENTS })
lines.push(...(await memory(alone, site)))
await alone.close()
const frameBrowser = await playwright.launch({ executablePath, args: ARGUMENTS })
const skies = await benchSky(frameBrowser, RUNS)
await frameBrowser.close()
site.close()
print(['what', 'measured', 'goal', ''], lines.map(({ what, measured, goal, met }) => [what, measured, goal, met === undefined ? '' : met ? 'met' : 'MISSED']))
console.log()
printSky(skies)
