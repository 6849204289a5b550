import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { serve } from '../../scripts/serve.mjs'
import { writeList } from '../../scripts/serviceWorker.ts'
import { countsAlone } from '../support/maps.ts'
import { expect, test as base } from '../support/visit.ts'

/** The browser looks for a newer service worker when it likes, connected or not, and says so itself. */
const LOOKED_FOR = /ERR_INTERNET_DISCONNECTED \S+\/sw\.js$/

interface Site {
  /** Puts another build in the place of the first: other words on the page, another name for the part that inspects files. */
  renew(options?: { readonly halfCopied: boolean }): void
  /** Nothing answers any more. */
  unplug(): void
  /** Something else has moved in at this address. */
  replaceWith(page: string): void
}

/** A copy of the site on a server of its own, that can be renewed and unplugged. */
const test = base.extend<{ site: Site & { readonly url: string } }>({
  serviceWorkers: 'allow',
  site: async ({ browserName }, provide) => {
    const folder = mkdtempSync(join(tmpdir(), `anisky-${browserName}-`))
    cpSync('dist', folder, { recursive: true })
    const { url, close } = await serve(folder, { base: '/~reader/sky/' })
    await provide({
      url,
      renew: ({ halfCopied } = { halfCopied: false }) => renew(folder, halfCopied),
      unplug: close,
      replaceWith(page) {
        rmSync(folder, { recursive: true })
        cpSync('public', folder, { recursive: true })
        writeFileSync(join(folder, 'index.html'), page)
      },
    })
    close()
    rmSync(folder, { recursive: true, force: true })
  },
  baseURL: async ({ site }, provide) => provide(site.url),
})

function renew(folder: string, halfCopied: boolean): void {
  const assets = join(folder, 'assets')
  const part = readdirSync(assets).find((name) => /^inspect-.*\.js$/.test(name))!
  const renamed = part.replace(/-.{8}\./, '-RENEWED0.')
  for (const name of readdirSync(assets).filter((it) => it.endsWith('.js'))) {
    const path = join(assets, name)
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(part, renamed))
  }
  renameSync(join(assets, part), join(assets, renamed))
  const index = join(folder, 'index.html')
  writeFileSync(index, readFileSync(index, 'utf8').replace('<title>', '<title>Renewed: '))
  writeList(folder)
  if (halfCopied) writeFileSync(join(assets, renamed), readFileSync(join(assets, renamed), 'utf8').slice(0, 100))
}

/** Waits until the browser keeps the program, and asks the keeper for whatever this page still needs. */
const programKept = (page: Page) =>
  page.evaluate(async () => {
    const { serviceWorker } = navigator
    await serviceWorker.ready
    if (serviceWorker.controller === null) await new Promise((done) => serviceWorker.addEventListener('controllerchange', done, { once: true }))
  })
const caches = (page: Page) => page.evaluate(async () => (await window.caches.keys()).length)
const renewal = (page: Page) => page.getByRole('status').filter({ hasText: /A new version of Anisky is here/ })

test.use({ allowed: { errors: [LOOKED_FOR] } })

test('without a connection the page opens, says so, computes, and reads files', async ({ visit, page, context, site }) => {
  await visit.open()
  await visit.settled()
  const amplitude = await visit.row('A')
  await programKept(page)
  site.unplug()
  await context.setOffline(true)
  await expect(page.getByRole('contentinfo')).toContainText('offline: everything works')

  await page.reload()
  await expect(page.getByRole('contentinfo')).toContainText('offline: everything works')
  await visit.settled()
  expect(await visit.row('A')).toBe(amplitude)
  await visit.hand({ name: 'mine.fits', bytes: countsAlone() })
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect.poll(() => visit.row('A')).toMatch(/^\(2\.000 ± .* × 10⁻²/)
  await page.getByRole('button', { name: 'Export…' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Relative intensity (FITS)' }).click()])
  expect(await download.failure()).toBeNull()

  await context.setOffline(false)
  await expect(page.getByRole('contentinfo')).not.toContainText('offline')
})

test('the connection may be lost on the very first visit: what was not needed yet is here', async ({ visit, page, context, site }) => {
  await visit.open()
  await visit.settled()
  await programKept(page)
  site.unplug()
  await context.setOffline(true)
  await expect(page.getByRole('contentinfo')).toContainText('offline: everything works')
  await visit.hand({ name: 'mine.fits', bytes: countsAlone() })
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('a new version is fetched aside and offered; until then nothing changes, and other open pages keep their parts', async ({ visit, page, context, site }) => {
  await visit.open()
  await programKept(page)
  await page.reload() // now from the cache
  await expect(renewal(page)).toHaveCount(0)

  site.renew()
  await page.reload()
  await expect(page).not.toHaveTitle(/Renewed/)
  await expect(renewal(page)).toBeVisible()
  const other = await context.newPage()
  await other.goto(site.url)
  await expect(other).not.toHaveTitle(/Renewed/)
  await renewal(other).getByRole('button', { name: 'Reload' }).click()
  await expect(other).toHaveTitle(/^Renewed/)
  await expect(renewal(other)).toHaveCount(0)

  // The first page is of the older build: the part it has not needed so far is only in the older cache.
  await expect(page).not.toHaveTitle(/Renewed/)
  await visit.hand({ name: 'mine.fits', bytes: countsAlone() })
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  expect(await caches(other)).toBe(2)

  await page.close()
  await other.reload()
  await expect.poll(() => caches(other)).toBe(1)
})

test.describe('a build that is not there in full', () => {
  test.use({ allowed: { errors: [LOOKED_FOR, /integrity|digest|404/] } })
  test('is not taken: the old one stays whole', async ({ visit, page, site }) => {
    await visit.open()
    await programKept(page)
    site.renew({ halfCopied: true })
    await page.reload()
    const waits = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      await registration.update().catch(() => {})
      while (registration.installing !== null) await new Promise((resolve) => setTimeout(resolve, 20))
      return registration.waiting !== null
    })
    expect([waits, await caches(page)]).toEqual([false, 1])
    await expect(renewal(page)).toHaveCount(0)
    await expect(page).not.toHaveTitle(/Renewed/)
  })
})

test.describe('an address where something else has moved in', () => {
  test.use({ allowed: { errors: [LOOKED_FOR, /404|script/] } })
  test('is given up, with a word, after one visit', async ({ visit, page, site }) => {
    await visit.open()
    await programKept(page)
    site.replaceWith('<title>Something else</title>')
    await page.reload()
    await page.getByRole('status').filter({ hasText: /no longer has Anisky/ }).getByRole('button', { name: 'Reload' }).click()
    await expect(page).toHaveTitle('Something else')
  })
})

test('workers obey the policy that forbids text to become program', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  const [desk] = page.workers()
  const made = await desk!.evaluate(() => new Promise((tell) => setTimeout(() => {
    try {
      tell(new Function('return "made"')())
    } catch (reason) {
      tell((reason as Error).name)
    }
  })))
  expect(made).toBe('EvalError')
})
