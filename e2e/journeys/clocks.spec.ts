import { observe } from '../support/observe.ts'
import { expect, test } from '../support/visit.ts'

test('by the solar clock the motion of the Earth stands at 6 h, on the map and by every method; four clocks tell it from the stars', async ({ visit, page }) => {
  const place = await observe(visit)
  await page.getByRole('switch', { name: 'the Earth’s way round the Sun' }).click()
  await page.getByLabel('clock', { exact: true }).selectOption('solar')
  await visit.settled()
  await expect(page.getByText('seen by HAWC, at hours of local mean solar time').first()).toBeVisible()
  const table = page.getByRole('region', { name: 'Dipoles, table' })
  const truth = table.getByRole('row', { name: /^True sky, by local mean solar time/ })
  // 4.67 × 10⁻⁴ of it, 95.9 %.
  await expect(truth).toContainText('4.48 × 10⁻⁴')
  await expect(truth).toContainText('6.0 h')
  for (const method of ['Maximum likelihood', 'East–West']) expect((await place.dipoleBy(method)).pull, method).toBe('0.0')

  await page.getByRole('switch', { name: 'look at HAWC by all four' }).click()
  await visit.settled()
  const row = async (clock: string) => (await page.getByRole('region', { name: 'Dipoles by clock, table' }).getByRole('row', { name: new RegExp(`^${clock} `) }).getByRole('cell').allTextContents()).slice(1)
  expect((await row('sidereal')).slice(2)).toEqual(['7.07 × 10⁻⁴, 3.0 h', '7.07 × 10⁻⁴, 3.0 h', '0.0'])
  expect((await row('solar'))[2]).toBe('4.48 × 10⁻⁴, 6.0 h')
  expect((await row('anti-sidereal')).slice(1)).toEqual(['any', '0', '0', '0.0'])
  expect((await row('extended-sidereal'))[2]).toBe('1.93 × 10⁻⁵, 18.0 h')
  await page.getByRole('switch', { name: 'look at HAWC by all four' }).click()
  await expect(page.getByRole('region', { name: 'Dipoles by clock, table' })).toHaveCount(0)
})
