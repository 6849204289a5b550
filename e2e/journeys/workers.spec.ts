import { countsAlone } from '../support/maps.ts'
import { expect, test } from '../support/visit.ts'

/** Keeps every worker of the page within reach of the test. */
const withinReach = (): void => {
  const workers: Worker[] = []
  const Native = window.Worker
  Object.assign(window, {
    workers,
    Worker: class extends Native {
      constructor(...words: ConstructorParameters<typeof Worker>) {
        super(...words)
        workers.push(this)
      }
    },
  })
}

test('a killed worker leaves a working page', async ({ visit, page }) => {
  await page.addInitScript(withinReach)
  await visit.open()
  await visit.settled()
  const amplitude = await visit.row('A')
  await page.evaluate(() => (window as unknown as { workers: Worker[] }).workers.forEach((worker) => worker.terminate()))
  await page.getByRole('button', { name: 'dipole', exact: true }).first().click()
  // A worker that dies without an event is noticed by its silence.
  await expect(page.getByRole('img', { name: /Angular power spectrum/ })).toHaveAttribute('aria-label', /before, \+?(\S+) × 10(\S+) after/, { timeout: 30_000 })
  await expect.poll(() => page.evaluate(() => (window as unknown as { workers: Worker[] }).workers.length), { timeout: 30_000 }).toBeGreaterThan(1)
  await visit.settled()
  expect(await visit.row('A')).toBe(amplitude)
})

test('a worker that dies takes no file with it: its successor is given what the page has', async ({ visit, page }) => {
  await page.addInitScript(withinReach)
  await visit.open()
  await visit.hand({ name: 'counts.fits', bytes: countsAlone() })
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await visit.settled()
  const amplitude = await visit.row('A')
  // An error that nobody catches is how a browser tells of a worker that broke down.
  await page.evaluate(() => (window as unknown as { workers: Worker[] }).workers.forEach((worker) => (worker.terminate(), worker.dispatchEvent(new ErrorEvent('error', { message: 'gone' })))))
  await page.getByRole('spinbutton', { name: /top-hat radius/ }).fill('4')
  await page.keyboard.press('Tab')
  await visit.settled()
  expect(await page.evaluate(() => (window as unknown as { workers: Worker[] }).workers.length)).toBe(2)
  await expect(page.getByText(/needs.*counts\.fits/)).toHaveCount(0)
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0)
  expect(await visit.row('A')).toBe(amplitude)
})

test('a reload in the middle of a computation loses nothing: the study is there, and is computed', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  await page.getByRole('button', { name: 'quadrupole', exact: true }).first().click()
  await page.reload() // at once: neither the address nor the desk has followed
  await expect(page.getByRole('button', { name: 'quadrupole', exact: true }).first()).toHaveAttribute('aria-pressed', 'true')
  await visit.settled()
  expect(await visit.row('A')).toMatch(/×/)
})

test.describe('a worker whose script is not there', () => {
  test.use({ allowed: { errors: [/404/, /desk/] } })
  test('is told as such; the page stays alive and recovers when the script is back', async ({ visit, page }) => {
    await page.route(/desk-[^/]*\.js/, (route) => route.fulfill({ status: 404, body: 'gone' }))
    await visit.open()
    await expect(page.getByRole('alert').filter({ hasText: /lost/ }).first()).toBeVisible({ timeout: 30_000 })
    await page.unroute(/desk-[^/]*\.js/)
    await page.getByRole('button', { name: 'dipole', exact: true }).first().click()
    await expect(page.getByRole('img', { name: /Angular power spectrum/ })).toHaveAttribute('aria-label', /l = 1/, { timeout: 30_000 })
  })
})

test('requests overtaken by newer ones leave the newest result', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  const radius = page.getByRole('spinbutton', { name: /top-hat radius/ })
  for (const value of ['45', '44', '43', '42', '41', '3']) {
    await radius.fill(value)
    await radius.press('Enter')
  }
  await visit.settled()
  await expect(page.getByRole('slider', { name: 'top-hat radius' })).toHaveValue('3')
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0)
})

test('no task of the page’s own thread lasts 200 ms while the desk computes', async ({ visit, page }) => {
  await page.addInitScript(() => {
    const tasks: number[] = []
    Object.assign(window, { tasks })
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask' })
  })
  await visit.open()
  await visit.settled()
  await page.evaluate(() => ((window as unknown as { tasks: number[] }).tasks.length = 0))
  for (const name of ['dipole', 'quadrupole', 'octupole']) {
    await page.getByRole('button', { name, exact: true }).first().click()
    await visit.settled()
  }
  const longest = await page.evaluate(() => Math.max(0, ...(window as unknown as { tasks: number[] }).tasks))
  test.info().annotations.push({ type: 'longest task', description: `${longest} ms` })
  expect(longest).toBeLessThan(200)
})

test.describe('a part of the program that cannot be fetched', () => {
  test.use({ allowed: { errors: [/404/] } })
  test('is told as such when a file needs it; what was open stays open', async ({ visit, page }) => {
    await page.route(/inspect-[^/]*\.js/, (route) => route.fulfill({ status: 404, body: 'gone' }))
    await visit.open()
    await visit.settled()
    const before = await visit.row('A')
    await visit.hand({ name: 'counts.fits', bytes: countsAlone() })
    await expect(page.getByRole('alert').filter({ hasText: /could not be fetched/ })).toBeVisible()
    expect(await visit.row('A')).toBe(before)
    await expect(page.getByText('synthetic sky, seed 7 — not data')).toBeVisible()
  })
})
