import { useRef, useState, type KeyboardEvent } from 'react'
import { almPlot, type AlmMark, type Coefficient } from '../../drawing/plots/almPlot.ts'
import type { Place } from './AlmTriangle.tsx'

export interface TriangleViewProps {
  readonly name: string
  readonly list: readonly Coefficient[]
  readonly lmax: number
  /** The amplitude of the largest disc. */
  readonly largest: number
  /** Whether the column m = 0 is one that nobody can measure; of the true sky it is shown, in grey. */
  readonly hidden: 'locked' | 'grey' | undefined
  /** The place that is looked at, here or in another triangle. */
  readonly place: Place | undefined
  readonly width: number
  readonly height: number
  words(place: Place): string
  onPlace(place: Place | undefined): void
}

const NAME_HEIGHT = 18

/** A triangle of discs that is walked by arrow keys: l down, m to the right. */
export function TriangleView({ name, list, lmax, largest, hidden, place, width, height, words, onPlace }: TriangleViewProps) {
  const locked = hidden === 'locked'
  const box = useRef<HTMLDivElement>(null)
  const [stop, setStop] = useState<Place>({ l: 1, m: locked ? 1 : 0 })
  const { cell, marks, lTicks, mTicks, key } = almPlot(list, lmax, width - 4, height - NAME_HEIGHT, largest)
  const press = (event: KeyboardEvent) => {
    const next = walked(event.key, stop, lmax)
    if (next === undefined) return
    event.preventDefault()
    setStop(next)
    box.current!.querySelector<HTMLElement>(`[data-place="${next.l},${next.m}"]`)?.focus()
  }
  const [right, bottom] = [mTicks[lmax]!.x + cell / 2, lTicks[lmax - 1]!.y + cell / 2]
  return (
    <figure className="triangle">
      <figcaption className="small">{name}</figcaption>
      <div ref={box} className="triangle-box" style={{ width: right, height: bottom }} onPointerLeave={() => onPlace(undefined)}>
        <svg className="plot" width={right} height={bottom} aria-hidden="true">
          {locked && <LockedColumn x={mTicks[0]!.x} cell={cell} bottom={bottom} />}
          {lTicks.map(({ l, y }) => (
            <text key={l} x={12} y={y} textAnchor="middle" dominantBaseline="central">
              {l}
            </text>
          ))}
          {mTicks.map(({ m, x }) => (
            <text key={m} x={x} y={9} textAnchor="middle" dominantBaseline="central">
              {m}
            </text>
          ))}
          <text className="triangle-corner" x={12} y={9} textAnchor="middle" dominantBaseline="central">
            ℓ\m
          </text>
          {key.map(({ x, y, radius, text }) => (
            <g key={text} className="triangle-key" transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
              <circle r={radius} />
              <text x={0.5 * cell + 4} dominantBaseline="central">
                {text}
              </text>
            </g>
          ))}
          {marks.map((mark) => (
            <Disc key={`${mark.l},${mark.m}`} mark={mark} cell={cell} hidden={mark.m === 0 ? hidden : undefined} near={place?.l === mark.l && place.m === mark.m} />
          ))}
        </svg>
        <div role="grid" tabIndex={-1} aria-label={`Multipoles, ${name}`} onKeyDown={press}>
          {lTicks.map(({ l }) => (
            <div key={l} role="row">
              {marks
                .filter((mark) => mark.l === l)
                .map(({ m, x, y }) => (
                  <span
                    key={m}
                    role="gridcell"
                    data-place={`${l},${m}`}
                    tabIndex={l === stop.l && m === stop.m ? 0 : -1}
                    aria-label={words({ l, m })}
                    style={{ left: x - cell / 2, top: y - cell / 2, width: cell, height: cell }}
                    onFocus={() => {
                      setStop({ l, m })
                      onPlace({ l, m })
                    }}
                    onBlur={() => onPlace(undefined)}
                    onPointerEnter={() => onPlace({ l, m })}
                  />
                ))}
            </div>
          ))}
        </div>
      </div>
    </figure>
  )
}

function Disc({ mark: { x, y, radius, hand }, cell, hidden, near }: { readonly mark: AlmMark; readonly cell: number; readonly hidden: TriangleViewProps['hidden']; readonly near: boolean }) {
  const frame = 0.47 * cell
  return (
    <g transform={`translate(${x.toFixed(2)} ${y.toFixed(2)})`} className={hidden === undefined ? 'disc' : `disc ${hidden}`}>
      {near && <rect className="disc-near" x={-frame} y={-frame} width={2 * frame} height={2 * frame} rx={5} />}
      {hidden !== 'locked' && (
        <>
          <circle className="disc-area" r={radius} />
          {radius > 2.5 && <path className="disc-hand" d={`M0 0L${hand[0].toFixed(2)} ${hand[1].toFixed(2)}`} />}
        </>
      )}
    </g>
  )
}

/** A column that is there and cannot be opened. */
function LockedColumn({ x, cell, bottom }: { readonly x: number; readonly cell: number; readonly bottom: number }) {
  const top = 20
  return (
    <g className="triangle-lock">
      <rect x={x - cell / 2 + 1} y={top} width={cell - 2} height={bottom - top} rx={5} />
      <g transform={`translate(${x} ${(top + bottom) / 2})`}>
        <path d="M-5-1.5h10v8h-10zM-3-1.5v-2.5a3 3 0 0 1 6 0v2.5" />
      </g>
    </g>
  )
}

/** The place after a key, inside the triangle. */
function walked(key: string, { l, m }: Place, lmax: number): Place | undefined {
  const to: Readonly<Record<string, Place>> = {
    ArrowUp: { l: Math.max(1, l - 1), m: Math.min(m, Math.max(1, l - 1)) },
    ArrowDown: { l: Math.min(lmax, l + 1), m },
    ArrowLeft: { l, m: Math.max(0, m - 1) },
    ArrowRight: { l, m: Math.min(l, m + 1) },
    Home: { l, m: 0 },
    End: { l, m: l },
  }
  return to[key]
}
