import { expect, test } from '../support/visit.ts'

test('the page opens with a picture, then the synthetic sky is live and says that it is not data', async ({ visit, page }) => {
  const html = await (await page.request.get('./')).text()
  expect(html).toContain('<img src="./first-sky')
  expect(html).toContain('synthetic sky, seed 7')
  await visit.open()
  await visit.settled()
  await expect(page.getByText('synthetic sky, seed 7 — not data')).toBeVisible()
  await expect(page.getByText(/^360°$/).first()).toBeVisible()
  expect(await visit.row('A')).toMatch(/^\(\d\.\d+ ± 0\.\d+\) × 10⁻⁴$/)
  await expect(page.getByRole('img', { name: /Angular power spectrum/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /Relative intensity against right ascension/ })).toBeVisible()
})

/** C₁ after over C₁ before, from the words that describe the spectrum. */
function ratioOf(label: string): number {
  const number = (mantissa: string, power: string) => Number(mantissa) * 10 ** Number([...power].map((c) => (c === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c))).join(''))
  const [, a, b, c, d] = /l = 1: \+?(\S+) × 10(\S+) before, \+?(\S+) × 10(\S+) after/.exec(label)!
  return number(c!, d!) / number(a!, b!)
}

test('take the dipole away: the spectrum’s l = 1 sinks; undo brings everything back', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  const spectrum = page.getByRole('img', { name: /Angular power spectrum/ })
  const start = { spectrum: await spectrum.getAttribute('aria-label'), dipole: await visit.row('A') }

  await page.getByRole('button', { name: 'dipole', exact: true }).first().click()
  await expect(page.getByRole('status').filter({ hasText: 'Dipole subtracted' })).toBeVisible()
  await expect.poll(async () => ratioOf((await spectrum.getAttribute('aria-label'))!)).toBeLessThan(1 / 50)
  await visit.settled()
  const label = (await spectrum.getAttribute('aria-label'))!

  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(spectrum).toHaveAttribute('aria-label', start.spectrum!)
  expect(await visit.row('A')).toBe(start.dipole)
  await expect(page.getByRole('button', { name: 'Undo' }).first()).toBeDisabled()
  await page.getByRole('button', { name: 'Redo' }).click()
  await expect(spectrum).toHaveAttribute('aria-label', label)
})

test('a drag of the smoothing slider is one entry of history', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  const slider = page.getByRole('slider', { name: 'top-hat radius' })
  const box = (await slider.boundingBox())!
  await page.mouse.move(box.x + box.width * 0.23, box.y + box.height / 2)
  await page.mouse.down()
  for (let k = 1; k <= 12; k++) await page.mouse.move(box.x + box.width * (0.23 + 0.04 * k), box.y + box.height / 2)
  await page.mouse.up()
  await visit.settled()
  expect(Number(await slider.inputValue())).toBeGreaterThan(20)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(slider).toHaveValue('10')
})

test('pointing at the map tells the place, its counts, its intensity and its significance', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  const box = (await visit.map.boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  const value = (term: string) => page.getByRole('figure', { name: 'Sky map' }).locator('dt', { hasText: term }).first().locator('xpath=following-sibling::dd[1]')
  await expect(value('RA')).toHaveText(/^1(79|80)\.\d°$|^180°$/)
  await expect(value('N')).toHaveText(/\d/)
  await expect(value('δI')).toHaveText(/± \d.*10⁻/)
  await expect(page.getByText('NaN')).toHaveCount(0)
})

test('significance and counts have maps of their own', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  for (const name of ['Significance', 'Counts']) {
    await page.getByRole('button', { name, exact: true }).click()
    await expect(page.getByRole('button', { name, exact: true })).toHaveAttribute('aria-pressed', 'true')
    await visit.settled()
    await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0)
  }
})
