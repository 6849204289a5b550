import { useId, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { valueText, type ColourScale } from '../../drawing/scale.ts'
import type { ScalePatch } from '../../study/edits.ts'
import { dragged, stepped, type Grip } from './scaleMoves.ts'

export interface ScaleGripProps {
  readonly grip: Grip
  readonly label: string
  readonly value: number
  readonly scale: ColourScale
  /** The threshold below zero: the same number, held on the other side; the keyboard needs it once only. */
  readonly mirrored?: boolean
  /** `gesture` is the same for every change of one drag. */
  onChange(patch: ScalePatch, gesture: string): void
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }

/** An end of the scale, or its threshold, to take hold of. The number field beside the bar says the same. */
export function ScaleGrip({ grip, label, value, scale, mirrored = false, onChange }: ScaleGripProps) {
  const { low, high } = scale.span
  const drag = useRef<{ readonly x: number; readonly width: number; readonly start: ColourScale }>(undefined)
  const gestures = useRef(0)
  const id = useId()
  const begin = (event: PointerEvent<HTMLElement>) => {
    const { width } = event.currentTarget.parentElement!.getBoundingClientRect()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { x: event.clientX, width, start: scale }
    gestures.current++
  }
  const move = ({ clientX }: PointerEvent) => {
    if (drag.current === undefined) return
    const { x, width, start } = drag.current
    onChange(dragged(start, grip, (clientX - x) / width, mirrored), `${id}/${gestures.current}`)
  }
  const press = (event: KeyboardEvent) => {
    const steps = STEPS[event.key]
    if (steps === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    if (!event.repeat) gestures.current++
    event.preventDefault()
    // On a locked scale the lower end is the upper one seen in a mirror.
    onChange(stepped(scale, grip, event.shiftKey ? 10 * steps : steps), `${id}/${gestures.current}`)
  }
  return (
    <span
      className={`scale-grip ${grip}`}
      style={{ left: `${Math.max(0, Math.min(100, (100 * ((mirrored ? -value : value) - low)) / (high - low)))}%` }}
      {...(mirrored
        ? { 'aria-hidden': true }
        : {
            role: 'slider',
            tabIndex: 0,
            'aria-label': label,
            'aria-valuemin': grip === 'high' ? low : grip === 'low' ? Math.min(2 * low, 0) : 0,
            'aria-valuemax': grip === 'low' ? high : Math.max(2 * high, 0),
            'aria-valuenow': value,
            'aria-valuetext': valueText(scale.quantity, value),
          })}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={() => (drag.current = undefined)}
      onPointerCancel={() => (drag.current = undefined)}
      onKeyDown={press}
    />
  )
}
