import { describe, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import { statedDipole } from '../../science/analysis/statedDipole.ts'
import { ALONE, UNBIASED } from '../../science/reconstruction/dipoleEstimate.ts'
import type { ClockDipole, ClockDipoles } from '../../study/results.ts'
import '../theme.css'
import { ClocksCard, offText, type ClocksCardProps } from './ClocksCard.tsx'

const dipole = (d0h: number, d6h: number, sigma = 1e-5) => statedDipole({ method: 'dipoleLikelihood', d0h, d6h, covariance: [sigma ** 2, 0, 0, sigma ** 2], response: UNBIASED, blindTo: ALONE, events: 1e10 })
const rows: readonly ClockDipole[] = [
  { clock: 'sidereal', found: dipole(6e-4, 3e-4), expected: [6e-4, 3e-4], standing: [6e-4, 3e-4] },
  { clock: 'solar', found: dipole(0, 4.43e-4), expected: [0, 4.31e-4], standing: [0, 4.31e-4] },
  { clock: 'antiSidereal', found: dipole(4e-6, 0), expected: [1e-10, 0], standing: [0, 0] },
  { clock: 'extendedSidereal', missing: 'These are too few events.', standing: [0, -1.9e-5] },
]
const clocks: ClockDipoles = { rows, spurious: { amplitude: 4e-6, phase: 1, error: 1e-5 } }
const card = (patch: Partial<ClocksCardProps> = {}) => (
  <div style={{ width: 1000 }}>
    <ClocksCard name="HAWC" on clocks={clocks} onSwitch={() => {}} {...patch} />
  </div>
)

describe('the dipole by four clocks', () => {
  test('stands beside what must stand there, in hours of each clock', async () => {
    await page.viewport(1440, 900)
    await render(card())
    await expect.element(page.getByRole('row', { name: /sidereal 366\.2422 \(6\.7 ± 0\.1\) × 10⁻⁴ 1\.77 ± 0\.06 h 6\.71 × 10⁻⁴, 1\.8 h 6\.71 × 10⁻⁴, 1\.8 h 0\.0/ })).toBeVisible()
    await expect.element(page.getByRole('row', { name: /solar 365\.2422 \(4\.4 ± 0\.1\) × 10⁻⁴ 6\.00 ± 0\.09 h 4\.31 × 10⁻⁴, 6\.0 h 4\.31 × 10⁻⁴, 6\.0 h 1\.2/ })).toBeVisible()
    await expect.element(page.getByRole('row', { name: /anti-sidereal 364\.2422 \(0 ± 1\) × 10⁻⁵ any 0 0 0\.4/ })).toBeVisible()
    await expect.element(page.getByRole('row', { name: /extended-sidereal 367\.2422 These are too few events\. 1\.90 × 10⁻⁵, 18\.0 h — —/ })).toBeVisible()
    await expect.element(page.getByRole('img', { name: /0 h on the right, 6 h at the top\. 3 found, 4 as they stand there/ })).toBeVisible()
    expect([...document.querySelectorAll('.clocks .method-number')].map(({ textContent }) => textContent)).toEqual(['1', '2', '3'])
  })

  test('says how much of the sidereal one may be the solar day’s, and when, where it is more than chance', async () => {
    const screen = await render(card())
    await expect.element(page.getByText('as much as the anti-sidereal clock shows, (0 ± 1) × 10⁻⁵, may be the solar day’s; chance alone shows as much.')).toBeVisible()
    await screen.rerender(card({ clocks: { rows, spurious: { amplitude: 8e-5, phase: Math.PI, error: 1e-5 } } }))
    await expect.element(page.getByText(/\(8 ± 1\) × 10⁻⁵, may be the solar day’s, with its maximum at 12\.0 ± 0\.5 h of sidereal time\./)).toBeVisible()
  })

  test('is counted when it is asked for, and says so, or why not', async () => {
    const onSwitch = vi.fn()
    const screen = await render(card({ on: false, onSwitch }))
    await expect.element(page.getByRole('table')).not.toBeInTheDocument()
    await page.getByRole('switch', { name: 'look at HAWC by all four' }).click()
    expect(onSwitch).toHaveBeenLastCalledWith(true)
    await screen.rerender(card({ clocks: undefined }))
    await expect.element(page.getByText('counting by every clock…')).toBeVisible()
    await screen.rerender(card({ clocks: undefined, problem: 'These counts have one clock.' }))
    await expect.element(page.getByRole('alert')).toHaveTextContent('These counts have one clock.')
    await expect.element(page.getByText('counting by every clock…')).not.toBeInTheDocument()
  })

  test('keeps to a narrow page', async () => {
    await page.viewport(390, 844)
    await render(
      <div style={{ width: 366 }}>
        <ClocksCard name="HAWC" on clocks={clocks} onSwitch={() => {}} />
      </div>,
    )
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390)
    await page.viewport(1440, 900)
  })

  test('is off by the distance in its own errors, in whatever direction they are large', () => {
    const found = { ...dipole(0, 0), covariance: [5, 4, 4, 5] as const }
    // Eigenvalues 9 along (1, 1) and 1 across.
    const [along, across] = [[3, 3], [1, -1]].map(([x, y]) => offText({ found, expected: [x! / Math.SQRT2, y! / Math.SQRT2] }))
    expect([along, across]).toEqual(['1.0', '1.0'])
    expect(offText({ found })).toBe('—')
  })
})
