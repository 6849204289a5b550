import type { Page } from '@playwright/test'
import { numberIn, observe, type Observing } from '../support/observe.ts'
import { far, seenAt } from '../support/pixels.ts'
import { expect, test, type Visit } from '../support/visit.ts'

const asTable = (page: Page, title: string) => page.getByRole('button', { name: `${title} as table` })
/** A place of a map without line or label, north of the equator towards the dipole. */
const NORTH = [0.4, 0.24] as const
/** One south of it, still seen. */
const SOUTH = [0.4, 0.58] as const

/** The middle of something, to press on. */
async function middleOf(locator: { boundingBox(): Promise<{ x: number; y: number; width: number; height: number } | null> }): Promise<readonly [number, number]> {
  const { x, y, width, height } = (await locator.boundingBox())!
  return [x + width / 2, y + height / 2]
}

/** A₁ that the likelihood finds, and the true one: without chance they agree. */
async function foundAndTrue({ dipoleBy }: Observing): Promise<readonly [number, number]> {
  const { a1, predicted } = await dipoleBy('Maximum likelihood')
  return [numberIn(a1), numberIn(predicted)]
}

/** The means and the waves of the lines of the rate plot, which is a table now. */
async function lines({ table }: Observing): Promise<{ readonly means: readonly number[]; readonly waves: readonly number[] }> {
  const rows = await table('Rates by declination')
  return { means: rows.map((row) => numberIn(row[2]!)), waves: rows.map((row) => numberIn(row[3]!)) }
}

const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values)

