import { beforeEach, describe, expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import type { Dipole } from '../../science/analysis/dipole.ts'
import { Problem } from '../../science/problem.ts'
import { createSession, sessionStore } from '../../session/store.ts'
import { curveOfCard } from '../../study/curveEdits.ts'
import { mapsOf } from '../../study/shown.ts'
import type { Display } from '../../study/results.ts'
import '../theme.css'
import { DipolePanel } from './DipolePanel.tsx'
import { ProfilePanel } from './ProfilePanel.tsx'
import { SpectrumPanel } from './SpectrumPanel.tsx'

const l = Float64Array.from({ length: 41 }, (_, i) => i)
const alpha = Float64Array.from({ length: 24 }, (_, i) => ((i + 0.5) * Math.PI) / 12)
const dipole: Dipole = {
  d0h: 6.4e-4, d6h: 5e-4, covariance: [1e-10, 0, 0, 1e-10], a1: 8.12e-4, a1Error: 1e-5, alpha1: 0.663, alpha1Error: 0.0175,
  chance: 0, interval68: undefined, limit95: undefined, degrees: [1, 2], condition: 1, multipoles: [{ l: 1, m: 1, re: -9.2e-4, im: 7.2e-4, error: 1.4e-5 }, { l: 2, m: 2, re: 1e-4, im: -3e-5, error: 1.4e-5 }],
}
const display: Display = {
  geometry: { kind: 'healpix', nside: 4 }, quantity: 'relativeIntensity', values: new Float32Array(192), autoLimit: 1, min: 0, max: 0, declination: [-0.5, 1], skyFraction: 0.7, ringMeanRemoved: true,
  places: { brightest: { alpha: 0, delta: 0, value: 0 }, faintest: { alpha: 0, delta: 0, value: 0 } },
}
const values = {
  'spectrum@sky:before': { l, cl: l.map((i) => (i < 1 ? 0 : 1e-6 / i ** 3)), zonal: false },
  'spectrum@sky:after': { l, cl: l.map((i) => (i < 2 ? 1e-37 : 1e-6 / i ** 3)), zonal: false },
  'noise@sky': { l, level: l.map(() => 2e-10) },
  'profile@sky': { alpha, value: alpha.map((a) => 1e-3 * Math.cos(a)), error: alpha.map(() => 1e-4), harmonics: [{ m: 1, amplitude: 1e-3, amplitudeError: 1e-5, alpha: 0, alphaError: 0.01 }, { m: 2, amplitude: 3e-4, amplitudeError: 1e-5, alpha: 2, alphaError: 0.0175 }, { m: 3, amplitude: 1e-5, amplitudeError: 1e-5, alpha: 1, alphaError: 0.33 }], chi2: 20, degreesOfFreedom: 22, declination: [-0.5, 1] },
  'dipole@sky': dipole,
  'display@sky:relativeIntensity': display,
}
const { pointAt, edit, say } = sessionStore.getState()

function show(changed: object = {}) {
  const all = Object.entries({ ...values, ...changed }).map(([name, value]) => [name, { state: 'fresh', key: name, value, ms: 1 }])
  sessionStore.setState({ ...createSession().getState(), pointAt, edit, say, findings: Object.fromEntries(all) })
  return render(
    <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr 1fr', height: 280 }}>
      <SpectrumPanel />
      <ProfilePanel />
      <DipolePanel />
    </div>,
  )
}

beforeEach(() => page.viewport(1440, 900))

describe('the plots', () => {
  test('say in words what they draw', async () => {
    await show()
    await expect.element(page.getByRole('img', { name: /power spectrum.*l = 2: \+1\.25 × 10⁻⁷ before.*noise level at l = 10/ })).toBeVisible()
    await expect.element(page.getByRole('img', { name: /Relative intensity against right ascension.*A1 = \(1\.00 ± 0\.01\) × 10⁻³/ })).toBeVisible()
    await expect.element(page.getByRole('img', { name: /amplitude \(8\.1 ± 0\.1\) × 10⁻⁴, maximum at right ascension 38° ± 1°; ellipses/ })).toBeVisible()
    await expect.element(page.getByText('fit with ℓ ≤ 2')).toBeVisible()
    await expect.element(page.getByText('The declination component cannot be measured from the ground.')).toBeVisible()
  })

  test('draw a spectrum from a file under its name, which can be taken out', async () => {
    await show({ 'curve@curve1': { l, cl: l.map((i) => (i === 5 ? NaN : 2e-6 / (i + 1) ** 3)), error: l.map(() => 1e-8) } })
    sessionStore.getState().edit(curveOfCard({ kind: 'curve', name: 'theirs.fits', bytes: 9, sha256: 'c'.repeat(64), compressed: false, degrees: [0, 40], facts: [], assumptions: [], warnings: [], milliseconds: 1 }))
    await expect.element(page.getByRole('img', { name: /power spectrum.*beside it theirs\.fits/ })).toBeVisible()
    const paths = document.querySelectorAll('.other-1 path')
    expect(paths[0]?.getAttribute('d')?.match(/M/g)).toHaveLength(2) // broken where there is no number
    expect(paths[1]?.getAttribute('d')?.match(/M/g)).toHaveLength(39)
    await page.getByRole('button', { name: 'Angular power spectrum as table' }).click()
    await expect.element(page.getByRole('columnheader', { name: 'theirs.fits' })).toBeVisible()
    await page.getByRole('button', { name: 'Take theirs.fits out of the spectrum' }).click()
    expect(sessionStore.getState().study.parts['curve1']).toBeUndefined()
    await expect.element(page.getByText('theirs.fits')).not.toBeInTheDocument()
  })

  test('turn into tables and back', async () => {
    await show()
    const button = page.getByRole('button', { name: 'Angular power spectrum as table' })
    await button.click()
    await expect.element(page.getByRole('row', { name: /^2 90\.0°/ })).toHaveTextContent('2.00 × 10⁻¹⁰')
    await button.click()
    expect(page.getByRole('table').elements()).toHaveLength(0)
  })

  test('give the numbers of the fits as well: the waves of the profile and every coefficient', async () => {
    await show()
    await expect.element(page.getByText('A₁ 1.00 ± 0.01')).toBeVisible()
    await expect.element(page.getByText('α₂ 115 ± 1°')).toBeInTheDocument()
    await page.getByRole('button', { name: 'Right-ascension profile as table' }).click()
    const profile = page.getByRole('region', { name: 'Right-ascension profile, table' })
    await expect.element(profile.getByRole('row', { name: 'A₁ (1.00 ± 0.01) × 10⁻³' })).toBeInTheDocument()
    await expect.element(profile.getByRole('row', { name: 'α₂ 115° ± 1°, and α₂ + 180°' })).toBeInTheDocument()
    await expect.element(profile.getByRole('row', { name: 'α₃ not determined' })).toBeInTheDocument()
    await expect.element(profile.getByRole('row', { name: 'χ²/dof 20.0 / 22' })).toBeInTheDocument()
    await page.getByRole('button', { name: 'Dipole as table' }).click()
    await expect.element(page.getByRole('row', { name: 'Im a2,2 (−3 ± 1) × 10⁻⁵' })).toBeInTheDocument()
  })

  test('say of a map with its ring means that its declination component is not fitted', async () => {
    await show({ 'display@sky:relativeIntensity': { ...display, ringMeanRemoved: false } })
    await expect.element(page.getByText('The declination component is not fitted: only m ≠ 0.')).toBeVisible()
  })

  test('wait for a missing file without repeating which', async () => {
    await show()
    const problem = new Problem('file-missing', 'This study needs mine.fits, which nobody has handed over.')
    sessionStore.setState({ findings: { 'profile@sky': { state: 'failed', problem } } })
    await expect.element(page.getByText('waiting for the file')).toBeVisible()
  })

  test('say that there is no noise level where there are no counts', async () => {
    await show({ 'noise@sky': { l, level: new Float64Array(0) } })
    await expect.element(page.getByText(/no noise level: the file has no counts/)).toBeInTheDocument()
  })

  test('share the cursor with the map: the profile points at right ascension, 360° on the left', async () => {
    await show()
    const plot = page.getByRole('img', { name: /against right ascension/ })
    const { width } = plot.element().getBoundingClientRect()
    await userEvent.hover(plot, { position: { x: width * 0.3, y: 80 } })
    const left = sessionStore.getState().cursor!
    await userEvent.hover(plot, { position: { x: width * 0.8, y: 80 } })
    expect(left.alpha).toBeGreaterThan(sessionStore.getState().cursor!.alpha)
    expect(plot.element().querySelector('.marker')).not.toBeNull()
  })

  test('state the chance of a weak dipole and its upper limit', async () => {
    await show({ 'dipole@sky': { ...dipole, a1: 2e-4, a1Error: 1e-4, chance: 0.18, limit95: 4.4e-4 } })
    await expect.element(page.getByText('18 %')).toBeVisible()
    await expect.element(page.getByTitle('95 % upper limit')).toBeVisible()
    await expect.element(page.getByText('not determined', { exact: true })).toBeVisible()
  })

  test('a mark of the spectrum shows its multipole on the map: by keys, by the nearest mark to a pointer, and back', async () => {
    await show()
    const group = page.getByRole('group', { name: 'Show one multipole on the map' })
    const chosen = () => mapsOf(sessionStore.getState().study)[0]!.pane.multipole
    await expect.element(group).toBeInTheDocument()
    expect(group.getByRole('button').elements().filter((button) => (button as HTMLElement).tabIndex === 0)).toHaveLength(1)
    group.getByRole('button', { name: 'ℓ = 1, 180.0°' }).element().focus()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{Enter}')
    expect(chosen()).toEqual({ l: 3 })
    await expect.element(group.getByRole('button', { name: 'ℓ = 3, 60.0°' })).toHaveAttribute('aria-pressed', 'true')
    await userEvent.keyboard('{End}{Home}{Escape}')
    expect(chosen()).toBeUndefined()
    // The targets of l = 19 and 20 overlap; what is meant is the mark, not whichever button lies on top.
    for (const l of [19, 20]) {
      const target = group.element().querySelector<HTMLElement>(`[data-l="${l}"]`)!
      expect(target.getBoundingClientRect().width).toBeGreaterThanOrEqual(24)
      const { left, width, top } = target.getBoundingClientRect()
      const clicked = document.elementFromPoint(left + width / 2, top + 20)!
      clicked.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1, clientX: left + width / 2, clientY: top + 20 }))
      expect(chosen()).toEqual({ l })
    }
  })
})
