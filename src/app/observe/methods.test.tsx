import { describe, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import { radians } from '../../science/units.ts'
import '../theme.css'
import { biasText, MethodTable, pullText, type MethodRow, type PlanarDipole } from './MethodTable.tsx'
import { METHOD_WORDS } from './methodWords.ts'

const dipole = (a1: number, deg: number, sigma?: number): PlanarDipole => ({
  ...{ a1, alpha1: radians(deg), d0h: a1 * Math.cos(radians(deg)), d6h: a1 * Math.sin(radians(deg)) },
  ...(sigma === undefined ? {} : { a1Error: sigma, alpha1Error: sigma / a1, covariance: [sigma ** 2, 0, 0, sigma ** 2] as const }),
})
const truth = dipole(1e-3, 40)
const rows: readonly MethodRow[] = [
  { id: 'likelihood', name: 'Maximum likelihood', found: dipole(1.02e-3, 39, 2e-5), predicted: { a1: 1e-3, alpha1: radians(40) }, cannotSee: METHOD_WORDS.likelihood.cannotSee },
  { id: 'directIntegration', name: 'Direct integration', found: dipole(2.94e-4, 40, 1e-5), predicted: { a1: 3e-4, alpha1: radians(40) }, cannotSee: METHOD_WORDS.directIntegration.cannotSee },
  { id: 'eastWest', name: 'East–West', cannotSee: METHOD_WORDS.eastWest.cannotSee },
]
const shown = (width: number, onMethod: (id: string) => void = () => {}) => (
  <div style={{ width }}>
    <MethodTable truth={truth} rows={rows} chosen="likelihood" onMethod={onMethod} />
  </div>
)

describe('the dipole by every method', () => {
  test('stands under the true one, with what the method must find, its bias and its pull', async () => {
    await page.viewport(1440, 900)
    await render(shown(1000))
    const all = page.getByRole('row').elements().map((row) => row.textContent)
    expect(all[1]).toMatch(/^True sky1\.00 × 10⁻³40\.0°/)
    await expect.element(page.getByRole('row', { name: /Maximum likelihood.*\(1\.02 ± 0\.02\) × 10⁻³ 39° ± 1° 1\.00 × 10⁻³, 40\.0° \+2 % \+1\.0/ })).toBeVisible()
    await expect.element(page.getByRole('row', { name: /Direct integration.*most of the dipole.* −71 % −0\.6/ })).toBeVisible()
    await expect.element(page.getByRole('img', { name: /plane of the equator.*True: 1\.00 × 10⁻³/ })).toBeVisible()
  })

  test('draws an arrow for each that is there, and a head for the chosen one', async () => {
    await page.viewport(1440, 900)
    await render(shown(1000))
    expect(document.querySelectorAll('.method-arrow')).toHaveLength(3)
    expect(document.querySelectorAll('.method-arrow .head')).toHaveLength(1)
    expect(document.querySelectorAll('.method-number')).toHaveLength(2)
  })

  test('is a list of cards where there is little room, with the same numbers', async () => {
    await page.viewport(390, 844)
    const onMethod = vi.fn()
    await render(shown(366, onMethod))
    expect(page.getByRole('table').elements()).toHaveLength(0)
    expect(page.getByRole('listitem').elements()).toHaveLength(4)
    await expect.element(page.getByText('−71 %')).toBeVisible()
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390)
    await page.getByRole('button', { name: 'Direct integration' }).click()
    expect(onMethod).toHaveBeenCalledWith('directIntegration')
    await expect.element(page.getByRole('button', { name: 'Maximum likelihood' })).toHaveAttribute('aria-pressed', 'true')
    await page.viewport(1440, 900)
  })

  test('by another clock stands at its hours, and so does the true one', async () => {
    await page.viewport(1440, 900)
    await render(
      <div style={{ width: 1000 }}>
        <MethodTable truth={dipole(4.3e-4, 90)} rows={[{ ...rows[0]!, found: dipole(4.4e-4, 87, 2e-5), predicted: { a1: 4.3e-4, alpha1: radians(90) } }]} clock="solar" chosen="likelihood" onMethod={() => {}} />
      </div>,
    )
    await expect.element(page.getByRole('row', { name: /^True sky, by local mean solar time 4\.30 × 10⁻⁴ 6\.0 h/ })).toBeVisible()
    await expect.element(page.getByRole('row', { name: /Maximum likelihood.*5\.8 ± 0\.2 h 4\.30 × 10⁻⁴, 6\.0 h \+2\.3 % \+0\.5/ })).toBeVisible()
    await expect.element(page.getByRole('columnheader', { name: 'hour' })).toBeVisible()
    await expect.element(page.getByText(/^where the true dipole and the motion of the Earth stand in local mean solar time; predicted: /)).toBeVisible()
    await expect.element(page.getByRole('img', { name: /local mean solar time 0 h on the right/ })).toBeVisible()
  })

  test('has no bias where there is no dipole, and no pull where there is no error', () => {
    expect(biasText(rows[1]!, dipole(0, 0))).toBe('—')
    expect(biasText(rows[2]!, truth)).toBe('—')
    expect(pullText({ ...rows[0]!, found: dipole(1e-3, 0) })).toBe('—')
  })
})

test('every method says in one sentence what it does and what it cannot see', () => {
  for (const { does, cannotSee } of Object.values(METHOD_WORDS)) {
    expect(does).toMatch(/^[A-Z].*\.$/)
    expect(cannotSee).toMatch(/^Cannot see [^.]*\.$/)
  }
})