test('why nobody sees the vertical dipole, in six steps by mouse', async ({ visit, page }) => {
  const place = await observe(visit)
  const drag = async (to: readonly [number, number]) => {
    const [x, y] = await middleOf(place.arrow)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move((x + to[0]) / 2, (y + to[1]) / 2, { steps: 4 })
    await page.mouse.move(...to, { steps: 4 })
    await page.mouse.up()
  }
  const type = async (deg: number) => {
    await place.declination.click({ clickCount: 3 })
    await page.keyboard.type(String(deg))
    await page.keyboard.press('Enter')
    await visit.settled()
  }

  await test.step('1. a dipole across the axis is seen whole', async () => {
    await drag(await middleOf(page.locator('.arrow-shadow')))
    await expect(place.seen).toContainText('seen 100 % at')
    await expect(place.declination).toHaveValue(/^-?[0-3](\.\d)?$/)
    await type(0)
    await expect(place.seen).toContainText('seen 100 % at 0°')
    const [found, truth] = await foundAndTrue(place)
    expect(found / truth).toBeCloseTo(1, 1)
    expect(far(await seenAt(page, place.maps.nth(0), ...NORTH), await seenAt(page, place.maps.nth(1), ...NORTH))).toBeLessThan(12)
  })

  await test.step('2. raised, it is seen by the cosine of its declination, and not at all at the pole', async () => {
    for (const [deg, share] of [[45, 71], [60, 50], [90, 0]] as const) {
      await type(deg)
      await expect(place.seen).toContainText(`seen ${share} % at ${deg}°`)
    }
    await type(60)
    const [found, truth] = await foundAndTrue(place)
    expect(found / truth).toBeCloseTo(1, 1)
    await type(90)
    expect((await place.dipoleBy('Maximum likelihood')).a1).toMatch(/^\(0(\.0)? ±/)
  })

  await test.step('3. lines of the rate shift, and none waves', async () => {
    await place.calibrate.click()
    await visit.settled()
    await asTable(page, 'Rates by declination').click()
    const { means, waves } = await lines(place)
    expect(spread(means)).toBeGreaterThan(5e-4)
    expect(Math.max(...waves)).toBeLessThan(1e-9)
    await expect(place.method).toHaveValue('absolute')
    // Its mean over the exposure cannot be known: red in the north and blue in the south, though not as much.
    for (const map of [0, 1]) {
      const [[red, , blue], [less, , more]] = [await seenAt(page, place.maps.nth(map), ...NORTH), await seenAt(page, place.maps.nth(map), ...SOUTH)]
      expect(red! - blue!).toBeGreaterThan(30)
      expect(less! - more!).toBeLessThan(-30)
    }
  })

  await test.step('4. in the other world not one count moves', async () => {
    const before = await place.table('Rates by declination')
    const [sky, found] = [await seenAt(page, place.maps.nth(0), ...NORTH), await seenAt(page, place.maps.nth(1), ...NORTH)]
    await page.getByText('World 2').click()
    await expect(place.worlds).toHaveText(/^Not one count moves, in any of [\d,]+ bins of declination and hour\. Which world is it\?$/)
    await visit.settled()
    expect(await place.table('Rates by declination')).toEqual(before)
    expect(far(await seenAt(page, place.maps.nth(0), ...NORTH), sky)).toBeGreaterThan(30)
    expect(far(await seenAt(page, place.maps.nth(1), ...NORTH), found)).toBeLessThan(3)
    await page.getByText('World 1').click()
    await expect(place.worlds).toContainText('Not one count')
    await visit.settled()
  })

  await test.step('5. calibrated, the map loses all that goes with declination alone', async () => {
    expect(await place.multipole('recovered', 1, 0)).toMatch(/\d/)
    await place.calibrate.click()
    await visit.settled()
    const { means } = await lines(place)
    expect(spread(means)).toBeLessThan(1e-9)
    for (const l of [1, 2, 3]) expect(await place.multipole('recovered', l, 0)).toContain('cannot be recovered')
    const [south, north] = [await seenAt(page, place.maps.nth(1), ...SOUTH), await seenAt(page, place.maps.nth(1), ...NORTH)]
    expect(far(south, north)).toBeLessThan(3)
  })

  await test.step('6. a second observatory sees no more of it; along the local field it can be inferred', async () => {
    await place.moreObservatories.selectOption('IceCube')
    await place.add.click()
    await visit.settled()
    await expect(page.getByRole('heading', { name: 'Observatory' })).toHaveCount(2)
    expect((await place.dipoleBy('Maximum likelihood')).a1).toMatch(/^\(0(\.0)? ±/)
    for (const l of [1, 2, 3]) expect(await place.multipole('recovered', l, 0)).toContain('cannot be recovered')
    await type(0)
    // δ_0h = 10⁻³, because a sky tilted along the axis alone has no right ascension: tan 11.4° cos 229.2° × 10⁻³.
    await expect(page.getByRole('region', { name: 'If the dipole lies along the local field' })).toContainText('δN = (−1.32 ± 0.02) × 10⁻⁴')
    await expect(page.getByRole('region', { name: 'If the dipole lies along the local field' })).toContainText('inferred, not measured')
  })
})

test('the same six steps by keyboard alone', async ({ visit, page }) => {
  const place = await observe(visit)
  const settle = () => visit.settled()
  const press = async (key: string, times = 1) => {
    for (let i = 0; i < times; i++) await page.keyboard.press(key)
  }
  /** Goes on to something by Tab alone. */
  const reach = async (what: Observing['arrow'], key = 'Tab') => {
    for (let i = 0; i < 90; i++) {
      if (await what.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press(key)
    }
    throw new Error('Tab does not lead there')
  }

  await reach(place.arrow)
  await press('ArrowDown', 9)
  await expect(place.seen).toContainText('seen 100 % at 0°')
  await settle()
  await press('ArrowUp', 9)
  await expect(place.seen).toContainText('seen 71 % at 45°')
  await press('ArrowUp', 3)
  await expect(place.seen).toContainText('seen 50 % at 60°')
  await press('ArrowUp', 6)
  await expect(place.seen).toContainText('seen 0 % at 90°')
  await settle()
  await expect(place.arrow).toBeFocused()
  await expect(place.arrow).toHaveAttribute('aria-valuetext', /declination \+90\.0°, .* 0 % can be seen/)

  await reach(asTable(page, 'Rates by declination'))
  await press('Enter')
  await reach(place.calibrate, 'Shift+Tab')
  await press('Space')
  await settle()
  const { means, waves } = await lines(place)
  expect(spread(means)).toBeGreaterThan(5e-4)
  expect(Math.max(...waves)).toBeLessThan(1e-9)

  await reach(place.world(1), 'Shift+Tab')
  await press('ArrowDown')
  await expect(place.world(2)).toBeChecked()
  await expect(place.worlds).toContainText('Not one count')
  await press('ArrowUp')
  await expect(place.worlds).toContainText('Not one count')
  await settle()

  await reach(place.calibrate)
  await press('Space')
  await settle()
  expect(spread((await lines(place)).means)).toBeLessThan(1e-9)

  await reach(place.moreObservatories)
  await page.keyboard.type('IceCube')
  await reach(place.add)
  await press('Enter')
  await settle()
  await expect(page.getByRole('heading', { name: 'Observatory' })).toHaveCount(2)
  expect((await place.dipoleBy('Maximum likelihood')).a1).toMatch(/^\(0(\.0)? ±/)
  // One step back takes the observatory away, the next ones the rest of it.
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('heading', { name: 'Observatory' })).toHaveCount(1)
})

test('the clock turns the sky over the detector; the field of view goes along, and nothing is computed anew', async ({ visit, page }: { visit: Visit; page: Page }) => {
  await observe(visit)
  const clock = page.getByRole('region', { name: 'Sidereal clock' })
  const hour = clock.getByRole('spinbutton', { name: 'hour' })
  const view = page.locator('.field-of-view').first()
  await hour.fill('12')
  await page.keyboard.press('Enter')
  await expect(page.getByText('zenith at α 180.0°')).toBeVisible()
  const before = await view.innerHTML()
  await clock.getByRole('button', { name: 'One hour on' }).click()
  await expect(hour).toHaveValue('13')
  expect(await view.innerHTML()).not.toBe(before)
  await clock.getByRole('button', { name: 'Play the clock' }).click()
  await expect.poll(async () => Number(await hour.inputValue())).toBeGreaterThan(13.4)
  await expect(page.getByRole('contentinfo')).toHaveAttribute('aria-busy', 'false')
  await clock.getByRole('button', { name: 'Pause the clock' }).click()
  const paused = await hour.inputValue()
  await page.waitForTimeout(300)
  expect(await hour.inputValue()).toBe(paused)
  const rates = page.getByRole('slider', { name: 'Sidereal time on the rates' })
  await rates.focus()
  await page.keyboard.press('Home')
  await expect(hour).toHaveValue('0')
})
