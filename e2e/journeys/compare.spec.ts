import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { encodeLink } from '../../src/session/links.ts'
import { addMap, compareHow } from '../../src/study/comparing.ts'
import { seededStudy } from '../../src/study/seeded.ts'
import { countsAlone, intensityAlone } from '../support/maps.ts'
import { far, seenAt } from '../support/pixels.ts'
import { expect, test, type Visit } from '../support/visit.ts'

const maps = (page: Page) => page.getByRole('application', { name: /^Sky map/ })
const ways = (page: Page) => page.getByRole('group', { name: 'How the maps are compared' })
const TRUTH = 'synthetic sky “truth”'

async function compareWith(visit: Visit, name: string): Promise<void> {
  await visit.page.getByRole('button', { name: 'Compare with' }).click()
  await visit.page.getByRole('button', { name, exact: true }).click()
  await visit.settled()
}

async function by(visit: Visit, way: string): Promise<void> {
  await ways(visit.page).getByRole('button', { name: way }).click()
  await visit.settled()
}

/** Places where no line, label or mark lies; the two skies differ in both. */
const LEFT = [0.28, 0.42] as const
const RIGHT = [0.74, 0.66] as const

test('two skies side by side, behind a line, faded, by turns and subtracted: what is seen is what is said', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  await expect(page.getByText('Galactic plane').first()).toBeVisible() // the lines come after the map
  const alone = [await seenAt(page, maps(page), ...LEFT), await seenAt(page, maps(page), ...RIGHT)]
  await compareWith(visit, TRUTH)
  await expect(maps(page)).toHaveCount(2)
  const [a, b] = await Promise.all([0, 1].map(async (i) => (await maps(page).nth(i).boundingBox())!))
  expect(a!.y).toBe(b!.y)
  expect(b!.x).toBeGreaterThan(a!.x + a!.width)

  await by(visit, 'swipe')
  const line = page.getByRole('slider', { name: 'Line between the maps' })
  const whole = maps(page).first()
  const first = [await seenAt(page, whole, ...LEFT), await seenAt(page, whole, ...RIGHT)]
  await line.focus()
  await page.keyboard.press('Home')
  const second = [await seenAt(page, whole, ...LEFT), await seenAt(page, whole, ...RIGHT)]
  expect(far(first[0]!, second[0]!)).toBeGreaterThan(8)
  expect(far(first[1]!, second[1]!)).toBeLessThan(1) // right of the line it was the second all along
  await page.keyboard.press('End')
  const under = [await seenAt(page, whole, ...LEFT), await seenAt(page, whole, ...RIGHT)]
  expect(far(first[0]!, under[0]!)).toBeLessThan(1)
  expect(far(under[1]!, second[1]!)).toBeGreaterThan(8)
  expect(far(under[1]!, alone[1]!)).toBeLessThan(60)
  const box = (await line.boundingBox())!
  const pile = (await whole.boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(pile.x + pile.width * 0.6, box.y + 40, { steps: 6 })
  await page.mouse.move(pile.x + pile.width * 0.25, box.y + 40, { steps: 6 })
  await page.mouse.up()
  await expect(line).toHaveAttribute('aria-valuetext', /^25 %/)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(line).toHaveAttribute('aria-valuetext', /^100 %/) // the whole drag was one entry

  await by(visit, 'fade')
  await page.getByRole('slider', { name: 'How much of B is seen' }).fill('50')
  const half = await seenAt(page, whole, ...RIGHT)
  expect(far(half, under[1]!.map((x, i) => (x + second[1]![i]!) / 2))).toBeLessThan(4)

  await by(visit, 'blink')
  const turns = async () => seenAt(page, whole, ...RIGHT)
  await expect.poll(async () => far(await turns(), second[1]!), { intervals: [100] }).toBeLessThan(1)
  await expect.poll(async () => far(await turns(), under[1]!), { intervals: [100] }).toBeLessThan(1)
  await page.getByRole('button', { name: 'Pause' }).click()
  const still = await turns()
  await page.waitForTimeout(1300)
  expect(far(still, await turns())).toBe(0)

  await by(visit, 'difference')
  await expect(maps(page)).toHaveCount(1)
  // A map from the ground lacks what varies with declination alone; the difference is therefore the same along a ring.
  const [east, west] = [await seenAt(page, whole, 0.38, 0.8), await seenAt(page, whole, 0.6, 0.8)]
  expect(far(east, west)).toBeLessThan(40)
  expect(east[2]! - east[0]!).toBeGreaterThan(60)
  expect((await seenAt(page, whole, 0.4, 0.3)).map((x, i, all) => (i === 0 ? x - all[2]! : 0))[0]).toBeGreaterThan(40)

  await page.getByRole('button', { name: 'Stop comparing' }).click()
  await visit.settled()
  await expect(maps(page)).toHaveCount(1)
  expect(far(await seenAt(page, maps(page), ...RIGHT), alone[1]!)).toBeLessThan(1)
  await expect.poll(() => new URL(page.url()).hash).toBe('') // nothing is left of it
})

