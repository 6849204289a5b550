import { expect, test, type Visit } from '../support/visit.ts'
import { far, seenAt } from '../support/pixels.ts'

/** The place the read-out speaks of, in degrees. */
async function placeUnder(visit: Visit, x: number, y: number): Promise<{ ra: number; dec: number }> {
  const box = (await visit.map.boundingBox())!
  await visit.page.mouse.move(box.x + x * box.width, box.y + y * box.height)
  const read = async (name: string) => {
    const text = await visit.page.locator('dl[aria-label="Place under the cursor"] > div', { has: visit.page.locator('dt', { hasText: new RegExp(`^${name}$`) }) }).locator('dd').innerText()
    return Number(text.replace('−', '-').replace('°', ''))
  }
  return { ra: await read('RA'), dec: await read('dec') }
}

/** A pointer stands on whole pixels, up to half a one beside the middle: 0.15° of the whole sky. */
const MIDDLE_DEG = 0.3

async function expectMiddle(visit: Visit, raDeg: number, decDeg: number): Promise<void> {
  const { ra, dec } = await placeUnder(visit, 0.5, 0.5)
  expect(Math.abs(ra - raDeg)).toBeLessThan(MIDDLE_DEG)
  expect(Math.abs(dec - decDeg)).toBeLessThan(MIDDLE_DEG)
}

const choose = async ({ page }: Visit, name: RegExp) => {
  await page.getByRole('button', { name: /^Projection/ }).click()
  await page.getByRole('button', { name }).first().click()
}

async function drag({ page, map }: Visit, right: number, down: number): Promise<void> {
  const box = (await map.boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let i = 1; i <= 5; i++) await page.mouse.move(x + (right * i) / 5, y + (down * i) / 5)
  await page.mouse.up()
}

test.beforeEach(async ({ visit }) => {
  await visit.open()
  await visit.settled()
})

test('the sky is drawn along by the hand, nothing is computed, nothing is pinned, and undo leaves it there', async ({ visit, page }) => {
  await expectMiddle(visit, 180, 0)
  await drag(visit, 120, 0)
  const after = await placeUnder(visit, 0.5, 0.5)
  expect(after.ra).toBeGreaterThan(200) // what was on the left, where right ascension is larger, has come to the middle
  expect(after.dec).toBeCloseTo(0, 0)
  await expect(page.getByRole('button', { name: 'pin', exact: true })).toBeVisible()
  await expect(page.getByRole('contentinfo')).toHaveAttribute('aria-busy', 'false')
  await expect(page.getByRole('button', { name: 'Undo' }).first()).toBeDisabled()
  await page.getByRole('button', { name: 'dipole', exact: true }).first().click()
  await visit.settled()
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await visit.settled()
  expect((await placeUnder(visit, 0.5, 0.5)).ra).toBeCloseTo(after.ra, 0)
})

test('the wheel comes nearer to what is under the pointer, and the keys go back, centre a place and show the whole sky', async ({ visit, page }) => {
  const { ra, dec } = await placeUnder(visit, 0.6, 0.4)
  for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -100)
  const near = await placeUnder(visit, 0.6, 0.4)
  expect(Math.abs(near.ra - ra)).toBeLessThan(4)
  expect(Math.abs(near.dec - dec)).toBeLessThan(4)
  const middle = await placeUnder(visit, 0.5, 0.5)
  expect(Math.abs(middle.ra - 180)).toBeGreaterThan(1)
  await placeUnder(visit, 0.55, 0.45)
  const target = await placeUnder(visit, 0.55, 0.45)
  await visit.map.focus()
  await page.keyboard.press('c')
  const centred = await placeUnder(visit, 0.5, 0.5)
  expect(Math.abs(centred.ra - target.ra)).toBeLessThan(1)
  await visit.map.focus()
  await page.keyboard.press('-')
  await page.keyboard.press('0')
  expect(Math.abs((await placeUnder(visit, 0.5, 0.5)).dec)).toBeLessThan(MIDDLE_DEG)
  await expect(page.getByRole('button', { name: 'Go back' })).toBeDisabled()
})

test('arrow keys walk off the picture, and the picture follows', async ({ visit, page }) => {
  await visit.map.focus()
  for (let i = 0; i < 8; i++) await page.keyboard.press('+')
  await page.keyboard.press('ArrowUp')
  for (let i = 0; i < 6; i++) await page.keyboard.press('Shift+ArrowUp')
  const cross = page.locator('.sky-lines .mark').last()
  await expect(cross).toBeVisible()
  const [mark, map] = [(await cross.boundingBox())!, (await visit.map.boundingBox())!]
  expect(mark.y).toBeGreaterThan(map.y)
  expect(mark.y).toBeLessThan(map.y + map.height)
  expect((await placeUnder(visit, 0.5, 0.5)).dec).toBeGreaterThan(20)
})

