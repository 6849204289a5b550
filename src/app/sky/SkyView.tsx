import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { centreOf, pixelAt } from '../../science/sphere/pixelAt.ts'
import { ringsOf } from '../../science/sphere/rings.ts'
import { cameraOf, toScreen, toSky, type Camera } from '../../drawing/camera.ts'
import type { Arrow } from '../../drawing/globe.ts'
import { centredOn } from '../../drawing/moves.ts'
import { outlinePath } from '../../drawing/outline.ts'
import type { OverlayOptions } from '../../drawing/overlays.ts'
import type { Painting } from '../../drawing/paint.ts'
import { stride, type Footing } from '../../drawing/walk.ts'
import type { CameraView, View } from '../../study/document.ts'
import type { Display } from '../../study/results.ts'
import { late } from '../late.tsx'
import { isMenuOpen } from '../widgets/Popover.tsx'
import type { ContourLinesProps } from './ContourLines.tsx'
import { SkyMarks, type Spot } from './SkyMarks.tsx'
import { useGestures } from './useGestures.ts'
import { useSize } from './useSize.ts'
import { useSkyCanvas } from './useSkyCanvas.ts'

/** The map is there before its lines. */
const SkyOverlay = late(() => import('./SkyOverlay.tsx').then((part) => part.SkyOverlay))
const ContourLines = late(() => import('./ContourLines.tsx').then((part) => part.ContourLines))
const GlobeCanvas = late(() => import('./GlobeCanvas.tsx').then((part) => part.GlobeCanvas))

export interface Cursor extends Spot {
  readonly pixel: number
}

export interface SkyViewProps {
  readonly view: CameraView
  /** Undefined while nothing is known: an empty sky. */
  readonly display: Display | undefined
  readonly colours: Omit<Painting, 'unseen'>
  /** What is drawn over the picture; the same object as long as nothing of it changes. */
  readonly lines: OverlayOptions
  /** How unseen sky is drawn. */
  readonly unseen?: View['unseen']
  /** Lines of the map's own values. */
  readonly contours?: Omit<ContourLinesProps, 'camera'> | undefined
  readonly cursor?: Cursor | undefined
  readonly pin?: Spot | undefined
  /** What stands out of the globe. */
  readonly arrows?: readonly Arrow[]
  /** The picture is of the past; a newer one is being made. */
  readonly dimmed?: boolean
  /** One of many small maps: no room for labels around it. */
  readonly small?: boolean
  readonly label: string
  /** Ids of the elements that describe the map and its keys. */
  readonly describedBy: string
  /** Lines and handles of a place of their own, drawn for this camera. */
  readonly over?: ((camera: Camera) => ReactNode) | undefined
  /** What lies over the picture: progress, trouble. */
  readonly children?: ReactNode
  /** `byKey`: the move deserves to be spoken. */
  onPoint(cursor: Cursor | undefined, byKey: boolean): void
  onPin(cursor: Cursor): void
  /** The camera is to move. */
  onLook(move: Partial<CameraView>): void
}

