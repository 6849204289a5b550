import type { Page } from '@playwright/test'
import { countsAlone, countsAndBackground } from '../support/maps.ts'
import { expect, test } from '../support/visit.ts'

const smoothing = (page: Page) => page.getByRole('slider', { name: 'top-hat radius' })
const keepQuestion = (page: Page) => page.getByRole('status').filter({ hasText: /^Keep mine\.fits in this browser/ })

/** A visit from the start: the address without its link. */
async function comeBack(page: Page): Promise<void> {
  await page.goto('about:blank')
  await page.goto('./')
}

async function smoothOver(page: Page, degrees: string): Promise<void> {
  await page.getByRole('spinbutton', { name: /top-hat radius/ }).fill(degrees)
  await page.keyboard.press('Tab')
}

test('the study is here again on the next visit, and undo leads back to the first sky', async ({ visit, page }) => {
  await visit.open()
  await smoothOver(page, '4')
  await expect(page.getByText('unsaved changes kept in this browser')).toBeVisible()
  await comeBack(page)
  await expect(smoothing(page)).toHaveValue('4')
  await expect(page.getByText(/Opened your last study/)).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(smoothing(page)).toHaveValue('10')
})

test('a link wins over what is kept; one press opens the kept study', async ({ visit, page }) => {
  await visit.open()
  await smoothOver(page, '20')
  await expect.poll(() => page.evaluate(() => location.hash)).not.toBe('')
  const { hash } = new URL(page.url())
  await smoothOver(page, '4')
  await expect.poll(() => page.evaluate(() => location.hash)).not.toBe(hash)
  await expect(page.getByText('unsaved changes kept in this browser')).toBeVisible()
  await page.goto('about:blank')
  await visit.open(hash)
  await expect(smoothing(page)).toHaveValue('20')
  await page.getByRole('status').filter({ hasText: /Your last study/ }).getByRole('button', { name: 'Open it' }).click()
  await expect(smoothing(page)).toHaveValue('4')
})

for (const place of ['the file system', 'IndexedDB, where a browser has no file system for pages'] as const) {
  test(`a file that the person wants kept is open again after a reload; forgetting ends that (${place})`, async ({ visit, page }) => {
    if (place !== 'the file system') await page.addInitScript(() => delete (FileSystemFileHandle.prototype as { createWritable?: unknown }).createWritable)
    await visit.open()
    await visit.hand({ name: 'mine.fits', bytes: countsAlone() })
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await keepQuestion(page).getByRole('button', { name: 'Keep', exact: true }).click()
    const kept = page.getByText(/kB kept in this browser/)
    await expect(kept).toBeVisible()
    await visit.settled()
    const amplitude = await visit.row('A')

    await page.reload()
    await expect.poll(() => visit.row('A')).toBe(amplitude)
    await expect(page.getByText(/needs.*mine\.fits/)).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Read card…' })).toBeVisible()
    await expect(keepQuestion(page)).toHaveCount(0)

    await page.getByRole('button', { name: 'Forget what this browser keeps' }).click()
    await expect(kept).toHaveCount(0)
    expect(await visit.row('A')).toBe(amplitude)
    await page.reload()
    await expect(page.getByText(/needs.*mine\.fits/)).toBeVisible()
  })
}

test('“Not now” is an answer: no file is kept, nobody asks again, and the switch in the help changes it', async ({ visit, page }) => {
  await visit.open()
  await visit.hand({ name: 'mine.fits', bytes: countsAlone() })
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await keepQuestion(page).getByRole('button', { name: 'Not now' }).click()
  await visit.hand({ name: 'second.fits', bytes: countsAndBackground() })
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText(/so that .* here after a reload/)).toHaveCount(0)
  await page.getByRole('button', { name: 'Help' }).click()
  await page.getByRole('switch', { name: /Keep opened files/ }).click()
  await expect(page.getByRole('dialog')).toContainText('second.fits (')
})

test.describe('a browser that refuses to keep anything', () => {
  for (const [how, script] of [
    ['has no IndexedDB', () => Object.defineProperty(window, 'indexedDB', { value: undefined })],
    ['throws', () => Object.defineProperty(window, 'indexedDB', { value: { open: () => { throw new DOMException('The operation is insecure.', 'SecurityError') } } })],
    ['never answers', () => Object.defineProperty(window, 'indexedDB', { value: { open: () => ({}) } })],
    ['is full', () => {
      const refuse = () => { throw new DOMException('Quota exceeded.', 'QuotaExceededError') }
      Object.assign(IDBObjectStore.prototype, { put: refuse })
      Object.assign(FileSystemFileHandle.prototype, { createWritable: refuse })
    }],
  ] as const) {
    test(`because it ${how} is told of once, says what to do, and everything else works`, async ({ visit, page }) => {
      await page.addInitScript(script)
      await visit.open()
      await visit.settled()
      await visit.hand({ name: 'mine.fits', bytes: countsAlone() })
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.keyboard.press('Escape')
      const told = page.getByRole('alert').locator('.alert')
      await expect(told.filter({ hasText: /does not keep your study/ })).toContainText('save a study file')
      for (const degrees of ['4', '5', '6']) {
        await smoothOver(page, degrees)
        await visit.settled()
      }
      await page.waitForTimeout(1500)
      expect(await told.count()).toBeLessThanOrEqual(1)
      await expect(smoothing(page)).toHaveValue('6')
      if (how === 'is full') {
        await keepQuestion(page).getByRole('button', { name: 'Keep', exact: true }).click()
        await expect(told.filter({ hasText: /could not keep a copy.*no room left/ })).toBeVisible()
        await expect(page.getByText(/kept in this browser ·/)).toHaveCount(0)
      }
    })
  }
})
