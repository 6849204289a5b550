import { config, localImage } from '../support/localMaps.ts'
import { AMPLITUDE, dipoleMarginals } from '../support/marginals.ts'
import { numberIn } from '../support/observe.ts'
import { expect, test } from '../support/visit.ts'

const file = { name: 'day.marginals.npz', bytes: dipoleMarginals() }

test('a marginals file becomes a sky by maximum likelihood, with the errors of a sky that was found; by direct integration most of the dipole is lost; a link asks for the file', async ({ visit, page }) => {
  await visit.open()
  await visit.hand(file)
  await expect(page.getByText(/day\.marginals\.npz holds [\d,]+ events of HAWC: the sky is found of them by maximum likelihood/)).toBeVisible()
  await visit.settled()
  await expect(page.getByText('not data')).toHaveCount(0)
  const amplitude = async () => numberIn(await visit.row('A'))
  await expect.poll(async () => Math.abs((await amplitude()) / AMPLITUDE - 1)).toBeLessThan(0.05)
  await expect.poll(() => visit.row('α')).toMatch(/^(59|60|61)/)
  await page.getByLabel('found by').selectOption({ label: 'direct integration' })
  await visit.settled()
  await expect.poll(amplitude).toBeLessThan(0.5 * AMPLITUDE)
  await page.keyboard.press('Control+z')
  await visit.settled()
  await expect.poll(amplitude).toBeGreaterThan(0.9 * AMPLITUDE)

  const address = page.url()
  await page.goto('about:blank')
  await page.goto(address)
  await expect(page.getByText(/day\.marginals\.npz/).first()).toBeVisible()
  await visit.hand(file)
  await visit.settled()
  await expect.poll(amplitude).toBeGreaterThan(0.9 * AMPLITUDE)
})

test('a damaged marginals file is refused with a word, and what was open stays', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  const before = await visit.row('A')
  await visit.hand({ name: 'cut.marginals.npz', bytes: file.bytes.slice(0, file.bytes.length / 2) })
  await expect(page.getByRole('alert').filter({ hasText: 'cut.marginals.npz' })).toBeVisible()
  expect(await visit.row('A')).toBe(before)
})

test('local maps are found by maximum likelihood from their card: the whole dipole is back', async ({ visit, page }) => {
  await visit.open()
  await visit.hand({ name: 'multi.fits', bytes: localImage() }, config())
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await visit.settled()
  const amplitude = async () => numberIn(await visit.row('A'))
  const direct = await amplitude()
  await page.getByRole('button', { name: 'Reconstruct by maximum likelihood' }).click()
  await visit.settled()
  await expect.poll(amplitude).toBeGreaterThan(1.5 * direct)
  await expect.poll(() => visit.row('α')).toMatch(/^(59|60|61)/)
  await page.keyboard.press('Control+z')
  await visit.settled()
  await expect.poll(amplitude).toBe(direct)
})
