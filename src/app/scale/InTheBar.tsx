import type { ColourScale } from '../../drawing/scale.ts'
import type { ScalePatch } from '../../study/edits.ts'
import type { Display } from '../../study/results.ts'
import { BarHistogram } from './BarHistogram.tsx'
import type { ScaleChange } from './ScaleFields.tsx'
import { ScaleGrip } from './ScaleGrip.tsx'
import { useHistogram } from './useHistogram.ts'

export interface InTheBarProps {
  readonly scale: ColourScale
  readonly display: Display | undefined
  onChange(patch: ScalePatch, change: ScaleChange): void
}

/** What lies in the bar: the values that a threshold hides, the histogram, and what can be taken hold of. */
export function InTheBar({ scale, display, onChange }: InTheBarProps) {
  const { span: { low, high }, threshold, locked, quantity } = scale
  const histogram = useHistogram(display)
  const grab = (patch: ScalePatch, gesture: string) => onChange(patch, { label: 'threshold' in patch ? 'Threshold changed' : 'Colour scale changed', gesture })
  const grip = { scale, onChange: grab }
  return (
    <>
      {threshold > 0 && <i className="ramp-muted" style={stretch(Math.max(low, -threshold), Math.min(high, threshold), scale)} />}
      {histogram !== undefined && display?.quantity === quantity && <BarHistogram histogram={histogram} scale={scale} />}
      <div className="ramp-grips">
        {threshold > 0 && low < 0 && <ScaleGrip grip="threshold" label="Threshold" value={threshold} mirrored {...grip} />}
        {threshold > 0 && <ScaleGrip grip="threshold" label="Threshold" value={threshold} {...grip} />}
        {!(locked && quantity === 'counts') && <ScaleGrip grip="low" label={locked ? 'Lower end of the scale, mirrors the upper end' : 'Lower end of the scale'} value={low} {...grip} />}
        <ScaleGrip grip="high" label="Upper end of the scale" value={high} {...grip} />
      </div>
    </>
  )
}

/** Where a stretch of values lies on the bar. */
const stretch = (from: number, to: number, { span: { low, high } }: ColourScale) => ({ left: `${(100 * (from - low)) / (high - low)}%`, width: `${Math.max(0, (100 * (to - from)) / (high - low))}%` })
