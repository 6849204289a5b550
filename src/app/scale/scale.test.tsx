import { beforeEach, describe, expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import { colourScale } from '../../drawing/scale.ts'
import { chanceBeyond } from '../../drawing/gaussian.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { createSession, sessionStore, useSession } from '../../session/store.ts'
import type { MapPane, Quantity } from '../../study/document.ts'
import { setQuantity } from '../../study/edits.ts'
import type { Display } from '../../study/results.ts'
import { seededStudy } from '../../study/seeded.ts'
import '../theme.css'
import { scaleMenuId } from './scaleMenuId.ts'
import { ScaleBar } from './ScaleBar.tsx'
import { SeenByOthers } from './SeenByOthers.tsx'
import { setVision } from './vision.ts'

const rings = ringsOf({ kind: 'healpix', nside: 16 })

/** ± `size`·sin δ, and nothing seen south of −30°. */
function displayOf(quantity: Quantity, size: number): Display {
  const values = new Float32Array(rings.pixels)
  for (let r = 0; r < rings.count; r++) values.fill(rings.sinDelta[r] < -0.5 ? NaN : size * (rings.sinDelta[r] + (quantity === 'counts' ? 1 : 0)), rings.first[r], rings.first[r + 1])
  const place = { alpha: 0, delta: 0, value: 0 }
  const known = values.filter((v) => v === v)
  return {
    geometry: rings.geometry, quantity, values, autoLimit: 0.8 * size, min: Math.min(...known), max: Math.max(...known), declination: [-0.5, 1.5], skyFraction: 0.75, ringMeanRemoved: true,
    places: { brightest: place, faintest: place },
  }
}

const DISPLAYS = { relativeIntensity: displayOf('relativeIntensity', 1e-3), significance: displayOf('significance', 10), counts: displayOf('counts', 50) }
const pane = () => sessionStore.getState().study.view.panes[0] as MapPane

function Bar() {
  const { quantity, scale } = useSession(({ study }) => study.view.panes[0]) as MapPane
  const display = DISPLAYS[quantity]
  return (
    <div style={{ width: 1000 }}>
      <SeenByOthers />
      <div className="map-stage" style={{ height: 200 }} />
      <ScaleBar pane={0} scale={colourScale(quantity, scale, display.autoLimit)} wanted={scale} display={display} />
      <button type="button" popoverTarget={scaleMenuId(0)}>
        ± somewhere else
      </button>
    </div>
  )
}

// The actions are bound to the store they were made in.
const { edit, undo, redo, say } = sessionStore.getState()

async function show(quantity: Quantity = 'relativeIntensity') {
  sessionStore.setState({ ...createSession(setQuantity(0, quantity)(seededStudy)).getState(), edit, undo, redo, say })
  await render(<Bar />)
}

async function openPanel() {
  await page.getByRole('button', { name: 'Scale…' }).click()
  await expect.element(page.getByRole('dialog', { name: 'Scale and colours' })).toBeVisible()
}

beforeEach(async () => {
  setVision(undefined)
  await page.viewport(1440, 900)
})

describe('the lock', () => {
  test('is closed at first; open, both ends are typed; closed again, zero is back in the middle', async () => {
    await show()
    const lock = page.getByRole('button', { name: 'Scale locked to zero' })
    await expect.element(lock).toHaveAttribute('aria-pressed', 'true')
    await lock.click()
    expect(pane().scale).toMatchObject({ low: -8e-4, limit: 8e-4 })
    await userEvent.fill(page.getByLabelText('Lower end of the colour scale'), '-3')
    await userEvent.keyboard('{Enter}')
    expect(pane().scale).toMatchObject({ low: -3e-4, limit: 8e-4 })
    await lock.click()
    expect(pane().scale).not.toHaveProperty('low')
    await expect.element(page.getByLabelText('Limit of the colour scale')).toHaveValue(8)
  })

  test('of counts keeps the scale from zero, and has one end to hold', async () => {
    await show('counts')
    await expect.element(page.getByRole('button', { name: 'Scale from zero' })).toHaveAttribute('aria-pressed', 'true')
    await expect.element(page.getByRole('slider', { name: 'Upper end of the scale' })).toBeVisible()
    expect(page.getByRole('slider', { name: /Lower end/ }).query()).toBeNull()
  })
})

describe('the ends of the bar', () => {
  test('move by the arrow keys, each press an entry of history, and say their value', async () => {
    await show()
    const end = page.getByRole('slider', { name: 'Upper end of the scale' })
    await expect.element(end).toHaveAttribute('aria-valuetext', '+8.00 × 10⁻⁴')
    ;(end.element() as HTMLElement).focus()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}')
    expect(pane().scale.limit).toBe(8.2e-4)
    expect(sessionStore.getState().past).toHaveLength(2)
    await userEvent.keyboard('{PageDown}')
    expect(pane().scale.limit).toBe(7.2e-4)
  })

  test('tell what the scale has become once it has come to rest', async () => {
    await show()
    ;(page.getByRole('slider', { name: 'Upper end of the scale' }).element() as HTMLElement).focus()
    await userEvent.keyboard('{PageUp}')
    await expect.element(page.getByText('Scale ± 9 × 10⁻⁴, locked to zero.')).toBeInTheDocument()
  })
})

describe('the histogram in the bar', () => {
  const bar = () => document.querySelector('.bar-histogram')

  test('shows the pixels, and the noise where it is known: for significance', async () => {
    await show('significance')
    await expect.poll(() => bar()?.querySelectorAll('path').length).toBe(3)
    expect(bar()!.querySelector('.bar-counts')!.getAttribute('d')).toMatch(/^M0 1V/)
  })

  test('of relative intensity has no noise to show', async () => {
    await show()
    await expect.poll(() => bar()?.querySelectorAll('path').length).toBe(1)
  })
})

