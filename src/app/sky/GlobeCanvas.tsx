/** The sky as a globe in space. It lies over the flat picture, and is there only once it has something to show. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Camera } from '../../drawing/camera.ts'
import { createGlobe, dressGlobe, type Arrow, type Globe } from '../../drawing/globe.ts'
import type { Painting } from '../../drawing/paint.ts'
import type { View } from '../../study/document.ts'
import type { Display } from '../../study/results.ts'
import { unseenColours } from './useSkyCanvas.ts'

export interface GlobeCanvasProps {
  readonly camera: Camera
  readonly display: Display
  readonly colours: Omit<Painting, 'unseen'>
  readonly unseen: View['unseen']
  readonly arrows: readonly Arrow[]
  /** Told when the globe shows the map, and when it no longer can. */
  onShown(shown: boolean): void
}

const DENSEST = 2

export function GlobeCanvas({ camera, display, colours, unseen, arrows, onShown }: GlobeCanvasProps) {
  const host = useRef<HTMLDivElement>(null)
  const globe = useRef<Globe>(undefined)
  /** How often the globe has been given a map. */
  const [dressed, setDressed] = useState(0)
  const told = useRef(onShown)
  told.current = onShown

  useEffect(() => {
    try {
      globe.current = createGlobe()
      host.current!.append(globe.current.canvas)
    } catch {
      return // no second context to be had: the flat picture stays
    }
    return () => {
      told.current(false)
      globe.current?.dispose()
      globe.current = undefined
    }
  }, [])

  const { table, span: { low, high }, threshold, hatchNegative } = colours
  useEffect(() => {
    if (globe.current === undefined) return
    return dressGlobe(globe.current, display, { table, span: { low, high }, threshold, hatchNegative, unseen: unseenColours(host.current!, unseen) }, () => setDressed((times) => times + 1))
  }, [display, table, low, high, threshold, hatchNegative, unseen])

  useLayoutEffect(() => {
    if (globe.current === undefined || dressed === 0) return
    globe.current.point(arrows)
    globe.current.look(camera, Math.min(DENSEST, devicePixelRatio))
    told.current(true)
  }, [dressed, camera, arrows])

  return <div ref={host} className="globe" aria-hidden="true" hidden={dressed === 0} />
}
