import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LARGE_AMPLITUDE, writeLargeMap } from '../support/largeMap.ts'
import { memoryIsKnown, peakMiB } from '../support/memory.ts'
import { expect, test } from '../support/visit.ts'

/** What the page may hold at nside 1024 (docs/architecture.md): the vault, an arrow at work, two pictures, and what has not been collected yet. */
const STATED_MIB = 2048

const folder = mkdtempSync(join(tmpdir(), 'anisky-large-'))
const path = join(folder, 'large.fits')

test.beforeAll(async () => writeLargeMap(path))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a map of 12.6 million pixels opens, smooths and is subtracted from, within the stated memory; the page stays awake', async ({ visit, page, browser }) => {
  test.setTimeout(240_000)
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) Object.assign(window, { longest: Math.max((window as { longest?: number }).longest ?? 0, duration) })
    }).observe({ type: 'longtask', buffered: true })
  })
  const settled = () => expect(page.getByRole('contentinfo')).toHaveAttribute('aria-busy', 'false', { timeout: 180_000 })
  const amplitude = (LARGE_AMPLITUDE * 100).toFixed(2)

  await visit.open()
  await visit.settled()
  await page.evaluate(() => Object.assign(window, { longest: 0 }))
  await page.locator('input[type="file"][aria-label="Open files"]').setInputFiles(path)
  const card = page.getByRole('dialog')
  await expect(card).toContainText('12,582,912', { timeout: 60_000 })
  await page.keyboard.press('Escape')

  // While it is being smoothed the page says how far it is, and can be used.
  await expect(page.getByRole('progressbar', { name: /smooth/i })).toBeVisible({ timeout: 60_000 })
  const radius = page.getByRole('spinbutton', { name: /top-hat radius/ })
  await radius.fill('3')
  await radius.press('Enter')
  await settled()
  expect(await visit.row('A')).toContain(amplitude)
  expect(await visit.row('α')).toMatch(/^(60\.0|60|59\.9|60\.1)/)

  await page.getByRole('button', { name: 'dipole', exact: true }).first().click()
  await settled()
  await expect(page.getByRole('img', { name: /Angular power spectrum/ })).toHaveAttribute('aria-label', /after/)
  expect(await visit.row('A')).toContain(amplitude)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await settled()

  expect(await page.evaluate(() => (window as { longest?: number }).longest)).toBeLessThan(500)
  if (memoryIsKnown) expect(await peakMiB(browser)).toBeLessThan(STATED_MIB)
})