describe('the panel', () => {
  test('is opened by its button, and by any other that names it', async () => {
    await show()
    await page.getByRole('button', { name: '± somewhere else' }).click()
    await expect.element(page.getByRole('dialog', { name: 'Scale and colours' })).toBeVisible()
    await expect.element(page.getByText('± 8 × 10⁻⁴, locked to zero', { exact: true })).toBeVisible()
  })

  test('offers the presets of the quantity shown, with their source; those with colours say so and bring them', async () => {
    await show()
    await openPanel()
    await page.getByText('As in papers').click()
    expect(page.getByRole('button', { name: /± 45 σ/ }).query()).toBeNull()
    await page.getByRole('button', { name: /± 5 × 10⁻⁴.*ℓ ≤ 2.*IceCube/ }).click()
    expect(pane().scale).toMatchObject({ limit: 5e-4, colours: 'blueRed' })
    const replica = page.getByRole('button', { name: /± 3 × 10⁻³.*with its colours \(jet\).*IceTop 2026/ })
    await replica.click()
    expect(pane().scale).toMatchObject({ limit: 3e-3, colours: 'jet' })
    await expect.element(replica).toHaveAttribute('aria-pressed', 'true')
    await expect.element(page.getByText(/Crameri et al\. 2020/)).toBeVisible()
    expect(sessionStore.getState().past.at(-1)!.label).toBe('Scale ± 3 × 10⁻³, as IceTop 2026')
  })

  test('writes the scale in the unit that is chosen', async () => {
    await show()
    await openPanel()
    await userEvent.selectOptions(page.getByLabelText('unit'), '×10⁻³')
    expect(pane().scale.power).toBe(-3)
    await expect.element(page.getByRole('dialog').getByLabelText('Limit of the colour scale')).toHaveValue(0.8)
    await userEvent.selectOptions(page.getByLabelText('unit'), 'by the range')
    expect(pane().scale).not.toHaveProperty('power')
  })

  test('shows each colour map as itself, those that suit the quantity', async () => {
    await show('counts')
    await openPanel()
    const maps = page.getByRole('group', { name: 'Colour map' }).getByRole('radio')
    expect(maps.elements()).toHaveLength(5)
    await expect.element(page.getByLabelText('dark to light')).toBeChecked()
    await page.getByLabelText('violet to yellow').click()
    expect(pane().scale.colours).toBe('violetYellow')
    expect(document.querySelectorAll('.swatch')).toHaveLength(5)
  })

  test('has a line and a hatch for eyes and prints without colour', async () => {
    await show()
    await openPanel()
    await page.getByLabelText('line of zero').click()
    await page.getByLabelText('hatch what is below zero').click()
    expect(pane().scale).toMatchObject({ zeroContour: true, hatchNegative: true })
    await page.getByRole('button', { name: 'white', exact: true }).click()
    expect(sessionStore.getState().study.view.unseen).toBe('white')
    await expect.element(page.getByText(/a line marks where the seen sky ends/)).toBeVisible()
  })

  test('counts what is beyond a threshold, and what chance would put there', async () => {
    await show('significance')
    await openPanel()
    await page.getByRole('button', { name: '5 σ', exact: true }).click()
    expect(pane().scale.threshold).toBe(5)
    const { values } = DISPLAYS.significance
    const seen = values.filter((v) => v === v).length
    const beyond = values.filter((v) => Math.abs(v) > 5).length
    const says = page.getByText(/Beyond it:/)
    await expect.element(says).toHaveTextContent(`Beyond it: ${beyond.toLocaleString('en')} of ${seen.toLocaleString('en')} pixels`)
    await expect.element(says).toHaveTextContent(/Chance alone would put 1\.3 × 10⁻³ there/)
    expect(chanceBeyond(5) * seen).toBeCloseTo(1.3e-3, 4)
    await expect.element(page.getByRole('slider', { name: 'Threshold' })).toHaveAttribute('aria-valuetext', '+5.00 σ')
    await page.getByRole('button', { name: '5 σ', exact: true }).click()
    expect(pane().scale).not.toHaveProperty('threshold')
  })
})

describe('the preview of other eyes', () => {
  test('lies over map and bar, says so, and is left by its button; the study knows nothing of it', async () => {
    await show()
    const before = sessionStore.getState().study
    await openPanel()
    await page.getByRole('button', { name: 'deuteranopia' }).click()
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByText('preview: deuteranopia')).toBeVisible()
    for (const seen of ['.map-stage', '.ramp-frame']) expect(getComputedStyle(document.querySelector(seen)!).filter).toContain('#vision')
    expect(document.querySelector('#vision feColorMatrix')!.getAttribute('values')).toMatch(/^0\.367322 0\.860646 -0\.227968 0 0 /)
    expect(document.querySelector('#vision')!.getAttribute('color-interpolation-filters')).toBe('linearRGB')
    expect(sessionStore.getState().study).toBe(before)
    await page.getByRole('button', { name: 'Leave the preview' }).click()
    await expect.poll(() => getComputedStyle(document.querySelector('.map-stage')!).filter).toBe('none')
  })
})

test('on a phone the panel is a sheet as wide as the window, under the map', async () => {
  await page.viewport(390, 844)
  await show()
  await openPanel()
  const { left, width, bottom, height } = page.getByRole('dialog', { name: 'Scale and colours' }).element().getBoundingClientRect()
  expect([left, width, bottom]).toEqual([0, 390, 844])
  expect(height).toBeLessThan(480)
})
