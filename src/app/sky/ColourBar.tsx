import { useMemo } from 'react'
import { gradientOf } from '../../drawing/colourMaps.ts'
import { clipped } from '../../drawing/paint.ts'
import type { ColourScale } from '../../drawing/scale.ts'
import type { Scale } from '../../study/document.ts'
import { NumberField } from '../widgets/NumberField.tsx'

export interface ColourBarProps {
  readonly scale: ColourScale
  readonly wanted: Scale
  /** [sky pixels] what is drawn, to count what lies beyond the scale. */
  readonly values: Float32Array | undefined
  onChange(patch: Partial<Scale>): void
}

/** What the colours mean, how far they reach, and how much lies beyond. */
export function ColourBar({ scale, wanted, values, onChange }: ColourBarProps) {
  const { low, high } = scale.span
  // Counted when map or scale change, not whenever a pointer moves: a map may have twelve million pixels.
  const { below, above } = useMemo(() => (values === undefined ? { below: 0, above: 0 } : clipped(values, { low, high })), [values, low, high])
  const { unit, limit } = scale
  return (
    <div className="colour-bar" role="group" aria-label="Colour scale">
      <span className="clipped number">{below > 0 && `${below.toLocaleString('en')} px below`}</span>
      <div className="ramp-frame">
        <i className="ramp-end low" data-clips={below > 0 || undefined} style={{ background: `rgb(${scale.table.colours[0]!.map(Math.round).join(' ')})` }} />
        <div className="ramp" style={{ backgroundImage: gradientOf(scale.table) }} />
        <i className="ramp-end high" data-clips={above > 0 || undefined} style={{ background: `rgb(${scale.table.colours.at(-1)!.map(Math.round).join(' ')})` }} />
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
        <span aria-hidden="true">{scale.quantity === 'counts' ? '0 …' : '±'}</span>
        <NumberField
          label="Limit of the colour scale"
          labelHidden
          value={Number((limit / unit.factor).toPrecision(3))}
          min={0.01}
          max={9999}
          step={0.01}
          unit={[unit.text, scale.quantity === 'significance' ? 'σ' : ''].join(' ').trim()}
          onChange={(typed) => onChange({ limit: Number((typed * unit.factor).toPrecision(6)) })}
        />
        <button type="button" className="chip" aria-pressed={wanted.limit === 'auto'} title="The smallest round limit that clips at most one pixel in five hundred" onClick={() => onChange({ limit: wanted.limit === 'auto' ? limit : 'auto' })}>
          auto
        </button>
        {scale.quantity !== 'counts' && (
          <select className="select" aria-label="Colours" value={wanted.colours} onChange={(event) => onChange({ colours: event.currentTarget.value as Scale['colours'] })}>
            <option value="blueRed">blue–red</option>
            <option value="vik">vik</option>
          </select>
        )}
      </span>
    </div>
  )
}
