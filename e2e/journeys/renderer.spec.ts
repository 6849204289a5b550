import type { Page } from '@playwright/test'
import { expect, test } from '../support/visit.ts'

/** Keeps the page's contexts of the graphics card within reach of the test. */
const withinReach = (): void => {
  const contexts: unknown[] = []
  const getContext = HTMLCanvasElement.prototype.getContext as (this: HTMLCanvasElement, ...words: unknown[]) => unknown
  Object.assign(window, { contexts })
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...words: unknown[]) {
    const context = getContext.apply(this, words)
    if (context instanceof WebGL2RenderingContext && !contexts.includes(context)) contexts.push(context)
    return context
  } as never
}

/** The colours along the middle of the map. */
const equator = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.map-stage canvas')!
    return [...canvas.getContext('2d')!.getImageData(0, canvas.height >> 1, canvas.width, 1).data]
  })
const apart = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((byte, i) => Math.abs(byte - b[i]!)), Math.abs(a.length - b.length))

test('a browser that plays the graphics card by software draws on a canvas; asked for it, the card draws the same map', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  await expect(visit.map).toHaveAttribute('data-renderer', 'canvas')
  const canvas = await equator(page)
  expect(canvas.some((byte) => byte > 0)).toBe(true)
  await visit.open('?renderer=webgl')
  await visit.settled()
  await expect(visit.map).toHaveAttribute('data-renderer', 'webgl')
  await expect(page.getByRole('contentinfo')).toContainText('drawn by WebGL')
  await expect.poll(async () => apart(await equator(page), canvas)).toBeLessThanOrEqual(2)
})

test('a lost graphics card leaves the map, on a canvas, with a sentence; restored, it draws again', async ({ visit, page }) => {
  await page.addInitScript(withinReach)
  await visit.open('?renderer=webgl')
  await visit.settled()
  await expect(visit.map).toHaveAttribute('data-renderer', 'webgl')
  const before = await equator(page)
  await page.evaluate(() => {
    const [gl] = (window as unknown as { contexts: WebGL2RenderingContext[] }).contexts
    Object.assign(window, { losing: gl!.getExtension('WEBGL_lose_context') })
    ;(window as unknown as { losing: WEBGL_lose_context }).losing.loseContext()
  })
  await expect(page.getByRole('contentinfo')).toContainText('drawn without it until it comes back')
  await expect(visit.map).toHaveAttribute('data-renderer', 'canvas')
  expect((await equator(page)).some((byte) => byte > 0)).toBe(true)
  // A busy processor draws coarsely first.
  await expect.poll(async () => apart(await equator(page), before)).toBeLessThanOrEqual(2)
  await page.getByRole('button', { name: 'dipole', exact: true }).first().click()
  await expect.poll(async () => apart(await equator(page), before)).toBeGreaterThan(20)
  await visit.settled()
  await expect(page.locator('.map-stage canvas').first()).toHaveAttribute('data-detail', 'fine')
  const subtracted = await equator(page)
  await page.evaluate(() => (window as unknown as { losing: WEBGL_lose_context }).losing.restoreContext())
  await expect(visit.map).toHaveAttribute('data-renderer', 'webgl')
  await expect(page.getByRole('contentinfo')).not.toContainText('comes back')
  await expect.poll(async () => apart(await equator(page), subtracted)).toBeLessThanOrEqual(2)
})

test.describe('a part for the graphics card that cannot be fetched', () => {
  test.use({ allowed: { errors: [/ERR_FAILED/] } })
  test('leaves the canvas', async ({ visit, page }) => {
    await page.route(/openSky-[^/]*\.js/, (route) => route.abort())
    await visit.open('?renderer=webgl')
    await expect(page.getByRole('contentinfo')).toContainText('could not draw the map')
    await visit.settled()
    await expect(visit.map).toHaveAttribute('data-renderer', 'canvas')
    expect((await equator(page)).some((byte) => byte > 0)).toBe(true)
  })
})
