import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { numberIn, observe, observingOn } from '../support/observe.ts'
import { far, seenAt } from '../support/pixels.ts'
import { expect, test } from '../support/visit.ts'

/** Where the dipole of the first study is strongest, without line or label. */
const STRONG = [0.86, 0.46] as const

async function blameless(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
}

test('a method is chosen in the table or the recipe; each finds what is predicted of it, and says what it cannot see', async ({ visit, page }) => {
  const place = await observe(visit)
  for (const method of ['Maximum likelihood', 'Dipole-only likelihood', 'Direct integration', 'Right-ascension projection', 'East–West', 'Forward–Backward']) {
    const { a1, predicted, pull, words } = await place.dipoleBy(method)
    expect(numberIn(a1) / numberIn(predicted), method).toBeCloseTo(1, 1)
    expect(pull, method).toBe('0.0')
    expect(words, method).toContain('Cannot see')
  }
  expect((await place.dipoleBy('Direct integration')).bias).toMatch(/^−8\d %$/)
  const whole = await seenAt(page, place.maps.nth(1), ...STRONG)
  await page.getByRole('button', { name: 'Direct integration' }).click()
  await visit.settled()
  await expect(place.method).toHaveValue('directIntegration')
  const direct = await seenAt(page, place.maps.nth(1), ...STRONG)
  expect(far(whole, direct)).toBeGreaterThan(40)
  await page.getByLabel('window', { exact: true }).selectOption({ label: '4 h' })
  await visit.settled()
  await expect(page.getByRole('status').filter({ hasText: 'cannot' })).toHaveCount(0)

  // Counts without chance are no events: the page says what to do, and the map before stays where it was.
  await place.method.selectOption('scrambling')
  await expect(page.getByText('Counts without chance are no events').first()).toBeVisible()
  await page.getByRole('switch', { name: '∞ events' }).click()
  await visit.settled()
  await expect(page.getByText('Counts without chance are no events')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await visit.settled()
  await expect(place.method).toHaveValue('likelihood')
  expect(far(await seenAt(page, place.maps.nth(1), ...STRONG), whole)).toBeLessThan(2)
})

test('the likelihood is played pass by pass: the map grows, ln L rises, and stopping keeps the last', async ({ visit, page }) => {
  const place = await observe(visit)
  const whole = await seenAt(page, place.maps.nth(1), ...STRONG)
  await page.getByRole('button', { name: 'pass by pass' }).click()
  await visit.settled()
  await expect(place.pass).toHaveValue('1')
  const first = await seenAt(page, place.maps.nth(1), ...STRONG)
  expect(far(first, whole)).toBeGreaterThan(40)
  await expect(page.getByText(/1 pass, not converged: 1 % of a dipole is missing after \d+/)).toBeVisible()
  await page.getByRole('button', { name: 'play the passes' }).click()
  await expect.poll(async () => Number(await place.pass.inputValue())).toBeGreaterThan(3)
  await page.getByRole('button', { name: 'pause the passes' }).click()
  await visit.settled()
  const passes = await place.pass.inputValue()
  await expect(page.getByRole('img', { name: new RegExp(`^ln L against the pass: \\+.* in the last of ${passes}$`) })).toBeVisible()
  const some = await seenAt(page, place.maps.nth(1), ...STRONG)
  expect(far(some, whole)).toBeLessThan(far(first, whole))
  await page.waitForTimeout(700)
  await expect(place.pass).toHaveValue(passes)
  await page.getByRole('button', { name: 'to convergence' }).click()
  await visit.settled()
  expect(far(await seenAt(page, place.maps.nth(1), ...STRONG), whole)).toBeLessThan(2)
})

test('chance: a seed draws the same counts again, another one others; a link keeps it all, and Back leads to Explore', async ({ visit, page }) => {
  const place = await observe(visit)
  await page.getByRole('switch', { name: '∞ events' }).click()
  await visit.settled()
  const events = page.getByRole('textbox', { name: 'events' }).or(page.getByRole('spinbutton', { name: 'events' })).last()
  await events.fill('1e7')
  await events.press('Enter')
  await visit.settled()
  const seven = await place.dipoleBy('Maximum likelihood')
  await page.getByRole('button', { name: 'new seed' }).click()
  await visit.settled()
  expect(await place.dipoleBy('Maximum likelihood')).not.toEqual(seven)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await visit.settled()
  expect(await place.dipoleBy('Maximum likelihood')).toEqual(seven)

  const address = page.url()
  await page.goto('about:blank')
  await page.goto(address)
  const again = observingOn(page)
  await expect(again.declination).toBeVisible()
  await visit.settled()
  expect(await again.dipoleBy('Maximum likelihood')).toEqual(seven)
  await page.getByRole('button', { name: 'Explore', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Angular power spectrum' })).toBeVisible()
  await page.goBack()
  await expect(again.declination).toBeVisible()
  await expect(page.getByRole('button', { name: 'Observe', exact: true })).toHaveAttribute('aria-current', 'page')
})

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })
    test('axe has no serious complaint about observing', async ({ visit, page }) => {
      await observe(visit)
      await page.getByText('Live time: all of it').click()
      await blameless(page)
    })
  })
}

test.describe('phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  test('observing: nothing overflows, the arrow is turned by a finger, targets are as large as a thumb, and the places are at its foot', async ({ visit, page }) => {
    const place = await observe(visit)
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 844 })
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
    await page.setViewportSize({ width: 390, height: 844 })
    const places = (await page.getByRole('navigation', { name: 'Places' }).boundingBox())!
    expect(places.y + places.height).toBe(844)
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('main button, main select, main input[type="radio"] + span, .recipe button')].flatMap((element) => {
        const { width, height } = element.getBoundingClientRect()
        return width > 0 && !element.matches('.text-button, [role="gridcell"], .chip.small') && height < 39.5 ? [`${element.className} “${element.textContent}” ${height}`] : []
      }),
    )
    expect(small).toEqual([])
    const before = await place.seen.textContent()
    const box = (await place.arrow.boundingBox())!
    const touch = await page.context().newCDPSession(page)
    const at = (dy: number) => [{ x: box.x + box.width / 2, y: box.y + box.height / 2 + dy }]
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })
    for (const dy of [8, 16, 24]) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(dy) })
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await expect(place.seen).not.toHaveText(before!)
    await visit.settled()
  })
})
