import { describe, expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { cameraOf, toScreen } from '../../drawing/camera.ts'
import type { SkyLines } from '../../science/analysis/contours.ts'
import type { Contours } from '../../study/results.ts'
import { defaultCamera } from '../../study/seeded.ts'
import { ContourLines } from './ContourLines.tsx'

const camera = cameraOf(defaultCamera, 800, 420)
const nothing: SkyLines = { points: new Float32Array(0), first: Int32Array.of(0) }
/** The parallel of +30° from α = 1 to 2. */
const line: SkyLines = { points: Float32Array.from({ length: 202 }, (_, i) => (i % 2 === 0 ? 1 + i / 200 : Math.PI / 6)), first: Int32Array.of(0, 101) }
const contours = (zero: SkyLines, edge: SkyLines = nothing): Contours => ({ levels: [{ level: 0, lines: zero }], edge })
const numbers = (path: Element | null) => (path?.getAttribute('d')?.match(/-?[\d.]+/g) ?? []).map(Number)

describe('the lines of a map', () => {
  test('lie where the camera sees them, with a casing that makes them visible on every colour', async () => {
    const { container } = await render(<ContourLines camera={camera} contours={contours(line)} zero edge={false} />)
    const drawn = numbers(container.querySelector('path.contour'))
    const [x, y] = toScreen(camera, 1, Math.PI / 6)!
    const [u, v] = toScreen(camera, 2, Math.PI / 6)!
    expect(drawn.slice(0, 2)).toEqual([expect.closeTo(x, 0), expect.closeTo(y, 0)])
    expect(drawn.slice(-2)).toEqual([expect.closeTo(u, 0), expect.closeTo(v, 0)])
    expect(numbers(container.querySelector('path.contour-casing'))).toEqual(drawn)
  })

  test('follow the camera at once', async () => {
    const { container, rerender } = await render(<ContourLines camera={camera} contours={contours(line)} zero edge={false} />)
    const before = numbers(container.querySelector('path.contour'))
    await rerender(<ContourLines camera={cameraOf({ ...defaultCamera, centreDeg: [90, 0] }, 800, 420)} contours={contours(line)} zero edge={false} />)
    expect(numbers(container.querySelector('path.contour'))[0]).not.toBe(before[0])
  })

  test('are those that were asked for', async () => {
    const { container } = await render(<ContourLines camera={camera} contours={contours(line, line)} zero={false} edge />)
    expect(container.querySelector('path.contour')).toBeNull()
    expect(getComputedStyle(container.querySelector('path.seen-edge')!).stroke).toBe('rgb(20, 26, 34)')
  })

  test('of mere noise are not drawn: it says what to do instead', async () => {
    const noise: SkyLines = { points: new Float32Array(400_000), first: Int32Array.of(0, 200_000) }
    const { container } = await render(<ContourLines camera={camera} contours={contours(noise)} zero edge={false} />)
    expect(container.querySelector('path')).toBeNull()
    expect(container.textContent).toBe('The line of zero is everywhere: smooth the map.')
  })
})