test('one cross on both maps, and both are read out with their difference', async ({ visit, page }) => {
  await visit.open()
  await compareWith(visit, TRUTH)
  const box = (await maps(page).nth(1).boundingBox())!
  await page.mouse.move(box.x + box.width * 0.45, box.y + box.height * 0.55)
  const table = page.getByRole('table', { name: 'What the maps say of the place under the cursor' })
  const number = (text: string): number => {
    const [, mantissa, power] = /([+−]?[\d.]+)(?: ± [\d.]+\))? × 10⁻(\S+)/.exec(text)!
    return Number(mantissa!.replace('−', '-')) * 10 ** -Number([...power!].map((c) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c)).join(''))
  }
  const cell = (row: number, name: string) => table.getByRole('row').nth(row).getByRole('cell').filter({ hasText: name })
  await expect(cell(1, 'A − B')).toHaveText(/10⁻/)
  const [a, b, difference] = await Promise.all([cell(0, 'δI').innerText(), cell(1, 'δI').innerText(), cell(1, 'A − B').innerText()])
  expect(Math.abs(number(a) - number(b) - number(difference))).toBeLessThan(2e-5) // A is written to the digits its error leaves
  for (const i of [0, 1]) await expect(maps(page).nth(i).locator('.mark')).toHaveCount(1)
  await maps(page).nth(1).focus()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('status').filter({ hasText: /declination/ })).toHaveCount(1)
})

test('by keyboard alone: a map is opened beside, the line moved, comparing ended', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  const tabTo = async (target: Locator) => {
    for (let presses = 0; presses < 60; presses++) {
      if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return
      await page.keyboard.press('Tab')
    }
    await expect(target).toBeFocused()
  }
  await tabTo(page.getByRole('button', { name: 'Compare with' }))
  await page.keyboard.press('Enter')
  await tabTo(page.getByRole('button', { name: TRUTH, exact: true }))
  await page.keyboard.press('Enter')
  await expect(maps(page)).toHaveCount(2)
  await tabTo(ways(page).getByRole('button', { name: 'swipe' }))
  await page.keyboard.press('Enter')
  const line = page.getByRole('slider', { name: 'Line between the maps' })
  await tabTo(line)
  await page.keyboard.press('ArrowRight')
  await expect(line).toHaveAttribute('aria-valuetext', /^52 %: A: .* on the left of it, B: .* on the right$/)
  await page.keyboard.press('Control+z')
  await expect(line).toHaveAttribute('aria-valuetext', /^50 %/)
  const stop = page.getByRole('button', { name: 'Stop comparing' })
  await stop.focus()
  await page.keyboard.press('Enter')
  await expect(maps(page)).toHaveCount(1)
})

