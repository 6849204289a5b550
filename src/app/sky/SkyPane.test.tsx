import { beforeEach, describe, expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import { ringsOf } from '../../science/sphere/rings.ts'
import { Problem } from '../../science/problem.ts'
import { radians } from '../../science/units.ts'
import type { Finding, Session } from '../../session/session.ts'
import { createSession, sessionStore } from '../../session/store.ts'
import type { Pane, Quantity } from '../../study/document.ts'
import { seededStudy, viewOf } from '../../study/seeded.ts'
import type { Display } from '../../study/results.ts'
import '../theme.css'
import { SkyPane } from './SkyPane.tsx'

const geometry = { kind: 'healpix', nside: 16 } as const
const rings = ringsOf(geometry)

/** δI = 10⁻³ sin δ north of −30°, nothing south of it. */
function displayOf(quantity: Quantity): Display {
  const values = new Float32Array(rings.pixels)
  for (let r = 0; r < rings.count; r++) values.fill(rings.sinDelta[r] < -0.5 ? NaN : 1e-3 * rings.sinDelta[r], rings.first[r], rings.first[r + 1])
  return {
    geometry, quantity, values, autoLimit: quantity === 'significance' ? 12 : 8e-4, min: -5e-4, max: 1e-3, declination: [radians(-30), radians(88)], skyFraction: 0.75, ringMeanRemoved: true,
    places: { brightest: { alpha: radians(70), delta: radians(88), value: 1e-3 }, faintest: { alpha: radians(200), delta: radians(-30), value: -5e-4 } },
  }
}

const fresh = (quantity: Quantity): Finding<Display> => ({ state: 'fresh', key: quantity, value: displayOf(quantity), ms: 1 })

function show(state: Partial<Session> = {}) {
  const findings = { 'display@sky:relativeIntensity': fresh('relativeIntensity'), 'display@sky:significance': fresh('significance') }
  sessionStore.setState({ ...createSession(seededStudy).getState(), ...sessionStoreActions, findings, ...state })
  return render(
    <div style={{ width: 900, height: 640 }}>
      <SkyPane />
    </div>,
  )
}

// The actions are bound to the store they were made in.
const { edit, pointAt, undo, redo, say } = sessionStore.getState()
const sessionStoreActions = { edit, pointAt, undo, redo, say }
const map = () => page.getByRole('application', { name: /Sky map/ })
const cursor = () => sessionStore.getState().cursor

beforeEach(() => page.viewport(1440, 900))

describe('the sky pane', () => {
  test('shows the map in words: quantity, range, field of view, seed', async () => {
    await show()
    const described = map().element().getAttribute('aria-describedby')!.split(' ').map((id) => document.getElementById(id)!.textContent).join(' ')
    expect(described).toMatch(/75 % of the sky, declination −30° to \+88°/)
    expect(described).toMatch(/right ascension 70°, declination \+88°/)
    expect(described).toMatch(/seed 7; these are not data/)
    expect(described).toMatch(/Arrow keys/)
    await expect.element(page.getByText('synthetic sky, seed 7 — not data')).toBeVisible()
  })

  test('paints blue below the equator, red above it, grey where nothing was seen', async () => {
    await show()
    const canvas = map().element().querySelector('canvas')!
    const at = (x: number, y: number) => canvas.getContext('2d')!.getImageData(Math.round(x * canvas.width), Math.round(y * canvas.height), 1, 1).data
    await expect.poll(() => at(0.5, 0.3)[3]).toBe(255)
    const [north, south, unseen, corner] = [at(0.5, 0.3), at(0.5, 0.62), at(0.5, 0.9), at(0.01, 0.02)]
    expect(north[0]).toBeGreaterThan(north[2]! + 30)
    expect(south[2]).toBeGreaterThan(south[0]! + 30)
    expect(Math.max(unseen[0]!, unseen[1]!, unseen[2]!) - Math.min(unseen[0]!, unseen[1]!, unseen[2]!)).toBeLessThan(40)
    expect(corner[3]).toBe(0)
  })

  test('changes the quantity by its button, as an edit of the study', async () => {
    await show()
    await page.getByRole('button', { name: 'Significance' }).click()
    expect(sessionStore.getState().study.view.panes[0]).toMatchObject({ quantity: 'significance' })
    await expect.element(page.getByRole('button', { name: 'Significance' })).toHaveAttribute('aria-pressed', 'true')
    await expect.element(page.getByText('significance S [σ]', { exact: true })).toBeVisible()
  })

  test('closes significance and counts for a sky without counts, and says why', async () => {
    const truth = { ...seededStudy, view: viewOf([{ ...seededStudy.view.panes[0]!, part: 'truth' } as Pane]) } as typeof seededStudy
    await show({ study: truth, findings: { 'display@truth:relativeIntensity': fresh('relativeIntensity') } })
    const counts = page.getByRole('button', { name: 'Counts' })
    await expect.element(counts).toBeDisabled()
    await expect.element(counts).toHaveAttribute('title', expect.stringContaining('no counts'))
  })

  test('counts what is beyond the scale, takes a typed limit in its unit, and returns to automatic', async () => {
    await show()
    const above = displayOf('relativeIntensity').values.filter((v) => v > 8e-4).length
    await expect.element(page.getByText(`${above} px above`)).toBeVisible()
    const field = page.getByLabelText('Limit of the colour scale')
    await userEvent.fill(field, '5')
    await userEvent.keyboard('{Enter}')
    expect(sessionStore.getState().study.view.panes[0]).toMatchObject({ scale: { limit: 5e-4 } })
    const auto = page.getByRole('button', { name: 'auto' })
    await expect.element(auto).toHaveAttribute('aria-pressed', 'false')
    await auto.click()
    expect(sessionStore.getState().study.view.panes[0]).toMatchObject({ scale: { limit: 'auto' } })
  })

  test('is walked by the arrow keys: left is east, up is north; Enter pins, Escape leaves', async () => {
    await show()
    map().element().focus()
    await userEvent.keyboard('{ArrowUp}')
    const start = cursor()!
    expect(start.alpha).toBeCloseTo(Math.PI, 1)
    await userEvent.keyboard('{ArrowLeft}')
    expect(cursor()!.alpha).toBeGreaterThan(start.alpha)
    await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}')
    expect(cursor()!.delta - start.delta).toBeGreaterThan(radians(20))
    await userEvent.keyboard('{Enter}')
    expect(sessionStore.getState().study.view.pinDeg![0]).toBeCloseTo((cursor()!.alpha * 180) / Math.PI, 1)
    await expect.element(page.getByRole('button', { name: 'unpin' })).toBeVisible()
    await userEvent.keyboard('{Escape}')
    expect(cursor()).toBeUndefined()
    expect(document.activeElement).toBe(document.body)
  })

  test('follows the pointer: right ascension is larger on the left', async () => {
    await show()
    const { width, height } = map().element().getBoundingClientRect()
    await userEvent.hover(map(), { position: { x: width * 0.3, y: height / 2 } })
    const left = cursor()!
    await userEvent.hover(map(), { position: { x: width * 0.7, y: height / 2 } })
    expect(left.alpha).toBeGreaterThan(Math.PI)
    expect(cursor()!.alpha).toBeLessThan(Math.PI)
    expect(cursor()!.delta).toBeCloseTo(0, 1)
  })

  test('reads out the place, and nothing that belongs to another pixel', async () => {
    const place = { alpha: radians(88), delta: radians(22), pixel: 7 }
    const reading = { pixel: 7, seen: true, counts: 5.61e8, background: 5.6e8, intensity: 5.2e-4, sigma: 4e-5, significance: 12.8 }
    await show({ cursor: place, reading })
    const list = page.getByLabelText('Place under the cursor')
    await expect.element(list).toHaveTextContent(/RA88\.0°/)
    await expect.element(list).toHaveTextContent(/\(\+5\.2 ± 0\.4\) × 10⁻⁴/)
    await expect.element(list).toHaveTextContent(/186\.\d°, −2\.\d°/)
    sessionStore.setState({ cursor: { ...place, pixel: 8 } })
    await expect.element(list).not.toHaveTextContent(/5\.2 ± 0\.4/)
  })

  test('keeps the old picture, dimmed, while a new one takes longer than a moment', async () => {
    await show({ findings: { 'display@sky:relativeIntensity': { state: 'working', value: displayOf('relativeIntensity'), done: 0.4, since: 0 } } })
    expect(page.getByRole('progressbar').query()).toBeNull()
    await expect.element(page.getByRole('progressbar', { name: 'updating the map' })).toBeVisible()
    expect(map().element().querySelector('.dimmed')).not.toBeNull()
  })

  test('says what is wrong and what to do', async () => {
    await show({ findings: { 'display@sky:relativeIntensity': { state: 'failed', problem: new Problem('no-coverage', 'Nothing is left after the mask.', { remedy: 'Widen it.' }) } } })
    await expect.element(page.getByRole('figure', { name: 'Sky map' })).toHaveTextContent('Nothing is left after the mask.Widen it.')
  })

  test('opens as a table of twelve declination bands', async () => {
    await show()
    await page.getByText('View as table').click()
    const rows = page.getByRole('table').getByRole('rowheader')
    expect(rows.elements()).toHaveLength(12)
    await expect.element(page.getByRole('row', { name: /\+15° … \+30°/ })).toHaveTextContent(/\+3\.\d+ × 10⁻⁴/)
  })
})
