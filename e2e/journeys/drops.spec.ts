/** Several files at once, and what a file leaves open. */
import { AMPLITUDE, backgroundAlone, counts, countsAlone, finerBackground, frameless, intensityAlone, misplaced, oppositeIntensity } from '../support/maps.ts'
import { expect, test } from '../support/visit.ts'

const PRINTED = (AMPLITUDE * 100).toFixed(1) // 2.0 × 10⁻²

test('counts and their background in two files make one map; swapped by one button, and swapped back by undo', async ({ visit, page }) => {
  await visit.open()
  await visit.hand({ name: 'run_expectation.fits', bytes: backgroundAlone() }, { name: 'run_counts.fits', bytes: countsAlone() })
  const card = page.getByRole('dialog')
  await expect(card.getByText('run_counts.fits').first()).toBeVisible()
  await expect(page.getByText('Opened run_counts.fits with run_expectation.fits as its background.')).toBeAttached()
  await expect(card.locator('details.file-section > summary')).toHaveText(['run_counts.fits counts N', 'run_expectation.fits background ⟨N⟩'])
  await expect(card.getByRole('img', { name: /^counts: .* of the sky seen$/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await visit.settled()
  await expect.poll(() => visit.row('A')).toContain(PRINTED)
  await expect.poll(() => visit.row('α')).toMatch(/^(60\.0|60|59\.9|60\.1)/)

  await page.getByRole('button', { name: /Read card/ }).click()
  await card.getByRole('button', { name: 'Swap counts and background' }).click()
  await expect(card.locator('details.file-section > summary')).toHaveText(['run_expectation.fits counts N', 'run_counts.fits background ⟨N⟩'])
  await page.keyboard.press('Escape')
  await expect.poll(() => visit.row('α')).toMatch(/^(240|239\.9|240\.1)/)
  const undo = page.getByRole('button', { name: 'Undo' }).first()
  await undo.click()
  await expect.poll(() => visit.row('α')).toMatch(/^(60\.0|60|59\.9|60\.1)/)
  await undo.click()
  await expect(page.getByText('synthetic sky, seed 7 — not data')).toBeVisible()
})

test('a background of another NSIDE is degraded once that is agreed to, from the keyboard; undo takes it back, and a link restores it', async ({ visit, page }) => {
  const pair = [{ name: 'run_counts.fits', bytes: countsAlone() }, { name: 'run_expectation.fits', bytes: finerBackground() }]
  await visit.open()
  await visit.hand(...pair)
  const offer = page.getByRole('status').filter({ hasText: 'run_expectation.fits looks like the background of run_counts.fits' })
  const seen = counts().filter((n) => !Number.isNaN(n)).length
  await expect(offer.getByRole('row')).toHaveText([/^fileNSIDEorderframeunseen pixels$/, `run_counts.fits16RINGequatorial${(3072 - seen).toLocaleString('en')} of 3,072`, 'run_expectation.fits32NESTEDequatorial10 of 12,288'])
  await expect(page.getByText('synthetic sky, seed 7 — not data')).toBeVisible()
  await offer.getByRole('button', { name: 'Cancel' }).click()
  await expect(offer).toHaveCount(0)

  await visit.hand(...pair)
  await offer.getByRole('button', { name: 'Degrade run_expectation.fits to NSIDE 16 (expected counts are summed)' }).focus()
  await page.keyboard.press('Enter')
  await expect(offer).toHaveCount(0)
  await expect(page.getByRole('dialog').getByLabel('grid')).toHaveValue('nside16')
  await page.keyboard.press('Escape')
  await visit.settled()
  await expect.poll(() => visit.row('A')).toContain(PRINTED)
  await expect.poll(() => visit.row('α')).toMatch(/^(60\.0|60|59\.9|60\.1)/)
  const used = page.getByText('pixels used', { exact: true }).locator('xpath=following-sibling::dd[1]')
  await expect(used).toHaveText(`${(seen - 3).toLocaleString('en')} of 3,072`)

  await page.getByRole('button', { name: 'Share link' }).click()
  const { hash } = new URL(await page.getByRole('dialog').getByRole('textbox').inputValue())
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(page.getByText('synthetic sky, seed 7 — not data')).toBeVisible()

  await page.goto('about:blank')
  await visit.open(hash)
  await visit.hand(...pair)
  await expect(used).toHaveText(`${(seen - 3).toLocaleString('en')} of 3,072`)
  await expect.poll(() => visit.row('A')).toContain(PRINTED)
})

test('of a pair of different NSIDE the counts alone may be opened', async ({ visit, page }) => {
  await visit.open()
  await visit.hand({ name: 'run_counts.fits', bytes: countsAlone() }, { name: 'run_expectation.fits', bytes: finerBackground() })
  await page.getByRole('button', { name: 'Open the counts alone' }).click()
  await expect(page.getByRole('dialog')).toContainText('run_counts.fits')
  await expect(page.getByRole('dialog')).not.toContainText('run_expectation.fits')
  await page.keyboard.press('Escape')
  await visit.settled()
  await expect.poll(() => visit.row('A')).toContain(PRINTED)
})

test('two maps of intensity lie beside each other, and each has its place on the read card', async ({ visit, page }) => {
  await visit.open()
  await visit.hand({ name: 'first.fits', bytes: intensityAlone() }, { name: 'second.fits', bytes: oppositeIntensity() })
  const card = page.getByRole('dialog')
  await expect(card.getByRole('region', { name: 'Map 1' })).toContainText('first.fits')
  await expect(card.getByRole('region', { name: 'Map 2' })).toContainText('second.fits')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('application', { name: /^Sky map/ })).toHaveCount(2)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(page.getByRole('application', { name: /^Sky map/ })).toHaveCount(1)
})

test('a list of places that comes with a map is marked on it', async ({ visit, page }) => {
  await visit.open()
  await visit.hand({ name: 'places.csv', bytes: Buffer.from('name,ra,dec\nCrab,83.63,22.01\nVela,128.8,-45.2\n') }, { name: 'counts.fits', bytes: countsAlone() })
  await expect(page.getByRole('dialog')).toContainText('counts.fits')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Opened counts.fits; and 2 places of places.csv.')).toBeAttached()
  for (const name of ['Crab', 'Vela']) await expect(page.locator('svg text', { hasText: name }).first()).toBeVisible()
})

test('of good and bad files the good are opened, and the bad are named', async ({ visit, page }) => {
  await visit.open()
  await visit.hand(
    { name: 'notes.fits', bytes: Buffer.from('dear diary, today no cosmic rays') }, { name: 'counts.fits', bytes: countsAlone() },
    { name: 'picture.fits', bytes: Buffer.from('\x89PNG\r\n\x1a\nxxxxxxxxxxxxxxxxxxxxxxxx', 'latin1') },
  )
  await expect(page.getByRole('dialog')).toContainText('counts.fits')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('alert').filter({ hasText: 'notes.fits' })).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'picture.fits' })).toBeVisible()
  await visit.settled()
  await expect.poll(() => visit.row('A')).toContain(PRINTED)
})

