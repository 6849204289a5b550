import { describe, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { sessionStore } from '../../session/store.ts'
import { seededStudy } from '../../study/seeded.ts'
import { commandTable } from '../commands.ts'
import { recipeOf } from '../seen.ts'
import { MaskView } from './MaskCard.tsx'
import { RecipePanel } from './RecipePanel.tsx'
import { SmoothView } from './SmoothCard.tsx'
import { SubtractView } from './SubtractCard.tsx'

const commands = commandTable({ pickFiles() {}, show() {}, nextTheme() {} })
const recipe = () => recipeOf(sessionStore.getState().study)!
const fresh = () => sessionStore.setState({ study: seededStudy, past: [], future: [], notices: [] })

const dipole = {
  d0h: 6.4e-4, d6h: 5e-4, covariance: undefined, a1: 8.12e-4, a1Error: 1.1e-5, alpha1: 0.6632, alpha1Error: 0.0175,
  chance: 0, interval68: undefined, limit95: 8.3e-4, degrees: [1, 2], condition: 1, multipoles: [],
}

describe('the recipe', () => {
  test('a chip takes the dipole away, says so, and undo brings back the study itself', async () => {
    fresh()
    const screen = await render(<RecipePanel commands={commands} />)
    const chip = screen.getByRole('button', { name: 'dipole', exact: true })
    await chip.click()
    expect(recipe().subtract).toEqual({ on: true, degrees: [1], zonal: false })
    await expect.element(chip).toHaveAttribute('aria-pressed', 'true')
    expect(sessionStore.getState().notices.at(-1)).toMatchObject({ text: 'Dipole subtracted.', undo: true })
    sessionStore.getState().undo()
    expect(sessionStore.getState().study).toBe(seededStudy)
  })

  test('each card that can be switched off has a switch named for it', async () => {
    fresh()
    const screen = await render(<RecipePanel commands={commands} />)
    for (const name of ['Mask', 'Subtract', 'Smooth']) await expect.element(screen.getByRole('switch', { name })).toBeVisible()
    await screen.getByRole('switch', { name: 'Smooth' }).click()
    expect(recipe().smooth.on).toBe(false)
    await expect.element(screen.getByRole('slider')).not.toBeInTheDocument()
  })

  test('speaks of a map whose ring means were kept as one that has m = 0', async () => {
    const truth = { ...seededStudy.view.panes[0]!, part: 'truth' } as (typeof seededStudy.view.panes)[number]
    sessionStore.setState({ study: { ...seededStudy, view: { ...seededStudy.view, panes: [truth] } }, past: [], future: [], notices: [] })
    const screen = await render(<RecipePanel commands={commands} />)
    await expect.element(screen.getByText(/are in this map but not in C/)).toBeVisible()
    await expect.element(screen.getByText(/all a.*are set to 0/)).not.toBeInTheDocument()
    await screen.getByRole('checkbox', { name: /count m = 0 too/ }).click()
    expect(recipe().spectrum).toEqual({ lmax: 40, zonal: true })
    await expect.element(screen.getByText(/Σm \|aℓm\|²/)).toBeInTheDocument()
  })

  test('says what a ground-based map cannot see, and why', async () => {
    fresh()
    const screen = await render(<RecipePanel commands={commands} />)
    await screen.getByRole('button', { name: /Why/ }).click()
    await expect.element(screen.getByText(/no reconstruction can tell them apart/)).toBeVisible()
  })
})

describe('the subtraction', () => {
  const view = (patch: Partial<Parameters<typeof SubtractView>[0]> = {}) => (
    <SubtractView subtract={{ on: true, degrees: [1, 2], zonal: false }} dipole={dipole} stale={false} condition={4} weights="counts" onDegree={() => {}} onChange={() => {}} {...patch} />
  )

  test('gives the dipole with its errors and the degrees fitted with it', async () => {
    const screen = await render(view())
    await expect.element(screen.getByText('(8.1 ± 0.1) × 10⁻⁴')).toBeVisible()
    await expect.element(screen.getByText('fit of ℓ = 1, 2')).toBeVisible()
    await expect.element(screen.getByText(/Condition number/)).not.toBeInTheDocument()
  })

  test('gives an upper limit where the amplitude is no more than noise', async () => {
    const screen = await render(view({ dipole: { ...dipole, a1: 1e-5, a1Error: 1.1e-5, alpha1Error: 9.5, chance: 0.66, limit95: 3.1e-5 } }))
    await expect.element(screen.getByText('< 3.1 × 10⁻⁵ (95 %)')).toBeVisible()
    await expect.element(screen.getByText('not determined')).toBeVisible()
  })

  test('says what the fit is weighted by, and which m it has', async () => {
    const counted = await render(view())
    await expect.element(counted.getByText(/weighted by the expected counts, and only m ≠ 0/)).toBeInTheDocument()
    await counted.unmount()
    const stated = await render(view({ weights: 'errors', subtract: { on: true, degrees: [1], zonal: true } }))
    await expect.element(stated.getByText(/weighted by 1\/σ², with m = 0 and a constant/)).toBeInTheDocument()
  })

  test('warns when the field of view can hardly tell the multipoles apart', async () => {
    const screen = await render(view({ condition: 47 }))
    await expect.element(screen.getByText(/Condition number 47/)).toBeVisible()
  })

  test('fits m = 0 only when asked', async () => {
    const onChange = vi.fn()
    const screen = await render(view({ onChange }))
    await screen.getByRole('checkbox', { name: /also m = 0/ }).click()
    expect(onChange).toHaveBeenCalledWith({ zonal: true }, expect.any(String))
  })
})

describe('numbers', () => {
  test('the radius can be typed, and is kept inside its range', async () => {
    const onRadius = vi.fn()
    const screen = await render(<SmoothView smooth={{ on: true, radiusDeg: 10 }} onSwitch={() => {}} onRadius={onRadius} />)
    const field = screen.getByRole('spinbutton', { name: 'top-hat radius, exactly' })
    await field.fill('60')
    field.element().blur()
    expect(onRadius).toHaveBeenCalledWith(45)
  })

  test('one drag of the slider is one gesture', async () => {
    const onRadius = vi.fn()
    const screen = await render(<SmoothView smooth={{ on: true, radiusDeg: 10 }} onSwitch={() => {}} onRadius={onRadius} />)
    const slider = screen.getByRole('slider', { name: 'top-hat radius' }).element() as HTMLInputElement
    const moveTo = (value: string) => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(slider, value)
      slider.dispatchEvent(new Event('input', { bubbles: true }))
    }
    const press = () => slider.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
    press()
    moveTo('12')
    moveTo('14')
    press()
    moveTo('16')
    const gestures = onRadius.mock.calls.map(([, gesture]) => gesture as string)
    expect(gestures[0]).toBe(gestures[1])
    expect(gestures[2]).not.toBe(gestures[1])
  })

  test('the mask has a southern and a northern edge', async () => {
    const onChange = vi.fn()
    const mask = { on: true, declinationDeg: [-26, 64] as const, minimumCounts: 0 }
    const screen = await render(<MaskView mask={mask} counted onChange={onChange} />)
    const south = screen.getByRole('spinbutton', { name: 'declination from' })
    await south.fill('80')
    south.element().blur()
    expect(onChange).toHaveBeenCalledWith({ declinationDeg: [63, 64] }, 'Mask changed')
    await expect.element(screen.getByRole('spinbutton', { name: 'minimum expected counts' })).toBeVisible()
  })
})
