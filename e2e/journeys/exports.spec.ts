/** What is taken away comes back: pictures and drawings open the study they carry, maps and tables hold the numbers that were seen. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { unzipSync } from 'fflate'
import { readHealpix } from '../../src/formats/healpixFile.ts'
import { numbersOf, parseCsv } from '../../src/formats/testing/csv.ts'
import { chunksOf } from '../../src/formats/testing/png.ts'
import type { Study } from '../../src/study/document.ts'
import { countsAndBackground, intensityAlone } from '../support/maps.ts'
import { expect, test, type Visit } from '../support/visit.ts'

async function openDialog(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Export…' }).first().click()
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible()
}

/** The file behind a button of the open dialog. */
async function taken(page: Page, button: string | RegExp): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()])
  expect(download.suggestedFilename()).toMatch(/^[\w.-]{1,80}$/)
  return { name: download.suggestedFilename(), bytes: await readFile((await download.path())!) }
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** A map of ours, looked at in a way of its own. */
async function prepared(visit: Visit, page: Page): Promise<string> {
  await visit.open()
  await visit.hand({ name: 'mine.fits', bytes: countsAndBackground() })
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'quadrupole', exact: true }).first().click()
  await visit.settled()
  return visit.row('A')
}

for (const [what, button] of [['picture', 'Save picture (PNG)'], ['drawing', 'Save drawing (SVG)']] as const) {
  test(`a ${what} that is dropped back opens its study, and asks for the file by its fingerprint`, async ({ visit, page }) => {
    const amplitude = await prepared(visit, page)
    await openDialog(page)
    const file = await taken(page, button)
    expect((await taken(page, button)).bytes.equals(file.bytes)).toBe(true)
    await page.goto('about:blank')
    await visit.open()
    await visit.hand({ name: file.name, bytes: new Uint8Array(file.bytes) })
    await expect(page.getByText(/needs.*mine\.fits/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'quadrupole', exact: true }).first()).toHaveAttribute('aria-pressed', 'true')
    await visit.hand({ name: 'renamed.fits', bytes: countsAndBackground() })
    await expect.poll(() => visit.row('A')).toBe(amplitude)
  })
}

test('a picture has the pixels that were asked for, says how large it is printed, and can be see-through', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  await openDialog(page)
  await page.getByLabel('Width').selectOption('aaColumn')
  await page.getByLabel('Pixels', { exact: true }).selectOption('4')
  const { bytes } = await taken(page, 'Save picture (PNG)')
  expect(bytes.readUInt32BE(16)).toBe(Math.round((88 / 25.4) * 600))
  expect(bytes[25]).toBe(2)
  const density = Buffer.from(chunksOf(bytes).find(({ name }) => name === 'pHYs')!.data)
  expect(density.readUInt32BE(0)).toBe(Math.round(600 / 0.0254))
  await page.getByLabel('Ground').selectOption('transparent')
  expect((await taken(page, 'Save picture (PNG)')).bytes[25]).toBe(6)
})

test('a drawing is well formed, small enough to read at its printed width, and refers to nothing', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  await openDialog(page)
  await page.getByLabel('Width').selectOption('apjColumn')
  const text = (await taken(page, 'Save drawing (SVG)')).bytes.toString('utf8')
  const found = await page.evaluate((svg) => {
    const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
    const points = (parseFloat(root.getAttribute('width')!) / 25.4) * (72 / Number(root.getAttribute('viewBox')!.split(' ')[2]))
    return {
      name: root.localName,
      sizes: [...root.querySelectorAll('text')].map((one) => Number(one.getAttribute('font-size')) * points),
      images: [...root.querySelectorAll('image')].map((one) => one.getAttribute('xlink:href')!.slice(0, 22)),
      acting: root.querySelectorAll('script, foreignObject, a, use, style').length,
      study: (JSON.parse(root.querySelector('metadata#anisky')!.textContent!) as Study).title,
    }
  }, text)
  expect(found).toMatchObject({ name: 'svg', images: ['data:image/png;base64,'], acting: 0, study: 'synthetic sky, seed 7' })
  expect(found.sizes.length).toBeGreaterThan(15)
  expect(Math.min(...found.sizes)).toBeGreaterThanOrEqual(7)
})

