import { useState } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import { cameraOf, toScreen, toSky } from '../../drawing/camera.ts'
import { wordOf } from '../../drawing/colour.ts'
import { almIndex, emptyAlm } from '../../science/harmonics/alm.ts'
import { radians } from '../../science/units.ts'
import { seededStudy } from '../../study/seeded.ts'
import '../theme.css'
import { AlmTriangle } from './AlmTriangle.tsx'
import { DipoleArrow } from './DipoleArrow.tsx'
import { DipoleFields } from './DipoleFields.tsx'
import { Dome } from './Dome.tsx'
import { FieldOfViewNow } from './FieldOfViewNow.tsx'
import { RatePanel } from './RatePanel.tsx'
import { saveRates } from './saveObserved.ts'

describe('the dome', () => {
  const north = wordOf([200, 0, 0])
  const south = wordOf([0, 0, 200])
  const dome = (patch: object = {}) => (
    <div style={{ width: 320 }}>
      <Dome latitudeDeg={19} zenithMaxDeg={45} hours={6} side="inside" colourAt={(_, delta) => (delta > 0 ? north : south)} onSide={() => {}} {...patch} />
    </div>
  )

  test('says in words what it shows', async () => {
    await render(dome())
    await expect.element(page.getByRole('img', { name: /looking up, east on the left, at sidereal time 6 h 00 m: zenith at right ascension 90\.0°, declination \+19\.0°; the north celestial pole 19° above the northern horizon; field of view within 45°/ })).toBeVisible()
    await expect.element(page.getByText('NCP')).toBeInTheDocument()
  })

  test('has the colours of the sky where the sky is: the north above, the south below', async () => {
    await render(dome())
    const canvas = document.querySelector<HTMLCanvasElement>('.dome-ground')!
    const at = (y: number) => [...canvas.getContext('2d')!.getImageData(canvas.width / 2, y * canvas.height, 1, 1).data].slice(0, 3)
    expect(at(0.1)).toEqual([200, 0, 0])
    expect(at(0.9)).toEqual([0, 0, 200])
  })

  test('turns with the clock: what has yet to culminate is in the east', async () => {
    // Red within six hours east of the zenith, which has 6 h.
    await render(dome({ colourAt: (alpha: number) => (alpha > Math.PI / 2 && alpha < Math.PI ? north : south) }))
    const canvas = document.querySelector<HTMLCanvasElement>('.dome-ground')!
    const at = (x: number) => canvas.getContext('2d')!.getImageData(x * canvas.width, canvas.height / 2, 1, 1).data[0]
    expect([at(0.25), at(0.75)]).toEqual([200, 0])
  })

  test('is turned round by its buttons: from above east is on the right', async () => {
    function Both() {
      const [side, setSide] = useState<'inside' | 'above'>('inside')
      return dome({ side, onSide: setSide })
    }
    await render(<Both />)
    const x = (letter: string) => Number(page.getByText(letter, { exact: true }).element().getAttribute('x'))
    expect(x('E')).toBeLessThan(x('W'))
    await page.getByRole('button', { name: 'from above' }).click()
    expect(x('E')).toBeGreaterThan(x('W'))
    await expect.element(page.getByRole('img', { name: /from above, east on the right/ })).toBeVisible()
  })
})

test('the field of view lies on the map as lines with casings, and marks the zenith', async () => {
  const camera = cameraOf(seededStudy.view.camera, 720, 360)
  await render(<FieldOfViewNow camera={camera} latitudeDeg={19} zenithMaxDeg={57} hours={8} />)
  expect(document.querySelectorAll('path.overlay')).toHaveLength(4) // two limits of the day, 30°, the cut
  const [x, y] = toScreen(camera, radians(120), radians(19))!
  expect(document.querySelector('.symbol')!.getAttribute('transform')).toBe(`translate(${x.toFixed(1)} ${y.toFixed(1)})`)
})

