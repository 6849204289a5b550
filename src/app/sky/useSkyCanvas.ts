import { useLayoutEffect, useRef, useSyncExternalStore, type RefObject } from 'react'
import { ringsOf } from '../../science/sphere/rings.ts'
import type { Camera } from '../../drawing/camera.ts'
import { mixed, parseColour } from '../../drawing/colour.ts'
import { paint, type Painting, type Unseen } from '../../drawing/paint.ts'
import { emptyRaster, rasterRows, type SkyRaster } from '../../drawing/raster.ts'
import type { Display } from '../../study/results.ts'

interface Work {
  readonly raster: SkyRaster
  readonly geometry: Display['geometry']
  done: number
}

/** The main thread is never held longer than this by the index of a large picture. */
const SLICE_MS = 8
const ROWS = 16
const DENSEST = 2

/** Paints the map before the browser shows the frame; a large index is made over several frames, the old picture staying meanwhile. */
export function useSkyCanvas(canvas: RefObject<HTMLCanvasElement | null>, camera: Camera, display: Display | undefined, colours: Omit<Painting, 'unseen'>): void {
  const { table, span: { low, high }, threshold, hatchNegative } = colours
  const work = useRef<Work>(undefined)
  const theme = useTheme()
  useLayoutEffect(() => {
    const target = canvas.current
    // Another sky than the one asked for must not stand under its name.
    if (display === undefined) target?.getContext('2d')?.clearRect(0, 0, target.width, target.height)
    if (target === null || display === undefined || camera.width < 2 || camera.height < 2) return
    const rings = ringsOf(display.geometry)
    work.current = workFor(work.current, camera, display.geometry)
    const { raster } = work.current
    const unseen = unseenColours(target)
    let frame = 0
    const proceed = () => {
      const now = work.current!
      const until = performance.now() + SLICE_MS
      while (now.done < raster.height && performance.now() < until) {
        const to = Math.min(raster.height, now.done + ROWS)
        rasterRows(raster, rings, now.done, to)
        now.done = to
      }
      if (now.done < raster.height) frame = requestAnimationFrame(proceed)
      else show(target, raster, display.values, { table, span: { low, high }, threshold, hatchNegative, unseen })
    }
    proceed()
    return () => cancelAnimationFrame(frame)
  }, [canvas, camera, display, table, low, high, threshold, hatchNegative, theme])
}

function workFor(before: Work | undefined, camera: Camera, geometry: Display['geometry']): Work {
  const density = Math.min(DENSEST, devicePixelRatio)
  const same = before !== undefined && before.raster.camera === camera && before.raster.density === density && JSON.stringify(before.geometry) === JSON.stringify(geometry)
  return same ? before : { raster: emptyRaster(camera, density), geometry, done: 0 }
}

function show(canvas: HTMLCanvasElement, raster: SkyRaster, values: Float32Array, painting: Painting): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  // Setting the size clears the canvas, so it is set only when the new picture is there.
  if (canvas.width !== raster.width) canvas.width = raster.width
  if (canvas.height !== raster.height) canvas.height = raster.height
  const image = context.createImageData(raster.width, raster.height)
  paint(raster, values, painting, image.data)
  context.putImageData(image, 0, 0)
}

/** The theme's colours for unobserved sky, as they are in force on this element. */
export function unseenColours(element: Element): Unseen {
  const style = getComputedStyle(element)
  const ground = parseColour(style.getPropertyValue('--unseen'))
  return { ground, hatch: mixed(ground, parseColour(style.getPropertyValue('--graticule')), 0.36) }
}

/** A number that changes with the theme. */
function useTheme(): number {
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