test('a picture and a drawing of a study with a hostile title show it and do nothing', async ({ visit, page }) => {
  await visit.open()
  await openDialog(page)
  const saved = JSON.parse((await taken(page, /Study file/)).bytes.toString()) as Study
  await close(page)
  const title = '<script>document.title="taken"</script> ]]> \u202e & "x"'
  await visit.hand({ name: 'hostile.anisky.json', bytes: Buffer.from(JSON.stringify({ ...saved, title })) })
  await visit.settled()
  await openDialog(page)
  const svg = (await taken(page, 'Save drawing (SVG)')).bytes.toString('utf8')
  expect(svg).not.toContain('<script>')
  expect(svg).not.toContain('\u202e')
  const png = (await taken(page, 'Save picture (PNG)')).bytes
  expect(png.includes('\u202e')).toBe(false)
  expect(await page.title()).not.toBe('taken')
  await close(page)
  await visit.hand({ name: 'back.png', bytes: new Uint8Array(png) })
  await openDialog(page)
  expect((JSON.parse((await taken(page, /Study file/)).bytes.toString()) as Study).title).toBe(title)
})

test('a map as FITS is the same bytes again, and those of the command line', async ({ visit, page }) => {
  await prepared(visit, page)
  await openDialog(page)
  const study = (await taken(page, /Study file/)).bytes
  const folder = await mkdtemp(join(tmpdir(), 'anisky-journey-'))
  try {
    await writeFile(join(folder, 'study.json'), study)
    await writeFile(join(folder, 'mine.fits'), countsAndBackground())
    const root = join(import.meta.dirname, '../..')
    const command = [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'src/cli/main.ts'), 'run', join(folder, 'study.json'), '--data', join(folder, 'mine.fits'), '--out', folder]
    await promisify(execFile)(process.execPath, command)
    const { name, bytes } = await taken(page, 'Relative intensity (FITS)')
    expect(name).toBe('mine-relative-intensity.fits')
    expect((await taken(page, 'Relative intensity (FITS)')).bytes.equals(bytes)).toBe(true)
    expect((await readFile(join(folder, 'relative-intensity.fits'))).equals(bytes)).toBe(true)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a map as FITS that is dropped back is read without a question and shows the same numbers; its table has them too', async ({ visit, page }) => {
  await visit.open()
  await visit.hand({ name: 'mine.fits', bytes: intensityAlone() })
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await visit.settled()
  const amplitude = await visit.row('A')
  await openDialog(page)
  const fits = await taken(page, 'Relative intensity (FITS)')
  const table = parseCsv((await taken(page, 'Relative intensity (CSV)')).bytes.toString())
  await close(page)
  const { columns, frame, ordering, assumptions, warnings } = await readHealpix(new Blob([new Uint8Array(fits.bytes)]), fits.name)
  expect({ frame, ordering, assumptions, warnings }).toEqual({ frame: 'equatorial', ordering: 'ring', assumptions: [], warnings: [] })
  expect(numbersOf(table, 'relative_intensity')).toEqual([...columns[0]!.values])
  await visit.hand({ name: fits.name, bytes: new Uint8Array(fits.bytes) })
  await expect(page.getByRole('dialog')).toContainText('RELATIVE_INTENSITY')
  await page.keyboard.press('Escape')
  await visit.settled()
  expect(await visit.row('A')).toBe(amplitude)
})

test('every plot gives its numbers as CSV, and the archive holds all of them', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  const saved: Record<string, Buffer> = {}
  for (const [button, name] of [['Angular power spectrum as CSV', 'spectrum'], ['Right-ascension profile as CSV', 'profile'], ['Dipole as CSV', 'dipole']] as const) {
    const file = await taken(page, button)
    expect(file.name).toBe(`synthetic-sky-seed-7-${name}.csv`)
    const { comments, rows } = parseCsv(file.bytes.toString())
    expect(comments).toEqual(expect.arrayContaining(['title: synthetic sky, seed 7']))
    expect(rows.length).toBeGreaterThan(5)
    saved[`${name}.csv`] = file.bytes
  }
  await openDialog(page)
  const archive = await taken(page, 'All tables (ZIP)')
  expect((await taken(page, 'All tables (ZIP)')).bytes.equals(archive.bytes)).toBe(true)
  const files = unzipSync(new Uint8Array(archive.bytes))
  expect(Object.keys(files).sort()).toEqual(['declination-bands.csv', 'dipole.csv', 'multipoles.csv', 'profile-harmonics.csv', 'profile.csv', 'spectrum.csv'])
  for (const [name, bytes] of Object.entries(saved)) expect(bytes.equals(files[name]!)).toBe(true)
})

test('the largest picture can be stopped while it is made', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  await openDialog(page)
  await page.getByLabel('Width').selectOption('screen')
  await page.getByRole('spinbutton', { name: 'Pixels at 1×' }).fill('2000')
  await page.keyboard.press('Enter')
  await page.getByLabel('Pixels', { exact: true }).selectOption('4')
  await page.getByRole('button', { name: 'Save picture (PNG)' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('progressbar')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Save picture (PNG)' })).toBeEnabled()
})
