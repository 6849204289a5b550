import { useEffect, useRef, type PointerEvent, type RefObject } from 'react'
import type { Camera } from '../../drawing/camera.ts'
import { panned, zoomed } from '../../drawing/moves.ts'
import type { CameraView } from '../../study/document.ts'

/** A hand that moves less than this has only pressed (CSS pixels). */
const STILL = 4
/** One notch of a wheel, about 100 units, is a factor of 1.25. */
const WHEEL = Math.log(1.25) / 100

export interface Gestures {
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerMove: (event: PointerEvent) => void
  readonly onPointerUp: (event: PointerEvent) => void
  readonly onPointerCancel: (event: PointerEvent) => void
  /** Whether a click ends a drag, and so is none. */
  wasDrag(): boolean
  /** Whether the sky is being drawn along. */
  dragging(): boolean
}

interface Hand {
  /** The camera when the hand took hold, and where it did: the middle of the fingers. */
  readonly camera: Camera
  readonly x: number
  readonly y: number
  /** The distance between two fingers; 0 for one. */
  readonly spread: number
}

/** Drag to draw the sky along, pinch and wheel to come nearer. The camera is told; what it shows is somebody else's affair. */
export function useGestures(stage: RefObject<HTMLElement | null>, camera: Camera, onLook: (move: Partial<CameraView>) => void): Gestures {
  const fingers = useRef(new Map<number, { x: number; y: number }>())
  const hand = useRef<Hand>(undefined)
  const moved = useRef(false)
  const latest = useRef({ camera, onLook })
  latest.current = { camera, onLook }
  useWheel(stage, latest)

  const held = () => {
    const all = [...fingers.current.values()]
    const [a, b] = all
    const middle = { x: all.reduce((sum, { x }) => sum + x, 0) / all.length, y: all.reduce((sum, { y }) => sum + y, 0) / all.length }
    return { ...middle, spread: a === undefined || b === undefined ? 0 : Math.hypot(a.x - b.x, a.y - b.y) }
  }
  const takeHold = () => {
    hand.current = fingers.current.size === 0 ? undefined : { camera: latest.current.camera, ...held() }
  }
  const release = (event: PointerEvent) => {
    fingers.current.delete(event.pointerId)
    takeHold()
  }
  return {
    onPointerDown(event) {
      if (event.button !== 0) return
      if (fingers.current.size === 0) moved.current = false
      fingers.current.set(event.pointerId, placeOn(stage, event))
      takeHold()
    },
    onPointerMove(event) {
      const from = hand.current
      if (from === undefined || !fingers.current.has(event.pointerId)) return
      fingers.current.set(event.pointerId, placeOn(stage, event))
      const now = held()
      if (!moved.current && fingers.current.size === 1 && Math.hypot(now.x - from.x, now.y - from.y) < STILL) return
      if (!moved.current) stage.current?.setPointerCapture(event.pointerId)
      moved.current = true
      onLook(moveOf(from, now))
    },
    onPointerUp: release,
    onPointerCancel: release,
    wasDrag: () => moved.current,
    dragging: () => hand.current !== undefined && moved.current,
  }
}

/** What the hands did since they took hold: drawn along, and nearer by as much as they spread. */
function moveOf({ camera, x, y, spread }: Hand, now: { readonly x: number; readonly y: number; readonly spread: number }): Partial<CameraView> {
  const drawn = panned(camera, now.x - x, now.y - y)
  if (spread === 0 || now.spread === 0) return drawn
  return { ...drawn, ...zoomed(camera, now.spread / spread) }
}

function placeOn(stage: RefObject<HTMLElement | null>, { clientX, clientY }: { readonly clientX: number; readonly clientY: number }) {
  const box = stage.current!.getBoundingClientRect()
  return { x: clientX - box.left, y: clientY - box.top }
}

/** The wheel comes nearer with Ctrl (as a trackpad's pinch says), and alone where the page has nothing to scroll. */
function useWheel(stage: RefObject<HTMLElement | null>, latest: RefObject<{ readonly camera: Camera; readonly onLook: (move: Partial<CameraView>) => void }>): void {
  useEffect(() => {
    const element = stage.current
    if (element === null) return
    const turn = (event: WheelEvent) => {
      const { scrollHeight, clientHeight } = document.documentElement
      if (!event.ctrlKey && !event.metaKey && scrollHeight > clientHeight) return
      event.preventDefault()
      const { x, y } = placeOn(stage, event)
      const { camera, onLook } = latest.current
      onLook(zoomed(camera, Math.exp(-event.deltaY * (event.deltaMode === 1 ? 33 : 1) * WHEEL * (event.ctrlKey ? 4 : 1)), x, y))
    }
    // React listens to wheels passively, and a page would zoom as a whole.
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [stage, latest])
}