test.describe('a person who asks for less motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })
  test('is offered no blinking, and a link that blinks is a fade', async ({ visit, page }) => {
    await visit.open()
    await compareWith(visit, TRUTH)
    await expect(ways(page).getByRole('button', { name: 'blink' })).toBeDisabled()
    await page.goto('about:blank')
    await page.goto(`./${await encodeLink(compareHow('blink')(addMap('truth', 'relativeIntensity')(seededStudy)))}`)
    await visit.settled()
    await expect(ways(page).getByRole('button', { name: 'fade' })).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByRole('slider', { name: 'How much of B is seen' })).toBeVisible()
    const still = await seenAt(page, maps(page).first(), ...RIGHT)
    await page.waitForTimeout(1300)
    expect(await seenAt(page, maps(page).first(), ...RIGHT)).toEqual(still)
  })
})

test('a link brings back what was compared and how; undo goes back through it', async ({ visit, page }) => {
  await visit.open()
  await page.getByRole('button', { name: 'dipole', exact: true }).first().click()
  await compareWith(visit, 'it before subtraction')
  await by(visit, 'swipe')
  await expect.poll(() => new URL(page.url()).hash.length).toBeGreaterThan(20)
  await page.waitForTimeout(500) // the address follows once hands are still
  const { hash } = new URL(page.url())
  await page.goto('about:blank')
  await page.goto(`./${hash}`)
  await expect(maps(page)).toHaveCount(2)
  await visit.settled()
  await expect(page.getByRole('slider', { name: 'Line between the maps' })).toBeVisible()
  await expect(page.getByText('B: before subtraction').first()).toBeVisible()
  await by(visit, 'side by side')
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(page.getByRole('slider', { name: 'Line between the maps' })).toBeVisible()
})

test('a file is opened beside another; maps of other pixels are compared, but not subtracted', async ({ visit, page }) => {
  await visit.open()
  await page.getByRole('button', { name: 'Compare with' }).hover()
  const beside = async (name: string, bytes: Uint8Array) => {
    await page.getByLabel('Open another map to compare').setInputFiles([{ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) }])
    await visit.settled()
  }
  await beside('coarse.fits', intensityAlone())
  await expect(page.getByText('B: coarse.fits').first()).toBeVisible()
  await expect(ways(page).getByRole('button', { name: 'difference' })).toBeDisabled()
  await expect(ways(page).getByRole('button', { name: 'difference' })).toHaveAttribute('title', /different pixels.*bring them to one nside/)
  await visit.hand({ name: 'mine.fits', bytes: countsAlone() })
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(maps(page)).toHaveCount(1) // a file that is opened takes the place of all
  await beside('other.fits', intensityAlone())
  await expect(page.getByText('B: other.fits').first()).toBeVisible()
  await expect(page.getByText('mine.fits').first()).toBeVisible()
  await by(visit, 'difference')
  await expect(page.getByText('A − B, where A is mine.fits and B is other.fits').first()).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await visit.hand({ name: 'third.fits', bytes: intensityAlone() }) // the same bytes: it is open already
  await expect(maps(page)).toHaveCount(2)
})

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })
    test('axe has no serious complaint about comparing, in any way', async ({ visit, page }) => {
      await visit.open()
      await compareWith(visit, TRUTH)
      for (const way of ['side by side', 'swipe', 'fade', 'difference']) {
        if (way !== 'side by side') await by(visit, way)
        const { violations } = await new AxeBuilder({ page }).analyze()
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        expect(serious.map(({ id, nodes }) => `${way}: ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
      }
    })
  })
}

test.describe('phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  test('maps are stacked, nothing overflows, and the line is as wide as a finger', async ({ visit, page }) => {
    await visit.open()
    await compareWith(visit, TRUTH)
    const [a, b] = await Promise.all([0, 1].map(async (i) => (await maps(page).nth(i).boundingBox())!))
    expect(b!.y).toBeGreaterThan(a!.y + a!.height - 1)
    await by(visit, 'swipe')
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 844 })
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
    expect((await page.getByRole('slider', { name: 'Line between the maps' }).boundingBox())!.width).toBeGreaterThanOrEqual(44)
    for (const name of ['its significance', 'its counts', 'it without smoothing']) await compareWith(visit, name)
    await expect(maps(page)).toHaveCount(5)
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  })
})
