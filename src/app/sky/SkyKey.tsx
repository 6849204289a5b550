import { memo } from 'react'
import { symbolShapes, type KeyEntry } from '../../drawing/lineStyles.ts'
import { compassText, skyKey } from '../../drawing/skyKey.ts'
import type { SkyLinesOptions } from '../../drawing/skyLines.ts'
import type { CameraView } from '../../study/document.ts'
import './overlay.css'
import { Line } from './SkyOverlay.tsx'

export interface SkyKeyProps {
  readonly view: CameraView
  readonly lines: SkyLinesOptions
}

/** What the lines over the map are, and where east is. */
export const SkyKey = memo(function SkyKey({ view, lines }: SkyKeyProps) {
  return (
    <>
      <ul aria-label="Key to the lines over the map">
        {skyKey(view, lines).map((entry) => (
          <li key={entry.text}>
            <Sample {...entry} />
            {entry.text}
          </li>
        ))}
      </ul>
      <span className="compass" title="In which direction longitude grows on the map">
        {compassText(view)}
      </span>
    </>
  )
})

function Sample({ line, sample = 'M0 7h26', symbols = [] }: KeyEntry) {
  const width = (line === undefined ? 0 : 26) + 15 * symbols.length
  return (
    <svg className="sky-lines" width={width} height={14} aria-hidden="true">
      {line !== undefined && <Line d={sample} style={line} />}
      {symbols.map((shape, i) => (
        <path key={shape} className={symbolShapes[shape].filled ? 'symbol filled' : 'symbol'} d={symbolShapes[shape].d} transform={`translate(${7.5 + 15 * i} 7)`} />
      ))}
    </svg>
  )
}