test('every projection shows the same sky, pole or not, and the link opens it again', async ({ visit, page }) => {
  const outside = await seenAt(page, visit.map, 0.005, 0.5)
  const { ra } = await placeUnder(visit, 0.6, 0.5)
  for (const [name, seen] of [[/^Hammer/, true], [/^RA × sin δ/, true], [/^RA × δ/, true], [/^Globe/, true]] as const) {
    await choose(visit, name)
    expect(far(await seenAt(page, visit.map, 0.52, 0.52), outside) > 20).toBe(seen)
    await expectMiddle(visit, 180, 0)
  }
  await choose(visit, /^Polar/)
  expect((await placeUnder(visit, 0.5, 0.5)).dec).toBeGreaterThan(90 - MIDDLE_DEG)
  await choose(visit, /^Mollweide/)
  expect((await placeUnder(visit, 0.6, 0.5)).ra).toBeCloseTo(ra, 0)
  await choose(visit, /^Hammer/)
  await expect.poll(() => page.url()).toContain('#1.')
  await page.waitForTimeout(400)
  const link = page.url()
  await page.goto('about:blank')
  await page.goto(link)
  await visit.settled()
  await expect(page.getByRole('button', { name: 'Projection: Hammer' })).toBeVisible()
})

test('frames, direction and the magnetic pole are chosen in one place, and the picture says what it shows', async ({ visit, page }) => {
  await page.getByRole('button', { name: /^Frame and direction/ }).click()
  await page.getByLabel('RA grows').selectOption('0° → 180° → 360°')
  await expect(page.locator('.compass')).toContainText('→ E')
  await page.getByLabel('map in').selectOption('galactic')
  await expect(page.getByRole('button', { name: 'Frame and direction: Galactic' })).toBeVisible()
  await page.getByLabel('lines in').selectOption('magnetic')
  const axis = page.getByLabel('axis')
  await axis.selectOption('HAWC + IceCube fit')
  await expect(page.getByRole('spinbutton', { name: 'RA', exact: true })).toHaveValue('229.2')
  await page.getByRole('spinbutton', { name: 'dec', exact: true }).fill('12')
  await page.keyboard.press('Enter')
  await expect(axis).toHaveValue('own')
  for (const name of ['Move the sky left', 'Move the sky up', 'Move the sky down', 'Move the sky right']) await page.getByRole('button', { name }).click()
  await page.keyboard.press('Escape')
  // The Galactic centre is in the middle of the Galactic picture.
  await page.getByRole('button', { name: /^Frame and direction/ }).click()
  await page.getByLabel('map in').selectOption('equatorial')
  await page.getByLabel('map in').selectOption('galactic')
  await page.keyboard.press('Escape')
  const centre = await placeUnder(visit, 0.5, 0.5)
  expect(centre.ra).toBeCloseTo(266.4, 0)
  expect(centre.dec).toBeCloseTo(-28.9, 0)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  test('two fingers come nearer, one finger draws the sky along then, and a tap only reads', async ({ visit, page }) => {
    const box = (await visit.map.boundingBox())!
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    const session = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([px, py], id) => ({ x: px, y: py, id })) })
    await page.touchscreen.tap(x + 40, y)
    await expect(page.locator('dl[aria-label="Place under the cursor"]')).not.toContainText('RA —')
    await expect(page.getByRole('button', { name: 'pin', exact: true })).toBeVisible()
    await touch('touchStart', [x - 20, y], [x + 20, y])
    for (let i = 1; i <= 5; i++) await touch('touchMove', [x - 20 - 10 * i, y], [x + 20 + 10 * i, y])
    await touch('touchEnd')
    const zoom = async () => {
      await page.getByRole('button', { name: /^Frame and direction/ }).click()
      const value = Number(await page.getByRole('spinbutton', { name: 'zoom' }).inputValue())
      await page.keyboard.press('Escape')
      return value
    }
    expect(await zoom()).toBeCloseTo(3.5, 0)
    const scrolled = await page.evaluate(() => scrollY)
    await touch('touchStart', [x, y])
    for (let i = 1; i <= 5; i++) await touch('touchMove', [x, y - 8 * i])
    await touch('touchEnd')
    expect(await page.evaluate(() => scrollY)).toBe(scrolled)
    await page.getByRole('button', { name: /^Frame and direction/ }).click()
    expect(Number(await page.getByRole('spinbutton', { name: 'dec', exact: true }).inputValue())).toBeLessThan(-5)
  })
})
