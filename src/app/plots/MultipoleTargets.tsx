import { useRef, useState, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react'
import type { Frame } from '../../drawing/plots/frame.ts'
import { degreesText } from '../../drawing/format.ts'

/** A degree of the spectrum and where its mark stands (CSS pixels from the left of the plot). */
export interface Target {
  readonly l: number
  readonly x: number
}

export interface MultipoleTargetsProps {
  readonly targets: readonly Target[]
  readonly frame: Frame
  /** The degree that is shown on the map. */
  readonly chosen: number | undefined
  /** Undefined: all of the sky again. */
  onChoose(l: number | undefined): void
}

/**
 * The marks of a spectrum, to be chosen: each is a button of a finger's width, of which Tab finds one and the arrow keys the
 * others. Where they overlap, a pointer means the nearest mark.
 */
export function MultipoleTargets({ targets, frame, chosen, onChoose }: MultipoleTargetsProps) {
  const box = useRef<HTMLDivElement>(null)
  const [near, setNear] = useState<number>()
  const [focused, setFocused] = useState<number>()
  const stop = targets.some(({ l }) => l === (focused ?? chosen)) ? (focused ?? chosen)! : targets[0]?.l
  const nearest = ({ clientX }: { clientX: number }) => nearestTo(targets, clientX - box.current!.getBoundingClientRect().left)
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && chosen !== undefined) return onChoose(undefined)
    const to = targets[nextPlace(event.key, targets.findIndex(({ l }) => l === stop), targets.length) ?? -1]
    if (to === undefined) return
    event.preventDefault()
    setFocused(to.l)
    box.current!.querySelector<HTMLElement>(`[data-l="${to.l}"]`)?.focus()
  }
  const choose = (event: MouseEvent, l: number) => {
    // A key presses the button that has the focus; a pointer may have meant its neighbour.
    const meant = event.detail === 0 ? l : nearest(event).l
    setFocused(meant)
    onChoose(meant === chosen ? undefined : meant)
  }
  const marked = targets.find(({ l }) => l === (near ?? focused ?? chosen))
  return (
    <div
      ref={box}
      className="multipole-targets"
      role="group"
      aria-label="Show one multipole on the map"
      onKeyDown={press}
      onPointerMove={(event: PointerEvent) => setNear(nearest(event).l)}
      onPointerLeave={() => setNear(undefined)}
      onBlur={() => setFocused(undefined)}
    >
      {marked !== undefined && <Marker {...marked} frame={frame} />}
      {targets.map(({ l, x }) => (
        <TargetButton key={l} {...{ l, x, top: frame.top, height: frame.bottom - frame.top + 22 }} stop={l === stop} pressed={l === chosen} onFocus={() => setFocused(l)} onChoose={choose} />
      ))}
    </div>
  )
}

interface TargetButtonProps extends Target {
  readonly top: number
  readonly height: number
  readonly stop: boolean
  readonly pressed: boolean
  onFocus(): void
  onChoose(event: MouseEvent, l: number): void
}

const WIDTH = 24

function TargetButton({ l, x, top, height, stop, pressed, onFocus, onChoose }: TargetButtonProps) {
  return (
    <button
      type="button"
      data-l={l}
      style={{ left: x - WIDTH / 2, width: WIDTH, top, height }}
      tabIndex={stop ? 0 : -1}
      aria-pressed={pressed}
      aria-label={`ℓ = ${l}, ${degreesText(Math.PI / l)}`}
      onFocus={onFocus}
      onClick={(event) => onChoose(event, l)}
    />
  )
}

/** A line through the mark, and the angle it stands for. */
function Marker({ l, x, frame }: Target & { readonly frame: Frame }) {
  const right = x > (frame.left + frame.right) / 2
  return (
    <span className="multipole-marker" style={{ left: x, top: frame.top, height: frame.bottom - frame.top }} aria-hidden="true">
      <b className={right ? 'number right' : 'number'}>
        ℓ = {l} · {degreesText(Math.PI / l)}
      </b>
    </span>
  )
}

function nearestTo(targets: readonly Target[], x: number): Target {
  return targets.reduce((best, target) => (Math.abs(target.x - x) < Math.abs(best.x - x) ? target : best))
}

function nextPlace(key: string, place: number, count: number): number | undefined {
  const to: Readonly<Record<string, number>> = { ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: count - 1 }
  const next = to[key]
  return next === undefined ? undefined : Math.max(0, Math.min(count - 1, next))
}
