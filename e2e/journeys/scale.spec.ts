import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/visit.ts'

const panel = (page: Page): Locator => page.getByRole('dialog', { name: 'Scale and colours' })
const openPanel = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Scale…' }).click()
  await expect(panel(page)).toBeVisible()
}
const limit = (page: Page): Locator => page.getByRole('group', { name: 'Colour scale' }).getByLabel('Limit of the colour scale').first()

/** How many pixels of a canvas have a colour that `is` accepts. */
const painted = (canvas: Locator, is: string): Promise<number> =>
  canvas.evaluate((element, source) => {
    const { width, height } = element as HTMLCanvasElement
    const copy = document.createElement('canvas')
    copy.width = width
    copy.height = height
    const context = copy.getContext('2d')!
    context.drawImage(element as HTMLCanvasElement, 0, 0)
    const { data } = context.getImageData(0, 0, width, height)
    const [red, green, blue] = source.split(' ').map(Number)
    let count = 0
    for (let i = 0; i < data.length; i += 4) if (data[i] === red && data[i + 1] === green && data[i + 2] === blue && data[i + 3] === 255) count++
    return count
  }, is)

test('the end of the bar is dragged: map and field follow, and one undo takes it back', async ({ visit, page }) => {
  await visit.open('?renderer=canvas')
  await visit.settled()
  const before = await limit(page).inputValue()
  const grip = page.getByRole('slider', { name: 'Upper end of the scale' })
  const start = Number(await grip.getAttribute('aria-valuenow'))
  const box = (await grip.boundingBox())!
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  for (let k = 1; k <= 8; k++) await page.mouse.move(from.x - 15 * k, from.y)
  await page.mouse.up()
  const after = Number(await grip.getAttribute('aria-valuenow'))
  expect(after / start).toBeGreaterThan(0.3)
  expect(after / start).toBeLessThan(0.7)
  await expect(page.getByText(/px above/)).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(limit(page)).toHaveValue(before)
  await expect(page.getByRole('button', { name: 'Undo' }).first()).toBeDisabled()
})

test('a scale is unlocked and locked again; a paper’s preset brings limit and colours; all of it travels in the link', async ({ visit, page, context }) => {
  await visit.open()
  await visit.settled()
  await page.getByRole('button', { name: 'Scale locked to zero' }).click()
  await page.getByLabel('Lower end of the colour scale').first().fill('-0.5')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/px below/)).toBeVisible()
  await expect(page.getByRole('button', { name: /not locked to zero/ })).toBeVisible() // the card says so too
  await page.getByRole('button', { name: 'Scale locked to zero' }).click()

  await openPanel(page)
  await page.getByText('As in papers').click()
  await page.getByRole('button', { name: /± 1\.5 × 10⁻³.*jet.*IceTop 2026/ }).click()
  await expect(panel(page).getByLabel('jet, paper replica')).toBeChecked()
  await panel(page).getByLabel('line of zero').check()
  await page.keyboard.press('Escape')
  await visit.settled()

  await page.getByRole('button', { name: 'Share link' }).click()
  const link = await page.getByRole('dialog').getByRole('textbox').first().inputValue()
  const other = await context.newPage()
  await other.goto(link)
  await expect(limit(other)).toHaveValue('1.5')
  await openPanel(other)
  await expect(panel(other).getByLabel('jet, paper replica')).toBeChecked()
  await expect(panel(other).getByLabel('line of zero')).toBeChecked()
  await other.close()
})

test('below five σ the map is grey, and the panel says how much is beyond and what chance would give', async ({ visit, page }) => {
  await visit.open('?renderer=canvas')
  await visit.settled()
  await page.getByRole('button', { name: 'Significance', exact: true }).click()
  await visit.settled()
  const canvas = visit.map.locator('canvas').first()
  await expect.poll(() => painted(canvas, '188 192 198')).toBeLessThan(50)
  await openPanel(page)
  await panel(page).getByRole('button', { name: '5 σ', exact: true }).click()
  await expect.poll(() => painted(canvas, '188 192 198')).toBeGreaterThan(5000)
  await expect(panel(page).getByText(/Beyond it: [\d,]+ of [\d,]+ pixels.*Chance alone would put 0\.0\d+ there/)).toBeVisible()
  await expect(page.getByRole('slider', { name: 'Threshold' })).toHaveAttribute('aria-valuetext', '+5.00 σ')
})

test('the line of zero is drawn and goes with the camera; unseen sky in white has an edge', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  await openPanel(page)
  await panel(page).getByLabel('line of zero').check()
  const line = visit.map.locator('path.contour')
  await expect.poll(async () => (await line.getAttribute('d'))?.length ?? 0).toBeGreaterThan(500)
  const before = (await line.getAttribute('d'))!
  await panel(page).getByRole('button', { name: 'white', exact: true }).click()
  await expect.poll(async () => (await visit.map.locator('path.seen-edge').getAttribute('d'))?.length ?? 0).toBeGreaterThan(100)
  await page.keyboard.press('Escape')
  await visit.map.focus()
  await page.keyboard.press('+')
  await expect.poll(async () => (await line.getAttribute('d'))!.slice(0, 40)).not.toBe(before.slice(0, 40))
})

test('a place that no observatory sees says why, without moving the map', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  await page.waitForTimeout(500) // the lines over the map are there
  const box = (await visit.map.boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + 14)
  const why = page.getByRole('figure', { name: 'Sky map' }).locator('.why')
  await expect(why).toContainText(/outside all fields of view: δ = \+8\d° stays \d+° from the zenith at latitude \+19°/)
  expect(await visit.map.boundingBox()).toEqual(box)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await expect(why).toHaveCount(0)
})

for (const [colorScheme, width, height] of [['dark', 1440, 900], ['light', 390, 844]] as const) {
  test.describe(`${colorScheme}, ${width} pixels wide`, () => {
    test.use({ colorScheme, viewport: { width, height } })
    test('other eyes are previewed over map and bar, visibly; the panel has no serious complaint of axe', async ({ visit, page }) => {
      await visit.open()
      await visit.settled()
      await openPanel(page)
      const { violations } = await new AxeBuilder({ page }).include('.scale-popover').analyze()
      expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
      await panel(page).getByRole('button', { name: 'deuteranopia' }).click()
      await expect(visit.map).toHaveCSS('filter', /#vision/)
      await page.keyboard.press('Escape')
      await expect(page.getByText('preview: deuteranopia')).toBeVisible()
      await page.getByRole('button', { name: 'Leave the preview' }).click()
      await expect(visit.map).toHaveCSS('filter', 'none')
      await expect(page.getByRole('button', { name: 'Undo' }).first()).toBeDisabled()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    })
  })
}