describe('the rates', () => {
  const cells = 72
  const bands = [-20, 20].map((declinationDeg) => ({ declinationDeg, values: Float64Array.from({ length: cells }, (_, i) => (declinationDeg > 0 ? 5e-4 : 0) + 1e-3 * Math.cos((2 * Math.PI * (i + 0.5)) / cells)) }))
  const panel = (patch: object = {}) => (
    <div style={{ width: 600, height: 300 }}>
      <RatePanel bands={bands} hours={6} calibrated={false} onHours={() => {}} onCsv={() => {}} {...patch} />
    </div>
  )

  test('say of every band how far it is shifted and how it waves', async () => {
    await render(panel())
    await expect.element(page.getByRole('img', { name: /top\. \+20°: mean \+5\.00 × 10⁻⁴, wave of 1\.00 × 10⁻³ with its maximum at \S+ h 00 m; −20°: mean 0, wave of 1\.00 × 10⁻³/ })).toBeVisible()
    await expect.element(page.getByText(/Whole lines move/)).toBeVisible()
  })

  test('share their hour: by keys, by a press on the plot', async () => {
    const onHours = vi.fn()
    await render(panel({ onHours }))
    const line = page.getByRole('slider', { name: 'Sidereal time on the rates' })
    await expect.element(line).toHaveAttribute('aria-valuetext', '6 h 00 m')
    line.element().focus()
    await userEvent.keyboard('{ArrowRight}{Shift>}{ArrowLeft}{/Shift}')
    expect(onHours.mock.calls.map(([hour]) => hour as number)).toEqual([expect.closeTo(6 + 24 / cells, 9), 5])
    const field = document.querySelector('.rate-field')!
    const { width } = field.getBoundingClientRect()
    await userEvent.click(field, { position: { x: width / 2, y: 60 } })
    expect(onHours.mock.lastCall![0]).toBeCloseTo(12, 1)
  })

  test('turn into a table, and go away as CSV', async () => {
    const onCsv = vi.fn()
    await render(panel({ onCsv, calibrated: true }))
    await expect.element(page.getByText(/Every line has mean zero/)).toBeVisible()
    await page.getByRole('button', { name: 'Rates by declination as CSV' }).click()
    expect(onCsv).toHaveBeenCalledOnce()
    await page.getByRole('button', { name: 'Rates by declination as table' }).click()
    await expect.element(page.getByRole('row', { name: /^\+20°.* \+5\.00 × 10⁻⁴ 1\.00 × 10⁻³/ })).toBeInTheDocument()
    expect(page.getByRole('row').elements()).toHaveLength(3)
  })
})

test('the rates by another clock are against its hours, and have no line of sidereal time', async () => {
  const bands = [{ declinationDeg: 10, values: Float64Array.from({ length: 24 }, (_, i) => 1e-3 * Math.sin((2 * Math.PI * (i + 0.5)) / 24)) }]
  await render(
    <div style={{ width: 600, height: 300 }}>
      <RatePanel bands={bands} clock="solar" calibrated onHours={() => {}} onCsv={() => {}} />
    </div>,
  )
  await expect.element(page.getByRole('img', { name: /^Rate of each declination band against local mean solar time,.*maximum at 6 h 00 m/ })).toBeVisible()
  await expect.element(page.getByText('each relative to its own mean, by local mean solar time')).toBeVisible()
  await expect.element(page.getByText('⊙', { exact: true })).toBeVisible()
  await expect.element(page.getByRole('slider')).not.toBeInTheDocument()
  await page.getByRole('button', { name: 'Rates by declination as table' }).click()
  expect(page.getByRole('columnheader').elements().map(({ textContent }) => textContent)).toEqual(['δ', 'mean', 'wave', 'maximum'])
})

test('the file of rates names the hours of the clock that the counts have', async () => {
  const files: Blob[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => `blob:${files.push(file as Blob)}`)
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
  const bands = [{ declinationDeg: 10, values: new Float64Array(24) }]
  for (const clock of ['sidereal', 'extendedSidereal'] as const) saveRates(seededStudy, bands, clock)
  vi.restoreAllMocks()
  const [sidereal, extended] = await Promise.all(files.map((file) => file.text()))
  expect(sidereal).toMatch(/against local sidereal time[^]*^sidereal_hours,dec_10\.0_deg$[^]*^0\.5,0$/m)
  expect(extended).toMatch(/against extended-sidereal time[^]*^extended_sidereal_hours,dec_10\.0_deg$/m)
})

describe('the triangle of multipoles', () => {
  const filled = (scale: number) => {
    const alm = emptyAlm(6)
    for (let l = 1; l <= 6; l++) for (let m = 0; m <= l; m++) alm.im[almIndex(6, l, m)] = (scale * (m === 0 ? 0 : 1e-3)) / l
    for (let l = 1; l <= 6; l++) alm.re[almIndex(6, l, 0)] = 1e-3
    return alm
  }
  const triangle = (patch: object = {}) => (
    <div style={{ width: 640, height: 330 }}>
      <AlmTriangle lmax={6} truth={filled(1)} recovered={filled(0.5)} errors={() => 1e-5} zonalHidden onCsv={() => {}} {...patch} />
    </div>
  )

  test('locks the column m = 0 of what is recovered, and says why', async () => {
    await render(triangle())
    await expect.element(page.getByText(/m = 0 cannot be measured: a brighter declination ring/)).toBeVisible()
    expect(document.querySelectorAll('.triangle-lock')).toHaveLength(1)
    expect(document.querySelectorAll('.disc.locked circle')).toHaveLength(0)
    expect(document.querySelectorAll('.disc.grey circle')).toHaveLength(6) // the true sky has them
    await page.getByRole('button', { name: 'Multipoles as table' }).click()
    await expect.element(page.getByRole('row', { name: /^1, 0 \+1\.00 × 10⁻³ not measurable/ })).toBeInTheDocument()
  })

  test('is walked by keys, inside its edges, and gives the numbers of both skies with errors', async () => {
    await render(triangle())
    const grid = page.getByRole('grid', { name: 'Multipoles, true' })
    const cell = (name: RegExp) => grid.getByRole('gridcell', { name })
    await expect.element(grid).toBeInTheDocument()
    cell(/^ℓ = 1, m = 0/).element().focus()
    await userEvent.keyboard('{ArrowUp}{ArrowLeft}{ArrowDown}{ArrowRight}{ArrowRight}{ArrowRight}')
    await expect.element(cell(/^ℓ = 2, m = 2: true 5\.00 × 10⁻⁴ at 90°, recovered \(2\.5 ± 0\.1\) × 10⁻⁴ at 90°/)).toHaveFocus()
    await expect.element(page.getByText(/^ℓ = 2, m = 2: true/)).toBeVisible()
    await userEvent.keyboard('{ArrowLeft}')
    await expect.element(cell(/^ℓ = 2, m = 1/)).toHaveFocus()
    await userEvent.keyboard('{Home}')
    await expect.element(cell(/^ℓ = 2, m = 0: true 1\.00 × 10⁻³ at 0°, cannot be recovered/)).toHaveFocus()
    expect(grid.getByRole('gridcell').elements().filter((one) => (one as HTMLElement).tabIndex === 0)).toHaveLength(1)
  })

  test('shows what the two differ by', async () => {
    await render(triangle())
    await page.getByRole('button', { name: 'difference' }).click()
    await expect.element(page.getByRole('grid', { name: 'Multipoles, recovered − true' })).toBeInTheDocument()
    expect(page.getByRole('grid').elements()).toHaveLength(1)
  })
})

