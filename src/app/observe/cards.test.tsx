import { describe, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import { observatories } from '../../literature/observatories.ts'
import type { Acceptance, LiveTime } from '../../study/document.ts'
import type { Redraw } from '../../study/observeEdits.ts'
import '../theme.css'
import { CalibrateSwitch } from './CalibrateSwitch.tsx'
import { CountsCard } from './CountsCard.tsx'
import { numberIn } from './LogSlider.tsx'
import { MethodCard } from './MethodCard.tsx'
import { ObservatoryCard } from './ObservatoryCard.tsx'
import { TwoWorlds } from './TwoWorlds.tsx'

const type = async (name: string, text: string, role: 'spinbutton' | 'textbox' = 'spinbutton') => {
  const field = page.getByRole(role, { name })
  await field.fill(text)
  field.element().blur()
}

describe('the observatory', () => {
  const site = { name: 'HAWC', latitudeDeg: 19, longitudeDeg: -97, zenithMaxDeg: 45 }
  const acceptance: Acceptance = { zenithPower: 1, absorption: 5, tilt: 1e-3 }
  const card = (patch: object = {}) => (
    <ol>
      <ObservatoryCard number={2} site={site} acceptance={acceptance} onSite={() => {}} onAcceptance={() => {}} onLiveTime={() => {}} {...patch} />
    </ol>
  )

  test('offers every observatory of the literature, with its source, and says what is seen in a day', async () => {
    const onSite = vi.fn()
    await render(card({ onSite }))
    await expect.element(page.getByText('sees −26° … +64°')).toBeVisible()
    await expect.element(page.getByText(/Figs\. 2 and 5: 19° N/)).toBeInTheDocument()
    const preset = page.getByRole('combobox', { name: 'preset' })
    expect(preset.element().querySelectorAll('option')).toHaveLength(observatories.length + 1)
    await preset.selectOptions('IceCube')
    expect(onSite).toHaveBeenLastCalledWith({ name: 'IceCube', latitudeDeg: -90, longitudeDeg: 0, zenithMaxDeg: 65 })
    await page.getByRole('button', { name: 'zenith cut 57°' }).click()
    expect(onSite).toHaveBeenLastCalledWith({ ...site, zenithMaxDeg: 57 })
  })

  test('that is moved is no longer the one it was', async () => {
    const onSite = vi.fn()
    await render(card({ onSite }))
    await type('latitude, exactly', '-35.5')
    expect(onSite).toHaveBeenLastCalledWith({ ...site, name: 'a site at 35.5° S', latitudeDeg: -35.5 }, undefined)
  })

  test('that stands elsewhere under the same name is set by hand', async () => {
    await render(card({ site: { ...site, latitudeDeg: 20 } }))
    await expect.element(page.getByRole('combobox', { name: 'preset' })).toHaveValue('set by hand')
  })

  test('has an acceptance whose flaw is left out of the document at zero', async () => {
    const onAcceptance = vi.fn()
    await render(card({ onAcceptance }))
    await type('absorption κ, exactly', '8')
    expect(onAcceptance).toHaveBeenLastCalledWith({ ...acceptance, absorption: 8 }, undefined)
    await type('hidden flaw: tilt, exactly', '-0.5')
    expect(onAcceptance).toHaveBeenLastCalledWith({ ...acceptance, tilt: -5e-4 }, undefined)
    await type('hidden flaw: tilt, exactly', '0')
    expect(onAcceptance).toHaveBeenLastCalledWith({ zenithPower: 1, absorption: 5 }, undefined)
    await page.getByRole('switch', { name: 'uneven in azimuth' }).click()
    expect(onAcceptance.mock.lastCall![0].azimuth).toEqual([{ m: 1, amplitude: 0.05, azimuthDeg: 90 }])
  })

  test('has as many waves in azimuth as somebody wants, each edited by itself', async () => {
    const onAcceptance = vi.fn()
    const azimuth = [{ m: 1, amplitude: 0.05, azimuthDeg: 90 }, { m: 4, amplitude: 0.01, azimuthDeg: 0 }]
    await render(card({ onAcceptance, acceptance: { ...acceptance, azimuth } }))
    const field = page.getByRole('group', { name: 'Wave 2 in azimuth' }).getByRole('spinbutton', { name: 'towards' })
    await field.fill('30')
    ;(field.element() as HTMLElement).blur()
    expect(onAcceptance.mock.lastCall![0].azimuth).toEqual([azimuth[0], { ...azimuth[1], azimuthDeg: 30 }])
    await page.getByRole('button', { name: 'one more wave' }).click()
    expect(onAcceptance.mock.lastCall![0].azimuth).toEqual([...azimuth, { m: 3, amplitude: 0.05, azimuthDeg: 90 }])
    await page.getByRole('button', { name: 'take the last away' }).click()
    expect(onAcceptance.mock.lastCall![0].azimuth).toEqual([azimuth[0]])
  })

  test('has a live time of parts that come and go', async () => {
    const onLiveTime = vi.fn()
    const liveTime: LiveTime = { gapHours: [10, 12] }
    await render(card({ onLiveTime, liveTime }))
    await page.getByText('Live time: a daily gap').click()
    await page.getByRole('switch', { name: 'more at some hours' }).click()
    expect(onLiveTime).toHaveBeenLastCalledWith({ gapHours: [10, 12], daily: { amplitude: 0.1, hour: 12 } }, undefined)
    await type('to', '14')
    expect(onLiveTime).toHaveBeenLastCalledWith({ gapHours: [10, 14] }, undefined)
    await page.getByRole('switch', { name: 'a gap every day' }).click()
    expect(onLiveTime).toHaveBeenLastCalledWith(undefined, undefined)
  })
})

describe('the counts', () => {
  const card = (patch: object = {}, onChange: (...change: unknown[]) => void = () => {}, again?: Redraw, onAgain: (again: Redraw | undefined) => void = () => {}) => (
    <ol>
      <CountsCard number={3} counts={{ events: 1e9, seed: 7, ...patch }} again={again} onAgain={onAgain} onChange={onChange} />
    </ol>
  )

  test('may be drawn anew for the sky that is found: times exchanged, without a sky, or about the one that was found', async () => {
    const onAgain = vi.fn()
    const screen = await render(card({}, undefined, undefined, onAgain))
    await page.getByRole('combobox', { name: 'the sky is found of' }).selectOptions('an even sky')
    expect(onAgain).toHaveBeenLastCalledWith({ how: 'isotropic', seed: 1 })
    await screen.rerender(card({}, undefined, { how: 'isotropic', seed: 4 }, onAgain))
    await expect.element(page.getByText(/without a sky: what is left on the map is chance/)).toBeVisible()
    await page.getByRole('button', { name: 'draw again' }).click()
    expect(onAgain).toHaveBeenLastCalledWith({ how: 'isotropic', seed: 5 })
    await page.getByRole('combobox', { name: 'the sky is found of' }).selectOptions('these counts')
    expect(onAgain).toHaveBeenLastCalledWith(undefined)
  })

  test('are as many as is typed, in any way of writing, from 10⁴ to 10¹²', async () => {
    const onChange = vi.fn()
    await render(card({}, onChange))
    for (const [text, events] of [['2e10', 2e10], ['10^6', 1e6], ['3 × 10⁸', 3e8], ['50,000', 5e4], ['7', 1e4], ['1e15', 1e12]] as const) {
      await type('events, exactly', text, 'textbox')
      expect(onChange).toHaveBeenLastCalledWith({ events }, undefined)
    }
    const before = onChange.mock.calls.length
    await type('events, exactly', 'many', 'textbox')
    expect(onChange).toHaveBeenCalledTimes(before)
    await expect.element(page.getByRole('textbox', { name: 'events, exactly' })).toHaveValue('1.0 × 10⁹')
    expect(numberIn('')).toBeNaN()
  })

  test('run over powers of ten on the slider, in round numbers', async () => {
    const onChange = vi.fn()
    await render(card({}, onChange))
    const slider = page.getByRole('slider', { name: 'events' })
    await expect.element(slider).toHaveAttribute('aria-valuetext', '1.0 × 10⁹')
    await slider.fill('9.3')
    expect(onChange.mock.lastCall![0]).toEqual({ events: 2e9 })
  })

  test('have another seed, or none when they are what is expected', async () => {
    const onChange = vi.fn()
    const screen = await render(card({}, onChange))
    await page.getByRole('button', { name: 'new seed' }).click()
    expect(onChange).toHaveBeenLastCalledWith({ seed: 8 })
    await page.getByRole('switch', { name: '∞ events: what is expected' }).click()
    expect(onChange).toHaveBeenLastCalledWith({ expectation: true })
    await screen.rerender(card({ expectation: true }, onChange))
    await expect.element(page.getByRole('spinbutton', { name: 'seed' })).not.toBeInTheDocument()
    await page.getByRole('switch', { name: '∞ events: what is expected' }).click()
    expect(onChange).toHaveBeenLastCalledWith({ expectation: undefined })
  })

  test('may have the dipole of the Earth’s motion', async () => {
    const onChange = vi.fn()
    await render(card({}, onChange))
    await page.getByRole('switch', { name: /round the Sun/ }).click()
    expect(onChange.mock.lastCall![0].solarDipole).toBeCloseTo((2 + 2.7) * (29.78 / 299792.458), 6)
  })
})

describe('the method', () => {
  const card = (settings: object, onChange: (...change: unknown[]) => void = () => {}, patch: object = {}) => (
    <ol>
      <MethodCard number={4} settings={{ method: 'likelihood', ...settings }} methods={['likelihood', 'directIntegration', 'scrambling', 'forwardBackward']} playing={false} onChange={onChange} onPlaying={() => {}} {...patch} />
    </ol>
  )

  test('is chosen by name, and says what it does and what it cannot see', async () => {
    const onChange = vi.fn()
    await render(card({}, onChange))
    await expect.element(page.getByText(/those that make the counts most probable/)).toBeVisible()
    await expect.element(page.getByText(/it belongs to the acceptance as well as to the sky/)).toBeInTheDocument()
    await page.getByRole('combobox', { name: 'method' }).selectOptions('Direct integration')
    expect(onChange).toHaveBeenLastCalledWith({ method: 'directIntegration' })
  })

  test('goes to convergence, or pass by pass with ln L as it comes', async () => {
    const onChange = vi.fn()
    const onPlaying = vi.fn()
    const screen = await render(card({}, onChange))
    await page.getByRole('button', { name: 'pass by pass' }).click()
    expect(onChange.mock.lastCall![0]).toEqual({ passes: 1 })
    await screen.rerender(card({ passes: 2 }, onChange, { onPlaying, logLikelihood: [-100, -60, -50] }))
    await expect.element(page.getByRole('img', { name: 'ln L against the pass: +50 since the beginning, +10 in the last of 2' })).toBeVisible()
    await page.getByRole('button', { name: 'one more' }).click()
    expect(onChange.mock.lastCall![0]).toEqual({ passes: 3 })
    await page.getByRole('button', { name: 'play the passes' }).click()
    expect(onPlaying).toHaveBeenCalledWith(true)
    await page.getByRole('button', { name: 'to convergence' }).click()
    expect(onChange.mock.lastCall![0]).toEqual({ passes: undefined })
  })

  test('has the settings that belong to it, and no others', async () => {
    const onChange = vi.fn()
    const screen = await render(card({ method: 'scrambling' }, onChange))
    await type('draws', '50')
    expect(onChange).toHaveBeenLastCalledWith({ draws: 50 })
    await page.getByRole('combobox', { name: 'window' }).selectOptions('4 h')
    expect(onChange).toHaveBeenLastCalledWith({ windows: 6 })
    await screen.rerender(card({ method: 'forwardBackward' }, onChange))
    await expect.element(page.getByRole('spinbutton', { name: 'draws' })).not.toBeInTheDocument()
    await type('half opening ξ, exactly', '45')
    expect(onChange).toHaveBeenLastCalledWith({ halfOpeningDeg: 45 }, undefined)
  })
})

test('two worlds are told apart by a press, and not by one count', async () => {
  const onWorld = vi.fn()
  const screen = await render(<TwoWorlds world="sky" bins={32400} moved={0} onWorld={onWorld} />)
  await expect.element(page.getByRole('status')).toHaveTextContent('Not one count moves, in any of 32,400 bins of declination and hour. Which world is it?')
  await page.getByText('tilted detector').click()
  expect(onWorld).toHaveBeenCalledWith('detector')
  await screen.rerender(<TwoWorlds world="detector" bins={32400} moved={3} onWorld={onWorld} />)
  await expect.element(page.getByRole('radio', { name: /World 2/ })).toBeChecked()
  await screen.rerender(<TwoWorlds world={undefined} onWorld={onWorld} />)
  await expect.element(page.getByRole('radio', { name: /World 1/ })).not.toBeChecked()
  await page.getByText('tilted sky').click()
  expect(onWorld).toHaveBeenLastCalledWith('sky')
  await screen.rerender(<TwoWorlds world="detector" bins={32400} moved={3} onWorld={onWorld} />)
  await expect.element(page.getByRole('status')).toHaveTextContent('Counts differ in 3 of 32,400 bins.')
})

test('calibration says what it costs', async () => {
  const onChange = vi.fn()
  await render(<CalibrateSwitch on onChange={onChange} />)
  await expect.element(page.getByText(/m = 0 is lost, at every ℓ/)).toBeVisible()
  await page.getByRole('switch', { name: 'calibrate each declination ring' }).click()
  expect(onChange).toHaveBeenCalledWith(false)
})
