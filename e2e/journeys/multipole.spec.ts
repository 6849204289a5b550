import { far, seenAt } from '../support/pixels.ts'
import { expect, test } from '../support/visit.ts'

test('choosing ℓ = 1 shows the dipole of the sky, and Escape all of it again', async ({ visit, page }) => {
  await visit.open()
  await visit.settled()
  await expect(page.getByText('Galactic plane').first()).toBeVisible() // the lines come after the map
  const full = await seenAt(page, visit.map, 0.74, 0.66)
  const spectrum = page.getByRole('group', { name: 'Show one multipole on the map' })
  await spectrum.getByRole('button', { name: 'ℓ = 1, 180.0°' }).focus()
  await page.keyboard.press('Enter')
  await visit.settled()
  const map = page.getByRole('application', { name: 'Sky map, ℓ = 1 part of relative intensity δI' })
  await expect(map).toBeVisible()
  // The maximum stands where the dipole panel says, and its antipode has the opposite colour.
  const alpha = Number(/([\d.]+)°/.exec(await visit.row('α'))![1])
  const at = async (alphaDeg: number) => {
    // On the equator of the Mollweide map right ascension falls evenly from the left edge to the right.
    const [left, right] = await map.locator('canvas').evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement
      const row = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, Math.round(height / 2) - 3, width, 1).data
      const seen = Array.from({ length: width }, (_, x) => row[4 * x + 3]! > 250)
      return [seen.indexOf(true) / width, seen.lastIndexOf(true) / width]
    })
    return seenAt(page, map, right! - ((right! - left!) * alphaDeg) / 360, 0.492)
  }
  const [top, bottom] = [await at(alpha), await at((alpha + 180) % 360)]
  expect(top[0]! - top[2]!).toBeGreaterThan(80)
  expect(bottom[2]! - bottom[0]!).toBeGreaterThan(80)
  await spectrum.getByRole('button', { name: 'ℓ = 1, 180.0°' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'ℓ = 2 on the map ×' })).toBeVisible()
  await page.keyboard.press('Escape')
  await visit.settled()
  expect(far(await seenAt(page, visit.map, 0.74, 0.66), full)).toBeLessThan(1)
})
