import { useDeferredValue, useMemo } from 'react'
import { cssColour } from '../../drawing/colour.ts'
import { gradientOf } from '../../drawing/colourMaps.ts'
import { clipped } from '../../drawing/paint.ts'
import { scaleSummary, type ColourScale } from '../../drawing/scale.ts'
import type { Scale, View } from '../../study/document.ts'
import type { ScalePatch } from '../../study/edits.ts'
import type { Display } from '../../study/results.ts'
import { late } from '../late.tsx'
import type { ScaleChange } from '../scale/ScaleFields.tsx'
import { useSettled } from '../scale/useSettled.ts'
import '../scale/scale.css'

const ScaleControls = late(() => import('../scale/ScaleControls.tsx').then((part) => part.ScaleControls))
const InTheBar = late(() => import('../scale/InTheBar.tsx').then((part) => part.InTheBar))

export interface ColourBarProps {
  /** Of the pop-over with all settings: whoever names it can open it. */
  readonly menuId: string
  readonly scale: ColourScale
  readonly wanted: Scale
  readonly display: Display | undefined
  readonly unseen: View['unseen']
  onChange(patch: ScalePatch, change: ScaleChange): void
  onUnseen(unseen: View['unseen']): void
}

/** What the colours mean, how far they reach, how much lies beyond, and how the values are distributed. */
export function ColourBar({ menuId, scale, wanted, display, unseen, onChange, onUnseen }: ColourBarProps) {
  const { span: { low, high }, table, threshold } = scale
  // Counted when the eye has time for it, not at every step of a drag: a map may have twelve million pixels.
  const counted = useDeferredValue(`${low} ${high}`)
  const { below, above } = useMemo(() => {
    const [from, to] = counted.split(' ').map(Number)
    return display === undefined ? { below: 0, above: 0 } : clipped(display.values, { low: from!, high: to! })
  }, [display, counted])
  return (
    <div className="colour-bar" role="group" aria-label="Colour scale" data-empty={display === undefined || undefined}>
      <span className="clipped number">{below > 0 && `${below.toLocaleString('en')} px below`}</span>
      <div className="ramp-frame">
        <i className="ramp-end low" data-clips={below > 0 || undefined} style={{ background: cssColour(table.colours[0]!) }} />
        <div className="ramp" style={{ backgroundImage: gradientOf(table) }}>
          <InTheBar {...{ scale, display, onChange }} />
        </div>
        <i className="ramp-end high" data-clips={above > 0 || undefined} style={{ background: cssColour(table.colours.at(-1)!) }} />
        <div className="ramp-ticks number" aria-hidden="true">
          {scale.ticks.map(({ at, text }) => (
            <span key={at} style={{ left: `${100 * at}%` }}>
              {text}
            </span>
          ))}
        </div>
      </div>
      <span className="clipped number">{above > 0 && `${above.toLocaleString('en')} px above`}</span>
      <span className="scale-title soft">{scale.title}</span>
      <span className="scale-fields">
        <ScaleControls {...{ menuId, scale, wanted, display, unseen, onChange, onUnseen }} />
      </span>
      <p className="visually-hidden" role="status">
        {useSettled(`Scale ${scaleSummary(scale)}${threshold > 0 ? `, grey below ${threshold}` : ''}.`)}
      </p>
    </div>
  )
}
