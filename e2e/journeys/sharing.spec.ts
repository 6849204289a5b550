import { readFile } from 'node:fs/promises'
import { openAsBlob } from 'node:fs'
import type { Page } from '@playwright/test'
import { readHealpix } from '../../src/formats/healpixFile.ts'
import { AMPLITUDE, countsAlone, countsAndBackground, dipoleMap, intensityAlone } from '../support/maps.ts'
import { expect, test } from '../support/visit.ts'

async function saved(page: Page, item: RegExp): Promise<string> {
  await page.getByRole('button', { name: 'Export…' }).first().click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('dialog').getByRole('button', { name: item }).first().click()])
  return (await download.path())!
}

test('a link restores the settings; without its file the page asks for it by name and fingerprint, and refuses another', async ({ visit, page }) => {
  await visit.open()
  await visit.hand({ name: 'mine.fits', bytes: countsAlone() })
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'quadrupole', exact: true }).first().click()
  await page.getByRole('spinbutton', { name: /top-hat radius/ }).fill('7')
  await page.keyboard.press('Tab')
  await visit.settled()
  const amplitude = await visit.row('A')
  await page.getByRole('button', { name: 'Share link' }).click()
  const { hash } = new URL(await page.getByRole('dialog').getByRole('textbox').inputValue())
  expect(hash).toMatch(/^#1\./)
  expect(hash.length).toBeLessThan(2000)
  await expect.poll(() => page.evaluate(() => location.hash)).toBe(hash)

  await page.goto('about:blank')
  await visit.open(hash)
  await expect(page.getByText(/needs.*mine\.fits/)).toBeVisible()
  await expect(page.getByText(/[0-9a-f]{8}/).first()).toBeVisible()
  await expect(page.getByRole('slider', { name: 'top-hat radius' })).toHaveValue('7')

  await visit.hand({ name: 'other.fits', bytes: countsAndBackground() })
  await expect(page.getByRole('alert').filter({ hasText: /other\.fits is not the file/ })).toBeVisible()
  await visit.hand({ name: 'renamed.fits', bytes: countsAlone() })
  await expect.poll(() => visit.row('A')).toBe(amplitude)
  await expect(page.getByText(/needs.*mine\.fits/)).toHaveCount(0)
})

test('a link that makes no sense leaves the page in its first state and says so', async ({ visit, page }) => {
  await visit.open('#1.not-a-study')
  await visit.settled()
  await expect(page.getByRole('alert').filter({ hasText: /link/i })).toBeVisible()
  await expect(page.getByText('synthetic sky, seed 7 — not data')).toBeVisible()
})

test('the share dialogue says what the link does not contain', async ({ visit, page }) => {
  await visit.open()
  await visit.hand({ name: 'mine.fits', bytes: intensityAlone() })
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Share link' }).click()
  await expect(page.getByRole('dialog')).toContainText(/does not contain\s+mine\.fits/)
})

test('a saved study opens to the same view', async ({ visit, page }) => {
  await visit.open()
  await page.getByRole('button', { name: 'octupole', exact: true }).first().click()
  await visit.settled()
  const amplitude = await visit.row('A')
  const study = await readFile(await saved(page, /study/i))
  expect(JSON.parse(study.toString()).version).toBe(1)
  await page.goto('about:blank')
  await visit.open()
  await visit.hand({ name: 'view.anisky.json', bytes: new Uint8Array(study) })
  await expect(page.getByRole('button', { name: 'octupole', exact: true }).first()).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => visit.row('A')).toBe(amplitude)
})

test('the exported FITS holds the numbers that were opened', async ({ visit, page }) => {
  await visit.open()
  await visit.hand({ name: 'mine.fits', bytes: intensityAlone() })
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await visit.settled()
  const file = await readHealpix(await openAsBlob(await saved(page, /relative intensity.*FITS/i)), 'x.fits')
  expect(file.ordering).toBe('ring')
  const wanted = dipoleMap()
  file.columns[0]!.values.forEach((x, i) => expect(Math.abs(x - wanted[i]!)).toBeLessThan(AMPLITUDE * 1e-15))
})

test('the exported picture is a PNG of the size asked for', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  const png = await readFile(await saved(page, /PNG/))
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(1200)
})
