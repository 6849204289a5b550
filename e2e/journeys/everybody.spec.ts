import AxeBuilder from '@axe-core/playwright'
import { backgroundAlone, countsAlone } from '../support/maps.ts'
import { expect, test, type Visit } from '../support/visit.ts'
import type { Page } from '@playwright/test'

/** @param part  what alone is looked at, where the rest of the page has been */
async function blameless(page: Page, part = 'html'): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
}

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })
    test('axe has no serious complaint about menus, the scale, the export and a read card of two files', async ({ visit, page }) => {
      await visit.open()
      await visit.settled()
      await page.getByRole('button', { name: 'Overlays' }).click()
      await expect(page.getByRole('checkbox', { name: /^Ecliptic/ })).toBeVisible()
      await blameless(page, '[popover]:popover-open')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Compare with' }).click()
      await expect(page.getByRole('button', { name: 'its significance' })).toBeVisible()
      await blameless(page, '[popover]:popover-open')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Scale…' }).click()
      await expect(page.getByRole('dialog', { name: 'Scale and colours' }).getByRole('radio').first()).toBeVisible()
      await blameless(page, '[popover]:popover-open')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Export' }).click()
      await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible()
      await blameless(page, 'dialog')
      await page.keyboard.press('Escape')
      await visit.hand({ name: 'counts.fits', bytes: countsAlone() }, { name: 'expectation.fits', bytes: backgroundAlone() })
      await expect(page.getByRole('dialog', { name: 'Read card' }).getByText('expectation.fits').first()).toBeVisible()
      await blameless(page, 'dialog')
    })

    test('axe has no serious complaint about the page, the read card, the share dialogue and the help', async ({ visit, page }) => {
      await visit.open()
      await visit.settled()
      await blameless(page)
      await page.getByRole('button', { name: 'Help' }).click()
      await blameless(page)
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Share link' }).click()
      await blameless(page)
      await page.keyboard.press('Escape')
      await visit.hand({ name: 'mine.fits', bytes: countsAlone() })
      await expect(page.getByRole('dialog')).toBeVisible()
      await blameless(page)
    })
  })
}

test.describe('phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  test('everything is there, nothing overflows, targets are as large as a thumb', async ({ visit, page }) => {
    await visit.open()
    await visit.settled()
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 844 })
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
    await page.setViewportSize({ width: 390, height: 844 })
    const before = await amplitudeOf(visit)
    const chip = page.getByRole('button', { name: /quadrupole/ }).first()
    const box = (await chip.boundingBox())!
    expect(box.height).toBeGreaterThanOrEqual(43.5)
    await chip.tap()
    await visit.settled()
    await expect.poll(() => amplitudeOf(visit)).not.toBe(before)
    await blameless(page)
  })
})

test.describe('phone menus', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  test('the menus stand in one line, and none leaves the window', async ({ visit, page }) => {
    await visit.open()
    await visit.settled()
    const menus = ['Projection: Mollweide', 'Frame and direction: equatorial', 'Overlays', 'Compare with'].map((name) => page.getByRole('button', { name, exact: true }))
    const tops = await Promise.all(menus.map(async (menu) => (await menu.boundingBox())!.y))
    expect(new Set(tops).size).toBe(1)
    for (const menu of menus) {
      await menu.tap()
      const open = page.locator('.popover:popover-open')
      await expect(open.getByText('one moment…')).toHaveCount(0)
      await expect.poll(async () => {
        const box = (await open.boundingBox())!
        return box.x >= 0 && box.x + box.width <= 390 && box.y >= 0 && box.y + box.height <= 844
      }).toBe(true)
      await page.keyboard.press('Escape')
      await expect(open).toHaveCount(0)
    }
  })
})

const amplitudeOf = (visit: Visit): Promise<string> => visit.row('A')

test('by keyboard alone: the map is walked, a place pinned, the dipole taken away and brought back', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  for (let presses = 0; presses < 40; presses++) {
    if (await visit.map.evaluate((element) => element === document.activeElement || element.contains(document.activeElement))) break
    await page.keyboard.press('Tab')
  }
  await expect(visit.map).toBeFocused()
  const place = () => page.getByRole('figure', { name: 'Sky map' }).locator('dt', { hasText: 'RA' }).first().locator('xpath=following-sibling::dd[1]').innerText()
  await page.keyboard.press('ArrowRight')
  await expect.poll(place).toMatch(/\d°/)
  const first = await place()
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(place).not.toBe(first)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Undo' }).first()).toBeEnabled()
  await page.keyboard.press('d')
  await expect(page.getByRole('button', { name: 'dipole', exact: true }).first()).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('button', { name: 'dipole', exact: true }).first()).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toContainText('Subtract the dipole')
})

test('Escape closes the menu that is open, the focus goes back to its button, and Tab leaves the map', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  for (const name of [/^Projection/, /^Frame and direction/, 'Overlays', 'Compare with', 'Scale…'] as const) {
    const button = page.getByRole('button', { name })
    await button.focus()
    await page.keyboard.press('Enter')
    await expect(page.locator('[popover]:popover-open').locator('button, input, select').first()).toBeVisible() // what is in it may be fetched first
    await page.keyboard.press('Tab')
    await expect(page.locator('[popover]:popover-open :focus')).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(page.locator('[popover]:popover-open')).toHaveCount(0)
    await expect(button).toBeFocused()
  }
  await visit.map.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Tab')
  await expect(visit.map).not.toBeFocused()
  await page.getByText('View as table').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('columnheader', { name: /declination/i }).first()).toBeVisible()
})

test('what is said of the map in words follows how it is laid out', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  await expect(visit.map).toHaveAccessibleDescription(/in equatorial coordinates, Mollweide projection: the whole sky .*right ascension growing to the left/)
  await page.getByRole('button', { name: /^Projection/ }).click()
  await page.getByRole('button', { name: /^Globe/ }).click()
  await page.getByRole('button', { name: /^Frame and direction/ }).click()
  await page.getByLabel('map in').selectOption('galactic')
  await expect(visit.map).toHaveAccessibleDescription(/in Galactic coordinates, globe projection: a hemisphere .*Galactic longitude growing to the left/)
})
