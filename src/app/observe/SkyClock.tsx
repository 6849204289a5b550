import { useId, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { dialArc, dialPoint, HOURS, hoursAt, hoursText, wrapHours, zenithText } from '../../drawing/plots/clock.ts'
import { useStillness } from '../sky/useStillness.ts'
import { CLOCKS } from '../../study/clockName.ts'
import type { ClockName } from '../../study/document.ts'
import { Choice } from '../widgets/Choice.tsx'
import { NumberField } from '../widgets/NumberField.tsx'
import { useTurning } from './useTurning.ts'
import './clock.css'

export interface SkyClockProps {
  /** Local sidereal time, 0 … 24 h: the right ascension of the zenith. */
  readonly hours: number
  readonly playing: boolean
  /** Sidereal hours in a second of play. */
  readonly speed: number
  /** Cells of a day; a bin is one of them. */
  readonly cells: number
  /** By which the counts are in order; sidereal where it is left out. */
  readonly clock?: ClockName
  onHours(hours: number): void
  onPlaying(playing: boolean): void
  onSpeed(speed: number): void
}

const SPEEDS = { '0.5': 'a day in 48 s', '1': 'a day in 24 s', '2': 'a day in 12 s', '6': 'a day in 4 s' } as const

/** Local sidereal time on a dial of 24 hours: dragged, typed, stepped or let run. Whoever asks for less motion steps. */
export function SkyClock({ hours, playing, speed, cells, clock = 'sidereal', onHours, onPlaying, onSpeed }: SkyClockProps) {
  const id = useId()
  const still = useStillness()
  const running = playing && !still
  useTurning(running, hours, speed, onHours)
  const bin = HOURS / cells
  const step = (by: number) => onHours(wrapHours(hours + by))
  return (
    <section className="card sky-clock" aria-labelledby={id}>
      <h2 id={id} className="visually-hidden">
        Sidereal clock
      </h2>
      <Dial hours={hours} bin={bin} onHours={onHours} />
      <div className="clock-side">
        <p className="clock-time number">
          {hoursText(hours)}
          <span className="soft small">zenith at α {zenithText(hours)}</span>
        </p>
        <div className="clock-buttons" role="group" aria-label="Step and play">
          <StepButton label="One hour back" onPress={() => step(-1)} path="m10 5-5 5 5 5M15 5l-5 5 5 5" />
          <StepButton label="One bin back" onPress={() => step(-bin)} path="m12 5-5 5 5 5" />
          <button type="button" className="button primary icon" aria-label={running ? 'Pause the clock' : 'Play the clock'} disabled={still} title={still ? 'Your system asks for less motion: step instead' : undefined} onClick={() => onPlaying(!playing)}>
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path className="solid" d={running ? 'M6 4.5h2.6v11H6zM11.4 4.5H14v11h-2.6z' : 'M6.5 4v12l9-6z'} />
            </svg>
          </button>
          <StepButton label="One bin on" onPress={() => step(bin)} path="m8 5 5 5-5 5" />
          <StepButton label="One hour on" onPress={() => step(1)} path="m5 5 5 5-5 5M10 5l5 5-5 5" />
        </div>
        <div className="clock-fields">
          <NumberField label="hour" value={Number(hours.toFixed(2))} min={0} max={23.99} step={0.01} unit="h" onChange={onHours} />
          <Choice label="speed" options={speedsWith(speed)} value={String(speed)} onChange={(chosen) => onSpeed(Number(chosen))} />
        </div>
        {clock !== 'sidereal' && <p className="small soft clock-other">The hand is sidereal time, by which the sky turns; the counts are by {CLOCKS[clock].name} time.</p>}
      </div>
    </section>
  )
}

const speedsWith = (speed: number): { readonly [value in string]?: string } => (String(speed) in SPEEDS ? SPEEDS : { ...SPEEDS, [speed]: `${speed} h in a second` })

function StepButton({ label, path, onPress }: { readonly label: string; readonly path: string; onPress(): void }) {
  return (
    <button type="button" className="button icon" aria-label={label} title={label} onClick={onPress}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  )
}

const RIM = 56
const REACH = 86
const TICKS = Array.from({ length: HOURS }, (_, hour) => {
  const [x, y] = dialPoint(hour, RIM - 5)
  const [u, v] = dialPoint(hour, RIM - (hour % 6 === 0 ? 14 : hour % 3 === 0 ? 11 : 8))
  return `M${x.toFixed(2)} ${y.toFixed(2)}L${u.toFixed(2)} ${v.toFixed(2)}`
}).join('')

/** The rim to take hold of. Arrow keys move by a bin, with Shift or Page keys by an hour. */
function Dial({ hours, bin, onHours }: { readonly hours: number; readonly bin: number; onHours(hours: number): void }) {
  const dragging = useRef(false)
  const turn = ({ clientX, clientY, currentTarget }: PointerEvent<SVGSVGElement>) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect()
    onHours(hoursAt(clientX - left - width / 2, clientY - top - height / 2))
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const by = event.shiftKey ? 1 : bin
    const to: Readonly<Record<string, number>> = {
      ...{ ArrowLeft: hours - by, ArrowDown: hours - by, ArrowRight: hours + by, ArrowUp: hours + by },
      ...{ PageDown: hours - 1, PageUp: hours + 1, Home: 0, End: HOURS - bin },
    }
    const next = to[event.key]
    if (next === undefined) return
    event.preventDefault()
    onHours(wrapHours(next))
  }
  const [x, y] = dialPoint(hours, RIM)
  return (
    <svg
      className="clock-dial"
      viewBox={`${-REACH} ${-REACH} ${2 * REACH} ${2 * REACH}`}
      role="slider"
      tabIndex={0}
      aria-label="Sidereal time"
      aria-valuemin={0}
      aria-valuemax={HOURS}
      aria-valuenow={Number(hours.toFixed(2))}
      aria-valuetext={`${hoursText(hours)}, zenith at right ascension ${zenithText(hours)}`}
      onKeyDown={press}
      onPointerDown={(event) => {
        dragging.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
        turn(event)
      }}
      onPointerMove={(event) => dragging.current && turn(event)}
      onPointerUp={() => (dragging.current = false)}
      onPointerCancel={() => (dragging.current = false)}
    >
      <circle className="clock-rim" r={RIM} />
      <path className="clock-ticks" d={TICKS} />
      <path className="clock-gone" d={dialArc(hours, RIM)} />
      {[0, 6, 12, 18].map((hour) => {
        const [u, v] = dialPoint(hour, RIM + 15)
        return (
          <text key={hour} x={u} y={v} textAnchor="middle" dominantBaseline="central">
            {hour}h
          </text>
        )
      })}
      <path className="clock-hand" d={`M0 0L${(0.84 * x).toFixed(2)} ${(0.84 * y).toFixed(2)}`} />
      <circle className="clock-hub" r={3} />
      <circle className="clock-knob" cx={x} cy={y} r={7} />
    </svg>
  )
}
