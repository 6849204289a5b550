import { useId, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { pressed, seenAmplitude, seenPercent, settled, type DipoleArrow as Arrow } from '../../drawing/dipoleMoves.ts'
import { degreesText, magnitude, signedDegreesText } from '../../drawing/format.ts'
import './dipoleArrow.css'

export interface DipoleArrowProps extends Arrow {
  readonly width: number
  readonly height: number
  /** Where a direction falls on the map, CSS pixels from its corner; undefined where it is not shown. */
  project(alpha: number, delta: number): readonly [number, number] | undefined
  /** The direction under a point of the map; undefined beside the sky. */
  unproject(x: number, y: number): { readonly alpha: number; readonly delta: number } | undefined
  /** `gesture` is the same for every change of one drag. */
  onChange(arrow: Arrow, gesture: string): void
}

/** Points of the drop from the arrow's tip to the equator. */
const DROP = 24
/** Two steps of right ascension that are told apart on any map (radians). */
const HAIR = 0.01

/** The dipole of the true sky, to take hold of on the map: where it is strongest, its opposite, and its shadow on the equator, which is what can be seen. */
export function DipoleArrow({ alpha, delta, amplitude, width, height, project, unproject, onChange }: DipoleArrowProps) {
  const id = useId()
  const gestures = useRef(0)
  const dragging = useRef(false)
  const box = useRef<SVGSVGElement>(null)
  const arrow = { alpha, delta, amplitude }
  const tip = project(alpha, delta)
  const opposite = project(alpha + Math.PI, -delta)
  const shadow = project(alpha, 0)
  const move = ({ clientX, clientY }: PointerEvent) => {
    const { left, top } = box.current!.getBoundingClientRect()
    const at = unproject(clientX - left, clientY - top)
    if (at !== undefined) onChange(settled({ ...arrow, ...at }), `${id}/${gestures.current}`)
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = pressed(arrow, event.key, event.shiftKey, growsLeftward(project, alpha, delta))
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (!event.repeat) gestures.current++
    onChange(next, `${id}/${gestures.current}`)
  }
  return (
    <svg ref={box} className="dipole-arrow" width={width} height={height}>
      <g aria-hidden="true">
        <Outlined className="arrow-drop" d={dropPath(arrow, project)} />
        {shadow !== undefined && Math.abs(delta) > HAIR && <circle className="arrow-shadow" cx={shadow[0]} cy={shadow[1]} r={2 + 4 * Math.cos(delta)} />}
        {opposite !== undefined && <path className="arrow-tail" d="M-5-5L5 5M-5 5L5-5" transform={`translate(${opposite[0].toFixed(1)} ${opposite[1].toFixed(1)})`} />}
      </g>
      {tip !== undefined && (
        <g
          className="arrow-tip"
          transform={`translate(${tip[0].toFixed(1)} ${tip[1].toFixed(1)})`}
          role="slider"
          tabIndex={0}
          aria-roledescription="dipole arrow"
          aria-label={`Dipole of the true sky: ${dipoleInWords(arrow)}`}
          aria-valuemin={-90}
          aria-valuemax={90}
          aria-valuenow={Math.round((delta * 180) / Math.PI)}
          aria-valuetext={dipoleInWords(arrow)}
          onKeyDown={press}
          onPointerDown={(event) => {
            event.stopPropagation() // the map would be drawn along
            gestures.current++
            dragging.current = true
            event.currentTarget.setPointerCapture(event.pointerId)
          }}
          onPointerMove={(event) => dragging.current && move(event)}
          onPointerUp={() => (dragging.current = false)}
          onPointerCancel={() => (dragging.current = false)}
        >
          <circle className="arrow-reach" r={22} />
          <circle className="arrow-focus" r={15} />
          <circle className="arrow-disc" r={9.5} />
          <circle className="arrow-dot" r={3} />
          <text x={0} y={tip[1] > 46 ? -21 : 29} textAnchor="middle" aria-hidden="true">
            {magnitude(amplitude)}
          </text>
        </g>
      )}
    </svg>
  )
}

function Outlined({ className, d }: { readonly className: string; readonly d: string }) {
  return (
    <>
      <path className="arrow-casing" d={d} />
      <path className={className} d={d} />
    </>
  )
}

/** `towards right ascension 40.0°, declination +30.0°, amplitude 1.00 × 10⁻³, of which 87 % can be seen` */
export const dipoleInWords = (arrow: Arrow): string =>
  `towards right ascension ${degreesText(arrow.alpha)}, declination ${signedDegreesText(arrow.delta)}, amplitude ${magnitude(arrow.amplitude)}, of which ${seenPercent(arrow)} % can be seen`

/** What the likelihood finds of it: `A cos δ = 7.07 × 10⁻⁴: seen 71 % at 45°`. */
export const seenInWords = (arrow: Arrow): string => `A cos δ = ${magnitude(seenAmplitude(arrow))}: seen ${seenPercent(arrow)} % at ${degreesText(Math.abs(arrow.delta), 0)}`

type Project = DipoleArrowProps['project']

/** Down the meridian to the equator. */
function dropPath({ alpha, delta }: Arrow, project: Project): string {
  const points = Array.from({ length: DROP + 1 }, (_, i) => project(alpha, delta * (1 - i / DROP)))
  return points.map((point, i) => (point === undefined ? '' : `${points[i - 1] === undefined ? 'M' : 'L'}${point[0].toFixed(1)} ${point[1].toFixed(1)}`)).join('')
}

/** Which way a small step of right ascension goes on the map: of two the shorter, should one lead over its edge. */
function growsLeftward(project: Project, alpha: number, delta: number): boolean {
  const [before, here, after] = [alpha - HAIR, alpha, alpha + HAIR].map((one) => project(one, Math.max(-1.5, Math.min(1.5, delta))))
  const steps = [[here, after], [before, here]].flatMap(([from, to]) => (from === undefined || to === undefined ? [] : [to[0] - from[0]]))
  const shortest = steps.sort((a, b) => Math.abs(a) - Math.abs(b))[0]
  return shortest === undefined || shortest < 0
}