/** The map. Draws; knows nothing of where its numbers come from. */
export function SkyView({ view, display, colours, lines, unseen = 'hatched', contours, cursor, pin, arrows = NO_ARROWS, dimmed = false, small = false, label, describedBy, over, children, onPoint, onPin, onLook }: SkyViewProps) {
  const stage = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const footing = useRef<Footing>(undefined)
  const { width, height } = useSize(stage)
  const [globeShown, setGlobeShown] = useState(false)
  const camera = useMemo(() => cameraOf(view, width, height, roomFor(view, width, height, small)), [view, width, height, small])
  const renderer = useSkyCanvas(canvas, camera, globeShown ? undefined : display, colours, unseen)

  const under = ({ clientX, clientY }: PointerEvent): Cursor | undefined => {
    const box = stage.current!.getBoundingClientRect()
    const sky = toSky(camera, clientX - box.left, clientY - box.top)
    if (sky === undefined || display === undefined) return undefined
    return { ...sky, pixel: pixelAt(ringsOf(display.geometry), Math.sin(sky.delta), Math.cos(sky.delta), sky.alpha) }
  }
  const gestures = useGestures(stage, camera, onLook)
  const point = (event: PointerEvent) => {
    const there = gestures.dragging() ? undefined : under(event)
    if (there !== undefined) onPoint(there, false)
  }
  const step = (right: number, down: number) => {
    if (display === undefined) return
    const from = cursor ?? middleOf(display, camera)
    const kept = footing.current?.pixel === from.pixel ? footing.current : { pixel: from.pixel, alpha: from.alpha }
    footing.current = cursor === undefined ? kept : stride(camera, ringsOf(display.geometry), kept, right, down)
    const there = { ...centreOf(ringsOf(display.geometry), footing.current.pixel), pixel: footing.current.pixel }
    onPoint(there, true)
    if (!isSeen(camera, there)) onLook(centredOn(camera, there.alpha, there.delta))
  }
  const press = (event: KeyboardEvent) => {
    const far = event.shiftKey ? 10 : 1
    const steps: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] }
    const move = steps[event.key]
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (move !== undefined) step(...move)
    else if (event.key === 'Enter' && cursor !== undefined) onPin(cursor)
    else if (event.key === 'Escape' && !isMenuOpen()) {
      onPoint(undefined, true)
      stage.current?.blur()
    } else return
    event.preventDefault()
  }
  return (
    <div
      ref={stage}
      className="map-stage"
      data-renderer={renderer}
      role="application"
      aria-roledescription="sky map"
      aria-label={label}
      aria-describedby={describedBy}
      tabIndex={0}
      // A finger scrolls the page up and down over the whole sky; over a part of it, it moves the sky in every direction.
      style={{ touchAction: view.zoom > 1 || camera.projection.reach === 'hemisphere' ? 'none' : 'pan-y' }}
      onKeyDown={press}
      onPointerMove={(event) => {
        gestures.onPointerMove(event)
        point(event)
      }}
      onPointerDown={(event) => {
        gestures.onPointerDown(event)
        point(event)
      }}
      onPointerUp={gestures.onPointerUp}
      onPointerCancel={gestures.onPointerCancel}
      onClick={(event) => {
        // A finger only looks: it would mark every place it touches.
        const touched = (event.nativeEvent as globalThis.PointerEvent).pointerType === 'touch'
        const there = touched || gestures.wasDrag() ? undefined : under(event as unknown as PointerEvent)
        if (there !== undefined) onPin(there)
      }}
      onDoubleClick={(event) => {
        const there = under(event as unknown as PointerEvent)
        if (there !== undefined) onLook(centredOn(camera, there.alpha, there.delta))
      }}
      onPointerLeave={(event) => event.pointerType !== 'touch' && pin !== undefined && display !== undefined && onPoint(cursorAt(display, pin), false)}
    >
      <div className={dimmed ? 'sky-picture dimmed' : 'sky-picture'}>
        {display === undefined && <EmptySky camera={camera} />}
        <canvas ref={canvas} aria-hidden="true" />
        {view.projection === 'globe' && renderer === 'webgl' && display !== undefined && <GlobeCanvas {...{ camera, display, colours, unseen, arrows }} onShown={setGlobeShown} />}
      </div>
      {width > 0 && <SkyOverlay camera={camera} lines={lines} empty={display === undefined} />}
      {width > 0 && contours !== undefined && <ContourLines camera={camera} {...contours} />}
      {width > 0 && <SkyMarks camera={camera} cursor={cursor} pin={pin} />}
      {width > 0 && over?.(camera)}
      {children}
    </div>
  )
}

const NO_ARROWS: readonly Arrow[] = []

/** Room kept free about the sky: for labels, and on the globe for arrows that stand out of it. */
function roomFor({ projection }: CameraView, width: number, height: number, small: boolean): Camera['padding'] {
  return { x: small ? 4 : width < 520 ? 34 : 42, y: projection === 'globe' ? Math.max(4, height / 9) : 4 }
}

/** A cursor at a place. */
export function cursorAt({ geometry }: Display, { alpha, delta }: Spot): Cursor {
  return { alpha, delta, pixel: pixelAt(ringsOf(geometry), Math.sin(delta), Math.cos(delta), alpha) }
}

/** Where the keyboard starts: the middle of the picture, or the nearest declination that is seen. */
function middleOf(display: Display, camera: Camera): Cursor {
  const { alpha, delta } = toSky(camera, camera.x, camera.y)!
  return cursorAt(display, { alpha, delta: Math.max(display.declination[0], Math.min(display.declination[1], delta)) })
}

/** Whether a place lies in the picture. */
function isSeen(camera: Camera, { alpha, delta }: Spot): boolean {
  const [x, y] = toScreen(camera, alpha, delta) ?? [-1, -1]
  return x >= 0 && y >= 0 && x <= camera.width && y <= camera.height
}

function EmptySky({ camera }: { readonly camera: Camera }) {
  return (
    <svg className="sky-lines" width={camera.width} height={camera.height} aria-hidden="true">
      <path className="empty-sky" d={outlinePath(camera)} />
    </svg>
  )
}
