import { AMPLITUDE, array, arrays, countsAlone, countsAndBackground, image, intensityAlone, listed, nested, packed, packedInMembers, powerTable, textTable, zipped } from '../support/maps.ts'
import { expect, test } from '../support/visit.ts'

const PRINTED = (AMPLITUDE * 100).toFixed(1) // 2.0 × 10⁻²

for (const [name, bytes, says] of [
  ['counts-and-background.fits', countsAndBackground(), /background/i],
  ['counts.fits', countsAlone(), /mean of (its|their|each) /i],
  ['nested.fits', nested(), /NESTED/i],
  ['counts.fits.gz', packed(countsAlone()), /counts/i],
  ['members.fits.gz', packedInMembers(countsAlone()), /512 zero bytes after the gzip data were ignored/],
  ['listed.fits', listed(), /counts/i],
  ['counts.npy', array(), /A NumPy array does not say how its pixels are ordered/],
  ['counts.csv', textTable(), /semicolon[\s\S]*comma[\s\S]*pixel/],
  ['counts.npz', arrays(), /columns named after their arrays/],
  ['counts.zip', zipped(countsAlone()), /run\/counts\.fits/],
  ['image.fits', image(), /follows from its size/],
  ['intensity.fits', intensityAlone(), /relative intensity/i],
] as const) {
  test(`${name}: the read card says what it is, and the dipole in it is found`, async ({ visit, page }) => {
    await visit.open()
    await visit.settled()
    await visit.hand({ name, bytes })
    const card = page.getByRole('dialog')
    await expect(card).toBeVisible()
    await expect(card).toContainText(name)
    await expect(card).toContainText(says)
    await page.keyboard.press('Escape')
    await expect(card).toBeHidden()
    await visit.settled()
    await expect(page.getByText('not data')).toHaveCount(0)
    await expect.poll(() => visit.row('A')).toContain(PRINTED)
    await expect.poll(() => visit.row('α')).toMatch(/^(60\.0|60|59\.9|60\.1)/)
  })
}

test('a table of C_l is drawn beside the spectrum of the map, which stays, and is taken out again', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  const before = await visit.row('A')
  await visit.hand({ name: 'theirs.csv', bytes: powerTable() })
  await expect(page.getByText('theirs.csv is an angular power spectrum, l = 2 to 40: it is drawn beside that of the map.')).toBeVisible()
  await expect(page.getByRole('img', { name: /Angular power spectrum.*beside it theirs\.csv/ })).toBeVisible()
  await visit.settled()
  expect(await visit.row('A')).toBe(before)
  await page.getByRole('button', { name: 'Take theirs.csv out of the spectrum' }).click()
  await expect(page.getByRole('img', { name: /beside it theirs/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(page.getByRole('img', { name: /beside it theirs/ })).toBeVisible()
})

test('every guess of the read card can be changed, and undone', async ({ visit, page }) => {
  await visit.open()
  await visit.hand({ name: 'counts-and-background.fits', bytes: countsAndBackground() })
  const card = page.getByRole('dialog')
  await expect(card).toBeVisible()
  const reference = card.getByRole('combobox', { name: /compared with/i })
  await expect(reference).toHaveValue('background')
  await reference.selectOption('ringMean')
  await expect(reference).toHaveValue('ringMean')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await page.getByRole('button', { name: /Read card/ }).click()
  await expect(reference).toHaveValue('background')
})

test('counts alone: the page asks whether they are of date or J2000', async ({ visit, page }) => {
  await visit.open()
  await visit.hand({ name: 'counts.fits', bytes: countsAlone() })
  await expect(page.getByRole('dialog')).toContainText('J2000')
})

test.describe('refused', () => {
  for (const [name, bytes, says] of [
    ['notes.fits', Buffer.from('dear diary, today no cosmic rays'), /text/i],
    ['cut.fits', countsAlone().slice(0, 9000), /missing|truncated|ends/i],
    ['picture.fits', Buffer.from('\x89PNG\r\n\x1a\nxxxxxxxxxxxxxxxxxxxxxxxx', 'latin1'), /PNG/],
    ['page.fits', Buffer.from('<!doctype html><html><title>404</title></html>'), /HTML/],
    ['empty.fits', Buffer.alloc(0), /empty/],
  ] as const) {
    test(`${name} is refused in one clear sentence, and what was open stays open`, async ({ visit, page }) => {
      await visit.open()
      await visit.settled()
      const before = await visit.row('A')
      await visit.hand({ name, bytes: new Uint8Array(bytes) })
      await expect(page.getByRole('alert').filter({ hasText: says })).toBeVisible()
      expect(await visit.row('A')).toBe(before)
      await expect(page.getByText('synthetic sky, seed 7 — not data')).toBeVisible()
      await expect(page.getByRole('button', { name: 'Undo' }).first()).toBeDisabled()
    })
  }
})

test('a file dropped anywhere on the window is opened', async ({ visit, page }) => {
  await visit.open()
  const transfer = await page.evaluateHandle(
    ([data, name]) => {
      const carried = new DataTransfer()
      carried.items.add(new File([new Uint8Array(data as number[])], name as string))
      return carried
    },
    [Array.from(countsAlone()), 'dropped.fits'] as const,
  )
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer })
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer })
  await expect(page.getByText('it stays on this computer')).toBeVisible()
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
  await expect(page.getByRole('dialog')).toContainText('dropped.fits')
})

test('what reads files is fetched when somebody reaches for one, and not before', async ({ visit, page }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await visit.open()
  await visit.settled()
  const readers = () => asked.filter((path) => /\/(inspect|ReadCardDialog)-[^/]*\.js$/.test(path)).length
  expect(readers()).toBe(0)
  await page.getByRole('button', { name: 'Open…' }).hover()
  await expect.poll(readers).toBe(2)
})
