import { useLayoutEffect, useRef, useSyncExternalStore, type RefObject } from 'react'
import type { Camera } from '../../drawing/camera.ts'
import { CanvasSky } from '../../drawing/canvasSky.ts'
import { parseColour } from '../../drawing/colour.ts'
import type { Painting, Unseen } from '../../drawing/paint.ts'
import type { SkyPicture } from '../../drawing/skyPicture.ts'
import { unseenAs } from '../../drawing/unseen.ts'
import type { RendererName } from '../../drawing/webgl/context.ts'
import type { Drawn, WebglSky } from '../../drawing/webgl/webglSky.ts'
import type { View } from '../../study/document.ts'
import type { Display } from '../../study/results.ts'
import { giveUpCard, useRenderer } from './renderer.ts'

const DENSEST = 2

/**
 * Paints a pane's map before the browser shows the frame; any number of panes.
 *
 * @returns  who draws
 */
export function useSkyCanvas(canvas: RefObject<HTMLCanvasElement | null>, camera: Camera, display: Display | undefined, colours: Omit<Painting, 'unseen'>, kind: View['unseen'] = 'hatched'): RendererName {
  const { table, span: { low, high }, threshold, hatchNegative } = colours
  const byHand = useRef<CanvasSky>(undefined)
  const theme = useTheme()
  const { name, sky } = useRenderer()
  useLayoutEffect(() => {
    const target = canvas.current
    // Another sky than the one asked for must not stand under its name.
    if (display === undefined) {
      target?.getContext('2d')?.clearRect(0, 0, target.width, target.height)
      byHand.current?.clear()
    }
    if (target === null || display === undefined || camera.width < 2 || camera.height < 2) return
    const { geometry, values } = display
    const painting: Painting = { table, span: { low, high }, threshold, hatchNegative, unseen: unseenColours(target, kind) }
    const picture: SkyPicture = { camera, density: Math.min(DENSEST, devicePixelRatio), geometry, values, painting }
    byHand.current ??= new CanvasSky()
    return sky === undefined ? byHand.current.draw(target, picture) : drawByCard(target, picture, sky, byHand.current)
  }, [canvas, camera, display, table, low, high, threshold, hatchNegative, kind, theme, sky])
  return name
}

/** Draws by the graphics card; until everything is there, and where it cannot, by hand. @returns  stops what is still to come */
function drawByCard(target: HTMLCanvasElement, picture: SkyPicture, sky: WebglSky, byHand: CanvasSky): () => void {
  let stop: (() => void) | undefined
  let frame = 0
  const attempt = () => {
    const drawn = tried(target, picture, sky)
    if (drawn === 'drawn') {
      stop?.()
      byHand.clear()
      target.dataset['detail'] = 'fine'
      return
    }
    stop ??= byHand.draw(target, picture)
    if (drawn === 'soon') frame = requestAnimationFrame(attempt)
  }
  attempt()
  return () => {
    cancelAnimationFrame(frame)
    stop?.()
  }
}

function tried(target: HTMLCanvasElement, picture: SkyPicture, sky: WebglSky): Drawn {
  try {
    return sky.draw(target, picture)
  } catch {
    setTimeout(giveUpCard) // not while React is at work
    return 'never'
  }
}

/** The theme's colours for unobserved sky, as they are in force on this element. */
export function unseenColours(element: Element, kind: View['unseen']): Unseen {
  const style = getComputedStyle(element)
  return unseenAs(kind, parseColour(style.getPropertyValue('--unseen')), parseColour(style.getPropertyValue('--graticule')))
}

/** A number that changes with the theme. */
export function useTheme(): number {
  return useSyncExternalStore(hearTheme, () => changes)
}

let changes = 0

function hearTheme(changed: () => void): () => void {
  const hear = () => {
    changes++
    changed()
  }
  const system = matchMedia('(prefers-color-scheme: dark)')
  system.addEventListener('change', hear)
  window.addEventListener('themechange', hear)
  return () => {
    system.removeEventListener('change', hear)
    window.removeEventListener('themechange', hear)
  }
}
