import { memo, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { magnitude, measured, signedDegreesText } from '../../drawing/format.ts'
import { HOURS, hoursText, wrapHours } from '../../drawing/plots/clock.ts'
import { ratePlot, waveOf, type RateBand, type RatePlot } from '../../drawing/plots/ratePlot.ts'
import { radians } from '../../science/units.ts'
import { CLOCKS } from '../../study/clockName.ts'
import type { ClockName } from '../../study/document.ts'
import { BottomAxis } from '../plots/Axes.tsx'
import { PlotFrame, type PlotFrameProps } from '../plots/PlotFrame.tsx'
import type { Size } from '../sky/useSize.ts'
import { CsvPress } from './CsvPress.tsx'
import './rates.css'

export interface RatePanelProps extends Pick<PlotFrameProps, 'busy' | 'problem'> {
  /** Eight to twelve bands; with `calibrated` each relative to its own mean, otherwise to an isotropic sky over a flat detector. */
  readonly bands: readonly RateBand[]
  /** By whose hours; sidereal where it is left out. */
  readonly clock?: ClockName
  /** Local sidereal time, the vertical line; left out by another clock, which has no such hour. */
  readonly hours?: number | undefined
  /** Whether the mean of each declination ring is taken out, as experiments must. */
  readonly calibrated: boolean
  onHours(hours: number): void
  onCsv(): void
}

/** Rate per declination ring against the hours of a clock: a vertical dipole moves whole lines, a horizontal one makes them wave. */
export function RatePanel({ bands, clock = 'sidereal', hours, calibrated, busy = false, problem, onHours, onCsv }: RatePanelProps) {
  return (
    <PlotFrame
      title="Rates by declination"
      note={`${calibrated ? 'each relative to its own mean' : 'relative to an isotropic sky over a flat detector'}${clock === 'sidereal' ? '' : `, by ${CLOCKS[clock].time}`}`}
      {...{ busy, problem }}
      empty={bands.length === 0}
      actions={<CsvPress label="Rates by declination" onPress={onCsv} />}
      table={() => <RateTable bands={bands} hours={hours} />}
      footer={<p className="dipole-note soft">{calibrated ? 'Every line has mean zero: what moved whole lines is gone, whatever it was.' : 'Whole lines move: a brighter ring of sky, or a better detector for it. Waves are the sky’s.'}</p>}
    >
      {(size) => <RateView {...{ bands, clock, hours, size, onHours }} />}
    </PlotFrame>
  )
}

interface RateViewProps extends Pick<RatePanelProps, 'bands' | 'hours' | 'onHours'> {
  readonly clock: ClockName
  readonly size: Size
}

function RateView({ bands, clock, hours, size: { width, height }, onHours }: RateViewProps) {
  const plot = useMemo(() => ratePlot(bands, width, height), [bands, width, height])
  const words = useMemo(() => ratesInWords(bands, clock), [bands, clock])
  return (
    <>
      <RatePicture plot={plot} words={words} angle={CLOCKS[clock].angle} />
      {hours !== undefined && <HourLine {...{ plot, hours, cells: bands[0]?.values.length ?? HOURS, onHours }} />}
    </>
  )
}

/** Apart from the hour, which runs with the clock: the lines stay as they are. */
const RatePicture = memo(function RatePicture({ plot: { frame, rows, hourTicks, bar }, words, angle }: { readonly plot: RatePlot; readonly words: string; readonly angle: string }) {
  return (
    <svg className="plot rates" width={frame.width} height={frame.height} role="img" aria-label={words}>
      <BottomAxis frame={frame} ticks={hourTicks} label={angle} />
      {rows.map(({ declinationDeg, zero, line, more, less, spread }) => (
        <g key={declinationDeg}>
          <path className="rate-zero" d={`M${frame.left} ${zero}H${frame.right}`} />
          <path className="rate-more" d={more} />
          <path className="rate-less" d={less} />
          {spread !== '' && <path className="rate-spread" d={spread} />}
          <path className="rate-line" d={line} />
          <text x={frame.left - 7} y={zero} textAnchor="end" dominantBaseline="central">
            {signedDegreesText(radians(declinationDeg), 0)}
          </text>
        </g>
      ))}
      <g className="rate-bar" transform={`translate(${bar.x} ${bar.y})`}>
        <path d={`M0 ${-bar.length / 2}V${bar.length / 2}M-3 ${-bar.length / 2}H3M-3 ${bar.length / 2}H3`} />
        <text x={6} dominantBaseline="central">
          {bar.text}
        </text>
      </g>
    </svg>
  )
})

/** The present hour, to take hold of; pressing anywhere on the plot brings it there. */
function HourLine({ plot: { frame, xOf, hoursAt }, hours, cells, onHours }: { readonly plot: RatePlot; readonly hours: number; readonly cells: number; onHours(hours: number): void }) {
  const dragging = useRef(false)
  const move = ({ clientX, currentTarget }: PointerEvent<HTMLDivElement>) => onHours(hoursAt(clientX - currentTarget.getBoundingClientRect().left + frame.left))
  const press = (event: KeyboardEvent) => {
    const by = event.shiftKey ? 1 : HOURS / cells
    const to: Readonly<Record<string, number>> = { ...{ ArrowLeft: hours - by, ArrowDown: hours - by, ArrowRight: hours + by, ArrowUp: hours + by }, ...{ PageDown: hours - 1, PageUp: hours + 1, Home: 0, End: HOURS - HOURS / cells } }
    const next = to[event.key]
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onHours(wrapHours(next))
  }
  return (
    <div
      className="rate-field"
      style={{ left: frame.left, width: frame.right - frame.left, top: 0, height: frame.bottom }}
      onPointerDown={(event) => {
        dragging.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
        move(event)
      }}
      onPointerMove={(event) => dragging.current && move(event)}
      onPointerUp={() => (dragging.current = false)}
      onPointerCancel={() => (dragging.current = false)}
    >
      <span
        className="rate-hour"
        style={{ left: xOf(hours) - frame.left }}
        role="slider"
        tabIndex={0}
        aria-label="Sidereal time on the rates"
        aria-valuemin={0}
        aria-valuemax={HOURS}
        aria-valuenow={Number(hours.toFixed(2))}
        aria-valuetext={hoursText(hours)}
        onKeyDown={press}
      />
    </div>
  )
}

const northFirst = (bands: readonly RateBand[]): readonly RateBand[] => [...bands].sort((a, b) => b.declinationDeg - a.declinationDeg)

const ratesInWords = (bands: readonly RateBand[], clock: ClockName): string =>
  `Rate of each declination band against ${CLOCKS[clock].time}, north at the top. ${northFirst(bands).map((band) => `${signedDegreesText(radians(band.declinationDeg), 0)}: ${waveInWords(band)}`).join('; ')}.`

/** Rounding is no deviation. */
const meanText = (mean: number): string => (Math.abs(mean) < 1e-12 ? '0' : measured(mean))

function waveInWords(band: RateBand): string {
  const { mean, amplitude, hour } = waveOf(band)
  return `mean ${meanText(mean)}, wave of ${magnitude(amplitude)} with its maximum at ${hoursText(hour)}`
}

function RateTable({ bands, hours }: Pick<RatePanelProps, 'bands' | 'hours'>) {
  return (
    <table className="number">
      <thead>
        <tr>
          <th scope="col">δ</th>
          {hours !== undefined && <th scope="col">at {hoursText(hours)}</th>}
          <th scope="col">mean</th>
          <th scope="col">wave</th>
          <th scope="col">maximum</th>
        </tr>
      </thead>
      <tbody>
        {northFirst(bands).map((band) => {
          const { mean, amplitude, hour } = waveOf(band)
          const cell = Math.floor((wrapHours(hours ?? 0) * band.values.length) / HOURS)
          return (
            <tr key={band.declinationDeg}>
              <th scope="row">{signedDegreesText(radians(band.declinationDeg), 0)}</th>
              {hours !== undefined && <td>{measured(band.values[cell], band.error?.[cell])}</td>}
              <td>{meanText(mean)}</td>
              <td>{magnitude(amplitude)}</td>
              <td>{hoursText(hour)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