test('a frame that the file does not say is asked with a picture of each, by keyboard too; a frame that it says is one line', async ({ visit, page }) => {
  await visit.open()
  await visit.hand({ name: 'frameless.fits', bytes: frameless() })
  const question = page.getByRole('dialog').getByRole('group', { name: /In which coordinates is the map\? The file does not say/ })
  await expect(question.locator('canvas[data-drawn]')).toHaveCount(3)
  await question.getByRole('radio', { name: 'equatorial' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(question.getByRole('radio', { name: 'Galactic' })).toBeChecked()
  await page.keyboard.press('Escape')
  await visit.settled()
  await expect.poll(() => visit.row('α')).not.toMatch(/^60/)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect.poll(() => visit.row('α')).toMatch(/^(60\.0|60|59\.9|60\.1)/)

  await visit.hand({ name: 'counts.fits', bytes: countsAlone() })
  await expect(page.getByText(/^Frame: equatorial, as the file says\./)).toBeVisible()
  await expect(page.getByRole('group', { name: /In which coordinates/ })).toHaveCount(0)
})

test('a map in NESTED order under a header that says RING is found by its picture', async ({ visit, page }) => {
  await visit.open()
  await visit.hand({ name: 'misplaced.fits', bytes: misplaced() })
  const question = page.getByRole('dialog').getByRole('group', { name: /They do not look as the file says/ })
  await expect(question.getByText(/^correlation of neighbours 0\.9\d\d$/)).toHaveCount(1)
  await question.getByRole('radio', { name: /NESTED/ }).click()
  await page.keyboard.press('Escape')
  await visit.settled()
  await expect.poll(() => visit.row('A')).toContain(PRINTED)
  await expect.poll(() => visit.row('α')).toMatch(/^(60\.0|60|59\.9|60\.1)/)
})
