import { beforeEach, describe, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import { cameraOf } from '../../drawing/camera.ts'
import type { CameraView, Overlay } from '../../study/document.ts'
import { createSession, sessionStore } from '../../session/store.ts'
import { defaultCamera, seededStudy } from '../../study/seeded.ts'
import '../theme.css'
import { linesOf, sitesOf } from './linesOf.ts'
import { OverlayMenu } from './OverlayMenu.tsx'
import { PlaceList } from './PlaceList.tsx'
import './sky.css'
import { SkyKey } from './SkyKey.tsx'
import { SkyOverlay } from './SkyOverlay.tsx'

const { edit, undo, redo, say } = sessionStore.getState()
beforeEach(() => sessionStore.setState({ ...createSession(seededStudy).getState(), edit, undo, redo, say }))

const ALL: readonly Overlay[] = ['galacticPlane', 'ecliptic', 'regions', 'magneticAxis', 'magneticEquator', 'interstellarFlow', 'lsrApex', 'fieldOfView', 'marks', 'extremes']

const lines = { ...linesOf({ overlays: ALL, marks: [{ name: 'Größe 漢字', raDeg: 20, decDeg: 30 }] }, sitesOf(seededStudy.parts, 'sky'), undefined), observed: [-1.5, 1.3] as const }

describe('the lines over the map', () => {
  test.each([
    [{}, 1000, 520],
    [{}, 390, 203],
    [{ projection: 'polar', centreDeg: [180, 90] }, 600, 600],
    [{ projection: 'globe', centreDeg: [60, 30], graticule: 'galactic' }, 390, 390],
    [{ projection: 'equirectangular', zoom: 6, centreDeg: [60, 30], unit: 'hours' }, 1000, 520],
  ] satisfies [Partial<CameraView>, number, number][])('carry labels that, as the browser draws them, neither meet nor leave the picture: %j at %i px', async (view, width, height) => {
    const camera = cameraOf({ ...defaultCamera, ...view }, width, height, { x: width < 520 ? 34 : 42, y: 4 })
    const { container } = await render(<SkyOverlay camera={camera} lines={lines} empty={false} />)
    const boxes = [...container.querySelectorAll('text')].map((text) => text.getBBox())
    expect(boxes.length).toBeGreaterThan(6)
    boxes.forEach((a, i) => {
      expect(a.x >= -1 && a.x + a.width <= width + 1).toBe(true)
      for (const b of boxes.slice(0, i)) {
        // Boxes have air above and below the letters.
        const apart = a.x >= b.x + b.width || b.x >= a.x + a.width || a.y + 2 >= b.y + b.height - 2 || b.y + 2 >= a.y + a.height - 2
        expect(apart).toBe(true)
      }
    })
  })

  test('are named in a key that wraps on a phone, with the way longitude grows', async () => {
    await render(
      <div className="sky-key" style={{ width: 350 }}>
        <SkyKey view={{ ...defaultCamera, graticule: 'galactic' }} lines={lines} />
      </div>,
    )
    const key = page.getByRole('list', { name: 'Key to the lines over the map' })
    await expect.element(key).toHaveTextContent(/Galactic graticule.*Galactic plane, ★ centre.*ecliptic.*local magnetic field \(IBEX ribbon, ±1.5°\)/)
    await expect.element(page.getByText('E ← → W')).toBeVisible()
    expect(key.element().scrollWidth).toBeLessThanOrEqual(350)
  })

  test('show the detectors of the sky that is shown, and of both skies of a difference', () => {
    expect(sitesOf(seededStudy.parts, 'sky').map(({ latitudeDeg }) => latitudeDeg)).toEqual([19, -90])
    expect(sitesOf(seededStudy.parts, 'truth')).toEqual([])
    const difference = { kind: 'sky', recipe: 'main', source: { from: 'difference', of: ['sky', 'less'] } } as const
    expect(sitesOf({ ...seededStudy.parts, less: difference }, 'less')).toHaveLength(2) // and ends, though it names itself
  })
})

describe('the menu of overlays', () => {
  const overlays = () => sessionStore.getState().study.view.overlays

  test('switches one on and off, each an entry of history with a name', async () => {
    await render(<OverlayMenu />)
    await page.getByRole('button', { name: 'Overlays' }).click()
    const ecliptic = page.getByRole('checkbox', { name: /Ecliptic/ })
    await expect.element(ecliptic).not.toBeChecked()
    await expect.element(page.getByRole('checkbox', { name: /Galactic plane/ })).toBeChecked()
    await ecliptic.click()
    expect(overlays()).toEqual(['galacticPlane', 'ecliptic'])
    expect(sessionStore.getState().past.at(-1)!.label).toBe('Ecliptic shown')
    await ecliptic.click()
    expect(sessionStore.getState().past.at(-1)!.label).toBe('Ecliptic hidden')
    sessionStore.getState().undo()
    expect(overlays()).toContain('ecliptic')
  })

  test('offers everything that may be drawn, and says where its numbers come from', async () => {
    await render(<OverlayMenu />)
    await page.getByRole('button', { name: 'Overlays' }).click()
    await expect.poll(() => page.getByRole('checkbox').elements().length).toBe(ALL.length)
    await page.getByText('sources').first().click()
    await expect.element(page.getByText(/A, HAWC: .*from memory, unverified/)).toBeVisible()
  })

  test('stays inside a phone’s window', async () => {
    await page.viewport(390, 700)
    await render(<OverlayMenu />)
    await page.getByRole('button', { name: 'Overlays' }).click()
    await expect.element(page.getByRole('checkbox', { name: /Solar apex/ })).toBeInTheDocument()
    const { left, right, bottom } = document.querySelector('[popover]')!.getBoundingClientRect()
    expect(left).toBeGreaterThanOrEqual(0)
    expect(right).toBeLessThanOrEqual(390)
    expect(bottom).toBeLessThanOrEqual(700)
    await page.viewport(1440, 900)
  })

  test('takes a typed list of places, shows them, and takes them back', async () => {
    await render(<OverlayMenu />)
    await page.getByRole('button', { name: 'Overlays' }).click()
    await userEvent.fill(page.getByRole('textbox', { name: /Own places/ }), 'Crab, 83.63, 22.01\nours; 1')
    await page.getByRole('button', { name: 'show them' }).click()
    await expect.element(page.getByRole('alert')).toHaveTextContent(/line 2: a name, a right ascension and a declination are needed\. Write one place a line/)
    expect(sessionStore.getState().study.view.marks).toEqual([])
    await userEvent.fill(page.getByRole('textbox', { name: /Own places/ }), 'Crab, 83.63, 22.01')
    await page.getByRole('button', { name: 'show them' }).click()
    expect(sessionStore.getState().study.view).toMatchObject({ marks: [{ name: 'Crab', raDeg: 83.63, decDeg: 22.01 }], overlays: ['galacticPlane', 'marks'] })
    expect(page.getByRole('alert').query()).toBeNull()
    await page.getByRole('button', { name: 'remove all' }).click()
    expect(sessionStore.getState().study.view.marks).toEqual([])
    sessionStore.getState().undo()
    await expect.element(page.getByRole('textbox', { name: /Own places/ })).toHaveValue('Crab, 83.63, 22.01')
  })

  test('takes a list from a file, and does not read one that is too large', async () => {
    const onChange = vi.fn()
    await render(<PlaceList marks={[]} onChange={onChange} />)
    const picker = page.getByLabelText('Open a list of places').element() as HTMLInputElement
    const choose = (text: string) => {
      const files = new DataTransfer()
      files.items.add(new File([text], 'places.csv'))
      picker.files = files.files
      picker.dispatchEvent(new Event('change', { bubbles: true }))
    }
    choose('name,ra,dec\nVela,128.5,-45.8\n')
    await expect.poll(() => onChange.mock.calls).toEqual([[[{ name: 'Vela', raDeg: 128.5, decDeg: -45.8 }]]])
    choose('x'.repeat(300_000))
    await expect.element(page.getByRole('alert')).toHaveTextContent(/too long: 300,000 bytes/)
    expect(onChange).toHaveBeenCalledTimes(1)
  })
})
