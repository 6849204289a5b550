import { beforeEach, describe, expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import { pixelAt } from '../../science/sphere/pixelAt.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import type { Finding } from '../../session/session.ts'
import { createSession, sessionStore } from '../../session/store.ts'
import { addMap, compareHow } from '../../study/comparing.ts'
import type { Quantity, Study } from '../../study/document.ts'
import { setMultipole, toggleDegree } from '../../study/edits.ts'
import type { Display } from '../../study/results.ts'
import { seededStudy } from '../../study/seeded.ts'
import '../theme.css'
import { columnsFor } from './BesideMaps.tsx'
import { SkyPane } from './SkyPane.tsx'

/** The same value everywhere: the whole map has one colour. */
function flat(value: number, nside = 8, quantity: Quantity = 'relativeIntensity'): Finding<Display> {
  const geometry = { kind: 'healpix', nside } as const
  const at = { alpha: 1, delta: 0, value }
  const display: Display = {
    geometry, quantity, values: new Float32Array(ringsOf(geometry).pixels).fill(value), autoLimit: Math.abs(value), min: value, max: value,
    declination: [radians(-90), radians(90)], skyFraction: 1, ringMeanRemoved: false, places: { brightest: at, faintest: at },
  }
  return { state: 'fresh', key: `${value} ${nside}`, value: display, ms: 1 }
}

const RED = flat(1e-3)
const BLUE = flat(-4e-3)
const findings = {
  'display@sky:relativeIntensity': RED, 'display@truth:relativeIntensity': BLUE, 'display@sky:significance': flat(5, 8, 'significance'),
  'display@first-minus-second:relativeIntensity': flat(5e-3), 'display@sky:after-3': flat(2e-4),
}
const { edit, pointAt, undo, redo, say } = sessionStore.getState()

function show(study: Study = seededStudy, more: object = {}) {
  sessionStore.setState({ ...createSession().getState(), edit, pointAt, undo, redo, say, study, past: [], future: [], findings, ...more })
  return render(
    <div style={{ width: 1000, height: 640, display: 'grid' }}>
      <SkyPane />
    </div>,
  )
}

const compare = () => sessionStore.getState().study.view.compare
const maps = () => page.getByRole('application', { name: /Sky map/ })
const pair = addMap('truth', 'relativeIntensity')(seededStudy)
const way = (name: string) => page.getByRole('group', { name: 'How the maps are compared' }).getByRole('button', { name })
/** The colour in the middle of a map, as its own canvas has it. */
function middle(map: Element): readonly number[] {
  const canvas = map.querySelector('canvas')!
  return [...canvas.getContext('2d')!.getImageData(Math.round(canvas.width / 2) + 3, Math.round(canvas.height / 2) + 3, 1, 1).data]
}
const isRed = async (map: Element) => await expect.poll(() => middle(map)[0]! - middle(map)[2]!).toBeGreaterThan(60)
const isBlue = async (map: Element) => await expect.poll(() => middle(map)[2]! - middle(map)[0]!).toBeGreaterThan(60)

beforeEach(() => page.viewport(1440, 900))

describe('the menu', () => {
  test('offers the same sky in other ways and every other sky, says what it cannot offer, and opens it beside', async () => {
    await show()
    await page.getByRole('button', { name: 'Compare with' }).click()
    await expect.element(page.getByRole('button', { name: 'it before subtraction' })).toBeDisabled()
    await expect.element(page.getByRole('button', { name: 'it before subtraction' })).toHaveAttribute('title', 'Nothing is subtracted')
    await expect.element(page.getByRole('button', { name: 'its significance' })).toBeEnabled()
    await page.getByRole('button', { name: 'synthetic sky “truth”' }).click()
    expect(sessionStore.getState().study).toEqual(pair)
    await expect.element(maps().nth(1)).toBeVisible()
  })

  test('takes away what is there already', async () => {
    await show(pair)
    await page.getByRole('button', { name: 'Compare with' }).click()
    const truth = page.getByRole('button', { name: 'synthetic sky “truth”', exact: true })
    await expect.element(truth).toHaveAttribute('aria-pressed', 'true')
    await truth.click()
    expect(sessionStore.getState().study).toEqual(seededStudy)
    await expect.poll(() => maps().elements()).toHaveLength(1)
  })

  test('shows the sky before a subtraction', async () => {
    await show(toggleDegree('main', 1)(seededStudy))
    await page.getByRole('button', { name: 'Compare with' }).click()
    await page.getByRole('button', { name: 'it before subtraction' }).click()
    await expect.element(page.getByText('B: before subtraction').first()).toBeVisible()
  })
})

describe('side by side', () => {
  test('two maps stand beside each other where there is room, each with its name, on one scale', async () => {
    await show(pair)
    await expect.poll(() => maps().elements()).toHaveLength(2)
    const [a, b] = maps().elements()
    await isRed(a!)
    await isBlue(b!)
    expect(a!.getBoundingClientRect().top).toBe(b!.getBoundingClientRect().top)
    expect(page.getByRole('group', { name: 'Colour scale' }).elements()).toHaveLength(1)
    await expect.element(page.getByText('A: seen by 2 mock observatories').first()).toBeVisible()
    // ±10⁻³ is the scale of the first: of the second every pixel lies below it.
    const second = middle(b!)
    await page.getByRole('switch', { name: 'same scale' }).click()
    expect(compare().oneScale).toBe(false)
    await expect.poll(() => page.getByRole('group', { name: 'Colour scale' }).elements()).toHaveLength(2)
    expect(middle(b!)).toEqual(second) // the end of its own scale
    expect(page.getByLabelText('Limit of the colour scale').nth(1).element()).toHaveValue(4)
  })

  test('different quantities keep their own scales, and say so', async () => {
    await show(addMap('sky', 'significance')(seededStudy))
    await expect.element(page.getByText('different quantities, each on its own scale')).toBeVisible()
    expect(page.getByRole('group', { name: 'Colour scale' }).elements()).toHaveLength(2)
    expect(page.getByRole('switch', { name: 'same scale' }).query()).toBeNull()
  })

  test('the cross is on all maps, and both are read out with what parts them, each in its own pixels', async () => {
    await show(pair, { findings: { ...findings, 'display@truth:relativeIntensity': flat(-4e-3, 16) } })
    await expect.poll(() => maps().elements()).toHaveLength(2)
    const box = maps().nth(0).element().getBoundingClientRect()
    await userEvent.hover(maps().nth(0), { position: { x: box.width * 0.4, y: box.height * 0.45 } })
    const { alpha, delta } = sessionStore.getState().cursor!
    const [a, b] = [8, 16].map((nside) => pixelAt(ringsOf({ kind: 'healpix', nside }), Math.sin(delta), Math.cos(delta), alpha))
    sessionStore.setState({ readings: [{ pixel: a!, seen: true, intensity: 1e-3 }, { pixel: b!, seen: true, intensity: -4e-3 }] })
    const table = page.getByRole('table', { name: 'What the maps say of the place under the cursor' })
    await expect.element(table.getByRole('row').nth(0)).toHaveTextContent(/\+1\.00 × 10⁻³/)
    await expect.element(table.getByRole('row').nth(1)).toHaveTextContent(/−4\.00 × 10⁻³.*A − B \+5\.00 × 10⁻³/)
    for (const map of maps().elements()) expect(map.querySelector('.mark')).not.toBeNull()
    // What belongs to another pixel is not shown.
    sessionStore.setState({ readings: [{ pixel: a!, seen: true, intensity: 1e-3 }, { pixel: b! + 1, seen: true, intensity: -4e-3 }] })
    await expect.element(table).not.toHaveTextContent(/4\.00/)
  })

  test('many maps are small multiples with one bar, which can be closed one by one', async () => {
    await show(addMap('sky', 'significance')(pair))
    await expect.poll(() => maps().elements()).toHaveLength(3)
    await page.getByRole('button', { name: /^Close B/ }).click()
    expect(sessionStore.getState().study).toEqual(addMap('sky', 'significance')(seededStudy))
  })

  test('a dozen maps fit: as wide as the page lets them be', () => {
    expect([1, 2, 3, 4, 6, 9, 12].map((n) => columnsFor(n, 1100))).toEqual([1, 2, 3, 2, 3, 4, 4])
    expect([2, 3, 12].map((n) => columnsFor(n, 370))).toEqual([1, 2, 2])
    expect([2, 12].map((n) => columnsFor(n, 899))).toEqual([1, 3])
  })
})

describe('one over the other', () => {
  test('the line of the swipe is moved by keys and by the pointer, and each side belongs to its own map', async () => {
    await show(compareHow('swipe')(pair))
    const line = page.getByRole('slider', { name: 'Line between the maps' })
    await expect.element(line).toHaveAttribute('aria-valuetext', '50 %: A: seen by 2 mock observatories on the left of it, B: synthetic sky “truth” on the right')
    line.element().focus()
    await userEvent.keyboard('{ArrowRight}')
    expect(compare().share).toBe(0.52)
    await userEvent.keyboard('{Shift>}{ArrowLeft}{/Shift}')
    expect(compare().share).toBe(0.42)
    await userEvent.keyboard('{End}')
    expect(compare().share).toBe(1)
    await userEvent.keyboard('{Home}')
    expect(sessionStore.getState().past).toHaveLength(4)
    await page.getByRole('slider', { name: 'Where the line is' }).fill('30')
    expect(compare().share).toBe(0.3)
    const box = document.querySelector('.map-pile')!.getBoundingClientRect()
    const under = (x: number) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * 0.3)!.closest('.map-stage')
    expect(under(0.25)).toBe(maps().elements()[0])
    expect(under(0.35)).toBe(maps().elements()[1])
  })

  test('fading shows as much of the second as is asked for, and the first alone is pointed at', async () => {
    await show(compareHow('fade')(pair))
    await page.getByRole('slider', { name: 'How much of B is seen' }).fill('80')
    const over = document.querySelector<HTMLElement>('.map-layer.over')!
    await expect.poll(() => getComputedStyle(over).opacity).toBe('0.8')
    expect(over.inert).toBe(true)
    await expect.element(page.getByRole('slider', { name: 'How much of B is seen' })).toHaveAttribute('aria-valuetext', '80 % B over A')
  })

  test('blinking changes once a second and stops at Pause', async () => {
    await show(compareHow('blink')(pair))
    const shown = () => getComputedStyle(document.querySelector<HTMLElement>('.map-layer.over')!).visibility
    await expect.poll(shown).toBe('hidden')
    const start = performance.now()
    await expect.poll(shown, { timeout: 2500, interval: 20 }).toBe('visible')
    const turn = performance.now()
    await expect.poll(shown, { timeout: 2500, interval: 20 }).toBe('hidden')
    expect(performance.now() - turn).toBeGreaterThan(900)
    expect(turn - start).toBeLessThan(1500)
    await page.getByRole('button', { name: 'Pause' }).click()
    const stopped = shown()
    await new Promise((resolve) => setTimeout(resolve, 1300))
    expect(shown()).toBe(stopped)
    await expect.element(page.getByRole('button', { name: 'Go on' })).toBeVisible()
  })

  test('the difference stands in the place of both, and is refused with its reason where there is none', async () => {
    await show(pair)
    await way('difference').click()
    await expect.element(page.getByText('A − B, where A is seen by 2 mock observatories and B is synthetic sky “truth”').first()).toBeVisible()
    expect(maps().elements()).toHaveLength(1)
    await isRed(maps().elements()[0]!)
    await way('side by side').click()
    expect(sessionStore.getState().study).toEqual(pair)
    sessionStore.setState({ findings: { ...findings, 'display@truth:relativeIntensity': flat(-4e-3, 16) } })
    await expect.element(way('difference')).toBeDisabled()
    await expect.element(way('difference')).toHaveAttribute('title', expect.stringMatching(/different pixels \(HEALPix nside 8 and HEALPix nside 16\)/i))
  })

  test('comparing ends where it began', async () => {
    await show(compareHow('swipe')(pair))
    await page.getByRole('button', { name: 'Stop comparing' }).click()
    expect(sessionStore.getState().study).toEqual(seededStudy)
    await expect.poll(() => maps().elements()).toHaveLength(1)
  })
})

describe('a multipole', () => {
  test('is named on the map, in its words and on its scale; Escape and its chip lead back', async () => {
    await show(setMultipole(0, { l: 3 })(seededStudy))
    const map = page.getByRole('application', { name: 'Sky map, ℓ = 3 part of relative intensity δI' })
    await expect.element(map).toBeVisible()
    await expect.element(page.getByText('ℓ = 3 part of the seen sky, not smoothed; leakage between multipoles not undone')).toBeVisible()
    await expect.element(page.getByText('ℓ = 3 part of δI [×10⁻⁴]')).toBeVisible()
    expect(document.body.textContent).toContain('Map of the ℓ = 3 part of the relative intensity δI')
    map.element().focus()
    await userEvent.keyboard('{Escape}')
    expect(sessionStore.getState().study).toEqual(seededStudy)
    sessionStore.getState().undo()
    await page.getByRole('button', { name: 'ℓ = 3 on the map ×' }).click()
    expect(sessionStore.getState().study).toEqual(seededStudy)
  })
})