describe('the arrow of the dipole', () => {
  const camera = cameraOf(seededStudy.view.camera, 720, 360)
  const arrow = { alpha: radians(180), delta: radians(45), amplitude: 1e-3 }
  const onMap = (onChange: (...change: unknown[]) => void) => (
    <div style={{ position: 'relative', width: 720, height: 360 }}>
      <DipoleArrow {...arrow} width={720} height={360} project={(alpha, delta) => toScreen(camera, alpha, delta)} unproject={(x, y) => toSky(camera, x, y)} onChange={onChange} />
    </div>
  )

  test('says direction, amplitude and how much of it can be seen', async () => {
    await render(onMap(() => {}))
    await expect.element(page.getByRole('slider', { name: 'Dipole of the true sky: towards right ascension 180.0°, declination +45.0°, amplitude 1.00 × 10⁻³, of which 71 % can be seen' })).toBeInTheDocument()
  })

  test('turns by keys as the map lies: left is growing right ascension', async () => {
    const onChange = vi.fn()
    await render(onMap(onChange))
    page.getByRole('slider').element().focus()
    await userEvent.keyboard('{ArrowLeft}{Shift>}{ArrowDown}{/Shift}{PageUp}')
    const changes = onChange.mock.calls.map(([one]) => one as typeof arrow)
    expect(changes[0]!.alpha).toBeCloseTo(radians(185), 9)
    expect(changes[1]!.delta).toBeCloseTo(radians(44), 9)
    expect(changes[2]!.amplitude).toBe(1.26e-3)
  })

  test('follows a hand over the sky, as one gesture, and stays where it was beside it', async () => {
    const onChange = vi.fn()
    await render(onMap(onChange))
    const tip = page.getByRole('slider').element()
    const { left, top } = document.querySelector('.dipole-arrow')!.getBoundingClientRect()
    const [x, y] = toScreen(camera, radians(120), radians(-30))!
    const event = (type: string, at: readonly [number, number]) => tip.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, clientX: left + at[0], clientY: top + at[1] }))
    tip.setPointerCapture = () => {}
    event('pointerdown', toScreen(camera, arrow.alpha, arrow.delta)!)
    event('pointermove', [x + 10, y])
    event('pointermove', [x, y])
    event('pointermove', [1, 1])
    event('pointerup', [x, y])
    event('pointermove', [x + 40, y])
    expect(onChange).toHaveBeenCalledTimes(2)
    const [[, first], [last, second]] = onChange.mock.calls as [[typeof arrow, string], [typeof arrow, string]]
    expect(first).toBe(second)
    expect(last.alpha).toBeCloseTo(radians(120), 3)
    expect(last.delta).toBeCloseTo(radians(-30), 3)
    expect(last.amplitude).toBe(1e-3)
  })

  test('is typed as well, and its fields say what is seen of it', async () => {
    const onChange = vi.fn()
    await render(<DipoleFields arrow={{ ...arrow, delta: radians(60) }} onChange={onChange} />)
    await expect.element(page.getByText('A cos δ = 5.00 × 10⁻⁴: seen 50 % at 60°')).toBeVisible()
    const field = page.getByRole('spinbutton', { name: 'amplitude A' })
    await field.fill('2.5')
    field.element().blur()
    expect(onChange.mock.lastCall![0].amplitude).toBe(2.5e-3)
    const declination = page.getByRole('spinbutton', { name: 'declination' })
    await declination.fill('95')
    declination.element().blur()
    expect(onChange.mock.lastCall![0].delta).toBeCloseTo(Math.PI / 2, 9)
  })
})
