import { useState } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { cdp, page, userEvent } from 'vitest/browser'
import '../theme.css'
import { SkyClock, type SkyClockProps } from './SkyClock.tsx'

const clock = (patch: Partial<SkyClockProps> = {}) => <SkyClock hours={13.3} playing={false} speed={1} cells={360} onHours={() => {}} onPlaying={() => {}} onSpeed={() => {}} {...patch} />

describe('the sidereal clock', () => {
  test('says the hour, and where the zenith points', async () => {
    await render(clock())
    await expect.element(page.getByRole('slider', { name: 'Sidereal time' })).toHaveAttribute('aria-valuetext', '13 h 18 m, zenith at right ascension 199.5°')
    await expect.element(page.getByText('13 h 18 m')).toBeVisible()
  })

  test('moves by a bin with an arrow key, by an hour with Shift, and goes on after midnight', async () => {
    const onHours = vi.fn()
    await render(clock({ hours: 23.98, onHours }))
    page.getByRole('slider').element().focus()
    await userEvent.keyboard('{ArrowRight}{Shift>}{ArrowLeft}{/Shift}{PageUp}{Home}{End}')
    const hours = onHours.mock.calls.map(([hour]) => hour as number)
    const wanted = [23.98 + 24 / 360 - 24, 22.98, 0.98, 0, 24 - 24 / 360]
    hours.forEach((hour, i) => expect(hour).toBeCloseTo(wanted[i]!, 9))
    expect(hours).toHaveLength(5)
  })

  test('steps by its buttons, and takes a typed hour', async () => {
    const onHours = vi.fn()
    await render(clock({ hours: 2, onHours }))
    for (const name of ['One hour back', 'One bin back', 'One bin on', 'One hour on']) await page.getByRole('button', { name }).click()
    onHours.mock.calls.forEach(([hour], i) => expect(hour).toBeCloseTo([1, 2 - 24 / 360, 2 + 24 / 360, 3][i]!, 9))
    const field = page.getByRole('spinbutton', { name: 'hour' })
    await field.fill('7.25')
    field.element().blur()
    expect(onHours).toHaveBeenLastCalledWith(7.25)
  })

  test('is turned by its rim: what lies on the right is 6 h, what lies below 12 h', async () => {
    const onHours = vi.fn()
    await render(clock({ onHours }))
    const dial = page.getByRole('slider')
    const { width, height } = dial.element().getBoundingClientRect()
    await userEvent.click(dial, { position: { x: 0.85 * width, y: height / 2 } })
    expect(onHours.mock.lastCall![0]).toBeCloseTo(6, 1)
    await userEvent.click(dial, { position: { x: width / 2, y: 0.85 * height } })
    expect(onHours.mock.lastCall![0]).toBeCloseTo(12, 1)
  })

  test('runs at the speed it is given, and stops at once', async () => {
    function Running() {
      const [hours, setHours] = useState(23)
      const [playing, setPlaying] = useState(false)
      return clock({ hours, playing, speed: 6, onHours: setHours, onPlaying: setPlaying })
    }
    await render(<Running />)
    const now = () => Number(page.getByRole('slider').element().getAttribute('aria-valuenow'))
    const start = performance.now()
    await page.getByRole('button', { name: 'Play the clock' }).click()
    await expect.poll(() => (now() - 23 + 24) % 24, { timeout: 5000 }).toBeGreaterThan(2)
    await page.getByRole('button', { name: 'Pause the clock' }).click()
    const [stopped, seconds] = [now(), (performance.now() - start) / 1000]
    expect((stopped - 23 + 24) % 24).toBeLessThanOrEqual(6 * seconds + 0.01)
    await new Promise((later) => setTimeout(later, 100))
    expect(now()).toBe(stopped)
  })

  test('does not run for whoever asks for less motion, and still steps', async () => {
    const asked = (value: string) => cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-reduced-motion', value }] })
    await asked('reduce')
    try {
      const onHours = vi.fn()
      await render(clock({ playing: true, onHours }))
      await expect.element(page.getByRole('button', { name: 'Play the clock' })).toBeDisabled()
      await new Promise((later) => setTimeout(later, 100))
      expect(onHours).not.toHaveBeenCalled()
      await page.getByRole('button', { name: 'One bin on' }).click()
      expect(onHours).toHaveBeenCalledOnce()
    } finally {
      await asked('no-preference')
    }
  })

  test('says what its hand means where the counts have another clock', async () => {
    const screen = await render(clock({ clock: 'antiSidereal' }))
    await expect.element(page.getByText('The hand is sidereal time, by which the sky turns; the counts are by anti-sidereal time.')).toBeVisible()
    await screen.rerender(clock())
    await expect.element(page.getByText(/The hand is/)).not.toBeInTheDocument()
  })

  test('keeps a speed that is none of its own', async () => {
    const onSpeed = vi.fn()
    await render(clock({ speed: 3, onSpeed }))
    await expect.element(page.getByRole('combobox', { name: 'speed' })).toHaveValue('3')
    await page.getByRole('combobox', { name: 'speed' }).selectOptions('a day in 12 s')
    expect(onSpeed).toHaveBeenCalledWith(2)
  })
})
