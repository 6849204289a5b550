import { BINS, config, localArchive, localFiles, localImage } from '../support/localMaps.ts'
import { expect, test } from '../support/visit.ts'

const files = localFiles()
const HANDED = [
  ['24 files and their configuration', [...files, config()], `local maps, ${BINS} files`],
  ['an image of all of them and its configuration', [{ name: 'multi.fits', bytes: localImage() }, config()], 'multi.fits'],
  ['an archive of everything', [{ name: 'maps.zip', bytes: localArchive() }], 'maps.zip'],
] as const

for (const [what, handed, name] of HANDED) {
  test(`local maps as ${what}: the card knows the site, and the sky they make is shown`, async ({ visit, page }) => {
    await visit.open()
    await visit.settled()
    await visit.hand(...handed)
    const card = page.getByRole('dialog')
    await expect(card).toBeVisible()
    await expect(card).toContainText(name)
    await expect(card.getByRole('spinbutton', { name: 'latitude' })).toHaveValue('19')
    await expect(card.getByRole('spinbutton', { name: 'longitude, east' })).toHaveValue('-97')
    await expect(card.getByRole('spinbutton', { name: 'zenith limit' })).toHaveValue('57')
    await expect(card.getByRole('radio', { name: '0 in the south, then east' })).toBeChecked()
    await expect(card).toContainText('the dipole is underestimated')
    await page.keyboard.press('Escape')
    await expect(card).toBeHidden()
    await visit.settled()
    await expect(page.getByText('not data')).toHaveCount(0)
    await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0)
    // The dipole lies at 60°; of its amplitude direct integration leaves a part.
    await expect.poll(() => visit.row('α')).toMatch(/^(59|60|61)/)
  })
}

test('local maps: the counts tell the azimuth, and a wrong one moves the sky', async ({ visit, page }) => {
  await visit.open()
  await visit.hand(...files, config())
  const card = page.getByRole('dialog')
  await card.getByRole('radio', { name: '0 in the north, then east' }).check()
  await card.getByRole('button', { name: 'Rank by likelihood' }).click()
  await expect(card.getByText(/^The counts prefer south, then east/)).toBeVisible()
  await expect(card.getByText('likeliest')).toBeVisible()
  await page.keyboard.press('Escape')
  await visit.settled()
  const wrong = await visit.row('A')
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await visit.settled()
  await expect.poll(() => visit.row('A')).not.toBe(wrong)
})

test('local maps with a bin missing are refused by its name, and what was open stays open', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  const before = await visit.row('A')
  await visit.hand(...files.filter((_, bin) => bin !== 7), config())
  await expect(page.getByRole('alert').filter({ hasText: '1 file of 24 is missing: loc_007.fits' })).toBeVisible()
  expect(await visit.row('A')).toBe(before)
  await expect(page.getByText('synthetic sky, seed 7 — not data')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo' }).first()).toBeDisabled()
})

test('the configuration alone asks for its maps', async ({ visit, page }) => {
  await visit.open()
  await visit.hand(config())
  await expect(page.getByRole('alert').filter({ hasText: 'config.json is the configuration of local maps' })).toBeVisible()
})

test('a link to local maps asks for the same set, and takes it loose or zipped', async ({ visit, page }) => {
  await visit.open()
  await visit.hand(...files, config())
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await visit.settled()
  const amplitude = await visit.row('A')
  await expect.poll(() => new URL(page.url()).hash.length).toBeGreaterThan(10)
  await page.reload()
  await expect(page.getByText(`This view needs local maps, ${BINS} files`)).toBeVisible()
  await visit.hand({ name: 'same.zip', bytes: localArchive() })
  await visit.settled()
  await expect.poll(() => visit.row('A')).toBe(amplitude)
})
