import { expect, test } from '../support/visit.ts'

test('the lines come to the map a moment later, and nothing moves', async ({ visit, page }) => {
  // Everything that is fetched after the page itself waits until the map is there.
  let letGo = () => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  await page.route(/\/(SkyOverlay|SkyKey)-[^/]*\.js$/, async (route) => {
    await held
    await route.continue()
  })
  await visit.open()
  await visit.settled()
  const boxes = async () => Promise.all(['.map-stage', '.colour-bar', '.plots'].map((place) => page.locator(place).first().boundingBox()))
  const before = await boxes()
  expect(await page.locator('.map-stage text').count()).toBe(0)
  letGo()
  await expect(page.getByText(/^360°$/).first()).toBeVisible()
  await expect(page.getByRole('list', { name: 'Key to the lines over the map' })).toContainText('Galactic plane')
  expect(await boxes()).toEqual(before)
})

test('overlays and a list of one’s own places are switched on by a menu, named in the key, and undone', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  const key = page.getByRole('list', { name: 'Key to the lines over the map' })
  await page.getByRole('button', { name: 'Overlays' }).click()
  await page.getByRole('checkbox', { name: /Local magnetic field/ }).check()
  await expect(key).toContainText('local magnetic field (IBEX ribbon, ±1.5°)')
  await page.getByRole('textbox', { name: /Own places/ }).fill('Crab, 83.63, 22.01\nVela, 128.84')
  await page.getByRole('button', { name: 'show them' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'line 2' })).toBeVisible()
  await page.getByRole('textbox', { name: /Own places/ }).fill('Crab, 83.63, 22.01\nVela, 128.84, -45.18, 4')
  await page.getByRole('button', { name: 'show them' }).click()
  await expect(page.locator('.map-stage').getByText('Crab')).toBeVisible()
  await expect(page.locator('.map-stage').getByText('Vela')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(page.locator('.map-stage').getByText('Crab')).toHaveCount(0)
  await expect(key).not.toContainText('own places')
})
