import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { sessionStore } from '../../session/store.ts'
import { setCompare } from '../../study/edits.ts'

/** The line between two maps. One drag is one entry of history. */
export function SwipeHandle({ share, names }: { readonly share: number; readonly names: readonly string[] }) {
  const drags = useRef(0)
  const dragging = useRef(false)
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (!dragging.current) return
    const { left, width } = event.currentTarget.parentElement!.getBoundingClientRect()
    setShare((event.clientX - left) / width, drags.current)
  }
  const press = (event: KeyboardEvent) => {
    const far = event.shiftKey ? 0.1 : 0.02
    const to: Readonly<Record<string, number>> = {
      ...{ ArrowLeft: share - far, ArrowDown: share - far, ArrowRight: share + far, ArrowUp: share + far },
      ...{ PageDown: share - 0.1, PageUp: share + 0.1, Home: 0, End: 1 },
    }
    const next = to[event.key]
    if (next === undefined) return
    event.preventDefault()
    if (!event.repeat) drags.current++
    setShare(next, drags.current)
  }
  const percent = Math.round(100 * share)
  return (
    <div
      className="swipe-handle"
      style={{ left: `${100 * share}%` }}
      role="slider"
      tabIndex={0}
      aria-label="Line between the maps"
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={`${percent} %: ${names[0]!} on the left of it, ${names[1]!} on the right`}
      onKeyDown={press}
      onPointerDown={(event) => {
        drags.current++
        dragging.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={move}
      onPointerUp={() => (dragging.current = false)}
      onPointerCancel={() => (dragging.current = false)}
    >
      <i aria-hidden="true">↔</i>
    </div>
  )
}

/** Thousandths are finer than a hand. */
export function setShare(share: number, drag: number | string): void {
  const kept = Number(Math.min(1, Math.max(0, share)).toFixed(3))
  sessionStore.getState().edit(setCompare({ share: kept }), { label: 'Line moved', gesture: `swipe ${drag}` })
}
