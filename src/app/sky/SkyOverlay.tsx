import { memo } from 'react'
import type { Camera } from '../../drawing/camera.ts'
import { symbolShapes, type LineStyle } from '../../drawing/lineStyles.ts'
import { skyLines, type SkyLinesOptions } from '../../drawing/skyLines.ts'
import './overlay.css'

export interface SkyOverlayProps {
  readonly camera: Camera
  readonly lines: SkyLinesOptions
  /** There is no map yet: labels stand on the bare sky. */
  readonly empty: boolean
}

/** Graticule, rim, overlays and their labels. Changes with the camera and with what is on. */
export const SkyOverlay = memo(function SkyOverlay({ camera, lines, empty }: SkyOverlayProps) {
  const { paths, symbols, labels } = skyLines(camera, lines)
  return (
    <svg className="sky-lines" width={camera.width} height={camera.height} aria-hidden="true">
      {paths.map(({ d, style }, i) => (
        <Line key={i} {...{ d, style }} />
      ))}
      {symbols.map(({ x, y, shape }, i) => (
        <path key={i} className={symbolShapes[shape].filled ? 'symbol filled' : 'symbol'} d={symbolShapes[shape].d} transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`} />
      ))}
      {labels.map(({ x, y, text, anchor, baseline, ground }, i) => (
        <text key={i} className={ground === 'map' && !empty ? 'labels inside' : 'labels'} x={x} y={y} textAnchor={anchor} dominantBaseline={baseline === 'top' ? 'hanging' : 'central'}>
          {text}
        </text>
      ))}
    </svg>
  )
})

/** A line; over the map with a casing, which shows it on any colour. */
export function Line({ d, style: { tone, width, dash } }: { readonly d: string; readonly style: LineStyle }) {
  const dashes = dash.length === 0 ? undefined : dash.join(' ')
  return (
    <>
      {tone === 'overlay' && <path className="casing" d={d} strokeWidth={width + 1.5} strokeDasharray={dashes} />}
      <path className={tone} d={d} strokeWidth={width} strokeDasharray={dashes} />
    </>
  )
}
