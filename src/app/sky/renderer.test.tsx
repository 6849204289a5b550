import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { ringsOf } from '../../science/sphere/rings.ts'
import { radians } from '../../science/units.ts'
import { colourTable } from '../../drawing/colourMaps.ts'
import { defaultCamera } from '../../study/seeded.ts'
import type { CameraView } from '../../study/document.ts'
import type { Display } from '../../study/results.ts'
import '../theme.css'
import './sky.css'
import { tryCard } from './renderer.ts'
import { RendererNote } from './RendererNote.tsx'
import { SkyView } from './SkyView.tsx'

const geometry = { kind: 'healpix', nside: 16 } as const
const rings = ringsOf(geometry)

/** The same value everywhere. */
const displayOf = (value: number): Display => ({
  geometry, quantity: 'relativeIntensity', values: new Float32Array(rings.pixels).fill(value), autoLimit: 1, min: value, max: value, declination: [radians(-89), radians(89)], skyFraction: 1, ringMeanRemoved: true,
  places: { brightest: { alpha: 0, delta: 0, value }, faintest: { alpha: 0, delta: 0, value } },
})
const skies = [-0.9, 0, 0.9].map(displayOf)
const colours = { table: colourTable('blueRed'), span: { low: -1, high: 1 }, threshold: 0, hatchNegative: false }

function Panes({ view, shown = skies }: { readonly view: CameraView; readonly shown?: readonly (Display | undefined)[] }) {
  return (
    <>
      {shown.map((display, i) => (
        <div key={i} className="sky-pane" style={{ width: 300 + 40 * i, height: 200 }}>
          <SkyView lines={{ overlays: [] }} view={view} display={display} colours={colours} label={`Sky map ${i}`} describedBy="" onPoint={() => {}} onPin={() => {}} onLook={() => {}} />
        </div>
      ))}
      <RendererNote />
    </>
  )
}

const stages = () => [...document.querySelectorAll<HTMLElement>('.map-stage')]
const renderers = () => stages().map((stage) => stage.dataset['renderer'])
/** Blue, white or red in the middle of each pane. */
const middles = () =>
  stages().map((stage) => {
    const canvas = stage.querySelector('canvas')!
    const [r, , b, a] = canvas.getContext('2d')!.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data
    return a === 0 ? 'nothing' : r! > b! + 40 ? 'red' : b! > r! + 40 ? 'blue' : 'white'
  })

/** Contexts the page was given, that are not lost. */
const contexts: WebGL2RenderingContext[] = []
beforeAll(() => {
  const getContext = HTMLCanvasElement.prototype.getContext as (this: HTMLCanvasElement, ...words: unknown[]) => RenderingContext | null
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (this: HTMLCanvasElement, ...words: unknown[]) {
    const context = getContext.apply(this, words)
    if (context instanceof WebGL2RenderingContext && !contexts.includes(context)) contexts.push(context)
    return context as never
  })
})
const living = () => contexts.filter((gl) => !gl.isContextLost())
afterAll(() => {
  vi.restoreAllMocks()
  for (const gl of living()) gl.getExtension('WEBGL_lose_context')!.loseContext()
})

describe('the renderer of the page', () => {
  test('is the canvas for the first paint, and stays it where the processor plays the graphics card', async () => {
    await render(<Panes view={defaultCamera} />)
    expect(renderers()).toEqual(['canvas', 'canvas', 'canvas'])
    expect(middles()).toEqual(['blue', 'white', 'red'])
    await tryCard(false)
    expect(renderers()).toEqual(['canvas', 'canvas', 'canvas'])
    expect(living()).toEqual([])
  })

  test('is the graphics card for all panes at once, by one context; when that is lost the canvas goes on and says so, until it is restored', async () => {
    const { rerender } = await render(<Panes view={defaultCamera} />)
    await tryCard(true)
    await expect.poll(renderers).toEqual(['webgl', 'webgl', 'webgl'])
    await expect.poll(middles).toEqual(['blue', 'white', 'red'])
    expect(living()).toHaveLength(1)
    const note = () => document.querySelector('[role="status"]')!.textContent

    const losing = living()[0]!.getExtension('WEBGL_lose_context')!
    losing.loseContext()
    await expect.poll(renderers).toEqual(['canvas', 'canvas', 'canvas'])
    expect(note()).toMatch(/drawn without it until it comes back/)
    await rerender(<Panes view={{ ...defaultCamera, centreDeg: [20, 40] }} shown={[skies[2], skies[0], skies[1]]} />)
    expect(middles()).toEqual(['red', 'blue', 'white'])

    losing.restoreContext()
    await expect.poll(renderers).toEqual(['webgl', 'webgl', 'webgl'])
    expect(note()).toBe('')
    await rerender(<Panes view={{ ...defaultCamera, projection: 'globe' }} />)
    await expect.poll(middles).toEqual(['blue', 'white', 'red'])
    expect(living()).toHaveLength(1)
  })

  test('shows nothing under the name of a sky that is not there yet', async () => {
    const { rerender } = await render(<Panes view={defaultCamera} />)
    await expect.poll(middles).toEqual(['blue', 'white', 'red'])
    await rerender(<Panes view={defaultCamera} shown={[undefined, skies[0], undefined]} />)
    expect(middles()).toEqual(['nothing', 'blue', 'nothing'])
  })

  test('takes no further context for panes that come and go', async () => {
    for (let i = 0; i < 20; i++) {
      const { unmount } = await render(<Panes view={{ ...defaultCamera, centreDeg: [i, 0] }} />)
      await unmount()
    }
    expect(living().length).toBeLessThanOrEqual(1)
  })
})
